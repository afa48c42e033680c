"""The style page: every part that pages are put together of, with its states, on one page that the tests scan."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import FormView, TemplateView


class Stil(LoginRequiredMixin, TemplateView):
    template_name = "stil/stil.html"


class Fragaform(forms.Form):
    motivering = forms.CharField(label="Varför?", widget=forms.Textarea)


class Fraga(LoginRequiredMixin, FormView):
    template_name = "_blankettsida.html"
    form_class = Fragaform

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rubrik="Makulera exemplet", **kwargs)

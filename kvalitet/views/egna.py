"""What is the person's own: what waits, and settings."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse_lazy
from django.views.generic import TemplateView, UpdateView

from kvalitet.models import Anvandare
from kvalitet.paminnelser import sammandrag


class AttGora(LoginRequiredMixin, TemplateView):
    """The same as in the day's digest, as a page."""

    template_name = "egna/att_gora.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(innehall=sammandrag(self.request.user), **kwargs)  # type: ignore[arg-type]


class InstallningarForm(forms.ModelForm):
    """What a person decides about the own account."""

    class Meta:
        model = Anvandare
        fields = ("paminnelser",)
        labels = {"paminnelser": "Skicka påminnelser till min e-postadress"}
        help_texts = {
            "paminnelser": "Högst ett brev om dagen, med antal och länkar men inget av det som står i ärendena."
        }


class Installningar(LoginRequiredMixin, UpdateView):
    """The person's own settings."""

    form_class = InstallningarForm
    template_name = "egna/installningar.html"
    success_url = reverse_lazy("installningar")

    def get_object(self, queryset: Any = None) -> Anvandare:
        return Anvandare.objects.get(pk=self.request.user.pk)

    def form_valid(self, form: InstallningarForm) -> Any:
        messages.success(self.request, "Dina inställningar är sparade.")
        return super().form_valid(form)

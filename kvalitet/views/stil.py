"""The style page: every part that pages are put together of, with its states, on one page that the tests scan."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView, TemplateView

from kvalitet import stilprov
from kvalitet.sidor import Skalform


class Stil(LoginRequiredMixin, TemplateView):
    template_name = "stil/stil.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            farger_prov=stilprov.farger(),
            kommunfarger=stilprov.kommunfarger(),
            lagen=stilprov.LAGEN,
            noder=stilprov.NODER,
            tom_form=stilprov.Exempelform(prefix="tom", initial={"varde": 3}),
            felform=stilprov.felform(),
            lagesruta=stilprov.lagesruta(),
            lagesruta_klar=stilprov.lagesruta_klar(),
            handelser=stilprov.handelser(),
            versioner=stilprov.versioner(),
            lista=stilprov.lista(),
            nyckeltal=stilprov.nyckeltal(),
            figurer=stilprov.figurer(),
            farger=stilprov.husets_farger(),
            lankar=True,
            flikar=stilprov.FLIKAR,
            kedjan=stilprov.kedjan(),
            signaler=stilprov.signaler(),
            **kwargs,
        )


class Fraga(LoginRequiredMixin, FormView):
    """What the example of a dialog asks. Nothing is changed."""

    template_name = "_blankettsida.html"
    form_class: ClassVar[type[forms.Form]] = Skalform
    success_url = reverse_lazy("stil")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            rubrik="Makulera 2026-0164?",
            ingress="Ärendet räknas inte längre i statistiken. Det går inte att ångra.",
            knapp="Makulera ärendet",
            tillbaka=reverse("stil"),
            brod=[("Stil", reverse("stil"))],
            action=reverse("stil_fraga"),
            **kwargs,
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        messages.success(self.request, "Exemplet är besvarat. Inget har ändrats.")
        return super().form_valid(form)

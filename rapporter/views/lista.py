"""The list of reports, and a new one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import FormView

from kvalitet.export import Kolumn
from kvalitet.listor import Lista, Sortering
from kvalitet.roller import Ratt
from rapporter.filter import RapportFilter
from rapporter.forms import NyRapportForm
from rapporter.handlingar import skapa_rapport
from rapporter.models import Rapportdokument


class Rapportlista(Lista):
    """Reports the person may see."""

    template_name = "rapporter/lista.html"
    filterset_class = RapportFilter
    filnamn = "rapporter"
    skapa_ratt = Ratt.RAPPORT_REDIGERA
    sorteringar = {
        "ar": Sortering("År", "ar", fallande=True),
    }
    exportkolumner = [
        Kolumn("Rapport", lambda r: r.titel),
        Kolumn("Enhet", lambda r: r.enhet.namn),
        Kolumn("År", lambda r: r.ar),
        Kolumn("Utgåva", lambda r: r.utgava),
        Kolumn("Läge", lambda r: r.get_status_display()),
        Kolumn("Diarienummer", lambda r: r.diarienummer),
        Kolumn("Fryst", lambda r: r.fryst_vid),
        Kolumn("Nämndens beslut", lambda r: r.beslutsdag),
    ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(far_mallar=self.request.user.har_ratt(Ratt.LISTOR), **kwargs)

    def get_queryset(self) -> QuerySet[Rapportdokument]:
        return Rapportdokument.objects.synliga_for(self.request.user).select_related("mall", "enhet")


class NyRapport(LoginRequiredMixin, FormView):
    """Choose template, unit and year."""

    template_name = "rapporter/ny.html"
    form_class = NyRapportForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.har_ratt(Ratt.RAPPORT_REDIGERA):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "anvandare": self.request.user}

    def form_valid(self, form: NyRapportForm) -> HttpResponse:
        try:
            dokument = skapa_rapport(**form.cleaned_data, av=self.request.user)
        except ValidationError as fel:
            form.add_error(None, fel)
            return self.form_invalid(form)
        messages.success(self.request, "Rapporten är skapad. Skriv i ett avsnitt i taget.")
        return redirect(dokument)

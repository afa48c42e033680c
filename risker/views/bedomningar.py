"""Assessments of risks: new ones, corrections, and the matrix of a year."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from kvalitet import sidor
from kvalitet.datum import idag
from kvalitet.listor import las_alternativ
from kvalitet.models import Anvandare
from kvalitet.roller import Ratt
from risker.forms_risker import BedomningForm, MatrisFilter
from risker.models import Risk, Riskbedomning, Riskskala
from risker.rorelse import matris, platser


class Bedom(sidor.Ny):
    """A new assessment of the risk, on the scale of the day."""

    model = Riskbedomning
    form_class = BedomningForm
    template_name = "risker/bedom.html"
    blankett = "riskbedomning"
    rubrik = "Bedöm risken"
    knapp = "Spara bedömningen"
    besked = "Bedömningen är sparad."
    risk: Risk
    rattar: Riskbedomning | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            self.hamta(request.user, kwargs["pk"])
            if not request.user.har_ratt(self.ratt, self.risk.enhet_id):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def hamta(self, anvandare: Anvandare, pk: int) -> None:
        """Fetch the risk within access; 404 otherwise."""
        self.risk = get_object_or_404(Risk.objects.synliga_for(anvandare).select_related("enhet"), pk=pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "risk": self.risk, "rattar": self.rattar}

    @transaction.atomic
    def form_valid(self, form: BedomningForm) -> HttpResponse:
        Risk.objects.select_for_update().filter(pk=self.risk.pk).values_list("pk").get()
        return super().form_valid(form)

    def brod(self) -> sidor.Brodsmulor:
        return [("Risker", reverse("risker:risker")), (str(self.risk)[:60], self.risk.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kontext = super().get_context_data(**kwargs)
        skala: Riskskala = kontext["form"].skala
        steg = skala.stegen
        rader = [
            (allvar, [(s, s.varde * allvar.varde) for _, s in sorted(steg["sannolikhet"].items())])
            for _, allvar in sorted(steg["allvar"].items(), reverse=True)
        ]
        return kontext | {"ingress": str(self.risk), "skala": skala, "skalrader": rader}


class Ratta(Bedom):
    """A new assessment instead of one that was wrong; the wrong one stands in the risk's history."""

    blankett = "riskbedomning_ratta"
    rubrik = "Rätta bedömningen"
    besked = "Bedömningen är rättad."

    def hamta(self, anvandare: Anvandare, pk: int) -> None:
        bedomningar = Riskbedomning.objects.synliga_for(anvandare).select_related("risk__enhet", "skala", "rattad_av")
        self.rattar = get_object_or_404(bedomningar.prefetch_related("skala__steg"), pk=pk)
        self.risk = self.rattar.risk
        if hasattr(self.rattar, "rattad_av"):
            raise PermissionDenied("Bedömningen är redan rättad.")


class Matris(LoginRequiredMixin, TemplateView):
    """Where a year's risks stand and stood, filtered by unit and process."""

    template_name = "risker/matris.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anvandare: Anvandare = self.request.user  # type: ignore[assignment]
        synliga = Risk.objects.synliga_for(anvandare).select_related("enhet", "process").order_by("sortering", "pk")
        val = self.request.GET.copy()
        val.setdefault("ar", str(idag().year))
        filter_ = MatrisFilter(val, queryset=synliga, request=self.request)
        giltigt = filter_.form.is_valid()
        ar = filter_.valt_ar if giltigt else None
        risker = list(filter_.qs) if giltigt else []
        skala = Riskskala.objects.gallande()
        placerade = platser(risker, ar, skala) if ar else []
        las_alternativ(filter_.form)
        bedomda = {plats.risk.pk for plats in placerade}
        return super().get_context_data(
            filter=filter_,
            ar=ar,
            skala=skala,
            platser=placerade,
            figur=matris("riskmatris", ar, skala, placerade) if ar and placerade else None,
            obedomda=[risk for risk in risker if risk.pk not in bedomda],
            far_andra=anvandare.har_ratt(Ratt.PLAN_REDIGERA),
            **kwargs,
        )

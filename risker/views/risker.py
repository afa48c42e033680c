"""The register of risks, which live on from year to year."""

from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.urls import reverse

from kvalitet import sidor
from kvalitet.export import Kolumn
from kvalitet.listor import Lista, Sortering
from kvalitet.roller import Ratt
from risker.forms import RiskForm
from risker.forms_risker import NyRiskForm, RiskFilter
from risker.handlingar import flytta_till_process
from risker.models import Planrad, Risk
from risker.rorelse import tidslinje


class Risker(Lista):
    template_name = "risker/risklista.html"
    filterset_class = RiskFilter
    filnamn = "risker"
    skapa_ratt = Ratt.PLAN_REDIGERA
    sorteringar = {
        "varde": Sortering("Riskvärde", "varde", fallande=True),
        "text": Sortering("Risk", "sortering", svensk=True),
        "nyast": Sortering("Nyast", "id", fallande=True),
    }
    exportkolumner = [
        Kolumn("Risk", lambda r: r.text),
        Kolumn("Process", lambda r: r.process or ""),
        Kolumn("Enhet", lambda r: r.enhet),
        Kolumn("Tema", lambda r: r.tema),
        Kolumn("Kvalitetsområden", lambda r: "; ".join(str(o) for o in r.kvalitetsomraden.all())),
        Kolumn("Orsak", lambda r: r.orsak),
        Kolumn("Konsekvens", lambda r: r.konsekvens),
        Kolumn("Riskvärde", lambda r: r.varde or ""),
        Kolumn("Nivå", lambda r: r.get_niva_display()),
        Kolumn("Hur den uppmärksammades", lambda r: r.get_kalla_display()),
        Kolumn("Uppmärksammad", lambda r: r.uppkommen),
        Kolumn("Senaste läge", lambda r: r.senaste.get_lage_display() if r.senaste else ""),
    ]

    def get_queryset(self) -> QuerySet[Risk]:
        rader = Planrad.objects.synliga_for(self.request.user).select_related("plan").order_by("-plan__ar", "-pk")  # type: ignore[arg-type]
        return (
            Risk.objects.synliga_for(self.request.user)  # type: ignore[arg-type]
            .select_related("enhet", "process")
            .prefetch_related("kvalitetsomraden", Prefetch("planrader", queryset=rader, to_attr="synliga_rader"))
        )


class Visa(sidor.Visa):
    model = Risk
    template_name = "risker/risk.html"
    med = ("enhet", "process")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rader = (
            Planrad.objects.synliga_for(self.request.user)  # type: ignore[arg-type]
            .filter(risk=self.object)
            .select_related("plan__enhet", "enhet")
            .order_by("-plan__ar", "enhet__namn", "pk")
        )
        return super().get_context_data(
            rader=list(rader),
            delrisker=list(self.object.delrisker.all()),
            omraden=list(self.object.kvalitetsomraden.all()),
            bedomningar=tidslinje(self.object),
            **kwargs,
        )


class Historik(sidor.Historik):
    model = Risk
    template_name = "risker/risk_historik.html"


class Ny(sidor.Ny):
    """A risk outside a plan. Other rooms link here with what they know: ?kalla=granskning&enhet=3."""

    model = Risk
    form_class = NyRiskForm
    blankett = "ny_risk"
    rubrik = "Ny risk"
    ingress = "En risk som uppmärksammas under året. Den följs i en plan när du lägger till den där."

    def brod(self) -> sidor.Brodsmulor:
        return [("Risker", reverse("risker:risker"))]

    def get_initial(self) -> dict[str, Any]:
        return {namn: varde for namn in ("kalla", "enhet", "process") if (varde := self.request.GET.get(namn))}


class Andra(sidor.Andra):
    model = Risk
    form_class = RiskForm
    blankett = "risk"
    rubrik = "Ändra risken"

    def brod(self) -> sidor.Brodsmulor:
        return [("Risker", reverse("risker:risker")), (str(self.object)[:60], self.object.get_absolute_url())]

    @transaction.atomic
    def form_valid(self, form: RiskForm) -> HttpResponse:
        svar = super().form_valid(form)
        if "process" in form.changed_data:
            flytta_till_process(risk=self.object)
        return svar

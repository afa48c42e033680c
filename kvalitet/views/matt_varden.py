"""The values of what is measured, by unit, provider and period."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from kvalitet import sidor
from kvalitet.datum import idag
from kvalitet.export import Kolumn
from kvalitet.forms_matt import MatvardeFilter, MatvardeForm
from kvalitet.listor import Lista, Sortering
from kvalitet.models import Kriterium, Matvarde
from kvalitet.models.matt import UTFALL
from kvalitet.roller import Ratt
from kvalitet.views.matt import jamforelser

MED = ("kriterium", "enhet", "verksamhet")


class Matvarden(Lista):
    template_name = "matvarden/lista.html"
    filterset_class = MatvardeFilter
    filnamn = "matvarden"
    skapa_ratt = Ratt.MATT_REDIGERA
    sorteringar = {
        "ar": Sortering("År", "ar", fallande=True),
        "nyast": Sortering("Nyast", "id", fallande=True),
    }
    exportkolumner = [
        Kolumn("Kriterium", lambda v: v.kriterium.namn),
        Kolumn("Slag", lambda v: v.kriterium.get_slag_display()),
        Kolumn("Enhet", lambda v: v.enhet),
        Kolumn("Verksamhet", lambda v: v.verksamhet or ""),
        Kolumn("År", lambda v: v.ar),
        Kolumn("Period", lambda v: v.get_period_display()),
        Kolumn("Del av året", lambda v: v.periodnot),
        Kolumn("Värde", lambda v: tal(v.varde)),
        Kolumn("Måttenhet", lambda v: v.kriterium.mattenhet),
        Kolumn("Ungefärligt", lambda v: v.ungefarligt),
        Kolumn("Antal", lambda v: v.n),
        Kolumn("Tillfrågade", lambda v: v.tillfragade),
        Kolumn("Kunde inte svara", lambda v: v.bortfall),
        Kolumn("Svarsfrekvens, %", lambda v: tal(v.svarsfrekvens)),
        Kolumn("Riket", lambda v: tal(v.riket)),
        Kolumn("Länet", lambda v: tal(v.lanet)),
        Kolumn("Mål", lambda v: v.kriterium.mal),
        Kolumn("Utfall", lambda v: UTFALL.get(v.utfall, "")),
        Kolumn("Källa", lambda v: v.kalla),
        Kolumn("Kommentar", lambda v: v.kommentar),
    ]

    def get_queryset(self) -> QuerySet[Matvarde]:
        return Matvarde.objects.synliga_for(self.request.user).select_related(*MED)  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(utfall=UTFALL, **kwargs)


def tal(varde: Any) -> float | None:
    """A decimal as a number that a spreadsheet counts with."""
    return None if varde is None else float(varde)


class Visa(sidor.Visa):
    model = Matvarde
    ratt = Ratt.MATT_REDIGERA
    template_name = "matvarden/visa.html"
    med = MED

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        v = self.object
        samma = Matvarde.objects.synliga_for(self.request.user).filter(  # type: ignore[arg-type]
            kriterium=v.kriterium_id, enhet=v.enhet_id, verksamhet=v.verksamhet_id, period=v.period, ar=v.ar - 1
        )
        fore = samma.values_list("varde", flat=True).first()
        return super().get_context_data(jamforelser=jamforelser(v, fore), utfall=UTFALL, **kwargs)


class Historik(sidor.Historik):
    model = Matvarde
    ratt = Ratt.MATT_REDIGERA
    template_name = "matvarden/historik.html"
    med = MED


class Ny(sidor.Ny):
    model = Matvarde
    ratt = Ratt.MATT_REDIGERA
    form_class = MatvardeForm
    blankett = "matvarde"
    rubrik = "Nytt värde"

    def brod(self) -> sidor.Brodsmulor:
        return [("Mätvärden", reverse("matvarde_lista"))]


class NyForKriterium(Ny):
    """A new value of a given criterion, at the criterion's own unit unless another is chosen."""

    blankett = "kriterium_nytt_varde"

    @cached_property
    def kriterium(self) -> Kriterium:
        synliga = Kriterium.objects.synliga_for(self.request.user).filter(giltig=True)  # type: ignore[arg-type]
        return get_object_or_404(synliga, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Matvarde(kriterium=self.kriterium)}

    def get_initial(self) -> dict[str, Any]:
        egen = self.request.user.har_ratt(self.ratt, self.kriterium.enhet_id)  # type: ignore[union-attr]
        return {"ar": idag().year, "enhet": self.kriterium.enhet_id if egen else None}

    def brod(self) -> sidor.Brodsmulor:
        return [
            ("Kriterier och mått", reverse("kriterium_lista")),
            (str(self.kriterium), self.kriterium.get_absolute_url()),
        ]


class Andra(sidor.Andra):
    model = Matvarde
    ratt = Ratt.MATT_REDIGERA
    form_class = MatvardeForm
    blankett = "matvarde"
    rubrik = "Ändra värdet"
    med = MED

    def brod(self) -> sidor.Brodsmulor:
        return [("Mätvärden", reverse("matvarde_lista")), (str(self.object), self.object.get_absolute_url())]

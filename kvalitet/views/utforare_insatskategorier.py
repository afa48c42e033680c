"""The list of service categories, with how many activities give each today."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse

from kvalitet import sidor
from kvalitet.datum import idag
from kvalitet.export import Kolumn
from kvalitet.forms_utforare import InsatskategoriFilter, InsatskategoriForm
from kvalitet.listor import Lista, Sortering
from kvalitet.models import Anvandare, Insatskategori, Utforare, Verksamhet
from kvalitet.roller import Ratt


class Insatskategorier(Lista):
    template_name = "insatskategorier/lista.html"
    filterset_class = InsatskategoriFilter
    filnamn = "insatskategorier"
    skapa_ratt = Ratt.LISTOR
    sorteringar = {"namn": Sortering("Namn", "namn", svensk=True)}
    exportkolumner = [
        Kolumn("Insatskategori", lambda k: k.namn),
        Kolumn("Målgrupp", lambda k: k.malgrupp),
        Kolumn("Lagrum", lambda k: ", ".join(lag.namn for lag in k.lagrum.all())),
        Kolumn("Verksamheter i drift", lambda k: k.antal_verksamheter),
        Kolumn("Används till och med", lambda k: k.giltig_till),
    ]

    def get_queryset(self) -> QuerySet[Insatskategori]:
        synliga = Insatskategori.objects.synliga_for(self.request.user)  # type: ignore[arg-type]
        return synliga.med_antal_verksamheter(idag()).prefetch_related("lagrum")


@dataclass(frozen=True)
class PerDriftform:
    """How many activities of a kind of provider give the category today, and the list that shows them."""

    namn: str
    antal: int
    url: str


def per_driftform(kategori: Insatskategori, anvandare: Anvandare) -> list[PerDriftform]:
    """The day's activities of the category that the person may see, by kind of provider."""
    dag = idag()
    synliga = Verksamhet.objects.synliga_for(anvandare).pa_dagen(dag).filter(insatskategorier=kategori).order_by()
    antal = dict(synliga.values_list("utforare__driftform").annotate(Count("pk")))
    lista = reverse("verksamhet_lista")
    return [
        PerDriftform(
            f"{driftform.label} utförare".capitalize(),
            antal[driftform.value],
            f"{lista}?{urlencode({'insatskategori': kategori.pk, 'driftform': driftform.value, 'dag': dag})}",
        )
        for driftform in Utforare.Driftform
        if driftform.value in antal
    ]


class Sida(sidor.Register, sidor.Husets):
    """Mixin: a page of this register."""

    model = Insatskategori
    ratt = Ratt.LISTOR
    lista = ("Insatskategorier", "insatskategori_lista")


class Visa(Sida, sidor.Visa):
    template_name = "insatskategorier/visa.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lagrum=list(self.object.lagrum.all()),
            per_driftform=per_driftform(self.object, self.request.user),  # type: ignore[arg-type]
            **kwargs,
        )


class Historik(Sida, sidor.Registerhistorik):
    huvud = "insatskategorier/_huvud.html"


class Ny(Sida, sidor.Ny):
    form_class = InsatskategoriForm
    blankett = "insatskategori"
    rubrik = "Ny insatskategori"


class Andra(Sida, sidor.Andra):
    form_class = InsatskategoriForm
    blankett = "insatskategori"
    rubrik = "Ändra insatskategorin"

"""Self-checks: list, page, new, change, history."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from egenkontroller.forms import EgenkontrollFilter, EgenkontrollForm
from egenkontroller.models import Egenkontroll
from kvalitet import bidrag, sidor
from kvalitet.export import Kolumn
from kvalitet.listor import Lista, Sortering
from kvalitet.models import Atgard
from kvalitet.roller import Ratt


class Egenkontroller(Lista):
    template_name = "egenkontroller/lista.html"
    filterset_class = EgenkontrollFilter
    filnamn = "egenkontroller"
    skapa_ratt = Ratt.PLAN_REDIGERA
    sorteringar = {
        "text": Sortering("Egenkontroll", "sortering", svensk=True),
        "nyast": Sortering("Nyast", "id", fallande=True),
    }
    exportkolumner = [
        Kolumn("Egenkontroll", lambda e: e.text),
        Kolumn("Varför", lambda e: e.varfor),
        Kolumn("Enhet", lambda e: e.enhet),
        Kolumn("Process", lambda e: e.process or ""),
        Kolumn("Metod", lambda e: e.get_metod_display()),
        Kolumn("Täljare", lambda e: e.taljare),
        Kolumn("Nämnare", lambda e: e.namnare),
        Kolumn("Frekvens", lambda e: e.frekvens),
        Kolumn("Målvärde", lambda e: e.malvarde),
        Kolumn("Ansvarig funktion", lambda e: e.ansvarig_text),
    ]

    def get_queryset(self) -> QuerySet[Egenkontroll]:
        return Egenkontroll.objects.synliga_for(self.request.user).select_related(  # type: ignore[arg-type]
            "enhet", "process"
        )


class Visa(sidor.Visa):
    model = Egenkontroll
    template_name = "egenkontroller/visa.html"
    med = ("enhet", "process")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        atgarder = Atgard.objects.synliga_for(self.request.user).filter(egenkontroller=self.object)  # type: ignore[arg-type]
        hor_till = bidrag.egenkontrollens_plats(self.object.pk, self.request.user)  # type: ignore[arg-type]
        return super().get_context_data(atgarder=atgarder.order_by("pk"), hor_till=hor_till, **kwargs)


class Historik(sidor.Historik):
    model = Egenkontroll
    template_name = "egenkontroller/historik.html"


class Ny(sidor.Ny):
    model = Egenkontroll
    form_class = EgenkontrollForm
    blankett = "egenkontroll"
    rubrik = "Ny egenkontroll"
    ingress = "Det enheten själv följer för att se om arbetet fungerar som det är tänkt."

    def brod(self) -> sidor.Brodsmulor:
        return [("Egenkontroller", reverse("egenkontroller:lista"))]


class Andra(sidor.Andra):
    model = Egenkontroll
    form_class = EgenkontrollForm
    blankett = "egenkontroll"
    rubrik = "Ändra egenkontrollen"

    def brod(self) -> sidor.Brodsmulor:
        return [
            ("Egenkontroller", reverse("egenkontroller:lista")),
            (str(self.object)[:60], self.object.get_absolute_url()),
        ]

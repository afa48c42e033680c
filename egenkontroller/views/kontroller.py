"""Self-checks: list, page, new, change, history."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from egenkontroller.forms import EgenkontrollFilter, EgenkontrollForm
from egenkontroller.jamforelse import diagram
from egenkontroller.models import Egenkontroll, Kontrolltillfalle
from kvalitet import bidrag, sidor
from kvalitet.diagram import Figur
from kvalitet.export import Kolumn
from kvalitet.listor import Lista, Sortering
from kvalitet.models import Anvandare, Atgard
from kvalitet.roller import Ratt

FLEST_I_TABELLEN, FLEST_I_DIAGRAM, FLEST_DIAGRAM = 24, 200, 4


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
        Kolumn("Frekvens", lambda e: e.hur_ofta),
        Kolumn("Mål", lambda e: e.mal_visat),
        Kolumn("Ansvarig", lambda e: e.ansvarig_visad),
    ]

    def get_queryset(self) -> QuerySet[Egenkontroll]:
        return Egenkontroll.objects.synliga_for(self.request.user).select_related(  # type: ignore[arg-type]
            "enhet", "process", "ansvarig"
        )


class Visa(sidor.Visa):
    model = Egenkontroll
    template_name = "egenkontroller/visa.html"
    med = ("enhet", "process", "ansvarig")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anvandare: Anvandare = self.request.user  # type: ignore[assignment]
        atgarder = Atgard.objects.synliga_for(anvandare).filter(egenkontroller=self.object)
        tillfallen = self._tillfallen(anvandare)
        return super().get_context_data(
            atgarder=atgarder.order_by("pk"),
            hor_till=bidrag.egenkontrollens_plats(self.object.pk, anvandare),
            gors_i=list(self.object.gors_i.pa_svenska()),
            tillfallen=tillfallen[:FLEST_I_TABELLEN],
            fler_tillfallen=len(tillfallen) > FLEST_I_TABELLEN,
            figurer=self._figurer(tillfallen),
            **kwargs,
        )

    def _tillfallen(self, anvandare: Anvandare) -> list[Kontrolltillfalle]:
        """The check's occasions, newest first, as many as are drawn."""
        fraga = Kontrolltillfalle.objects.synliga_for(anvandare).filter(egenkontroll=self.object)
        rader = list(fraga.select_related("enhet").defer("analys").order_by("-fran", "-pk")[:FLEST_I_DIAGRAM])
        for rad in rader:
            rad.egenkontroll = self.object
        return rader

    def _figurer(self, tillfallen: list[Kontrolltillfalle]) -> list[Figur]:
        """A chart for each unit where the check is done, when they are few."""
        per_enhet: dict[int, list[Kontrolltillfalle]] = {}
        for tillfalle in reversed(tillfallen):
            per_enhet.setdefault(tillfalle.enhet_id, []).append(tillfalle)
        if len(per_enhet) > FLEST_DIAGRAM:
            return []
        ritade = (diagram(self.object, rader, f"serie-{enhet}") for enhet, rader in per_enhet.items())
        return [figur for figur in ritade if figur]


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

"""The action register: alive until the effect has been followed up."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse

from kvalitet import bidrag, sidor
from kvalitet.datum import idag
from kvalitet.export import Kolumn
from kvalitet.forms_register import AtgardFilter, AtgardForm
from kvalitet.lagesruta import Lagesruta
from kvalitet.listor import Lista, Sortering
from kvalitet.models import Anvandare, Atgard
from kvalitet.roller import Ratt

TEXTER = {
    Atgard.Status.PLANERAD: ("Nästa steg: påbörja", "Åtgärden är beslutad men inte påbörjad."),
    Atgard.Status.PAGAR: ("Nästa steg: genomför", "När åtgärden är genomförd bestämmer ni när effekten följs upp."),
    Atgard.Status.GENOMFORD: (
        "Nästa steg: följ upp effekten",
        "Åtgärden är gjord men inte avslutad. Den ligger kvar tills ni vet om den gav effekt.",
    ),
    Atgard.Status.EFFEKT_UPPFOLJD: ("Åtgärden är avslutad", "Effekten är uppföljd."),
    Atgard.Status.AVBRUTEN: ("Åtgärden är avbruten", "Skälet står i historiken."),
}


class Atgarder(Lista):
    template_name = "atgarder/lista.html"
    filterset_class = AtgardFilter
    filnamn = "atgarder"
    skapa_ratt = Ratt.PLAN_REDIGERA
    sorteringar = {
        "senast": Sortering("Klar senast", "forfaller"),
        "nyast": Sortering("Nyast", "id", fallande=True),
    }
    exportkolumner = [
        Kolumn("Åtgärd", lambda a: a.rubrik),
        Kolumn("Enhet", lambda a: a.enhet),
        Kolumn("Process", lambda a: a.process or ""),
        Kolumn("Slag", lambda a: a.get_slag_display()),
        Kolumn("Ansvarig", lambda a: a.ansvarig_visad),
        Kolumn("Klar senast", lambda a: a.senast),
        Kolumn("Tid eller frekvens", lambda a: a.tid_text),
        Kolumn("Läge", lambda a: a.get_status_display()),
        Kolumn("Genomförd", lambda a: a.genomford),
        Kolumn("Effekt", lambda a: a.get_effekt_display()),
        Kolumn("Hur vi vet det", lambda a: a.effekt_motivering),
    ]

    def get_queryset(self) -> QuerySet[Atgard]:
        return Atgard.objects.synliga_for(self.request.user).select_related(  # type: ignore[arg-type]
            "enhet", "process", "ansvarig"
        )


def lagesruta(atgard: Atgard, anvandare: Anvandare) -> Lagesruta:
    """The action's state box with its nearest deadline."""
    frist = None
    if atgard.senast and atgard.status in (Atgard.Status.PLANERAD, Atgard.Status.PAGAR):
        ord_ = "Skulle ha varit klar" if atgard.forsenad else "Klar senast"
        frist = (f"{ord_} {atgard.senast}", atgard.forsenad)
    elif atgard.effekt_planerad and atgard.status == Atgard.Status.GENOMFORD:
        frist = (f"Effekten följs upp {atgard.effekt_planerad}", atgard.effekt_planerad < idag())
    detaljer = {Atgard.Status.GENOMFORD.value: str(atgard.genomford)} if atgard.genomford else {}
    return sidor.lagesruta_for(
        atgard, anvandare, texter=TEXTER, url_namn="atgard_status", detaljer=detaljer, frist=frist
    )


class Visa(sidor.Visa):
    model = Atgard
    template_name = "atgarder/visa.html"
    med = ("enhet", "process", "ansvarig")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anvandare: Anvandare = self.request.user  # type: ignore[assignment]
        kontext = super().get_context_data(
            lagesruta=lagesruta(self.object, anvandare),
            ursprung=bidrag.ursprung([self.object.pk], anvandare)[self.object.pk],
            **kwargs,
        )
        return kontext | {"far_andra": self.object.far_andras_av(anvandare)}


class Historik(sidor.Historik):
    model = Atgard
    template_name = "atgarder/historik.html"


class Ny(sidor.Ny):
    model = Atgard
    form_class = AtgardForm
    blankett = "atgard"
    rubrik = "Ny åtgärd"
    ingress = "Åtgärden finns kvar i registret tills effekten är uppföljd."

    def brod(self) -> sidor.Brodsmulor:
        return [("Åtgärder", reverse("atgard_lista"))]


class Andra(sidor.Andra):
    model = Atgard
    form_class = AtgardForm
    blankett = "atgard"
    rubrik = "Ändra åtgärden"

    def krav_ratt(self, post: Atgard) -> None:
        if not post.far_andras_av(self.request.user):  # type: ignore[arg-type]
            raise PermissionDenied

    def brod(self) -> sidor.Brodsmulor:
        return [("Åtgärder", reverse("atgard_lista")), (str(self.object)[:60], self.object.get_absolute_url())]


class Status(sidor.BytStatus):
    model = Atgard
    url_namn = "atgard_status"


class Skal(sidor.FragaSkal):
    model = Atgard
    url_namn = "atgard_status"

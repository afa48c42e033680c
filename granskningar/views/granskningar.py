"""Audits: list, page with state box, new, change, history, change of state."""

from typing import Any

from avvikelser.models import Avvikelse
from granskningar.filter import GranskningFilter
from granskningar.forms.granskning import GranskningForm
from granskningar.models import Granskning
from granskningar.overgangar import Status
from granskningar.views.gemensamt import Rumsandra, Rumshistorik, Rumslista, Rumsny, Rumssida, vald
from kvalitet import sidor
from kvalitet.export import Kolumn
from kvalitet.lagesruta import Lagesruta
from kvalitet.listor import Sortering
from kvalitet.models import Anvandare, Atgard, Insatskategori, Verksamhet
from kvalitet.roller import Ratt

LISTA = ("Granskningar", "granskningar:lista")
TEXTER = {
    Status.PLANERAD: ("Nästa steg: påbörja", "Granskningen är planerad men inte påbörjad."),
    Status.PAGAR: ("Nästa steg: faktagranskning", "Skriv iakttagelserna. Utföraren får sedan läsa att fakta stämmer."),
    Status.FAKTAGRANSKNING: ("Nästa steg: kommunicera resultatet", "Utföraren läser att fakta stämmer."),
    Status.KOMMUNICERAD: (
        "Nästa steg: åtgärdsplan eller avslut",
        "Utföraren har fått resultatet. Finns det brister lägger ni in åtgärdspunkter och begär en plan.",
    ),
    Status.ATGARDSPLAN: ("Nästa steg: följ upp punkterna", "Granskningen avslutas när alla åtgärdspunkter är klara."),
    Status.AVSLUTAD: ("Granskningen är avslutad", "Resultatet räknas i kvalitetsberättelsen."),
    Status.INSTALLD: ("Granskningen är inställd", "Skälet står i historiken."),
}


class Granskningar(Rumslista):
    model = Granskning
    template_name = "granskningar/lista.html"
    filterset_class = GranskningFilter
    filnamn = "granskningar"
    med = ("verksamhet__utforare", "insatskategori", "ansvarig")
    sorteringar = {
        "dag": Sortering("Dag", "dag", fallande=True),
        "nyast": Sortering("Nyast", "id", fallande=True),
    }
    exportkolumner = [
        Kolumn("Granskning", lambda g: g.rubrik),
        Kolumn("Utförare", lambda g: g.verksamhet.utforare),
        Kolumn("Verksamhet", lambda g: g.verksamhet),
        Kolumn("Insatskategori", lambda g: g.insatskategori or ""),
        Kolumn("Slag", lambda g: g.get_slag_display()),
        Kolumn("Oanmäld", lambda g: g.oanmald),
        Kolumn("Anledning", lambda g: g.anledning),
        Kolumn("Planerad till", lambda g: g.planerad),
        Kolumn("Påbörjad", lambda g: g.paborjad),
        Kolumn("Genomförd", lambda g: g.genomford),
        Kolumn("Läge", lambda g: g.get_status_display()),
        Kolumn("De viktigaste kraven", lambda g: g.get_uppfyller_display()),
        Kolumn("Ansvarig", lambda g: g.ansvarig or ""),
    ]


def lagesruta(granskning: Granskning, anvandare: Anvandare) -> Lagesruta:
    """The audit's state box with its nearest day."""
    frist = None
    if granskning.status == Status.PLANERAD:
        ord_ = "Skulle ha påbörjats" if granskning.forsenad else "Planerad till"
        frist = (f"{ord_} {granskning.planerad}", granskning.forsenad)
    elif punkt := granskning.punkter.filter(klar__isnull=True).order_by("senast").first():
        ord_ = "En åtgärdspunkt skulle ha varit klar" if punkt.forsenad else "Nästa åtgärdspunkt ska vara klar"
        frist = (f"{ord_} {punkt.senast}", punkt.forsenad)
    detaljer = {}
    if granskning.paborjad:
        detaljer[Status.PAGAR.value] = str(granskning.paborjad)
    return sidor.lagesruta_for(
        granskning, anvandare, texter=TEXTER, url_namn="granskningar:status", detaljer=detaljer, frist=frist
    )


class Visa(Rumssida):
    lista = LISTA
    model = Granskning
    template_name = "granskningar/visa.html"
    med = ("verksamhet__utforare", "insatskategori", "ansvarig", "arvd_fran", "arende")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        granskning: Granskning = self.object
        anvandare = self.request.user
        arende = (
            granskning.arende_id and Avvikelse.objects.synliga_for(anvandare).filter(pk=granskning.arende_id).first()
        )
        return super().get_context_data(
            lagesruta=lagesruta(granskning, anvandare),
            iakttagelser=list(granskning.iakttagelser.all()),
            punkter=list(granskning.punkter.all()),
            arvda=list(granskning.arvda_punkter()) if granskning.arvd_fran_id else [],
            atgarder=Atgard.objects.synliga_for(anvandare).filter(granskningar=granskning).order_by("pk"),
            sanktioner=list(granskning.sanktioner.order_by("datum", "pk")),
            arende=arende,
            far_ny_atgard=anvandare.har_ratt(Ratt.PLAN_REDIGERA),
            **kwargs,
        )


class Historik(Rumshistorik):
    lista = LISTA
    model = Granskning
    dolj = frozenset({"arende"})


class Ny(Rumsny):
    """A new audit; an address may fill in the activity, the case that prompts it or the audit it takes over from."""

    lista = LISTA
    model = Granskning
    form_class = GranskningForm
    blankett = "granskning"
    rubrik = "Ny granskning"
    ingress = "Planera en granskning av en verksamhet. Resultatet skrivs när den är påbörjad."

    def arende(self) -> Avvikelse | None:
        return vald(Avvikelse.objects.lasbara_for(self.request.user), self.request.GET.get("arende"))

    def get_initial(self) -> dict[str, Any]:
        get, anvandare = self.request.GET, self.request.user
        initial = super().get_initial()
        verksamheter = Verksamhet.objects.synliga_for(anvandare)
        verksamhet = vald(verksamheter, get.get("verksamhet"))
        if arende := self.arende():
            initial |= {"slag": Granskning.Slag.PAKALLAD, "anledning": f"Ärende {arende.nummer}."}
            initial["insatskategori"] = arende.insatskategori_id
            if verksamhet is None and arende.utforare_id:
                hos = verksamheter.filter(utforare=arende.utforare_id)[:2]
                verksamhet = hos[0] if len(hos) == 1 else None
        if fore := vald(Granskning.objects.synliga_for(anvandare), get.get("arvd_fran")):
            initial |= {"slag": Granskning.Slag.UPPFOLJANDE, "arvd_fran": fore.pk}
            initial["insatskategori"] = fore.insatskategori_id
        if kategori := vald(Insatskategori.objects.synliga_for(anvandare), get.get("kategori")):
            initial["insatskategori"] = kategori.pk
        return initial | ({"verksamhet": verksamhet.pk} if verksamhet else {})

    def form_valid(self, form: GranskningForm) -> Any:
        form.instance.arende = self.arende()
        return super().form_valid(form)


class Andra(Rumsandra):
    lista = LISTA
    model = Granskning
    form_class = GranskningForm
    blankett = "granskning"
    rubrik = "Ändra granskningen"


class Byt(sidor.BytStatus):
    model = Granskning
    url_namn = "granskningar:status"
    med = ("verksamhet__utforare",)


class Skal(sidor.FragaSkal):
    model = Granskning
    url_namn = "granskningar:status"
    med = ("verksamhet__utforare",)

"""What the cases show on pages below them: menu, what waits, own reports, where an action comes from."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from avvikelser import signaler
from avvikelser.frist import bedomning_senast
from avvikelser.models import Avvikelse
from avvikelser.val import Slag, Status
from kvalitet import bidrag
from kvalitet.models import Anvandare
from kvalitet.roller import Ratt

SENASTE_ARENDEN = 20


def _ser_arenden(anvandare: Anvandare) -> bool:
    return any(anvandare.har_ratt(ratt) for ratt in (Ratt.ARENDE_LASA, Ratt.ARENDE_UTREDA))


def _vantande(anvandare: Anvandare) -> QuerySet[Avvikelse]:
    """Cases whose next step is the person's: to assess, to distribute, to investigate, to decide, to act on."""
    i_linjen = anvandare.enhetsid_med(Ratt.ARENDE_HANDLAGGA)
    utreda = anvandare.enhetsid_med(Ratt.ARENDE_UTREDA)
    villkor = Q(utredare_id=anvandare.pk, status__in=[Status.REGISTRERAD, Status.BEDOMD, Status.UTREDS])
    villkor |= Q(beslutare_id=anvandare.pk, status=Status.UTREDS)
    if i_linjen:
        villkor |= Q(
            status__in=[Status.REGISTRERAD, Status.BEDOMD], enhet_id__in=i_linjen, galler_chef=False, utredare=None
        )
        villkor |= Q(status=Status.BESLUTAD, enhet_id__in=i_linjen, galler_chef=False) & ~Q(slag=Slag.LEX_SARAH)
    if utreda:
        villkor |= Q(status__in=[Status.REGISTRERAD, Status.BEDOMD], enhet_id__in=utreda, utredare=None) & (
            Q(galler_chef=True) | Q(slag=Slag.LEX_SARAH)
        )
    falt = ("nummer", "rubrik", "status", "registrerad", "enhet__namn", "utredare_id", "beslutare_id")
    return Avvikelse.objects.filter(villkor).select_related("enhet").only(*falt).order_by("mottagen", "pk")


def _vantar(arende: Avvikelse, anvandare: Anvandare) -> bidrag.Vantar:
    return bidrag.Vantar(
        rubrik=f"{arende.nummer} {arende.rubrik}",
        url=arende.get_absolute_url(),
        vad=f"{_vad(arende, anvandare)} {arende.enhet.namn}.",
        frist=bedomning_senast(arende) if arende.status == Status.REGISTRERAD else None,
    )


def _vad(arende: Avvikelse, anvandare: Anvandare) -> str:
    match arende.status:
        case Status.REGISTRERAD:
            return "Ny rapport att bedöma."
        case Status.BEDOMD:
            return "Bedömt, ska utredas eller avslutas."
        case Status.UTREDS if arende.utredare_id == anvandare.pk:
            return "Du utreder."
        case Status.UTREDS:
            return "Du ska besluta när utredningen är klar."
    return "Beslutat, ska åtgärdas eller avslutas."


def egna_rapporter(anvandare: Anvandare) -> Iterable[bidrag.EgenRapport]:
    """The five latest reports of the person, with what has come of them."""
    for arende in Avvikelse.objects.rapporterade_av(anvandare).order_by("-registrerad", "-pk")[:5]:
        yield bidrag.EgenRapport(
            rubrik=arende.rubrik,
            url=arende.get_absolute_url(),
            status=arende.status,
            statusnamn=arende.get_status_display().capitalize(),
            vad="Du har fått svar." if arende.aterkoppling else f"Ärende {arende.nummer}.",
            tid=arende.registrerad,
        )


def _svar_sedan(anvandare: Anvandare, sedan: datetime) -> int:
    """How many of the person's reports have been closed with an answer since the moment."""
    egna = Avvikelse.objects.rapporterade_av(anvandare).filter(avslutad_vid__gte=sedan)
    return egna.exclude(aterkoppling="").count()


def ursprung(atgarder: Iterable[int], anvandare: Anvandare) -> Iterable[bidrag.Ursprung]:
    """The cases that actions come from, as far as the person reads them."""
    rader = (
        Avvikelse.objects.lasbara_for(anvandare)
        .filter(atgarder__in=list(atgarder))
        .values_list("atgarder", "pk", "nummer", "rubrik")
    )
    for atgard_id, pk, nummer, rubrik in rader:
        yield bidrag.Ursprung(atgard_id, f"Ärende {nummer} {rubrik}", reverse("avvikelser:visa", args=[pk]))


def verksamhetsdel(utforare_id: int, verksamhet_ids: list[int], anvandare: Anvandare) -> bidrag.Processdel:
    """The provider's latest cases that the person reads, voided and doubled ones left out."""
    arenden = Avvikelse.objects.lasbara_for(anvandare).giltiga().filter(utforare_id=utforare_id)
    poster = tuple(
        bidrag.Post(f"{a.nummer} {a.rubrik}", a.get_absolute_url(), a.status, a.get_status_display().capitalize())
        for a in arenden.only("nummer", "rubrik", "status").order_by("-mottagen", "-pk")[:SENASTE_ARENDEN]
    )
    return bidrag.Processdel(50, "Senaste ärenden om utföraren", poster, "Inga ärenden om utföraren som du får läsa.")


def registrera() -> None:
    bidrag.registrera(
        meny=[
            bidrag.Menyval("Översikt", 30, "Mina rapporter", "avvikelser:mina", lambda anvandare: True),
            bidrag.Menyval("Kedjan", 40, "Ärenden", "avvikelser:lista", _ser_arenden),
        ],
        vantar_pa=bidrag.Vantan("avvikelser:lista", _vantande, _vantar),
        egna_rapporter=egna_rapporter,
        svar=bidrag.Svar("avvikelser:mina", _svar_sedan),
        ursprung=ursprung,
        verksamhetsdel=verksamhetsdel,
        signaler=signaler.signaler,
        nyckeltal=signaler.nyckeltal,
        diagram=signaler.diagram,
    )

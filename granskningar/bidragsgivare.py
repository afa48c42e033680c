"""What contracts and audits show on pages below them: menu, what waits, signals, an action's origin, an activity."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from granskningar.models import Atgardspunkt, Avtal, Enkatsvar, Granskning, Sanktion
from granskningar.overgangar import Status
from kvalitet import bidrag
from kvalitet.datum import idag
from kvalitet.models import Anvandare
from kvalitet.roller import Ratt

FORVARNING = timedelta(days=14)
SLUTAR_SNART = timedelta(days=92)
FLEST = 20  # of each kind on an activity's page, latest first


def _laser(anvandare: Anvandare) -> bool:
    return anvandare.har_ratt(Ratt.UTFORARE_LASA)


def _mina_granskningar(anvandare: Anvandare) -> QuerySet[Granskning]:
    """Own audits that are late or due within a fortnight, and those with points whose day has passed."""
    sena = Atgardspunkt.objects.filter(granskning=OuterRef("pk"), klar__isnull=True, senast__lt=idag())
    dags = Q(status=Status.PLANERAD, planerad__lte=idag() + FORVARNING)
    oppna = Granskning.objects.exclude(status=Status.INSTALLD).filter(ansvarig=anvandare)
    med_punkt = oppna.annotate(sen_punkt=Subquery(sena.order_by("senast").values("senast")[:1]))
    return med_punkt.filter(dags | Q(sen_punkt__isnull=False)).select_related("verksamhet").order_by("dag", "pk")


def _vantar_granskning(granskning: Granskning, anvandare: Anvandare) -> bidrag.Vantar:
    sen = granskning.sen_punkt  # type: ignore[attr-defined]
    vad = "En åtgärdspunkt är försenad." if sen else "Granskning att påbörja."
    return bidrag.Vantar(
        granskning.rubrik,
        granskning.get_absolute_url(),
        f"{vad} {granskning.verksamhet}.",
        sen or granskning.planerad,
    )


def _slutande_avtal(anvandare: Anvandare) -> QuerySet[Avtal]:
    """Contracts that end within three months with nothing to follow, for those who keep the register."""
    if not anvandare.har_ratt(Ratt.UTFORARE_REDIGERA):
        return Avtal.objects.none()
    fraga = Avtal.objects.loper_ut(idag(), idag() + SLUTAR_SNART)
    return fraga.select_related("verksamhet", "insatskategori").order_by("slutar", "pk")


def _vantar_avtal(avtal: Avtal, anvandare: Anvandare) -> bidrag.Vantar:
    return bidrag.Vantar(str(avtal), avtal.get_absolute_url(), "Avtalet löper ut och inget tar vid.", avtal.slutar)


def _ursprung(atgarder: Iterable[int], anvandare: Anvandare) -> Iterator[bidrag.Ursprung]:
    rader = (
        Granskning.objects.synliga_for(anvandare)
        .filter(atgarder__in=list(atgarder))
        .values_list("atgarder", "pk", "rubrik")
        .order_by("pk")
    )
    for atgard_id, pk, rubrik in rader:
        yield bidrag.Ursprung(atgard_id, f"Granskning: {rubrik}", reverse("granskningar:visa", args=[pk]))


def _signaler(anvandare: Anvandare) -> Iterator[bidrag.Signal]:
    """Points whose day has passed, sanctions not remedied, contracts that end: one line per kind."""
    if not _laser(anvandare):
        return
    dag = idag()
    if sena := Atgardspunkt.objects.filter(klar__isnull=True, senast__lt=dag).count():
        yield bidrag.Signal(
            f"{sena} försenade åtgärdspunkter hos utförare" if sena > 1 else "En försenad åtgärdspunkt hos en utförare",
            reverse("granskningar:lista") + "?sena=on",
            "Bristerna är kända men ännu inte åtgärdade.",
            bidrag.Grad.SEN,
        )
    for sanktion in Sanktion.objects.gallande().select_related("verksamhet").order_by("datum", "pk")[:FLEST]:
        yield bidrag.Signal(
            f"{sanktion} är inte avhjälpt",
            sanktion.get_absolute_url(),
            f"Beslutad {sanktion.datum}.",
            bidrag.Grad.SE_HIT,
        )
    if slutar := Avtal.objects.loper_ut(dag, dag + SLUTAR_SNART).count():
        yield bidrag.Signal(
            f"{slutar} avtal löper ut inom tre månader" if slutar > 1 else "Ett avtal löper ut inom tre månader",
            reverse("granskningar:avtal_lista") + "?loper_ut=on&sort=slut",
            "Inget annat avtal tar vid.",
            bidrag.Grad.SE_HIT,
        )


def _avtal(utforare_id: int, verksamheter: list[int], anvandare: Anvandare) -> bidrag.Processdel:
    synliga = Avtal.objects.synliga_for(anvandare).filter(verksamhet__in=verksamheter)
    poster = tuple(
        bidrag.Post(str(a), a.get_absolute_url(), a.lage, a.lagenamn.capitalize())
        for a in synliga.select_related("verksamhet", "insatskategori").order_by("-slutar", "-pk")[:FLEST]
    )
    return bidrag.Processdel(10, "Avtal", poster, "Inget avtal är inlagt.")


def _granskningar(utforare_id: int, verksamheter: list[int], anvandare: Anvandare) -> bidrag.Processdel:
    synliga = Granskning.objects.synliga_for(anvandare).filter(verksamhet__in=verksamheter)
    poster = tuple(
        bidrag.Post(f"{g.rubrik} {g.dag}", g.get_absolute_url(), g.status, g.get_status_display().capitalize())
        for g in synliga.order_by("-dag", "-pk")[:FLEST]
    )
    return bidrag.Processdel(20, "Granskningar", poster, "Ingen granskning är planerad eller gjord.")


def _sanktioner(utforare_id: int, verksamheter: list[int], anvandare: Anvandare) -> bidrag.Processdel:
    synliga = Sanktion.objects.synliga_for(anvandare).filter(verksamhet__in=verksamheter)
    poster = tuple(
        bidrag.Post(
            f"{s} {s.datum}",
            s.get_absolute_url(),
            "avhjalpt" if s.avhjalpt else "kvarstar",
            "Avhjälpt" if s.avhjalpt else "Inte avhjälpt",
        )
        for s in synliga.select_related("verksamhet").order_by("-datum", "-pk")[:FLEST]
    )
    return bidrag.Processdel(30, "Sanktioner", poster, "Ingen sanktion är beslutad.")


def _enkatsvar(utforare_id: int, verksamheter: list[int], anvandare: Anvandare) -> bidrag.Processdel:
    synliga = Enkatsvar.objects.synliga_for(anvandare).filter(verksamhet__in=verksamheter, utskickad=True)
    poster = tuple(
        bidrag.Post(
            f"{s.enkat}, {s.insatskategori}",
            s.get_absolute_url(),
            "avslutad" if s.svarat else "ej_matt",
            "Svarade" if s.svarat else "Inte svarat",
        )
        for s in synliga.select_related("enkat", "insatskategori").order_by("-enkat__ar", "-pk")[:FLEST]
    )
    return bidrag.Processdel(40, "Avtalsenkäter", poster, "Ingen avtalsenkät är skickad hit.")


def registrera() -> None:
    bidrag.registrera(
        meny=[
            bidrag.Menyval("Underlag", 30, "Avtal", "granskningar:avtal_lista", _laser),
            bidrag.Menyval("Underlag", 40, "Granskningar", "granskningar:lista", _laser),
            bidrag.Menyval("Underlag", 50, "Direktupphandlingar", "granskningar:upphandling_lista", _laser),
        ],
        vantar_pa=bidrag.Vantan("granskningar:lista", _mina_granskningar, _vantar_granskning),
        ursprung=_ursprung,
        verksamhetsdel=_avtal,
        signaler=_signaler,
    )
    bidrag.registrera(
        vantar_pa=bidrag.Vantan("granskningar:avtal_lista", _slutande_avtal, _vantar_avtal),
        verksamhetsdel=_granskningar,
    )
    bidrag.registrera(verksamhetsdel=_sanktioner)
    bidrag.registrera(verksamhetsdel=_enkatsvar)

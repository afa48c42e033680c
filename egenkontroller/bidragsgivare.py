"""What self-checks contribute: menu, what waits, signals, where actions come from, a process's page, daily work."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from egenkontroller import kedja
from egenkontroller.handlingar import skapa_tillfallen
from egenkontroller.models import Egenkontroll, Kontrolltillfalle
from kvalitet import bidrag
from kvalitet.datum import idag
from kvalitet.models import Anvandare
from kvalitet.roller import Ratt

DAGAR_I_FORVAG = 14


def _ursprung(atgarder: Iterable[int], anvandare: Anvandare) -> Iterator[bidrag.Ursprung]:
    ids = list(atgarder)
    tillfallen = Kontrolltillfalle.objects.synliga_for(anvandare)
    genom = Kontrolltillfalle.atgarder.through.objects.filter(atgard__in=ids, kontrolltillfalle__in=tillfallen)
    ur_tillfallen = set()
    for ur in genom.select_related("kontrolltillfalle__egenkontroll").order_by("pk"):
        tillfalle = ur.kontrolltillfalle
        ur_tillfallen.add((ur.atgard_id, tillfalle.egenkontroll_id))
        text = f"Egenkontroll {tillfalle.periodnamn}: {tillfalle.egenkontroll}"
        yield bidrag.Ursprung(ur.atgard_id, text, tillfalle.get_absolute_url())
    synliga = Egenkontroll.objects.synliga_for(anvandare)
    par = Egenkontroll.atgarder.through.objects.filter(atgard__in=ids, egenkontroll__in=synliga)
    for koppling in par.select_related("egenkontroll").order_by("pk"):
        kontroll = koppling.egenkontroll
        if (koppling.atgard_id, kontroll.pk) not in ur_tillfallen:
            yield bidrag.Ursprung(koppling.atgard_id, f"Egenkontroll: {kontroll}", kontroll.get_absolute_url())


def _vantande(anvandare: Anvandare) -> QuerySet[Kontrolltillfalle]:
    """Occasions due within two weeks or overdue: mine, and for chefs those of the unit that nobody has."""
    ingens = Q(egenkontroll__ansvarig__isnull=True, enhet_id__in=sorted(anvandare.enhetsid_med(Ratt.PLAN_FASTSTALLA)))
    fraga = Kontrolltillfalle.objects.oppna().filter(forfaller__lte=idag() + timedelta(days=DAGAR_I_FORVAG))
    return (
        fraga.filter(Q(egenkontroll__ansvarig=anvandare) | ingens)
        .select_related("egenkontroll", "enhet")
        .order_by("forfaller", "pk")
    )


def _vantar(tillfalle: Kontrolltillfalle, anvandare: Anvandare) -> bidrag.Vantar:
    vad = f"{tillfalle.enhet}, {tillfalle.periodnamn}. Registrera resultatet."
    return bidrag.Vantar(str(tillfalle.egenkontroll), tillfalle.get_absolute_url(), vad, tillfalle.forfaller)


def _signaler(anvandare: Anvandare) -> Iterator[bidrag.Signal]:
    """Results below the target that nothing is decided about, and occasions of the year that are late or never were."""
    enheter = sorted(anvandare.enhetsid_med(Ratt.PLAN_LASA_UTKAST))
    if not enheter:
        return
    ar, lista = idag().year, reverse("egenkontroller:tillfallen")
    arets = Kontrolltillfalle.objects.filter(enhet_id__in=enheter, ar=ar)
    utan = arets.under_malet_utan_atgard().count()
    antal = arets.aggregate(
        uteblivna=Count("pk", filter=Q(status=Kontrolltillfalle.Status.UTEBLIVEN)),
        sena=Count("pk", filter=Q(status__in=Kontrolltillfalle.OPPNA, forfaller__lt=idag())),
    )
    if utan:
        rubrik = "Ett resultat under målet utan åtgärd" if utan == 1 else f"{utan} resultat under målet utan åtgärd"
        vad = "Egenkontroller i år vars resultat inte når målet och där ingen åtgärd är kopplad."
        yield bidrag.Signal(rubrik, f"{lista}?ar={ar}&utan_atgard=on", vad, bidrag.Grad.BROTT, 30)
    if antal["sena"]:
        rubrik = "En egenkontroll är försenad" if antal["sena"] == 1 else f"{antal['sena']} egenkontroller är försenade"
        yield bidrag.Signal(rubrik, f"{lista}?forsenade=on", "Resultatet skulle ha funnits.", bidrag.Grad.SEN, 30)
    if antal["uteblivna"]:
        n = antal["uteblivna"]
        rubrik = "En egenkontroll har uteblivit i år" if n == 1 else f"{n} egenkontroller har uteblivit i år"
        vad = "De gjordes aldrig. Varför står på varje tillfälle."
        yield bidrag.Signal(rubrik, f"{lista}?ar={ar}&lage=utebliven", vad, bidrag.Grad.SE_HIT, 30)


def _processdel(process_id: int, anvandare: Anvandare) -> bidrag.Processdel:
    kontroller = Egenkontroll.objects.synliga_for(anvandare).giltiga().filter(process_id=process_id).order_by("pk")
    poster = tuple(bidrag.Post(str(kontroll), kontroll.get_absolute_url()) for kontroll in kontroller)
    return bidrag.Processdel(20, "Egenkontroller", poster, "Ingen egenkontroll följer processen.")


def _dagligen() -> str:
    """The running year's occasions, so that a check that a plan brings gets its own without anybody's thought."""
    return f"tillfällen skapade: {skapa_tillfallen(idag().year)}"


def _laser_planer(anvandare: Anvandare) -> bool:
    return anvandare.har_ratt(Ratt.PLAN_LASA)


def registrera() -> None:
    bidrag.registrera(
        meny=[bidrag.Menyval("Kedjan", 30, "Egenkontroller", "egenkontroller:lista", _laser_planer)],
        vantar_pa=bidrag.Vantan("egenkontroller:lista", _vantande, _vantar),
        signaler=_signaler,
        ursprung=_ursprung,
        processdel=_processdel,
        dagligen=_dagligen,
        kedja=kedja.led,
    )

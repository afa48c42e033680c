"""What self-checks contribute to the menu, to an action's origin and to a process's page."""

from collections.abc import Iterable, Iterator

from egenkontroller.handlingar import skapa_tillfallen
from egenkontroller.models import Egenkontroll
from kvalitet import bidrag
from kvalitet.datum import idag
from kvalitet.models import Anvandare
from kvalitet.roller import Ratt


def _ursprung(atgarder: Iterable[int], anvandare: Anvandare) -> Iterator[bidrag.Ursprung]:
    genom = Egenkontroll.atgarder.through
    synliga = Egenkontroll.objects.synliga_for(anvandare)
    par = genom.objects.filter(atgard__in=list(atgarder), egenkontroll__in=synliga)
    for koppling in par.select_related("egenkontroll").order_by("pk"):
        kontroll = koppling.egenkontroll
        yield bidrag.Ursprung(koppling.atgard_id, f"Egenkontroll: {kontroll}", kontroll.get_absolute_url())


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
        ursprung=_ursprung,
        processdel=_processdel,
        dagligen=_dagligen,
    )

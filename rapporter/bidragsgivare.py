"""What the reports room contributes to menu and start page."""

from collections.abc import Iterator

from kvalitet import bidrag
from kvalitet.models import Anvandare
from kvalitet.roller import Ratt
from rapporter.models import Rapportdokument


def vantar_pa(anvandare: Anvandare) -> Iterator[bidrag.Vantar]:
    """Reports under review for those who may make them ready, and those sent back for those who may correct them."""
    klara, skriva = anvandare.enhetsid_med(Ratt.RAPPORT_KLAR), anvandare.enhetsid_med(Ratt.RAPPORT_REDIGERA)
    if not klara and not skriva:
        return
    status = Rapportdokument.Status
    for rapport in Rapportdokument.objects.filter(
        status__in=[status.GRANSKNING, status.ATERREMITTERAD], enhet_id__in=klara | skriva
    ).select_related("mall", "enhet"):
        if rapport.status == status.GRANSKNING and rapport.enhet_id in klara:
            vad = "Granska rapporten och gör den klar för nämnd."
        elif rapport.status == status.ATERREMITTERAD and rapport.enhet_id in skriva:
            vad = "Nämnden skickade tillbaka rapporten. Gör en rättad utgåva."
        else:
            continue
        yield bidrag.Vantar(str(rapport), rapport.get_absolute_url(), vad, meny="rapporter:lista")


def registrera() -> None:
    bidrag.registrera(
        meny=[
            bidrag.Menyval(
                "Underlag", 30, "Rapporter", "rapporter:lista", lambda anvandare: anvandare.har_ratt(Ratt.RAPPORT_LASA)
            )
        ],
        vantar_pa=vantar_pa,
    )

"""What the reports room contributes to menu and start page."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from kvalitet import bidrag
from kvalitet.models import Anvandare
from kvalitet.roller import Ratt
from rapporter.models import Rapportdokument


def _vantande(anvandare: Anvandare) -> QuerySet[Rapportdokument]:
    """Reports under review for those who may make them ready, and those sent back for those who may correct them."""
    status = Rapportdokument.Status
    granska = Q(status=status.GRANSKNING, enhet_id__in=anvandare.enhetsid_med(Ratt.RAPPORT_KLAR))
    ratta = Q(status=status.ATERREMITTERAD, enhet_id__in=anvandare.enhetsid_med(Ratt.RAPPORT_REDIGERA))
    return Rapportdokument.objects.filter(granska | ratta).select_related("mall", "enhet").order_by("ar", "pk")


def _vantar(rapport: Rapportdokument, anvandare: Anvandare) -> bidrag.Vantar:
    if rapport.status == rapport.Status.GRANSKNING:
        vad = "Granska rapporten och gör den klar för nämnd."
    else:
        vad = "Nämnden skickade tillbaka rapporten. Gör en rättad utgåva."
    return bidrag.Vantar(str(rapport), rapport.get_absolute_url(), vad)


def _plandokument(plan_id: int, anvandare: Anvandare) -> list[bidrag.Post]:
    return [bidrag.Post("Planen som dokument", reverse("rapporter:plandokument", args=[plan_id]))]


def registrera() -> None:
    bidrag.registrera(
        meny=[
            bidrag.Menyval(
                "Kedjan", 60, "Rapporter", "rapporter:lista", lambda anvandare: anvandare.har_ratt(Ratt.RAPPORT_LASA)
            )
        ],
        vantar_pa=bidrag.Vantan("rapporter:lista", _vantande, _vantar),
        plandokument=_plandokument,
    )

"""What the core itself contributes to menu and start page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from kvalitet import bidrag
from kvalitet.datum import idag
from kvalitet.roller import Ratt

if TYPE_CHECKING:
    from kvalitet.models import Anvandare

FORVARNING = timedelta(days=14)


def _vantar_pa(anvandare: "Anvandare") -> Iterator[bidrag.Vantar]:
    """Own actions that are late or due within a fortnight, and done ones whose effect should be looked at by then."""
    from kvalitet.models import Atgard

    senast = idag() + FORVARNING
    oppna = Q(status__in=[Atgard.Status.PLANERAD, Atgard.Status.PAGAR], senast__lte=senast)
    gjorda = Q(status=Atgard.Status.GENOMFORD, effekt_planerad__lte=senast)
    for atgard in Atgard.objects.filter(oppna | gjorda, ansvarig=anvandare).order_by("senast", "pk")[:50]:
        gjord = atgard.status == Atgard.Status.GENOMFORD
        yield bidrag.Vantar(
            atgard.rubrik,
            atgard.get_absolute_url(),
            "Följ upp om åtgärden gav effekt" if gjord else f"Åtgärd som är {atgard.get_status_display()}",
            atgard.effekt_planerad if gjord else atgard.senast,
            "atgard_lista",
        )


def _laser_planer(anvandare: "Anvandare") -> bool:
    return anvandare.har_ratt(Ratt.PLAN_LASA)


def registrera() -> None:
    bidrag.registrera(
        meny=[
            bidrag.Menyval("Översikt", 0, "Start", "start", lambda anvandare: True),
            bidrag.Menyval("Kedjan", 10, "Processer", "process_lista", _laser_planer),
            bidrag.Menyval("Kedjan", 50, "Åtgärder", "atgard_lista", _laser_planer),
            bidrag.Menyval(
                "Administration",
                0,
                "Organisation och listor",
                "admin:index",
                lambda anvandare: (
                    anvandare.is_staff and (anvandare.har_ratt(Ratt.ORGANISATION) or anvandare.har_ratt(Ratt.LISTOR))
                ),
            ),
        ],
        vantar_pa=_vantar_pa,
    )

"""What the core itself contributes to menu and start page."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from kvalitet import bidrag
from kvalitet.datum import idag
from kvalitet.roller import Ratt

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kvalitet.models import Anvandare, Atgard

FORVARNING = timedelta(days=14)


def _vantande(anvandare: "Anvandare") -> "QuerySet[Atgard]":
    """Own actions that are late or due within a fortnight, and done ones whose effect should be looked at by then."""
    from kvalitet.models import Atgard

    senast = idag() + FORVARNING
    oppna = Q(status__in=[Atgard.Status.PLANERAD, Atgard.Status.PAGAR], senast__lte=senast)
    gjorda = Q(status=Atgard.Status.GENOMFORD, effekt_planerad__lte=senast)
    return Atgard.objects.filter(oppna | gjorda, ansvarig=anvandare).order_by("senast", "pk")


def _vantar(atgard: "Atgard", anvandare: "Anvandare") -> bidrag.Vantar:
    if atgard.status == atgard.Status.GENOMFORD:
        adress = reverse("atgard_effekt", args=[atgard.pk])
        return bidrag.Vantar(
            atgard.rubrik, adress, "Genomförd åtgärd. Följ upp om den gav effekt.", atgard.effekt_planerad
        )
    vad = f"Din åtgärd, {atgard.get_status_display()}{' och försenad' if atgard.forsenad else ''}."
    return bidrag.Vantar(atgard.rubrik, atgard.get_absolute_url(), vad, atgard.senast)


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
        vantar_pa=bidrag.Vantan("atgard_lista", _vantande, _vantar),
    )

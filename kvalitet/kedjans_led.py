"""The chain's links that the core knows: processes, actions and their effect."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse

from kvalitet.bidrag import Led
from kvalitet.datum import idag, under_ar
from kvalitet.kedja import brott

if TYPE_CHECKING:
    from kvalitet.models import Anvandare


def led(enhet_ids: Collection[int], ar: int, anvandare: "Anvandare") -> Iterator[Led]:
    """Processes in use; actions under way or done in the year; those whose effect was, or should have been, seen."""
    from kvalitet.models import Atgard, Process

    processer = Process.objects.synliga_for(anvandare).giltiga().filter(enhet_id__in=enhet_ids).count()
    vad = "En process" if processer == 1 else f"{processer} processer" if processer else "Inga processer är beskrivna"
    yield Led(10, "Process", processer, vad, reverse("process_lista"))
    status, lista = Atgard.Status, reverse("atgard_lista")
    gjord_i_ar = under_ar("genomford", ar)
    oppen = Q(status__in=[status.PLANERAD, status.PAGAR])
    vilka = Q() if ar == idag().year else gjord_i_ar  # this year everything whose effect should have been seen by now
    antal = (
        Atgard.objects.synliga_for(anvandare)
        .filter(enhet_id__in=enhet_ids)
        .aggregate(
            atgarder=Count("pk", filter=oppen | gjord_i_ar),
            uppfoljda=Count("pk", filter=Q(status=status.EFFEKT_UPPFOLJD) & gjord_i_ar),
            utan=Count("pk", filter=Q(status=status.GENOMFORD, effekt_planerad__lte=idag()) & vilka),
        )
    )
    n = antal["atgarder"]
    yield Led(50, "Åtgärd", n, "En åtgärd" if n == 1 else f"{n} åtgärder" if n else "Inga åtgärder", lista)
    n = antal["uppfoljda"]
    yield Led(
        60,
        "Effekt",
        n,
        "En uppföljd effekt" if n == 1 else f"{n} uppföljda effekter" if n else "Ingen effekt är uppföljd",
        f"{lista}?status={status.EFFEKT_UPPFOLJD}",
        brott(
            antal["utan"],
            "gjord åtgärds effekt är inte uppföljd",
            "gjorda åtgärders effekt är inte uppföljd",
            f"{lista}?status=effekt_nu",
        ),
    )

"""The chain's links that plans know: risks, what they lack, and their state at the year's end."""

from collections.abc import Collection, Iterator

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from kvalitet.bidrag import Led, Post
from kvalitet.datum import idag
from kvalitet.kedja import brott
from kvalitet.models import Anvandare, Process
from risker.models import Planrad, Risk

VISADE = 5


def led(enhet_ids: Collection[int], ar: int, anvandare: Anvandare) -> Iterator[Led]:
    """Risks in the year's plans; processes without any; risks that nothing follows or meets; risks without a state."""
    utan_risk = (
        Process.objects.synliga_for(anvandare)
        .giltiga()
        .filter(~Exists(Risk.objects.synliga_for(anvandare).filter(process=OuterRef("pk"))), enhet_id__in=enhet_ids)
        .order_by("sortering", "pk")
    )
    processer = list(utan_risk)
    rader = Planrad.objects.synliga_for(anvandare).filter(plan__ar=ar, enhet_id__in=enhet_ids)
    utan = Risk.objects.synliga_for(anvandare).filter(enhet_id__in=enhet_ids).utan_egenkontroll_och_atgard().count()
    poster = tuple(Post(str(process), process.get_absolute_url()) for process in processer[:VISADE])
    antal = rader.aggregate(
        risker=Count("risk", distinct=True),
        med_lage=Count("pk", filter=~Q(lage="")),
        utan_lage=Count("pk", filter=Q(lage="")),
    )
    lista, n = reverse("risker:risker"), antal["risker"]
    yield Led(
        20,
        "Risk",
        n,
        "En risk i planen" if n == 1 else f"{n} risker i planen" if n else f"Ingen plan för {ar} har någon risk",
        lista,
        brott(len(processer), "process saknar risk", "processer saknar risk", reverse("process_lista"), poster),
    )
    saknar = ("risk saknar både egenkontroll och åtgärd", "risker saknar både egenkontroll och åtgärd")
    yield Led(30, "", 0, "", "", brott(utan, *saknar, f"{lista}?utan=on"))
    kvar = brott(antal["utan_lage"], "risk saknar läge", "risker saknar läge", reverse("risker:lista") + f"?ar={ar}")
    n = antal["med_lage"]
    vad = "En risk har fått läge" if n == 1 else f"{n} risker har fått läge" if n else "Läget sätts när året är slut"
    yield Led(70, "Riskens läge", n, vad, reverse("risker:lista"), kvar if ar < idag().year else ())

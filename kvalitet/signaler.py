"""What the actions say on the start page: how many are late and whose effect nobody has looked at."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse

from kvalitet import bidrag
from kvalitet.datum import idag
from kvalitet.roller import Ratt

if TYPE_CHECKING:
    from kvalitet.models import Anvandare


def _antal(anvandare: "Anvandare") -> dict[str, int] | None:
    """Open, late and due for a look at the effect, in the units one follows up. One query a request; None without such
    units. The conditions are those of `AtgardQuerySet.forsenade` and `effekt_att_folja_upp`."""
    from kvalitet.models import Atgard

    minne, status = anvandare.__dict__, Atgard.Status
    if "_atgardsantal" not in minne:
        enheter = anvandare.enhetsid_med(Ratt.PLAN_LASA_UTKAST)
        att_gora = Q(status__in=[status.PLANERAD, status.PAGAR])
        minne["_atgardsantal"] = enheter and Atgard.objects.synliga_for(anvandare).filter(
            enhet_id__in=enheter, status__in=[status.PLANERAD, status.PAGAR, status.GENOMFORD]
        ).aggregate(
            att_gora=Count("pk", filter=att_gora),
            sena=Count("pk", filter=att_gora & Q(senast__lt=idag())),
            effekt=Count("pk", filter=Q(status=status.GENOMFORD, effekt_planerad__lte=idag())),
        )
    return minne["_atgardsantal"] or None


def signaler(anvandare: "Anvandare") -> Iterator[bidrag.Signal]:
    """One line about late actions, one about effects to look at."""
    antal = _antal(anvandare)
    if antal is None:
        return
    if n := antal["sena"]:
        rubrik = "En åtgärd är försenad" if n == 1 else f"{n} åtgärder är försenade"
        vad = "Dagen då de skulle ha varit klara har gått. Gör klart, flytta dagen med skäl eller avbryt."
        yield bidrag.Signal(rubrik, f"{reverse('atgard_lista')}?status=forsenade", vad, bidrag.Grad.SEN, 20)
    if n := antal["effekt"]:
        rubrik = "En åtgärds effekt är inte uppföljd" if n == 1 else f"{n} åtgärders effekt är inte uppföljd"
        vad = "Åtgärden är gjord, men ingen har sett efter om det blev bättre. Först då är kedjan sluten."
        yield bidrag.Signal(rubrik, f"{reverse('atgard_lista')}?status=effekt_nu", vad, bidrag.Grad.SE_HIT, 20)


def nyckeltal(anvandare: "Anvandare") -> Iterator[bidrag.Startnyckeltal]:
    """Late actions out of those to be done."""
    antal = _antal(anvandare)
    if antal is None or not (antal["att_gora"] or antal["effekt"]):
        return
    yield bidrag.Startnyckeltal(
        etikett="Försenade åtgärder",
        url=f"{reverse('atgard_lista')}?status=forsenade",
        varde=str(antal["sena"]),
        enhet=f"av {antal['att_gora']}",
        jamforelse=f"{antal['effekt']} gjorda väntar på att effekten följs upp.",
        lage="ej_natt" if antal["sena"] else "natt",
        lagenamn="Mål 0, ej nått" if antal["sena"] else "Mål 0, nått",
        ordning=30,
    )

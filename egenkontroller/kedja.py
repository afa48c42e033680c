"""The chain's links that self-checks know: the checks, their results, and results that nothing is decided about."""

from collections.abc import Collection, Iterator

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from egenkontroller.models import Egenkontroll, Kontrolltillfalle
from kvalitet.bidrag import Led
from kvalitet.datum import idag
from kvalitet.kedja import brott
from kvalitet.models import Anvandare


def led(enhet_ids: Collection[int], ar: int, anvandare: Anvandare) -> Iterator[Led]:
    """Checks in use; the year's results; occasions late or never made; results below target without action."""
    i_bruk = Egenkontroll.objects.synliga_for(anvandare).giltiga().filter(enhet_id__in=enhet_ids)
    antal = i_bruk.aggregate(
        alla=Count("pk"),
        utan=Count("pk", filter=~Exists(Kontrolltillfalle.objects.filter(egenkontroll=OuterRef("pk"), ar=ar))),
    )
    kontroller = antal["alla"]
    varken = ("egenkontroll har varken tillfälle eller resultat", "egenkontroller har varken tillfälle eller resultat")
    saknar = brott(antal["utan"], *varken, reverse("egenkontroller:lista")) if ar == idag().year else ()
    vad = f"{kontroller} egenkontroller" if kontroller != 1 else "En egenkontroll"
    yield Led(
        30, "Egenkontroll", kontroller, vad if kontroller else "Inga egenkontroller", reverse("egenkontroller:lista")
    )
    status, lista = Kontrolltillfalle.Status, reverse("egenkontroller:tillfallen")
    arets = Kontrolltillfalle.objects.synliga_for(anvandare).filter(ar=ar, enhet_id__in=enhet_ids)
    antal = arets.aggregate(
        resultat=Count("pk", filter=Q(status=status.GENOMFORD)),
        uteblivna=Count("pk", filter=Q(status=status.UTEBLIVEN)),
        sena=Count("pk", filter=Q(status__in=Kontrolltillfalle.OPPNA, forfaller__lt=idag())),
    )
    n = antal["resultat"]
    yield Led(
        40,
        "Resultat",
        n,
        "Ett resultat" if n == 1 else f"{n} resultat" if n else f"Inga resultat {ar}",
        f"{lista}?ar={ar}&lage=genomford",
        (
            *saknar,
            *brott(antal["sena"], "kontroll är försenad", "kontroller är försenade", f"{lista}?ar={ar}&forsenade=on"),
            *brott(antal["uteblivna"], "kontroll uteblev", "kontroller uteblev", f"{lista}?ar={ar}&lage=utebliven"),
        ),
    )
    under = ("kontroll är under målet utan åtgärd", "kontroller är under målet utan åtgärd")
    utan = arets.under_malet_utan_atgard().count()
    yield Led(50, "", 0, "", "", brott(utan, *under, f"{lista}?ar={ar}&utan_atgard=on"))

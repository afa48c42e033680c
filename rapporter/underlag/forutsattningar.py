"""What changed around the activity during the year and bore on its quality."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kvalitet.models import Anvandare, Forutsattning
from rapporter.underlag.bas import Cell, Kolumn, Tabell, Underlag
from rapporter.underlag.rader import Rakning, under_tva_ar

NYCKEL = "forutsattningar"
NYCKELTAL = (f"{NYCKEL}.antal",)
DEFINITION = "Förändringar runt verksamheten som påverkat kvaliteten, räknade det år de började gälla."


def grund(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[Forutsattning]:
    """Changes of the year and the one before, in force when the figures were taken. One query."""
    fraga = Forutsattning.objects.filter(under_tva_ar("datum", ar, uttag), enhet_id__in=sorted(enhet_ids))
    return list(fraga.select_related("enhet").order_by("datum", "pk"))


def _rader(forandringar: Iterable[Forutsattning]) -> list[dict[str, Any]]:
    return [{"id": f.pk, "nummer": f.datum.isoformat(), "ar": f.datum.year, "enhet": f.enhet_id} for f in forandringar]


def rader(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """Every change of the year and the year before as key, number and unit."""
    return _rader(grund(enhet_ids, ar, uttag))


def synliga(ids: Iterable[int], anvandare: Anvandare) -> QuerySet[Forutsattning]:
    """Those of the changes that the person may see."""
    fraga = Forutsattning.objects.synliga_for(anvandare).filter(pk__in=list(ids))
    return fraga.select_related("enhet").order_by("-datum", "-pk")


def forutsattningar(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """Number of changes and the table of the year's, with what they meant for quality."""
    forandringar = grund(enhet_ids, ar, uttag)
    r = Rakning(NYCKEL, ar, _rader(forandringar), lank, publicerat)
    r.lagg_till("antal", "Förändrade förutsättningar", DEFINITION, {})
    arets = [f for f in forandringar if f.datum.year == ar]
    forbehall = () if arets else (f"Ingen förändrad förutsättning är registrerad för {ar}.",)
    return Underlag(
        NYCKEL,
        "Förändrade förutsättningar",
        DEFINITION,
        uttag,
        tuple(r.tal.values()),
        (_lista(arets, ar),) if arets else (),
        (),
        forbehall,
    )


def _lista(arets: list[Forutsattning], ar: int) -> Tabell:
    return Tabell(
        "Årets förändrade förutsättningar",
        f"Förändringar som började gälla {ar}",
        (
            Kolumn("Från och med", bredd=15),
            Kolumn("Förändring", bredd=40),
            Kolumn("Enhet", bredd=15),
            Kolumn("Vad det betydde för kvaliteten", bredd=30),
        ),
        tuple(
            (
                Cell(f.datum.isoformat(), varde=f.datum),
                Cell(f.rubrik, under=f.beskrivning),
                Cell(f.enhet.namn),
                Cell(f.foljd or "–"),
            )
            for f in arets
        ),
        radrubrik=1,
    )

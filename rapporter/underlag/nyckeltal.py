"""The figures that stand first in a report: a few headline figures chosen from the other underlag."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from rapporter.underlag.bas import Tal, Underlag, Varde

NYCKEL, NAMN = "nyckeltal", "Nyckeltal ur de andra underlagen"
RAD = 3  # boxes in a row: the number shown is divisible by it

# Chosen so that each step of the chain has one, and from few underlag: a page computes them all.
# What stands under a heading of its own there needs a name that says what it is about here.
VALDA = {
    "arenden.totalt": "",
    "arenden.klagomal_utforare": "",
    "arenden.lex_sarah_egna": "",
    "granskning.antal": "Granskningar av utförare",
    "granskning.uppfyller_andel": "Granskade som uppfyller de viktigaste kraven",
    "egenkontroll.andel_genomforda": "Genomförda egenkontroller",
    "egenkontroll.natt": "Egenkontroller som nådde målet",
    "atgarder.genomforda": "Genomförda åtgärder",
    "atgarder.andel_uppfoljd": "Åtgärder vars effekt är uppföljd",
}


def hamta(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    publicerat: Mapping[str, Any],
    kanda: Mapping[str, Underlag],
    kallor: Container[str],
) -> list[Tal]:
    """The chosen figures of the underlag in `kallor`, a number divisible by three. `kanda` are computed already."""
    from rapporter.underlag import UNDERLAG

    ids = frozenset(enhet_ids)
    tal: dict[str, Tal] = {}
    for nyckel in dict.fromkeys(n.partition(".")[0] for n in VALDA):
        if nyckel in kanda:
            fran: Iterable[Tal] = kanda[nyckel].tal
        elif nyckel in UNDERLAG and nyckel in kallor:
            fran = UNDERLAG[nyckel].rubriktal(ids, ar, uttag, publicerat=publicerat)
        else:
            continue
        tal |= {t.nyckel: t for t in fran}
    valda = [replace(tal[n], etikett=namn or tal[n].etikett) for n, namn in VALDA.items() if n in tal]
    return valda[: len(valda) - len(valda) % RAD]


def underlag(tal: Iterable[Tal], tidigare: Mapping[str, Mapping[int, Varde]], ar: int, uttag: datetime) -> Underlag:
    """The figures with what the reports of earlier years said, oldest first, for their spark lines."""
    med_serie = tuple(
        replace(t, serie=(*((str(a), v) for a, v in sorted(tidigare.get(t.nyckel, {}).items())), (str(ar), t.varde)))
        for t in tal
    )
    return Underlag(NYCKEL, NAMN, "", uttag, med_serie)

"""A line over time: this period solid, the one before dotted, a target dashed across."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kvalitet.diagram.matt import Matt, pct, px, skala

if TYPE_CHECKING:
    from kvalitet.diagram.figur import Figur

HOJD = 258


@dataclass(frozen=True)
class Linjepunkt:
    """One point. `y` is empty without a value; `etikett` is empty where labels would be too crowded."""

    x: str
    y: str
    da_y: str
    ensam_da: bool
    etikett: str
    initial: str
    fran: str
    lank: str
    utlasning: str


@dataclass(frozen=True)
class Linje:
    """`streck` and `streck_da` are segments (x1, y1, x2, y2); `rutnat` lines of (y, text y, text).

    `mal` is where the target stands, empty without one.
    """

    hojd: str
    axel_y: str
    etikett_y: str
    marginal: str
    skala_x: str
    bredd: str
    rutnat: tuple[tuple[str, str, str], ...]
    punkter: tuple[Linjepunkt, ...]
    streck: tuple[tuple[str, str, str, str], ...]
    streck_da: tuple[tuple[str, str, str, str], ...]
    topp: tuple[str, str, str] | None
    mal_y: str


def rita(figur: "Figur") -> Linje:
    """The measures of a line."""
    punkter = figur.punkter
    alla = [*figur.varden, *([figur.mal] if figur.mal is not None else [])]
    streck_i_skala = skala(max(alla, default=0), heltal=all(float(v).is_integer() for v in alla))
    hogst, botten = streck_i_skala[-1], HOJD - 26
    texter = [figur.text(int(v) if v.is_integer() else v) for v in streck_i_skala]
    marginal = 2 + 2.4 * max(map(len, texter))  # room for the scale's numbers at 256 px
    steg = (96 - (marginal + 2)) / max(len(punkter) - 1, 1)
    glesning = math.ceil(len(punkter) / 12)

    def x(i: int) -> float:
        return marginal + 2 + i * steg if len(punkter) > 1 else (marginal + 98) / 2

    def y(v: Matt | float | None) -> str:
        return "" if v is None else px(botten - float(v) / hogst * (HOJD - 44))

    def segment(serie: Sequence[Matt | None]) -> tuple[tuple[str, str, str, str], ...]:
        return tuple(
            (pct(x(i)), y(a), pct(x(i + 1)), y(b))
            for i, (a, b) in enumerate(itertools.pairwise(serie))
            if a is not None and b is not None
        )

    nu = [p.nu for p in punkter]
    da = [p.da if figur.jamfor else None for p in punkter]
    grannar = [None, *da, None]
    topp = max((i for i, v in enumerate(nu) if v), key=lambda i: float(nu[i] or 0), default=None)
    return Linje(
        hojd=str(HOJD),
        axel_y=y(0),
        etikett_y=str(HOJD - 8),
        marginal=pct(marginal),
        skala_x=pct(marginal - 1),
        bredd=pct(min(steg, 40)),
        rutnat=tuple((y(v), px(float(y(v)) + 4), t) for v, t in zip(streck_i_skala, texter, strict=True)),
        punkter=tuple(
            Linjepunkt(
                x=pct(x(i)),
                y=y(p.nu),
                da_y=y(da[i]),
                ensam_da=da[i] is not None and grannar[i] is None and grannar[i + 2] is None,
                etikett="" if i % glesning else p.kort or p.etikett,
                initial="" if i % glesning else _kortast(p.kort or p.etikett, i),
                fran=pct(x(i) - min(steg, 40) / 2),
                lank=p.lank,
                utlasning=figur.utlasning(p),
            )
            for i, p in enumerate(punkter)
        ),
        streck=segment(nu),
        streck_da=segment(da),
        topp=None if topp is None else (pct(x(topp)), px(float(y(nu[topp])) - 10), figur.text(nu[topp])),
        mal_y=y(figur.mal),
    )


def _kortast(etikett: str, i: int) -> str:
    """A label for a narrow screen: a month's letter, a year's last two digits, and of longer words every other."""
    if len(etikett) <= 3 and etikett.isalpha():
        return etikett[:1].upper()
    if etikett.isdecimal() and len(etikett) == 4:
        return etikett[2:]
    return etikett if len(etikett) <= 4 or i % 2 == 0 else ""

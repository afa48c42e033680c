"""Figures per group as a table: one line per category, unit or reason, this year beside last year."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kvalitet.datum import lokal
from kvalitet.ordning import nyckel as svensk_nyckel
from kvalitet.tabell import Cell, Kolumn, Tabell
from kvalitet.templatetags.utseende import tal as svenskt_tal
from rapporter.underlag.rader import Rad, Rakning

Grupp = tuple[Any, str]  # the rows' value and how it is read
Par = tuple[Cell, Cell]  # a figure this year and last year


def grupper_i(rader: Iterable[Rad], falt: str, namn: str, utan: str) -> list[Grupp]:
    """The groups that occur in the rows, in Swedish order; the rows without a group last, called `utan`."""
    finns = {rad[falt]: rad[namn] for rad in rader}
    med = sorted(((v, n) for v, n in finns.items() if v is not None), key=lambda g: svensk_nyckel(g[1]))
    return [*med, (None, utan)] if None in finns else med


def per_grupp(
    r: Rakning,
    rot: str,
    grupper: Sequence[Grupp],
    falt: str,
    etikett: str,
    definition: str,
    *,
    villkor: Mapping[str, object] | None = None,
    raknas: str = "antal",
    enhet: str = "",
) -> list[Par]:
    """Register the figure `<rot>.<group>` for each group; returns their cells. `falt` is the key in the rows."""
    return [
        r.lagg_till(
            f"{rot}.{0 if varde is None else varde}",
            f"{etikett}, {namn}",
            definition,
            {**(villkor or {}), falt: varde},
            raknas=raknas,
            enhet=enhet,
        )
        for varde, namn in grupper
    ]


def med_nagot(grupper: Sequence[Grupp], par: Sequence[Par]) -> list[tuple[str, Par]]:
    """Name and cells of the groups that have something in either year."""
    return [(namn, p) for (_, namn), p in zip(grupper, par, strict=True) if p[0].varde or p[1].varde]


def forandring(par: Par) -> Cell:
    """The difference between the years with its sign: "+7", "−1", "0". A dash when one of them has no value."""
    nu, da = par[0].varde, par[1].varde
    if not isinstance(nu, int | Decimal) or not isinstance(da, int | Decimal):
        return Cell("–", tal=True)
    skillnad = nu - da
    return Cell(f"+{svenskt_tal(skillnad)}" if skillnad > 0 else svenskt_tal(skillnad), varde=skillnad, tal=True)


def arstabell(
    rubrik: str,
    underrubrik: str,
    kolumner: Sequence[str],
    rader: Iterable[Sequence[Cell]],
    *,
    fot: Sequence[Cell] = (),
    anm: str = "",
) -> Tabell:
    """A table whose first column is text and the rest numbers."""
    forsta, *tal = kolumner
    return Tabell(
        rubrik,
        underrubrik,
        (Kolumn(forsta, bredd=40), *(Kolumn(k, tal=True) for k in tal)),
        tuple(tuple(rad) for rad in rader),
        tuple(fot),
        anm=anm,
    )


def rakningsdag(ar: int, uttag: datetime) -> date:
    """The day a year's state is taken: 31 December, or the day of extraction while the year runs."""
    return min(date(ar, 12, 31), lokal(uttag).date())

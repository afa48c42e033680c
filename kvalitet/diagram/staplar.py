"""Bars lying down: this period and the one before in pairs, with a target across them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kvalitet.diagram.matt import Matt, etikettrader, pct, px

if TYPE_CHECKING:
    from kvalitet.diagram.figur import Figur


@dataclass(frozen=True)
class Marke:
    """One value as drawn: its text, where it ends (per cent) and its heights (px). `bredd` is empty without a value."""

    text: str
    bredd: str
    stapel_y: str
    text_y: str


@dataclass(frozen=True)
class Stapel:
    """One pair of bars. `etikett` are lines of (text, y); `y` and `hojd` is the area that is the link."""

    etikett: tuple[tuple[str, str], ...]
    nu: Marke
    da: Marke | None
    mal_y: tuple[str, str]
    y: str
    hojd: str
    lank: str
    utlasning: str


@dataclass(frozen=True)
class Staplar:
    """`mal_x` is where the target stands, empty without one."""

    hojd: str
    staplar: tuple[Stapel, ...]
    mal_x: str = ""


def rita(figur: "Figur") -> Staplar:
    """The measures of a chart of bars."""
    alla = [*figur.varden, *([figur.mal] if figur.mal is not None else [])]
    storsta = float(max(alla, default=0))
    langst = max((len(figur.text(v)) for v in figur.varden), default=1)
    rum = 100 - min(45.0, max(14.0, 4 + 2.7 * langst))  # the longest value must fit beside the longest bar at 256 px

    def x(varde: Matt | None) -> str:
        return pct(float(varde) / storsta * rum if storsta else 0) if varde is not None else ""

    y, staplar = 0.0, []
    for p in figur.punkter:
        rader = etikettrader(p.etikett)
        bas = y + 16 * (len(rader) - 1)
        hojd = bas - y + (46 if figur.jamfor else 38)
        staplar.append(
            Stapel(
                etikett=tuple((text, px(y + 13 + 16 * i)) for i, text in enumerate(rader)),
                nu=Marke(figur.text(p.nu), x(p.nu), px(bas + 18), px(bas + 29)),
                da=Marke(figur.text(p.da), x(p.da), px(bas + 32.5), px(bas + 40)) if figur.jamfor else None,
                mal_y=(px(bas + 15), px(bas + (42 if figur.jamfor else 34))),
                y=px(y),
                hojd=px(hojd - 2),
                lank=p.lank,
                utlasning=figur.utlasning(p),
            )
        )
        y += hojd
    return Staplar(px(y + 4), tuple(staplar), x(figur.mal))

"""Bars of parts of a whole: every bar as long, each part with a pattern, a number and a name in the legend."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kvalitet.diagram.matt import etikettrader, pct, px

if TYPE_CHECKING:
    from kvalitet.diagram.figur import Figur

TONER = ("full", "strimmig", "prickig", "tom", "fel")  # the last only for what went wrong
MINST = 7.0  # per cent: a narrower part has its number in the table and the label only


@dataclass(frozen=True)
class Del:
    """A part as drawn: from `x`, `bredd` wide, its number at `mitt` or nowhere when it does not fit."""

    ton: str
    x: str
    bredd: str
    mitt: str
    text: str
    plata: str
    plata_x: str
    lank: str
    utlasning: str


@dataclass(frozen=True)
class Delstapel:
    etikett: tuple[tuple[str, str], ...]
    summa: str
    summa_y: str
    y: str
    text_y: str
    plata_y: str
    delar: tuple[Del, ...]


@dataclass(frozen=True)
class Delar:
    """`toner` are the patterns in use, for the drawing's definitions."""

    hojd: str
    staplar: tuple[Delstapel, ...]
    toner: tuple[str, ...]


def granska(figur: "Figur") -> None:
    """Raises ValueError for a number of parts, a fill or values that cannot be drawn."""
    if not 2 <= len(figur.serier) <= len(TONER):
        raise ValueError(f"En stapel har två till {len(TONER)} delar.")
    if figur.toner and (len(figur.toner) != len(figur.serier) or set(figur.toner) - set(TONER)):
        raise ValueError(f"Varje del ska ha en ton bland {', '.join(TONER)}.")
    for p in figur.punkter:
        if len(p.delar) != len(figur.serier) or (p.dellankar and len(p.dellankar) != len(figur.serier)):
            raise ValueError(f"Stapeln {p.etikett!r} har inte ett värde för varje del.")


def rita(figur: "Figur") -> Delar:
    """The measures of a chart of parts."""
    toner = figur.toner or TONER[: len(figur.serier)]
    y, staplar = 0.0, []
    for p in figur.punkter:
        rader = etikettrader(p.etikett)
        bas = y + 16 * (len(rader) - 1)
        summa = sum(float(v) for v in p.delar if v is not None)
        x, delar = 0.0, []
        for namn, ton, v, lank in zip(figur.serier, toner, p.delar, p.dellankar or ("",) * len(toner), strict=True):
            if not v or not summa:
                continue
            bredd = 100 * float(v) / summa
            text = figur.text(v) if bredd >= max(MINST, 2.7 * len(figur.text(v))) else ""
            plata = 6 + 7 * len(text)
            utlasning = f"{p.etikett}, {namn.lower()}: {figur.text(v)} av {figur.text(_helt(summa))}"
            mitt = pct(x + bredd / 2)
            delar.append(Del(ton, pct(x), pct(bredd), mitt, text, str(plata), px(-plata / 2), lank, utlasning))
            x += bredd
        staplar.append(
            Delstapel(
                etikett=tuple((text, px(y + 13 + 16 * i)) for i, text in enumerate(rader)),
                summa=f"n = {figur.text(_helt(summa))}" if summa else "inga uppgifter",
                summa_y=px(y + 13),
                y=px(bas + 19),
                text_y=px(bas + 33),
                plata_y=px(bas + 22),
                delar=tuple(delar),
            )
        )
        y = bas + 50
    return Delar(px(y), tuple(staplar), tuple(dict.fromkeys(toner)))


def _helt(v: float) -> int | float:
    return int(v) if v.is_integer() else v

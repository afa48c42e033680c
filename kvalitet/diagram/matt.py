"""What every drawing needs: the steps of an axis, and numbers and labels as text."""

import math
import textwrap
from decimal import Decimal

Matt = int | float | Decimal

ETIKETTBREDD, ETIKETTRADER = 38, 2  # letters and lines of a bar's label: fits a 320 px phone and half an A4


def skala(storsta: Matt, *, heltal: bool = True, mal: int = 5) -> tuple[float, ...]:
    """Ticks of an axis from 0 to at least `storsta` in even steps (1, 2, 2.5 or 5 times a power of ten), `mal` or so.

    `heltal` keeps the step at 1 or more: half a case is no tick. Nothing above 0 gives (0, 1).
    """
    if storsta <= 0:
        return (0.0, 1.0)
    ratt = float(storsta) / max(mal - 1, 1)
    tio = 10.0 ** math.floor(math.log10(ratt))
    faktorer = (1, 2, 5, 10) if heltal and tio < 10 else (1, 2, 2.5, 5, 10)
    steg = next(f * tio for f in faktorer if f * tio >= ratt * 0.999)
    if heltal:
        steg = max(1.0, steg)
    antal = math.ceil(float(storsta) / steg - 1e-9)
    return tuple(round(i * steg, 10) for i in range(antal + 1))


def mening(text: str) -> str:
    """The text with a full stop, if it has none."""
    return text if not text or text[-1] in ".!?" else f"{text}."


def pct(v: float) -> str:
    """A place across, in per cent of the drawing."""
    return f"{v:.2f}%"


def px(v: float) -> str:
    """A place down, in pixels."""
    return f"{v:.1f}".removesuffix(".0")


def etikettrader(text: str) -> list[str]:
    """A label in at most two lines, cut with an ellipsis."""
    rader = textwrap.wrap(text, ETIKETTBREDD, break_long_words=True) or [""]
    if len(rader) > ETIKETTRADER:
        kvar = textwrap.shorten(" ".join(rader[ETIKETTRADER - 1 :]), ETIKETTBREDD, placeholder="…")
        sista = kvar if len(kvar) > 1 else rader[ETIKETTRADER - 1][: ETIKETTBREDD - 1] + "…"
        rader = [*rader[: ETIKETTRADER - 1], sista]
    return rader

"""What the report needs to know about a set of figures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rapporter.underlag import rader as radtal
from rapporter.underlag.bas import Underlag


@dataclass(frozen=True)
class Kalla:
    """One set of figures: how it is computed, and how the records behind a figure are found, live or frozen.

    `berakna(enhet_ids, ar, uttag, lank=, publicerat=)`; `rader(enhet_ids, ar, uttag)` is what is frozen of the records
    of the year and the year before, `stammer` whether such a row meets a filter, `synliga(ids, anvandare)` those of
    the records one may see. `poster(enhet_ids, uttag, filter)` finds the records behind a live figure in SQL; without
    it they are picked from `rader`. `nyckeltal` are the keys of the figures shown large, `mall` how records are listed.
    """

    nyckel: str
    namn: str
    posterna: str
    modell: Any
    berakna: Callable[..., Underlag]
    rader: Callable[..., list[dict[str, Any]]]
    synliga: Callable[..., Any]
    poster: Callable[..., Any] | None = None
    stammer: Callable[..., bool] = radtal.stammer
    nyckeltal: tuple[str, ...] = ()
    mall: str = "rapporter/_poster_lista.html"

"""What the report needs to know about a set of figures."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapporter.underlag import rader as radtal
from rapporter.underlag.bas import Tal, Underlag


@dataclass(frozen=True)
class Kalla:
    """One set of figures: how it is computed, and how the records behind a figure are found, live or frozen.

    `berakna(enhet_ids, ar, uttag, lank=, publicerat=)`; `rader(enhet_ids, ar, uttag)` is what is frozen of the records
    of the year and the year before, `stammer` whether such a row meets a filter, `synliga(ids, anvandare)` those of
    the records one may see. `poster(enhet_ids, uttag, filter)` finds the records behind a live figure in SQL; without
    it they are picked from `rader`. `nyckeltal` are the keys of the figures shown large, `mall` how records are listed,
    `bara_tal(enhet_ids, ar, uttag, publicerat=)` the figures without charts and tables where that asks less.
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
    bara_tal: Callable[..., Iterable[Tal]] | None = None

    def rubriktal(
        self, enhet_ids: Iterable[int], ar: int, uttag: datetime, *, publicerat: Mapping[str, Any]
    ) -> list[Tal]:
        """The figures without charts and tables, by `bara_tal` where that is cheaper than the whole."""
        if self.bara_tal is not None:
            return list(self.bara_tal(enhet_ids, ar, uttag, publicerat=publicerat))
        return list(self.berakna(enhet_ids, ar, uttag, lank=lambda nyckel: "", publicerat=publicerat).tal)

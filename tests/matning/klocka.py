"""Timing two ways of doing the same thing, in turn, so that a drifting machine treats both alike."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Jamforelse:
    """Medians in milliseconds, and the median of the ratios pair by pair."""

    namn: str
    vart: float
    mot: float
    kvot: float
    mal: float

    @property
    def klarat(self) -> bool:
        return self.kvot <= self.mal

    def rad(self) -> str:
        omdome = "klarat" if self.klarat else "INTE klarat"
        return f"{self.namn:<58} {self.vart:>9.1f} {self.mot:>9.1f} {self.kvot:>7.2f}   ≤ {self.mal:<5} {omdome}"


def tid(gor: Callable[[], object]) -> float:
    """Milliseconds for one call."""
    start = perf_counter()
    gor()
    return (perf_counter() - start) * 1000


def jamfor(namn: str, vart: Callable[[], object], mot: Callable[[], object], *, mal: float, varv: int) -> Jamforelse:
    """Time the two in turn `varv` times after one warm-up each."""
    vart(), mot()
    par = [(tid(vart), tid(mot)) for _ in range(varv)]
    return Jamforelse(namn, median(a for a, _ in par), median(b for _, b in par), median(a / b for a, b in par), mal)

"""A spark line: how a key figure has moved, small enough to stand beside it."""

import itertools
from dataclasses import dataclass
from functools import cached_property

from kvalitet.diagram.matt import Matt, px
from kvalitet.templatetags.utseende import tal as svenskt_tal

BREDD, HOJD, KANT = 96, 32, 4


@dataclass(frozen=True)
class Gnista:
    """Values in time order as (label, value), the last one is now; None is a gap. `mal` is the target, if any."""

    varden: tuple[tuple[str, Matt | None], ...]
    mal: Matt | None = None
    enhet: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "varden", tuple((etikett, v) for etikett, v in self.varden))

    @property
    def finns(self) -> bool:
        """Whether there is anything to draw: two values at least."""
        return sum(v is not None for _, v in self.varden) > 1

    @property
    def utlasning(self) -> str:
        """The values in words."""
        delar = [f"{etikett}: {self._text(v)}" for etikett, v in self.varden]
        return ", ".join([*delar, f"mål: {self._text(self.mal)}"] if self.mal is not None else delar)

    def _text(self, v: Matt | None) -> str:
        return "inget värde" if v is None else svenskt_tal(v) + (f"\u00a0{self.enhet}" if self.enhet else "")

    @cached_property
    def _skala(self) -> tuple[float, float]:
        alla = [float(v) for _, v in self.varden if v is not None]
        if self.mal is not None:
            alla.append(float(self.mal))
        return min(alla), max(alla)

    def _y(self, v: Matt) -> float:
        lagst, hogst = self._skala
        andel = (float(v) - lagst) / (hogst - lagst) if hogst > lagst else 0.5
        return HOJD - KANT - andel * (HOJD - 2 * KANT)

    def _x(self, i: int) -> float:
        return KANT + i * (BREDD - 2 * KANT) / max(len(self.varden) - 1, 1)

    @property
    def streck(self) -> list[tuple[str, str, str, str]]:
        """Segments (x1, y1, x2, y2)."""
        return [
            (px(self._x(i)), px(self._y(a)), px(self._x(i + 1)), px(self._y(b)))
            for i, ((_, a), (_, b)) in enumerate(itertools.pairwise(self.varden))
            if a is not None and b is not None
        ]

    @property
    def nu(self) -> tuple[str, str] | None:
        """Where the last value stands; None when the last one is missing."""
        sist = self.varden[-1][1] if self.varden else None
        return None if sist is None else (px(self._x(len(self.varden) - 1)), px(self._y(sist)))

    @property
    def mal_y(self) -> str:
        return "" if self.mal is None else px(self._y(self.mal))

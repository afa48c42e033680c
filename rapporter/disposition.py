"""The frame of a report: its title page and its numbered headings.

Numbers are text, made here once, and not CSS counters: the page, the contents, the PDF's bookmarks, a reference in the
running text and the export then all say the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Titelsida:
    """`avsandare` are the lines at the top, `uppgifter` (label, text) at the foot, `sidfot` what every page repeats."""

    titel: str
    undertitel: str
    avsandare: tuple[str, ...]
    uppgifter: tuple[tuple[str, str], ...]
    sidfot: str

    @property
    def lang(self) -> bool:
        """Whether the title needs the smaller size to fit."""
        return len(self.titel) > 45


@dataclass(frozen=True)
class Rubrik:
    """A heading: `nummer` is "2" or "2.1", `niva` 1 or 2 (h2 and h3 on the page), `ankare` its id."""

    nummer: str
    text: str
    ankare: str
    niva: int = 1
    under: tuple["Rubrik", ...] = field(default=())


def numrera(rubriker: Iterable[tuple[int, str, str]]) -> tuple[Rubrik, ...]:
    """Headings in reading order as (level 1 or 2, text, anchor), numbered 1, 1.1, 1.2, 2; the second level inside.

    Raises ValueError when a second level comes first or a level is neither 1 nor 2.
    """
    kapitel: list[tuple[str, str, list[tuple[str, str]]]] = []
    for niva, text, ankare in rubriker:
        if niva == 1:
            kapitel.append((text, ankare, []))
        elif niva == 2 and kapitel:
            kapitel[-1][2].append((text, ankare))
        else:
            raise ValueError(f"Rubriken {text!r} har nivå {niva} på fel plats.")
    return tuple(
        Rubrik(
            str(i),
            text,
            ankare,
            under=tuple(Rubrik(f"{i}.{j}", t, a, niva=2) for j, (t, a) in enumerate(delar, start=1)),
        )
        for i, (text, ankare, delar) in enumerate(kapitel, start=1)
    )

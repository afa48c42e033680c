"""A table as data: the page, the PDF and the export show the same one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

BREDDER = frozenset(range(0, 65, 5))  # per cent; the classes .bredd-5 … .bredd-60 of static/rapport.css

Varde = int | float | Decimal | str | date | None


@dataclass(frozen=True)
class Cell:
    """One cell. `text` is what is read, `varde` what an export and a comparison use (None: no value, never 0).

    `under` is a quiet second line, `lank` an address shown as a link where links are on, `lage` the slug of a state
    (node and word), `tal` sets the text to the right as a number.
    """

    text: str
    lank: str = ""
    varde: Varde = None
    tal: bool = False
    lage: str = ""
    under: str = ""


@dataclass(frozen=True)
class Kolumn:
    """A column's heading; `bredd` is per cent of the table in steps of 5 up to 60, 0 lets the browser decide."""

    text: str
    tal: bool = False
    bredd: int = 0

    def __post_init__(self) -> None:
        if self.bredd not in BREDDER:
            raise ValueError(f"Kolumnens bredd ska vara 0, 5, 10 … 60 procent, inte {self.bredd}.")


@dataclass(frozen=True)
class Tabell:
    """A table with its message as heading. `fot` is the summing row (empty: none), `anm` stands below the table.

    `radrubrik` is the index of the column whose cells head their rows. A row that is not as long as the heading row
    raises ValueError: such a table would be read out wrongly.
    """

    rubrik: str
    underrubrik: str
    kolumner: tuple[Kolumn, ...]
    rader: tuple[tuple[Cell, ...], ...]
    fot: tuple[Cell, ...] = ()
    liggande: bool = False
    anm: str = ""
    radrubrik: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "kolumner", tuple(self.kolumner))
        object.__setattr__(self, "rader", tuple(tuple(rad) for rad in self.rader))
        object.__setattr__(self, "fot", tuple(self.fot))
        antal = len(self.kolumner)
        for rad in (*self.rader, *([self.fot] if self.fot else [])):
            if len(rad) != antal:
                raise ValueError(f"Tabellen {self.rubrik!r} har {antal} kolumner men en rad med {len(rad)} celler.")
        if not 0 <= self.radrubrik < antal:
            raise ValueError(f"Tabellen {self.rubrik!r} har ingen kolumn {self.radrubrik}.")

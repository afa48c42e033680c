"""The figures of a report as data: what a section's function in this package returns, and how it is frozen.

A function takes scope and period and returns an `Underlag`. When a report goes to the committee its underlag are stored
as JSON (`to_json`), and from then on the report reads that and no records; `from_json` gives back an equal object.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kvalitet.diagram import Figur, Gnista, Punkt
from kvalitet.tabell import Cell, Kolumn, Tabell, Varde
from kvalitet.templatetags.utseende import tal as svenskt_tal

__all__ = ["Cell", "Figur", "Kolumn", "Punkt", "Tabell", "Tal", "Underlag", "Varde"]

UTFALL = {"natt": "nått", "ej_natt": "ej nått", "ej_matt": "ej mätt"}
Filter = Mapping[str, object]  # values: text, whole numbers, booleans, None and lists of text or numbers


@dataclass(frozen=True)
class Tal:
    """One key figure. `varde` None is "no value" and shown as a dash, never as 0.

    `jamforelse` says in words what it was before, `n` how many it is computed on, `definition` what is counted, and
    `filter` is the query of the list that shows the records behind it. `raknas` says how the value comes from those
    records (see `rapporter.underlag.rader.raknat`). `mal` is its target and `lage` whether it was reached: natt,
    ej_natt, ej_matt, or "" without a target. `serie` are (year, value), oldest first and this year last.
    """

    nyckel: str
    etikett: str
    varde: Varde
    enhet: str = ""
    jamforelse: str = ""
    n: int | None = None
    definition: str = ""
    filter: Filter = field(default_factory=dict, hash=False)
    raknas: str = "antal"
    mal: Varde = None
    lage: str = ""
    serie: tuple[tuple[str, Varde], ...] = ()

    @property
    def gnista(self) -> Gnista:
        """The spark line of the earlier years' published values and this one."""
        return Gnista(self.serie, self.mal, self.enhet)  # type: ignore[arg-type]

    @property
    def maltext(self) -> str:
        """The target in words, with whether it was reached: "Mål 95 %, ej nått"."""
        mal = f"Mål {svenskt_tal(self.mal)}" + (f"\u00a0{self.enhet}" if self.enhet else "")
        return f"{mal}, {UTFALL[self.lage]}" if self.lage in UTFALL else mal


@dataclass(frozen=True)
class Underlag:
    """What a section of a report rests on: figures, tables and charts taken at one moment (`uttag`, with time zone).

    `forbehall` are the reservations that must stand beside the figures wherever they are shown.
    """

    nyckel: str
    rubrik: str
    definition: str
    uttag: datetime
    tal: tuple[Tal, ...] = ()
    tabeller: tuple[Tabell, ...] = ()
    figurer: tuple[Figur, ...] = ()
    forbehall: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.uttag.tzinfo is None:
            raise ValueError("Uttagets tidpunkt saknar tidszon.")
        for namn in ("tal", "tabeller", "figurer", "forbehall"):
            object.__setattr__(self, namn, tuple(getattr(self, namn)))

    def hamta_tal(self, nyckel: str) -> Tal:
        """The key figure with this key; KeyError when there is none."""
        for tal in self.tal:
            if tal.nyckel == nyckel:
                return tal
        raise KeyError(nyckel)

    def to_json(self) -> str:
        """The whole as JSON, same text for equal objects. TypeError for other values than `Varde`."""
        return json.dumps(_ut(self), ensure_ascii=False, sort_keys=True, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> "Underlag":
        """The inverse of `to_json`. ValueError when the text is not such JSON."""
        try:
            return _underlag(json.loads(text))
        except (KeyError, TypeError, AttributeError) as fel:
            raise ValueError("Det sparade underlaget går inte att läsa.") from fel


def _ut(v: Any) -> Any:
    if is_dataclass(v) and not isinstance(v, type):
        return {f.name: _ut(getattr(v, f.name)) for f in fields(v)}
    if isinstance(v, tuple):
        return [_ut(d) for d in v]
    if isinstance(v, Decimal):
        return {"decimal": str(v)}
    if isinstance(v, datetime):
        return {"tidpunkt": v.isoformat()}
    if isinstance(v, date):
        return {"datum": v.isoformat()}
    if isinstance(v, Mapping):
        return {nyckel: _filtervarde(d) for nyckel, d in v.items()}
    if v is None or isinstance(v, str | int | float):
        return v
    raise TypeError(f"{type(v).__name__} kan inte sparas i ett underlag.")


def _filtervarde(v: Any) -> Any:
    if v is None or isinstance(v, str | int) or (isinstance(v, list) and all(isinstance(d, str | int) for d in v)):
        return v
    raise TypeError(f"{type(v).__name__} kan inte sparas i ett filter.")


def _varde(v: Any) -> Varde:
    match v:
        case {"decimal": text}:
            return Decimal(text)
        case {"tidpunkt": text}:
            return datetime.fromisoformat(text)
        case {"datum": text}:
            return date.fromisoformat(text)
    return v


def _cell(d: dict[str, Any]) -> Cell:
    return Cell(**{**d, "varde": _varde(d["varde"])})


def _tabell(d: dict[str, Any]) -> Tabell:
    return Tabell(
        **{
            **d,
            "kolumner": tuple(Kolumn(**k) for k in d["kolumner"]),
            "rader": tuple(tuple(_cell(c) for c in rad) for rad in d["rader"]),
            "fot": tuple(_cell(c) for c in d["fot"]),
        }
    )


def _punkt(d: dict[str, Any]) -> Punkt:
    delar = tuple(_varde(v) for v in d.get("delar", ()))
    return Punkt(**{**d, "nu": _varde(d["nu"]), "da": _varde(d["da"]), "delar": delar})


def _figur(d: dict[str, Any]) -> Figur:
    """A chart; what was frozen before charts had targets and parts lacks those keys."""
    return Figur(**{**d, "punkter": tuple(_punkt(p) for p in d["punkter"]), "mal": _varde(d.get("mal"))})


def _tal(d: dict[str, Any]) -> Tal:
    serie = tuple((ar, _varde(v)) for ar, v in d.get("serie", ()))
    return Tal(**{**d, "varde": _varde(d["varde"]), "mal": _varde(d.get("mal")), "serie": serie})


def _underlag(d: dict[str, Any]) -> Underlag:
    return Underlag(
        **{
            **d,
            "uttag": _varde(d["uttag"]),
            "tal": tuple(_tal(t) for t in d["tal"]),
            "tabeller": tuple(_tabell(t) for t in d["tabeller"]),
            "figurer": tuple(_figur(f) for f in d["figurer"]),
            "forbehall": tuple(d["forbehall"]),
        }
    )

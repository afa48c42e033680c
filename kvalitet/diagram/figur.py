"""Charts as data. What is drawn from it stands in the modules beside, one for each kind."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kvalitet.diagram import delar, linje, matris, staplar
from kvalitet.diagram.matt import Matt, mening
from kvalitet.tabell import Cell, Kolumn, Tabell
from kvalitet.templatetags.utseende import tal as svenskt_tal

MANADER = (
    ("januari", "jan"),
    ("februari", "feb"),
    ("mars", "mar"),
    ("april", "apr"),
    ("maj", "maj"),
    ("juni", "jun"),
    ("juli", "jul"),
    ("augusti", "aug"),
    ("september", "sep"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("december", "dec"),
)
STAPLAR, LINJE, DELAR, MATRIS = "staplar", "linje", "delar", "matris"
MARKEN = {
    "mal": "streckad linje", "grans": "tjock linje", "full": "fylld", "strimmig": "strimmig", "prickig": "prickig",
    "tom": "ofylld", "fel": "röd",
}  # fmt: skip
RITARE: dict[str, Any] = {STAPLAR: staplar.rita, LINJE: linje.rita, DELAR: delar.rita, MATRIS: matris.rita}


@dataclass(frozen=True)
class Punkt:
    """A label with its value now and the period before. None is "no value": a gap, never 0.

    `lank` is the address of the records behind, `kort` a short label for an axis or a node. In a bar of parts `delar`
    and `dellankar` are the values and addresses of the parts, in the order of the chart's `serier`. In a matrix `plats`
    and `plats_da` are (sannolikhet, allvar), from 1, and `nu` and `da` their products.
    """

    etikett: str
    nu: Matt | None = None
    da: Matt | None = None
    lank: str = ""
    kort: str = ""
    delar: tuple[Matt | None, ...] = ()
    dellankar: tuple[str, ...] = ()
    plats: tuple[int, int] | None = None
    plats_da: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        for namn in ("delar", "dellankar"):
            object.__setattr__(self, namn, tuple(getattr(self, namn)))
        for namn in ("plats", "plats_da"):
            if (plats := getattr(self, namn)) is not None:
                object.__setattr__(self, namn, tuple(plats))


@dataclass(frozen=True)
class Figur:
    """A chart: `slag` is "staplar", "linje", "delar" or "matris". The functions below make each kind.

    `serier` are the names of this period and, if compared, the one before; in bars of parts the names of the parts.
    `nyckel` is its id on the page, `axel` what the labels are ("Kategori"), `enhet` follows each value ("%"), `mal` is
    drawn as a target. `toner` are how the parts are filled, `axlar` the names of the steps of a matrix (sannolikhet,
    allvar) and `grans` its action limit. Raises ValueError for what cannot be drawn.
    """

    nyckel: str
    slag: str
    titel: str
    underrubrik: str
    beskrivning: str
    serier: tuple[str, ...]
    punkter: tuple[Punkt, ...]
    axel: str = ""
    enhet: str = ""
    mal: Matt | None = None
    toner: tuple[str, ...] = ()
    axlar: tuple[tuple[str, ...], ...] = ()
    grans: int = 0

    def __post_init__(self) -> None:
        for namn in ("serier", "punkter", "toner"):
            object.__setattr__(self, namn, tuple(getattr(self, namn)))
        object.__setattr__(self, "axlar", tuple(tuple(axel) for axel in self.axlar))
        if self.slag not in RITARE:
            raise ValueError(f"Okänt slag av figur: {self.slag!r}.")
        for varde in (*self.varden, *([self.mal] if self.mal is not None else [])):
            if not math.isfinite(varde) or varde < 0:
                raise ValueError(f"Figuren {self.nyckel!r} har ett värde som inte kan ritas: {varde}.")
        if self.slag == DELAR:
            delar.granska(self)
        elif len(self.serier) not in (1, 2):
            raise ValueError("En figur har en eller två serier.")
        if self.slag == MATRIS:
            matris.granska(self)

    @property
    def jamfor(self) -> bool:
        """Whether the period before is shown."""
        return self.slag != DELAR and len(self.serier) == 2

    @property
    def har_lankar(self) -> bool:
        """Whether any mark leads somewhere."""
        return any(punkt.lank or any(punkt.dellankar) for punkt in self.punkter)

    @property
    def mall(self) -> str:
        """The template that draws it."""
        return f"diagram/_{self.slag}.html"

    @property
    def forklaring(self) -> tuple[tuple[str, str], ...]:
        """The legend as (mark, words); the marks are classes in static/diagram.css."""
        if self.slag == DELAR:
            return tuple(zip(self.toner or delar.TONER, self.serier, strict=False))
        antal = ", antal risker" if self.slag == MATRIS and self.ritning.antal else ""
        rader = [(namn, f"{serie}{antal}") for namn, serie in zip(("nu", "da"), self.serier, strict=False)]
        if self.mal is not None:
            rader.append(("mal", f"Mål {self.text(self.mal)}"))
        if self.grans:
            rader.append(("grans", f"Åtgärd krävs från värde {self.grans}"))
        return tuple(rader)

    @property
    def forklaring_i_ord(self) -> str:
        """The legend where its marks cannot be drawn: "2025: fylld. 2024: ihålig."."""
        fyllning = ("heldragen", "prickad") if self.slag == LINJE else ("fylld", "ihålig")
        ord_ = dict(zip(("nu", "da"), fyllning, strict=True)) | MARKEN
        return " ".join(f"{text}: {ord_[marke]}." for marke, text in self.forklaring)

    @property
    def alttext(self) -> str:
        """What someone who cannot see the chart is told: message, description and every value."""
        mal = f"Mål: {self.text(self.mal)}" if self.mal is not None else ""
        varden = "; ".join(self.utlasning(punkt) for punkt in self.punkter)
        meningar = (mening(del_) for del_ in (self.titel, self.beskrivning, varden, mal))
        return " ".join(del_ for del_ in meningar if del_)

    @property
    def tabell(self) -> Tabell:
        """The same values as a table, with the same links."""
        if self.slag == DELAR:
            return self._deltabell()
        kolumner = [Kolumn(self.axel or "Post"), *(Kolumn(serie, tal=True) for serie in self.serier)]
        rader = []
        for p in self.punkter:
            rad = [Cell(p.etikett), Cell(self._skrivet(p.nu, p.plats), lank=p.lank, varde=p.nu, tal=True)]
            rader.append([*rad, Cell(self._skrivet(p.da, p.plats_da), varde=p.da, tal=True)] if self.jamfor else rad)
        return Tabell(self.titel, self.underrubrik, tuple(kolumner), tuple(map(tuple, rader)))

    def _deltabell(self) -> Tabell:
        kolumner = (Kolumn(self.axel or "Post"), *(Kolumn(serie, tal=True) for serie in (*self.serier, "Summa")))
        rader = []
        for p in self.punkter:
            lankar = p.dellankar or ("",) * len(p.delar)
            celler = [Cell(self.text(v), lank=lank, varde=v, tal=True) for v, lank in zip(p.delar, lankar, strict=True)]
            summa = sum(v for v in p.delar if v is not None)
            rader.append((Cell(p.etikett), *celler, Cell(self.text(summa), lank=p.lank, varde=summa, tal=True)))
        return Tabell(self.titel, self.underrubrik, kolumner, tuple(rader))

    @cached_property
    def ritning(self) -> Any:
        """The measures for the template."""
        return RITARE[self.slag](self)

    def text(self, varde: Matt | None) -> str:
        """A value as it is written: "1 234,5 %", or a dash when there is none."""
        skrivet = svenskt_tal(varde)
        return f"{skrivet}\u00a0{self.enhet}" if self.enhet and varde is not None else skrivet

    def _skrivet(self, varde: Matt | None, plats: tuple[int, int] | None) -> str:
        return f"{self.text(varde)} ({plats[0]} × {plats[1]})" if plats else self.text(varde)

    def utlasning(self, punkt: Punkt) -> str:
        """A point in words: "Fall: 37 (2025), 30 (2024)"."""
        if self.slag == DELAR:
            delarna = zip(self.serier, punkt.delar, strict=True)
            return f"{punkt.etikett}: {', '.join(f'{namn.lower()} {self.text(v)}' for namn, v in delarna)}"
        varden = [(punkt.nu, self.serier[0]), *([(punkt.da, self.serier[1])] if self.jamfor else [])]
        delar_ = [f"{'inget värde' if v is None else self.text(v)} ({serie})" for v, serie in varden]
        namn = f"{punkt.kort} {punkt.etikett}" if self.slag == MATRIS and punkt.kort else punkt.etikett
        return f"{namn}: {', '.join(delar_)}"

    @property
    def varden(self) -> list[Matt]:
        """Every value drawn, without the gaps."""
        if self.slag == DELAR:
            return [v for p in self.punkter for v in p.delar if v is not None]
        alla = [v for p in self.punkter for v in ((p.nu, p.da) if self.jamfor else (p.nu,))]
        return [v for v in alla if v is not None]


def manadslinje(
    nyckel: str,
    titel: str,
    underrubrik: str,
    beskrivning: str,
    *,
    serier: Sequence[str],
    nu: Sequence[Matt | None],
    da: Sequence[Matt | None] = (),
    lankar: Sequence[str] = (),
    enhet: str = "",
    mal: Matt | None = None,
) -> Figur:
    """A line by month from values for January onwards; months not given have no value (a gap, not 0)."""

    def varde(serie: Sequence[Matt | None], i: int) -> Matt | None:
        return serie[i] if i < len(serie) else None

    punkter = tuple(
        Punkt(namn, varde(nu, i), varde(da, i), lankar[i] if i < len(lankar) else "", kort)
        for i, (namn, kort) in enumerate(MANADER)
    )
    return Figur(nyckel, LINJE, titel, underrubrik, beskrivning, tuple(serier), punkter, "Månad", enhet, mal)


def delstaplar(
    nyckel: str,
    titel: str,
    underrubrik: str,
    beskrivning: str,
    *,
    delar: Sequence[str],
    punkter: Sequence[Punkt],
    axel: str = "",
    toner: Sequence[str] = (),
) -> Figur:
    """Bars of parts of a whole, each as long as the others: `delar` name the parts, two to five.

    `toner` say how each part is filled (see `kvalitet.diagram.delar.TONER`); without them in that order. ValueError
    when a point has not one value for each part.
    """
    return Figur(nyckel, DELAR, titel, underrubrik, beskrivning, tuple(delar), tuple(punkter), axel, toner=tuple(toner))


def riskmatris(
    nyckel: str,
    titel: str,
    underrubrik: str,
    beskrivning: str,
    *,
    serier: Sequence[str],
    punkter: Sequence[Punkt],
    sannolikhet: Sequence[str],
    allvar: Sequence[str],
    grans: int,
) -> Figur:
    """Risks by sannolikhet (across) and allvar (upwards), whose steps are named from 1. `grans` is the action limit.

    Each point has `kort` ("R1"), `plats` and, with two `serier`, `plats_da`; without a place it is not drawn but stands
    in the table. ValueError for a place outside the matrix.
    """

    def produkt(plats: tuple[int, int] | None) -> int | None:
        return None if plats is None else plats[0] * plats[1]

    med_varde = tuple(
        Punkt(p.etikett, produkt(p.plats), produkt(p.plats_da), p.lank, p.kort, plats=p.plats, plats_da=p.plats_da)
        for p in punkter
    )
    axlar = (tuple(sannolikhet), tuple(allvar))
    return Figur(
        nyckel, MATRIS, titel, underrubrik, beskrivning, tuple(serier), med_varde, "Risk", axlar=axlar, grans=grans
    )

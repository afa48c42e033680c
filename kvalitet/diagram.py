"""Charts as data and as measures for the SVG templates in templates/diagram/.

A chart says its message in the title, what is measured and n in the subtitle. This period is solid, the one before
hollow or dotted, so it can be read in black and white. Everything drawn is computed here as text: x in per cent and y
in pixels, so one SVG is fluid on a page and in a PDF while its letters keep their size.
"""

import itertools
import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kvalitet.tabell import Cell, Kolumn, Tabell
from kvalitet.templatetags.utseende import tal as svenskt_tal

Matt = int | float | Decimal

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
STAPLAR, LINJE = "staplar", "linje"
ETIKETTBREDD, ETIKETTRADER = 38, 2  # letters and lines of a bar's label: fits a 320 px phone and half an A4


@dataclass(frozen=True)
class Punkt:
    """A label with its value now and the period before. None is "no value": a gap, never 0.

    `lank` is the address of the records behind, `kort` a short label for an axis.
    """

    etikett: str
    nu: Matt | None
    da: Matt | None = None
    lank: str = ""
    kort: str = ""


@dataclass(frozen=True)
class Figur:
    """A chart: `slag` is "staplar" or "linje", `serier` the name of this period and, if compared, the one before.

    `nyckel` is its id on the page, `axel` what the labels are ("Kategori"), `enhet` follows each value ("%").
    Raises ValueError for an unknown kind, other than one or two series, and a value below 0 or not finite.
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

    def __post_init__(self) -> None:
        object.__setattr__(self, "serier", tuple(self.serier))
        object.__setattr__(self, "punkter", tuple(self.punkter))
        if self.slag not in (STAPLAR, LINJE):
            raise ValueError(f"Okänt slag av figur: {self.slag!r}.")
        if len(self.serier) not in (1, 2):
            raise ValueError("En figur har en eller två serier.")
        for varde in self._varden:
            if not math.isfinite(varde) or varde < 0:
                raise ValueError(f"Figuren {self.nyckel!r} har ett värde som inte kan ritas: {varde}.")

    @property
    def jamfor(self) -> bool:
        """Whether the period before is shown."""
        return len(self.serier) == 2

    @property
    def har_lankar(self) -> bool:
        """Whether any mark leads somewhere."""
        return any(punkt.lank for punkt in self.punkter)

    @property
    def mall(self) -> str:
        """The template that draws it."""
        return f"diagram/_{self.slag}.html"

    @property
    def alttext(self) -> str:
        """What someone who cannot see the chart is told: message, description and every value."""
        varden = "; ".join(self.utlasning(punkt) for punkt in self.punkter)
        return " ".join(del_ for del_ in (_mening(self.titel), _mening(self.beskrivning), _mening(varden)) if del_)

    @property
    def tabell(self) -> Tabell:
        """The same values as a table, with the same links."""
        kolumner = [Kolumn(self.axel or "Post"), *(Kolumn(serie, tal=True) for serie in self.serier)]
        rader = []
        for p in self.punkter:
            rad = [Cell(p.etikett), Cell(self.text(p.nu), lank=p.lank, varde=p.nu, tal=True)]
            rader.append([*rad, Cell(self.text(p.da), varde=p.da, tal=True)] if self.jamfor else rad)
        return Tabell(self.titel, self.underrubrik, tuple(kolumner), tuple(map(tuple, rader)))

    @cached_property
    def ritning(self) -> "Staplar | Linje":
        """The measures for the template."""
        return _rita_staplar(self) if self.slag == STAPLAR else _rita_linje(self)

    def text(self, varde: Matt | None) -> str:
        """A value as it is written: "1 234,5 %", or a dash when there is none."""
        skrivet = svenskt_tal(varde)
        return f"{skrivet}\u00a0{self.enhet}" if self.enhet and varde is not None else skrivet

    def utlasning(self, punkt: Punkt) -> str:
        """A point in words: "Fall: 37 (2025), 30 (2024)"."""
        varden = [(punkt.nu, self.serier[0]), *([(punkt.da, self.serier[1])] if self.jamfor else [])]
        delar = [f"{'inget värde' if v is None else self.text(v)} ({serie})" for v, serie in varden]
        return f"{punkt.etikett}: {', '.join(delar)}"

    @property
    def _varden(self) -> list[Matt]:
        alla = [v for p in self.punkter for v in ((p.nu, p.da) if self.jamfor else (p.nu,))]
        return [v for v in alla if v is not None]


@dataclass(frozen=True)
class Marke:
    """One value as drawn: its text, where it ends (per cent) and its heights (px). `bredd` is empty without a value."""

    text: str
    bredd: str
    stapel_y: str
    text_y: str


@dataclass(frozen=True)
class Stapel:
    """One pair of bars. `etikett` are lines of (text, y); `y` and `hojd` is the area that is the link."""

    etikett: tuple[tuple[str, str], ...]
    nu: Marke
    da: Marke | None
    y: str
    hojd: str
    lank: str
    utlasning: str


@dataclass(frozen=True)
class Staplar:
    hojd: str
    staplar: tuple[Stapel, ...]


@dataclass(frozen=True)
class Linjepunkt:
    """One point. `y` is empty without a value; `etikett` is empty where labels would be too crowded."""

    x: str
    y: str
    da_y: str
    ensam_da: bool
    etikett: str
    initial: str
    fran: str
    lank: str
    utlasning: str


@dataclass(frozen=True)
class Linje:
    """`streck` and `streck_da` are segments (x1, y1, x2, y2); `rutnat` lines of (y, text y, text)."""

    hojd: str
    axel_y: str
    etikett_y: str
    marginal: str
    skala_x: str
    bredd: str
    rutnat: tuple[tuple[str, str, str], ...]
    punkter: tuple[Linjepunkt, ...]
    streck: tuple[tuple[str, str, str, str], ...]
    streck_da: tuple[tuple[str, str, str, str], ...]
    topp: tuple[str, str, str] | None


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
) -> Figur:
    """A line by month from values for January onwards; months not given have no value (a gap, not 0)."""

    def varde(serie: Sequence[Matt | None], i: int) -> Matt | None:
        return serie[i] if i < len(serie) else None

    punkter = tuple(
        Punkt(namn, varde(nu, i), varde(da, i), lankar[i] if i < len(lankar) else "", kort)
        for i, (namn, kort) in enumerate(MANADER)
    )
    return Figur(nyckel, LINJE, titel, underrubrik, beskrivning, tuple(serier), punkter, "Månad", enhet)


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


def _mening(text: str) -> str:
    return text if not text or text[-1] in ".!?" else f"{text}."


def _pct(v: float) -> str:
    return f"{v:.2f}%"


def _px(v: float) -> str:
    return f"{v:.1f}".removesuffix(".0")


def _etikettrader(text: str) -> list[str]:
    rader = textwrap.wrap(text, ETIKETTBREDD, break_long_words=True) or [""]
    if len(rader) > ETIKETTRADER:
        kvar = textwrap.shorten(" ".join(rader[ETIKETTRADER - 1 :]), ETIKETTBREDD, placeholder="…")
        sista = kvar if len(kvar) > 1 else rader[ETIKETTRADER - 1][: ETIKETTBREDD - 1] + "…"
        rader = [*rader[: ETIKETTRADER - 1], sista]
    return rader


def _rita_staplar(figur: Figur) -> Staplar:
    storsta = float(max(figur._varden, default=0))
    langst = max((len(figur.text(v)) for v in figur._varden), default=1)
    rum = 100 - min(45.0, max(14.0, 4 + 2.7 * langst))  # the longest value must fit beside the longest bar at 256 px

    def marke(varde: Matt | None, stapel_y: float, text_y: float) -> Marke:
        bredd = _pct(float(varde) / storsta * rum if storsta else 0) if varde is not None else ""
        return Marke(figur.text(varde), bredd, _px(stapel_y), _px(text_y))

    y, staplar = 0.0, []
    for p in figur.punkter:
        rader = _etikettrader(p.etikett)
        bas = y + 16 * (len(rader) - 1)
        hojd = bas - y + (46 if figur.jamfor else 38)
        staplar.append(
            Stapel(
                etikett=tuple((text, _px(y + 13 + 16 * i)) for i, text in enumerate(rader)),
                nu=marke(p.nu, bas + 18, bas + 29),
                da=marke(p.da, bas + 32.5, bas + 40) if figur.jamfor else None,
                y=_px(y),
                hojd=_px(hojd - 2),
                lank=p.lank,
                utlasning=figur.utlasning(p),
            )
        )
        y += hojd
    return Staplar(_px(y + 4), tuple(staplar))


def _rita_linje(figur: Figur, hojd: int = 258) -> Linje:
    varden, punkter = figur._varden, figur.punkter
    streck_i_skala = skala(max(varden, default=0), heltal=all(float(v).is_integer() for v in varden))
    hogst, botten = streck_i_skala[-1], hojd - 26
    texter = [figur.text(int(v) if v.is_integer() else v) for v in streck_i_skala]
    marginal = 2 + 2.4 * max(map(len, texter))  # room for the scale's numbers at 256 px
    steg = (96 - (marginal + 2)) / max(len(punkter) - 1, 1)
    glesning = math.ceil(len(punkter) / 12)

    def x(i: int) -> float:
        return marginal + 2 + i * steg if len(punkter) > 1 else (marginal + 98) / 2

    def y(v: Matt | float | None) -> str:
        return "" if v is None else _px(botten - float(v) / hogst * (hojd - 44))

    def segment(serie: Sequence[Matt | None]) -> tuple[tuple[str, str, str, str], ...]:
        return tuple(
            (_pct(x(i)), y(a), _pct(x(i + 1)), y(b))
            for i, (a, b) in enumerate(itertools.pairwise(serie))
            if a is not None and b is not None
        )

    nu = [p.nu for p in punkter]
    da = [p.da if figur.jamfor else None for p in punkter]
    grannar = [None, *da, None]
    topp = max((i for i, v in enumerate(nu) if v), key=lambda i: float(nu[i] or 0), default=None)
    return Linje(
        hojd=str(hojd),
        axel_y=y(0),
        etikett_y=str(hojd - 8),
        marginal=_pct(marginal),
        skala_x=_pct(marginal - 1),
        bredd=_pct(min(steg, 40)),
        rutnat=tuple((y(v), _px(float(y(v)) + 4), t) for v, t in zip(streck_i_skala, texter, strict=True)),
        punkter=tuple(
            Linjepunkt(
                x=_pct(x(i)),
                y=y(p.nu),
                da_y=y(da[i]),
                ensam_da=da[i] is not None and grannar[i] is None and grannar[i + 2] is None,
                etikett="" if i % glesning else p.kort or p.etikett,
                initial="" if i % glesning else (p.kort or p.etikett)[:1].upper(),
                fran=_pct(x(i) - min(steg, 40) / 2),
                lank=p.lank,
                utlasning=figur.utlasning(p),
            )
            for i, p in enumerate(punkter)
        ),
        streck=segment(nu),
        streck_da=segment(da),
        topp=None if topp is None else (_pct(x(topp)), _px(float(y(nu[topp])) - 10), figur.text(nu[topp])),
    )

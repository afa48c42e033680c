"""The shapes of the texts that Älvhamra's plans are made from. Years are counted 0–3: the oldest to the running one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

SJALV, HELHET, TRYGG = "Självbestämmande och integritet", "Helhetssyn och samordning", "Trygghet och säkerhet"
KUNSKAP, TILLGANG, EFFEKTIV = "Kunskapsbaserad verksamhet", "Tillgänglighet", "Effektivitet"

ANTAL, ANDEL, GRANSKNING, ENKAT, FRITEXT = "antal", "andel", "granskning", "enkat", "fritext"
MANAD, KVARTAL, TERTIAL, HALVAR, AR = "manad", "kvartal", "tertial", "halvar", "ar"
RUTIN, UTBILDNING, BEMANNING, UTRUSTNING = "rutin", "utbildning", "bemanning", "utrustning"
INFORMATION, SAMVERKAN = "information", "samverkan"
# How an action stands today: an effect that is known, or how far it has come.
NADD, DELVIS, EJ_NADD = "nadd", "delvis", "ej_nadd"
GENOMFORD, PAGAR, FORSENAD, PLANERAD, AVBRUTEN = "genomford", "pagar", "forsenad", "planerad", "avbruten"

ANTAL_AR = 4
Nivaer = tuple[float | None, float | None, float | None, float | None]


@dataclass(frozen=True)
class Kontroll:
    """A self-check and how it went: its level each year (percent, or number per occasion; None: not begun)."""

    text: str
    metod: str
    period: str
    nivaer: Nivaer
    mal: tuple[str, int] | None = None
    taljare: str = ""
    namnare: str = ""
    storlek: int = 20  # a usual denominator
    brist: str = ""  # what it is about when the target is missed
    varfor: str = ""
    enhet: str = ""  # the risk's own when empty
    gors_i: tuple[str, ...] = ()
    ansvarig: str = "Enhetschef"
    svar: tuple[str, ...] = ()  # the results in words of a check without figures
    uteblivna: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))  # (year, no) → why
    sena: int = 0  # how many of this year's due occasions nobody has reported


@dataclass(frozen=True)
class Atgardstext:
    """An action: of which year, how it stands, and how its effect is known (or why it was given up)."""

    ar: int
    rubrik: str
    slag: str
    lage: str
    hur: str = ""
    manad: int = 9
    enhet: str = ""


@dataclass(frozen=True)
class Risktext:
    """A risk. `lagen` has a letter a year: a avhjälpt, m minskat, k kvarstår, o ökat, "." not in the plan; then
    "+" when it is in this year's plan. `slut` has a comment for each letter, where {nu} and {fore} are the check's
    result of that year and the one before. `grad`: probability and severity when first assessed.
    """

    text: str
    omraden: tuple[str, ...]
    enhet: str
    lagen: str
    slut: tuple[str, ...] = ()
    grad: tuple[int, int] = (2, 3)
    orsak: str = ""
    konsekvens: str = ""
    tema: str = ""
    kontroller: tuple[Kontroll, ...] = ()
    atgarder: tuple[Atgardstext, ...] = ()
    delrisker: tuple[str, ...] = ()
    kalla: str = ""
    uppkommen: tuple[int, int, int] | None = None  # year 0–3, month, day


@dataclass(frozen=True)
class Processtext:
    """A process with its risks, and the checks and actions that belong to no single risk."""

    nummer: str
    namn: str
    typ: str
    syfte: str
    risker: tuple[Risktext, ...]
    kontroller: tuple[Kontroll, ...] = ()
    atgarder: tuple[Atgardstext, ...] = ()


@dataclass(frozen=True)
class Plantext:
    """A unit's plans: an introduction and improvement areas (quality area, text) for each year, and the processes."""

    enhet: str
    chef: str
    inledningar: tuple[str, str, str, str]
    forbattringar: tuple[tuple[tuple[str, str], ...], ...]
    processer: tuple[Processtext, ...]

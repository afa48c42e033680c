"""What a lower page shows from the apps above it.

An app registers functions of fixed signature in `AppConfig.ready()`; the page asks here and never imports upward.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import IntegerField, Subquery
from django.urls import reverse

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kvalitet.diagram import Figur
    from kvalitet.models import Anvandare


@dataclass(frozen=True)
class Menyval:
    """A menu item as registered: group, place in it, title, url name and who sees it."""

    grupp: str
    ordning: int
    titel: str
    url_namn: str
    synlig: Callable[["Anvandare"], bool]


@dataclass(frozen=True)
class Menypost:
    """A menu item as shown; `antal` is the count of what waits there: empty, a number or "99+"."""

    titel: str
    url: str
    antal: str = ""


@dataclass(frozen=True)
class Menygrupp:
    rubrik: str
    slinga: bool
    poster: list[Menypost] = field(default_factory=list)


@dataclass(frozen=True)
class Vantar:
    """Something that waits for a person, as the start page shows it."""

    rubrik: str
    url: str
    vad: str
    frist: date | None = None

    def forsenad(self, dag: date) -> bool:
        return self.frist is not None and self.frist < dag


@dataclass(frozen=True)
class Vantan:
    """One kind of things that wait: under which menu item (url name), which records for a person, most urgent first,
    and how each is shown. Every page counts the records; only the start page reads them."""

    meny: str
    fraga: Callable[["Anvandare"], "QuerySet[Any]"]
    post: Callable[[Any, "Anvandare"], Vantar]


@dataclass(frozen=True)
class EgenRapport:
    """A report the person sent and what came of it."""

    rubrik: str
    url: str
    status: str
    statusnamn: str
    vad: str
    tid: datetime


@dataclass(frozen=True)
class Svar:
    """Answers to what a person has reported: under which menu item (url name) and how many since a moment."""

    meny: str
    antal: Callable[["Anvandare", datetime], int]


@dataclass(frozen=True)
class Vantarslag:
    """How many of one kind wait for a person, at most a hundred, and how many of them are late."""

    titel: str
    url: str
    antal: int
    sena: int = 0


@dataclass(frozen=True)
class Ursprung:
    """Where an action comes from."""

    atgard_id: int
    text: str
    url: str


@dataclass(frozen=True)
class Post:
    """Something that belongs to the page's record: text and address, with state when it has one (slug and word)."""

    text: str
    url: str
    lage: str = ""
    lagenamn: str = ""


@dataclass(frozen=True)
class Processdel:
    """What one app knows about a process or a provider; `tom` says what is missing when there are no posts."""

    ordning: int
    rubrik: str
    poster: tuple[Post, ...]
    tom: str


class Grad(StrEnum):
    """How much a signal asks: the chain is broken, something is late, or look here. Worst first."""

    BROTT = "brott"
    SEN = "sen"
    SE_HIT = "se_hit"


GRADNAMN = {Grad.BROTT: "Kedjan är bruten", Grad.SEN: "Försenat", Grad.SE_HIT: "Se hit"}


@dataclass(frozen=True)
class Signal:
    """Something the person's units should notice, one sentence with an address: what, and why it matters (`vad`).

    `grad` is a `Grad` or its value; within a grade the lowest `ordning` comes first.
    """

    rubrik: str
    url: str
    vad: str
    grad: str = Grad.SE_HIT
    ordning: int = 50

    @property
    def gradnamn(self) -> str:
        return GRADNAMN[Grad(self.grad)]


@dataclass(frozen=True)
class Startnyckeltal:
    """A key figure on the start page.

    `varde` is written out ("82 %", "–" with the reason in `jamforelse`), `jamforelse` says in words what it is compared
    with, `lage` is a state's slug ("natt", "" for none), `serie` the points (label, value) of the spark line,
    oldest first, value None where there is none; `mal` its target.
    """

    etikett: str
    url: str
    varde: str
    jamforelse: str
    lage: str = ""
    lagenamn: str = ""
    serie: tuple[tuple[str, int | float | None], ...] = ()
    mal: int | float | None = None
    enhet: str = ""
    ordning: int = 50


@dataclass(frozen=True)
class Brott:
    """A break of the chain: how many, the whole sentence ("3 risker saknar åtgärd") and where they are listed.

    `poster` are some of them, for what no list can be filtered by.
    """

    antal: int
    text: str
    url: str
    poster: tuple[Post, ...] = ()


@dataclass(frozen=True)
class Led:
    """One link of the chain for a unit's subtree and a year: what it is called, how many there are and what is missing.

    `ordning` 10 process, 20 risk, 30 egenkontroll, 40 resultat, 50 åtgärd, 60 effekt, 70 läge.
    """

    ordning: int
    rubrik: str
    antal: int
    vad: str
    url: str
    brott: tuple[Brott, ...] = ()


TAK = 100
GRUPPER = ("Översikt", "Kedjan", "Underlag", "Administration")

_meny: list[Menyval] = []
_vantar: list[Vantan] = []
_egna: list[Callable[["Anvandare"], Iterable[EgenRapport]]] = []
_svar: list[Svar] = []
_ursprung: list[Callable[[Iterable[int], "Anvandare"], Iterable[Ursprung]]] = []
_platser: list[Callable[[int, "Anvandare"], Iterable[Post]]] = []
_processdelar: list[Callable[[int, "Anvandare"], Processdel]] = []
_verksamhetsdelar: list[Callable[[int, list[int], "Anvandare"], Processdel]] = []
_plandokument: list[Callable[[int, "Anvandare"], Iterable[Post]]] = []
_dagligen: list[Callable[[], str]] = []
_signaler: list[Callable[["Anvandare"], Iterable[Signal]]] = []
_nyckeltal: list[Callable[["Anvandare"], Iterable[Startnyckeltal]]] = []
_diagram: list[Callable[["Anvandare"], "Figur | None"]] = []
_kedja: list[Callable[[Collection[int], int, "Anvandare"], Iterable[Led]]] = []


def registrera(
    *,
    meny: Iterable[Menyval] = (),
    vantar_pa: Vantan | None = None,
    egna_rapporter: Callable[["Anvandare"], Iterable[EgenRapport]] | None = None,
    svar: Svar | None = None,
    ursprung: Callable[[Iterable[int], "Anvandare"], Iterable[Ursprung]] | None = None,
    egenkontrollens_plats: Callable[[int, "Anvandare"], Iterable[Post]] | None = None,
    processdel: Callable[[int, "Anvandare"], Processdel] | None = None,
    verksamhetsdel: Callable[[int, list[int], "Anvandare"], Processdel] | None = None,
    plandokument: Callable[[int, "Anvandare"], Iterable[Post]] | None = None,
    dagligen: Callable[[], str] | None = None,
    signaler: Callable[["Anvandare"], Iterable[Signal]] | None = None,
    nyckeltal: Callable[["Anvandare"], Iterable[Startnyckeltal]] | None = None,
    diagram: "Callable[[Anvandare], Figur | None] | None" = None,
    kedja: Callable[[Collection[int], int, "Anvandare"], Iterable[Led]] | None = None,
) -> None:
    """Called once by each app when it starts."""
    _meny.extend(meny)
    for lista, funktion in (
        (_vantar, vantar_pa),
        (_egna, egna_rapporter),
        (_svar, svar),
        (_ursprung, ursprung),
        (_platser, egenkontrollens_plats),
        (_processdelar, processdel),
        (_verksamhetsdelar, verksamhetsdel),
        (_plandokument, plandokument),
        (_dagligen, dagligen),
        (_signaler, signaler),
        (_nyckeltal, nyckeltal),
        (_diagram, diagram),
        (_kedja, kedja),
    ):
        if funktion is not None:
            lista.append(funktion)  # type: ignore[arg-type]


def vantar_pa(anvandare: "Anvandare") -> list[Vantar]:
    """What waits for the person, earliest deadline first; at most a hundred of each kind. Only kinds of which
    there is something are read: one query says which."""
    antal = antal_vantar(anvandare)
    alla = [v.post(rad, anvandare) for v in _vantar if antal[v.meny] for rad in v.fraga(anvandare)[:TAK]]
    return sorted(alla, key=lambda v: (v.frist is None, v.frist or date.max, v.rubrik))


def slag_som_vantar(anvandare: "Anvandare", dag: date, sedan: datetime) -> list[Vantarslag]:
    """What waits by kind, in the menu's order, and last the answers that have come since a moment."""
    meny = {m.url_namn: m for m in sorted(_meny, key=lambda m: (GRUPPER.index(m.grupp), m.ordning))}
    slag = []
    for v in sorted(_vantar, key=lambda v: list(meny).index(v.meny)):
        poster = [v.post(rad, anvandare) for rad in v.fraga(anvandare)[:TAK]]
        sena = sum(p.forsenad(dag) for p in poster)
        slag.append(Vantarslag(meny[v.meny].titel, reverse(v.meny), len(poster), sena))
    slag += [Vantarslag(meny[s.meny].titel, reverse(s.meny), s.antal(anvandare, sedan)) for s in _svar]
    return [s for s in slag if s.antal]


class Antal(Subquery):
    """How many rows a query has, as a value in another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS vantar)"
    output_field = IntegerField()


def antal_vantar(anvandare: "Anvandare") -> dict[str, int]:
    """Url name of the menu item → how many wait there, counted to a hundred. One query for all kinds."""
    fragor = {f"antal_{nr}": v.fraga(anvandare).order_by().values("pk")[:TAK] for nr, v in enumerate(_vantar)}
    jag = anvandare._meta.model._default_manager.filter(pk=anvandare.pk)
    # A person without rights has conditions that nothing can meet: no subquery is made of those, and the value is None.
    rad = jag.values(**{namn: Antal(fraga) for namn, fraga in fragor.items()}).get()
    return {v.meny: rad.get(f"antal_{nr}") or 0 for nr, v in enumerate(_vantar)}


def egna_rapporter(anvandare: "Anvandare") -> list[EgenRapport]:
    """What the person has reported, newest first."""
    return sorted((r for f in _egna for r in f(anvandare)), key=lambda r: r.tid, reverse=True)


def ursprung(atgarder: Iterable[int], anvandare: "Anvandare") -> dict[int, list[Ursprung]]:
    """Action id → where it comes from, as far as the person may see."""
    ids = list(atgarder)
    svar: dict[int, list[Ursprung]] = {pk: [] for pk in ids}
    for funktion in _ursprung:
        for post in funktion(ids, anvandare):
            svar[post.atgard_id].append(post)
    return svar


def dagligen() -> Iterator[str]:
    """Do what the apps want done once a day; a line about each."""
    return (funktion() for funktion in _dagligen)


def signaler(anvandare: "Anvandare") -> list[Signal]:
    """What the person's units should notice, worst first."""
    ordning = list(Grad)
    alla = (signal for funktion in _signaler for signal in funktion(anvandare))
    return sorted(alla, key=lambda s: (ordning.index(Grad(s.grad)), s.ordning, s.rubrik))


def nyckeltal(anvandare: "Anvandare") -> list[Startnyckeltal]:
    """The person's key figures for the start page."""
    return sorted((tal for funktion in _nyckeltal for tal in funktion(anvandare)), key=lambda t: t.ordning)


def diagram(anvandare: "Anvandare") -> "Figur | None":
    """The start page's one chart: the first that says something to the person."""
    return next((figur for funktion in _diagram if (figur := funktion(anvandare)) is not None), None)


def kedja(enhet_ids: Collection[int], ar: int, anvandare: "Anvandare") -> list[Led]:
    """The chain's links for these units and the year, from process to state, as far as the person may see."""
    return sorted((led for funktion in _kedja for led in funktion(enhet_ids, ar, anvandare)), key=lambda d: d.ordning)


def egenkontrollens_plats(egenkontroll_id: int, anvandare: "Anvandare") -> list[Post]:
    """Which risks and processes of which plans a self-check belongs to, as far as the person may see."""
    return [post for funktion in _platser for post in funktion(egenkontroll_id, anvandare)]


def processdelar(process_id: int, anvandare: "Anvandare") -> list[Processdel]:
    """What hangs on the process, as far as the person may see, in the chain's order."""
    return sorted((funktion(process_id, anvandare) for funktion in _processdelar), key=lambda d: d.ordning)


def plandokument(plan_id: int, anvandare: "Anvandare") -> list[Post]:
    """What can be made of a quality plan elsewhere, as links."""
    return [post for funktion in _plandokument for post in funktion(plan_id, anvandare)]


def verksamhetsdelar(utforare_id: int, verksamhet_ids: list[int], anvandare: "Anvandare") -> list[Processdel]:
    """What the rooms know about a provider's activities, as far as the person may see, in the chain's order.

    On the provider's page `verksamhet_ids` are all its activities, on an activity's page that one. What hangs on the
    provider itself (cases) is told on both.
    """
    delar = (funktion(utforare_id, verksamhet_ids, anvandare) for funktion in _verksamhetsdelar)
    return sorted(delar, key=lambda d: d.ordning)


def meny_for(anvandare: "Anvandare", vantar: dict[str, int] | None = None) -> list[Menygrupp]:
    """The menu as the person sees it, with the count of what waits (`vantar`: as counted a moment ago)."""
    vantar = antal_vantar(anvandare) if vantar is None else vantar
    antal = {**vantar, "start": sum(vantar.values())}
    grupper = []
    for namn in GRUPPER:
        val = sorted((m for m in _meny if m.grupp == namn and m.synlig(anvandare)), key=lambda m: m.ordning)
        if val:
            poster = [Menypost(m.titel, reverse(m.url_namn), _antal_text(antal.get(m.url_namn, 0))) for m in val]
            grupper.append(Menygrupp(namn, namn == "Kedjan", poster))
    return grupper


def _antal_text(antal: int) -> str:
    return "99+" if antal >= TAK else str(antal or "")

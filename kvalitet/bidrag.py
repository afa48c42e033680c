"""What a lower page shows from the apps above it.

An app registers functions of fixed signature in `AppConfig.ready()`; the page asks here and never imports upward.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
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
    titel: str
    url: str
    antal: int = 0


@dataclass(frozen=True)
class Menygrupp:
    rubrik: str
    slinga: bool
    poster: list[Menypost] = field(default_factory=list)


@dataclass(frozen=True)
class Vantar:
    """Something that waits for a person: on the start page and in the menu's count (`meny` = url name)."""

    rubrik: str
    url: str
    vad: str
    frist: date | None = None
    meny: str = ""

    def forsenad(self, dag: date) -> bool:
        return self.frist is not None and self.frist < dag


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
    """What one app knows about a process; `tom` says what is missing when there are no posts."""

    ordning: int
    rubrik: str
    poster: tuple[Post, ...]
    tom: str


GRUPPER = ("Översikt", "Kedjan", "Underlag", "Administration")

_meny: list[Menyval] = []
_vantar: list[Callable[["Anvandare"], Iterable[Vantar]]] = []
_egna: list[Callable[["Anvandare"], Iterable[EgenRapport]]] = []
_ursprung: list[Callable[[Iterable[int], "Anvandare"], Iterable[Ursprung]]] = []
_platser: list[Callable[[int, "Anvandare"], Iterable[Post]]] = []
_processdelar: list[Callable[[int, "Anvandare"], Processdel]] = []
_dagligen: list[Callable[[], str]] = []


def registrera(
    *,
    meny: Iterable[Menyval] = (),
    vantar_pa: Callable[["Anvandare"], Iterable[Vantar]] | None = None,
    egna_rapporter: Callable[["Anvandare"], Iterable[EgenRapport]] | None = None,
    ursprung: Callable[[Iterable[int], "Anvandare"], Iterable[Ursprung]] | None = None,
    egenkontrollens_plats: Callable[[int, "Anvandare"], Iterable[Post]] | None = None,
    processdel: Callable[[int, "Anvandare"], Processdel] | None = None,
    dagligen: Callable[[], str] | None = None,
) -> None:
    """Called once by each app when it starts."""
    _meny.extend(meny)
    for lista, funktion in (
        (_vantar, vantar_pa),
        (_egna, egna_rapporter),
        (_ursprung, ursprung),
        (_platser, egenkontrollens_plats),
        (_processdelar, processdel),
        (_dagligen, dagligen),
    ):
        if funktion is not None:
            lista.append(funktion)  # type: ignore[arg-type]


def vantar_pa(anvandare: "Anvandare") -> list[Vantar]:
    """Everything that waits for the person, earliest deadline first. Read once a request (kept on the instance)."""
    cache: dict[str, Any] = anvandare.__dict__
    if "_vantar_pa" not in cache:
        alla = [v for funktion in _vantar for v in funktion(anvandare)]
        cache["_vantar_pa"] = sorted(alla, key=lambda v: (v.frist is None, v.frist or date.max, v.rubrik))
    return cache["_vantar_pa"]


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


def egenkontrollens_plats(egenkontroll_id: int, anvandare: "Anvandare") -> list[Post]:
    """Which risks and processes of which plans a self-check belongs to, as far as the person may see."""
    return [post for funktion in _platser for post in funktion(egenkontroll_id, anvandare)]


def processdelar(process_id: int, anvandare: "Anvandare") -> list[Processdel]:
    """What hangs on the process, as far as the person may see, in the chain's order."""
    return sorted((funktion(process_id, anvandare) for funktion in _processdelar), key=lambda d: d.ordning)


def meny_for(anvandare: "Anvandare") -> list[Menygrupp]:
    """The menu as the person sees it, with the count of what waits."""
    vantar = vantar_pa(anvandare)
    antal: dict[str, int] = {"start": len(vantar)}
    for post in vantar:
        antal[post.meny] = antal.get(post.meny, 0) + 1
    grupper = []
    for namn in GRUPPER:
        val = sorted((m for m in _meny if m.grupp == namn and m.synlig(anvandare)), key=lambda m: m.ordning)
        if val:
            poster = [Menypost(m.titel, reverse(m.url_namn), antal.get(m.url_namn, 0)) for m in val]
            grupper.append(Menygrupp(namn, namn == "Kedjan", poster))
    return grupper

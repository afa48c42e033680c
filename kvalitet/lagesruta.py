"""The state box at the top of a record: where it is, what comes next, who does it and what stands in the way."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from kvalitet.tillstand import Overgang, Tillstandsmodell


@dataclass(frozen=True)
class Steg:
    namn: str
    nod: str
    klass: str = ""
    detalj: str = ""


@dataclass(frozen=True)
class Knapp:
    """`metod`: "get" is a link, "post" a form of its own, "dialog" a link to a question that is asked on the spot."""

    text: str
    url: str
    metod: str = "get"
    primar: bool = False


@dataclass(frozen=True)
class Hinder:
    text: str
    klart: bool = False
    lank_text: str = ""
    lank_url: str = ""


@dataclass(frozen=True)
class Lagesruta:
    """Context of `_lagesruta.html`."""

    rubrik: str
    text: str = ""
    steg: list[Steg] = field(default_factory=list)
    knappar: list[Knapp] = field(default_factory=list)
    hinder: list[Hinder] = field(default_factory=list)
    hinder_rubrik: str = ""
    frist: tuple[str, bool] | None = None


NODER = ("tom", "kvart", "halv", "trekvart", "full", "klar")


def steg_for(post: Tillstandsmodell, detaljer: dict[str, str] | None = None) -> list[Steg]:
    """The main road with what is done, where the record is now and what remains. Empty when it has left the road."""
    vag = post.VAG
    if post.status not in vag:
        return []
    nu = vag.index(post.status)
    steg = []
    for i, status in enumerate(vag):
        sist = i == len(vag) - 1
        nod = "klar" if i < nu or (sist and i == nu) else NODER[min(i * 5 // (len(vag) - 1), 4)] if i == nu else "tom"
        klass = "gjord" if i < nu else "nu" if i == nu else ""
        namn = post.statusnamn(status)
        steg.append(Steg(namn[:1].upper() + namn[1:], nod, klass, (detaljer or {}).get(status, "")))
    return steg


def hinder_for(post: Tillstandsmodell, overgang: Overgang) -> list[Hinder]:
    """The transition's conditions, missing ones first with the link to where they are put right."""
    rader = []
    for krav in overgang.krav:
        if krav.uppfyllt(post):
            rader.append(Hinder(krav.klart, klart=True))
        else:
            text, url = krav.lank or ("", "")
            rader.append(Hinder(krav.saknas, lank_text=text, lank_url=reverse(url, args=[post.pk]) if url else ""))
    return sorted(rader, key=lambda h: h.klart)


def knappar_for(overgangar: tuple[Overgang, ...], url: Callable[[Overgang], str], primar: str = "") -> list[Knapp]:
    """A button for each transition, the one to state `primar` filled."""
    return [Knapp(o.knapp, url(o), primar=o.till == primar) for o in overgangar]

"""A report on the web: its front with the contents, and one page per chapter."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from kvalitet.models import Anvandare
from rapporter.disposition import Rubrik
from rapporter.kontext import BILAGA, Avsnitt, Innehall, bygg, innehall_for, sidor
from rapporter.models import Rapportavsnitt, Rapportdokument
from rapporter.underlag import nyckeltal

INGEN = "-"  # no page has this name


@dataclass(frozen=True)
class Rad:
    """A line of the contents: a section with its number, its page ("" when it is left out) and how far it has come.

    `lage` is a state's slug with `text` in words; both are empty for those who only read.
    """

    nyckel: str
    niva: int
    nummer: str
    rubrik: str
    url: str
    lage: str = ""
    text: str = ""
    avsnitt: Rapportavsnitt | None = None


@dataclass(frozen=True)
class Blad:
    """A page to turn to."""

    url: str
    text: str


def framsida(rapport: Rapportdokument, anvandare: Anvandare) -> dict[str, Any]:
    """What the front shows: contents, and the first page when it rests on nothing but the key figures."""
    fore = innehall_for(rapport, sida=_forsta_sidan(rapport))
    sida = _sidor(fore)[0] if fore.avsnitt else []
    ingress = {n for a in sida for n in a.underlag} <= {nyckeltal.NYCKEL}
    kontext = bygg(fore, utkast=not rapport.ar_fryst, sida=sida[0].nyckel if sida and ingress else INGEN)
    return {**kontext, "rader": _rader(rapport, fore, kontext["rubriker"], anvandare)}


def kapitelsida(rapport: Rapportdokument, ankare: str, anvandare: Anvandare) -> dict[str, Any] | None:
    """What the page of a chapter shows, or None when the report has no such page."""
    innehall = innehall_for(rapport, sida=ankare)
    namn = [sida[0].nyckel for sida in _sidor(innehall)]
    if ankare not in namn:
        return None
    plats = namn.index(ankare)
    kontext = bygg(innehall, utkast=not rapport.ar_fryst, sida=ankare)
    rubriker = {r.ankare: r for kapitel in kontext["rubriker"] for r in (kapitel, *kapitel.under)}

    def blad(i: int) -> Blad | None:
        if not 0 <= i < len(namn):
            return None
        r = rubriker[namn[i]]
        return Blad(_adress(rapport, namn[i]), f"{r.nummer} {r.text}")

    skriva = {a.nyckel: a for a in rapport.avsnitten} if rapport.far_redigera(anvandare) else {}
    return {
        **kontext,
        "rubrik": rubriker[ankare],
        "overordnad": _overordnad(kontext["rubriker"], ankare),
        "forra": blad(plats - 1),
        "nasta": blad(plats + 1),
        "skriva": [skriva[a.nyckel] for a in _sidor(innehall)[plats] if a.nyckel in skriva],
        "tal": [t for k in kontext["kapitel"] for d in k.delar for s in d.siffror for t in s.underlag.tal
                if t.nyckel.count(".") == 1],
    }  # fmt: skip


def _forsta_sidan(rapport: Rapportdokument) -> str:
    """The name of the first page; a frozen report's is found in what was frozen."""
    return next((a.nyckel for a in rapport.avsnitten), BILAGA)


def _sidor(innehall: Innehall) -> list[list[Avsnitt]]:
    """The pages of the web: all but the appendix, whose definitions stand on each chapter's page."""
    return sidor([a for a in innehall.avsnitt if a.nyckel != BILAGA])


def _adress(rapport: Rapportdokument, nyckel: str) -> str:
    return reverse("rapporter:kapitel", args=[rapport.pk, nyckel])


def _overordnad(rubriker: tuple[Rubrik, ...], ankare: str) -> Rubrik | None:
    return next((k for k in rubriker if any(u.ankare == ankare for u in k.under)), None)


def _rader(
    rapport: Rapportdokument, innehall: Innehall, rubriker: tuple[Rubrik, ...], anvandare: Anvandare
) -> list[Rad]:
    nummer = {r.ankare: r.nummer for kapitel in rubriker for r in (kapitel, *kapitel.under)}
    adresser = {
        a.nyckel: _adress(rapport, sida[0].nyckel) + (f"#{a.nyckel}" if a is not sida[0] else "")
        for sida in _sidor(innehall)
        for a in sida
    }
    if not rapport.far_se_arbetet(anvandare) or rapport.ar_fryst:
        return [
            Rad(a.nyckel, a.niva, nummer[a.nyckel], a.rubrik, adresser[a.nyckel]) for s in _sidor(innehall) for a in s
        ]
    far_redigera = rapport.far_redigera(anvandare)
    return [
        Rad(a.nyckel, a.niva, nummer.get(a.nyckel, ""), a.rubrik, adresser.get(a.nyckel, ""), *_lage(a),
            avsnitt=a if far_redigera else None)
        for a in rapport.avsnitten
    ]  # fmt: skip


def _lage(a: Rapportavsnitt) -> tuple[str, str]:
    if a.text:
        return "genomford", "Text finns"
    if a.text_kravs:
        return "forsenad", "Text måste skrivas"
    if a.ar_slutsats:
        return "forsenad", "Slutsats saknas"
    return "planerad", "Bara siffror" if a.underlag else "Tomt, tas inte med"

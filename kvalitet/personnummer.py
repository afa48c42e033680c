"""Guard against personal identity numbers in free text, in every form where our users write.

A personnummer has the day of birth and four figures, the last a control figure; a samordningsnummer has 60 added to the
day (folkbokföringslag 1991:481, 18 §; lag 2022:1697 om samordningsnummer). Identities belong in the case system of
social services, not here.
"""

import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import ClassVar

from django import forms

from kvalitet.datum import idag

# Ten or twelve figures with -, +, a space or nothing before the last four, and no more figures around them.
MONSTER = re.compile(
    r"(?<!\d)(?<!\d[-+–/.,\u2010-\u2012])(?P<sekel>1[89]|20)?(?P<ar>\d{2})(?P<manad>\d{2})(?P<dag>\d{2})"
    r"(?P<skilje>[ \u00a0\u202f]?[-+–\u2010-\u2012\u2212]?[ \u00a0\u202f]?)(?P<fyra>\d{4})(?![\d]|[-+–/.,]\d)"
)
INNE_I_RADEN = re.compile(r"</?(?:a|b|em|i|s|span|strong|sub|sup|u)\b[^>]*>", re.I)
TAGG = re.compile(r"<[^>]*>")
MOBIL = "070"  # written together, a telephone number may look like somebody born in 2007
SAMORDNING = 60


@dataclass(frozen=True)
class Fynd:
    """A number found: where in the text, and written so that nobody can be known by it."""

    start: int
    slut: int
    maskerat: str


def hitta(text: str) -> list[Fynd]:
    """Personal identity numbers and co-ordination numbers in the text, in order."""
    return [
        Fynd(m.start(), m.end(), f"{m['sekel'] or ''}xxxxxx-xxxx")
        for m in MONSTER.finditer(text)
        if _datum_finns(m) and _kontrollsiffra_stammer(m) and not _mobilnummer(m)
    ]


def _mobilnummer(m: re.Match[str]) -> bool:
    return not m["sekel"] and not m["skilje"] and m[0].startswith(MOBIL)


def _datum_finns(m: re.Match[str]) -> bool:
    dag = int(m["dag"])
    if dag > SAMORDNING:
        dag -= SAMORDNING
    sekel = [m["sekel"]] if m["sekel"] else ["18", "19", "20"]
    return any(_ar_datum(int(s + m["ar"]), int(m["manad"]), dag) for s in sekel)


def _ar_datum(ar: int, manad: int, dag: int) -> bool:
    try:
        return date(ar, manad, dag) <= idag()
    except ValueError:
        return False


def _kontrollsiffra_stammer(m: re.Match[str]) -> bool:
    """Luhn's algorithm on the ten figures."""
    siffror = [int(s) for s in m["ar"] + m["manad"] + m["dag"] + m["fyra"]]
    return sum(sum(divmod(s * (2 - nr % 2), 10)) for nr, s in enumerate(siffror)) % 10 == 0


def i_text(text: str) -> list[Fynd]:
    """As `hitta`, also where marked-up text parts the number by tags or entities."""
    return hitta(text) or hitta(unescape(TAGG.sub("\n", INNE_I_RADEN.sub("", text))))


def skriver_text(falt: forms.Field) -> bool:
    """Whether the field takes what a person writes freely."""
    return isinstance(falt, forms.CharField) and not isinstance(
        falt, forms.EmailField | forms.URLField | forms.UUIDField | forms.GenericIPAddressField
    )


class Textvakt:
    """Mixin, first among a form's bases: text with a personal identity number is not accepted, and not lost.

    `utan_vakt`: fields that must take such numbers, each with the reason.
    """

    utan_vakt: ClassVar[dict[str, str]] = {}

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for namn, falt in self.fields.items():  # type: ignore[attr-defined]
            varde = self.cleaned_data.get(namn)  # type: ignore[attr-defined]
            if namn in self.utan_vakt or not skriver_text(falt) or not isinstance(varde, str):
                continue
            if fynd := i_text(varde):
                self.add_error(namn, felmeddelande(fynd))  # type: ignore[attr-defined]


def felmeddelande(fynd: list[Fynd]) -> str:
    """What was found, masked, and what to do instead."""
    visade = ", ".join(dict.fromkeys(f.maskerat for f in fynd))
    antal = "ett personnummer" if len(fynd) == 1 else f"{len(fynd)} personnummer"
    return (
        f"Texten ser ut att innehålla {antal} ({visade}). Ta bort det. "
        "Skriv i stället till exempel kunden, eller akt- eller ärendenumret."
    )

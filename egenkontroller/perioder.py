"""The periods of a year that a self-check can follow, and when the result of each is due."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

MANADSNAMN = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


class Periodicitet(models.TextChoices):
    """How often. Months in a period where it divides the year; weeks follow the ISO calendar."""

    VECKA = "vecka", "varje vecka"
    MANAD = "manad", "varje månad"
    KVARTAL = "kvartal", "varje kvartal"
    TERTIAL = "tertial", "varje tertial"
    HALVAR = "halvar", "varje halvår"
    AR = "ar", "varje år"


MANADER = {
    Periodicitet.MANAD: 1,
    Periodicitet.KVARTAL: 3,
    Periodicitet.TERTIAL: 4,
    Periodicitet.HALVAR: 6,
    Periodicitet.AR: 12,
}
FRIST_DAGAR = 14
VECKANS_FRIST = 7


@dataclass(frozen=True)
class Period:
    """A part of a year: its number in the year, first and last day."""

    nr: int
    fran: date
    till: date


def perioder(slag: str, ar: int) -> list[Period]:
    """The year's periods in order. A week belongs to the year its Thursday lies in. ValueError for an unknown kind."""
    if slag == Periodicitet.VECKA:
        sista = date(ar, 12, 28).isocalendar().week
        mandagar = [date.fromisocalendar(ar, vecka, 1) for vecka in range(1, sista + 1)]
        return [Period(nr, dag, dag + timedelta(days=6)) for nr, dag in enumerate(mandagar, start=1)]
    manader = MANADER[Periodicitet(slag)]
    return [
        Period(nr, date(ar, forsta, 1), _dagen_fore(ar, forsta + manader))
        for nr, forsta in enumerate(range(1, 13, manader), start=1)
    ]


def _dagen_fore(ar: int, manad: int) -> date:
    return (date(ar, manad, 1) if manad <= 12 else date(ar + 1, 1, 1)) - timedelta(days=1)


def forfallodag(slag: str, till: date) -> date:
    """When the result is due: two weeks after the period's last day, one week where every week is checked."""
    return till + timedelta(days=VECKANS_FRIST if slag == Periodicitet.VECKA else FRIST_DAGAR)


def periodnamn(fran: date, till: date) -> str:
    """The days as a person says them: "mars 2026", "kvartal 2 2026", "vecka 14 2026", otherwise first and last day."""
    if fran.day == 1 and (till + timedelta(days=1)).day == 1 and fran.year == till.year:
        manader = till.month - fran.month + 1
        if manader == 1:
            return f"{MANADSNAMN[fran.month - 1]} {fran.year}"
        for langd, namn in ((3, "kvartal"), (4, "tertial"), (6, "halvår")):
            if manader == langd and (fran.month - 1) % langd == 0:
                return f"{namn} {(fran.month - 1) // langd + 1} {fran.year}"
        if manader == 12:
            return f"helåret {fran.year}"
    if fran.weekday() == 0 and (till - fran).days == 6:
        iso = fran.isocalendar()
        return f"vecka {iso.week} {iso.year}"
    return f"{fran}–{till}"

"""Years and months as local half-open ranges, and working days."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

MANADER = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
TIDIGASTE_AR, SENASTE_AR = 2000, 2100


def idag() -> date:
    """Today's date in Sweden."""
    return timezone.localdate()


def ar_som_period(ar: int) -> tuple[date, date]:
    """First day of the year and first day of the next: a half-open range."""
    return date(ar, 1, 1), date(ar + 1, 1, 1)


def inom(falt: str, fran: date, till: date) -> Q:
    """Condition on a date column: from and including `fran`, up to but not including `till`."""
    return Q(**{f"{falt}__gte": fran, f"{falt}__lt": till})


def under_ar(falt: str, ar: int) -> Q:
    """Condition on a date column: within the calendar year."""
    return inom(falt, *ar_som_period(ar))


def rimligt_ar(ar: int) -> bool:
    """Whether a year is one that a plan or a report can have (2000–2100)."""
    return TIDIGASTE_AR <= ar <= SENASTE_AR


def efter_arbetsdagar(start: date, antal: int) -> date:
    """The day `antal` working days (Monday–Friday; holidays not counted) after `start`."""
    dag = start
    while antal > 0:
        dag += timedelta(days=1)
        if dag.weekday() < 5:
            antal -= 1
    return dag


def lokal(tidpunkt: datetime) -> datetime:
    """The moment in Swedish time."""
    return timezone.localtime(tidpunkt)

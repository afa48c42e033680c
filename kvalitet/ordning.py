"""Swedish alphabetical order (… x y z å ä ö) on both databases, under PostgreSQL's name `sv-x-icu`."""

from typing import Any

from django.db.models import F
from django.db.models.functions import Collate

SVENSK = "sv-x-icu"
# After z come å, ä, ö. Accents and case are secondary: é sorts as e, a before A only when all else is equal.
_PLATS = str.maketrans(
    {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "é": "e", "è": "e", "ü": "y", "á": "a", "ï": "i"}
)


def nyckel(text: str) -> tuple[str, str]:
    """Sort key of `text` in Swedish order, for lists sorted in Python and for SQLite."""
    return text.casefold().translate(_PLATS), text


def jamfor(a: str, b: str) -> int:
    """-1, 0 or 1, as SQLite wants a collation."""
    ka, kb = nyckel(a), nyckel(b)
    return (ka > kb) - (ka < kb)


def registrera_ordning(connection: Any, **_: Any) -> None:
    """Give every new SQLite connection the collation that PostgreSQL has built in."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(SVENSK, jamfor)


def pa_svenska(falt: str) -> Collate:
    """Expression for `order_by`: the column in Swedish order."""
    return Collate(F(falt), SVENSK)

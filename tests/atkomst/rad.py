"""One row of the access table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any


def utan_kwargs(_: SimpleNamespace) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Rad:
    """Who gets what at an address.

    `utfall`: answer → names of people, "bo uno"; `annars`: the answer of everybody else who is signed in.
    `kwargs`: the address's arguments from the world, a namespace with the people, the units and what `varld` put there.
    `metod`: "post" for an address that takes nothing but POST (GET is then asserted to answer 405), sent with `data`.
    `oppen`: answers without sign-in (and then with `annars`); else a stranger is sent to the login.
    """

    utfall: dict[int, str] = field(default_factory=dict)
    annars: int = 200
    kwargs: Callable[[SimpleNamespace], dict[str, Any]] = utan_kwargs
    metod: str = "get"
    data: Callable[[SimpleNamespace], dict[str, Any]] = utan_kwargs
    fraga: str = ""
    oppen: bool = False

    def vantat(self, namn: str) -> int:
        """The answer the person should get."""
        for kod, personer in self.utfall.items():
            if namn in personer.split():
                return kod
        return self.annars

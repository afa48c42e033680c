"""States: one table per model says from, to, who may and what must be filled in.

Buttons, "kan inte … eftersom" and the tests all come from the table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models

from kvalitet.roller import Ratt


@dataclass(frozen=True)
class Krav:
    """A condition for a transition.

    `saknas` completes the sentence "Kan inte avslutas eftersom …"; `klart` is shown quietly once it holds.
    `lank` names the page (url name taking the record's pk) and link text where it is put right.
    """

    saknas: str
    klart: str
    uppfyllt: Callable[[Any], bool]
    lank: tuple[str, str] | None = None


@dataclass(frozen=True)
class Overgang:
    """A permitted change of state. `knapp` is the verb on the button; `motivering`: a reason is required."""

    fran: str
    till: str
    knapp: str
    ratt: Ratt
    krav: tuple[Krav, ...] = ()
    motivering: bool = False


class OtillatenOvergang(ValidationError):
    """The change of state is not in the table, or something it requires is missing."""


class Tillstandsmodell(models.Model):
    """A record with `status` and a table OVERGANGAR; `VAG` is the main road through the states."""

    OVERGANGAR: ClassVar[tuple[Overgang, ...]] = ()
    VAG: ClassVar[tuple[str, ...]] = ()
    status: str

    class Meta:
        abstract = True

    def rattsenhet_id(self) -> int:
        """The unit whose rights decide."""
        return self.enhet_id  # type: ignore[attr-defined]

    def far(self, overgang: Overgang, av: Any) -> bool:
        """Whether the person may take the transition, conditions apart. Models add their own bars."""
        return av.har_ratt(overgang.ratt, self.rattsenhet_id())

    def overgangar_harifran(self) -> tuple[Overgang, ...]:
        return tuple(o for o in self.OVERGANGAR if o.fran == self.status)

    def mojliga(self, av: Any) -> tuple[Overgang, ...]:
        """Transitions from the present state that the person may take, met conditions or not."""
        return tuple(o for o in self.overgangar_harifran() if self.far(o, av))

    def overgang_till(self, till: str) -> Overgang:
        """The table's row from the present state. Raises OtillatenOvergang when there is none."""
        for overgang in self.overgangar_harifran():
            if overgang.till == till:
                return overgang
        fran, mal = self.statusnamn(self.status), self.statusnamn(till)
        raise OtillatenOvergang(f"Det går inte att gå från {fran} till {mal}.", code="saknas_i_tabellen")

    def hinder(self, overgang: Overgang) -> list[Krav]:
        """Conditions that do not hold yet."""
        return [krav for krav in overgang.krav if not krav.uppfyllt(self)]

    def statusnamn(self, status: str) -> str:
        return dict(self._meta.get_field("status").flatchoices).get(status, status)  # type: ignore[union-attr]

    def byt_status(self, till: str, *, av: Any, motivering: str = "") -> None:
        """Change state and save. The caller holds the row's lock in a transaction.

        Raises PermissionDenied when the person may not, OtillatenOvergang when the table has no such row,
        a condition is missing or a required reason is empty.
        """
        overgang = self.overgang_till(till)
        if not self.far(overgang, av):
            raise PermissionDenied
        if saknas := self.hinder(overgang):
            raise OtillatenOvergang([f"Det går inte eftersom {krav.saknas}." for krav in saknas], code="villkor")
        if overgang.motivering and not motivering.strip():
            raise OtillatenOvergang("Skriv en motivering.", code="motivering")
        self.status = till
        if hasattr(self, "version"):
            self.version += 1
        self._change_reason = (motivering.strip() or overgang.knapp)[:100]
        self.save()

"""What the makers of one unit's plans share: its texts, its people and the days of the story."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from kvalitet.models import Anvandare, Enhet
from rapporter.demo.plantexter import ANTAL_AR, Plantext

SVERIGE = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True)
class Planram:
    """One unit's story, told as of `dag`; year 3 is the running one."""

    text: Plantext
    enheter: dict[str, Enhet]
    folk: dict[str, Anvandare]
    dag: date

    @property
    def enhet(self) -> Enhet:
        return self.enheter[self.text.enhet]

    @property
    def chef(self) -> Anvandare:
        return self.folk[self.text.chef]

    def ar(self, nr: int) -> int:
        """The calendar year of year 0–3."""
        return self.dag.year - ANTAL_AR + 1 + nr

    def datum(self, nr: int, manad: int, dag: int = 15) -> date:
        """A day in year 0–4, but never one still to come."""
        return min(date(self.ar(nr), manad, dag), self.dag)


def tarning(*nyckel: object) -> Random:
    """A die that falls the same each time for the same key."""
    return Random("|".join(str(del_) for del_ in nyckel))  # noqa: S311 - the same municipality each time, no secret


def vardag(dag: date) -> date:
    """The day, or the Friday before when it is in a weekend."""
    return dag - timedelta(days=max(0, dag.weekday() - 4))


def i_historiken(rad: Any, dag: date, vem: Anvandare, skal: str = "") -> None:
    """Say when, by whom and why the record's next version is made; simple-history reads it from the object."""
    minut = dag.toordinal() * 37 % (9 * 60)
    rad._history_date = datetime.combine(dag, time(8), tzinfo=SVERIGE) + timedelta(minutes=minut)
    rad._history_user = vem
    rad._change_reason = skal[:100] or None


def koppla(lank: Any, fran: str, till: str, par: Iterable[tuple[Any, Any]]) -> None:
    """Many-to-many rows at once. `fran` and `till`: the names of the link table's two keys."""
    nycklar = dict.fromkeys((a.pk, b.pk) for a, b in par)
    lank.objects.bulk_create([lank(**{f"{fran}_id": a, f"{till}_id": b}) for a, b in nycklar])


def spara_alla(modell: Any, rader: list[Any], falt: list[str]) -> None:
    """Save the fields of rows that exist already, with a version each in the history, in a few statements."""
    modell.objects.bulk_create(
        rader, batch_size=200, update_conflicts=True, unique_fields=[modell._meta.pk.name], update_fields=falt
    )
    modell.history.bulk_history_create(rader, batch_size=200, update=True)

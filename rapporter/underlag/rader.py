"""Figures computed from the very rows that are frozen: one query, one definition of which rows stand behind a figure.

A row is a plain dict with "id" (the record's key), "nummer" (what it is called), "ar" (the year it counts in) and the
keys its figures are grouped by. A record that counts in two years has a row for each.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from kvalitet.datum import ar_som_period, inom
from kvalitet.templatetags.utseende import tal as svenskt_tal
from rapporter.underlag.bas import Cell, Filter, Tal, Varde

Rad = Mapping[str, Any]
FJOL = ".fjol"


def gruppnyckel(text: str) -> str:
    """Free text as a key to group by, the same in upper and lower case: "Hot och våld" → "hot-och-vald"."""
    return slugify(text)[:60] or "utan"


def stammer(rad: Rad, filter_: Filter) -> bool:
    """Whether a row meets a filter; a list in it is "any of", a list in the row "has". KeyError for an unknown key."""
    return all(_lika(rad[namn], varde) for namn, varde in filter_.items())


def _lika(har: Any, vill: Any) -> bool:
    if isinstance(vill, list):
        return har in vill
    return vill in har if isinstance(har, list) else bool(har == vill)


def raknat(raknas: str, rader: Iterable[Rad]) -> Varde:
    """The figure over the rows, as `Tal.raknas` says. None where there is nothing to divide by: no share, never 0 %.

    "antal" counts rows; "unika:falt" different values; "summa:falt" adds up the values there are (None when there are
    rows but no value); "andel:falt" is the share in per cent of the rows where the key is true; "kvot:a/b" the sum of a
    in per cent of the sum of b; "medel:falt" the mean of the rows that have a value; "enda:falt" the value itself where
    just one row has one. Shares and means have one decimal, rounded half up. ValueError for any other word.
    """
    rader = list(rader)
    slag, _, falt = raknas.partition(":")
    match slag:
        case "antal":
            return len(rader)
        case "unika":
            return len({rad[falt] for rad in rader if rad[falt] is not None})
        case "summa":
            return None if rader and all(rad[falt] is None for rad in rader) else _helt(_summa(rader, falt))
        case "andel":
            return _procent(Decimal(sum(1 for rad in rader if rad[falt])), Decimal(len(rader)))
        case "kvot":
            taljare, _, namnare = falt.partition("/")
            return _procent(_summa(rader, taljare), _summa(rader, namnare))
        case "medel":
            varden = [Decimal(str(rad[falt])) for rad in rader if rad[falt] is not None]
            return _en_decimal(sum(varden, Decimal()) / len(varden)) if varden else None
        case "enda":
            varden = [Decimal(str(rad[falt])) for rad in rader if rad[falt] is not None]
            return _helt(varden[0]) if len(varden) == 1 else None
    raise ValueError(f"Okänt sätt att räkna: {raknas!r}.")


def _summa(rader: list[Rad], falt: str) -> Decimal:
    return sum((Decimal(str(rad[falt])) for rad in rader if rad[falt] is not None), Decimal())


def _procent(del_: Decimal, helt: Decimal) -> Decimal | None:
    return _en_decimal(100 * del_ / helt) if helt else None


def _en_decimal(varde: Decimal) -> Decimal:
    return varde.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _helt(varde: Decimal) -> int | Decimal:
    return int(varde) if varde == varde.to_integral_value() else varde


def under_tva_ar(falt: str, ar: int, uttag: datetime) -> Q:
    """Condition on a date column: in the year or the one before, and not after the day the figures were taken."""
    fran, till = ar_som_period(ar - 1)[0], ar_som_period(ar)[1]
    return inom(falt, fran, till) & Q(**{f"{falt}__lte": timezone.localdate(uttag)})


class Rakning:
    """Gathers an underlag's figures: value this year, last year, and what was published then.

    `rader` are the rows of both years, `lank` gives a figure's address from its key, `publicerat` what last year's
    frozen report said, by key.
    """

    def __init__(
        self,
        nyckel: str,
        ar: int,
        rader: Iterable[Rad],
        lank: Callable[[str], str],
        publicerat: Mapping[str, Any] | None,
    ) -> None:
        self.nyckel, self.ar, self.lank, self.publicerat = nyckel, ar, lank, publicerat or {}
        self.rader = list(rader)
        self.tal: dict[str, Tal] = {}

    def valda(self, ar: int, villkor: Filter) -> list[Rad]:
        """The rows of a year that meet a condition."""
        return [rad for rad in self.rader if rad["ar"] == ar and stammer(rad, villkor)]

    def lagg_till(
        self, namn: str, etikett: str, definition: str, villkor: Filter, *, raknas: str = "antal", enhet: str = ""
    ) -> tuple[Cell, Cell]:
        """Register the figure `namn` of both years; returns their cells, which lead to the records behind."""
        nyckel = f"{self.nyckel}.{namn}"
        nu_rader, da_rader = self.valda(self.ar, villkor), self.valda(self.ar - 1, villkor)
        nu, da = raknat(raknas, nu_rader), raknat(raknas, da_rader)
        self.tal[nyckel] = Tal(
            nyckel, etikett, nu, enhet, self.jamforelse(nyckel, da, enhet), len(nu_rader), definition,
            {"ar": self.ar, **villkor}, raknas,
        )  # fmt: skip
        self.tal[nyckel + FJOL] = Tal(
            nyckel + FJOL, f"{etikett}, {self.ar - 1}", da, enhet, "", len(da_rader), definition,
            {"ar": self.ar - 1, **villkor}, raknas,
        )  # fmt: skip
        ute = self.publicerat.get(nyckel)
        under = f"publicerat {med_enhet(ute, enhet)}" if ute is not None and ute != da else ""
        return (
            Cell(med_enhet(nu, enhet), self.lank(nyckel), nu, tal=True),
            Cell(med_enhet(da, enhet), self.lank(nyckel + FJOL), da, tal=True, under=under),
        )

    def jamforelse(self, nyckel: str, da: Varde, enhet: str = "") -> str:
        """Last year in words, see `jamforelse`."""
        return jamforelse(self.ar, da, self.publicerat.get(nyckel), enhet)


def jamforelse(ar: int, da: Varde, ute: Varde, enhet: str = "") -> str:
    """The year before `ar` in words: the recount, and what was published (`ute`, None for nothing) where it differs."""
    if ute is not None and ute != da:
        return f"{ar - 1}: publicerat {med_enhet(ute, enhet)}, omräknat {med_enhet(da, enhet)}"
    return "inget värde året före" if da is None else f"{med_enhet(da, enhet)} år {ar - 1}"


def med_enhet(varde: Varde, enhet: str) -> str:
    """A value as it is read: "91,3 %", a dash where there is none."""
    skrivet = svenskt_tal(varde)
    return f"{skrivet}\u00a0{enhet}" if enhet and varde is not None else skrivet

"""What stands behind the figures of measures: their values, and the measures in use that have none for the year.

A row about a value has the value's key; a row about a measure without one has the measure's key as a negative number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db.models import Min, Q, QuerySet

from kvalitet.models import Anvandare, Kriterium, Matvarde
from kvalitet.models.matt import EJ_MATT, EJ_NATT, NATT
from kvalitet.ordning import nyckel as i_ordning

UTAN_MAL = "utan_mal"  # measured, but the aim is no number that it can be judged by


@dataclass(frozen=True)
class Lasning:
    """The values of the year and the year before, and the measures without one: (measure, year)."""

    varden: list[Matvarde]
    omatta: Sequence[tuple[Kriterium, int]]


def las(slag: str, enhet_ids: Iterable[int], ar: int) -> Lasning:
    """Published values in the units, and published measures in use there that have none. Two queries.

    A measure without a value counts in the year before only if it had been measured earlier: then it was in use.
    """
    ids = sorted(enhet_ids)
    varden = list(
        Matvarde.objects.filter(
            kriterium__slag=slag,
            kriterium__publicerad=True,
            publicerat=True,
            enhet_id__in=ids,
            ar__in=[ar, ar - 1],
        )
        .gallande()  # type: ignore[attr-defined]
        .select_related("kriterium__kvalitetsomrade", "enhet", "verksamhet")
        .order_by("kriterium_id", "enhet_id", "verksamhet_id", "period", "pk")
    )
    varden.sort(key=lambda v: i_ordning(v.kriterium.namn))
    har = {(v.kriterium_id, v.ar) for v in varden}
    kriterier = (
        Kriterium.objects.filter(slag=slag, publicerad=True, giltig=True, enhet_id__in=ids)
        .select_related("kvalitetsomrade", "enhet")
        .annotate(forsta=Min("matvarden__ar", filter=Q(matvarden__publicerat=True)))
        .order_by("pk")
    )
    omatta = [
        (k, ar_)
        for k in sorted(kriterier, key=lambda k: i_ordning(k.namn))
        for ar_ in (ar, ar - 1)
        if (k.pk, ar_) not in har and (ar_ == ar or (k.forsta is not None and k.forsta < ar_))
    ]
    return Lasning(varden, omatta)


def rader_av(lasning: Lasning) -> list[dict[str, Any]]:
    """A row for each value and each measure without one. `resultat` is the measure's over all its values that year."""
    per_matt: dict[tuple[int, int], list[str]] = defaultdict(list)
    for v in lasning.varden:
        per_matt[v.kriterium_id, v.ar].append(v.utfall)
    resultat = {nyckel: samlat(utfallen) for nyckel, utfallen in per_matt.items()}
    varden = [
        {
            "id": v.pk,
            "nummer": v.kriterium.namn,
            "ar": v.ar,
            "kriterium": v.kriterium_id,
            "omrade": v.kriterium.kvalitetsomrade_id,
            "enhet": v.enhet_id,
            "verksamhet": v.verksamhet_id,
            "period": v.period,
            "varde": None if v.varde is None else _text(v.varde),
            "resultat": resultat[v.kriterium_id, v.ar],
            "matt": resultat[v.kriterium_id, v.ar] != EJ_MATT,
        }
        for v in lasning.varden
    ]
    utan = [
        {
            "id": -k.pk,
            "nummer": k.namn,
            "ar": ar,
            "kriterium": k.pk,
            "omrade": k.kvalitetsomrade_id,
            "enhet": k.enhet_id,
            "verksamhet": None,
            "period": "",
            "varde": None,
            "resultat": EJ_MATT,
            "matt": False,
        }
        for k, ar in lasning.omatta
    ]
    return [*varden, *utan]


def _text(varde: Decimal) -> str:
    return f"{varde.normalize():f}"


def samlat(utfallen: Iterable[str]) -> str:
    """A measure's outcome over its values: reached when every one that is measured has reached the aim."""
    matta = {utfall for utfall in utfallen if utfall != EJ_MATT}
    if not matta:
        return EJ_MATT
    if EJ_NATT in matta:
        return EJ_NATT
    return NATT if NATT in matta else UTAN_MAL


@dataclass(frozen=True)
class Poster:
    """Values and measures together, with as much of a queryset's ways as the page behind a figure asks for."""

    varden: QuerySet[Matvarde]
    kriterier: QuerySet[Kriterium]

    def values_list(self, *falt: str, flat: bool = True) -> list[int]:
        """The keys; those of measures are negative."""
        matt = (-pk for pk in self.kriterier.values_list("pk", flat=True))
        return [*self.varden.values_list("pk", flat=True), *matt]

    def __iter__(self) -> Iterator[Matvarde | Kriterium]:
        return chain(self.varden, self.kriterier)


def _poster(ids: Iterable[int], varden: QuerySet[Matvarde], kriterier: QuerySet[Kriterium]) -> Poster:
    nycklar = list(ids)
    return Poster(
        varden.filter(pk__in=[pk for pk in nycklar if pk > 0])
        .select_related("kriterium", "enhet", "verksamhet")
        .order_by("kriterium__sortering", "pk"),
        kriterier.filter(pk__in=[-pk for pk in nycklar if pk < 0]).select_related("enhet").order_by("sortering", "pk"),
    )


def synliga(ids: Iterable[int], anvandare: Anvandare) -> Poster:
    """Those of the values and measures that the person may see."""
    return _poster(ids, Matvarde.objects.synliga_for(anvandare), Kriterium.objects.synliga_for(anvandare))


class Mattpost:
    """Stands where a set of figures names its model: both kinds of records, by the rows' keys."""

    class objects:
        @staticmethod
        def filter(*, pk__in: Iterable[int]) -> Poster:
            return _poster(pk__in, Matvarde.objects.all(), Kriterium.objects.all())


def rader_for(slag: str, enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """The rows of the year and the year before."""
    return rader_av(las(slag, enhet_ids, ar))

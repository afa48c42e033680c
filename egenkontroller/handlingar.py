"""Writes across self-checks and their occasions."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from egenkontroller.models import Egenkontroll, Kontrolltillfalle
from egenkontroller.perioder import forfallodag, perioder
from kvalitet.datum import idag
from kvalitet.models import Anvandare, Atgard, Enhet

I_TAGET = 500


@transaction.atomic
def skapa_tillfallen(
    ar: int, *, egenkontroll: Egenkontroll | None = None, enheter: Collection[int] | None = None
) -> int:
    """Create the year's occasions that are missing and return how many; safe to run twice and by two at once.

    Every check in use with a period gets an occasion per period in each unit where it is done, from the day the check
    starts and as long as the unit exists. Occasions not yet begun that nobody has touched go away when the check or
    its unit has ended. `enheter` limits to checks of those units.
    """
    kontroller = Egenkontroll.objects.select_related("enhet").prefetch_related("gors_i").order_by("pk")
    if egenkontroll is not None:
        kontroller = kontroller.filter(pk=egenkontroll.pk)
    if enheter is not None:
        kontroller = kontroller.filter(enhet_id__in=enheter)
    onskade = [tillfalle for kontroll in kontroller for tillfalle in _onskade(kontroll, ar)]
    nycklar = {(t.egenkontroll_id, t.enhet_id, t.fran, t.till) for t in onskade}
    _ta_bort_overflodiga(kontroller, ar, nycklar)
    fraga = Kontrolltillfalle.objects.filter(egenkontroll__in=kontroller, ar=ar)
    fanns = set(fraga.values_list("egenkontroll_id", "enhet_id", "fran"))
    nya = [t for t in onskade if (t.egenkontroll_id, t.enhet_id, t.fran) not in fanns]
    for start in range(0, len(nya), I_TAGET):
        Kontrolltillfalle.objects.bulk_create(nya[start : start + I_TAGET], ignore_conflicts=True)
    return len(nya)


def _onskade(kontroll: Egenkontroll, ar: int) -> Iterator[Kontrolltillfalle]:
    if not kontroll.giltig or not kontroll.period:
        return
    for enhet in list(kontroll.gors_i.all()) or [kontroll.enhet]:
        for period in perioder(kontroll.period, ar):
            if kontroll.startar and period.till < kontroll.startar:
                continue
            fran, till = _medan_enheten_finns(enhet, period.fran, period.till)
            if fran <= till:
                yield Kontrolltillfalle(
                    egenkontroll=kontroll,
                    enhet=enhet,
                    ar=ar,
                    periodnr=period.nr,
                    fran=fran,
                    till=till,
                    forfaller=forfallodag(kontroll.period, till),
                )


def _medan_enheten_finns(enhet: Enhet, fran: date, till: date) -> tuple[date, date]:
    return max(fran, enhet.giltig_fran or fran), min(till, enhet.giltig_till or till)


def _ta_bort_overflodiga(
    kontroller: QuerySet[Egenkontroll], ar: int, nycklar: set[tuple[int, int, date, date]]
) -> None:
    """Occasions to come that nobody has touched and that no check calls for any more."""
    orord = Kontrolltillfalle.objects.filter(
        egenkontroll__in=kontroller, ar=ar, status=Kontrolltillfalle.Status.PLANERAD, version=1, fran__gt=idag()
    )
    bort = [
        pk
        for pk, *nyckel in orord.values_list("pk", "egenkontroll_id", "enhet_id", "fran", "till")
        if tuple(nyckel) not in nycklar
    ]
    orord.filter(pk__in=bort).delete()


@transaction.atomic
def registrera_resultat(*, tillfalle: Kontrolltillfalle, av: Anvandare, klar: bool) -> None:
    """After the result has been saved: the occasion is under way and, when `klar`, done.

    The caller holds the row's lock. Raises OtillatenOvergang when something is missing for it to be done.
    """
    if tillfalle.status == Kontrolltillfalle.Status.PLANERAD:
        tillfalle.byt_status(Kontrolltillfalle.Status.PAGAR, av=av)
    if klar and tillfalle.status == Kontrolltillfalle.Status.PAGAR:
        tillfalle.byt_status(Kontrolltillfalle.Status.GENOMFORD, av=av)


@transaction.atomic
def koppla_atgarder(*, tillfalle: Kontrolltillfalle, atgarder: Any) -> None:
    """Set which actions came of the occasion; those of the occasion belong to its check as well."""
    tillfalle.atgarder.set(atgarder)
    tillfalle.egenkontroll.atgarder.add(*atgarder)


def lagg_till_atgard(*, tillfalle: Kontrolltillfalle, atgard: Atgard) -> None:
    """An action decided because of the occasion's result."""
    tillfalle.atgarder.add(atgard)
    tillfalle.egenkontroll.atgarder.add(atgard)

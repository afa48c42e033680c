"""Writes across the models of contracts and audits."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from granskningar.models import Avtal, Avtalsenkat, Enkatsvar, Granskning
from kvalitet.models import Atgard, Insatskategori


@transaction.atomic
def skicka_enkat(*, enkat: Avtalsenkat, kategorier: Iterable[Insatskategori] = ()) -> int:
    """Make the survey's recipients: every activity and kind of service with a contract in force on the day it is sent.

    Contracts that somebody else follows up are left out; no `kategorier` means all kinds. Those who are recipients
    already stay so. Returns how many were added.
    """
    avtal = Avtal.objects.pa_dagen(enkat.skickad).egen_uppfoljning()
    if valda := [k.pk for k in kategorier]:
        avtal = avtal.filter(insatskategori__in=valda)
    finns = set(enkat.svar.values_list("verksamhet_id", "insatskategori_id"))
    par = sorted(set(avtal.values_list("verksamhet_id", "insatskategori_id")) - finns)
    Enkatsvar.objects.bulk_create(Enkatsvar(enkat=enkat, verksamhet_id=v, insatskategori_id=k) for v, k in par)
    return len(par)


@transaction.atomic
def registrera_svar(
    *, enkat: Avtalsenkat, svarat: date, nya: Iterable[Enkatsvar], tillbaka: Iterable[Enkatsvar] = ()
) -> int:
    """Note who answered on the day; `tillbaka` are answers noted by mistake. Returns how many answers were new."""
    enkat.svar.filter(pk__in=[s.pk for s in tillbaka]).update(svarat=None)
    return enkat.svar.filter(pk__in=[s.pk for s in nya], utskickad=True, svarat__isnull=True).update(svarat=svarat)


@transaction.atomic
def koppla_atgarder(*, granskning: Granskning, atgarder: Iterable[Atgard], bland: Iterable[Atgard]) -> None:
    """Set which of the actions `bland` belong to the audit; others it has stay."""
    valda = {a.pk for a in atgarder}
    granskning.atgarder.add(*valda)
    granskning.atgarder.remove(*({a.pk for a in bland} - valda))


@transaction.atomic
def ny_atgard(*, granskning: Granskning, atgard: Atgard) -> Atgard:
    """Save a new action and tie it to the audit it comes from."""
    atgard.save()
    granskning.atgarder.add(atgard)
    return atgard

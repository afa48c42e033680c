"""What is done with a report: made, written, sent on, decided, corrected."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kvalitet.models import Anvandare, Enhet, Kvalitetsomrade
from rapporter.mallar import SLUTSATSER
from rapporter.models import Mallavsnitt, Rapportavsnitt, Rapportdokument, Rapportmall
from rapporter.models.dokument import SLUTSATS

AVSNITTSFALT = ("nyckel", "niva", "rubrik", "vagledning", "underlag", "liggande", "text_kravs")
SLUTSATSENS_VAGLEDNING = (
    "Skriv en slutsats: hur är kvaliteten, hur vet ni det och är det bättre eller sämre än förra året? "
    "Avsnittet står kvar i rapporten även om det är tomt, och då syns att slutsatsen saknas."
)

Status = Rapportdokument.Status


@transaction.atomic
def skapa_rapport(*, mall: Rapportmall, enhet: Enhet, ar: int, av: Anvandare | None) -> Rapportdokument:
    """A draft with the template's sections; `av` becomes its first author.

    Raises ValidationError when there already is one that no corrected edition has replaced.
    """
    try:
        with transaction.atomic():
            dokument = Rapportdokument.objects.create(mall=mall, enhet=enhet, ar=ar, skapad_av=av)
    except IntegrityError as fel:
        raise ValidationError(f"{mall.namn} {ar} för {enhet} finns redan. Öppna den i stället.", code="finns") from fel
    if av is not None:
        dokument.forfattare.add(av)
    for ordning, grund in enumerate(_avsnitt_ur(mall, ar), start=1):
        Rapportavsnitt.objects.create(dokument=dokument, ordning=ordning, **grund)
    return dokument


def _avsnitt_ur(mall: Rapportmall, ar: int) -> Iterator[dict[str, Any]]:
    """The template's sections; the chapter of conclusions is followed by one for each quality area of the year."""
    for a in mall.avsnitt.order_by("ordning"):
        yield {namn: getattr(a, namn) for namn in AVSNITTSFALT}
        if a.nyckel == SLUTSATSER and a.niva == 1:
            for omrade in Kvalitetsomrade.objects.exclude(fran_ar__gt=ar).exclude(till_ar__lt=ar):
                yield {
                    "nyckel": f"{SLUTSATS}{omrade.pk}",
                    "niva": 2,
                    "rubrik": omrade.namn,
                    "vagledning": f"{omrade.definition} {SLUTSATSENS_VAGLEDNING}".strip(),
                }


def las(pk: int) -> Rapportdokument:
    """The report with its row locked; the caller is in a transaction."""
    return Rapportdokument.objects.select_for_update(of=("self",)).select_related("mall", "enhet").get(pk=pk)


@transaction.atomic
def byt_lage(*, dokument: int, till: str, av: Anvandare, motivering: str = "") -> Rapportdokument:
    """Send to review, back to draft, or register that the nämnd sent it back. Raises as `byt_status`."""
    rapport = las(dokument)
    rapport.byt_status(till, av=av, motivering=motivering)
    return rapport


@transaction.atomic
def faststall(*, dokument: int, av: Anvandare, beslutsdag: date, paragraf: str) -> Rapportdokument:
    """Register the nämnd's decision. Raises as `byt_status`."""
    rapport = las(dokument)
    rapport.beslutsdag, rapport.paragraf = beslutsdag, paragraf
    rapport.byt_status(Status.FASTSTALLD, av=av)
    return rapport


@transaction.atomic
def ny_utgava(*, dokument: int, av: Anvandare) -> Rapportdokument:
    """A corrected edition of a report the nämnd sent back: a draft with its texts. The old one is kept, as replaced.

    Raises as `byt_status`.
    """
    gammal = las(dokument)
    gammal.byt_status(Status.ERSATT, av=av)
    ny = Rapportdokument.objects.create(
        mall=gammal.mall,
        enhet=gammal.enhet,
        ar=gammal.ar,
        utgava=gammal.utgava + 1,
        ersatter=gammal,
        skapad_av=av,
        diarienummer=gammal.diarienummer,
    )
    ny.forfattare.set(gammal.forfattare.all())
    for a in gammal.avsnitt.order_by("ordning"):
        a.pk, a.dokument, a.version, a._state.adding = None, ny, 1, True
        a.save()
    return ny


def spara_avsnitt(*, avsnitt: Rapportavsnitt, av: Anvandare) -> None:
    """Save a section's text as its next version, with who wrote it; the writer joins the report's authors.

    The caller holds the row's lock. Raises PermissionDenied when the person may not edit.
    """
    if not avsnitt.dokument.far_redigera(av):
        raise PermissionDenied
    avsnitt.andrad, avsnitt.andrad_av = timezone.now(), av
    avsnitt.spara_ny_version(orsak=f"Avsnittet {avsnitt.rubrik}")
    avsnitt.dokument.forfattare.add(av)


@transaction.atomic
def flytta_mallavsnitt(*, avsnitt: int, upp: bool) -> Mallavsnitt:
    """Change places with the section before or after in the template. Nothing happens at the ends.

    Raises Http404 for a section there is none of. A sub-chapter never comes first.
    """
    flyttas = get_object_or_404(Mallavsnitt, pk=avsnitt)
    alla = list(flyttas.mall.avsnitt.select_for_update().order_by("ordning"))
    plats = [a.pk for a in alla].index(flyttas.pk)
    annan = plats - 1 if upp else plats + 1
    if not 0 <= annan < len(alla):
        return flyttas
    alla[plats], alla[annan] = alla[annan], alla[plats]
    if alla[0].niva != 1:
        return flyttas
    forsta, andra = sorted((plats, annan))
    ordning = sorted((alla[forsta].ordning, alla[andra].ordning))
    alla[andra].ordning = max(a.ordning for a in alla) + 1  # out of the way: no two may have the same place
    alla[andra].save(update_fields=["ordning"])
    for a, nr in ((alla[forsta], ordning[0]), (alla[andra], ordning[1])):
        a.ordning = nr
        a.save(update_fields=["ordning"])
    return flyttas

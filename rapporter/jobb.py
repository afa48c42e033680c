"""PDFs of drafts, made outside the request. Safe to run twice and by two workers at once."""

import logging
from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from kvalitet.models import Anvandare
from rapporter.kontext import bygg, innehall_for
from rapporter.models import Rapportdokument, Utskrift
from rapporter.models.utskrift import FORSOK, LAN, SPARAS
from rapporter.pdf import PdfFel, rendera_pdf

logg = logging.getLogger(__name__)


def bestall_utskrift(*, dokument: Rapportdokument, av: Anvandare) -> Utskrift:
    """A PDF of the draft as it is now. A second press while one is being made gives the same one."""
    Utskrift.objects.filter(dokument=dokument, bestalld_av=av, status=Utskrift.Status.VANTAR).filter(
        Q(lanad_till__lt=timezone.now()) | Q(lanad_till__isnull=True, bestalld__lt=timezone.now() - LAN)
    ).update(status=Utskrift.Status.FEL, fel="Ingen hann göra pdf-filen.")
    try:
        with transaction.atomic():
            utskrift = Utskrift.objects.create(dokument=dokument, bestalld_av=av)
            transaction.on_commit(lambda: gor_utskrift.enqueue(utskrift.pk))
    except IntegrityError:
        return Utskrift.objects.get(dokument=dokument, bestalld_av=av, status=Utskrift.Status.VANTAR)
    utskrift.refresh_from_db()
    return utskrift


def _lana(pk: int, nu: datetime) -> bool:
    """Take the job for a while: true for one caller at a time."""
    return bool(
        Utskrift.objects.filter(pk=pk, status=Utskrift.Status.VANTAR, forsok__lt=FORSOK)
        .filter(Q(lanad_till__isnull=True) | Q(lanad_till__lt=nu))
        .update(lanad_till=nu + LAN, forsok=F("forsok") + 1)
    )


@task()
def gor_utskrift(pk: int) -> None:
    """Make the PDF and keep it. Does nothing when it is made already or another worker is making it."""
    stada()
    if not _lana(pk, timezone.now()):
        return
    utskrift = Utskrift.objects.select_related("dokument__mall", "dokument__enhet").get(pk=pk)
    try:
        _, pdf = rendera_pdf("rapporter/rapport.html", bygg(innehall_for(utskrift.dokument), utkast=True))
    except PdfFel as fel:
        logg.error("Utkast till rapport %s kunde inte göras: %s", utskrift.dokument_id, fel)
        Utskrift.objects.filter(pk=pk).update(status=Utskrift.Status.FEL, fel=str(fel), lanad_till=None)
        return
    namn = default_storage.save(f"rapporter/utkast/{uuid4().hex}.pdf", ContentFile(pdf))
    klara = Utskrift.objects.filter(pk=pk, status=Utskrift.Status.VANTAR)
    if not klara.update(status=Utskrift.Status.KLAR, fil=namn, lanad_till=None):
        default_storage.delete(namn)  # another worker was first


def stada() -> None:
    """Remove PDFs of drafts older than two days, with their files."""
    for gammal in Utskrift.objects.filter(bestalld__lt=timezone.now() - SPARAS):
        if namn := gammal.fil.name:
            default_storage.delete(namn)
        gammal.delete()

"""PDFs of drafts: a job may be run twice, by two workers, or be left by a dead one."""

from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rapporter import jobb
from rapporter.models import Utskrift
from rapporter.pdf import PdfFel
from tests.stod.rapporter import liten_mall, ny_rapport

PDF = "rapporter.jobb.rendera_pdf"


@pytest.fixture
def utskrift(folk: SimpleNamespace) -> Utskrift:
    return Utskrift.objects.create(
        dokument=ny_rapport(folk.norra, folk.kim, av_mall=liten_mall()), bestalld_av=folk.kim
    )


def test_tva_ganger_ger_en_fil(utskrift: Utskrift) -> None:
    with patch(PDF, return_value=("", b"%PDF-1.7")) as gor:
        jobb.gor_utskrift.func(utskrift.pk)
        jobb.gor_utskrift.func(utskrift.pk)
    assert gor.call_count == 1
    utskrift.refresh_from_db()
    assert (utskrift.status, utskrift.forsok) == (Utskrift.Status.KLAR, 1)


def test_den_som_haller_pa_lamnas_i_fred(utskrift: Utskrift) -> None:
    Utskrift.objects.update(lanad_till=timezone.now() + timedelta(minutes=1))
    with patch(PDF) as gor:
        jobb.gor_utskrift.func(utskrift.pk)
    assert not gor.called


def test_ett_overgivet_jobb_tas_over(utskrift: Utskrift) -> None:
    Utskrift.objects.update(lanad_till=timezone.now() - timedelta(minutes=1), forsok=1)
    with patch(PDF, return_value=("", b"%PDF-1.7")):
        jobb.gor_utskrift.func(utskrift.pk)
    utskrift.refresh_from_db()
    assert (utskrift.status, utskrift.forsok) == (Utskrift.Status.KLAR, 2)


def test_overgiven_bestallning_hindrar_inte_en_ny(folk: SimpleNamespace, utskrift: Utskrift) -> None:
    Utskrift.objects.update(bestalld=timezone.now() - timedelta(hours=1))
    ny = jobb.bestall_utskrift(dokument=utskrift.dokument, av=folk.kim)
    utskrift.refresh_from_db()
    assert (utskrift.status, ny.pk != utskrift.pk) == (Utskrift.Status.FEL, True)


def test_fel_sags_till_den_som_bestallde(folk: SimpleNamespace, utskrift: Utskrift, client: Client) -> None:
    with patch(PDF, side_effect=PdfFel("Typsnittet saknas.")):
        jobb.gor_utskrift.func(utskrift.pk)
    utskrift.refresh_from_db()
    assert (utskrift.status, utskrift.fel) == (Utskrift.Status.FEL, "Typsnittet saknas.")
    client.force_login(folk.kim)
    sida = client.get(reverse("rapporter:utskriftslage", args=[utskrift.pk])).content.decode()
    assert "Pdf-filen kunde inte göras" in sida


def test_gamla_filer_stadas(utskrift: Utskrift) -> None:
    with patch(PDF, return_value=("", b"%PDF-1.7")):
        jobb.gor_utskrift.func(utskrift.pk)
    utskrift.refresh_from_db()
    Utskrift.objects.update(bestalld=timezone.now() - timedelta(days=3))
    jobb.stada()
    assert not Utskrift.objects.exists()
    assert not default_storage.exists(utskrift.fil.name)

"""Files of reports in the background: who may order and fetch, what the person is told, also when it fails."""

from collections.abc import Callable
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from kvalitet.jobb import kor
from kvalitet.models import Jobb
from rapporter.jobb import BORTA, bestall_fil, filnamn, filval
from rapporter.models import Rapportdokument
from rapporter.pdf import PdfFel
from tests.stod.rapporter import liten_mall, ny_rapport

PDF = "rapporter.jobb.rendera_pdf"


@pytest.fixture
def rapport(folk: SimpleNamespace) -> Rapportdokument:
    return ny_rapport(folk.norra, folk.kim, av_mall=liten_mall())


def test_bestall_ser_och_hamtar_sin_egen(
    folk: SimpleNamespace, rapport: Rapportdokument, client: Client, django_capture_on_commit_callbacks: Callable
) -> None:
    client.force_login(folk.kim)
    adress = reverse("rapporter:bestall_utskrift", args=[rapport.pk])
    with django_capture_on_commit_callbacks() as att_gora:
        assert client.post(adress)["Location"] == f"{rapport.get_absolute_url()}#utskrift"
        client.post(adress)  # a second press
    assert len(att_gora) == 1
    jobb = Jobb.objects.get()
    assert "hx-get" in client.get(rapport.get_absolute_url()).content.decode()
    fil = reverse("jobb_fil", args=[jobb.pk])
    assert client.get(fil).status_code == 404
    with patch(PDF, return_value=("", b"%PDF-1.7")):
        att_gora[0]()
    assert fil in client.get(rapport.get_absolute_url()).content.decode()
    svar = client.get(fil)
    assert b"".join(svar.streaming_content).startswith(b"%PDF-")
    assert f'inline; filename="{filnamn(rapport)}"' == svar["Content-Disposition"]
    assert "-utkast.pdf" in svar["Content-Disposition"]
    for person in (folk.bo, folk.david, folk.anna):  # another person's, even in the same unit
        client.force_login(person)
        assert client.get(fil).status_code == 404


def test_den_som_mist_sin_roll_far_varken_fil_eller_ny(
    folk: SimpleNamespace, rapport: Rapportdokument, client: Client
) -> None:
    jobb = bestall_fil(rapport, "pdf", av=folk.kim)
    with patch(PDF, return_value=("", b"%PDF-1.7")):
        kor(jobb.pk)
    folk.kim.rolltilldelningar.all().delete()
    client.force_login(folk.kim)
    assert client.get(reverse("jobb_fil", args=[jobb.pk])).status_code == 404
    ny = bestall_fil(rapport, "pdf", av=folk.kim)
    kor(ny.pk)
    ny.refresh_from_db()
    assert (ny.status, ny.fel, bool(ny.fil)) == (Jobb.Status.FEL, BORTA, False)


def test_fel_sags_till_den_som_bestallde(folk: SimpleNamespace, rapport: Rapportdokument, client: Client) -> None:
    jobb = bestall_fil(rapport, "pdf", av=folk.kim)
    with patch(PDF, side_effect=PdfFel("Typsnittet saknas.")):
        kor(jobb.pk)
    client.force_login(folk.kim)
    for adress in (jobb.get_absolute_url(), rapport.get_absolute_url()):
        sida = client.get(adress).content.decode()
        assert "Pdf-filen kunde inte göras" in sida
        assert "Försök igen" in sida


def test_okant_format(folk: SimpleNamespace, rapport: Rapportdokument, client: Client) -> None:
    client.force_login(folk.kim)
    adress = reverse("rapporter:bestall_utskrift", args=[rapport.pk])
    assert client.post(adress, {"format": "exe"}).status_code == 404


def test_filval_tar_en_fraga(
    folk: SimpleNamespace, rapport: Rapportdokument, django_assert_num_queries: Callable
) -> None:
    bestall_fil(rapport, "pdf", av=folk.kim)
    with django_assert_num_queries(1):
        val = filval(rapport, folk.kim)
    assert [v.nyckel for v in val if v.jobb] == ["pdf"]
    assert all(v.jobb is None for v in filval(rapport, folk.bo))

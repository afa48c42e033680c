"""Lists too large to wait for: written by a job, the same rows and columns, with the rights of the one who ordered."""

import csv
import io
from types import SimpleNamespace

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from kvalitet.jobb import kor
from kvalitet.listexport import FAR_INTE
from kvalitet.models import Jobb
from tests.stod.planer import skapa_atgard


@pytest.fixture
def f(folk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    monkeypatch.setattr("kvalitet.listexport.GRANS", 2)
    monkeypatch.setattr("kvalitet.listexport.STEG", 1)
    for nr in range(3):
        skapa_atgard(folk.norra, rubrik=f"Åtgärd {nr}")
    skapa_atgard(folk.sodra, rubrik="Inte kims")
    return folk


def bestall(client, person, fraga: str) -> Jobb:
    client.force_login(person)
    svar = client.get(reverse("atgard_lista") + fraga)
    jobb = Jobb.objects.latest("pk")
    assert svar["Location"] == jobb.get_absolute_url()
    return jobb


def innehall(client, jobb: Jobb) -> bytes:
    svar = client.get(reverse("jobb_fil", args=[jobb.pk]))
    assert svar["Content-Disposition"].startswith("attachment")
    assert svar["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in svar["Cache-Control"]
    return b"".join(svar.streaming_content)


def test_liten_lista_skickas_direkt(f, client, monkeypatch):
    monkeypatch.setattr("kvalitet.listexport.GRANS", 3)
    client.force_login(f.kim)
    svar = client.get(reverse("atgard_lista") + "?export=csv")
    assert b"tg\xc3\xa4rd 2" in b"".join(svar.streaming_content)
    assert not Jobb.objects.exists()


def test_stor_lista_blir_samma_csv(f, client, monkeypatch):
    jobb = bestall(client, f.kim, "?export=csv&sort=rubrik")
    kor(jobb.pk)
    fil = innehall(client, jobb)
    monkeypatch.setattr("kvalitet.listexport.GRANS", 100)
    direkt = b"".join(client.get(reverse("atgard_lista") + "?export=csv&sort=rubrik").streaming_content)
    assert fil == direkt
    assert len(list(csv.reader(io.StringIO(fil.decode()), delimiter=";"))) == 4
    assert "Inte kims" not in fil.decode()


def test_stor_lista_som_xlsx(f, client):
    jobb = bestall(client, f.kim, "?export=xlsx")
    kor(jobb.pk)
    blad = load_workbook(io.BytesIO(innehall(client, jobb))).active
    assert blad.max_row == 4
    jobb.refresh_from_db()
    assert (jobb.resultat["filnamn"], jobb.tillbaka) == ("atgarder.xlsx", reverse("atgard_lista"))


def test_filtret_foljer_med_och_ett_annat_filter_ar_ett_annat_jobb(f, client):
    ett = bestall(client, f.kim, "?export=csv&status=oppna")
    assert bestall(client, f.kim, "?export=csv&status=oppna") == ett
    assert bestall(client, f.kim, "?export=csv") != ett
    assert ett.tillbaka.endswith("?status=oppna")


def test_rattigheterna_ar_de_som_galler_nar_filen_skrivs(f, client):
    jobb = bestall(client, f.kim, "?export=csv")
    f.kim.rolltilldelningar.all().delete()
    kor(jobb.pk)
    jobb.refresh_from_db()
    assert jobb.status == Jobb.Status.FEL or "Åtgärd 1" not in innehall(client, jobb).decode()


def test_avstangd_person_far_ingen_fil(f, client):
    jobb = bestall(client, f.kim, "?export=csv")
    f.kim.is_active = False
    f.kim.save()
    kor(jobb.pk)
    jobb.refresh_from_db()
    assert (jobb.status, jobb.fel) == (Jobb.Status.FEL, FAR_INTE)

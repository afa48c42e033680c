"""Import on the page: template, faults, preview, confirmation; the file is its owner's and expires."""

from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from kvalitet import bidrag
from risker.importen.kolumner import BLADEN
from risker.importen.mall import arbetsbok
from risker.models import Kvalitetsplan, Planfil, Planrad
from tests.risker import underlag
from tests.risker.test_import_fel import exempel, med
from tests.stod.planer import skapa_plan


@pytest.fixture
def plan(folk: SimpleNamespace, client: Client) -> Kvalitetsplan:
    client.force_login(folk.kim)
    return skapa_plan(folk.norra, 2026)


def ladda_upp(client: Client, plan: Kvalitetsplan, innehall: bytes, namn: str = "plan.xlsx") -> Any:
    fil = SimpleUploadedFile(namn, innehall)
    return client.post(reverse("risker:importera", args=[plan.pk]), {"fil": fil}, follow=True)


def text(svar: Any) -> str:
    return " ".join(svar.content.decode().split())


def test_mallen_forklarar_varje_kolumn(client: Client, plan: Kvalitetsplan) -> None:
    svar = client.get(reverse("risker:mall"))
    bok = load_workbook(BytesIO(svar.content))
    assert bok.sheetnames == ["Läs först", *(blad.namn for blad in BLADEN)]
    forklarat = {rad[0].value for rad in bok["Läs först"].iter_rows()}
    for blad in BLADEN:
        assert [cell.value for cell in bok[blad.namn][1]] == [k.namn for k in blad.kolumner]
        assert {k.namn for k in blad.kolumner} <= forklarat


def test_granska_och_bekrafta(client: Client, plan: Kvalitetsplan) -> None:
    svar = ladda_upp(client, plan, underlag.bok("p2020"))
    assert not Planrad.objects.exists()
    sida = text(svar)
    assert "Inget är sparat ännu." in sida
    assert "43" in sida
    planfil = Planfil.objects.get()
    svar = client.post(reverse("risker:bekrafta_import", args=[planfil.pk]), follow=True)
    assert "Planen är inläst" in text(svar)
    assert plan.rader.count() == 43
    assert not Planfil.objects.exists()
    assert plan.rader.first().history.get().history_user.username == "kim"
    # a double click finds nothing left to do
    assert client.post(reverse("risker:bekrafta_import", args=[planfil.pk])).status_code == 404


def test_andra_gangen_visas_skillnaderna(client: Client, plan: Kvalitetsplan) -> None:
    ladda_upp(client, plan, arbetsbok(exempel()))
    client.post(reverse("risker:bekrafta_import", args=[Planfil.objects.get().pk]))
    assert "Allt i filen finns redan i planen." in text(ladda_upp(client, plan, arbetsbok(exempel())))
    rader = med("Risker", 0, Risk="Besked dröjer i veckor.")
    del rader["Risker"][1]
    sida = text(ladda_upp(client, plan, arbetsbok(rader)))
    assert "Det här ändras" in sida
    assert "veckor." in sida
    assert "Finns i planen men inte i filen" in sida
    assert "Rader i planen R2: Planen blir liggande." in sida
    assert Planfil.objects.count() == 1  # the newest replaces the one before


def test_felen_visas_och_inget_sparas(client: Client, plan: Kvalitetsplan) -> None:
    svar = ladda_upp(client, plan, arbetsbok(med("Risker", 1, Enhet="Väst") | {"Egenkontroller": [{"Id": "E1"}]}))
    sida = text(svar)
    assert "Filen behöver rättas. Inget är sparat." in sida
    assert "Bladet Risker, rad 3: enhet ”Väst” finns inte." in sida
    assert "Bladet Egenkontroller, rad 2: kolumnen Text är tom." in sida
    assert not Planfil.objects.exists()
    assert "Filen är inte en Excelfil" in text(ladda_upp(client, plan, b"%PDF", "plan.pdf"))
    assert "Filen är tom." in text(ladda_upp(client, plan, b""))
    assert "Välj en fil." in text(client.post(reverse("risker:importera", args=[plan.pk])))
    assert "större än 10 MB" in text(ladda_upp(client, plan, b"PK" + b"0" * 10 * 1024 * 1024))


def test_planen_har_faststallts_under_tiden(client: Client, plan: Kvalitetsplan, folk: SimpleNamespace) -> None:
    ladda_upp(client, plan, arbetsbok(exempel()))
    planfil = Planfil.objects.get()
    Kvalitetsplan.objects.filter(pk=plan.pk).update(
        status="faststalld", faststalld_av=folk.bo, faststalld_vid=timezone.now()
    )
    for svar in (
        client.get(reverse("risker:forhandsgranska", args=[planfil.pk])),
        client.post(reverse("risker:bekrafta_import", args=[planfil.pk])),
    ):
        assert "Planen är fastställd och kan inte ändras med en fil." in text(svar)
    assert not Planrad.objects.exists()
    assert "ändras inte med en fil" in text(client.get(reverse("risker:importera", args=[plan.pk])))


def test_filen_ar_bara_agarens_och_gar_ut(client: Client, plan: Kvalitetsplan, folk: SimpleNamespace) -> None:
    ladda_upp(client, plan, arbetsbok(exempel()))
    planfil = Planfil.objects.get()
    client.force_login(folk.bo)
    assert client.get(reverse("risker:forhandsgranska", args=[planfil.pk])).status_code == 404
    client.force_login(folk.kim)
    Planfil.objects.update(skapad=timezone.now() - timedelta(hours=25))
    assert client.get(reverse("risker:forhandsgranska", args=[planfil.pk])).status_code == 404
    assert "planfiler borttagna: 1" in list(bidrag.dagligen())
    assert not Planfil.objects.exists()

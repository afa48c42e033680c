"""Large plan files are previewed and read in by jobs: the same outcome, once, and as the person who ordered."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kvalitet.jobb import bestall_igen, kor
from kvalitet.models import Jobb
from risker.jobb import BORTA
from risker.models import Kvalitetsplan, Planfil, Planrad
from tests.risker import underlag
from tests.stod.planer import skapa_plan


@pytest.fixture
def plan(folk: SimpleNamespace, client: Client, monkeypatch: pytest.MonkeyPatch) -> Kvalitetsplan:
    monkeypatch.setattr("risker.jobb.STOR", 10)
    client.force_login(folk.kim)
    return skapa_plan(folk.norra, 2026)


def ladda_upp(client: Client, plan: Kvalitetsplan, innehall: bytes) -> Jobb:
    fil = SimpleUploadedFile("plan.xlsx", innehall)
    svar = client.post(reverse("risker:importera", args=[plan.pk]), {"fil": fil})
    jobb = Jobb.objects.latest("pk")
    assert svar["Location"] == jobb.get_absolute_url()
    return jobb


def gor(jobb: Jobb) -> Jobb:
    kor(jobb.pk)
    jobb.refresh_from_db()
    return jobb


def test_granska_och_las_in(client: Client, plan: Kvalitetsplan) -> None:
    jobb = gor(ladda_upp(client, plan, underlag.bok("p2020")))
    assert not Planrad.objects.exists()
    assert client.get(reverse("jobb_fil", args=[jobb.pk])).status_code == 404
    sida = client.get(jobb.resultat["url"]).content.decode()
    assert "Inget är sparat ännu." in sida
    assert "Läs in filen" in sida
    adress = reverse("risker:bekrafta_import", args=[Planfil.objects.get().pk])
    svar = client.post(adress)
    inlasning = Jobb.objects.latest("pk")
    assert svar["Location"] == inlasning.get_absolute_url()
    assert client.post(adress)["Location"] == inlasning.get_absolute_url()  # a second press
    assert "Planen är inläst" in gor(inlasning).resultat["text"]
    assert plan.rader.count() == 43
    assert not Planfil.objects.exists()
    assert plan.rader.first().history.get().history_user.username == "kim"


def test_en_arbetare_som_dog_efter_inlasningen_laser_inte_in_igen(client: Client, plan: Kvalitetsplan) -> None:
    gor(ladda_upp(client, plan, underlag.bok("p2020")))
    client.post(reverse("risker:bekrafta_import", args=[Planfil.objects.get().pk]))
    jobb = gor(Jobb.objects.latest("pk"))
    Jobb.objects.filter(pk=jobb.pk).update(status="vantar", forsok=1)
    assert gor(jobb).status == Jobb.Status.KLAR
    assert plan.rader.count() == 43


def test_fel_i_filen_sags(client: Client, plan: Kvalitetsplan) -> None:
    jobb = gor(ladda_upp(client, plan, b"ingen arbetsbok alls"))
    assert (jobb.status, jobb.forsok) == (Jobb.Status.FEL, 1)
    assert jobb.fel.startswith("Filen går inte att läsa in.")


def test_den_som_mist_ratten_laser_inte_in(folk: SimpleNamespace, client: Client, plan: Kvalitetsplan) -> None:
    jobb = gor(ladda_upp(client, plan, underlag.bok("p2020")))
    folk.kim.rolltilldelningar.all().delete()
    assert gor(bestall_igen(jobb)).fel == BORTA


def test_granskning_som_stadats_gors_om(client: Client, plan: Kvalitetsplan) -> None:
    jobb = gor(ladda_upp(client, plan, underlag.bok("p2020")))
    Jobb.objects.filter(pk=jobb.pk).update(fil="")
    svar = client.get(jobb.resultat["url"])
    assert svar["Location"] == Jobb.objects.latest("pk").get_absolute_url() != jobb.get_absolute_url()

"""The yearly survey: who gets it, who answered, and a response rate that is never 0 % of nothing."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from granskningar.handlingar import skicka_enkat
from granskningar.models import Avtalsenkat, Enkatsvar
from kvalitet.datum import idag
from tests.stod import granskningar as stod


def test_mottagare_ar_de_som_har_avtal_den_dagen(db: None) -> None:
    stodet, daglig = stod.insatsen("Boendestöd"), stod.insatsen("Daglig verksamhet")
    plats = stod.skapa_verksamhet()
    stod.skapa_avtal(plats, stodet)
    stod.skapa_avtal(plats, stodet, giltig_fran=date(2025, 1, 1))  # twice for the same: one recipient
    stod.skapa_avtal(plats, daglig)
    stod.skapa_avtal(stod.skapa_verksamhet("Slutat"), stodet, giltig_till=date(2025, 9, 30))
    stod.skapa_avtal(stod.skapa_verksamhet("Annans"), stodet, foljs_upp_av="Grannkommunen")
    enkat = stod.skapa_enkat(2025)
    assert skicka_enkat(enkat=enkat, kategorier=[stodet]) == 1
    assert skicka_enkat(enkat=enkat) == 1
    assert skicka_enkat(enkat=enkat) == 0
    assert {(s.verksamhet.namn, s.insatskategori.namn) for s in enkat.svar.all()} == {
        ("Lindens boendestöd", "Boendestöd"),
        ("Lindens boendestöd", "Daglig verksamhet"),
    }


def test_lagg_upp_och_registrera_svar(client: Client, folk: SimpleNamespace) -> None:
    ett, tva = stod.skapa_verksamhet("Ett"), stod.skapa_verksamhet("Två")
    for plats in (ett, tva):
        stod.skapa_avtal(plats)
    client.force_login(folk.kim)
    dag = idag() - timedelta(days=10)
    client.post(reverse("granskningar:enkat_ny"), {"namn": "Avtalsenkät", "ar": dag.year, "skickad": dag})
    enkat = Avtalsenkat.objects.get()
    svar = enkat.svar.get(verksamhet=ett)
    adress = reverse("granskningar:enkat_svar", args=[enkat.pk])

    text = client.post(adress, {"svarat": idag() + timedelta(days=1), "nya": [svar.pk]}).content.decode()
    assert "Datumet har inte varit ännu." in text
    text = client.post(adress, {"svarat": dag - timedelta(days=1), "nya": [svar.pk]}).content.decode()
    assert f"Enkäten skickades {dag}. Ingen kan ha svarat före den dagen." in text

    text = client.post(adress, {"svarat": idag(), "nya": [svar.pk]}, follow=True).content.decode()
    assert "Svarsfrekvens: 50,0\u00a0%" in text
    assert "1 svar av 2 skickade." in text
    svar.refresh_from_db()
    assert svar.svarat == idag()
    text = client.post(adress, {"svarat": idag(), "tillbaka": [svar.pk]}, follow=True).content.decode()
    assert "Svarsfrekvens: 0,0\u00a0%" in text


def test_utan_mottagare_finns_ingen_svarsfrekvens(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.kim)
    data = {"namn": "Enkät", "ar": 2025, "skickad": "2025-10-01"}
    text = client.post(reverse("granskningar:enkat_ny"), data, follow=True).content.decode()
    assert "Enkäten har inga mottagare." in text
    assert "Svarsfrekvens: –" in text
    assert "0\u00a0%" not in text


def test_sista_svarsdag_efter_utskick(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.kim)
    data = {"namn": "Enkät", "ar": 2025, "skickad": "2025-10-01", "sista_svarsdag": "2025-09-30"}
    text = client.post(reverse("granskningar:enkat_ny"), data).content.decode()
    assert "Sista svarsdag kan inte vara före den dag enkäten skickas." in text
    with pytest.raises(IntegrityError), transaction.atomic():
        stod.skapa_enkat(2025, sista_svarsdag=date(2025, 9, 30))


def test_den_som_inte_fatt_enkaten_kan_inte_ha_svarat(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Enkatsvar.objects.create(
            enkat=stod.skapa_enkat(), verksamhet=stod.skapa_verksamhet(), insatskategori=stod.insatsen(),
            utskickad=False, svarat=date(2025, 10, 2),
        )  # fmt: skip


def test_listan_visar_svar_av_skickade(client: Client, folk: SimpleNamespace) -> None:
    enkat = stod.skapa_enkat()
    stod.skapa_avtal()
    skicka_enkat(enkat=enkat)
    stod.skapa_enkat(2024, namn="Fjolårets")
    client.force_login(folk.rut)
    adress = reverse("granskningar:enkat_lista")
    sida = client.get(adress).context["sida"]
    assert [(e.namn, e.antal_svar, e.antal_skickade) for e in sida.rader] == [
        ("Avtalsenkät", 0, 1),
        ("Fjolårets", 0, 0),
    ]
    assert [e.ar for e in client.get(adress, {"ar": 2024}).context["sida"].rader] == [2024]

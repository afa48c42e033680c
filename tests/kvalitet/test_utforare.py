"""The register of providers: one for the house, with what every room knows about each."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse, reverse_lazy

from kvalitet import bidrag
from kvalitet.datum import idag
from kvalitet.models import Utforare
from tests.stod.register import skapa_kategori, skapa_tillsyn, skapa_utforare, skapa_verksamhet

LISTA = reverse_lazy("utforare_lista")


def visade(client: Client, **filter_: Any) -> list[str]:
    return [u.namn for u in client.get(LISTA, filter_).context["sida"].rader]


def test_listan_filtreras_pa_det_som_utforaren_ar_och_gor(client: Client, folk: SimpleNamespace) -> None:
    stod, hem = skapa_kategori("Boendestöd"), skapa_kategori("Hemtjänst")
    linden = skapa_utforare("Linden Assistans AB", orgnr="556000-0001", storlek="stor")
    alv = skapa_utforare("Älvhamra kommun", driftform="kommunal")
    skapa_utforare("Åkern AB", giltig_till=date(2025, 12, 31))
    utan = skapa_utforare("Utan verksamhet", driftform="ideburen")
    skapa_verksamhet(linden, "A", kategorier=[stod], giltig_fran=date(2025, 1, 1), giltig_till=date(2025, 6, 30))
    skapa_verksamhet(linden, "B", kategorier=[hem], giltig_fran=date(2025, 7, 1))
    skapa_verksamhet(alv, "C", kategorier=[stod, hem])
    client.force_login(folk.kim)
    assert visade(client) == [linden.namn, utan.namn, alv.namn]
    assert visade(client, alla="on") == [linden.namn, utan.namn, "Åkern AB", alv.namn]
    assert visade(client, sort="-namn") == [alv.namn, utan.namn, linden.namn]
    assert visade(client, q="ÄLV") == [alv.namn]
    assert visade(client, q="556000") == [linden.namn]
    assert visade(client, driftform="kommunal") == [alv.namn]
    assert visade(client, storlek="stor") == [linden.namn]
    assert visade(client, insatskategori=stod.pk) == [linden.namn, alv.namn]
    assert visade(client, dag="2025-06-30", insatskategori=stod.pk) == [linden.namn, alv.namn]
    assert visade(client, dag="2025-07-01", insatskategori=stod.pk) == [alv.namn]
    assert visade(client, dag="2025-07-01") == [linden.namn, alv.namn]
    rader = {u.namn: u.antal_verksamheter for u in client.get(LISTA).context["sida"].rader}
    assert rader == {linden.namn: 1, utan.namn: 0, alv.namn: 1}
    export = b"".join(client.get(LISTA, {"export": "csv", "driftform": "privat"}).streaming_content).decode()
    assert "Linden Assistans AB;556000-0001;privat" in export
    assert "Älvhamra" not in export


def test_listan_bladdrar_med_nyckel(client: Client, folk: SimpleNamespace) -> None:
    for n in range(30):
        skapa_utforare(f"Utförare {n:02}")
    client.force_login(folk.rut)
    sida = client.get(LISTA).context["sida"]
    assert len(sida.rader) == 25
    assert [u.namn for u in client.get(sida.nasta_url).context["sida"].rader] == [
        f"Utförare {n}" for n in range(25, 30)
    ]


LIKA: set[int] = set()


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    kategori = skapa_kategori()
    Utforare.objects.bulk_create(Utforare(namn=f"U{n}") for n in range(antal))
    for utforare in Utforare.objects.order_by("pk")[:25]:
        skapa_verksamhet(utforare, kategorier=[kategori])
    client.force_login(folk.kim)
    with hogst_fragor(12) as fragor:
        client.get(LISTA, {"insatskategori": kategori.pk, "dag": "2026-01-01"})
    LIKA.add(len(fragor))
    assert len(LIKA) == 1


def test_skapa_visa_andra_och_historik(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.kim)
    data = {"namn": "Omtanke i Älvdalen AB", "orgnr": "2120000001", "driftform": "privat", "storlek": "liten"}
    svar = client.post(reverse("utforare_ny"), data)
    utforare = Utforare.objects.get()
    assert svar.url == utforare.get_absolute_url()
    assert utforare.orgnr == "212000-0001"
    adress = reverse("utforare_andra", args=[utforare.pk])
    assert client.post(adress, data | {"version": 1, "storlek": "mellan"}).status_code == 302
    text = client.get(utforare.get_absolute_url()).content.decode()
    assert "10–49 anställda" in text
    assert "Utföraren har ingen verksamhet i registret." in text
    historik = client.get(reverse("utforare_historik", args=[utforare.pk])).content.decode()
    assert "<dt>Storlek</dt>" in historik
    konflikt = client.post(adress, data | {"version": 1, "namn": "Omtanke AB"}).content.decode()
    assert "Omtanke AB" in konflikt
    utforare.refresh_from_db()
    assert utforare.namn == "Omtanke i Älvdalen AB"


@pytest.mark.parametrize(
    ("falt", "besked"),
    [
        ({"orgnr": "212000-0002"}, "Kontrollsiffran stämmer inte."),
        ({"orgnr": "19121212-1212"}, "Lämna fältet tomt för en enskild firma."),
        ({"orgnr": "556000-0001"}, "Det finns redan en utförare med det organisationsnumret."),
        ({"namn": ""}, "Namn"),
        ({"giltig_till": "1026-01-01"}, "Ange ett datum mellan år 2000 och 2100."),
    ],
)
def test_fel_i_blanketten_sags(client: Client, folk: SimpleNamespace, falt: dict[str, str], besked: str) -> None:
    skapa_utforare("Linden Assistans AB", orgnr="556000-0001")
    client.force_login(folk.kim)
    svar = client.post(reverse("utforare_ny"), {"namn": "Ny AB", "driftform": "privat"} | falt)
    assert svar.status_code == 200
    assert besked in svar.content.decode()
    assert Utforare.objects.count() == 1


def test_sidan_visar_verksamheter_och_vad_andra_rum_vet(
    client: Client, folk: SimpleNamespace, hogst_fragor: Any
) -> None:
    kategori = skapa_kategori()
    utforare = skapa_utforare()
    skapa_verksamhet(utforare, "Avslutad", giltig_till=idag() - timedelta(days=1))
    skapa_verksamhet(utforare, "Snart", giltig_fran=idag() + timedelta(days=1))
    i_drift = skapa_verksamhet(utforare, "Öppen", kategorier=[kategori], platser=12)
    skapa_tillsyn(folk.norra, "Bemanningen", verksamhet=i_drift)
    skapa_tillsyn(folk.sodra, "Utom synhåll", verksamhet=i_drift)
    client.force_login(folk.bo)
    with hogst_fragor(30):
        svar = client.get(utforare.get_absolute_url())
    text = svar.content.decode()
    assert [v.namn for v in svar.context["verksamheter"]] == ["Öppen", "Avslutad", "Snart"]
    assert "Boendestöd" in text
    assert "12 platser" in text
    assert "Bemanningen" in text
    assert "Utom synhåll" not in text
    assert "Senaste ärenden om utföraren" in text
    assert reverse("utforare_andra", args=[utforare.pk]) not in text


def test_en_utforare_med_egna_enheter_ar_kommunal(folk: SimpleNamespace) -> None:
    utforare = skapa_utforare("Älvhamra kommun", driftform="kommunal")
    skapa_verksamhet(utforare, enhet=folk.norra)
    utforare.driftform = "privat"
    with pytest.raises(ValidationError, match="därför kommunal"):
        utforare.full_clean()


def test_menyn_for_dem_som_foljer_utforare(folk: SimpleNamespace) -> None:
    titlar = {p.username: {post.titel for g in bidrag.meny_for(p) for post in g.poster} for p in folk.alla}
    foljer = {"bo", "uno", "kim", "david", "sara", "karl", "lena", "rut"}
    assert {namn for namn, t in titlar.items() if "Utförare" in t} == foljer
    assert {namn for namn, t in titlar.items() if "Insatskategorier" in t} == {"kim", "karl", "adam"}
    assert {namn for namn, t in titlar.items() if "Tillsyn" in t} == foljer | {"anna", "cecilia"}

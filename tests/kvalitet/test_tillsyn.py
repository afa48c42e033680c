"""Supervision by others: from begun to closed, with the actions that come of it."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse, reverse_lazy

from kvalitet import bidrag
from kvalitet.datum import idag
from kvalitet.models import Anvandare, Atgard, Enhet, Tillsyn
from tests.stod.planer import skapa_atgard
from tests.stod.register import skapa_tillsyn, skapa_utforare, skapa_verksamhet

LISTA = reverse_lazy("tillsyn_lista")


def visade(client: Client, **filter_: Any) -> list[str]:
    return [t.rubrik for t in client.get(LISTA, filter_).context["sida"].rader]


def byt(client: Client, tillsyn: Tillsyn, till: str, **falt: str) -> str:
    svar = client.post(reverse("tillsyn_status", args=[tillsyn.pk, till]), falt, follow=True)
    tillsyn.refresh_from_db()
    return svar.content.decode()


def test_listan_senast_forst_och_filter(client: Client, folk: SimpleNamespace) -> None:
    skapa_tillsyn(folk.norra, "Akter", datum=date(2025, 3, 1), avslutad=date(2025, 4, 1), utfall="brister")
    skapa_tillsyn(folk.norra_gruppen, "Bemanning", datum=date(2026, 1, 1), myndighet="Kommunens revisorer")
    skapa_tillsyn(folk.sodra, "Annan enhet")
    client.force_login(folk.uno)
    assert visade(client) == ["Bemanning", "Akter"]
    assert visade(client, sort="datum") == ["Akter", "Bemanning"]
    assert visade(client, status="pagar") == ["Bemanning"]
    assert visade(client, utfall="brister") == ["Akter"]
    assert visade(client, ar=2025) == ["Akter"]
    assert visade(client, enhet=folk.norra_gruppen.pk) == ["Bemanning"]
    assert visade(client, q="REVISORERNA") == []
    assert visade(client, q="revisorer") == ["Bemanning"]
    export = b"".join(client.get(LISTA, {"export": "csv"}).streaming_content).decode()
    assert "brister påpekade" in export
    assert "Annan enhet" not in export


LIKA: set[int] = set()


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    verksamhet = skapa_verksamhet(skapa_utforare())
    Tillsyn.objects.bulk_create(
        Tillsyn(enhet=folk.norra, rubrik=f"T{n}", myndighet="IVO", datum=date(2026, 1, 1), verksamhet=verksamhet)
        for n in range(antal)
    )
    client.force_login(folk.kim)
    with hogst_fragor(12) as fragor:
        client.get(LISTA)
    LIKA.add(len(fragor))
    assert len(LIKA) == 1


def test_hela_vagen_till_avslutad_och_oppen_igen(client: Client, folk: SimpleNamespace, hogst_fragor: Any) -> None:
    verksamhet = skapa_verksamhet(skapa_utforare())
    client.force_login(folk.bo)
    data = {
        "myndighet": "IVO",
        "rubrik": "Handläggning",
        "enhet": folk.norra.pk,
        "verksamhet": verksamhet.pk,
        "datum": "2026-02-10",
    }
    svar = client.post(reverse("tillsyn_ny"), data)
    tillsyn = Tillsyn.objects.get()
    assert svar.url == tillsyn.get_absolute_url()
    text = byt(client, tillsyn, "avslutad")
    assert "datum då tillsynen avslutades saknas" in text
    assert "utfall och resultat saknas" in text
    assert tillsyn.status == "pagar"

    def andra(**falt: Any) -> str:
        adress = reverse("tillsyn_andra", args=[tillsyn.pk])
        svar = client.post(adress, data | {"version": tillsyn.version} | falt, follow=True)
        tillsyn.refresh_from_db()
        return svar.content.decode()

    klart = {"avslutad": "2026-03-01", "utfall": "brister", "resultat": "Två akter saknade plan."}
    andra(**klart)
    with hogst_fragor(25):
        sida = client.get(tillsyn.get_absolute_url()).content.decode()
    assert "Avsluta tillsynen" in sida
    assert "Omtanke i Älvdalen AB" in sida
    byt(client, tillsyn, "avslutad")
    assert tillsyn.status == "avslutad"
    assert "Tillsynen är avslutad. Ange utfallet, eller öppna den igen först." in andra(**klart | {"utfall": ""})
    assert "Ange när den avslutades" in andra(**klart | {"avslutad": ""})
    assert tillsyn.utfall == "brister"
    assert "Skriv en motivering." in byt(client, tillsyn, "pagar")
    assert tillsyn.status == "avslutad"
    byt(client, tillsyn, "pagar", motivering="Myndigheten återkom.")
    assert tillsyn.status == "pagar"
    historik = client.get(reverse("tillsyn_historik", args=[tillsyn.pk])).content.decode()
    assert "Myndigheten återkom." in historik


@pytest.mark.parametrize(
    ("falt", "besked"),
    [
        ({"avslutad": "2026-02-09"}, "Tillsynen kan inte avslutas före den dag den inleddes."),
        ({"avslutad": "2099-01-01"}, "Datumet har inte varit ännu."),
        ({"datum": "1026-01-01"}, "Ange ett datum mellan år 2000 och 2100."),
        ({"myndighet": ""}, "Vem granskade?"),
        ({"enhet": "sodra"}, "Välj ett av alternativen i listan."),
    ],
)
def test_fel_i_blanketten_sags(client: Client, folk: SimpleNamespace, falt: dict[str, Any], besked: str) -> None:
    if "enhet" in falt:
        falt = {"enhet": folk.sodra.pk}
    client.force_login(folk.bo)
    data = {"myndighet": "IVO", "rubrik": "Akter", "enhet": folk.norra.pk, "datum": "2026-02-10"}
    svar = client.post(reverse("tillsyn_ny"), data | falt)
    assert svar.status_code == 200
    assert besked in svar.content.decode()
    assert not Tillsyn.objects.exists()


def test_koppla_det_man_ser_och_lat_resten_vara(client: Client, folk: SimpleNamespace) -> None:
    tillsyn = skapa_tillsyn(folk.norra)
    gammal, ny, klar = (
        skapa_atgard(folk.norra, "Gammal"),
        skapa_atgard(folk.norra_gruppen, "Ny rutin"),
        skapa_atgard(folk.norra, "Klar", status="avbruten"),
    )
    dold = skapa_atgard(folk.norra, "Dold", skyddad=True, forbi_chef=True)
    annan = skapa_atgard(folk.sodra, "Annan enhets")
    tillsyn.atgarder.add(gammal, dold, klar)
    client.force_login(folk.bo)
    adress = reverse("tillsyn_koppla", args=[tillsyn.pk])
    text = client.get(adress).content.decode()
    assert "Ny rutin" in text
    assert "Dold" not in text
    assert "Annan enhets" not in text
    client.post(adress, {"atgarder": [ny.pk, klar.pk]})
    assert set(tillsyn.atgarder.all()) == {ny, dold, klar}
    assert "finns inte bland dem" in client.post(adress, {"atgarder": [annan.pk]}).content.decode()
    tillsyn.refresh_from_db()
    assert tillsyn.version == 2
    client.post(adress, {"atgarder": [ny.pk, klar.pk]})
    tillsyn.refresh_from_db()
    assert tillsyn.version == 2
    sida = client.get(tillsyn.get_absolute_url()).content.decode()
    assert "Ny rutin" in sida
    assert "Dold" not in sida


def test_ny_atgard_minns_varifran_den_kommer(client: Client, folk: SimpleNamespace) -> None:
    tillsyn = skapa_tillsyn(folk.norra)
    client.force_login(folk.kim)
    adress = reverse("tillsyn_ny_atgard", args=[tillsyn.pk])
    assert f'<option value="{folk.norra.pk}" selected' in client.get(adress).content.decode()
    data = {"rubrik": "Gå igenom alla akter", "enhet": folk.norra.pk, "slag": "rutin"}
    assert client.post(adress, data).url == tillsyn.get_absolute_url()
    atgard = Atgard.objects.get()
    assert list(tillsyn.atgarder.all()) == [atgard]
    assert [u.text for u in bidrag.ursprung([atgard.pk], folk.kim)[atgard.pk]] == [f"Tillsyn: {tillsyn}"]
    assert bidrag.ursprung([atgard.pk], folk.david)[atgard.pk] == []
    assert "Tillsyn: " in client.get(atgard.get_absolute_url()).content.decode()


def test_pagaende_vantar_pa_dem_som_kan_avsluta(folk: SimpleNamespace) -> None:
    tillsyn = skapa_tillsyn(folk.norra)
    skapa_tillsyn(folk.norra, "Klar", avslutad=idag() - timedelta(days=1))

    def vantar(person: Anvandare) -> list[str]:
        return [v.rubrik for v in bidrag.vantar_pa(person)]

    assert vantar(folk.bo) == vantar(folk.kim) == [str(tillsyn)]
    assert vantar(folk.uno) == vantar(folk.lena) == vantar(folk.david) == []
    menyn = {p.titel: p.antal for g in bidrag.meny_for(folk.bo) for p in g.poster}
    assert menyn["Tillsyn"] == "1"


def test_enhet_som_lagts_ned_har_kvar_sina_tillsyner(client: Client, folk: SimpleNamespace) -> None:
    tillsyn = skapa_tillsyn(folk.norra_gruppen, "I gruppen")
    Enhet.objects.filter(pk=folk.norra_gruppen.pk).update(giltig_till=idag() - timedelta(days=1))
    client.force_login(folk.bo)
    assert visade(client) == ["I gruppen"]
    assert visade(client, enhet=folk.norra.pk) == ["I gruppen"]
    ny = client.get(reverse("tillsyn_ny")).context["form"]
    egen = client.get(reverse("tillsyn_andra", args=[tillsyn.pk])).context["form"]
    assert folk.norra_gruppen not in ny.fields["enhet"].queryset
    assert folk.norra_gruppen in egen.fields["enhet"].queryset


def test_tva_som_sparar_samtidigt(client: Client, folk: SimpleNamespace) -> None:
    tillsyn = skapa_tillsyn(folk.norra)
    client.force_login(folk.kim)
    data = {"myndighet": "IVO", "enhet": folk.norra.pk, "datum": "2026-02-10", "version": 1}
    adress = reverse("tillsyn_andra", args=[tillsyn.pk])
    client.post(adress, data | {"rubrik": "Kims text"})
    client.force_login(folk.bo)
    text = client.post(adress, data | {"rubrik": "Bos text"}).content.decode()
    assert "Kims" in text
    assert "Bos" in text
    tillsyn.refresh_from_db()
    assert tillsyn.rubrik == "Kims text"

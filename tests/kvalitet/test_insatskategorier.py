"""The list of service categories: how many activities give each, by which law, and what is kept when one is retired."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse, reverse_lazy

from kvalitet.datum import idag
from kvalitet.models import Insatskategori, Lagrum
from tests.stod.register import skapa_kategori, skapa_utforare, skapa_verksamhet

LISTA = reverse_lazy("insatskategori_lista")


def test_listan_raknar_verksamheter_i_drift_i_dag(client: Client, folk: SimpleNamespace) -> None:
    stod, hem, gammal = (skapa_kategori(namn) for namn in ("Boendestöd", "Ålderdomshem", "Äldre insats"))
    gammal.giltig_till = date(2025, 1, 1)
    gammal.save()
    utforare = skapa_utforare()
    skapa_verksamhet(utforare, "A", kategorier=[stod, hem])
    skapa_verksamhet(utforare, "B", kategorier=[stod])
    skapa_verksamhet(utforare, "C", kategorier=[stod], giltig_till=idag() - timedelta(days=1))
    client.force_login(folk.lena)

    def visade(**filter_: str) -> list[tuple[str, int]]:
        return [(k.namn, k.antal_verksamheter) for k in client.get(LISTA, filter_).context["sida"].rader]

    assert visade() == [("Boendestöd", 2), ("Ålderdomshem", 1)]
    assert visade(alla="on") == [("Boendestöd", 2), ("Ålderdomshem", 1), ("Äldre insats", 0)]
    export = b"".join(client.get(LISTA, {"export": "csv"}).streaming_content).decode()
    assert "Boendestöd;;;2" in export


LIKA: set[int] = set()


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    lag = Lagrum.objects.create(namn="Påhittad lag 1 §", kort="PL")
    rader = Insatskategori.objects.bulk_create(Insatskategori(namn=f"K{n}") for n in range(antal))
    genom = Insatskategori.lagrum.through
    genom.objects.bulk_create(genom(insatskategori=k, lagrum=lag) for k in rader)
    client.force_login(folk.kim)
    with hogst_fragor(12) as fragor:
        client.get(LISTA)
    LIKA.add(len(fragor))
    assert len(LIKA) == 1


def test_sidan_visar_lagrum_med_dagar_och_leder_till_verksamheterna(client: Client, folk: SimpleNamespace) -> None:
    kategori = skapa_kategori(malgrupp="Vuxna")
    kategori.lagrum.add(
        Lagrum.objects.create(namn="Påhittad lag 1 §", kort="PL", giltig_till=date(2025, 6, 30)),
        Lagrum.objects.create(namn="Påhittad lag 2 §", kort="PL", giltig_fran=date(2025, 7, 1)),
    )
    privat = skapa_utforare()
    skapa_verksamhet(privat, "A", kategorier=[kategori])
    skapa_verksamhet(privat, "B", kategorier=[kategori])
    skapa_verksamhet(skapa_utforare("Älvhamra kommun", driftform="kommunal"), "C", kategorier=[kategori])
    client.force_login(folk.bo)
    svar = client.get(kategori.get_absolute_url())
    text = svar.content.decode()
    assert "till och med 2025-06-30" in text
    assert "från och med 2025-07-01" in text
    antal = {rad.namn: rad for rad in svar.context["per_driftform"]}
    assert {namn: rad.antal for namn, rad in antal.items()} == {"Kommunal utförare": 1, "Privat utförare": 2}
    lista = client.get(antal["Privat utförare"].url)
    assert [v.namn for v in lista.context["sida"].rader] == ["A", "B"]
    client.force_login(folk.adam)  # keeps the list but follows no providers
    assert client.get(kategori.get_absolute_url()).context["per_driftform"] == []


def test_skapa_och_dra_tillbaka(client: Client, folk: SimpleNamespace) -> None:
    galler = Lagrum.objects.create(namn="Påhittad lag 2 §", kort="PL")
    gammalt = Lagrum.objects.create(namn="Påhittad lag 1 §", kort="PL", giltig_till=date(2020, 1, 1))
    client.force_login(folk.adam)
    data = {"namn": "Boendestöd", "malgrupp": "Vuxna", "lagrum": [galler.pk]}
    assert "Påhittad lag 1 §" not in client.get(reverse("insatskategori_ny")).content.decode()
    client.post(reverse("insatskategori_ny"), data)
    kategori = Insatskategori.objects.get()
    verksamhet = skapa_verksamhet(skapa_utforare(), kategorier=[kategori])
    kategori.lagrum.add(gammalt)
    adress = reverse("insatskategori_andra", args=[kategori.pk])
    assert "Påhittad lag 1 §" in client.get(adress).content.decode()
    client.post(adress, data | {"version": 1, "giltig_till": "2025-12-31"})
    kategori.refresh_from_db()
    assert kategori.har_upphort
    assert list(verksamhet.insatskategorier.all()) == [kategori]
    historik = client.get(reverse("insatskategori_historik", args=[kategori.pk])).content.decode()
    assert "2025-12-31" in historik
    dubblett = client.post(reverse("insatskategori_ny"), data).content.decode()
    assert "finns redan" in dubblett

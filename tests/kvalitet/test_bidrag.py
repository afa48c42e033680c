"""The menu counts what waits without reading it; the start page reads it."""

import pytest
import time_machine

from kvalitet import bidrag
from kvalitet.models import Anvandare
from tests.stod.arenden import skapa_avvikelse


def antal_i_menyn(person: Anvandare, titel: str) -> str:
    person = Anvandare.objects.get(pk=person.pk)
    return next(p.antal for g in bidrag.meny_for(person) for p in g.poster if p.titel == titel)


@pytest.mark.parametrize(("antal", "text"), [(0, ""), (1, "1"), (99, "99"), (101, "99+")])
def test_menyn_raknar_till_nittionio(folk, antal, text):
    for _ in range(antal):
        skapa_avvikelse(enhet=folk.norra_gruppen)
    assert antal_i_menyn(folk.bo, "Ärenden") == text
    assert antal_i_menyn(folk.bo, "Start") == text
    assert antal_i_menyn(folk.david, "Start") == ""


def test_start_visar_det_mest_bradskande_och_sager_hur_manga(client, folk):
    for _ in range(12):
        skapa_avvikelse(enhet=folk.norra_gruppen)
    client.force_login(folk.bo)
    svar = client.get("/")
    assert len(svar.context["vantar"]) == 10
    assert svar.context["antal_vantar"] == 12


def test_menyns_tal_raknas_om_efter_det_man_gor_och_efter_en_stund(client, folk):
    def antal() -> str:
        poster = [p for g in client.get("/").context["meny"] for p in g["poster"]]
        return next(p["antal"] for p in poster if p["titel"] == "Ärenden")

    client.force_login(folk.bo)
    with time_machine.travel("2026-11-22T08:00:00+00:00", tick=False) as klocka:
        client.force_login(folk.bo)
        skapa_avvikelse(enhet=folk.norra_gruppen)
        assert antal() == "1"
        skapa_avvikelse(enhet=folk.norra_gruppen)
        assert antal() == "1"
        klocka.shift(31)
        assert antal() == "2"
        skapa_avvikelse(enhet=folk.norra_gruppen)
        client.post("/utkast/", {"utkast_token": "fel"})
        assert antal() == "3"


def test_vad_rummen_vet_om_en_utforare_star_i_kedjans_ordning(folk, monkeypatch):
    monkeypatch.setattr(bidrag, "_verksamhetsdelar", [])

    def registrera(ordning, rubrik):
        bidrag.registrera(
            verksamhetsdel=lambda utforare_id, verksamhet_ids, anvandare: bidrag.Processdel(
                ordning, rubrik, (bidrag.Post(f"{utforare_id} {verksamhet_ids} {anvandare.username}", "/"),), ""
            )
        )

    registrera(20, "Granskningar")
    registrera(10, "Avtal")
    delar = bidrag.verksamhetsdelar(7, [1, 2], folk.bo)
    assert [d.rubrik for d in delar] == ["Avtal", "Granskningar"]
    assert delar[0].poster[0].text == "7 [1, 2] bo"

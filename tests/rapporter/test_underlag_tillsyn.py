"""Supervision by others, counted by hand."""

import json
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from kvalitet.models import Enhet, enheter_under
from rapporter.underlag.rader import raknat, stammer
from rapporter.underlag.tillsyn import rader, synliga, tillsyn
from tests.stod.rapporter import STOCKHOLM
from tests.stod.register import skapa_tillsyn, skapa_utforare, skapa_verksamhet

UTTAG = datetime(2026, 1, 26, 8, tzinfo=STOCKHOLM)
IVO = "Inspektionen för vård och omsorg"


@pytest.fixture
def f(folk: SimpleNamespace) -> SimpleNamespace:
    """2024: two, of which one goes on. 2025: that one ends and two begin: one by IVO in capitals, one still open."""
    skapa_tillsyn(folk.norra, "Akter", datum=date(2024, 3, 1), avslutad=date(2024, 9, 1))
    skapa_tillsyn(
        folk.norra_gruppen,
        "Tider",
        datum=date(2024, 11, 1),
        avslutad=date(2025, 2, 1),
        utfall="brister",
        resultat="Sent.",
    )
    skapa_tillsyn(folk.norra, "Boendet", myndighet=IVO.upper(), datum=date(2025, 4, 1), avslutad=date(2025, 5, 1))
    verksamhet = skapa_verksamhet(skapa_utforare(), "Ängsgatan")
    # Closed only after the figures were taken, so it is open in the report.
    skapa_tillsyn(
        folk.norra,
        "Arbetsmiljön",
        myndighet="Arbetsmiljöverket",
        verksamhet=verksamhet,
        anledning="Anmälan",
        datum=date(2025, 6, 1),
        avslutad=date(2026, 1, 27),
    )
    skapa_tillsyn(folk.norra, "Före", datum=date(2022, 1, 1), avslutad=date(2023, 12, 31))
    skapa_tillsyn(folk.norra, "Efter", datum=date(2026, 1, 2))
    skapa_tillsyn(folk.sodra, "Annan enhet", datum=date(2025, 4, 1))
    return folk


def test_talen_och_tabellerna(f: SimpleNamespace, hogst_fragor: Any) -> None:
    ids = enheter_under([f.norra.pk])
    with hogst_fragor(1):
        u = tillsyn(ids, 2025, UTTAG, publicerat={"tillsyn.antal": 3})
    assert {t.nyckel: t.varde for t in u.tal if not t.nyckel.endswith(".fjol")} == {
        "tillsyn.antal": 3,
        "tillsyn.inledda": 2,
        "tillsyn.avslutade": 2,
        "tillsyn.myndighet.inspektionen-for-vard-och-omsorg": 2,
        "tillsyn.myndighet.arbetsmiljoverket": 1,
        "tillsyn.utfall.pagar": 1,
        "tillsyn.utfall.ingen_brist": 1,
        "tillsyn.utfall.brister": 1,
        "tillsyn.utfall.forelaggande": 0,
    }
    assert u.hamta_tal("tillsyn.antal").jamforelse == "2024: publicerat 3, omräknat 2"
    assert u.hamta_tal("tillsyn.utfall.pagar.fjol").varde == 1
    per_myndighet, per_utfall, lista = u.tabeller
    assert [[c.text for c in rad] for rad in per_myndighet.rader] == [
        ["Arbetsmiljöverket", "1", "0"],
        [IVO, "2", "2"],
    ]
    assert per_utfall.rader[0][0].text == "Pågick vid årets slut"
    assert [(rad[0].text, rad[2].text, rad[4].text, rad[4].under) for rad in lista.rader] == [
        ("Tider", "Norra gruppen", "Brister påpekade", "Sent."),
        ("Boendet", "Norra enheten", "Inga brister", "Inget att anmärka på."),
        ("Arbetsmiljön", "Norra enheten", "Pågick vid årets slut", ""),
    ]
    assert lista.rader[2][2].under == "Ängsgatan"
    assert u.forbehall == ()


def test_varje_tal_oppnar_exakt_sina_rader(f: SimpleNamespace) -> None:
    ids = enheter_under([f.norra.pk])
    lagrade = json.loads(json.dumps(rader(ids, 2025, UTTAG)))  # as they are frozen
    for tal in tillsyn(ids, 2025, UTTAG).tal:
        bakom = [rad for rad in lagrade if stammer(rad, tal.filter)]
        assert raknat(tal.raknas, bakom) == tal.varde
        assert len(bakom) == tal.n


def test_utan_tillsyn_sags_det(folk: SimpleNamespace) -> None:
    u = tillsyn([folk.norra.pk], 2025, UTTAG)
    assert u.forbehall == ("Ingen tillsyn genomfördes under året.",)
    assert u.tabeller == ()
    assert u.hamta_tal("tillsyn.antal").varde == 0


def test_enhet_som_lagts_ned_under_aret_raknas_det_aret(f: SimpleNamespace) -> None:
    Enhet.objects.filter(pk=f.norra_gruppen.pk).update(giltig_till=date(2025, 6, 30))
    u = tillsyn(enheter_under([f.norra.pk]), 2025, UTTAG)
    assert u.hamta_tal("tillsyn.antal").varde == 3


def test_posterna_visas_for_den_som_far_se_dem(f: SimpleNamespace) -> None:
    ids = [rad["id"] for rad in rader(enheter_under([f.forvaltning.pk]), 2025, UTTAG)]
    assert {t.rubrik for t in synliga(ids, f.david)} == {"Annan enhet"}
    assert len(synliga(ids, f.bo)) == 4

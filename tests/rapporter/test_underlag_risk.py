"""Risks before next year, counted by hand."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from kvalitet.models import enheter_under
from rapporter.underlag.rader import raknat, stammer
from rapporter.underlag.risk import rader, risk, synliga
from tests.stod.planer import bedom, skapa_plan, skapa_rad, skapa_risk
from tests.stod.rapporter import STOCKHOLM

UTTAG = datetime(2026, 1, 26, 8, tzinfo=STOCKHOLM)


@pytest.fixture
def f(folk: SimpleNamespace) -> SimpleNamespace:
    """2024 and 2025 have adopted plans. Väntan is in both (9 → 12) and remains, also in the group; Nycklar is new and
    remedied (8 → its only assessment); Schema was noticed in 2025 and is in no plan; Buller only in 2024."""
    forra, plan = (
        skapa_plan(folk.norra, 2024, faststalld_av=folk.bo),
        skapa_plan(folk.norra, 2025, faststalld_av=folk.bo),
    )
    vantan, nycklar, buller = (skapa_risk(folk.norra, text) for text in ("Väntan", "Nycklar", "Buller"))
    skapa_rad(forra, vantan, lage="kvarstar", lage_kommentar="Kö.")
    skapa_rad(forra, buller, lage="avhjalpt", lage_kommentar="Nytt golv.")
    skapa_rad(plan, vantan, lage="minskat", lage_kommentar="Kortare.")
    skapa_rad(plan, vantan, enhet=folk.norra_gruppen, lage="kvarstar", lage_kommentar="Lika lång.")
    skapa_rad(plan, nycklar, lage="avhjalpt", lage_kommentar="Nytt skåp.")
    bedom(vantan, 3, 3, date(2024, 2, 1))
    bedom(vantan, 3, 4, date(2025, 9, 1))
    bedom(vantan, 1, 1, date(2026, 1, 2))  # belongs to the year after
    bedom(nycklar, 2, 4, date(2025, 2, 1))
    skapa_risk(folk.norra_gruppen, "Schema", uppkommen=date(2025, 10, 1))
    skapa_risk(folk.norra, "Senare", uppkommen=date(2026, 1, 2))
    skapa_rad(skapa_plan(folk.norra, 2026), skapa_risk(folk.norra, "I ett utkast"))
    skapa_rad(skapa_plan(folk.sodra, 2025, faststalld_av=folk.david), skapa_risk(folk.sodra, "Annan enhets"))
    return folk


def test_talen(f: SimpleNamespace, hogst_fragor: Any) -> None:
    ids = enheter_under([f.norra.pk])
    with hogst_fragor(3):
        u = risk(ids, 2025, UTTAG)
    assert {t.nyckel: t.varde for t in u.tal if t.nyckel.count(".") == 1} == {
        "risk.antal": 3,
        "risk.bedomda": 2,
        "risk.obedomda": 1,
        "risk.over": 2,
        "risk.okade": 1,
        "risk.minskade": 0,
        "risk.kvar": 2,
        "risk.nya": 2,
    }
    assert {t.nyckel: t.varde for t in u.tal if t.nyckel.endswith(".fjol")}["risk.antal.fjol"] == 2
    assert u.hamta_tal("risk.kvar.fjol").varde == 1
    assert u.forbehall == ("1 av 3 risker är inte bedömda med sannolikhet och allvarlighetsgrad.",)


def test_tabeller_och_matris(f: SimpleNamespace) -> None:
    u = risk(enheter_under([f.norra.pk]), 2025, UTTAG, lank=lambda nyckel: f"/{nyckel}/")
    nivaer, hogsta, nasta = u.tabeller
    assert [[c.text for c in rad] for rad in nivaer.rader] == [
        ["Mycket hög", "1", "0"],
        ["Hög", "1", "1"],
        ["Medel", "0", "0"],
        ["Låg", "0", "0"],
        ["Inte bedömd", "1", "1"],
    ]
    assert nivaer.rader[0][1].lank == "/risk.niva.mycket_hog/"
    assert [[c.text for c in rad] for rad in hogsta.rader] == [
        ["Väntan", "Norra enheten", "9", "12", "Ökat"],
        ["Nycklar", "Norra enheten", "–", "8", "–"],
    ]
    assert nasta.rubrik == "Föreslås till planen 2026"
    assert [[c.text for c in rad] for rad in nasta.rader] == [
        ["Väntan", "Norra enheten", "Kvarstår", "för tredje året"],
        ["Schema", "Norra gruppen", "Inte bedömt", "för första året"],
    ]
    [figur] = u.figurer
    assert figur.titel == "Ingen risk har minskat, en har ökat"
    assert [(p.kort, p.plats, p.plats_da, p.lank) for p in figur.punkter] == [
        ("R1", (3, 4), (3, 3), ""),
        ("R2", (2, 4), None, ""),
    ]
    assert figur.grans == 8


def test_raderna_bar_varje_tal(f: SimpleNamespace) -> None:
    """What is frozen gives the same figures again."""
    ids = enheter_under([f.norra.pk])
    alla = rader(ids, 2025, UTTAG)
    for t in risk(ids, 2025, UTTAG).tal:
        assert raknat(t.raknas, [rad for rad in alla if stammer(rad, t.filter)]) == t.varde, t.nyckel


def test_utan_risker(folk: SimpleNamespace) -> None:
    u = risk([folk.norra.pk], 2025, UTTAG)
    assert (u.tabeller, u.figurer) == ((), ())
    assert u.forbehall == ("Ingen risk följs i en fastställd kvalitetsplan för 2025.",)


def test_vem_som_ser_riskerna(f: SimpleNamespace) -> None:
    ids = [rad["id"] for rad in rader(enheter_under([f.norra.pk]), 2025, UTTAG)]
    assert synliga(ids, f.bo).count() == len(set(ids))
    assert synliga(ids, f.david).count() == 0

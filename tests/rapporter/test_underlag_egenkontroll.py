"""The year's self-checks, counted by hand."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from kvalitet.models import enheter_under
from rapporter.underlag.egenkontroll import egenkontroll, rader, synliga
from rapporter.underlag.rader import raknat, stammer
from tests.stod.planer import skapa_atgard, skapa_egenkontroll, skapa_tillfalle
from tests.stod.rapporter import STOCKHOLM

UTTAG = datetime(2026, 1, 26, 8, tzinfo=STOCKHOLM)
GJORD = {"status": "genomford"}


@pytest.fixture
def f(folk: SimpleNamespace) -> SimpleNamespace:
    """2025 in Norra: a share at three occasions (19/20, 8/10, late), one in the group missed, a count (4 and 2), one
    due later; 2024: 9/10. Södra has its own."""
    andel = skapa_egenkontroll(
        folk.norra, "Barn hörda", metod="andel", taljare="hörda", namnare="barn", mal_operator="minst", mal_tal=90
    )
    antal = skapa_egenkontroll(folk.norra, "Fall", metod="antal")
    ord_ = skapa_egenkontroll(folk.norra, "Samtal")
    skapa_tillfalle(andel, 6, 2024, taljare=9, namnare=10, genomford_dag=date(2024, 7, 1), **GJORD)
    skapa_tillfalle(andel, 1, 2025, taljare=19, namnare=20, genomford_dag=date(2025, 2, 1), **GJORD)
    f = folk
    f.under = skapa_tillfalle(andel, 2, 2025, taljare=8, namnare=10, genomford_dag=date(2025, 3, 1), **GJORD)
    f.sen = skapa_tillfalle(andel, 3, 2025)
    skapa_tillfalle(andel, 4, 2025, enhet=folk.norra_gruppen, status="utebliven", skal="Ingen hann.")
    skapa_tillfalle(antal, 1, 2025, antal=4, genomford_dag=date(2025, 2, 1), **GJORD)
    skapa_tillfalle(antal, 2, 2025, antal=2, genomford_dag=date(2025, 3, 1), **GJORD)
    skapa_tillfalle(ord_, 1, 2025, resultat_text="Bra.", genomford_dag=date(2025, 2, 1), **GJORD)
    # registered only after the figures were taken, and due after them
    skapa_tillfalle(
        andel, 12, 2025, forfaller=date(2026, 2, 1), taljare=1, namnare=1, genomford_dag=date(2026, 1, 27), **GJORD
    )
    skapa_tillfalle(skapa_egenkontroll(folk.sodra), 1, 2025)
    return f


def test_talen(f: SimpleNamespace, hogst_fragor: Any) -> None:
    ids = enheter_under([f.norra.pk])
    with hogst_fragor(1):
        u = egenkontroll(ids, 2025, UTTAG, publicerat={"egenkontroll.planerade": 2})
    nyckeltal = {t.nyckel.partition(".")[2]: t.varde for t in u.tal if t.nyckel.count(".") == 1}
    assert nyckeltal == {
        "planerade": 8,
        "genomforda": 5,
        "uteblivna": 1,
        "forsenade": 1,
        "andel_genomforda": Decimal("71.4"),
        "natt": 1,
        "ej_natt": 1,
        "ej_matt": 2,
        "utan_atgard": 1,
    }
    assert u.hamta_tal("egenkontroll.planerade").jamforelse == "2024: publicerat 2, omräknat 1"
    assert u.hamta_tal("egenkontroll.natt.fjol").varde == 1
    assert u.forbehall == (
        "1 av årets tillfällen var ännu inte klara att redovisa när siffrorna hämtades.",
        "Målet är inte nått och ingen åtgärd är kopplad: Barn hörda (Norra enheten, februari 2025).",
    )
    f.under.atgarder.add(skapa_atgard(f.norra))
    assert egenkontroll(ids, 2025, UTTAG).hamta_tal("egenkontroll.utan_atgard").varde == 0


def test_tabeller_och_figur(f: SimpleNamespace) -> None:
    u = egenkontroll(enheter_under([f.norra.pk]), 2025, UTTAG, lank=lambda nyckel: f"/{nyckel}/")
    per_enhet, per_kontroll = u.tabeller
    assert [[c.text for c in rad] for rad in per_enhet.rader] == [
        ["Norra enheten", "7", "5", "0", "1", "83,3\u00a0%"],
        ["Norra gruppen", "1", "0", "1", "0", "0,0\u00a0%"],
    ]
    # 27 of 30 children: 90 %, though one of the occasions missed the target
    assert [[c.text for c in rad] for rad in per_kontroll.rader] == [
        ["Barn hörda", "90,0\u00a0%", "30", "minst 90\u00a0%", "1 av 2", "90,0\u00a0%"],
        ["Fall", "6", "–", "–", "–", "–"],
    ]
    [figur] = u.figurer
    assert figur.titel == "1 av 2 mätta resultat når målet"
    assert [(p.etikett, p.delar) for p in figur.punkter] == [("Norra enheten", (1, 1, 1)), ("Norra gruppen", (0, 0, 1))]
    assert figur.punkter[0].dellankar[1] == f"/egenkontroll.ej_natt_enhet.{f.norra.pk}/"


def test_raderna_bar_varje_tal(f: SimpleNamespace) -> None:
    """What is frozen gives the same figures again."""
    ids = enheter_under([f.norra.pk])
    alla = rader(ids, 2025, UTTAG)
    for t in egenkontroll(ids, 2025, UTTAG).tal:
        assert raknat(t.raknas, [rad for rad in alla if stammer(rad, t.filter)]) == t.varde, t.nyckel


def test_ingen_att_rakna_pa_ar_inget_varde(folk: SimpleNamespace) -> None:
    kontroll = skapa_egenkontroll(folk.norra, metod="andel", mal_operator="minst", mal_tal=90)
    skapa_tillfalle(kontroll, 1, 2025, taljare=0, namnare=0, genomford_dag=date(2025, 2, 1), **GJORD)
    u = egenkontroll([folk.norra.pk], 2025, UTTAG)
    assert u.hamta_tal(f"egenkontroll.resultat.{kontroll.pk}").varde is None
    assert u.hamta_tal("egenkontroll.ej_matt").varde == 1
    assert u.figurer == ()


def test_utan_tillfallen(folk: SimpleNamespace) -> None:
    u = egenkontroll([folk.norra.pk], 2025, UTTAG)
    assert (u.tabeller, u.figurer, u.forbehall) == ((), (), ("Inga egenkontroller var planerade för 2025.",))
    assert u.hamta_tal("egenkontroll.andel_genomforda").varde is None


def test_vem_som_ser_tillfallena(f: SimpleNamespace) -> None:
    ids = [rad["id"] for rad in rader(enheter_under([f.norra.pk]), 2025, UTTAG)]
    assert synliga(ids, f.bo).count() == len(ids)
    assert synliga(ids, f.david).count() == 0

"""The follow-up of the plan as the report's table, counted by hand."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from kvalitet.models import enheter_under
from rapporter.underlag.plan import plan, poster, rader, stammer
from risker.models import Delrisk, Planprocess
from tests.stod.planer import skapa_atgard, skapa_egenkontroll, skapa_plan, skapa_process, skapa_rad, skapa_risk
from tests.stod.rapporter import STOCKHOLM

UTTAG = datetime(2026, 1, 26, 8, tzinfo=STOCKHOLM)


@pytest.fixture
def f(folk: SimpleNamespace) -> SimpleNamespace:
    process = skapa_process(folk.norra, "Ta emot ansökan", "1")
    p = skapa_plan(folk.norra, 2025, faststalld_av=folk.bo)
    risk = skapa_risk(folk.norra, "Besked dröjer", process=process)
    for i, text in enumerate(("för barn", "för vuxna"), start=1):
        Delrisk.objects.create(risk=risk, ordning=i, text=text)
    rad = skapa_rad(p, risk, lage="minskat", lage_kommentar="Färre klagomål.")
    rad.egenkontroller.add(skapa_egenkontroll(folk.norra, "Mät väntan"))
    rad.planprocess.egenkontroller.add(skapa_egenkontroll(folk.norra, "Granska akter"))
    rad.planprocess.atgarder.add(skapa_atgard(folk.norra, "Ny rutin"))
    skapa_rad(p, skapa_risk(folk.norra, "Rutin saknas", process=process), lage="kvarstar", lage_kommentar="Ingen tid.")
    skapa_rad(p, skapa_risk(folk.norra, "Ingen process"), enhet=folk.norra_gruppen)
    fjol = skapa_plan(folk.norra, 2024, faststalld_av=folk.bo)
    skapa_rad(fjol, lage="kvarstar", lage_kommentar="Som förut.")
    skapa_rad(skapa_plan(folk.norra_gruppen, 2025))  # a draft does not count
    skapa_rad(skapa_plan(folk.sodra, 2025, faststalld_av=folk.david))
    return folk


def test_tabellen_och_talen(f: SimpleNamespace) -> None:
    u = plan(enheter_under([f.norra.pk]), 2025, UTTAG)
    assert {t.nyckel: (t.varde, t.jamforelse) for t in u.tal} == {
        "plan.risker": (3, "1 år 2024"),
        "plan.avhjalpt": (0, "0 år 2024"),
        "plan.minskat": (1, "0 år 2024"),
        "plan.kvarstar": (1, "1 år 2024"),
        "plan.okat": (0, "0 år 2024"),
        "plan.ej_bedomda": (1, "0 år 2024"),
    }
    per_lage, tabell = u.tabeller
    assert per_lage.fot[1].text == "3"
    assert [k.text for k in tabell.kolumner] == ["Process", "Risk", "Enhet", "Egenkontroll", "Åtgärd", "Läge"]
    assert [[c.text for c in rad] for rad in tabell.rader] == [
        ["1 Ta emot ansökan", "Besked dröjer", "Norra enheten", "Granska akter; Mät väntan", "Ny rutin", "Minskat"],
        ["1 Ta emot ansökan", "Rutin saknas", "Norra enheten", "–", "–", "Kvarstår"],
        ["Hela verksamheten", "Ingen process", "Norra gruppen", "–", "–", "Inte bedömd"],
    ]
    rad = next(r for r in tabell.rader if r[1].text == "Besked dröjer")
    assert rad[1].under == "för barn; för vuxna"
    assert rad[5].under == "Färre klagomål."
    assert u.forbehall == ("1 av 3 risker har ännu inte fått något läge vid årets slut.",)


def test_varje_tal_oppnar_exakt_sina_rader(f: SimpleNamespace) -> None:
    ids = enheter_under([f.norra.pk])
    lagrade = rader(ids, 2025, UTTAG)
    for t in plan(ids, 2025, UTTAG).tal:
        med_fraga = set(poster(ids, UTTAG, t.filter).values_list("pk", flat=True))
        assert med_fraga == {rad["id"] for rad in lagrade if stammer(rad, t.filter)}
        assert len(med_fraga) == t.varde


def test_utan_plan_sags_det(folk: SimpleNamespace) -> None:
    u = plan([folk.norra.pk], 2025, UTTAG)
    assert u.forbehall == ("Det finns ingen fastställd kvalitetsplan för 2025.",)
    assert len(u.tabeller) == 1


def test_skyddad_atgard_star_inte_i_rapporten_men_process_utan_risk_gor_det(folk: SimpleNamespace) -> None:
    plan_ = skapa_plan(folk.norra, 2025, faststalld_av=folk.bo)
    rad = skapa_rad(plan_)
    rad.atgarder.add(
        skapa_atgard(folk.norra, "Öppen åtgärd"), skapa_atgard(folk.norra, "Åtgärd ur lex Sarah", skyddad=True)
    )
    process = Planprocess.objects.create(plan=plan_, process=skapa_process(folk.norra, "Dokumentera", "7"), ordning=9)
    process.egenkontroller.add(skapa_egenkontroll(folk.norra, "Granska fem akter"))
    tabell = plan([folk.norra.pk], 2025, UTTAG).tabeller[1]
    rader = [[cell.text for cell in rad] for rad in tabell.rader]
    assert ["7 Dokumentera", "Ingen risk i planen", "Norra enheten", "Granska fem akter", "–", "–"] in rader
    assert "Öppen åtgärd" in str(rader)
    assert "lex Sarah" not in str(rader)

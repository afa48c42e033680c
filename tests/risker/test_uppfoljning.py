"""The follow-up table of a plan."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from risker.importen.handling import importera_till
from risker.models import Kvalitetsplan
from risker.uppfoljning import avsnitt_for
from tests.risker import underlag
from tests.stod.planer import bedom, skapa_plan, skapa_rad, skapa_risk


def test_d2019_i_tabellen(folk: SimpleNamespace, hogst_fragor: Any) -> None:
    enhet = underlag.skapa_enheter("d2019", folk.norra)
    importera_till(enhet=enhet, ar=2019, innehall=underlag.bok("d2019"), namn="plan.xlsx")
    with hogst_fragor(10):
        avsnitt = avsnitt_for(Kvalitetsplan.objects.select_related("enhet"))
    rader = [rad for del_ in avsnitt for rad in del_.rader]
    assert (len(avsnitt), len(rader)) == (21, 43)
    assert sum(len(rad.innehall.egenkontroller) for rad in rader) == 26
    assert sum(len(rad.innehall.alla_atgarder) for rad in rader) == 60
    assert sum(rad.innehall.tomt for rad in rader) == 3
    assert sum(rad.utan_egenkontroll for rad in rader) == 19
    assert sum(rad.utan_atgard for rad in rader) == 3
    tjugotva = rader[21]
    assert len(tjugotva.innehall.egenkontroller[0].atgarder) == 2
    assert tjugotva.innehall.atgarder == ()
    assert tjugotva.enhet in {str(e) for e in enhet.descendants()}


def test_riskvardet_vid_arets_borjan_och_nu(folk: SimpleNamespace) -> None:
    bedomd, ny, obedomd = (skapa_risk(folk.norra, text) for text in ("Bedömd", "Ny", "Obedömd"))
    plan = skapa_plan(folk.norra, 2026)
    for risk in (bedomd, ny, obedomd):
        skapa_rad(plan, risk)
    bedom(bedomd, 3, 3, date(2025, 12, 12))
    bedom(bedomd, 2, 3, date(2026, 9, 1))
    bedom(ny, 4, 4, date(2026, 2, 1))
    [avsnitt] = avsnitt_for([plan])
    assert [rad.varden for rad in avsnitt.rader] == ["9 → 6", "16", ""]

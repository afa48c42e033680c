"""The follow-up table as the report gets it."""

from types import SimpleNamespace
from typing import Any

from kvalitet.models import enheter_under
from risker.importen.handling import importera_till
from risker.models import Kvalitetsplan
from risker.uppfoljning import planrader_for_rapport
from tests.risker import underlag
from tests.stod.planer import skapa_plan, skapa_rad


def test_d2019_i_rapporten(folk: SimpleNamespace, hogst_fragor: Any) -> None:
    enhet = underlag.skapa_enheter("d2019", folk.norra)
    importera_till(enhet=enhet, ar=2019, innehall=underlag.bok("d2019"), namn="plan.xlsx")
    enheter = enheter_under([folk.norra.pk])
    assert planrader_for_rapport(enheter, 2019) == []  # a draft is in no report
    plan = Kvalitetsplan.objects.get()
    plan.byt_status("faststalld", av=folk.bo)
    with hogst_fragor(9):
        avsnitt = planrader_for_rapport(enheter, 2019)
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


def test_bara_de_valda_enheterna_och_aret(folk: SimpleNamespace) -> None:
    for enhet, av in ((folk.norra, folk.bo), (folk.sodra, folk.david)):
        for ar in (2025, 2026):
            skapa_rad(skapa_plan(enhet, ar, faststalld_av=av), lage="okat", lage_kommentar="Mätt.")
    avsnitt = planrader_for_rapport({folk.norra.pk}, 2026)
    assert [(a.planens_enhet, a.ar, a.process) for a in avsnitt] == [("Norra enheten", 2026, "Hela enheten")]
    rad = avsnitt[0].rader[0]
    assert (rad.nummer, rad.lage, rad.lagenamn, rad.kommentar) == ("R1", "okat", "ökat", "Mätt.")

"""The follow-up table of a plan."""

from types import SimpleNamespace
from typing import Any

from risker.importen.handling import importera_till
from risker.models import Kvalitetsplan
from risker.uppfoljning import avsnitt_for
from tests.risker import underlag


def test_d2019_i_tabellen(folk: SimpleNamespace, hogst_fragor: Any) -> None:
    enhet = underlag.skapa_enheter("d2019", folk.norra)
    importera_till(enhet=enhet, ar=2019, innehall=underlag.bok("d2019"), namn="plan.xlsx")
    with hogst_fragor(9):
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

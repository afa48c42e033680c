"""A second import updates by id, says what differs and leaves alone what the file does not mention."""

from types import SimpleNamespace

import pytest

from egenkontroller.models import Egenkontroll
from kvalitet.models import Atgard, Process
from risker.importen.handling import importera
from risker.importen.mall import arbetsbok
from risker.models import Kvalitetsplan, Planrad, Risk
from tests.risker.test_import_fel import Rader, exempel, med
from tests.stod.planer import skapa_plan


@pytest.fixture
def plan(folk: SimpleNamespace) -> Kvalitetsplan:
    plan = skapa_plan(folk.norra, 2026)
    importera(plan=plan, innehall=arbetsbok(exempel()), namn="forsta.xlsx")
    return plan


def las_in(plan: Kvalitetsplan, rader: Rader) -> dict[tuple[str, str], list[tuple[str, str, str]]]:
    """Import and give (kind, id) → changed fields."""
    resultat = importera(plan=plan, innehall=arbetsbok(rader), namn="andra.xlsx")
    assert not resultat.nya
    return {(p.slag, p.id): [(a.etikett, a.fore, a.efter) for a in p.andringar] for p in resultat.andrade}


def test_andrade_texter(plan: Kvalitetsplan) -> None:
    rader = med("Risker", 0, Risk="Besked dröjer i två veckor.", Orsak="Få läser posten.")
    rader["Processer"][0]["Namn"] = "Utreda behov"
    rader["Åtgärder"][0] |= {"Klar senast": "2026-12-01", "Ansvarig": "enhetschef"}
    assert las_in(plan, rader) == {
        ("Processer", "1"): [("Namn", "Utreda", "Utreda behov")],
        ("Risker", "R1"): [
            ("Risk", "Besked dröjer.", "Besked dröjer i två veckor."),
            ("Orsak", "", "Få läser posten."),
        ],
        ("Åtgärder", "A1"): [("Ansvarig funktion", "", "enhetschef"), ("Klar senast", "2026-11-30", "2026-12-01")],
    }
    assert Risk.objects.count() == 2
    assert Process.objects.count() == 2
    atgard = Atgard.objects.get()
    assert atgard.version == 2
    assert atgard.history.first().history_change_reason == "Import av andra.xlsx"


def test_tom_cell_andrar_inget(plan: Kvalitetsplan) -> None:
    Risk.objects.filter(planrader__importnyckel="R1").update(orsak="Skriven på sidan.")
    assert las_in(plan, exempel()) == {}
    assert Risk.objects.get(planrader__importnyckel="R1").orsak == "Skriven på sidan."


def test_kopplingar_flyttas(plan: Kvalitetsplan) -> None:
    rader = med("Egenkontroller", 0, Risk_id="R1")
    rader["Åtgärder"][0] |= {"Egenkontroll-id": "E1"}
    assert las_in(plan, rader) == {
        ("Egenkontroller", "E1"): [("Hör till", "processen 1 Utreda", "R1")],
        ("Åtgärder", "A1"): [("Egenkontroller", "", "E1")],
    }
    kontroll = Egenkontroll.objects.get()
    assert kontroll.planrader.get().importnyckel == "R1"
    assert not kontroll.planprocesser.exists()
    assert kontroll.atgarder.count() == 1


def test_samma_risk_i_tva_grupper_kan_skiljas_at(folk: SimpleNamespace) -> None:
    plan = skapa_plan(folk.norra, 2026)
    gemensam = med("Risker", 1, Process="1", Risk="Besked dröjer.")
    importera(plan=plan, innehall=arbetsbok(gemensam), namn="plan.xlsx")
    assert Risk.objects.count() == 1
    skild = med("Risker", 1, Process="1", Risk="Besked uteblir.")
    importera(plan=plan, innehall=arbetsbok(skild), namn="plan.xlsx")
    assert sorted(Planrad.objects.values_list("importnyckel", "risk__text")) == [
        ("R1", "Besked dröjer."),
        ("R2", "Besked uteblir."),
    ]


def test_rader_kan_byta_text_och_enhet_med_varandra(plan: Kvalitetsplan) -> None:
    rader = exempel()
    r1, r2 = rader["Risker"]
    rader["Risker"] = [r1 | {"Risk": r2["Risk"], "Process": "2"}, r2 | {"Risk": r1["Risk"], "Process": "1"}]
    rader["Åtgärder"] = [{"Id": "A1", "Risk-id": "R1", "Text": "Ge besked varje måndag"}]
    las_in(plan, rader)
    assert sorted(Planrad.objects.values_list("importnyckel", "risk__text", "risk__process__nummer")) == [
        ("R1", "Planen blir liggande.", "2"),
        ("R2", "Besked dröjer.", "1"),
    ]


def test_det_som_saknas_i_filen_ligger_kvar(plan: Kvalitetsplan) -> None:
    rader = exempel()
    del rader["Risker"][1], rader["Egenkontroller"][0], rader["Åtgärder"][0]
    resultat = importera(plan=plan, innehall=arbetsbok(rader), namn="andra.xlsx")
    assert [(p.slag, p.id) for p in resultat.utanfor] == [
        ("Rader i planen", "R2"),
        ("Egenkontroller", "E1"),
        ("Åtgärder", "A1"),
    ]
    assert (Planrad.objects.count(), Egenkontroll.objects.count(), Atgard.objects.count()) == (2, 1, 1)
    assert Planrad.objects.get(importnyckel="R1").atgarder.exists()

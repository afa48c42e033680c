"""Two whole plans go through the import, with every link where the source has it."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from egenkontroller.models import Egenkontroll
from kvalitet.models import Atgard, Enhet, Process
from risker.importen.handling import forhandsgranska, importera, importera_till
from risker.importen.resultat import SLAG
from risker.models import Delrisk, Forbattringsomrade, Kvalitetsplan, Planprocess, Planrad, Risk
from tests.risker import underlag

VANTAT = {"p2020": (16, 43, 15, 43, 19, 48), "d2019": (21, 37, 0, 43, 26, 60)}
AR = {"p2020": 2020, "d2019": 2019}


@pytest.fixture
def enheter(folk: SimpleNamespace) -> dict[str, Enhet]:
    return {namn: underlag.skapa_enheter(namn, folk.forvaltning) for namn in VANTAT}


def antal() -> tuple[int, ...]:
    return tuple(m.objects.count() for m in (Process, Risk, Delrisk, Planrad, Egenkontroll, Atgard))


@pytest.mark.parametrize("namn", VANTAT)
def test_hela_planen_gar_in_och_andra_gangen_andras_inget(enheter: dict[str, Enhet], namn: str) -> None:
    bok = underlag.bok(namn)
    forsta = importera_till(enhet=enheter[namn], ar=AR[namn], innehall=bok, namn="plan.xlsx")
    assert antal() == VANTAT[namn]
    assert [a.nya for a in forsta.antal][:6] == list(VANTAT[namn])
    historik = [m.history.count() for m in (Process, Risk, Planrad, Egenkontroll, Atgard)]

    andra = importera_till(enhet=enheter[namn], ar=AR[namn], innehall=bok, namn="plan.xlsx")
    assert not andra.andrar_nagot
    assert not andra.utanfor
    assert antal() == VANTAT[namn]
    assert historik == [m.history.count() for m in (Process, Risk, Planrad, Egenkontroll, Atgard)]
    assert {a.slag for a in andra.antal} == set(SLAG)


def test_p2020_kopplar_till_processen(enheter: dict[str, Enhet]) -> None:
    importera_till(enhet=enheter["p2020"], ar=2020, innehall=underlag.bok("p2020"), namn="plan.xlsx")
    assert Process.objects.filter(typ="huvud").count() == 10
    assert Process.objects.filter(typ="stod").count() == 6
    nummer = list(Process.objects.order_by("sortering").values_list("nummer", flat=True))
    assert nummer == [f"4.{n}" for n in range(1, 11)] + [f"5.{n}" for n in range(1, 7)]
    assert not Planrad.egenkontroller.through.objects.exists()
    assert not Planrad.atgarder.through.objects.exists()
    per_process = {
        pp.process.nummer: (pp.egenkontroller.count(), pp.atgarder.count(), pp.rader.count())
        for pp in Planprocess.objects.select_related("process")
    }
    assert per_process["4.4"] == (2, 10, 8)
    assert per_process["4.10"] == (0, 1, 1)
    assert per_process["5.6"] == (0, 2, 2)
    rad = Planrad.objects.get(importnyckel="4.6-R5")
    assert rad.risk.delrisker.count() == 3
    assert [str(o) for o in rad.risk.kvalitetsomraden.all()] == ["Helhetssyn och samordning"]
    assert Forbattringsomrade.objects.filter(kvalitetsomrade=None).count() == 3


def test_d2019_kopplar_till_risken_och_gruppen(enheter: dict[str, Enhet]) -> None:
    importera_till(enhet=enheter["d2019"], ar=2019, innehall=underlag.bok("d2019"), namn="plan.xlsx")
    per_enhet = sorted(enhet.planrader.count() for enhet in Enhet.objects.all() if enhet.planrader.exists())
    assert per_enhet == [3, 8, 11, 21]
    # the same risk followed in several groups is one risk with several rows
    assert sorted(r.planrader.count() for r in Risk.objects.all() if r.planrader.count() > 1) == [2, 2, 3, 3]
    tomma = Planrad.objects.filter(egenkontroller=None, atgarder=None)
    assert tomma.count() == 3
    assert Planrad.objects.filter(egenkontroller=None).count() == 19
    assert not Planprocess.egenkontroller.through.objects.exists()

    def rad(nr: int) -> Planrad:
        return Planrad.objects.get(importnyckel__endswith=f"-{nr:02}")

    kontroll = rad(22).egenkontroller.get()
    assert kontroll.atgarder.count() == 2
    assert kontroll.enhet == rad(22).enhet
    assert rad(37).egenkontroller.get().atgarder.count() == 3
    # self-check with its action, and an action of its own beside it
    assert rad(10).atgarder.count() == 2
    assert rad(10).egenkontroller.get().atgarder.count() == 1
    # a self-check without action stays without
    assert sorted(k.atgarder.count() for k in rad(42).egenkontroller.all()) == [0, 3]
    # written twice in the source: two records
    assert len({a.rubrik for a in rad(19).atgarder.all()}) == 1
    assert rad(19).atgarder.count() == 2


def test_nasta_ars_plan_foljer_samma_risker(enheter: dict[str, Enhet]) -> None:
    bok = underlag.bok("d2019")
    for ar in (2019, 2020):
        importera_till(enhet=enheter["d2019"], ar=ar, innehall=bok, namn="plan.xlsx")
    assert Risk.objects.count() == 37
    assert Planrad.objects.count() == 86
    assert Atgard.objects.count() == 120


def test_kommandot_skriver_antal(enheter: dict[str, Enhet], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fil = tmp_path / "plan.xlsx"
    fil.write_bytes(underlag.bok("p2020"))
    call_command("importera_plan", str(fil), enhet=enheter["p2020"].namn.upper(), ar=2020)
    ut = capsys.readouterr().out
    assert "Processer: 16 (16 nya, 0 ändrade, 0 oförändrade)" in ut
    assert "Åtgärder: 48 (48 nya" in ut


@pytest.mark.parametrize(
    ("enhet", "ar", "besked"),
    [
        ("Ingenstans", 2020, "Enheten ”Ingenstans” finns inte. Skriv en av:"),
        ("Norra enheten", 20026, "Året 20026 är orimligt"),
    ],
)
def test_kommandot_avvisar_fel_argument(
    folk: SimpleNamespace, tmp_path: Path, enhet: str, ar: int, besked: str
) -> None:
    with pytest.raises(CommandError, match=besked):
        call_command("importera_plan", str(tmp_path / "finns-inte.xlsx"), enhet=enhet, ar=ar)


def test_kommandot_sager_felen_och_sparar_inget(folk: SimpleNamespace, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="går inte att läsa"):
        call_command("importera_plan", str(tmp_path / "finns-inte.xlsx"), enhet="Norra enheten", ar=2020)
    fil = tmp_path / "plan.xlsx"
    fil.write_bytes(b"ingen arbetsbok")
    with pytest.raises(CommandError, match=r"Inget är sparat\.\nFilen är inte en Excelfil") as fel:
        call_command("importera_plan", str(fil), enhet="Norra enheten", ar=2020)
    assert fel.value.returncode == 1
    assert not Kvalitetsplan.objects.exists()


def test_forhandsgranskning_sparar_inget(enheter: dict[str, Enhet]) -> None:
    plan = Kvalitetsplan.objects.create(enhet=enheter["p2020"], ar=2020)
    bok = underlag.bok("p2020")
    sett = forhandsgranska(plan=plan, innehall=bok)
    assert antal() == (0,) * 6
    assert [a.nya for a in sett.antal] == [a.nya for a in importera(plan=plan, innehall=bok, namn="p.xlsx").antal]

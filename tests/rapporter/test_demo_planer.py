"""The demonstration's plans: large enough, with its stories, the same at every loading."""

from datetime import date

import pytest
from django.db.models import Count, Q

from egenkontroller.models import Egenkontroll, Kontrolltillfalle
from kvalitet.datum import idag
from kvalitet.grunddata import lagg_in_kvalitetsomraden
from kvalitet.models import Atgard, Process
from rapporter.demo.organisation import lagg_in_organisation
from rapporter.demo.planer import PLANER, lagg_in_planer
from risker.models import Forbattringsomrade, Kvalitetsplan, Planrad, Risk, Riskbedomning

MODELLER = (Process, Risk, Riskbedomning, Egenkontroll, Kontrolltillfalle, Atgard, Kvalitetsplan, Planrad)
Tillfallesstatus = Kontrolltillfalle.Status


@pytest.fixture
def kommunen(db):
    lagg_in_kvalitetsomraden()
    return lagg_in_organisation()


@pytest.fixture
def planerna(kommunen):
    assert lagg_in_planer(*kommunen) == 12
    return kommunen


def antal() -> list[int]:
    return [modell.objects.count() for modell in MODELLER]


def test_storleken(planerna):
    assert Process.objects.count() >= 25
    assert Risk.objects.count() >= 80
    assert Egenkontroll.objects.count() >= 60
    assert Atgard.objects.count() >= 140
    for nyckel in ("aldre", "stod", "bistand"):
        planer = Kvalitetsplan.objects.filter(enhet=planerna[0][nyckel]).order_by("ar")
        assert [p.status for p in planer] == ["uppfoljd"] * 3 + ["faststalld"]
        assert [p.ar for p in planer] == list(range(idag().year - 3, idag().year + 1))
        assert all(Forbattringsomrade.objects.filter(plan=p).exists() for p in planer)
    assert not Planrad.objects.filter(plan__status="uppfoljd").filter(Q(lage="") | Q(lage_kommentar="")).exists()
    assert not Planrad.objects.filter(plan__status="faststalld").exclude(lage="").exists()
    assert not Planrad.objects.filter(lage_kommentar__contains="{").exists()
    utan = Planrad.objects.annotate(k=Count("egenkontroller"), a=Count("atgarder"))
    assert utan.filter(k=0, a=0).exists()
    assert utan.filter(k=0, a__gt=0).exists()
    assert utan.filter(k__gt=0, a=0).exists()


def test_berattelserna(planerna):
    rader = Planrad.objects.filter(risk__text="Besök uteblir när någon blir sjuk samma dag.").order_by("plan__ar")
    assert [rad.lage for rad in rader] == ["avhjalpt", "kvarstar", "okat", ""]
    ar = idag().year
    assert Risk.objects.filter(kalla="avvikelse", uppkommen__year=ar, planrader__plan__ar=ar).exists()
    assert Risk.objects.filter(kalla="annat", orsak__contains="övertagandet av Solgläntan").exists()
    utan_atgard = Kontrolltillfalle.objects.filter(enhet=planerna[0]["lindgarden"], ar=ar, atgarder=None)
    assert any(t.utfall == "ej_natt" for t in utan_atgard.select_related("egenkontroll"))
    assert Kontrolltillfalle.objects.filter(status="utebliven").exclude(skal="").count() >= 5

    signering = Egenkontroll.objects.get(text__startswith="Signeringslistor")
    assert signering.atgarder.filter(effekt="nadd").exists()
    medel = []
    for aret in range(ar - 3, ar):
        varden = [t.varde for t in signering.tillfallen.filter(ar=aret)]
        medel.append(sum(varden) / len(varden))
    assert medel == sorted(medel)


def test_tillfallen_i_avslutade_ar_ar_klara_och_i_ar_gjorda_till_i_dag(planerna):
    klara = (Tillfallesstatus.GENOMFORD, Tillfallesstatus.UTEBLIVEN)
    assert (
        not Kontrolltillfalle.objects.filter(forfaller__lt=date(idag().year, 1, 1)).exclude(status__in=klara).exists()
    )
    assert not Kontrolltillfalle.objects.filter(till__gte=idag(), status__in=klara).exists()
    assert not Kontrolltillfalle.objects.filter(genomford_dag__gt=idag()).exists()
    utfall = [t.utfall for t in Kontrolltillfalle.objects.filter(status="genomford").select_related("egenkontroll")]
    assert utfall.count("natt") > 100
    assert utfall.count("ej_natt") > 100


def test_atgarder_i_alla_lagen_och_ingen_fore_sin_tid(planerna):
    lagen = set(Atgard.objects.values_list("status", "effekt"))
    assert lagen >= {
        ("effekt_uppfoljd", "nadd"),
        ("effekt_uppfoljd", "delvis"),
        ("effekt_uppfoljd", "ej_nadd"),
        ("genomford", ""),
        ("pagar", ""),
        ("avbruten", ""),
    }
    assert any(atgard.forsenad for atgard in Atgard.objects.all())
    assert not Atgard.objects.filter(genomford__gt=idag()).exists()
    assert not Atgard.objects.filter(effekt="", status="effekt_uppfoljd").exists()


def test_varje_risk_i_varje_plan_ar_bedomd_det_aret(planerna):
    for rad in Planrad.objects.select_related("plan", "risk"):
        assert Riskbedomning.objects.filter(risk=rad.risk, period__endswith=str(rad.plan.ar)).exists(), rad
    assert not Riskbedomning.objects.filter(datum__gt=idag()).exists()
    assert not Risk.objects.filter(varde=0).exists()


def test_andra_gangen_andrar_inget_och_anvandares_egna_planer_lamnas(kommunen):
    enheter, folk = kommunen
    egen = Kvalitetsplan.objects.create(enhet=enheter["stod"], ar=idag().year, inledning="Vår egen")
    assert lagg_in_planer(enheter, folk) == 8
    fore = antal()
    assert lagg_in_planer(enheter, folk) == 0
    assert antal() == fore
    assert list(Kvalitetsplan.objects.filter(enhet=enheter["stod"])) == [egen]


@pytest.mark.parametrize("dag", [date(2027, 1, 4), date(2028, 2, 29)])
def test_gar_att_ladda_vilken_dag_som_helst(kommunen, monkeypatch, dag):
    monkeypatch.setattr("rapporter.demo.planer.idag", lambda: dag)
    assert lagg_in_planer(*kommunen) == 12
    assert not Atgard.objects.filter(genomford__gt=dag).exists()
    assert not Riskbedomning.objects.filter(datum__gt=dag).exists()
    assert not Kontrolltillfalle.objects.filter(genomford_dag__gt=dag).exists()


def test_texterna_haller_ihop():
    texter = []
    for plan in PLANER:
        for process in plan.processer:
            for risk in process.risker:
                texter += [risk.text, *(k.text for k in risk.kontroller), *(a.rubrik for a in risk.atgarder)]
                assert len(risk.lagen) == 4
                assert len(risk.slut) == sum(lage != "." for lage in risk.lagen[:3]), risk.text
                assert not any(risk.lagen[a.ar] == "." for a in risk.atgarder), risk.text
                assert risk.kontroller or not any("{" in ord_ for ord_ in risk.slut), risk.text
    assert len(texter) == len(set(texter))

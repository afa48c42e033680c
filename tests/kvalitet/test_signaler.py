"""Signals and key figures, with the figures worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse

from avvikelser import signaler
from kvalitet import bidrag
from kvalitet import signaler as atgardssignaler
from kvalitet.models import Anvandare, Enhet
from tests.stod.arenden import skapa_avvikelse
from tests.stod.planer import skapa_atgard

SONDAG = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tid():
    with time_machine.travel(SONDAG, tick=False):
        yield


def pa_nytt(person: Anvandare) -> Anvandare:
    """The person as at the next request, without what this one has read."""
    return Anvandare.objects.get(pk=person.pk)


def rubriker(person: Anvandare) -> list[str]:
    return [s.rubrik for s in signaler.signaler(pa_nytt(person))]


def test_en_grupp_som_aldrig_rapporterat_ar_tyst_men_inte_enheten_ovanfor(folk: SimpleNamespace) -> None:
    assert rubriker(folk.bo) == ["Norra gruppen är tyst"]
    signal = next(iter(signaler.signaler(pa_nytt(folk.bo))))
    assert signal.grad == bidrag.Grad.SE_HIT
    assert "varken i år eller 2025" in signal.vad
    assert signal.url == f"{reverse('avvikelser:lista')}?enhet={folk.norra_gruppen.pk}"


@pytest.mark.parametrize(("dagar", "tyst"), [(89, False), (90, False), (91, True)])
def test_tystnaden_borjar_efter_nittio_dagar(folk: SimpleNamespace, dagar: int, tyst: bool) -> None:
    skapa_avvikelse(enhet=folk.norra_gruppen, mottagen=date(2026, 11, 22) - timedelta(days=dagar), status="bedomd")
    assert ("Norra gruppen är tyst" in rubriker(folk.bo)) is tyst


def test_makulerat_bryter_inte_tystnaden(folk: SimpleNamespace) -> None:
    skapa_avvikelse(enhet=folk.norra_gruppen, mottagen=date(2026, 11, 1), status="makulerad")
    assert "Norra gruppen är tyst" in rubriker(folk.bo)


def test_klagomal_utifran_bryter_inte_tystnaden(folk: SimpleNamespace) -> None:
    skapa_avvikelse(enhet=folk.norra_gruppen, mottagen=date(2026, 11, 1), kalla="narstaende", status="bedomd")
    assert "Norra gruppen är tyst" in rubriker(folk.bo)


def test_ny_och_stangd_grupp_ar_inte_tyst(folk: SimpleNamespace) -> None:
    Enhet.objects.filter(pk=folk.norra_gruppen.pk).update(giltig_fran=date(2026, 10, 1))
    assert rubriker(folk.bo) == []
    Enhet.objects.filter(pk=folk.norra_gruppen.pk).update(giltig_fran=None, giltig_till=date(2026, 11, 21))
    assert rubriker(folk.bo) == []


def test_manga_tysta_grupper_blir_fem_rader_och_en_summa(folk: SimpleNamespace) -> None:
    for nr in range(8):
        Enhet.objects.create(namn=f"Grupp {nr}", slag="grupp", parent=folk.norra)
    assert len(rubriker(folk.bo)) == 6
    assert rubriker(folk.bo)[-1] == "4 grupper till är tysta"


def test_obedomt_efter_tre_arbetsdagar_ar_sent(folk: SimpleNamespace) -> None:
    # Registered on Tuesday: Wednesday, Thursday, Friday, so Sunday is too late. On Wednesday: Monday is the last day.
    skapa_avvikelse(enhet=folk.norra_gruppen, registrerad=datetime(2026, 11, 17, 9, tzinfo=UTC))
    skapa_avvikelse(enhet=folk.norra_gruppen, registrerad=datetime(2026, 11, 18, 9, tzinfo=UTC))
    assert rubriker(folk.bo) == ["Ett ärende är inte bedömt i tid"]
    assert rubriker(folk.david) == ["Södra gruppen är tyst"]


def test_ledningen_ser_totaler_utan_lank_till_arenden(folk: SimpleNamespace) -> None:
    skapa_avvikelse(enhet=folk.norra_gruppen, registrerad=datetime(2026, 11, 2, 9, tzinfo=UTC))
    alla = list(signaler.signaler(pa_nytt(folk.lena)))
    assert {s.rubrik for s in alla} == {"Ett ärende är inte bedömt i tid", "Södra gruppen är tyst"}
    assert {s.url for s in alla} == {""}
    assert {t.url for t in signaler.nyckeltal(pa_nytt(folk.lena))} == {""}
    figur = signaler.diagram(pa_nytt(folk.lena))
    assert figur is not None
    assert not figur.har_lankar


@pytest.mark.parametrize("namn", ["anna", "rut", "adam", "ove", "uno"])
def test_utan_ratt_till_totaler_sags_inget(folk: SimpleNamespace, namn: str) -> None:
    person = pa_nytt(getattr(folk, namn))
    assert list(signaler.signaler(person)) == list(signaler.nyckeltal(person)) == []
    assert signaler.diagram(person) is None


def test_nyckeltalen_mot_samma_dag_i_fjol(folk: SimpleNamespace) -> None:
    for dag in (date(2026, 1, 1), date(2026, 11, 22), date(2025, 1, 1), date(2025, 11, 22), date(2025, 3, 4)):
        skapa_avvikelse(enhet=folk.norra_gruppen, mottagen=dag, status="bedomd")
    # Not counted: the day after last year's, the year before, another unit, what is no deviation.
    skapa_avvikelse(enhet=folk.norra_gruppen, mottagen=date(2025, 11, 23), status="bedomd")
    skapa_avvikelse(enhet=folk.norra_gruppen, mottagen=date(2024, 12, 31), status="bedomd")
    skapa_avvikelse(enhet=folk.sodra_gruppen, mottagen=date(2026, 5, 1), status="bedomd")
    skapa_avvikelse(enhet=folk.norra_gruppen, mottagen=date(2026, 5, 1), status="ingen_avvikelse")
    tal = next(iter(signaler.nyckeltal(pa_nytt(folk.bo))))
    assert (tal.varde, tal.jamforelse) == ("2", "1 färre än samma dag i fjol (3). Fler rapporter är ofta bra.")
    assert tal.serie[0] == ("jan", 1)
    assert tal.serie[-1] == ("nov", 1)
    assert tal.url == f"{reverse('avvikelser:lista')}?status=giltiga&fran=2026-01-01"
    figur = signaler.diagram(pa_nytt(folk.bo))
    assert figur is not None
    assert figur.underrubrik == "Ärenden per månad. n = 2 år 2026 till och med 2026-11-22, 4 hela 2025."
    assert figur.punkter[10].lank == f"{reverse('avvikelser:lista')}?status=giltiga&manad=2026-11"
    assert figur.punkter[11].nu is None


def test_andelen_besvarade_inom_trettio_dagar(folk: SimpleNamespace) -> None:
    def avslutat(dag: date, efter: int) -> None:
        registrerad = datetime(dag.year, dag.month, dag.day, 9, tzinfo=UTC)
        skapa_avvikelse(
            enhet=folk.norra_gruppen,
            mottagen=dag,
            registrerad=registrerad,
            status="avslutad",
            avslutad_vid=registrerad + timedelta(days=efter),
        )

    avslutat(date(2026, 3, 2), 30)
    avslutat(date(2026, 3, 3), 31)
    avslutat(date(2026, 11, 10), 2)  # younger than thirty days: not counted yet, nor is the open one after it
    skapa_avvikelse(enhet=folk.norra_gruppen, mottagen=date(2026, 11, 1), status="bedomd")
    skapa_avvikelse(enhet=folk.norra_gruppen, mottagen=date(2026, 4, 1), status="utreds")
    avslutat(date(2025, 3, 3), 10)
    tal = list(signaler.nyckeltal(pa_nytt(folk.bo)))[1]
    assert (tal.varde, tal.enhet) == ("33", "% av 3")
    assert tal.jamforelse.startswith("100 % av 1 samma dag i fjol.")


def test_andelen_utan_arenden_ar_ett_streck_med_skal(folk: SimpleNamespace) -> None:
    tal = list(signaler.nyckeltal(pa_nytt(folk.bo)))[1]
    assert (tal.varde, tal.lage) == ("–", "ej_matt")
    assert "Inget ärende är äldre än 30 dagar" in tal.jamforelse


def test_atgarderna_raknas_som_i_sin_lista(folk: SimpleNamespace) -> None:
    skapa_atgard(folk.norra, senast=date(2026, 11, 21))
    skapa_atgard(folk.norra, senast=date(2026, 11, 22))
    skapa_atgard(folk.sodra, senast=date(2026, 11, 1))
    skapa_atgard(folk.norra, status="genomford", genomford=date(2026, 5, 1), effekt_planerad=date(2026, 11, 22))
    skapa_atgard(folk.norra, status="avbruten", senast=date(2026, 1, 1))
    alla = list(atgardssignaler.signaler(pa_nytt(folk.bo)))
    assert [s.rubrik for s in alla] == ["En åtgärd är försenad", "En åtgärds effekt är inte uppföljd"]
    tal = next(iter(atgardssignaler.nyckeltal(pa_nytt(folk.bo))))
    assert (tal.varde, tal.enhet, tal.lage) == ("1", "av 2", "ej_natt")
    assert list(atgardssignaler.signaler(pa_nytt(folk.anna))) == []


def test_en_skyddad_atgard_raknas_inte_for_den_som_inte_far_se_den(folk: SimpleNamespace) -> None:
    skapa_atgard(folk.norra, senast=date(2026, 11, 1), skyddad=True)
    assert list(atgardssignaler.signaler(pa_nytt(folk.kim))) == []
    assert len(list(atgardssignaler.signaler(pa_nytt(folk.bo)))) == 1


def test_det_varsta_kommer_forst(folk: SimpleNamespace) -> None:
    skapa_atgard(folk.norra, senast=date(2026, 11, 1))
    alla = bidrag.signaler(pa_nytt(folk.bo))
    assert [s.rubrik for s in alla] == ["En åtgärd är försenad", "Norra gruppen är tyst"]
    assert [s.gradnamn for s in alla] == ["Försenat", "Se hit"]

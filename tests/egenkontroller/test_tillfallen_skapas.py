"""The year's occasions: once each, in each unit, as long as check and unit last."""

from datetime import date
from types import SimpleNamespace

import pytest

from egenkontroller.handlingar import skapa_tillfallen
from egenkontroller.models import Kontrolltillfalle
from egenkontroller.perioder import Period, perioder, periodnamn
from kvalitet import bidrag
from kvalitet.datum import idag
from tests.stod.planer import skapa_egenkontroll, skapa_tillfalle


@pytest.mark.parametrize(("period", "antal"), [("vecka", 53), ("manad", 12), ("kvartal", 4), ("tertial", 3)])
def test_ett_tillfalle_per_period_hur_ofta_det_an_kors(folk: SimpleNamespace, period: str, antal: int) -> None:
    kontroll = skapa_egenkontroll(folk.norra, period=period)
    assert skapa_tillfallen(2026, egenkontroll=kontroll) == antal
    assert skapa_tillfallen(2026, egenkontroll=kontroll) == 0
    assert skapa_tillfallen(2026) == 0
    assert kontroll.tillfallen.count() == antal


def test_periodernas_dagar() -> None:
    assert perioder("tertial", 2026) == [
        Period(1, date(2026, 1, 1), date(2026, 4, 30)),
        Period(2, date(2026, 5, 1), date(2026, 8, 31)),
        Period(3, date(2026, 9, 1), date(2026, 12, 31)),
    ]
    assert perioder("manad", 2024)[1] == Period(2, date(2024, 2, 1), date(2024, 2, 29))
    assert perioder("vecka", 2026)[0] == Period(1, date(2025, 12, 29), date(2026, 1, 4))
    assert perioder("ar", 2026) == [Period(1, date(2026, 1, 1), date(2026, 12, 31))]
    with pytest.raises(ValueError, match="dag"):
        perioder("dag", 2026)


@pytest.mark.parametrize(
    ("fran", "till", "namn"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), "mars 2026"),
        (date(2026, 4, 1), date(2026, 6, 30), "kvartal 2 2026"),
        (date(2026, 5, 1), date(2026, 8, 31), "tertial 2 2026"),
        (date(2026, 7, 1), date(2026, 12, 31), "halvår 2 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "helåret 2026"),
        (date(2025, 12, 29), date(2026, 1, 4), "vecka 1 2026"),
        (date(2026, 4, 1), date(2026, 5, 20), "2026-04-01–2026-05-20"),
    ],
)
def test_periodens_namn(fran: date, till: date, namn: str) -> None:
    assert periodnamn(fran, till) == namn


def test_en_enhet_som_laggs_ner_under_aret_har_tillfallen_till_sin_sista_dag(folk: SimpleNamespace) -> None:
    folk.norra.giltig_till = date(2026, 5, 20)
    folk.norra.save()
    kontroll = skapa_egenkontroll(folk.norra, period="kvartal")
    skapa_tillfallen(2026)
    assert list(kontroll.tillfallen.order_by("fran").values_list("fran", "till", "forfaller")) == [
        (date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 14)),
        (date(2026, 4, 1), date(2026, 5, 20), date(2026, 6, 3)),
    ]


def test_varje_enhet_dar_kontrollen_gors(folk: SimpleNamespace) -> None:
    kontroll = skapa_egenkontroll(folk.norra, period="halvar", startar=date(2026, 8, 1))
    kontroll.gors_i.set([folk.norra_gruppen, folk.sodra_gruppen])
    skapa_egenkontroll(folk.norra, "Görs inte längre", period="manad", giltig=False)
    skapa_egenkontroll(folk.norra, "Utan period")
    assert skapa_tillfallen(2026) == 2
    assert {t.enhet for t in Kontrolltillfalle.objects.all()} == {folk.norra_gruppen, folk.sodra_gruppen}
    assert {t.periodnr for t in Kontrolltillfalle.objects.all()} == {2}


def test_bara_orda_kommande_tillfallen_forsvinner(folk: SimpleNamespace) -> None:
    kontroll = skapa_egenkontroll(folk.norra, period="manad")
    ar = idag().year + 1
    skapa_tillfallen(ar)
    rord = kontroll.tillfallen.get(periodnr=12)
    rord.byt_status("pagar", av=folk.bo)
    forbi = skapa_tillfalle(kontroll, 1, ar - 2)
    folk.norra.giltig_till = date(ar, 3, 31)
    folk.norra.save()
    assert skapa_tillfallen(ar) == 0
    assert sorted(kontroll.tillfallen.filter(ar=ar).values_list("periodnr", flat=True)) == [1, 2, 3, 12]
    assert kontroll.tillfallen.filter(pk=forbi.pk).exists()


def test_kontrollen_far_tatare_mellan_och_behaller_det_som_ar_gjort(folk: SimpleNamespace) -> None:
    ar = idag().year + 1
    kontroll = skapa_egenkontroll(folk.norra, period="kvartal")
    skapa_tillfallen(ar)
    forsta = kontroll.tillfallen.get(periodnr=1)
    forsta.byt_status("pagar", av=folk.bo)
    kontroll.period = "halvar"
    kontroll.save()
    assert skapa_tillfallen(ar) == 1
    assert [t.periodnamn for t in kontroll.tillfallen.order_by("fran")] == [f"kvartal 1 {ar}", f"halvår 2 {ar}"]


def test_dagligen(folk: SimpleNamespace) -> None:
    kontroll = skapa_egenkontroll(folk.norra, period="ar")
    assert "tillfällen skapade: 1" in list(bidrag.dagligen())
    assert kontroll.tillfallen.get().ar == idag().year

"""Contracts and the survey to providers in the report, counted by hand."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from granskningar.models import Enkatsvar
from kvalitet.models import Utforare
from rapporter.underlag import avtal, avtalsenkat
from rapporter.underlag.bas import Underlag
from rapporter.underlag.rader import raknat, stammer
from tests.stod import granskningar as stod
from tests.stod.rapporter import STOCKHOLM

UTTAG = datetime(2026, 1, 26, 8, tzinfo=STOCKHOLM)
FORE, UNDER = date(2020, 1, 1), date(2025, 4, 1)


def tal(u: Underlag) -> dict[str, Any]:
    return {t.nyckel.partition(".")[2]: t.varde for t in u.tal}


@pytest.fixture
def v(db: None) -> SimpleNamespace:
    """Provider A (private) with two activities, B (municipal) with one, C (private) gone in 2025, D to come in 2026."""
    Utforare.objects.create(namn="B kommunala", driftform="kommunal")
    v = SimpleNamespace(stod=stod.insatsen("Boendestöd"), daglig=stod.insatsen("Daglig verksamhet"))
    a1, a2 = stod.skapa_verksamhet("A ett", "A AB"), stod.skapa_verksamhet("A två", "A AB")
    b, c, d = (stod.skapa_verksamhet(n, u) for n, u in (("B", "B kommunala"), ("C", "C AB"), ("D", "D AB")))
    v.a1 = stod.skapa_avtal(a1, v.stod, giltig_fran=FORE)
    v.a2 = stod.skapa_avtal(a2, v.stod, giltig_fran=UNDER, driftform="entreprenad")
    v.b = stod.skapa_avtal(b, v.daglig, giltig_fran=FORE, foljs_upp_av="Grannkommunen", antal_kunder=0)
    v.c = stod.skapa_avtal(
        c, v.stod, giltig_fran=FORE, giltig_till=date(2027, 12, 31), upphort=date(2025, 8, 31),
        upphort_skal="uppsagt_utforare",
    )  # fmt: skip
    v.lopt_ut = stod.skapa_avtal(c, v.daglig, giltig_fran=FORE, giltig_till=date(2024, 12, 31))
    stod.skapa_avtal(d, v.stod, giltig_fran=date(2026, 1, 1))
    return v


def test_vid_arets_slut_och_vad_som_andrats(v: SimpleNamespace) -> None:
    t = tal(avtal.avtal([], 2025, UTTAG))
    assert (t["antal"], t["antal.fjol"]) == (3, 4)
    assert (t["utforare"], t["utforare.fjol"]) == (2, 3)
    assert (t["verksamheter"], t["verksamheter.fjol"]) == (3, 3)
    # A of A and B; the year before A and C of A, B and C
    assert (t["privat_andel"], t["privat_andel.fjol"]) == (Decimal("50.0"), Decimal("66.7"))
    # C said up, and the one whose last day was 31 December 2024: in force that day, gone the next
    assert (t["nya"], t["upphorda"], t["annan_foljer_upp"], t["utan_kunder"]) == (1, 2, 1, 1)
    assert t["antal"] - t["antal.fjol"] == t["nya"] - t["upphorda"]
    assert (t["skal.uppsagt_utforare"], t["skal.lopt_ut"], t["skal.annat"]) == (1, 1, 0)
    assert (t["form.lov"], t["form.entreprenad"]) == (2, 1)
    stodet, daglig = v.stod.pk, v.daglig.pk
    assert (t[f"kategori.{stodet}"], t[f"kategori.{stodet}.fjol"], t[f"verksamheter.{stodet}"]) == (1, 2, 2)
    assert (t[f"kategori.{daglig}"], t[f"kategori.{daglig}.fjol"]) == (1, 2)


def test_varje_tal_oppnar_sina_rader(v: SimpleNamespace) -> None:
    u, rader = avtal.avtal([], 2025, UTTAG), avtal.rader([], 2025, UTTAG)
    for t in u.tal:
        valda = [rad for rad in rader if stammer(rad, t.filter)]
        assert raknat(t.raknas, valda) == t.varde, t.nyckel
        assert len(valda) == t.n
    ny = next(t for t in u.tal if t.nyckel == "avtal.nya")
    assert [rad["id"] for rad in rader if stammer(rad, ny.filter)] == [v.a2.pk]


def test_lopande_ar_raknas_den_dag_siffrorna_hamtas(v: SimpleNamespace) -> None:
    u = avtal.avtal([], 2025, datetime(2025, 6, 30, 12, tzinfo=STOCKHOLM))
    assert (tal(u)["antal"], tal(u)["upphorda"]) == (4, 1)
    assert u.forbehall == ("Året är inte slut. Avtalen är räknade den 2025-06-30.",)


def test_utan_avtal_saknas_andelen(db: None) -> None:
    u = avtal.avtal([], 2025, UTTAG)
    assert tal(u)["privat_andel"] is None
    assert u.forbehall == ("Inget avtal är inlagt för året.",)
    assert u.figurer == ()


def test_diagrammet_sager_forandringen(v: SimpleNamespace) -> None:
    (figur,) = avtal.avtal([], 2025, UTTAG, lank=lambda nyckel: f"/{nyckel}").figurer
    assert figur.titel == "Färre utförare i två insatskategorier"
    assert [(p.etikett, p.nu, p.da) for p in figur.punkter] == [("Boendestöd", 1, 2), ("Daglig verksamhet", 1, 2)]
    assert figur.punkter[0].lank == f"/avtal.kategori.{v.stod.pk}"


@pytest.mark.parametrize(
    ("fler", "farre", "text"),
    [
        (0, 0, "Lika många utförare i alla insatskategorier"),
        (1, 0, "Fler utförare i en insatskategori"),
        (2, 1, "Fler utförare i två insatskategorier, färre i en"),
    ],
)
def test_diagrammets_budskap(fler: int, farre: int, text: str) -> None:
    assert avtal._budskap(fler, farre) == text


def test_bara_former_och_skal_som_forekommer_star_i_tabellen(v: SimpleNamespace) -> None:
    tabeller = {t.rubrik: t for t in avtal.avtal([], 2025, UTTAG).tabeller}
    former = tabeller["Avtal efter avtalsform"]
    assert [rad[0].text for rad in former.rader] == ["Kundval enligt LOV", "Entreprenad enligt LOU"]
    assert [c.text for c in former.fot] == ["Summa", "3", "4", "−1"]
    skal = [rad[0].text for rad in tabeller["Varför avtal upphörde"].rader]
    assert skal == ["Avtalet löpte ut", "Uppsagt av utföraren"]


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_fragorna_ar_lika_manga(db: None, django_assert_num_queries: Any, antal: int) -> None:
    verksamhet, kategori = stod.skapa_verksamhet(), stod.insatsen()
    nya = [stod.Avtal(verksamhet=verksamhet, insatskategori=kategori, driftform="lov", giltig_fran=FORE)] * antal
    stod.Avtal.objects.bulk_create(nya)
    with django_assert_num_queries(1):
        avtal.avtal([], 2025, UTTAG)
    with django_assert_num_queries(1):
        avtalsenkat.avtalsenkat([], 2025, UTTAG)


def test_enkatens_svarsfrekvens(db: None) -> None:
    stodet, daglig = stod.insatsen("Boendestöd"), stod.insatsen("Daglig verksamhet")
    enkat = stod.skapa_enkat(2025)
    svarade = {stodet: [date(2025, 10, 9), date(2025, 10, 9), None], daglig: [date(2025, 11, 1), date(2026, 2, 1)]}
    for kategori, svar in svarade.items():
        for nr, dag in enumerate(svar):
            plats = stod.skapa_verksamhet(f"{kategori} {nr}")
            Enkatsvar.objects.create(enkat=enkat, verksamhet=plats, insatskategori=kategori, svarat=dag)
    Enkatsvar.objects.create(enkat=enkat, verksamhet=plats, insatskategori=stodet, utskickad=False)
    u = avtalsenkat.avtalsenkat([], 2025, UTTAG)
    t = tal(u)
    # the answer that came after the extraction does not count, nor one who got no survey
    assert (t["skickade"], t["svar"], t["svarsfrekvens"]) == (5, 3, Decimal("60.0"))
    assert (t[f"kategori.{stodet.pk}"], t[f"kategori.{daglig.pk}"]) == (Decimal("66.7"), Decimal("50.0"))
    assert u.tabeller[0].rubrik == "Lägst svarsfrekvens: Daglig verksamhet, 50,0\u00a0%"
    assert t["svarsfrekvens.fjol"] is None


def test_utan_utskick_ar_svarsfrekvensen_inget_tal(db: None) -> None:
    stod.skapa_enkat(2025)
    u = avtalsenkat.avtalsenkat([], 2025, UTTAG)
    assert tal(u)["svarsfrekvens"] is None
    assert u.forbehall == ("Ingen avtalsenkät skickades 2025, så det finns ingen svarsfrekvens.",)

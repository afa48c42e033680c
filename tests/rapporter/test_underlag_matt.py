"""Measures in the report, counted by hand."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from kvalitet.models import Enhet, Kvalitetsomrade, enheter_under
from rapporter.underlag import UNDERLAG
from rapporter.underlag.rader import raknat, stammer
from tests.stod.matt import skapa_kriterium, skapa_matvarde
from tests.stod.rapporter import STOCKHOLM

UTTAG = datetime(2026, 1, 26, 8, tzinfo=STOCKHOLM)


def underlag(nyckel: str, enhet: Enhet, **mer: Any) -> Any:
    return UNDERLAG[nyckel].berakna(enheter_under([enhet.pk]), 2025, UTTAG, **mer)


def talen(u: Any, *namn: str) -> list[Any]:
    return [u.hamta_tal(f"{u.nyckel}.{n}").varde for n in namn]


HUVUD = ("antal", "matta", "ej_matta", "natt", "ej_natt", "utan_mal")


@pytest.fixture
def f(folk: SimpleNamespace) -> SimpleNamespace:
    """Six criteria of Norra in 2025: A reached in both places, B in one of two, C by half a year only, D in words, E
    not measured, F recorded as not measured. G is retired and H unpublished."""
    trygg, hel = Kvalitetsomrade.objects.order_by("pk")[:2]
    folk.a = skapa_kriterium(folk.norra, "A", kvalitetsomrade=trygg)
    folk.a_nu = skapa_matvarde(folk.a, 90.5, n=40, tillfragade=60, bortfall=10, riket=88, kalla="Egen enkät")
    skapa_matvarde(folk.a, 87, 2024)
    skapa_matvarde(folk.a, 85, enhet=folk.norra_gruppen, n=4, ungefarligt=True)
    b = skapa_kriterium(folk.norra, "B", kvalitetsomrade=trygg, mattenhet="dagar", operator="hogst", malvarde=30)
    skapa_matvarde(b, 33)
    skapa_matvarde(b, 30, 2024)
    skapa_matvarde(b, 20, enhet=folk.norra_gruppen)
    c = skapa_kriterium(folk.norra, "C", kvalitetsomrade=hel)
    skapa_matvarde(c, 86, period="h1", periodnot="utom maj")
    d = skapa_kriterium(folk.norra, "D", operator="text", malvarde=None, mal_text="Alla känner till rutinen.")
    skapa_matvarde(d, 70)
    folk.e = skapa_kriterium(folk.norra, "E", kvalitetsomrade=hel)
    skapa_matvarde(folk.e, 50, 2023)
    skapa_matvarde(skapa_kriterium(folk.norra, "F"), None)
    skapa_kriterium(folk.norra, "G", giltig=False)
    skapa_matvarde(skapa_kriterium(folk.norra, "H", publicerad=False), 99)
    skapa_matvarde(folk.a, 1, enhet=folk.sodra)
    return folk


def test_kriterierna_raknas_efter_utfall(f: SimpleNamespace, hogst_fragor: Any) -> None:
    ids = enheter_under([f.norra.pk])
    with hogst_fragor(2):
        u = UNDERLAG["matt_kriterium"].berakna(ids, 2025, UTTAG)
    assert talen(u, *HUVUD) == [6, 4, 2, 2, 1, 1]
    # 2024: A and B measured and reached; E was measured in 2023 and not in 2024
    assert talen(u, *(f"{n}.fjol" for n in HUVUD)) == [3, 2, 1, 2, 0, 0]
    per_omrade, tabell = u.tabeller
    assert per_omrade.rubrik == "2 av 3 mål är nådda"
    trygg, hel = Kvalitetsomrade.objects.order_by("pk")[:2]
    assert {rad[0].text: [c.text for c in rad[1:]] for rad in per_omrade.rader} == {
        trygg.namn: ["2", "1", "1", "0"],
        hel.namn: ["2", "1", "0", "1"],
        "Inget kvalitetsområde": ["2", "0", "0", "1"],
    }
    assert [k.text for k in tabell.kolumner] == [
        "Mått", "2025", "2024", "Förändring", "Riket", "Bygger på", "Mål", "Utfall"
    ]  # fmt: skip
    assert [[c.text for c in rad] for rad in tabell.rader] == [
        [
            "A",
            "90,5\u00a0%",
            "87\u00a0%",
            "3,5 procentenheter högre",
            "88\u00a0%",
            "40 av 60",
            "minst 85\u00a0%",
            "Nått",
        ],
        ["A", "cirka 85\u00a0%", "–", "–", "–", "4", "minst 85\u00a0%", "Nått"],
        ["B", "33\u00a0dagar", "30\u00a0dagar", "3 högre (10\u00a0%)", "–", "–", "högst 30\u00a0dagar", "Ej nått"],
        ["B", "20\u00a0dagar", "–", "–", "–", "–", "högst 30\u00a0dagar", "Nått"],
        ["C", "86\u00a0%", "–", "–", "–", "–", "minst 85\u00a0%", "Nått"],
        ["D", "70\u00a0%", "–", "–", "–", "–", "Alla känner till rutinen.", "–"],
        ["F", "–", "–", "–", "–", "–", "minst 85\u00a0%", "Ej mätt"],
        ["E", "–", "–", "–", "–", "–", "minst 85\u00a0%", "Ej mätt"],
    ]
    assert tabell.rader[0][0].under == "Norra enheten, Egen enkät"
    assert tabell.rader[0][5].under == "svarsfrekvens 80,0\u00a0%"
    assert tabell.rader[4][0].under == "Norra enheten, första halvåret, utom maj"
    assert u.forbehall == (
        "Ej mätta 2025: F; E.",
        "Bygger på färre än 5 och ska läsas med försiktighet: A (Norra gruppen, 4).",
        "Gäller bara en del av året: första halvåret, utom maj (C).",
    )
    figur = u.figurer[0]
    assert figur.titel == "3 av 3 mål är nådda"
    assert [(p.etikett, p.nu, p.da) for p in figur.punkter] == [
        ("A, Norra enheten", Decimal("90.5"), 87),
        ("A, Norra gruppen, n = 4", 85, None),
        ("C", 86, None),
        ("D", 70, None),
    ]


def test_varje_tal_ar_vad_dess_rader_ger_och_oppnar_dem(f: SimpleNamespace) -> None:
    kalla = UNDERLAG["matt_kriterium"]
    ids = enheter_under([f.norra.pk])
    rader = kalla.rader(ids, 2025, UTTAG)
    u = kalla.berakna(ids, 2025, UTTAG)
    for t in u.tal:
        assert t.varde == raknat(t.raknas, (rad for rad in rader if stammer(rad, t.filter))), t.nyckel
    a = u.hamta_tal(f"matt_kriterium.varde.{f.a.pk}-{f.norra.pk}-0-helar")
    assert (a.varde, a.enhet, a.jamforelse) == (Decimal("90.5"), "%", "87\u00a0% år 2024")
    assert [rad["id"] for rad in rader if stammer(rad, a.filter)] == [f.a_nu.pk]
    ej_matta = [rad["id"] for rad in rader if stammer(rad, u.hamta_tal("matt_kriterium.ej_matta").filter)]
    assert -f.e.pk in ej_matta
    assert [str(p) for p in kalla.synliga(ej_matta, f.bo)] == ["F, Norra enheten, 2025", "E"]
    assert set(kalla.synliga(ej_matta, f.bo).values_list("pk")) == set(ej_matta)
    assert set(kalla.modell.objects.filter(pk__in=ej_matta).values_list("pk")) == set(ej_matta)
    assert list(kalla.synliga(ej_matta, f.karl)) == []
    # the group's chief sees the unit's measure but not its value
    assert [str(p) for p in kalla.synliga([f.a_nu.pk, -f.e.pk], f.anna)] == ["E"]


def test_publicerat_forra_aret_star_bredvid_omraknat(f: SimpleNamespace) -> None:
    u = underlag("matt_kriterium", f.norra, publicerat={"matt_kriterium.natt": 1})
    assert u.hamta_tal("matt_kriterium.natt").jamforelse == "2024: publicerat 1, omräknat 2"


def test_enkater_med_okand_svarsfrekvens_och_hela_aret_fore_delar(folk: SimpleNamespace) -> None:
    enkat = skapa_kriterium(folk.norra, "Trygga", slag="enkat")
    skapa_matvarde(enkat, 70, period="t1")
    skapa_matvarde(enkat, 91, n=12)
    u = underlag("matt_enkat", folk.norra)
    assert talen(u, *HUVUD) == [1, 1, 0, 1, 0, 0]
    assert [rad[1].text for rad in u.tabeller[0].rader] == ["91\u00a0%"]
    assert u.forbehall == ("Svarsfrekvensen är inte känd för: Trygga.",)
    assert u.figurer == ()


def test_antal_personer_och_forandring(folk: SimpleNamespace) -> None:
    personer = skapa_kriterium(
        folk.norra, "Personer med boendestöd", slag="malgrupp", mattenhet="personer", operator="inget", malvarde=None
    )
    skapa_matvarde(personer, 1200, 2024)
    skapa_matvarde(personer, 1260)
    u = underlag("matt_malgrupp", folk.norra)
    assert talen(u, *HUVUD) == [1, 1, 0, 0, 0, 1]
    (tabell,) = u.tabeller
    assert [k.text for k in tabell.kolumner] == ["Mått", "2025", "2024", "Förändring"]
    assert [c.text for c in tabell.rader[0]] == [
        "Personer med boendestöd", "1\u202f260\u00a0personer", "1\u202f200\u00a0personer", "60 högre (5\u00a0%)"
    ]  # fmt: skip


@pytest.mark.parametrize("nyckel", [n for n in UNDERLAG if n.startswith("matt_")])
def test_utan_matt_sags_det(folk: SimpleNamespace, nyckel: str) -> None:
    u = underlag(nyckel, folk.norra)
    assert u.forbehall == ("Det finns inga mått av det här slaget för 2025.",)
    assert (u.tabeller, u.figurer) == ((), ())
    assert set(UNDERLAG[nyckel].nyckeltal) == {f"{nyckel}.{n}" for n in HUVUD}

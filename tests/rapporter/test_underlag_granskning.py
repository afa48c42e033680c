"""Audits and sanctions in the report, counted by hand."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from granskningar.models import Granskning
from rapporter.underlag import granskning, sanktion
from rapporter.underlag.bas import Underlag
from rapporter.underlag.rader import raknat, stammer
from tests.stod import granskningar as stod
from tests.stod.rapporter import STOCKHOLM

UTTAG = datetime(2026, 1, 26, 8, tzinfo=STOCKHOLM)


def tal(u: Underlag) -> dict[str, Any]:
    return {t.nyckel.partition(".")[2]: t.varde for t in u.tal}


@pytest.fixture
def v(db: None) -> SimpleNamespace:
    v = SimpleNamespace(verksamhet=stod.skapa_verksamhet(), stod=stod.insatsen())
    plats, kategori = v.verksamhet, v.stod
    v.ja = stod.skapa_avslutad(plats, insatskategori=kategori)
    v.nej = stod.skapa_avslutad(plats, rubrik="Bemanning", slag="pakallad", anledning="Klagomål.", uppfyller="nej")
    v.pagar = stod.skapa_granskning(plats, rubrik="Nattens tillsyn", status="pagar", paborjad=date(2025, 12, 1))
    v.efter = stod.skapa_avslutad(plats, rubrik="Läkemedel", paborjad=date(2025, 12, 1), genomford=date(2026, 3, 1))
    stod.skapa_avslutad(plats, slag="behovsanalys", uppfyller="")
    stod.skapa_granskning(plats)  # planned, never begun
    stod.skapa_granskning(plats, status="installd")
    stod.skapa_avslutad(plats, planerad=date(2024, 5, 1), paborjad=date(2024, 5, 1), genomford=date(2024, 6, 1))
    # planned for 2024, begun in 2025: counts in 2025
    stod.skapa_avslutad(plats, planerad=date(2024, 12, 1), uppfyller="delvis")
    stod.skapa_iakttagelse(v.ja, tema="Dokumentation")
    stod.skapa_iakttagelse(v.nej, tema="dokumentation")
    stod.skapa_iakttagelse(v.nej, tema="dokumentation", krav="Social journal")
    stod.skapa_iakttagelse(v.nej, tema="Bemanning")
    stod.skapa_iakttagelse(v.ja, tema="Bemanning", bedomning="uppfyllt")
    stod.skapa_punkt(v.nej, klar=date(2025, 9, 1))
    stod.skapa_punkt(v.nej, klar=date(2026, 2, 1))  # after the extraction: still open then, and late
    stod.skapa_punkt(v.nej, senast=date(2026, 6, 1))
    return v


def test_antal_slag_och_utfall(v: SimpleNamespace) -> None:
    u = granskning.granskning([], 2025, UTTAG)
    t = tal(u)
    assert (t["antal"], t["antal.fjol"], t["pakallade"], t["behovsanalys"], t["installda"]) == (5, 1, 1, 1, 1)
    assert (t["slutforda"], t["uppfyller"], t["uppfyller_andel"]) == (3, 1, Decimal("33.3"))
    assert (t["slag.planerad"], t["slag.pakallad"]) == (4, 1)
    assert (t["utfall.ja"], t["utfall.delvis"], t["utfall.nej"], t["utfall.summa"]) == (1, 1, 1, 3)
    assert (t[f"kategori.{v.stod.pk}"], t["kategori.0"]) == (1, 4)
    (forbehall,) = u.forbehall
    assert forbehall.startswith("2 av 5 granskningar var inte slutförda när siffrorna hämtades")
    assert "Nattens tillsyn (Lindens boendestöd), Läkemedel (Lindens boendestöd)." in forbehall


def test_teman_raknas_en_gang_per_granskning(v: SimpleNamespace) -> None:
    u = granskning.granskning([], 2025, UTTAG)
    assert (tal(u)["tema.dokumentation"], tal(u)["tema.bemanning"]) == (2, 1)
    tabell = next(t for t in u.tabeller if t.rubrik.startswith("Vanligaste"))
    assert tabell.rubrik == "Vanligaste utvecklingsområdet: dokumentation"
    assert [rad[0].text for rad in tabell.rader] == ["Dokumentation", "Bemanning"]


def test_atgardspunkter_som_de_stod_vid_uttaget(v: SimpleNamespace) -> None:
    t = tal(granskning.granskning([], 2025, UTTAG))
    assert (t["punkter_klara"], t["punkter_oppna"], t["punkter_sena"]) == (1, 2, 1)


def test_arets_granskningar_en_och_en(v: SimpleNamespace) -> None:
    u = granskning.granskning([], 2025, UTTAG)
    tabell = next(t for t in u.tabeller if t.rubrik == "Årets granskningar")
    assert [(rad[2].text, rad[3].text) for rad in tabell.rader] == [
        ("Planerad", "Uppfyller de viktigaste kraven"),
        ("Påkallad", "Uppfyller inte"),
        ("Del av behovsanalys", "Räknas för sig"),
        ("Planerad", "Uppfyller delvis"),
        ("Planerad", "Inte slutförd"),
        ("Planerad", "Inte slutförd"),
    ]


def test_varje_tal_oppnar_sina_rader(v: SimpleNamespace) -> None:
    u, rader = granskning.granskning([], 2025, UTTAG), granskning.rader([], 2025, UTTAG)
    for t in u.tal:
        assert raknat(t.raknas, [rad for rad in rader if stammer(rad, t.filter)]) == t.varde, t.nyckel


def test_slutford_utan_bedomning_namns(db: None) -> None:
    stod.skapa_granskning(
        rubrik="Utan slutsats", status="faktagranskning", paborjad=date(2025, 3, 1), genomford=date(2025, 3, 5)
    )
    u = granskning.granskning([], 2025, UTTAG)
    assert tal(u)["uppfyller_andel"] is None
    (forbehall,) = u.forbehall
    assert "slutförd men inte bedömd" in forbehall


def test_utan_granskningar(db: None) -> None:
    u = granskning.granskning([], 2025, UTTAG)
    assert (tal(u)["antal"], tal(u)["uppfyller_andel"], u.tabeller) == (0, None, ())
    assert u.forbehall == ("Ingen granskning påbörjades under 2025.",)


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_fragorna_ar_hogst_tre(db: None, django_assert_num_queries: Any, antal: int) -> None:
    verksamhet = stod.skapa_verksamhet()
    poster = [
        Granskning(
            verksamhet=verksamhet, rubrik="G", planerad=date(2025, 1, 1), paborjad=date(2025, 1, 2), status="pagar"
        )
        for _ in range(antal)
    ]
    for post in poster:
        post.fyll_i()
    Granskning.objects.bulk_create(poster)
    with django_assert_num_queries(3):
        u = granskning.granskning([], 2025, UTTAG)
    assert tal(u)["antal"] == antal


def test_sanktioner_per_slag_och_avhjalpta(db: None) -> None:
    plats = stod.skapa_verksamhet()
    stod.skapa_sanktion(plats, avhjalpt=date(2025, 9, 1))
    stod.skapa_sanktion(plats, avhjalpt=date(2026, 2, 1))  # after the extraction
    stod.skapa_sanktion(plats, slag="vite", belopp=50_000)
    stod.skapa_sanktion(plats, datum=date(2024, 3, 1), avhjalpt=date(2024, 4, 1))
    stod.skapa_sanktion(plats, datum=date(2026, 1, 2))
    u = sanktion.sanktion([], 2025, UTTAG)
    t = tal(u)
    assert (t["antal"], t["antal.fjol"], t["avhjalpta"], t["slag.varning"], t["slag.vite"]) == (3, 1, 1, 2, 1)
    assert [c.text for c in u.tabeller[0].fot] == ["Summa", "3", "1", "1"]


def test_inga_sanktioner_sags_i_ord(db: None) -> None:
    u = sanktion.sanktion([], 2025, UTTAG)
    assert u.tabeller == ()
    assert u.forbehall == ("Ingen sanktion har beslutats under 2025 eller 2024.",)

"""The figures over cases, counted by hand; and that the two forms of each condition agree."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from avvikelser.models import Avvikelse, Kategori
from kvalitet.models import enheter_under
from rapporter.underlag.arenden import arenden
from rapporter.underlag.arendeurval import poster, rader, stammer, synliga
from rapporter.underlag.bas import Underlag
from tests.stod.rapporter import STOCKHOLM, arende

UTTAG = datetime(2026, 1, 26, 8, tzinfo=STOCKHOLM)


@pytest.fixture
def f(folk: SimpleNamespace) -> SimpleNamespace:
    """2025: five cases in Norra; 2024: two."""
    bemotande, _ = Kategori.objects.get_or_create(namn="Bemötande")
    mat, _ = Kategori.objects.get_or_create(namn="Mat och måltider")
    arende(folk.norra, date(2025, 1, 1), slag="klagomal", kategorier=[bemotande, mat])
    arende(folk.norra, date(2025, 12, 31), slag="klagomal", riktad_mot="utforare", kategorier=[bemotande])
    arende(folk.norra_gruppen, date(2025, 6, 15), 2, slag="intern")
    arende(folk.norra_gruppen, date(2025, 6, 30), slag="", status="registrerad")
    arende(folk.norra, date(2024, 12, 31), slag="intern", kategorier=[mat])
    arende(folk.norra, date(2024, 6, 1), slag="hsl")
    # Not counted: another unit, other years, outside the statistics.
    arende(folk.sodra, date(2025, 6, 1), 3, slag="intern")
    arende(folk.norra, date(2023, 12, 31), slag="intern")
    arende(folk.norra, date(2026, 1, 1), slag="intern")
    for status in ("makulerad", "overlamnad", "ingen_avvikelse"):
        arende(folk.norra, date(2025, 6, 1), slag="intern", status=status)
    folk.kategorier = (bemotande, mat)
    return folk


def _underlag(f: SimpleNamespace) -> Underlag:
    return arenden(enheter_under([f.norra.pk]), 2025, UTTAG)


def test_per_slag_enhet_kategori_och_manad(f: SimpleNamespace) -> None:
    u = _underlag(f)
    assert (u.hamta_tal("arenden.totalt").varde, u.hamta_tal("arenden.totalt.fjol").varde) == (5, 2)
    slag, manad, kategori = u.figurer
    assert {(p.etikett, p.nu, p.da) for p in slag.punkter} == {
        ("Klagomål", 2, 0),
        ("Intern avvikelse", 2, 1),
        ("Ännu inte bedömt", 1, 0),
        ("Hälso- och sjukvård", 0, 1),
    }
    assert [p.nu for p in manad.punkter] == [1, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 1]
    assert [p.da for p in manad.punkter] == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]
    assert manad.titel == "Flest ärenden kom i juni"
    assert [(p.etikett, p.nu, p.da) for p in kategori.punkter] == [("Bemötande", 2, 0), ("Mat och måltider", 1, 1)]
    assert "n = 2 med minst en kategori" in kategori.underrubrik
    enheter = u.tabeller[-1]
    assert [[c.text for c in rad] for rad in enheter.rader] == [
        ["Norra enheten", "2", "2"],
        ["Norra gruppen", "3", "0"],
    ]
    assert [c.text for c in enheter.fot] == ["Summa", "5", "2"]
    assert "Ett ärende var ännu inte bedömda till slag vid uttaget." not in u.forbehall
    assert "Ett ärende var ännu inte bedömt till slag vid uttaget." in u.forbehall


def test_enhet_utan_arenden_ar_en_signal(f: SimpleNamespace) -> None:
    enheter = arenden(enheter_under([f.forvaltning.pk]), 2025, UTTAG).tabeller[-1]
    rad = next(r for r in enheter.rader if r[0].text == "Södra gruppen")
    assert (rad[1].lage, rad[1].varde) == ("inga_rapporter", 0)


def test_sent_registrerade_raknas_efter_uttaget(f: SimpleNamespace) -> None:
    arende(f.norra, date(2025, 11, 1), slag="intern", registrerad=datetime(2026, 1, 10, tzinfo=STOCKHOLM))
    arende(f.norra, date(2025, 11, 1), 2, slag="intern", registrerad=datetime(2026, 2, 10, tzinfo=STOCKHOLM))
    u = _underlag(f)
    assert u.hamta_tal("arenden.totalt").varde == 6
    assert "Ett ärende som togs emot 2025 registrerades först efter årets slut och är medräknat." in u.forbehall
    assert "2 ärenden som togs emot 2025 registrerades efter uttaget och är inte med." in u.forbehall


def test_manader_som_inte_borjat_har_inget_varde(f: SimpleNamespace) -> None:
    u = arenden([f.norra.pk], 2025, datetime(2025, 6, 20, tzinfo=STOCKHOLM))
    assert [p.nu for p in u.figurer[1].punkter] == [1, 0, 0, 0, 0, 0] + [None] * 6


def test_varje_tal_oppnar_exakt_sina_poster(f: SimpleNamespace) -> None:
    """For each figure: value = records found by the query = stored rows that match."""
    ids = enheter_under([f.norra.pk])
    lagrade = rader(ids, 2025, UTTAG)
    tal = _underlag(f).tal
    assert len({t.nyckel for t in tal}) == len(tal) > 60
    for t in tal:
        med_fraga = set(poster(ids, UTTAG, t.filter).values_list("pk", flat=True))
        med_rader = {rad["id"] for rad in lagrade if stammer(rad, t.filter)}
        assert med_fraga == med_rader, t.nyckel
        assert len(med_fraga) == t.varde, t.nyckel
        assert t.definition
        assert t.n is not None


def test_raderna_har_inga_personuppgifter(f: SimpleNamespace) -> None:
    arende(f.norra, date(2025, 2, 2), slag="klagomal", kontakt="Okänd Avsändare", rubrik="Hemlig rubrik")
    text = str(rader(enheter_under([f.norra.pk]), 2025, UTTAG))
    assert "Okänd" not in text
    assert "Hemlig" not in text


def test_lex_sarah_syns_inte_for_kvalitetsutvecklaren_men_raknas(f: SimpleNamespace) -> None:
    (a,) = arende(f.norra, date(2025, 2, 2), slag="lex_sarah")
    assert _underlag(f).hamta_tal("arenden.lex_sarah_egna").varde == 1
    assert list(synliga([a.pk], f.kim)) == []
    assert list(synliga([a.pk], f.bo)) == [a]
    assert list(synliga([a.pk], f.david)) == []


@pytest.mark.parametrize("antal", [0, 25, 300])
def test_fyra_fragor_hur_mycket_som_an_finns(f: SimpleNamespace, antal: int, hogst_fragor: Callable) -> None:
    mall = arende(f.norra, date(2025, 5, 5), slag="intern")[0]
    lika = {
        "mottagen": mall.mottagen,
        "registrerad": mall.registrerad,
        "slag": "intern",
        "status": "bedomd",
        "ar": 2025,
    }
    nya = [
        Avvikelse(enhet=f.norra, rubrik="x", handelse="y", lopnummer=n, nummer=f"2025-{n}", **lika)
        for n in range(1000, 1000 + antal)
    ]
    Avvikelse.objects.bulk_create(nya)
    ids = enheter_under([f.norra.pk])
    with hogst_fragor(4) as fragor:
        arenden(ids, 2025, UTTAG)
    assert len(fragor) == 4

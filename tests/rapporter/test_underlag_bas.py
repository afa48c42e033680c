"""Underlag freeze to JSON and come back equal; tables are whole; headings are numbered."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from kvalitet.diagram import Figur, Punkt, delstaplar, riskmatris
from rapporter.disposition import numrera
from rapporter.underlag.bas import Cell, Kolumn, Tabell, Tal, Underlag
from tests.rapporter import prov


def test_a_frozen_underlag_comes_back_equal():
    u = prov.underlag()
    tillbaka = Underlag.from_json(u.to_json())
    assert tillbaka == u
    assert tillbaka.to_json() == u.to_json()
    assert tillbaka.figurer[0].ritning == u.figurer[0].ritning


@pytest.mark.parametrize(
    "varde",
    [
        None,
        0,
        7,
        0.1,
        -2.5,
        "text",
        "",
        Decimal("12.50"),
        date(2026, 2, 28),
        datetime(2026, 3, 29, 1, 30, 5, 7, tzinfo=UTC),
        True,
    ],
)
def test_every_kind_of_value_survives(varde):
    tabell = Tabell("R", "", (Kolumn("K"),), ((Cell("c", varde=varde),),))
    u = Underlag("n", "R", "", prov.UTTAG, tal=(Tal("t", "T", varde),), tabeller=(tabell,))
    tillbaka = Underlag.from_json(u.to_json())
    assert tillbaka == u
    assert type(tillbaka.tal[0].varde) is type(varde)
    assert str(tillbaka.tabeller[0].rader[0][0].varde) == str(varde)


def test_the_json_is_readable_and_stable():
    d = json.loads(prov.underlag().to_json())
    assert d["uttag"] == {"tidpunkt": "2026-01-26T08:00:00+01:00"}
    assert d["tal"][0]["filter"] == {"ar": 2025, "slag": ["avvikelse"], "lex": None}
    assert "å" in prov.underlag().to_json()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"nyckel": 1}', "null"])
def test_broken_json_is_a_value_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 json's own message or ours
        Underlag.from_json(text)


@pytest.mark.parametrize("varde", [object(), {1, 2}, b"x", [1]])
def test_what_json_cannot_hold_is_refused(varde):
    u = Underlag("n", "R", "", prov.UTTAG, tal=(Tal("t", "T", varde),))
    with pytest.raises(TypeError):
        u.to_json()


def test_values_that_are_no_numbers_are_refused():
    with pytest.raises(ValueError, match="JSON"):
        Underlag("n", "R", "", prov.UTTAG, tal=(Tal("t", "T", float("nan")),)).to_json()
    with pytest.raises(TypeError):
        Underlag("n", "R", "", prov.UTTAG, tal=(Tal("t", "T", 1, filter={"ar": (1, 2)}),)).to_json()


def test_the_moment_has_a_time_zone():
    with pytest.raises(ValueError, match="tidszon"):
        Underlag("n", "R", "", datetime(2026, 1, 1))  # noqa: DTZ001 the point of the test


def test_a_key_figure_is_found_by_its_key():
    assert prov.underlag().hamta_tal("antal").varde == 342
    with pytest.raises(KeyError):
        prov.underlag().hamta_tal("finns_inte")


def test_a_table_that_would_be_read_out_wrongly_is_refused():
    with pytest.raises(ValueError, match="2 kolumner men en rad med 1"):
        Tabell("R", "", (Kolumn("A"), Kolumn("B")), ((Cell("1"),),))
    with pytest.raises(ValueError, match="2 kolumner"):
        Tabell("R", "", (Kolumn("A"), Kolumn("B")), (), fot=(Cell("1"),))
    with pytest.raises(ValueError, match="kolumn 2"):
        Tabell("R", "", (Kolumn("A"), Kolumn("B")), (), radrubrik=2)
    with pytest.raises(ValueError, match="bredd"):
        Kolumn("A", bredd=7)


def test_a_table_is_marked_up_for_readers():
    html = render_to_string(
        "diagram/_tabell.html", {"tabell": prov.lang_tabell(2), "beteckning": "Tabell 1", "lankar": True}
    )
    assert html.count('<th scope="col"') == 3
    assert html.count('<th scope="row"') == 3
    assert "<caption>Tabell 1. Sex grupper rapporterade ingenting <small>Avvikelser per grupp</small></caption>" in html
    assert '<a href="/avvikelser/?ar=2025&amp;enhet=1">7</a>' in html
    assert 'class="bredd-20"' in html
    utan = render_to_string("diagram/_tabell.html", {"tabell": prov.lang_tabell(2)})
    assert "<a " not in utan


def test_an_empty_table_says_so():
    html = render_to_string("diagram/_tabell.html", {"tabell": Tabell("R", "", (Kolumn("A"), Kolumn("B")), ())})
    assert '<td colspan="2" class="tyst">Inga uppgifter för perioden.</td>' in html


def test_headings_are_numbered():
    (ett, tva) = numrera([(1, "A", "a"), (2, "B", "b"), (2, "C", "c"), (1, "D", "d")])
    assert [(r.nummer, r.text) for r in (ett, *ett.under, tva)] == [("1", "A"), ("1.1", "B"), ("1.2", "C"), ("2", "D")]
    assert ett.under[1].niva == 2
    html = render_to_string("rapporter/_rubrik.html", {"rubrik": ett.under[0]})
    assert '<h3 id="b"><span class="nr">1.1</span> B</h3>' in html


@pytest.mark.parametrize("rubriker", [[(2, "A", "a")], [(1, "A", "a"), (3, "B", "b")]])
def test_a_heading_out_of_place_is_refused(rubriker):
    with pytest.raises(ValueError, match="nivå"):
        numrera(rubriker)


FORE_MATRISEN = """{"nyckel": "arenden", "rubrik": "Ärenden", "definition": "D",
"uttag": {"tidpunkt": "2025-01-20T08:00:00+01:00"},
"tal": [{"nyckel": "arenden.totalt", "etikett": "Ärenden", "varde": {"decimal": "12.5"}, "enhet": "%",
"jamforelse": "", "n": 8, "definition": "", "filter": {"ar": 2024}, "raknas": "antal"}], "tabeller": [],
"figurer": [{"nyckel": "f", "slag": "staplar", "titel": "T", "underrubrik": "U", "beskrivning": "",
"serier": ["2024", "2023"], "axel": "K", "enhet": "",
"punkter": [{"etikett": "A", "nu": {"decimal": "1.5"}, "da": null, "lank": "/x/", "kort": ""}]}], "forbehall": []}"""


def test_what_was_frozen_before_charts_had_targets_and_parts_still_loads() -> None:
    u = Underlag.from_json(FORE_MATRISEN)
    (f,) = u.figurer
    assert (f.punkter[0].nu, f.punkter[0].delar, f.mal, f.axlar) == (Decimal("1.5"), (), None, ())
    assert (u.tal[0].varde, u.tal[0].mal, u.tal[0].lage) == (Decimal("12.5"), None, "")
    assert Underlag.from_json(u.to_json()) == u


def test_charts_of_every_kind_are_stored_and_come_back_equal() -> None:
    delar = delstaplar(
        "d",
        "T",
        "U",
        "",
        delar=("Ja", "Nej"),
        punkter=[Punkt("A", delar=(Decimal("1.5"), None), dellankar=("/a/", ""))],
    )
    matris = riskmatris(
        "m", "T", "U", "", serier=("Nu", "Före"), punkter=[Punkt("R", kort="R1", plats=(1, 2), plats_da=(2, 2))],
        sannolikhet=("Låg", "Hög"), allvar=("Låg", "Hög"), grans=3,
    )  # fmt: skip
    mal = Figur("s", "staplar", "T", "U", "", ("2025",), (Punkt("A", 1),), "K", "%", Decimal("95.5"))
    u = Underlag("x", "R", "D", prov.UTTAG, figurer=(delar, matris, mal))
    assert Underlag.from_json(u.to_json()) == u

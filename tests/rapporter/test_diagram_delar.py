"""Bars of parts, risk matrix, targets and spark lines."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from kvalitet.diagram import LINJE, STAPLAR, Figur, Gnista, Punkt, delstaplar, riskmatris
from kvalitet.farger import farger

SANNOLIKHET = ("Mycket liten", "Liten", "Stor", "Mycket stor")
ALLVAR = ("Mindre", "Måttlig", "Betydande", "Katastrofal")


def delar(*punkter, **mer):
    return delstaplar(
        "d", "Titel", "n = 18", "", delar=("Uppfyller", "Delvis", "Nej"), punkter=punkter, axel="Kategori", **mer
    )


def matris(*lagen, serier=("Nu", "Före"), grans=8):
    punkter = [
        Punkt(f"Risken {i}", kort=f"R{i}", lank=f"/r/{i}/", plats=nu, plats_da=da)
        for i, (da, nu) in enumerate(lagen, start=1)
    ]
    return riskmatris(
        "m", "Titel", "n", "", serier=serier, punkter=punkter, sannolikhet=SANNOLIKHET, allvar=ALLVAR, grans=grans
    )


def rita(figur, *, papper=False, lankar=True):
    return render_to_string(
        "diagram/_figur.html", {"figur": figur, "farger": farger("#14525c"), "papper": papper, "lankar": lankar}
    )


def svg(html):
    return ElementTree.fromstring(re.search(r"<svg.*?</svg>", html, re.DOTALL)[0])  # noqa: S314 our own output


def test_parts_are_shares_of_their_own_whole():
    r = delar(Punkt("Hemtjänst", delar=(12, 3, 1)), Punkt("Boende", delar=(1, None, 1))).ritning
    assert [d.bredd for d in r.staplar[0].delar] == ["75.00%", "18.75%", "6.25%"]
    assert [d.x for d in r.staplar[0].delar] == ["0.00%", "75.00%", "93.75%"]
    assert [d.text for d in r.staplar[0].delar] == ["12", "3", ""]  # too narrow for its number
    assert [(d.ton, d.bredd) for d in r.staplar[1].delar] == [("full", "50.00%"), ("prickig", "50.00%")]
    assert r.staplar[0].summa == "n = 16"


def test_parts_are_told_apart_without_colour():
    html = rita(delar(Punkt("A", delar=(1, 1, 1)), toner=("full", "strimmig", "fel")))
    assert 'class="f-strimmig">Delvis' in html
    tree = svg(html)
    fyllningar = [n.get("fill") for n in tree.findall("rect")]
    assert "url(#d-strimmig)" in fyllningar
    assert len(tree.findall("defs/pattern")) == 1


def test_parts_are_links_with_names_and_stand_in_the_table():
    f = delar(Punkt("A", delar=(2, 0, None), dellankar=("/ja/", "/delvis/", "/nej/")))
    (lank,) = svg(rita(f)).findall("a")
    assert (lank.get("href"), lank.get("aria-label")) == ("/ja/", "A, uppfyller: 2 av 2")
    (rad,) = f.tabell.rader
    assert [c.text for c in rad] == ["A", "2", "0", "–", "2"]
    assert [c.lank for c in rad] == ["", "/ja/", "/delvis/", "/nej/", ""]
    assert f.alttext == "Titel. A: uppfyller 2, delvis 0, nej –."


def test_a_whole_of_nothing_says_so():
    r = delar(Punkt("A", delar=(0, 0, 0)), Punkt("B", delar=(None, None, None))).ritning
    assert [(s.summa, s.delar) for s in r.staplar] == [("inga uppgifter", ())] * 2


@pytest.mark.parametrize(
    ("namn", "punkt", "mer"),
    [
        (("A",), Punkt("x", delar=(1,)), {}),
        (("A", "B"), Punkt("x", delar=(1,)), {}),
        (("A", "B"), Punkt("x", delar=(1, -1)), {}),
        (("A", "B"), Punkt("x", delar=(1, 1), dellankar=("/a/",)), {}),
        (("A", "B"), Punkt("x", delar=(1, 1)), {"toner": ("full", "rosa")}),
        (tuple("ABCDEF"), Punkt("x", delar=(1,) * 6), {}),
    ],
)
def test_parts_that_cannot_be_drawn_are_refused(namn, punkt, mer):
    with pytest.raises(ValueError, match=r"delar|värde|ton"):
        delstaplar("d", "T", "U", "", delar=namn, punkter=[punkt], **mer)


def test_a_risk_that_moved_has_a_ring_a_node_and_an_arrow_between():
    r = matris(((3, 3), (2, 3)), ((3, 4), (3, 4))).ritning
    assert [(n.text, n.nu) for n in r.noder] == [("R1", False), ("R1", True), ("R2", True)]
    ring, nod = r.noder[0], r.noder[1]
    assert float(nod.x) < float(ring.x)
    assert nod.y == ring.y
    assert len(r.pilar) == 1
    assert not r.antal


def test_the_action_limit_is_a_staircase():
    r = matris(((1, 1), (1, 1))).ritning
    assert r.grans == "110,22 110,94 182,94 182,166 254,166 254,238 326,238"
    grader = {int(ruta.tal): ruta.grad for ruta in r.rutor}
    assert grader == {1: 0, 2: 0, 3: 0, 4: 1, 6: 1, 8: 2, 9: 2, 12: 3, 16: 3}
    assert matris(((1, 1), (1, 1)), grans=1).ritning.grans.startswith("38,22")
    assert not matris(((1, 1), (1, 1)), grans=17).ritning.grans


def test_nodes_never_lie_on_each_other():
    r = matris(*[((3, 3), (3, 3))] * 2, ((2, 3), (3, 3)), ((3, 2), (3, 3)), ((4, 4), (2, 2))).ritning
    platser = [(n.x, n.y) for n in r.noder]
    assert len(set(platser)) == len(platser)


def test_many_risks_in_a_box_become_a_number():
    f = matris(*[((3, 3), (2, 2))] * 6, ((2, 2), (2, 2)))
    r = f.ritning
    assert r.antal
    assert not r.pilar
    assert {(n.text, n.nu) for n in r.noder} == {("7", True), ("6", False), ("1", False)}
    assert len(f.tabell.rader) == 7
    assert "Nu, antal risker" in rita(f)


def test_the_matrix_says_every_risk_in_words_and_links_to_it():
    f = matris(((3, 3), (2, 3)), (None, (4, 4)), ((1, 2), None))
    assert "R1 Risken 1: 6 (Nu), 9 (Före)" in f.alttext
    assert [[c.text for c in rad] for rad in f.tabell.rader] == [
        ["Risken 1", "6 (2 × 3)", "9 (3 × 3)"],
        ["Risken 2", "16 (4 × 4)", "–"],
        ["Risken 3", "–", "2 (1 × 2)"],
    ]
    tree = svg(rita(f))
    assert {a.get("href") for a in tree.findall("a")} == {"/r/1/", "/r/2/"}
    assert "Åtgärd krävs från värde 8" in rita(f)


def test_long_names_of_steps_leave_their_numbers():
    f = riskmatris(
        "m", "T", "n", "", serier=("Nu",), punkter=[Punkt("R", kort="R1", plats=(5, 5))],
        sannolikhet=("Händer så gott som aldrig", "B", "C", "D", "E"), allvar=tuple("ABCDE"), grans=12,
    )  # fmt: skip
    assert [s.namn for s in f.ritning.langs] == [""] * 5
    assert [s.tal for s in f.ritning.langs] == list("12345")
    assert [s.namn for s in f.ritning.upprat] == list("ABCDE")


@pytest.mark.parametrize("plats", [(0, 1), (5, 1), (1, 5)])
def test_a_place_outside_the_matrix_is_refused(plats):
    with pytest.raises(ValueError, match="utanför"):
        matris((None, plats))


@pytest.mark.parametrize("slag", [STAPLAR, LINJE])
def test_a_target_is_drawn_named_and_said(slag):
    f = Figur("f", slag, "T", "n", "", ("2025",), (Punkt("A", 70), Punkt("B", 80)), "K", "%", Decimal(95))
    html = rita(f)
    assert 'class="f-mal">Mål 95\u00a0%' in html
    assert 'class="d-mal"' in html
    assert f.alttext.endswith("Mål: 95\u00a0%.")
    if slag == STAPLAR:
        assert float(f.ritning.mal_x.rstrip("%")) > float(f.ritning.staplar[1].nu.bredd.rstrip("%"))
    else:
        assert float(f.ritning.mal_y) < float(f.ritning.punkter[1].y)


def test_a_target_that_is_none_is_not_drawn_but_zero_is():
    assert "d-mal" not in rita(Figur("f", STAPLAR, "T", "n", "", ("2025",), (Punkt("A", 70),)))
    assert "d-mal" in rita(Figur("f", STAPLAR, "T", "n", "", ("2025",), (Punkt("A", 70),), mal=0))


def test_years_keep_two_digits_on_a_phone():
    f = Figur(
        "f", LINJE, "T", "n", "", ("Andel",), tuple(Punkt(e, 1) for e in ("2024", "2025", "vår 2025", "höst 2025"))
    )
    assert [p.initial for p in f.ritning.punkter] == ["24", "25", "vår 2025", ""]


def test_a_spark_line_has_gaps_a_last_value_and_words():
    g = Gnista((("2022", 71), ("2023", None), ("2024", 80), ("2025", 88)), mal=90, enhet="%")
    assert g.finns
    assert len(g.streck) == 1
    assert g.utlasning == "2022: 71\u00a0%, 2023: inget värde, 2024: 80\u00a0%, 2025: 88\u00a0%, mål: 90\u00a0%"
    assert 0 <= float(g.mal_y) <= float(g.nu[1]) <= 32
    assert not Gnista((("2024", None), ("2025", 3))).finns
    assert Gnista((("2024", 3), ("2025", 3))).nu is not None
    assert Gnista((("2024", 3), ("2025", 4), ("2026", None))).nu is None
    html = render_to_string("diagram/_gnista.html", {"gnista": g, "farger": farger("#14525c"), "papper": True})
    assert svg(html)[0].tag == "title"

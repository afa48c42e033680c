"""Charts: the scale, gaps and zeroes, what they say to those who cannot see them, and their links."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from kvalitet.diagram import LINJE, STAPLAR, Figur, Punkt, manadslinje, skala
from kvalitet.farger import farger
from tests.rapporter import prov

SMALT = "\u202f"


def figur(slag=STAPLAR, punkter=(), serier=("2025", "2024"), **mer):
    return Figur("f", slag, "Titel", "n = 3", "Beskrivning", serier, punkter, **mer)


def rita(figur, *, papper=False, lankar=True):
    return render_to_string(
        "diagram/_figur.html",
        {"figur": figur, "farger": farger("#14525c"), "papper": papper, "lankar": lankar, "beteckning": "Figur 1"},
    )


def svg(html):
    text = re.search(r"<svg.*?</svg>", html, re.DOTALL)[0]
    return ElementTree.fromstring(text)  # noqa: S314 our own output


@pytest.mark.parametrize(
    ("storsta", "vantat"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (3, (0, 1, 2, 3)),
        (5, (0, 2, 4, 6)),
        (10, (0, 5, 10)),
        (35, (0, 10, 20, 30, 40)),
        (96, (0, 25, 50, 75, 100)),
        (200, (0, 50, 100, 150, 200)),
        (100_000, (0, 25_000, 50_000, 75_000, 100_000)),
        (1_234, (0, 500, 1000, 1500)),
    ],
)
def test_the_scale_has_even_steps_and_holds_the_largest(storsta, vantat):
    assert skala(storsta) == vantat


def test_fractions_get_fractional_steps_only_when_asked_for():
    assert skala(0.6, heltal=False) == (0, 0.2, 0.4, 0.6)
    assert skala(0.6) == (0, 1)
    assert skala(Decimal("0.001"), heltal=False)[-1] >= 0.001


def test_the_scale_is_never_crowded():
    for storsta in [*range(1, 300), 999, 12_345, 10**9]:
        streck = skala(storsta)
        assert streck[-2] < storsta <= streck[-1]
        assert 2 <= len(streck) <= 6
        assert all(v.is_integer() for v in streck)


def test_bars_are_in_proportion_and_leave_room_for_the_value():
    fem = prov.staplar().ritning.staplar
    bredder = [float(s.nu.bredd.rstrip("%")) for s in fem]
    assert bredder[0] == max(bredder) <= 86
    assert bredder[2] / bredder[0] == pytest.approx(61 / 96, abs=0.001)
    assert float(fem[0].da.bredd.rstrip("%")) / bredder[0] == pytest.approx(71 / 96, abs=0.001)
    stor = figur(punkter=(Punkt("A", 1_234_567),)).ritning.staplar[0]
    assert stor.nu.text == f"1{SMALT}234{SMALT}567"
    assert float(stor.nu.bredd.rstrip("%")) <= 100 - 2.7 * 9


def test_no_value_is_a_dash_without_a_bar_and_zero_is_a_zero():
    inget, noll, bara_noll = figur(punkter=(Punkt("A", None, 4), Punkt("B", 0, None), Punkt("C", 2, 0))).ritning.staplar
    assert (inget.nu.text, inget.nu.bredd, inget.da.text) == ("–", "", "4")
    assert (noll.nu.text, noll.nu.bredd, noll.da.text, noll.da.bredd) == ("0", "0.00%", "–", "")
    assert bara_noll.da.text == "0"
    assert "A: inget värde (2025), 4 (2024)" in inget.utlasning


@pytest.mark.parametrize("slag", [STAPLAR, LINJE])
@pytest.mark.parametrize("varde", [0, None])
def test_a_chart_of_nothing_is_still_a_chart(slag, varde):
    html = rita(figur(slag, tuple(Punkt(e, varde, varde, "/x/") for e in "ABC")))
    tree = svg(html)
    assert int(tree.get("height")) > 50
    assert not re.search(r"nan|inf|None", html)


def test_no_points_says_so():
    assert "Inga uppgifter för perioden." in rita(figur())
    assert "<svg" not in rita(figur(slag=LINJE))


def test_a_month_without_value_breaks_the_line():
    f = manadslinje("f", "T", "n", "", serier=("2025", "2024"), nu=[3, 4, None, 5], da=[None, 2, None, 1, 1])
    r = f.ritning
    assert len(r.streck) == 1
    assert len(r.streck_da) == 1
    assert [p.ensam_da for p in r.punkter].index(True) == 1
    assert [bool(p.y) for p in r.punkter[:5]] == [True, True, False, True, False]
    assert r.topp[2] == "5"
    assert "mars: inget värde (2025), inget värde (2024)" in f.alttext


def test_a_line_stays_inside_its_drawing():
    r = prov.linje().ritning
    for p in r.punkter:
        assert 0 <= float(p.x.rstrip("%")) <= 100
        assert 0 <= float(p.y) <= float(r.axel_y)
    assert [text for _, _, text in r.rutnat] == ["0", "10", "20", "30", "40"]
    assert r.punkter[0].etikett == "jan"
    assert [p.initial for p in r.punkter] == list("JFMAMJJASOND")


def test_many_points_get_fewer_labels():
    r = figur(LINJE, tuple(Punkt(f"v. {i}", i) for i in range(52))).ritning
    assert 8 <= sum(bool(p.etikett) for p in r.punkter) <= 12
    assert len(r.streck) == 51


def test_one_point_is_drawn():
    assert figur(LINJE, (Punkt("jan", 3, 2),)).ritning.punkter[0].ensam_da


def test_long_labels_take_two_lines_and_then_an_ellipsis():
    lang = "Brister i samverkan mellan hemtjänst, hemsjukvård och biståndshandläggning vid utskrivning från sjukhus"
    etikett = figur(punkter=(Punkt(lang, 1), Punkt("x" * 200, 1), Punkt("", 1))).ritning.staplar
    assert [len(s.etikett) for s in etikett] == [2, 2, 1]
    assert all(len(text) <= 38 for s in etikett for text, _ in s.etikett)
    assert etikett[0].etikett[1][0].endswith("…")
    assert lang in etikett[0].utlasning
    assert float(etikett[1].y) >= float(etikett[0].y) + float(etikett[0].hojd)


def test_numbers_are_swedish():
    f = figur(punkter=(Punkt("A", 1234.5), Punkt("B", Decimal("0.50"))), enhet="%")
    assert [f.text(p.nu) for p in f.punkter] == [f"1{SMALT}234,5\u00a0%", "0,50\u00a0%"]
    assert f.text(None) == "–"


@pytest.mark.parametrize("varde", [-1, float("nan"), float("inf")])
def test_what_cannot_be_drawn_is_refused(varde):
    with pytest.raises(ValueError, match="ritas"):
        figur(punkter=(Punkt("A", varde),))


def test_kind_and_series_are_checked():
    with pytest.raises(ValueError, match="slag"):
        figur("tarta")
    with pytest.raises(ValueError, match="serier"):
        figur(serier=())


def test_on_the_page_marks_are_links_with_names_and_text_is_outside():
    tree = svg(rita(prov.staplar()))
    lankar = tree.findall("a")
    assert tree.get("role") == "group"
    assert tree.get("aria-label") == "Uteblivna insatser ökade mest"
    assert [a.get("href") for a in lankar][:2] == ["/avvikelser/?ar=2025&kategori=0", "/avvikelser/?ar=2025&kategori=1"]
    assert lankar[0].get("aria-label") == "Utebliven insats: 96 (2025), 71 (2024)"
    assert not any(a.findall("text") for a in lankar)


@pytest.mark.parametrize("f", [prov.staplar(), prov.linje()], ids=["staplar", "linje"])
def test_without_links_it_is_a_picture_with_all_values_in_its_name(f):
    tree = svg(rita(f, lankar=False))
    assert tree.get("role") == "img"
    assert "(2025)" in tree.get("aria-label")
    assert not tree.findall("a")


@pytest.mark.parametrize("f", [prov.staplar(), prov.linje()], ids=["staplar", "linje"])
def test_on_paper_it_has_a_title_and_its_own_colours(f):
    tree = svg(rita(f, papper=True, lankar=False))
    assert tree[0].tag == "title"
    assert tree[0].text == f.alttext
    former = [n for n in tree.iter() if n.tag in ("rect", "circle", "line", "text")]
    assert all(n.get("fill") or n.get("stroke") for n in former)
    assert farger("#14525c").profil in {n.get("fill") for n in former}


def test_the_table_beside_has_the_same_values_and_links():
    t = prov.staplar().tabell
    assert [k.text for k in t.kolumner] == ["Kategori", "2025", "2024"]
    assert [c.text for c in t.rader[0]] == ["Utebliven insats", "96", "71"]
    assert t.rader[0][1].lank == "/avvikelser/?ar=2025&kategori=0"
    html = rita(prov.staplar())
    assert html.count('<th scope="row"') == 5
    assert "<details" in html
    assert 'href="/avvikelser/?ar=2025&amp;kategori=0">96</a>' in html


def test_one_series_has_no_last_year():
    f = figur(punkter=(Punkt("A", 3, 9), Punkt("B", 1)), serier=("2025",))
    html = rita(f)
    assert "d-da" not in html
    assert "f-da" not in html
    assert f.ritning.staplar[0].nu.bredd == "86.00%"
    assert f.utlasning(f.punkter[0]) == "A: 3 (2025)"
    assert len(f.tabell.kolumner) == 2


def test_text_from_users_is_escaped():
    html = rita(figur(punkter=(Punkt("<script>alert(1)</script>", 1, 1, '/"><script>'),)))
    assert "<script" not in html

"""Rich text keeps words and structure, and nothing that could run, fetch or break the PDF's structure."""

from pathlib import Path

import pytest

from rapporter.prosa import pa_niva, rensa, som_text

FIENTLIGT = [
    ("<p>Hej<script>alert(1)</script></p>", "<p>Hej</p>"),
    ("<p>Hej<style>p{display:none}</style></p>", "<p>Hej</p>"),
    ('<p onclick="x()" style="color:red" class="a" id="b">Hej</p>', "<p>Hej</p>"),
    ('<img src=x onerror="alert(1)">', ""),
    ('<p>Hej</p><svg onload="alert(1)"><text>x</text></svg>', "<p>Hej</p>"),
    ('<p><a href="javascript:alert(1)">Klicka</a></p>', "<p>Klicka</p>"),
    ('<p><a href="JaVaScRiPt:alert(1)">Klicka</a></p>', "<p>Klicka</p>"),
    ('<p><a href="java&#10;script:alert(1)">Klicka</a></p>', "<p>Klicka</p>"),
    ('<p><a href="data:text/html,x">Klicka</a></p>', "<p>Klicka</p>"),
    ("<iframe src='https://annan.example'></iframe><p>Hej</p>", "<p>Hej</p>"),
    ("<p>1 &lt; 2 &amp;lt;script&gt;</p>", "<p>1 &lt; 2 &amp;lt;script&gt;</p>"),
    ("<form action='/ut'><input name=x><button>Hej</button></form>", "<p>Hej</p>"),
]


@pytest.mark.parametrize(("in_", "ut"), FIENTLIGT)
def test_fientligt_blir_ofarligt(in_: str, ut: str) -> None:
    assert rensa(in_) == ut


FRAMMANDE = [
    (
        '<p class="MsoNormal"><b>Fet</b> och <i>kursiv</i><o:p></o:p></p>',
        "<p><strong>Fet</strong> och <em>kursiv</em></p>",
    ),
    ("<h1>Rubrik</h1><div>Text</div>", "<h3>Rubrik</h3><p>Text</p>"),
    (
        '<table class="M"><tr><td style="x"><p>A</p></td><td>B</td></tr><tr><td>1 <b>två</b></td></tr></table>',
        (
            '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
            "<tbody><tr><td>1 två</td><td></td></tr></tbody></table>"
        ),
    ),
    ("<p>Före</p><table><tr><th>A</th></tr></table>efter",
     '<p>Före</p><table><thead><tr><th scope="col">A</th></tr></thead></table><p>efter</p>'),
    ("<ul><li>Ett<table><tr><td>A</td></tr></table></li><li>Två</li></ul>",
     ('<ul><li><p>Ett</p></li></ul><table><thead><tr><th scope="col">A</th></tr></thead></table>'
      "<ul><li><p>Två</p></li></ul>")),
    ("<table><tr><td>A<table><tr><td>B</td></tr></table></td></tr></table>",
     '<table><thead><tr><th scope="col">A B</th></tr></thead></table>'),
    ("<table><tr><td> </td></tr></table>", ""),
    ("<table><tr><td>a &lt;b&gt; &amp; c",
     '<table><thead><tr><th scope="col">a &lt;b&gt; &amp; c</th></tr></thead></table>'),
    ("<p>&nbsp;</p><p>Kvar</p><p></p>", "<p>Kvar</p>"),
    ("Bara ord", "<p>Bara ord</p>"),
    ("<li>Utan lista</li>", "<ul><li><p>Utan lista</p></li></ul>"),
    ("<b><p>Ut och in</p></b>", "<p>Ut och in</p>"),
    ("<ul><li>Ett<ul><li>Två</li></ul></li></ul>", "<ul><li><p>Ett</p><ul><li><p>Två</p></li></ul></li></ul>"),
    ('<p><a href="https://a.example/?b=1&amp;c=2">L</a></p>',
     '<p><a href="https://a.example/?b=1&amp;c=2" rel="noopener noreferrer">L</a></p>'),
]  # fmt: skip


@pytest.mark.parametrize(("in_", "ut"), FRAMMANDE)
def test_frammande_text_behaller_orden(in_: str, ut: str) -> None:
    assert rensa(in_) == ut


@pytest.mark.parametrize("in_", [i for i, _ in FIENTLIGT + FRAMMANDE])
def test_rensat_andras_inte_av_att_rensas_igen(in_: str) -> None:
    assert rensa(rensa(in_)) == rensa(in_)


KLIPPT_UR_WORD = (Path(__file__).parent / "klipp_ur_word.html").read_text()


def test_klipp_ur_word_blir_rubrik_stycken_och_tabell() -> None:
    rent = rensa(KLIPPT_UR_WORD)
    assert rent.startswith("<h3>Uteblivna besök</h3>")
    assert "<strong>ökade</strong>" in rent
    assert '<th scope="col">Månad</th><th scope="col">Antal</th>' in rent
    assert "<tr><td>Maj</td><td>12</td></tr>" in rent
    assert not any(spar in rent.lower() for spar in ("mso", "style", "img", "span", "o:p", "file:", "normal"))
    assert som_text(rent).splitlines()[-2:] == ["Månad | Antal", "Maj | 12"]


def test_djup_nastling_bryts() -> None:
    assert rensa("<ul><li>" * 500 + "djupt") == "<ul><li>" * 3 + "<p>djupt</p>" + "</li></ul>" * 3


def test_som_text_visar_punkter_och_adresser() -> None:
    html = '<p>Hej <strong>du</strong></p><ul><li><p>Ett</p></li></ul><p><a href="https://a.example">L</a></p>'
    assert som_text(html) == "Hej du\n• Ett\nL (https://a.example)"
    assert som_text("<script>x</script>a") == "a"


def test_underrubriker_foljer_avsnittets_niva() -> None:
    assert pa_niva("<h3>R</h3><p>t</p>", 1) == "<h3>R</h3><p>t</p>"
    assert pa_niva("<h3>R</h3><p>t</p>", 2) == "<h4>R</h4><p>t</p>"

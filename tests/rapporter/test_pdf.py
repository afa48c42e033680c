"""The PDF engine: what a reader's tools and an archive need is in the file, and nothing foreign gets in."""

import itertools
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.test import RequestFactory

from rapporter.pdf import BAS, PdfFel, gor_pdf, rendera_pdf, statisk_fil
from tests.rapporter import prov

MALLAR = Path(__file__).parent / "mallar"
SIDA = '<!doctype html><html lang="sv"><head><title>Prov</title>{}</head><body><h1>Prov</h1>{}</body></html>'


@pytest.fixture(scope="module")
def provrapport(django_settings_med_mallar):
    return rendera_pdf("provrapport.html", prov.kontext())


@pytest.fixture(scope="module")
def django_settings_med_mallar():
    from django.conf import settings
    from django.test import override_settings

    mallar = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], MALLAR]}]
    with override_settings(TEMPLATES=mallar):
        yield


@pytest.fixture(scope="module")
def fil(provrapport):
    with pikepdf.open(BytesIO(provrapport[1])) as pdf:
        yield pdf


def trad(nod, djup=0):
    """Every structure element in reading order."""
    if isinstance(nod, pikepdf.Array):
        for barn in nod:
            yield from trad(barn, djup)
    elif isinstance(nod, pikepdf.Dictionary) and "/S" in nod:
        yield nod
        if "/K" in nod:
            yield from trad(nod.K, djup + 1)


@pytest.fixture(scope="module")
def element(fil):
    return list(trad(fil.Root.StructTreeRoot.K))


def av_slag(element, *slag):
    return [e for e in element if str(e.S)[1:] in slag]


def foralder(e):
    return str(e.P.S)[1:]


def test_language_title_and_author_are_in_the_file(fil):
    assert str(fil.Root.Lang) == "sv"
    assert str(fil.docinfo.Title) == "Kvalitetsberättelse 2025, Socialnämnden, Älvhamra kommun"
    assert str(fil.docinfo.Author) == "Älvhamra kommun"
    assert fil.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712 a PDF object, not a bool
    with fil.open_metadata() as xmp:
        assert xmp["dc:title"] == "Kvalitetsberättelse 2025, Socialnämnden, Älvhamra kommun"
        assert xmp["dc:creator"] == ["Älvhamra kommun"]
        assert xmp["xmp:CreateDate"] == "2026-01-26T08:00:00+01:00"


def test_it_says_which_standards_it_follows(fil):
    with fil.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")
    raw = fil.Root.Metadata.read_bytes()
    assert raw.count(b"<rdf:RDF") == 1
    assert b"pdfaExtension:schemas" in raw
    assert fil.Root.MarkInfo.Marked == True  # noqa: E712


def test_headings_come_in_order_and_start_with_the_first_level(element):
    nivaer = [int(str(e.S)[2]) for e in element if str(e.S) in ("/H1", "/H2", "/H3", "/H4")]
    assert nivaer[0] == 1
    assert nivaer.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(nivaer))


def test_every_figure_has_a_text_and_decorations_are_no_figures(element):
    figurer = av_slag(element, "Figure")
    assert [str(f.Alt)[:29] for f in figurer] == ["Uteblivna insatser ökade mest", "Rapporterna steg i april och "]
    assert "Fall: 37 (2025), 30 (2024)" in str(figurer[0].Alt)


def test_decorations_are_marked_as_artifacts(fil):
    titelsida = fil.pages[0].Contents.read_bytes()
    assert b"/Figure" not in titelsida
    assert b"/Artifact BMC" in titelsida.replace(b"\n", b" ")


def test_headers_have_scope_and_cells_know_their_headers(element):
    for th in av_slag(element, "TH"):
        i_huvud = str(th.P.P.S) == "/THead"
        assert str(th.A.Scope) == ("/Column" if i_huvud else "/Row")
    assert all(len(td.A.Headers) >= 2 for td in av_slag(element, "TD"))


def test_a_table_over_several_pages_repeats_its_head_but_not_its_sum(element):
    huvuden = [e for e in av_slag(element, "TR") if foralder(e) == "THead"]
    assert len(huvuden) >= 1 + 3 + 2
    assert len(av_slag(element, "TFoot")) == 1


def test_bookmarks_are_the_numbered_headings(fil):
    with fil.open_outline() as outline:
        (titel,) = outline.root
        kapitel = [post.title for post in titel.children]
        assert titel.title == "Kvalitetsberättelse 2025"
        assert kapitel == [
            "Innehåll",
            "1 Sammanfattning",
            "2 Avvikelser, klagomål och lex Sarah",
            "3 Uppföljning av kvalitetsplanen",
            "4 Definitioner",
        ]
        assert [u.title for u in titel.children[2].children] == [
            "2.1 Uteblivna insatser på kvällar och helger",
            "2.2 Grupper som inte rapporterar",
        ]


def test_contents_link_to_the_chapters(fil):
    mal = {str(a.Dest) for a in fil.pages[1].Annots}
    assert mal == {"sammanfattning", "avvikelser", "uteblivna", "tysta", "plan", "definitioner"}


def test_the_plan_lies_down_and_pages_are_labelled(fil):
    liggande = [i for i, sida in enumerate(fil.pages) if sida.MediaBox[2] > sida.MediaBox[3]]
    assert liggande
    assert liggande[0] > 3
    assert str(fil.pages[1].label) == "2"


def test_paper_has_no_links_to_records_and_no_hidden_tables(provrapport):
    html, _ = provrapport
    assert "/avvikelser/" not in html
    assert "<details" not in html
    assert " style=" not in html


def test_the_same_input_gives_the_same_bytes(provrapport):
    assert gor_pdf(provrapport[0]) == provrapport[1]


@pytest.mark.usefixtures("django_settings_med_mallar")
def test_relative_links_become_absolute_with_a_request():
    request = RequestFactory().get("/", headers={"host": "testserver"})
    kontext = prov.kontext()
    html, pdf = rendera_pdf(
        "lank.html", {**kontext, "skapad": datetime(2026, 1, 1, microsecond=5, tzinfo=UTC)}, request=request
    )
    assert 'content="2026-01-01T01:00:00+01:00"' in html
    with pikepdf.open(BytesIO(pdf)) as fil:
        assert str(fil.pages[0].Annots[0].A.URI) == "http://testserver/plan/1/"


@pytest.mark.parametrize(
    "adress",
    [
        "http://127.0.0.1:9/bild.png",
        "https://exempel.invalid/bild.png",
        "file:///etc/hostname",
        "/manage.py",
        "/static/../kvalitet/settings.py",
        "/static/%2e%2e/kvalitet/settings.py",
        "/static/%2Fetc/hostname",
        "//annan.invalid/static/kvalitet.css",
        "/media/bilaga.png",
    ],
)
def test_only_our_own_static_files_are_read(adress):
    with pytest.raises(PdfFel, match="statiska filer"):
        gor_pdf(SIDA.format("", f'<img src="{adress}" alt="Bild">'))


def test_a_foreign_style_sheet_is_refused():
    with pytest.raises(PdfFel, match="statiska filer"):
        gor_pdf(SIDA.format('<link rel="stylesheet" href="https://exempel.invalid/a.css">', ""))


def test_static_files_are_found_and_others_not(settings, tmp_path):
    assert statisk_fil(f"{BAS}static/rapport.css?v=1", BAS).name == "rapport.css"
    assert statisk_fil(f"{BAS}static/", BAS) is None
    assert statisk_fil("http://localhost/static/rapport.css", BAS) is None
    settings.STATIC_ROOT = tmp_path / "statiskt"
    settings.STATIC_ROOT.mkdir()
    (tmp_path / "hemlig.txt").write_text("x")
    (settings.STATIC_ROOT / "rapport.4f2a.css").write_text("")
    assert statisk_fil(f"{BAS}static/rapport.4f2a.css", BAS).name == "rapport.4f2a.css"
    assert statisk_fil(f"{BAS}static/..%2fhemlig.txt", BAS) is None


def test_data_addresses_are_read():
    bild = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/%3E"
    assert gor_pdf(SIDA.format("", f'<img src="{bild}" alt="Vapen">')).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (SIDA.replace(' lang="sv"', "").format("", ""), "språk"),
        (SIDA.replace("<title>Prov</title>", "<title> </title>").format("", ""), "titel"),
        (SIDA.format("", '<svg width="9" height="9"><path d="M0 0h9"/></svg>'), "title"),
        (SIDA.format("", '<img src="data:image/png;base64,iVBORw0KGgo=" alt="">'), "bild|Pdf"),
    ],
)
def test_what_would_shut_readers_out_is_refused(html, text):
    with pytest.raises(PdfFel, match=text):
        gor_pdf(html)


def test_contents_that_lead_nowhere_are_refused():
    with pytest.raises(PdfFel, match="saknas"):
        gor_pdf(SIDA.format("", '<p><a href="#saknas">Se kapitel 9</a></p>'))


def test_unknown_css_is_no_error():
    assert gor_pdf(
        SIDA.format("<style>p { container-type: size } @container x { p { color: red } }</style>", "<p>x</p>")
    )


PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


@pytest.mark.usefixtures("django_settings_med_mallar")
def test_running_text_from_an_editor_stays_valid():
    brodtext = (
        "<ul><li><p>Ett</p><ul><li><p>Ett a</p></li></ul></li><li>Två</li></ul><ol><li><p>a</p><p>b</p></li></ol>"
        f'<blockquote><p>Citat</p></blockquote><p><img alt="Bild" src="{PIXEL}"></p>'
    )
    kontext = prov.kontext("#ffcd00")
    kontext |= {"brodtext": brodtext, "rubriker": kontext["rubriker"][:1]}
    _, pdf = rendera_pdf("brodtext.html", kontext)
    with pikepdf.open(BytesIO(pdf)) as fil:
        punkter = av_slag(list(trad(fil.Root.StructTreeRoot.K)), "LI")
        slag = {str(barn.S) for p in punkter for barn in p.K}
        bilder = [o for o in fil.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert slag <= {"/Lbl", "/LBody"}
        assert all(p == barn.P for p in punkter for barn in p.K)
        assert bilder
        assert not any(b.get("/Interpolate") for b in bilder)


def test_a_decoration_in_a_list_leaves_the_list_whole():
    nod = '<svg width="9" height="9" aria-hidden="true"><title>bort</title><path d="M0 0h9v9z"/></svg>'
    with pikepdf.open(BytesIO(gor_pdf(SIDA.format("", f"<ul><li>{nod} Ett</li><li>{nod} Två</li></ul>")))) as fil:
        slag = [str(e.S) for e in trad(fil.Root.StructTreeRoot.K)]
    assert "/Figure" not in slag
    assert slag.count("/LI") == 2


def test_no_styles_are_reckoned_for_notes_that_no_report_has() -> None:
    """Half the memory of a long report went to them: the rules must still be where we take them away."""
    from weasyprint import HTML

    from rapporter.pdf import NOTPLATS, _htmlklass

    def noter(klass: type) -> int:
        (mall,) = klass(string="<p>x")._ua_stylesheets()
        return sum("note" in str(regel[NOTPLATS]) for regel in mall.matcher.other_selectors)

    assert noter(HTML) == 5
    assert noter(_htmlklass()) == 0
    assert noter(HTML) == 5  # the package's own sheet is untouched

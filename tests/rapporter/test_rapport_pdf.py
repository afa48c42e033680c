"""The real report as a file: what a reader's tools and an archive need is there, also after hostile text."""

import io
import itertools
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest

from rapporter.kontext import bygg, innehall_nu
from rapporter.pdf import rendera_pdf
from rapporter.prosa import rensa
from tests.rapporter.text import pdftext
from tests.stod.planer import skapa_plan, skapa_process, skapa_rad, skapa_risk
from tests.stod.rapporter import arende, fryst, ny_rapport

KLISTRAT = (
    "<h1>Ur ett annat dokument</h1><ul>lös text<li>punkt<ol><li>ett</li></ol></li></ul><h5>Djupt</h5>"
    "<table><tr><th>Kolumn</th></tr><tr><td>Cell</td></tr></table><b><p>fet</p></b><li>ensam</li>"
    '<img src="https://annan.example/x.png"><a href="https://alvhamra.example/">länk</a>'
)


def _element(nod: Any) -> Iterator[Any]:
    if isinstance(nod, pikepdf.Array):
        for barn in nod:
            yield from _element(barn)
    elif isinstance(nod, pikepdf.Dictionary) and "/S" in nod:
        yield nod
        if "/K" in nod:
            yield from _element(nod.K)


@pytest.fixture
def rapport(folk: SimpleNamespace) -> SimpleNamespace:
    arende(folk.norra, date(2025, 3, 3), 3, slag="klagomal")
    process = skapa_process(folk.norra)
    plan = skapa_plan(folk.norra, 2025, faststalld_av=folk.bo)
    for nr in range(30):
        skapa_rad(plan, skapa_risk(folk.norra, f"Risken {nr} i processen", process=process))
    rapport = ny_rapport(folk.norra, folk.kim)
    for nyckel in ("sammanfattning", "syfte", "avvikelser"):
        avsnitt = rapport.avsnitt.get(nyckel=nyckel)
        avsnitt.text = rensa(KLISTRAT)
        avsnitt.save()
    return rapport


def test_sprak_titel_taggar_och_standarder(rapport: Any) -> None:
    _, pdf = rendera_pdf("rapporter/rapport.html", bygg(innehall_nu(rapport), utkast=True))
    with pikepdf.open(io.BytesIO(pdf)) as fil:
        assert str(fil.Root.Lang) == "sv"
        assert str(fil.docinfo.Title) == "Kvalitetsberättelse 2025"
        with fil.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")
        element = list(_element(fil.Root.StructTreeRoot.K))
        slag = [str(e.S)[1:] for e in element]
        rubriker = [s for s in slag if s in ("H1", "H2", "H3", "H4", "H5")]
        assert rubriker[0] == "H1"
        assert rubriker.count("H1") == 1
        for fore, efter in itertools.pairwise(rubriker):
            assert int(efter[1]) <= int(fore[1]) + 1, "en rubriknivå hoppas över"
        assert all(str(e.get("/Alt", "")) for e in element if str(e.S) == "/Figure")
        rubrikceller = [e for e in element if str(e.S) == "/TH"]
        assert rubrikceller
        assert all(str(e.A.Scope) in ("/Column", "/Row") for e in rubrikceller)
        assert all(str(e.P.S) == "/L" for e in element if str(e.S) == "/LI")
        liggande = [s for s in fil.pages if s.mediabox[2] > s.mediabox[3]]
        assert len(liggande) >= 2
    text = pdftext(pdf)
    assert "Utkast" in text
    assert "Risken 29 i processen" in text
    assert text.count("Process Risk Enhet Egenkontroll Åtgärd Läge") == len(liggande) - 1  # the head on each sheet


def test_den_frysta_filen_sager_inte_utkast(folk: SimpleNamespace) -> None:
    text = pdftext(fryst(folk.norra, folk.bo, riktig_pdf=True).frysning.las_pdf())
    assert "Utkast" not in text
    assert "SN 2026/00031" in text
    assert "Bo Tallgren, enhetschef" in text


def test_samma_innehall_ger_samma_fil(rapport: Any) -> None:
    innehall = innehall_nu(rapport)
    filer = {rendera_pdf("rapporter/rapport.html", bygg(innehall, utkast=False))[1] for _ in range(2)}
    assert len(filer) == 1


def test_skyddad_persons_namn_skrivs_inte(folk: SimpleNamespace, rapport: Any) -> None:
    folk.kim.skyddad = True
    folk.kim.save()
    html, _ = rendera_pdf("rapporter/rapport.html", bygg(innehall_nu(rapport), utkast=True))
    assert "Norrby" not in html
    assert "Skyddad person" in html

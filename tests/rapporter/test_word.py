"""A report as a Word file and its tables as a workbook: the same content as the PDF, nothing fetched from elsewhere."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pypandoc
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from avvikelser.models import Kategori
from kvalitet.diagram import Punkt
from kvalitet.farger import farger
from kvalitet.models import Jobb
from kvalitet.tabell import Cell, Kolumn, Tabell
from rapporter import word
from rapporter.bild import png
from rapporter.kontext import bygg, innehall_nu
from rapporter.models import Rapportdokument
from rapporter.tabeller import gor_tabeller
from rapporter.word import Wordfel, gor_word
from tests.rapporter import prov
from tests.rapporter.test_diagram_delar import delar, matris
from tests.stod.planer import skapa_plan, skapa_rad
from tests.stod.rapporter import arende, fryst, ny_rapport


@pytest.fixture
def rapport(folk: SimpleNamespace) -> Rapportdokument:
    kategori, _ = Kategori.objects.get_or_create(namn="=HYPERLINK(1)")
    arende(folk.norra, date(2025, 3, 3), 2, slag="klagomal", kategorier=[kategori])
    arende(folk.norra, date(2024, 3, 3), 3, slag="intern")
    skapa_rad(skapa_plan(folk.norra, 2025, faststalld_av=folk.bo))
    return ny_rapport(folk.norra, folk.kim, skriven=True)


def som_text(docx: bytes) -> str:
    kommando = [pypandoc.get_pandoc_path(), "--sandbox", "--from=docx", "--to=plain", "--wrap=none"]
    return subprocess.run(kommando, input=docx, capture_output=True, check=True).stdout.decode()


def test_word_filen_har_rubriker_text_tabeller_och_bilder(rapport: Rapportdokument) -> None:
    docx = gor_word(rapport)
    text = som_text(docx)
    kapitel = bygg(innehall_nu(rapport), utkast=True)["rubriker"]
    assert all(f"{r.nummer} {r.text}" in text for r in kapitel)
    assert "Det här har vi kommit fram till om sammanfattning." in text
    assert re.search(r"Klagomål på myndighetsutövning\s+2\s+0", text)
    assert "Så är siffrorna räknade" in text
    with zipfile.ZipFile(io.BytesIO(docx)) as arkiv:
        assert arkiv.testzip() is None
        xml = arkiv.read("word/document.xml").decode()
        rubriker = re.findall(r'<w:pStyle w:val="Heading([12])"', xml)
        assert rubriker.count("1") == len(kapitel) + 1  # and the contents
        bilder = re.findall(r'<wp:docPr[^>]* descr="([^"]*)"|<wp:docPr descr="([^"]*)"', xml)
        assert len(bilder) == 3
        assert all("(2025)" in "".join(b) for b in bilder)
        assert xml.count("w:tblHeader") >= 5
        assert 'w:val="sv-SE"' in arkiv.read("word/styles.xml").decode()
        egenskaper = arkiv.read("docProps/core.xml").decode()
        assert "<dc:title>Kvalitetsberättelse 2025</dc:title>" in egenskaper
        assert "Norra enheten" in egenskaper
        assert "1970" not in egenskaper
        externa = [n for n in arkiv.namelist() if n.endswith(".rels") and b'TargetMode="External"' in arkiv.read(n)]
        assert externa == []


def test_word_filen_av_en_fryst_rapport_sager_det_frysta(folk: SimpleNamespace, rapport: Rapportdokument) -> None:
    frusen = fryst(folk.norra, folk.bo, 2024)
    fore = som_text(gor_word(frusen))
    arende(folk.norra, date(2024, 3, 3), 7, slag="intern")
    assert som_text(gor_word(frusen)) == fore
    assert "Utkast." not in fore


def test_pandoc_hamtar_ingenting(monkeypatch: pytest.MonkeyPatch) -> None:
    sant: list[list[str]] = []
    riktig = subprocess.run

    def spara(kommando: list[str], **mer: object) -> object:
        sant.append(kommando)
        return riktig(kommando, **mer)

    monkeypatch.setattr(word.subprocess, "run", spara)
    word._pandoc("--from=html", "--to=docx", "--output=-", indata=b"<p>x</p>")
    assert "--sandbox" in sant[0]
    with pytest.raises(Wordfel):
        word._pandoc("--from=finns-inte", "--to=docx")
    monkeypatch.setattr(word, "TID", 0)
    with pytest.raises(Wordfel, match="sekunder"):
        word._pandoc("--from=html", "--to=docx", "--output=-", indata=b"<p>x</p>")


@pytest.mark.parametrize(
    "figur",
    [
        prov.staplar(),
        prov.linje(),
        delar(Punkt("A", delar=(5, 4, 3))),
        matris(((3, 3), (2, 3)), (None, (1, 1))),
        matris(*[((3, 3), (2, 2))] * 6),
    ],
    ids=["staplar", "linje", "delar", "matris", "antal"],
)
def test_varje_slags_figur_blir_en_bild(figur: object) -> None:
    bild = Image.open(io.BytesIO(png(figur, farger("#14525c")))).convert("RGB")
    assert bild.width >= 600
    farger_i_bilden = {farg for _, farg in bild.getcolors(1_000_000)}
    assert len(farger_i_bilden) > 5
    profil = tuple(int(farger("#14525c").profil[i : i + 2], 16) for i in (1, 3, 5))
    assert min(sum(abs(a - b) for a, b in zip(profil, farg, strict=True)) for farg in farger_i_bilden) < 12


def test_arbetsboken_har_alla_tabeller_med_tal_som_tal(rapport: Rapportdokument) -> None:
    bok = load_workbook(io.BytesIO(gor_tabeller(rapport)))
    kontext = bygg(innehall_nu(rapport), utkast=True)
    nr = next(r.nummer for r in kontext["rubriker"] if r.ankare == "avvikelser")
    tabeller = [b for k in kontext["kapitel"] for d in k.delar for s in d.siffror for b, _ in s.tabeller]
    figurer = {f"Figur {nr}.{i}" for i in (1, 2, 3)}
    assert {*tabeller[:-1], *figurer, "Innehåll", "Definitioner"} <= set(bok.sheetnames)
    egna = [[c.value for c in rad] for rad in bok[f"Tabell {nr}.1"]]
    assert egna[0][0] == "Ärenden riktade mot den egna verksamheten"
    assert egna[2] == ["Slag", "2025", "2024"]
    assert egna[3] == ["Klagomål på myndighetsutövning", 2, 0]
    assert egna[-1] == ["Summa", 2, 3]
    celler = [c for blad in bok for rad in blad.iter_rows() for c in rad]
    assert "'=HYPERLINK(1)" in [c.value for c in celler]
    assert not [c for c in celler if c.data_type == "f"]
    assert any(str(rad[1].value).startswith("Alla slags ärenden") for rad in bok["Definitioner"].iter_rows(min_row=4))


def test_ett_tal_med_nagot_under_ar_anda_ett_tal(monkeypatch: pytest.MonkeyPatch) -> None:
    from rapporter import tabeller

    tabell = Tabell(
        "R",
        "U",
        (Kolumn("A"), Kolumn("B", tal=True)),
        ((Cell("x"), Cell("3", varde=3, tal=True, under="publicerat 4")),),
    )
    bok = tabeller.Workbook(write_only=True)
    tabeller._skriv(bok, "a/b[1]", tabell, [])
    ut = io.BytesIO()
    bok.save(ut)
    blad = load_workbook(ut)["a b 1 "]
    assert [c.value for c in blad[4]] == ["x", 3, "publicerat 4"]


@pytest.mark.parametrize(("format_", "andelse"), [("word", "docx"), ("tabeller", "xlsx")])
def test_bestalls_och_hamtas(
    folk: SimpleNamespace,
    rapport: Rapportdokument,
    client: Client,
    django_capture_on_commit_callbacks: Callable,
    format_: str,
    andelse: str,
) -> None:
    client.force_login(folk.kim)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("rapporter:bestall_utskrift", args=[rapport.pk]), {"format": format_})
    jobb = Jobb.objects.get()
    assert jobb.status == Jobb.Status.KLAR
    sida = client.get(rapport.get_absolute_url()).content.decode()
    assert f"kvalitetsberattelse-2025-norra-enheten-utkast.{andelse}" in sida


def test_fel_i_word_sags(folk: SimpleNamespace, rapport: Rapportdokument, monkeypatch: pytest.MonkeyPatch) -> None:
    from kvalitet.jobb import kor
    from rapporter.jobb import bestall_fil

    jobb = bestall_fil(rapport, "word", av=folk.kim)
    monkeypatch.setattr(word, "TID", 0)
    kor(jobb.pk)
    jobb.refresh_from_db()
    assert "Word-filen kunde inte göras" in jobb.fel

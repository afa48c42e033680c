"""Bad files: a message in Swedish at the place, nothing saved, never a crash."""

import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from kvalitet.models import Atgard, Process
from risker.importen.bok import Importfel
from risker.importen.handling import importera
from risker.importen.mall import arbetsbok
from risker.models import Kvalitetsplan, Planrad, Risk
from tests.stod.planer import skapa_plan, skapa_rad

Rader = dict[str, list[dict[str, Any]]]


def exempel() -> Rader:
    """A small file that goes through."""
    return {
        "Processer": [{"Nummer": "1", "Namn": "Utreda"}, {"Nummer": "2", "Namn": "Följa upp", "Typ": "stödprocess"}],
        "Risker": [
            {"Id": "R1", "Process": "1", "Risk": "Besked dröjer."},
            {"Id": "R2", "Process": "Följa upp", "Risk": "Planen blir liggande.", "Enhet": "Norra gruppen"},
        ],
        "Egenkontroller": [{"Id": "E1", "Process": "1", "Text": "Mäta ledtiden", "Metod": "antal"}],
        "Åtgärder": [{"Id": "A1", "Risk-id": "R1", "Text": "Ge besked varje måndag", "Klar senast": "2026-11-30"}],
    }


@pytest.fixture
def plan(folk: SimpleNamespace) -> Kvalitetsplan:
    return skapa_plan(folk.norra, 2026)


def fel_av(plan: Kvalitetsplan, innehall: bytes) -> list[str]:
    """The messages of an import that must fail and leave nothing behind."""
    fore = (Process.objects.count(), Risk.objects.count(), Planrad.objects.count(), Atgard.objects.count())
    with pytest.raises(Importfel) as fel:
        importera(plan=plan, innehall=innehall, namn="plan.xlsx")
    assert fore == (Process.objects.count(), Risk.objects.count(), Planrad.objects.count(), Atgard.objects.count())
    return fel.value.rader


def med(blad: str, nr: int, **varden: Any) -> Rader:
    rader = exempel()
    rader[blad][nr] |= {namn.replace("_", "-"): varde for namn, varde in varden.items()}
    return rader


def test_exemplet_gar_in(plan: Kvalitetsplan) -> None:
    importera(plan=plan, innehall=arbetsbok(exempel()), namn="plan.xlsx")
    assert Atgard.objects.get().senast == date(2026, 11, 30)
    assert Planrad.objects.get(importnyckel="R1").atgarder.get().rubrik == "Ge besked varje måndag"


@pytest.mark.parametrize(
    ("rader", "besked"),
    [
        (
            med("Risker", 1, Enhet="Väst"),
            "Bladet Risker, rad 3: enhet ”Väst” finns inte. Skriv en av: Norra enheten, Norra gruppen.",
        ),
        (med("Risker", 1, Enhet="Södra gruppen"), "Bladet Risker, rad 3: enhet ”Södra gruppen” finns inte."),
        (
            med("Risker", 0, Process="9"),
            "Bladet Risker, rad 2: process ”9” finns inte. Skriv en av: 1 Utreda, 2 Följa upp.",
        ),
        (med("Risker", 1, Id="r1"), "Bladet Risker, rad 3: id ”r1” står redan på rad 2."),
        (
            med("Risker", 1, Process="1", Risk="besked  dröjer", Enhet=""),
            "Bladet Risker, rad 3: samma risk för samma process och enhet står redan på rad 2.",
        ),
        (med("Risker", 0, Risk=None), "Bladet Risker, rad 2: kolumnen Risk är tom."),
        (med("Risker", 0, Kvalitetsområden="Flyt"), "Bladet Risker, rad 2: kvalitetsområdet ”Flyt” finns inte."),
        (med("Risker", 0, Läge="bra"), "Bladet Risker, rad 2: läge ”bra” finns inte. Skriv en av: avhjälpt, minskat"),
        (med("Risker", 0, Läge="minskat"), "Bladet Risker, rad 2: kommentar till läget saknas."),
        (
            med("Risker", 0, Orsak="x" * 5001),
            "texten i kolumnen Orsak är 5001 tecken. Korta den till högst 5000",
        ),
        (med("Åtgärder", 0, Text="x" * 501), "Bladet Åtgärder, rad 2: texten i kolumnen Text är 501 tecken."),
        (med("Processer", 1, Nummer="1"), "Bladet Processer, rad 3: numret ”1” står redan på rad 2."),
        (
            med("Processer", 1, Namn="UTREDA") | {"Risker": [], "Åtgärder": []},
            "Bladet Processer, rad 3: processen ”UTREDA” står redan på rad 2.",
        ),
        (med("Processer", 1, Typ="sido"), "Bladet Processer, rad 3: typ ”sido” finns inte. Skriv en av: huvudprocess"),
        (
            med("Egenkontroller", 0, Process=""),
            "Bladet Egenkontroller, rad 2: skriv den process eller det risk-id som egenkontrollen hör till.",
        ),
        (med("Egenkontroller", 0, Metod="gissa"), "Bladet Egenkontroller, rad 2: metod ”gissa” finns inte."),
        (med("Egenkontroller", 0, Risk_id="R2"), "rad 2: risken R2 hör till en annan process än ”1”."),
        (med("Åtgärder", 0, Risk_id="R1; R9"), "Bladet Åtgärder, rad 2: Risk-id ”R9” finns inte på bladet Risker."),
        (med("Åtgärder", 0, **{"Egenkontroll-id": "E9"}), "Egenkontroll-id ”E9” finns inte på bladet Egenkontroller."),
        (med("Åtgärder", 0, Risk_id=None), "rad 2: skriv den process, det risk-id eller det egenkontroll-id"),
        (
            med("Åtgärder", 0, **{"Klar senast": "2026-02-30"}),
            "Bladet Åtgärder, rad 2: datumet 2026-02-30 finns inte i kalendern.",
        ),
        (med("Åtgärder", 0, **{"Klar senast": "20026-11-30"}), "året 20026 i kolumnen Klar senast är orimligt."),
        (
            med("Åtgärder", 0, **{"Klar senast": date(2206, 1, 1)}),
            "året 2206 i kolumnen Klar senast är orimligt.",
        ),
        (med("Åtgärder", 0, **{"Klar senast": "i höst"}), "rad 2: ”i höst” är inget datum. Skriv klar senast som"),
    ],
)
def test_fel_i_en_cell_namnger_platsen(plan: Kvalitetsplan, rader: Rader, besked: str) -> None:
    fel = fel_av(plan, arbetsbok(rader))
    assert len(fel) == 1, fel
    assert besked in fel[0]


def test_alla_fel_pa_en_gang_men_hogst_hundra(plan: Kvalitetsplan) -> None:
    rader = exempel()
    rader["Risker"] = [{"Id": f"R{n}", "Process": "x", "Risk": f"Risk {n}", "Enhet": "y"} for n in range(80)]
    fel = fel_av(plan, arbetsbok(rader))
    assert len(fel) == 101
    assert fel[-1] == "… och 60 fel till."


def andrad(andra: Callable[[Workbook], None]) -> bytes:
    """The small file, changed by hand."""
    bok = load_workbook(BytesIO(arbetsbok(exempel())))
    andra(bok)
    fil = BytesIO()
    bok.save(fil)
    return fil.getvalue()


def test_blad_och_kolumn_saknas(plan: Kvalitetsplan) -> None:
    assert fel_av(plan, andrad(lambda bok: bok.remove(bok["Risker"])))[0].startswith("Bladet ”Risker” saknas.")
    fel = fel_av(plan, andrad(lambda bok: bok["Risker"].delete_cols(3)))
    assert fel[0].startswith("Bladet Risker: kolumnen ”Risk” saknas. Kolumnerna ska heta Id, Process, Risk,")
    fel = fel_av(plan, andrad(lambda bok: bok["Åtgärder"].cell(1, 3, "Text")))
    assert fel == ["Bladet Åtgärder: kolumnen ”Text” finns två gånger."]
    fel = fel_av(plan, andrad(lambda bok: bok["Risker"].delete_rows(1, 5)))
    assert fel == ["Bladet Risker är tomt: rubrikraden saknas. Hämta mallen och jämför med den."]


def test_tomma_sammanslagna_och_okanda_delar_stor_inte(plan: Kvalitetsplan) -> None:
    def andra(bok: Workbook) -> None:
        blad = bok["Risker"]
        blad.insert_rows(2, 2)
        blad["A2"] = "   "
        blad.merge_cells("A3:D3")
        blad.cell(1, 12, "Egen anteckning")
        blad.cell(4, 12, "min")
        bok.create_sheet("Annat")["A1"] = "annat"

    resultat = importera(plan=plan, innehall=andrad(andra), namn="plan.xlsx")
    assert Planrad.objects.count() == 2
    assert resultat.anmarkningar == ["Bladet Risker: kolumnen ”Egen anteckning” hör inte till mallen och läses inte."]


def test_formlers_varden_och_felvarden(plan: Kvalitetsplan) -> None:
    def formel(bok: Workbook) -> None:
        bok["Risker"]["H2"] = "=1+1"

    importera(plan=plan, innehall=andrad(formel), namn="plan.xlsx")
    assert Risk.objects.get(planrader__importnyckel="R1").orsak == ""  # never calculated: no value

    def felvarde(bok: Workbook) -> None:
        bok["Risker"]["H2"] = "#REF!"
        bok["Risker"]["H2"].data_type = "e"

    assert "innehåller felvärdet #REF!" in fel_av(plan, andrad(felvarde))[0]


def test_tal_och_tidpunkter_blir_text_och_datum(plan: Kvalitetsplan) -> None:
    rader = med("Åtgärder", 0, **{"Klar senast": datetime(2026, 5, 4, 12, tzinfo=UTC)})
    rader["Processer"][0]["Nummer"] = 1
    rader["Risker"][0]["Process"] = 1.0
    importera(plan=plan, innehall=arbetsbok(rader), namn="plan.xlsx")
    assert Process.objects.get(namn="Utreda").nummer == "1"
    assert Atgard.objects.get().senast == date(2026, 5, 4)


def zipfil(**delar: bytes) -> bytes:
    fil = BytesIO()
    with zipfile.ZipFile(fil, "w", zipfile.ZIP_DEFLATED) as arkiv:
        for namn, innehall in delar.items():
            arkiv.writestr(namn.replace("__", "/") + ".xml", innehall)
    return fil.getvalue()


def utbytt(namn: str, innehall: bytes) -> bytes:
    """The small file with one of its parts replaced."""
    fil = BytesIO()
    with zipfile.ZipFile(BytesIO(arbetsbok(exempel()))) as fran, zipfile.ZipFile(fil, "w") as till:
        for del_ in fran.namelist():
            till.writestr(del_, innehall if del_ == namn else fran.read(del_))
    return fil.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("innehall", "besked"),
    [
        (b"", "Filen är tom."),
        (b"%PDF-1.7 inte en arbetsbok", "Filen är inte en Excelfil"),
        (b"PK\x03\x04trasig", "Filen är skadad"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "skyddad med lösenord eller sparad i det äldre formatet"),
        (zipfil(word__document=b"<x/>"), "Filen är inte en Excelfil"),
        (zipfil(xl__workbook=b"<inte xml"), "Filen går inte att läsa."),
        (zipfil(xl__workbook=b"<x/>"), "Filen går inte att läsa."),
        (zipfil(xl__workbook=b"<x/>", bomb=b"0" * (61 * 1024 * 1024)), "för stor när den packas upp"),
        (b"PK" + b"0" * (10 * 1024 * 1024), "större än 10 MB"),
        (arbetsbok_avklippt := b"PK\x03\x04" + b"\x14" * 40, "Filen är skadad"),
    ],
    ids=["tom", "pdf", "skadad", "lösenord", "word", "ingen-xml", "ingen-bok", "bomb", "stor", "avklippt"],
)
def test_fil_som_inte_ar_en_arbetsbok(plan: Kvalitetsplan, innehall: bytes, besked: str) -> None:
    assert besked in fel_av(plan, innehall)[0]


@pytest.mark.parametrize("del_", ["xl/worksheets/sheet3.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("innehall", [BOMB, b"<avbruten", b"\xff\xfe\x00"], ids=["bomb", "avbruten", "skräp"])
def test_skadad_del_av_arbetsboken(plan: Kvalitetsplan, del_: str, innehall: bytes) -> None:
    assert fel_av(plan, utbytt(del_, innehall))[0].startswith("Filen går inte att läsa")


def test_tom_mall_och_for_manga_rader(plan: Kvalitetsplan) -> None:
    assert fel_av(plan, arbetsbok()) == ["Filen är tom: inget blad har någon ifylld rad."]
    rader = exempel()
    rader["Förbättringsområden"] = [{"Text": f"Nr {n}"} for n in range(5_100)]
    assert "Bladet Förbättringsområden, rad 5003: bladet har för många rader." in fel_av(plan, arbetsbok(rader))[0]


def test_faststalld_plan_andras_inte_med_fil(folk: SimpleNamespace) -> None:
    plan = skapa_plan(folk.norra, faststalld_av=folk.bo)
    assert fel_av(plan, arbetsbok(exempel()))[0].startswith("Planen är fastställd och kan inte ändras med en fil.")


def test_nytt_id_for_befintlig_risk(plan: Kvalitetsplan) -> None:
    importera(plan=plan, innehall=arbetsbok(exempel()), namn="plan.xlsx")
    fel = fel_av(plan, arbetsbok(med("Risker", 0, Id="R7") | {"Åtgärder": []}))
    assert "finns redan i planen för Norra enheten med id R1. Använd det id:t." in fel[0]


def test_rad_som_lagts_till_for_hand_far_filens_id(plan: Kvalitetsplan, folk: SimpleNamespace) -> None:
    process = Process.objects.create(enhet=folk.norra, namn="Utreda", nummer="1")
    rad = skapa_rad(plan, Risk.objects.create(enhet=folk.norra, process=process, text="Besked dröjer"))
    importera(plan=plan, innehall=arbetsbok(exempel()), namn="plan.xlsx")
    rad.refresh_from_db()
    assert rad.importnyckel == "R1"
    assert Planrad.objects.count() == 2

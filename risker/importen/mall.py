"""Makes workbooks with the import's sheets: the empty template with its explanations, or one filled with rows."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kvalitet.export import cellvarde
from kvalitet.models import Kvalitetsomrade
from risker.importen.kolumner import BLADEN, MAX_CELL, Blad

SMALA = {"Id", "Nummer", "Typ", "Metod", "Läge", "Klar senast", "Risk-id", "Egenkontroll-id", "Process"}
VAL = {
    "Typ": "huvudprocess,stödprocess",
    "Metod": "antal,andel,granskning,enkät,fritext",
    "Läge": "avhjälpt,minskat,kvarstår,ökat",
}
VALRADER = 500


def arbetsbok(rader: Mapping[str, Sequence[Mapping[str, Any]]] | None = None) -> bytes:
    """A workbook according to the template. `rader`: sheet name → rows as column name → value."""
    bok = Workbook()
    _las_forst(bok.active)
    for beskrivning in BLADEN:
        blad = bok.create_sheet(beskrivning.namn)
        _rubriker(blad, beskrivning)
        for rad in (rader or {}).get(beskrivning.namn, ()):
            blad.append([cellvarde(rad.get(kolumn.namn)) or None for kolumn in beskrivning.kolumner])
        for celler in blad.iter_rows(min_row=2):
            for cell in celler:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if isinstance(cell.value, str):
                    cell.number_format = "@"
    fil = BytesIO()
    bok.save(fil)
    return fil.getvalue()


def _rubriker(blad: Worksheet, beskrivning: Blad) -> None:
    blad.append([kolumn.namn for kolumn in beskrivning.kolumner])
    blad.freeze_panes = "A2"
    for nr, kolumn in enumerate(beskrivning.kolumner, start=1):
        bokstav = get_column_letter(nr)
        blad.column_dimensions[bokstav].width = 16 if kolumn.namn in SMALA else 42
        rubrik = blad.cell(1, nr)
        rubrik.font = Font(bold=True)
        rubrik.fill = PatternFill("solid", start_color="E4ECEC")
        if kolumn.namn != "Klar senast":
            blad.column_dimensions[bokstav].number_format = "@"  # 4.10 stays 4.10
        if kolumn.namn in VAL:
            val = DataValidation("list", formula1=f'"{VAL[kolumn.namn]}"', allow_blank=True)
            blad.add_data_validation(val)
            val.add(f"{bokstav}2:{bokstav}{VALRADER}")


def _las_forst(blad: Worksheet) -> None:
    blad.title = "Läs först"
    blad.column_dimensions["A"].width = 30
    blad.column_dimensions["B"].width = 100
    rader: list[tuple[str, str]] = [
        ("Så här fyller du i", ""),
        (
            "Ett blad för varje sak",
            "Processer, Risker, Egenkontroller, Åtgärder, Förbättringsområden. En rad är en post.",
        ),
        ("Id håller ihop", "Läser du in filen igen uppdateras poster med samma id. Ändra därför aldrig ett id."),
        ("Tomma celler", "En tom cell ändrar inget som redan finns i planen."),
        (
            "Rader som tas bort",
            "Det som saknas i filen ligger kvar i planen. Före inläsningen ser du vad det är.",
        ),
        ("Koppling", "Fyll i risk-id när egenkontrollen eller åtgärden gäller en viss risk, annars bara processen."),
        ("Flera värden i en cell", "Skilj dem med semikolon eller radbrytning (Alt+Enter)."),
        ("Formler", "Bara formlernas värden läses."),
        ("Längd", f"En cell rymmer högst {MAX_CELL} tecken, om inget annat står nedan."),
        ("Personuppgifter", "Skriv funktioner, inte namn. Skriv inget om enskilda personer."),
        ("Kvalitetsområden", "; ".join(str(omrade) for omrade in Kvalitetsomrade.objects.all())),
    ]
    for beskrivning in BLADEN:
        rader += [("", ""), (f"Bladet {beskrivning.namn}", beskrivning.hjalp)]
        for kolumn in beskrivning.kolumner:
            tak = f" Högst {kolumn.tak} tecken." if kolumn.tak < MAX_CELL else ""
            rader.append((kolumn.namn, kolumn.hjalp + tak))
    for rad in rader:
        blad.append(rad)
    for vanster, hoger in blad.iter_rows(max_col=2):
        vanster.font = Font(bold=str(vanster.value or "").startswith(("Bladet", "Så här")))
        hoger.alignment = Alignment(wrap_text=True, vertical="top")

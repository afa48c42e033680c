"""Every table of a report in one workbook, values as numbers, so that they can be worked on."""

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kvalitet.export import XLSX, cellvarde
from kvalitet.tabell import Cell, Kolumn, Tabell
from rapporter.kontext import BILAGA, bygg, innehall_for
from rapporter.models import Rapportdokument

TYP = XLSX
BREDAST = 60  # letters: a column is no wider
FORBJUDET = re.compile(r"[\[\]:*?/\\]")  # in the name of a sheet


def gor_tabeller(dokument: Rapportdokument) -> bytes:
    """The report's tables, the values of its charts and the figures' definitions, a sheet for each."""
    kontext = bygg(innehall_for(dokument), utkast=not dokument.ar_fryst)
    blad = list(_blad(kontext))
    bok = Workbook(write_only=True)
    uppgifter = [("Rapport", kontext["titel"]), *kontext["titelsida"].uppgifter]
    rader = tuple((Cell(namn), Cell(tabell.rubrik), Cell(tabell.underrubrik)) for namn, tabell in blad)
    innehall = Tabell(kontext["titel"], "", (Kolumn("Blad"), Kolumn("Tabell"), Kolumn("Vad")), rader)
    _skriv(bok, "Innehåll", innehall, uppgifter)
    for namn, tabell in blad:
        _skriv(bok, namn, tabell, [])
    ut = io.BytesIO()
    bok.save(ut)
    return ut.getvalue()


def _blad(kontext: dict[str, Any]) -> Iterator[tuple[str, Tabell]]:
    """Each table with the name of its sheet."""
    for del_ in (d for k in kontext["kapitel"] for d in k.delar):
        for s in del_.siffror:
            if s.underlag.nyckel == BILAGA:
                yield from (("Definitioner", tabell) for _, tabell in s.tabeller)
                continue
            yield from ((beteckning, figur.tabell) for beteckning, figur in s.figurer if figur.punkter)
            yield from s.tabeller


def _skriv(bok: Workbook, namn: str, tabell: Tabell, uppgifter: list[tuple[str, str]]) -> None:
    blad = bok.create_sheet(FORBJUDET.sub(" ", namn)[:31])
    for i, kolumn in enumerate(tabell.kolumner):
        langst = max((len(rad[i].text) for rad in tabell.rader), default=0)
        blad.column_dimensions[get_column_letter(i + 1)].width = min(BREDAST, max(12, langst, len(kolumn.text)) + 2)
    for etikett, text in uppgifter:
        blad.append([cellvarde(etikett), cellvarde(text)])
    if uppgifter:
        blad.append([])
    else:
        blad.append([_fet(blad, tabell.rubrik)])
        blad.append([cellvarde(tabell.underrubrik)])
    blad.append([_fet(blad, k.text) for k in tabell.kolumner])
    for rad in (*tabell.rader, *([tabell.fot] if tabell.fot else [])):
        blad.append([*(_cell(blad, c) for c in rad), *(cellvarde(c.under) for c in rad if c.under and _ar_tal(c))])
    for text in filter(None, tabell.anm.splitlines()):
        blad.append([cellvarde(text)])


def _ar_tal(cell: Cell) -> bool:
    return cell.tal and isinstance(cell.varde, int | float | Decimal)


def _cell(blad: Any, cell: Cell) -> Any:
    """A number as a number, what is said below it last in the row; words as text that no spreadsheet runs."""
    if _ar_tal(cell):
        return cell.varde
    text = "\n".join(filter(None, (cell.text, cell.under)))
    ruta = WriteOnlyCell(blad, cellvarde(text))
    ruta.alignment = Alignment(wrap_text=True, vertical="top")
    return ruta


def _fet(blad: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(blad, cellvarde(text))
    cell.font = Font(bold=True)
    return cell

"""Reads an uploaded workbook without trusting it: size, kind, compression, entities, rows and cells are bounded."""

import warnings
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from kvalitet.kalkylfil import OLASLIG, TRASIG, Importfel, granska_arbetsbok, ren_text
from risker.importen.kolumner import BLADEN, MAX_CELL, Blad

MAX_MB = 10
MAX_BYTE = MAX_MB * 1024 * 1024
MAX_RADER = 5_000  # filled in, on one sheet
MAX_RADNUMMER = 20_000
MAX_KOLUMNER = 60


@dataclass(frozen=True)
class Rad:
    """A filled-in row: its number in the sheet and its values by column; a missing or empty cell is absent."""

    nr: int
    varden: dict[str, str | date]

    def text(self, kolumn: str) -> str:
        return str(self.varden.get(kolumn, ""))


@dataclass
class Bok:
    """What was read: rows by sheet, which columns each sheet has, and remarks that stop nothing."""

    rader: dict[str, list[Rad]] = field(default_factory=dict)
    anmarkningar: list[str] = field(default_factory=list)


def las_bok(innehall: bytes) -> Bok:
    """Read the workbook's known sheets. Raises Importfel with every fault found in form and structure."""
    granska_arbetsbok(innehall, MAX_MB)
    fel: list[str] = []
    bok = Bok()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of extensions it leaves out
            arbetsbok = load_workbook(BytesIO(innehall), read_only=True, data_only=True, keep_links=False)
            namn = {blad.title.strip().casefold(): blad for blad in arbetsbok.worksheets}
            for beskrivning in BLADEN:
                blad = namn.get(beskrivning.namn.casefold())
                if blad is not None:
                    bok.rader[beskrivning.namn] = _las_blad(blad, beskrivning, fel, bok.anmarkningar)
                elif beskrivning.kravs:
                    fel.append(f"Bladet ”{beskrivning.namn}” saknas. Hämta mallen och jämför med den.")
                else:
                    bok.rader[beskrivning.namn] = []
            arbetsbok.close()
    except TRASIG as orsak:
        raise Importfel([OLASLIG]) from orsak
    if fel:
        raise Importfel(fel)
    if not any(bok.rader.values()):
        raise Importfel(["Filen är tom: inget blad har någon ifylld rad."])
    return bok


def _las_blad(blad: Any, beskrivning: Blad, fel: list[str], anmarkningar: list[str]) -> list[Rad]:
    """Rows under the heading row, which is the first row with anything in it."""
    blad.reset_dimensions()  # what the file says about its own size is not trusted
    kolumner: dict[int, str] | None = None
    rader: list[Rad] = []
    for nr, celler in enumerate(blad.iter_rows(max_col=MAX_KOLUMNER), start=1):
        plats = f"Bladet {beskrivning.namn}, rad {nr}: "
        if nr > MAX_RADNUMMER or len(rader) > MAX_RADER:
            fel.append(f"{plats}bladet har för många rader. Ta bort rader som inte hör till planen.")
            break
        if all(cell.value is None for cell in celler):
            continue
        if kolumner is None:
            kolumner = _las_rubriker(celler, beskrivning, fel, anmarkningar)
            if kolumner is None:
                break
            continue
        varden: dict[str, str | date] = {}
        for i, namn in kolumner.items():
            if i < len(celler) and (varde := _cellvarde(celler[i], namn, beskrivning, plats, fel)) != "":
                varden[namn] = varde
        if varden:
            rader.append(Rad(nr, varden))
    else:
        if kolumner is None:
            fel.append(f"Bladet {beskrivning.namn} är tomt: rubrikraden saknas. Hämta mallen och jämför med den.")
    return rader


def _las_rubriker(celler: Any, beskrivning: Blad, fel: list[str], anmarkningar: list[str]) -> dict[int, str] | None:
    """Position → column name. None, with messages, when a column is missing or doubled."""
    kanda = {k.namn.casefold(): k.namn for k in beskrivning.kolumner}
    kolumner: dict[int, str] = {}
    antal_fel = len(fel)
    for i, cell in enumerate(celler):
        rubrik = " ".join(str(cell.value).split())[:60] if cell.value is not None else ""
        if rubrik.casefold() in kanda:
            if kanda[rubrik.casefold()] in kolumner.values():
                fel.append(f"Bladet {beskrivning.namn}: kolumnen ”{rubrik}” finns två gånger.")
            kolumner[i] = kanda[rubrik.casefold()]
        elif rubrik:
            anmarkningar.append(f"Bladet {beskrivning.namn}: kolumnen ”{rubrik}” hör inte till mallen och läses inte.")
    fel.extend(
        f"Bladet {beskrivning.namn}: kolumnen ”{kolumn.namn}” saknas. Kolumnerna ska heta "
        f"{', '.join(k.namn for k in beskrivning.kolumner)}."
        for kolumn in beskrivning.kolumner
        if kolumn.finns and kolumn.namn not in kolumner.values()
    )
    return None if len(fel) > antal_fel else kolumner


def _cellvarde(cell: Any, kolumn: str, beskrivning: Blad, plats: str, fel: list[str]) -> str | date:
    """The cell as text or date, white space trimmed; "" when empty or faulty (then with a message)."""
    varde = cell.value
    if varde is None:
        return ""
    if isinstance(varde, datetime):
        return varde.date()
    if isinstance(varde, date):
        return varde
    if cell.data_type == "e":
        fel.append(f"{plats}kolumnen {kolumn} innehåller felvärdet {varde}. Rätta formeln eller skriv värdet.")
        return ""
    if isinstance(varde, float) and varde.is_integer():
        varde = int(varde)
    text = ren_text(varde)
    tak = min(beskrivning.kolumn(kolumn).tak, MAX_CELL)
    if len(text) > tak:
        fel.append(f"{plats}texten i kolumnen {kolumn} är {len(text)} tecken. Korta den till högst {tak}.")
        return ""
    return text

"""Reads an uploaded workbook without trusting it: size, kind, compression, entities, rows and cells are bounded."""

import re
import struct
import warnings
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from risker.importen.kolumner import BLADEN, MAX_CELL, Blad

MAX_BYTE = 10 * 1024 * 1024
MAX_UPPACKAD = 60 * 1024 * 1024
MAX_DELAR = 500
MAX_RADER = 5_000  # filled in, on one sheet
MAX_RADNUMMER = 20_000
MAX_KOLUMNER = 60
MAX_FEL = 100

# What openpyxl and zipfile are known to raise over files that are damaged or made to harm (defusedxml: ValueError).
TRASIG = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    SyntaxError,  # malformed XML, in lxml and in the standard library
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    struct.error,
)
STYRTECKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Importfel(Exception):
    """The file cannot be imported. `rader` are the messages, each saying where and what to do; at most 100."""

    def __init__(self, rader: list[str]) -> None:
        fler = len(rader) - MAX_FEL
        self.rader = [*rader[:MAX_FEL], f"… och {fler} fel till."] if fler > 0 else rader
        super().__init__("\n".join(self.rader))


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
    _granska_fil(innehall)
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
        raise Importfel(
            ["Filen går inte att läsa. Öppna den i kalkylprogrammet, spara den på nytt som .xlsx och försök igen."]
        ) from orsak
    if fel:
        raise Importfel(fel)
    if not any(bok.rader.values()):
        raise Importfel(["Filen är tom: inget blad har någon ifylld rad."])
    return bok


def _granska_fil(innehall: bytes) -> None:
    """What can be told before anything is unpacked. Raises Importfel."""
    if not innehall:
        raise Importfel(["Filen är tom."])
    if len(innehall) > MAX_BYTE:
        raise Importfel(["Filen är större än 10 MB. Ta bort bilder och blad som inte hör till mallen."])
    if innehall.startswith(b"\xd0\xcf\x11\xe0"):
        raise Importfel(
            ["Filen är skyddad med lösenord eller sparad i det äldre formatet .xls. Spara den utan lösenord som .xlsx."]
        )
    fel_typ = Importfel(["Filen är inte en Excelfil (.xlsx). Hämta mallen och fyll i den."])
    if not innehall.startswith(b"PK"):
        raise fel_typ
    try:
        with zipfile.ZipFile(BytesIO(innehall)) as arkiv:
            delar = arkiv.infolist()
            # No spreadsheet program writes a document type; with one come entities made to swell when read.
            avsiktlig = any(b"<!DOCTYPE" in _borjan(arkiv, del_) for del_ in delar[:MAX_DELAR])
    except TRASIG as orsak:
        raise Importfel(["Filen är skadad och går inte att öppna. Spara den på nytt och försök igen."]) from orsak
    if avsiktlig:
        raise Importfel(["Filen går inte att läsa: den innehåller sådant som kalkylprogram inte skriver."])
    # zipfile reads no more of a part than its declared size, so the sum bounds what can be unpacked.
    if len(delar) > MAX_DELAR or sum(del_.file_size for del_ in delar) > MAX_UPPACKAD:
        raise Importfel(["Filen är för stor när den packas upp. Ta bort bilder och blad som inte hör till mallen."])
    if "xl/workbook.xml" not in {del_.filename for del_ in delar}:
        raise fel_typ


def _borjan(arkiv: zipfile.ZipFile, del_: zipfile.ZipInfo) -> bytes:
    with arkiv.open(del_) as innehall:
        return innehall.read(4096)


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
    text = STYRTECKEN.sub("", str(varde)).replace("\r\n", "\n").replace("\r", "\n")
    text = "\n".join(" ".join(rad.split()) for rad in text.split("\n")).strip()
    tak = min(beskrivning.kolumn(kolumn).tak, MAX_CELL)
    if len(text) > tak:
        fel.append(f"{plats}texten i kolumnen {kolumn} är {len(text)} tecken. Korta den till högst {tak}.")
        return ""
    return text

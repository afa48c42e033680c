"""An uploaded workbook is not trusted: its size, kind, compression and entities are bounded before it is read."""

import re
import struct
import zipfile
import zlib
from io import BytesIO

from openpyxl.utils.exceptions import InvalidFileException

MAX_UPPACKAD = 60 * 1024 * 1024
MAX_DELAR = 500
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
OLASLIG = "Filen går inte att läsa. Öppna den i kalkylprogrammet, spara den på nytt som .xlsx och försök igen."


def ren_text(varde: object) -> str:
    """A cell's text without control characters; spaces folded, line breaks kept."""
    text = STYRTECKEN.sub("", str(varde)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(" ".join(rad.split()) for rad in text.split("\n")).strip()


class Importfel(Exception):
    """The file cannot be imported. `rader` are the messages, each saying where and what to do; at most 100."""

    def __init__(self, rader: list[str]) -> None:
        fler = len(rader) - MAX_FEL
        self.rader = [*rader[:MAX_FEL], f"… och {fler} fel till."] if fler > 0 else rader
        super().__init__("\n".join(self.rader))


def granska_arbetsbok(innehall: bytes, max_mb: int) -> None:
    """What can be told before anything is unpacked; `max_mb` megabytes at most. Raises Importfel."""
    if not innehall:
        raise Importfel(["Filen är tom."])
    if len(innehall) > max_mb * 1024 * 1024:
        raise Importfel([f"Filen är större än {max_mb} MB. Ta bort bilder och blad som inte hör till mallen."])
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

"""Spreadsheets of what a list shows: CSV for Excel in Sweden, and XLSX. Formulas in cells are neutralised."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Font

from kvalitet.datum import lokal

FORMLER = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Kolumn:
    """A column: its heading and how a row gives its value."""

    rubrik: str
    hamta: Callable[[Any], Any]


def cellvarde(varde: Any) -> Any:
    """A value fit for a cell. Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if varde is None:
        return ""
    if isinstance(varde, datetime):
        return lokal(varde).replace(tzinfo=None)
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    if isinstance(varde, (int, float, date)):
        return varde
    text = ILLEGAL_CHARACTERS_RE.sub("", str(varde))[:32_000]
    return f"'{text}" if text.startswith(FORMLER) else text


class _Eko:
    def write(self, rad: str) -> str:
        return rad


def csv_svar(filnamn: str, kolumner: list[Kolumn], poster: Iterable[Any]) -> HttpResponseBase:
    """Stream semicolon-separated UTF-8 with a byte order mark, as Excel in Sweden opens it."""
    skrivare = csv.writer(_Eko(), delimiter=";")

    def rader() -> Iterator[str]:
        yield "\ufeff" + skrivare.writerow([k.rubrik for k in kolumner])
        for post in poster:
            yield skrivare.writerow([cellvarde(k.hamta(post)) for k in kolumner])

    svar = StreamingHttpResponse(rader(), content_type="text/csv; charset=utf-8")
    svar["Content-Disposition"] = f'attachment; filename="{filnamn}.csv"'
    return svar


def xlsx_svar(filnamn: str, kolumner: list[Kolumn], poster: Iterable[Any]) -> HttpResponseBase:
    """A workbook with one sheet, written row by row to a temporary file."""
    bok = Workbook(write_only=True)
    blad = bok.create_sheet("Lista")
    blad.freeze_panes = "A2"
    rubriker = [WriteOnlyCell(blad, k.rubrik) for k in kolumner]
    for cell in rubriker:
        cell.font = Font(bold=True)
    blad.append(rubriker)
    for post in poster:
        blad.append([cellvarde(k.hamta(post)) for k in kolumner])
    fil = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    bok.save(fil)
    fil.seek(0)
    return FileResponse(fil, as_attachment=True, filename=f"{filnamn}.xlsx", content_type=XLSX)

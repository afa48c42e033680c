import csv
import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from kvalitet.export import Kolumn, cellvarde, csv_svar, xlsx_svar

KOLUMNER = [Kolumn("Text", lambda r: r[0]), Kolumn("Tal", lambda r: r[1])]


@pytest.mark.parametrize("farlig", ["=1+1", "+46", "-1+2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_becomes_text(farlig):
    assert cellvarde(farlig) == f"'{farlig}"


@pytest.mark.parametrize(
    ("varde", "cell"),
    [
        (None, ""),
        (True, "ja"),
        (0, 0),
        (-3, -3),
        (date(2026, 1, 2), date(2026, 1, 2)),
        (datetime(2026, 1, 2, 12, tzinfo=UTC), datetime(2026, 1, 2, 13)),  # noqa: DTZ001 - a cell has no time zone
        ("a\x00b\x0b", "ab"),
        ("x" * 40_000, "x" * 32_000),
    ],
)
def test_values_fit_for_a_cell(varde, cell):
    assert cellvarde(varde) == cell


def test_csv_opens_in_swedish_excel():
    svar = csv_svar("lista", KOLUMNER, [("å;ä", 1), ('ci"tat', 2), ("två\nrader", 3)])
    kropp = b"".join(svar.streaming_content)
    assert kropp.startswith(b"\xef\xbb\xbf")
    rader = list(csv.reader(io.StringIO(kropp.decode("utf-8-sig")), delimiter=";"))
    assert rader == [["Text", "Tal"], ["å;ä", "1"], ['ci"tat', "2"], ["två\nrader", "3"]]
    assert svar["Content-Disposition"] == 'attachment; filename="lista.csv"'


@pytest.mark.django_db  # the end of a response looks after the connections
def test_xlsx_keeps_kinds_of_value():
    svar = xlsx_svar("lista", KOLUMNER, [("=1+1", 1), ("text", date(2026, 1, 2))])
    blad = load_workbook(io.BytesIO(b"".join(svar.streaming_content))).active
    svar.close()
    assert [[c.value for c in rad] for rad in blad.iter_rows()][1][:2] == ["'=1+1", 1]
    assert blad["A2"].data_type == "s"
    assert blad["B3"].is_date
    assert blad.freeze_panes == "A2"

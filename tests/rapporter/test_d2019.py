"""The records behind a real yearly report of 2019 give exactly the numbers that report states."""

import html
import io
import re
from datetime import datetime
from types import SimpleNamespace

import pikepdf
import pytest
from django.test import Client

from kvalitet.models import enheter_under
from rapporter.kontext import bygg, innehall_nu
from rapporter.pdf import rendera_pdf
from rapporter.underlag.arenden import arenden
from tests.rapporter.text import pdftext
from tests.stod.rapporter import STOCKHOLM, arenden_2019, kapitelsidor, ny_rapport

UTTAG = datetime(2020, 1, 26, 8, tzinfo=STOCKHOLM)
# figure → (2019, 2018), counted by hand from the report
FACIT = {
    "egna_summa": (16, 0),
    "klagomal_myndighet": (9, 0),
    "klagomal_politiska": (3, 0),
    "interna": (4, 0),
    "lex_sarah_egna": (4, 0),
    "lex_sarah_omklassificerade": (1, 0),
    "lex_sarah_egna_ivo": (1, 0),
    "lex_sarah_utforare": (18, 0),
    "lex_sarah_utforare_ivo": (0, 0),
    "klagomal_utforare": (55, 31),
    "totalt": (93, 31),
}


@pytest.fixture
def d2019(folk: SimpleNamespace) -> SimpleNamespace:
    arenden_2019(folk)
    return folk


def test_underlaget_sager_det_rapporten_sager(d2019: SimpleNamespace) -> None:
    underlag = arenden(enheter_under([d2019.norra.pk]), 2019, UTTAG)
    svar = {
        nyckel: (
            underlag.hamta_tal(f"arenden.{nyckel}").varde,
            underlag.hamta_tal(f"arenden.{nyckel}.fjol").varde,
        )
        for nyckel in FACIT
    }
    assert svar == FACIT
    assert underlag.hamta_tal("arenden.klagomal_utforare").jamforelse == "31 år 2018"
    egna = next(t for t in underlag.tabeller if t.rubrik == "Ärenden riktade mot den egna verksamheten")
    assert [rad[1].text for rad in egna.rader] == ["9", "3", "4"]
    assert egna.fot[1].text == "16"
    utfall = next(t for t in underlag.tabeller if t.rubrik.startswith("Utfall"))
    assert [(r[0].text, r[1].text, r[2].text) for r in utfall.rader] == [
        ("Inget missförhållande", "0", "0"),
        ("Påtaglig risk för missförhållande", "0", "18"),
        ("Missförhållande", "2", "0"),
        ("Påtaglig risk för allvarligt missförhållande", "0", "0"),
        ("Allvarligt missförhållande", "1", "0"),
        ("Ännu inte beslutat", "0", "0"),
    ]


RADER = [
    "Klagomål på myndighetsutövning 9 0",
    "Klagomål på politiska beslut 3 0",
    "Interna avvikelser 4 0",
    "Summa 16 0",
    "Egna rapporter enligt lex Sarah 4 0",
    "varav omklassificerade till annat slag 1 0",
    "Rapporter från utförare enligt lex Sarah 18 0",
    "Klagomål på utförare 55 31",
]


def _text(sida: str) -> str:
    """Words of a page with tags gone and white space as one space."""
    utan = re.sub(r"<(script|style)\b.*?</\1>", " ", sida, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", utan)).split())


def test_sidan_sager_det(d2019: SimpleNamespace, client: Client) -> None:
    rapport = ny_rapport(d2019.norra, d2019.kim, 2019)
    client.force_login(d2019.kim)
    text = _text(" ".join(kapitelsidor(client, rapport).values()))
    for rad in [*RADER, "varav anmälda till IVO 1 0 Rapporter från utförare", "varav anmälda till IVO 0 0"]:
        assert rad in text
    assert "Klagomål på utförare 55 31 år 2018" in text


def test_pdf_filen_sager_det(d2019: SimpleNamespace) -> None:
    rapport = ny_rapport(d2019.norra, d2019.kim, 2019)
    _, pdf = rendera_pdf("rapporter/rapport.html", bygg(innehall_nu(rapport), utkast=True))
    with pikepdf.open(io.BytesIO(pdf)) as fil:
        assert str(fil.Root.Lang) == "sv"
        assert fil.Root.MarkInfo.Marked
    text = pdftext(pdf)
    for rad in [*RADER, "varav anmälda till IVO 1 0", "varav anmälda till IVO 0 0"]:
        assert rad in text

"""A report as a Word file, through pandoc. It reads and writes nothing but what it is handed, and fetches nothing."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc  # type: ignore[import-untyped]
from django.conf import settings
from django.template.loader import render_to_string

from kvalitet.farger import farger
from rapporter.kontext import bygg, innehall_for
from rapporter.models import Rapportdokument

TYP = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TID = 120  # seconds; a report of a hundred pages takes a few
RUBRIKFONT, TEXTFONT = "Cambria", "Calibri"  # on every machine with Word; ours are not

LINJER = (
    '<w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="4A5558"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="C9C3B5"/></w:tblBorders>'
)


class Wordfel(Exception):
    """The Word file could not be made. The message is for the log."""


def gor_word(dokument: Rapportdokument) -> bytes:
    """The whole report as it stands, frozen or not: the same text, figures and tables as the PDF. Raises Wordfel."""
    return rendera_word(bygg(innehall_for(dokument), utkast=not dokument.ar_fryst))


def rendera_word(kontext: Mapping[str, Any]) -> bytes:
    """A Word file of what `rapporter.kontext.bygg` gave. Raises Wordfel."""
    html = render_to_string("rapporter/word.html", {**kontext, "lankar": False})
    with TemporaryDirectory() as mapp:
        forlaga = Path(mapp) / "forlaga.docx"
        forlaga.write_bytes(_forlaga(settings.KOMMUNFARG))
        svar = _pandoc("--from=html", "--to=docx", f"--reference-doc={forlaga}", "--output=-", indata=html.encode())
    return _med_tid(svar, kontext["skapad"])


def _pandoc(*val: str, indata: bytes = b"") -> bytes:
    """Run pandoc shut in: no files but those named, no network, a limited time."""
    kommando = [pypandoc.get_pandoc_path(), "--sandbox", *val]
    try:
        korning = subprocess.run(kommando, input=indata, capture_output=True, timeout=TID, check=True)  # noqa: S603
    except subprocess.TimeoutExpired as fel:
        raise Wordfel(f"Pandoc blev inte klart på {TID} sekunder.") from fel
    except subprocess.CalledProcessError as fel:
        raise Wordfel(f"Pandoc kunde inte göra filen: {fel.stderr.decode(errors='replace')[:500]}") from fel
    return korning.stdout


@lru_cache(maxsize=4)
def _forlaga(kommunfarg: str) -> bytes:
    """Pandoc's own template with fonts that Word has, the municipality's colour on headings and lines in tables."""
    farg = farger(kommunfarg).profil_djup.removeprefix("#").upper()

    def stilar(xml: str) -> str:
        xml = re.sub(r'w:(ascii|hAnsi)Theme="major[A-Za-z]+"', rf'w:\1="{RUBRIKFONT}"', xml)
        xml = re.sub(r'w:(ascii|hAnsi)Theme="minor[A-Za-z]+"', rf'w:\1="{TEXTFONT}"', xml)
        xml = re.sub(r'<w:color [^>]*w:themeColor="accent1"[^>]*/>', f'<w:color w:val="{farg}"/>', xml)
        return xml.replace("<w:tblCellMar>", f"{LINJER}<w:tblCellMar>", 1).replace('w:val="en-US"', 'w:val="sv-SE"')

    return _andra(_pandoc("--print-default-data-file=reference.docx"), {"word/styles.xml": stilar})


def _med_tid(docx: bytes, skapad: datetime) -> bytes:
    """The file's properties with when the figures were taken: pandoc, shut in, knows no time."""
    tid = skapad.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return _andra(docx, {"docProps/core.xml": lambda xml: xml.replace("1970-01-01T00:00:00Z", tid)})


def _andra(docx: bytes, andringar: Mapping[str, Callable[[str], str]]) -> bytes:
    """The archive with some of its parts rewritten."""
    ut = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as fran, zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as till:
        for post in fran.infolist():
            innehall = fran.read(post.filename)
            if post.filename in andringar:
                innehall = andringar[post.filename](innehall.decode()).encode()
            till.writestr(post, innehall, zipfile.ZIP_DEFLATED)
    return ut.getvalue()

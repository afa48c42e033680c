"""The words of a PDF, read from its content streams with the fonts' ToUnicode maps; no program beside Python needed."""

import io
import re
from typing import Any

import pikepdf


def _tecken(cmap: bytes) -> dict[int, str]:
    """Glyph code → text, from a font's ToUnicode map."""
    svar: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for kod, text in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            svar[int(kod, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for fran, till, text in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            for i, kod in enumerate(range(int(fran, 16), int(till, 16) + 1)):
                svar[kod] = chr(int(text, 16) + i)
    return svar


def pdftext(pdf: bytes) -> str:
    """All text in the order it is drawn, with single spaces between runs and soft hyphens gone."""
    ord_: list[str] = []
    with pikepdf.open(io.BytesIO(pdf)) as fil:
        for sida in fil.pages:
            kartor = {
                namn: _tecken(typsnitt.ToUnicode.read_bytes()) if "/ToUnicode" in typsnitt else {}
                for namn, typsnitt in dict(sida.Resources.get("/Font", {})).items()
            }
            karta: dict[int, str] = {}
            for operander, operator in pikepdf.parse_content_stream(sida):
                match str(operator):
                    case "Tf":
                        karta = kartor[str(operander[0])]
                    case "Tj":
                        ord_.append(_avkoda(operander[0], karta))
                    case "TJ":
                        ord_.append("".join(_avkoda(d, karta) for d in operander[0] if isinstance(d, pikepdf.String)))
                    case "ET" | "BT" | "Td" | "Tm":
                        ord_.append(" ")
    return " ".join("".join(ord_).replace("\u00ad", "").split())


def _avkoda(strang: Any, karta: dict[int, str]) -> str:
    ra = bytes(strang)
    return "".join(karta.get(int.from_bytes(ra[i : i + 2], "big"), "") for i in range(0, len(ra), 2))

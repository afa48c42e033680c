"""Rich text of a report's sections: what is kept, what is cleaned away, and how it reads as plain text.

The editor allows the same things, but the server decides: paragraphs, bold, italic, lists, links, one level of
subheading and simple tables. Text from a word processor keeps its words, lists and tables and loses its looks; pictures
are never kept. The result is well nested, so that the PDF's structure is valid whatever was pasted.
"""

import re
from html import escape
from html.parser import HTMLParser

import nh3

MAX_TECKEN = 200_000  # a section of some eighty pages
MAX_LISTDJUP = 3
LANKAR = {"http", "https", "mailto"}
TABELL = {"table", "thead", "tbody", "tr", "th", "td"}
TAGGAR = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", *TABELL}
LIKA = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
STYCKEN = {"div", "blockquote", "pre", "dt", "dd", "caption"}  # become paragraphs

BILD = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
INKLISTRAD = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']?\s*data:", re.IGNORECASE)  # the picture itself, not an address

_grov = nh3.Cleaner(tags=TAGGAR | set(LIKA) | STYCKEN, attributes={"a": {"href"}}, url_schemes=LANKAR, link_rel=None)
_fin = nh3.Cleaner(
    tags=TAGGAR, attributes={"a": {"href"}, "th": {"scope"}}, url_schemes=LANKAR, link_rel="noopener noreferrer"
)


class _Tabell:
    """A table as it is read: rows of cells, each the words in it. A table within a table is read into the cell."""

    def __init__(self) -> None:
        self.rader: list[list[str]] = []
        self.djup = 1

    def cell(self) -> None:
        if not self.rader:
            self.rader.append([])
        self.rader[-1].append("")

    def ord(self, data: str) -> None:
        if self.rader and self.rader[-1]:
            self.rader[-1][-1] += data
        elif data.strip():
            self.cell()
            self.rader[-1][-1] = data

    def html(self) -> str:
        """Rows of equal length with the first one as headings; "" when no cell has a word."""
        rader = [[" ".join(cell.split()) for cell in rad] for rad in self.rader]
        rader = [rad for rad in rader if any(rad)]
        if not rader:
            return ""
        bredd = max(map(len, rader))
        rader = [rad + [""] * (bredd - len(rad)) for rad in rader]
        huvud = "".join(f'<th scope="col">{escape(cell, quote=False)}</th>' for cell in rader[0])
        kropp = "".join(
            "<tr>" + "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in rad) + "</tr>" for rad in rader[1:]
        )
        return f"<table><thead><tr>{huvud}</tr></thead>" + (f"<tbody>{kropp}</tbody>" if kropp else "") + "</table>"


class _Byggare(HTMLParser):
    """Writes cleaned HTML anew: words stand in p, h3 or li > p, list items in lists, nothing is left empty.

    A table stands by itself with a row of headings, its cells plain words.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ut: list[str] = []
        self.oppna: list[str] = []
        self.tabell: _Tabell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in TABELL or self.tabell is not None:
            self._i_tabell(tag)
            return
        tag = "p" if tag in STYCKEN else LIKA.get(tag, tag)
        if tag in ("strong", "em", "a", "br"):
            self._inline(tag, dict(attrs).get("href") or "")
            return
        self._stang_stycke()
        if tag in ("ul", "ol"):
            if self._listdjup() >= MAX_LISTDJUP:
                return
            if self.oppna and self.oppna[-1] != "li":
                self._oppna("li")
        elif tag == "li":
            if self.oppna and self.oppna[-1] == "li":
                self._stang()
            if not self.oppna:
                self._oppna("ul")
        elif self.oppna and self.oppna[-1] != "li":
            self._oppna("li")
        self._oppna("p" if tag == "h3" and self.oppna else tag)

    def _i_tabell(self, tag: str) -> None:
        if tag == "table":
            if self.tabell is None:
                while self.oppna:
                    self._stang()
                self.tabell = _Tabell()
            else:
                self.tabell.djup += 1
        elif self.tabell is None:  # a row or cell outside any table
            return
        elif tag == "tr" and self.tabell.djup == 1:
            self.tabell.rader.append([])
        elif tag in ("td", "th") and self.tabell.djup == 1:
            self.tabell.cell()
        elif tag not in ("strong", "em", "b", "i", "a"):
            self.tabell.ord(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.tabell is not None:
            if tag == "table":
                self.tabell.djup -= 1
                if not self.tabell.djup:
                    self._stang_tabell()
            elif tag not in ("strong", "em", "b", "i", "a"):
                self.tabell.ord(" ")
            return
        tag = "p" if tag in STYCKEN else LIKA.get(tag, tag)
        if tag == "h3" and "h3" not in self.oppna:
            tag = "p"
        if tag in ("ul", "ol", "li"):
            self._stang_stycke()
        if tag in self.oppna:
            while self._stang() != tag:
                pass

    def _stang_tabell(self) -> None:
        if self.tabell is not None:
            self.ut.append(self.tabell.html())
            self.tabell = None

    def handle_data(self, data: str) -> None:
        if self.tabell is not None:
            self.tabell.ord(data)
            return
        if not data.strip() and not self._i_stycke():
            return
        self._stycke()
        self.ut.append(escape(data, quote=False))

    def fardig(self) -> str:
        self._stang_tabell()
        while self.oppna:
            self._stang()
        return "".join(self.ut)

    def _inline(self, tag: str, href: str) -> None:
        if tag == "br":
            if self._i_stycke():
                self.ut.append("<br>")
            return
        self._stycke()
        if "h3" in self.oppna or tag in self.oppna or (tag == "a" and not href):
            return
        self.ut.append(f'<a href="{escape(href)}">' if tag == "a" else f"<{tag}>")
        self.oppna.append(tag)

    def _i_stycke(self) -> bool:
        return "p" in self.oppna or "h3" in self.oppna

    def _listdjup(self) -> int:
        return sum(tag in ("ul", "ol") for tag in self.oppna)

    def _stycke(self) -> None:
        """See to it that words have a paragraph to stand in."""
        if not self._i_stycke():
            if self.oppna and self.oppna[-1] != "li":
                self._oppna("li")
            self._oppna("p")

    def _stang_stycke(self) -> None:
        while self._i_stycke():
            self._stang()

    def _oppna(self, tag: str) -> None:
        self.ut.append(f"<{tag}>")
        self.oppna.append(tag)

    def _stang(self) -> str:
        tag = self.oppna.pop()
        while self.ut[-1] in ("<br>", " ", "\n", "\u00a0"):
            self.ut.pop()
        if self.ut[-1].startswith(f"<{tag}"):  # nothing was written in it
            self.ut.pop()
        else:
            self.ut.append(f"</{tag}>")
        return tag


def har_bild(text: str) -> bool:
    """Whether a picture has been pasted among the words. An address of one elsewhere is no picture: it just goes."""
    return INKLISTRAD.search(text) is not None


def utan_bilder(text: str) -> str:
    """The text without its pictures, however large they are."""
    return BILD.sub("", text)


def rensa(text: str) -> str:
    """The text with nothing but what the allow-list lets through, well nested; "" when no words are left.

    Scripts and styles go with their content, other unknown tags leave their text behind.
    """
    byggare = _Byggare()
    byggare.feed(_grov.clean(text.replace("\r\n", "\n").replace("\x00", "")))
    byggare.close()
    return _fin.clean(byggare.fardig())


class _Lasare(HTMLParser):
    """Reads HTML as plain text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ut: list[str] = []
        self.lankar: list[str] = []
        self.tyst = 0
        self.celler = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self.tyst += 1
        elif tag == "a":
            self.lankar.append(dict(attrs).get("href") or "")
        elif tag == "li":
            self.ut.append("\n• ")
        elif tag == "br":
            self.ut.append("\n")
        elif tag in ("td", "th"):
            self.celler += 1
            self.ut.append(" | " if self.celler > 1 else "")
        elif tag == "tr":
            self.celler = 0

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.tyst = max(0, self.tyst - 1)
        elif tag == "a" and self.lankar and (adress := self.lankar.pop()):
            self.ut.append(f" ({adress})")
        elif tag in STYCKEN | {"p", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr"}:
            self.ut.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.tyst:
            self.ut.append(data)


def som_text(text: str) -> str:
    """The words as plain text: a line for each paragraph, "•" before list items, links with their address."""
    lasare = _Lasare()
    lasare.feed(text)
    lasare.close()
    rader = [re.sub(r"[ \t\u00a0]+", " ", rad).strip() for rad in "".join(lasare.ut).split("\n")]
    return "\n".join(rad for rad in rader if rad)


def pa_niva(text: str, niva: int) -> str:
    """Cleaned text placed in a section of level 1 or 2: its subheadings come directly below the section's own."""
    return text if niva == 1 else text.replace("<h3>", "<h4>").replace("</h3>", "</h4>")

"""Rich text of a report's sections: what is kept, what is cleaned away, and how it reads as plain text.

The editor allows the same things, but the server decides: paragraphs, bold, italic, lists, links and one level of
subheading. Text from a word processor keeps its words; its tables become paragraphs. The result is well nested, so that
the PDF's structure is valid whatever was pasted.
"""

import re
from html import escape
from html.parser import HTMLParser

import nh3

MAX_TECKEN = 200_000  # a section of some eighty pages
MAX_LISTDJUP = 3
LANKAR = {"http", "https", "mailto"}
TAGGAR = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3"}
LIKA = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
STYCKEN = {"div", "blockquote", "pre", "td", "th", "dt", "dd"}  # become paragraphs

_grov = nh3.Cleaner(tags=TAGGAR | set(LIKA) | STYCKEN, attributes={"a": {"href"}}, url_schemes=LANKAR, link_rel=None)
_fin = nh3.Cleaner(tags=TAGGAR, attributes={"a": {"href"}}, url_schemes=LANKAR, link_rel="noopener noreferrer")


class _Byggare(HTMLParser):
    """Writes cleaned HTML anew: words stand in p, h3 or li > p, list items in lists, nothing is left empty."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ut: list[str] = []
        self.oppna: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
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

    def handle_endtag(self, tag: str) -> None:
        tag = "p" if tag in STYCKEN else LIKA.get(tag, tag)
        if tag == "h3" and "h3" not in self.oppna:
            tag = "p"
        if tag in ("ul", "ol", "li"):
            self._stang_stycke()
        if tag in self.oppna:
            while self._stang() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not data.strip() and not self._i_stycke():
            return
        self._stycke()
        self.ut.append(escape(data, quote=False))

    def fardig(self) -> str:
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

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self.tyst += 1
        elif tag == "a":
            self.lankar.append(dict(attrs).get("href") or "")
        elif tag == "li":
            self.ut.append("\n• ")
        elif tag == "br":
            self.ut.append("\n")

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

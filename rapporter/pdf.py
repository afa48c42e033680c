"""HTML to a PDF that is both accessible (PDF/UA-1, ISO 14289-1) and archivable (PDF/A-2a, ISO 19005-2).

WeasyPrint writes the PDF/A-2a variant; before it is written out we complete it (see `_fullborda`). Nothing is fetched
over a network: only our own static files and data: addresses are read. The same HTML gives the same bytes.
"""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from datetime import datetime
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpRequest
from django.template.loader import render_to_string

from kvalitet.farger import farger

if TYPE_CHECKING:
    import pydyf
    import weasyprint

VARIANT = "pdf/a-2a"
NOTPLATS = 3  # where a rule of WeasyPrint says which pseudo-element it is for
BAS = "https://pdf.invalid/"  # relative addresses need a base; .invalid can never be reached (RFC 2606)

# PDF/UA's mark, and the description of its schema that PDF/A requires for properties it does not know
# (ISO 19005-2, 6.6.2.3).
PDFUA_XMP = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1" />
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF>"""


class PdfFel(Exception):
    """The PDF could not be made as it must be: a missing file, a refused address, a picture without text."""


def rendera_pdf(mall: str, kontext: Mapping[str, Any], *, request: HttpRequest | None = None) -> tuple[str, bytes]:
    """Render a template and make its PDF: (html, pdf).

    The template gets `kontext` and `papper` = True, `lankar` = False (a printed report leads nowhere) and `farger` from
    the municipality's colour unless given. `request` makes relative links absolute and runs the context processors.
    Raises PdfFel when WeasyPrint reports an error or the document lacks a language, a title or a picture's text.
    """
    fasta: dict[str, Any] = {"papper": True, "lankar": False}
    if isinstance(skapad := kontext.get("skapad"), datetime):
        fasta["skapad"] = skapad.replace(microsecond=0)  # the two places a PDF keeps its date must agree to the second
    html = render_to_string(mall, {"farger": farger(settings.KOMMUNFARG), **kontext, **fasta}, request)
    return html, gor_pdf(html, bas=request.build_absolute_uri("/") if request else BAS)


def gor_pdf(html: str, *, bas: str = BAS) -> bytes:
    """The PDF of a whole HTML document; relative addresses are read from `bas`. Raises PdfFel."""
    with _fel_fran_weasyprint() as fel:
        dokument = _htmlklass()(string=html, base_url=bas, url_fetcher=hamtare(bas))
        _granska(dokument)
        pdf = dokument.write_pdf(pdf_variant=VARIANT, finisher=_fullborda)
    if fel:
        raise PdfFel("Pdf-filen kunde inte göras: " + "; ".join(fel))
    return pdf


@lru_cache(maxsize=1)
def _htmlklass() -> Any:
    """WeasyPrint's HTML without its rules for notes.

    Its own style sheet gives every element footnotes and notes, each a style to reckon and keep: most of the styles of
    a long report, and a fifth of its memory. A report has none.
    """
    from weasyprint import HTML

    class Dokument(HTML):
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [_utan_noter(mall) for mall in super()._ua_stylesheets(forms)]

    return Dokument


def _utan_noter(stilmall: Any) -> Any:
    utan = copy(stilmall)
    utan.matcher = copy(stilmall.matcher)
    utan.matcher.other_selectors = [
        regel for regel in stilmall.matcher.other_selectors if "note" not in str(regel[NOTPLATS])
    ]
    return utan


def statisk_fil(url: str, bas: str) -> Path | None:
    """The static file an absolute address points to, or None when it is not one of ours."""
    rot = urljoin(bas, settings.STATIC_URL)
    ren = url.split("?")[0].split("#")[0]
    if not ren.startswith(rot):
        return None
    namn = unquote(ren.removeprefix(rot))
    try:
        hittad = finders.find(namn)
    except SuspiciousFileOperation:
        return None
    samlade = Path(settings.STATIC_ROOT).resolve()  # in production: names with a hash, which the finders do not know
    fil = Path(str(hittad)) if hittad else (samlade / namn).resolve()
    return fil if fil.is_file() and (hittad or fil.is_relative_to(samlade)) else None


def hamtare(bas: str) -> Any:
    """What WeasyPrint reads files with: own static files and data: addresses; everything else is refused."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Hamtare(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if urlsplit(url).scheme == "data":
                return super().fetch(url, headers)
            fil = statisk_fil(url, bas)
            if fil is None:
                raise ValueError("adressen är inte en av våra statiska filer")
            return URLFetcherResponse(url, fil.read_bytes(), {"Content-Type": guess_type(fil.name)[0] or ""})

    return Hamtare(allowed_protocols=("data",))


class _Felsamlare(logging.Handler):
    """Collects what is logged as an error by this thread (other threads may be making other PDFs)."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.trad = threading.get_ident()
        self.fel: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.trad:
            self.fel.append(record.getMessage())


@contextmanager
def _fel_fran_weasyprint() -> Iterator[list[str]]:
    logg, samlare = logging.getLogger("weasyprint"), _Felsamlare()
    logg.addHandler(samlare)
    try:
        yield samlare.fel
    finally:
        logg.removeHandler(samlare)


def _granska(dokument: "weasyprint.HTML") -> None:
    """Refuse what would make the file inaccessible and which WeasyPrint lets through."""
    rot = dokument.etree_element
    if not rot.get("lang"):
        raise PdfFel("Dokumentet saknar språk (lang på html).")
    if not (rot.findtext("head/title") or "").strip():
        raise PdfFel("Dokumentet saknar titel.")
    ns = "{http://www.w3.org/2000/svg}"
    for svg in rot.iter(f"{ns}svg"):
        if svg.get("aria-hidden") == "true":
            for titel in svg.findall(f"{ns}title"):  # a title would make the decoration a figure
                svg.remove(titel)
        elif not (svg.findtext(f"{ns}title") or "").strip():
            raise PdfFel("En bild (svg) saknar title; är den en utsmyckning ska den ha aria-hidden.")


def _fullborda(dokument: "weasyprint.Document", pdf: "pydyf.PDF") -> None:
    """Complete the PDF before it is written: PDF/UA's mark, headers' scope, list items' bodies, decorations apart."""
    import pydyf

    def objekt(referens: Any) -> Any:
        return pdf.objects[int(referens.split()[0])]

    metadata = objekt(pdf.catalog["Metadata"])
    metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", PDFUA_XMP)]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})

    nummer = objekt(objekt(pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    foraldrar = dict(zip(nummer[::2], nummer[1::2], strict=True))
    for element in list(pdf.objects):
        if isinstance(element, pydyf.Stream) and "Interpolate" in element.extra:
            element.extra["Interpolate"] = "false"  # ISO 19005-2, 6.2.8
        if not isinstance(element, dict):
            continue
        if element.get("S") == "/TH":
            rad = objekt(element["P"])
            i_huvud = rad["S"] == "/TR" and objekt(rad["P"])["S"] == "/THead"
            element["A"]["Scope"] = "/Column" if i_huvud else "/Row"
        elif element.get("S") == "/LI":
            _samla_listpunkt(element, objekt, pdf)
        elif element.get("S") == "/Figure" and "Alt" not in element:
            _gor_till_artefakt(element, objekt, foraldrar)


def _samla_listpunkt(punkt: "pydyf.Dictionary", objekt: Any, pdf: "pydyf.PDF") -> None:
    """Put paragraphs that lie directly in a list item into its body (ISO 32000-1, 14.8.4.3.3)."""
    import pydyf

    losa = [barn for barn in punkt["K"] if objekt(barn)["S"] not in ("/Lbl", "/LBody")]
    if not losa:
        return
    kropp = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(losa), "Pg": punkt["Pg"], "P": punkt.reference}
    )
    pdf.add_object(kropp)
    for barn in losa:
        objekt(barn)["P"] = kropp.reference
    punkt["K"] = pydyf.Array([*(barn for barn in punkt["K"] if barn not in losa), kropp.reference])


def _gor_till_artefakt(element: dict[Any, Any], objekt: Any, foraldrar: dict[Any, list[Any]]) -> None:
    """Take a decoration out of the structure and mark what it draws as an artifact (ISO 14289-1, 7.1)."""
    sida = objekt(element["Pg"])
    (mcid,) = element["K"]
    innehall = objekt(sida["Contents"]).stream
    plats = next(i for i, d in enumerate(innehall) if isinstance(d, dict) and d.get("MCID") == mcid)
    innehall[plats - 1 : plats + 2] = ["/Artifact", b"BMC"]
    syskon = objekt(element["P"])["K"]
    referens = foraldrar[sida["StructParents"]][mcid]
    syskon.remove(referens)
    foraldrar[sida["StructParents"]][mcid] = "null"
    element.clear()

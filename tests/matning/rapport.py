"""The yearly report over the large register: the product's way to a PDF, and WeasyPrint alone on the same HTML."""

from collections.abc import Callable

from kvalitet.models import Enhet
from rapporter.demo.rapporttexter import TEXTER
from rapporter.handlingar import skapa_rapport
from rapporter.kontext import bygg, innehall_nu
from rapporter.mallar import KVALITETSBERATTELSE, lagg_in_mallar
from rapporter.models import Rapportmall
from rapporter.pdf import BAS, VARIANT, hamtare, rendera_pdf

AR = 2025


def forbered() -> tuple[Callable[[], object], Callable[[], object]]:
    """Two functions to time: from stored records to PDF, and from the same HTML to PDF without our additions."""
    from weasyprint import HTML

    lagg_in_mallar()
    dokument = skapa_rapport(
        mall=Rapportmall.objects.get(nyckel=KVALITETSBERATTELSE),
        enhet=Enhet.objects.get(namn="Socialnämnden"),
        ar=AR,
        av=None,
    )
    for avsnitt in dokument.avsnitt.filter(nyckel__in=TEXTER):
        avsnitt.text = TEXTER[avsnitt.nyckel] * 4  # some twenty pages, as a real one has
        avsnitt.save()

    def hela() -> tuple[str, bytes]:
        return rendera_pdf("rapporter/rapport.html", bygg(innehall_nu(dokument), utkast=False))

    html, _ = hela()

    def bara_weasyprint() -> bytes:
        return HTML(string=html, base_url=BAS, url_fetcher=hamtare(BAS)).write_pdf(pdf_variant=VARIANT)

    return hela, bara_weasyprint

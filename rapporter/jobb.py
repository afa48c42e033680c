"""Files of reports, made in the background. Another format is another entry in `FORMAT`."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import slugify

from kvalitet import jobb
from kvalitet.models import Anvandare, Jobb
from rapporter import tabeller, word
from rapporter.kontext import bygg, innehall_for
from rapporter.models import Rapportdokument
from rapporter.pdf import PdfFel, rendera_pdf

logg = logging.getLogger(__name__)

BORTA = "Rapporten finns inte längre, eller så får du inte läsa den."


@dataclass(frozen=True)
class Format:
    """A kind of file: what the button and the job are called, the name's ending, the type, how it is made, and whether
    it is offered also of a frozen report (whose PDF is stored and never made anew)."""

    namn: str
    andelse: str
    typ: str
    gor: Callable[[Rapportdokument], bytes]
    av_fryst: bool = True


def _pdf(rapport: Rapportdokument) -> bytes:
    try:
        return rendera_pdf("rapporter/rapport.html", bygg(innehall_for(rapport), utkast=True))[1]
    except PdfFel as fel:
        logg.error("Utkast till rapport %s kunde inte göras: %s", rapport.pk, fel)
        raise jobb.Jobbfel("Pdf-filen kunde inte göras. Kontakta den som driver systemet.") from fel


def _word(rapport: Rapportdokument) -> bytes:
    try:
        return word.gor_word(rapport)
    except word.Wordfel as fel:
        logg.error("Word-fil av rapport %s kunde inte göras: %s", rapport.pk, fel)
        raise jobb.Jobbfel("Word-filen kunde inte göras. Kontakta den som driver systemet.") from fel


FORMAT = {
    "pdf": Format("pdf", "pdf", "application/pdf", _pdf, av_fryst=False),
    "word": Format("Word-fil", "docx", word.TYP, _word),
    "tabeller": Format("Excelfil med tabellerna", "xlsx", tabeller.TYP, tabeller.gor_tabeller),
}


def slag(format_: str) -> str:
    """The kind of job that makes the format."""
    return f"rapport_{format_}"


def filnamn(rapport: Rapportdokument, andelse: str = "pdf") -> str:
    """For example kvalitetsberattelse-2025-norra-enheten.pdf; what is not frozen says that it is a draft."""
    namn = f"{slugify(rapport.titel)}-{slugify(rapport.enhet.namn)}"
    utgava = f"-utgava-{rapport.utgava}" if rapport.utgava > 1 else ""
    return f"{namn}{utgava}{'' if rapport.ar_fryst else '-utkast'}.{andelse}"


def _lasbar(jobbet: Jobb, anvandare: Anvandare | None) -> Rapportdokument | None:
    if anvandare is None:
        return None
    synliga = Rapportdokument.objects.synliga_for(anvandare).select_related("mall", "enhet", "frysning")
    return synliga.filter(pk=jobbet.parametrar["dokument"]).first()


def _gor(jobbet: Jobb) -> jobb.Resultat:
    rapport = _lasbar(jobbet, jobbet.bestalld_av)
    if rapport is None:
        raise jobb.Jobbfel(BORTA)
    format_ = FORMAT[jobbet.slag.removeprefix("rapport_")]
    return jobb.Resultat(fil=format_.gor(rapport), filnamn=filnamn(rapport, format_.andelse), typ=format_.typ)


def _far_hamta(jobbet: Jobb, anvandare: Anvandare) -> bool:
    return _lasbar(jobbet, anvandare) is not None


def registrera() -> None:
    for nyckel, format_ in FORMAT.items():
        jobb.registrera(slag(nyckel), _gor, rubrik=f"Rapport som {format_.namn}", far_hamta=_far_hamta)


def bestall_fil(rapport: Rapportdokument, format_: str, *, av: Anvandare) -> Jobb:
    """The report as a file, as it is when the worker comes to it. Raises KeyError for an unknown format."""
    namn = FORMAT[format_].namn
    return jobb.bestall(
        slag(format_),
        av=av,
        nyckel=str(rapport.pk),
        parametrar={"dokument": rapport.pk},
        rubrik=f"{rapport.titel}, {rapport.enhet}, som {namn}",
        tillbaka=rapport.get_absolute_url(),
    )


@dataclass(frozen=True)
class Filval:
    """A format offered on the report's page, with the person's latest job."""

    nyckel: str
    namn: str
    jobb: Jobb | None


def filval(rapport: Rapportdokument, anvandare: Anvandare) -> list[Filval]:
    """What may be ordered of the report, one query."""
    erbjuds = {nyckel: f for nyckel, f in FORMAT.items() if f.av_fryst or not rapport.ar_fryst}
    egna = Jobb.objects.synliga_for(anvandare).filter(slag__in=[slag(nyckel) for nyckel in erbjuds])
    senaste = {rad.slag: rad for rad in egna.filter(nyckel=f"{anvandare.pk}:{rapport.pk}").order_by("pk")}
    return [Filval(nyckel, f.namn, senaste.get(slag(nyckel))) for nyckel, f in erbjuds.items()]

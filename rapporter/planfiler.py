"""Files of a quality plan, made in the background: PDF and Word."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import slugify

from kvalitet import jobb
from kvalitet.models import Anvandare, Jobb
from rapporter.kontext import bygg
from rapporter.pdf import PdfFel, rendera_pdf
from rapporter.plandokument import innehall_for_plan
from rapporter.word import TYP, Wordfel, rendera_word
from risker.models import Kvalitetsplan

logg = logging.getLogger(__name__)

BORTA = "Planen finns inte längre, eller så får du inte läsa den."


@dataclass(frozen=True)
class Planformat:
    """A kind of file: its name on the button, the file name's ending, its type and how it is made of the context."""

    namn: str
    andelse: str
    typ: str
    gor: Callable[[dict[str, Any]], bytes]


FORMAT = {
    "pdf": Planformat(
        "pdf", "pdf", "application/pdf", lambda kontext: rendera_pdf("rapporter/rapport.html", kontext)[1]
    ),
    "word": Planformat("Word-fil", "docx", TYP, rendera_word),
}


def slag(format_: str) -> str:
    """The kind of job that makes the format."""
    return f"plan_{format_}"


def _lasbar(jobbet: Jobb, anvandare: Anvandare | None) -> Kvalitetsplan | None:
    if anvandare is None:
        return None
    synliga = Kvalitetsplan.objects.synliga_for(anvandare).select_related("enhet", "faststalld_av")
    return synliga.filter(pk=jobbet.parametrar["plan"]).first()


def _gor(jobbet: Jobb) -> jobb.Resultat:
    plan = _lasbar(jobbet, jobbet.bestalld_av)
    if plan is None:
        raise jobb.Jobbfel(BORTA)
    format_ = FORMAT[jobbet.slag.removeprefix("plan_")]
    try:
        fil = format_.gor(bygg(innehall_for_plan(plan), utkast=plan.status == Kvalitetsplan.Status.UTKAST))
    except (PdfFel, Wordfel) as fel:
        logg.error("Plan %s kunde inte göras till %s: %s", plan.pk, format_.namn, fel)
        raise jobb.Jobbfel("Filen kunde inte göras. Kontakta den som driver systemet.") from fel
    namn = f"kvalitetsplan-{plan.ar}-{slugify(plan.enhet.namn)}.{format_.andelse}"
    return jobb.Resultat(fil=fil, filnamn=namn, typ=format_.typ)


def registrera() -> None:
    for nyckel, format_ in FORMAT.items():
        jobb.registrera(
            slag(nyckel), _gor, rubrik=f"Kvalitetsplan som {format_.namn}",
            far_hamta=lambda jobbet, anvandare: _lasbar(jobbet, anvandare) is not None,
        )  # fmt: skip


def bestall_planfil(plan: Kvalitetsplan, format_: str, *, av: Anvandare) -> Jobb:
    """The plan as a file, as it is when the worker comes to it. Raises KeyError for an unknown format."""
    return jobb.bestall(
        slag(format_),
        av=av,
        nyckel=str(plan.pk),
        parametrar={"plan": plan.pk},
        rubrik=f"{plan} som {FORMAT[format_].namn}",
        tillbaka=reverse("rapporter:plandokument", args=[plan.pk]),
    )

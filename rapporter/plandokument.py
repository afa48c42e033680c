"""A unit's quality plan for a year as a document: introduction, what needs improving, risks as judged, processes with
what is checked and done (SOSFS 2011:9, 4–5 kap.).

It is made from the plan's own records each time. What the plan said when it was adopted stands in the plan's history.
"""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.html import format_html, format_html_join, linebreaks

from kvalitet.tabell import Cell, Kolumn, Tabell
from kvalitet.templatetags.utseende import datum, tidpunkt
from rapporter.disposition import Titelsida
from rapporter.kontext import Avsnitt, Innehall
from rapporter.underlag.bas import Underlag
from risker.models import Kvalitetsplan, Riskskala
from risker.rorelse import Riskplats, matris, platser
from risker.uppfoljning import Innehall as Planinnehall
from risker.uppfoljning import Processavsnitt, avsnitt_for

RISKER, PROCESSER = "risker", "processer"


def innehall_for_plan(plan: Kvalitetsplan) -> Innehall:
    """The plan as a report's content: the same templates make page, PDF and Word of it. Some ten queries."""
    nu = timezone.now()
    processer = avsnitt_for([plan])
    avsnitt = [
        Avsnitt("inledning", 1, "Inledning", linebreaks(plan.inledning, autoescape=True) if plan.inledning else ""),
        *_forbattringsomraden(plan),
        Avsnitt(RISKER, 1, "Riskerna och hur vi bedömer dem", underlag=(RISKER,)),
        Avsnitt(PROCESSER, 1, "Processer, egenkontroller och åtgärder", liggande=True, underlag=(PROCESSER,)),
    ]
    return Innehall(
        titelsida=_titelsida(plan, nu),
        beskrivning=f"Kvalitetsplan för {plan.enhet}, {settings.KOMMUN}, år {plan.ar}.",
        skapad=nu,
        avsnitt=tuple(a for a in avsnitt if a.text or a.underlag or a.nyckel == "forbattringsomraden"),
        underlag={RISKER: _risker(plan, nu), PROCESSER: _processer(plan, processer, nu)},
    )


def _titelsida(plan: Kvalitetsplan, nu: datetime) -> Titelsida:
    titel = f"Kvalitetsplan {plan.ar}"
    if plan.faststalld_vid and plan.faststalld_av:
        lage = f"{datum(plan.faststalld_vid)} av {plan.faststalld_av.namn_och_titel}"
    else:
        lage = "Ännu inte. Planen är ett utkast"
    return Titelsida(
        titel=titel,
        undertitel="Risker, egenkontroller och åtgärder",
        avsandare=(settings.KOMMUN, plan.enhet.namn),
        uppgifter=(("Fastställd", lage), ("Uttag", f"Uppgifterna är hämtade {tidpunkt(nu)}.")),
        sidfot=f"{titel} · {plan.enhet.namn}, {settings.KOMMUN}",
    )


def _forbattringsomraden(plan: Kvalitetsplan) -> list[Avsnitt]:
    """A chapter with a part for each quality area that has something to improve; first what concerns the whole."""
    alla = list(
        plan.forbattringsomraden.select_related("kvalitetsomrade").order_by(
            F("kvalitetsomrade__ordning").asc(nulls_first=True), "kvalitetsomrade_id", "ordning", "pk"
        )
    )
    if not alla:
        return []
    delar = [Avsnitt("forbattringsomraden", 1, "Det vi behöver förbättra")]
    for omrade, texter in groupby(alla, key=lambda f: f.kvalitetsomrade):
        punkter = format_html("<ul>{}</ul>", format_html_join("", "<li><p>{}</p></li>", ((t.text,) for t in texter)))
        namn = str(omrade) if omrade else "Verksamheten i stort"
        delar.append(Avsnitt(f"omrade-{omrade.pk if omrade else 0}", 2, namn, punkter))
    return delar


def _risker(plan: Kvalitetsplan, nu: datetime) -> Underlag:
    risker = list({rad.risk_id: rad.risk for rad in plan.rader.select_related("risk")}.values())
    skala = Riskskala.objects.gallande(date(plan.ar, 12, 31))
    bedomda = platser(risker, plan.ar, skala)
    utan = len(risker) - len(bedomda)
    forbehall = [f"{utan} av {len(risker)} risker är ännu inte bedömda på skalan."] if utan else []
    return Underlag(
        RISKER,
        "Riskerna och hur vi bedömer dem",
        f"Riskvärdet är sannolikhet gånger allvarlighetsgrad. Från värde {skala.atgardsgrans} krävs åtgärd.",
        nu,
        tabeller=(_bedomningar(bedomda, plan.ar),) if bedomda else (),
        figurer=(matris("f-matris", plan.ar, skala, bedomda),) if bedomda else (),
        forbehall=tuple(forbehall),
    )


def _bedomningar(bedomda: list[Riskplats], ar: int) -> Tabell:
    rader = tuple(
        (
            Cell(p.nr),
            Cell(p.risk.text, lank=p.risk.get_absolute_url(), under=p.risk.konsekvens),
            Cell(str(p.nu.sannolikhet), varde=p.nu.sannolikhet, tal=True),
            Cell(str(p.nu.allvar), varde=p.nu.allvar, tal=True),
            Cell(str(p.nu.varde), varde=p.nu.varde, tal=True),
            Cell(p.nu.motivering, under=datum(p.nu.datum)),
        )
        for p in bedomda
    )
    kolumner = (
        Kolumn("Nr", bredd=5), Kolumn("Risk", bredd=35), Kolumn("Sannolikhet", tal=True, bredd=10),
        Kolumn("Allvar", tal=True, bredd=10), Kolumn("Värde", tal=True, bredd=10), Kolumn("Motivering", bredd=30),
    )  # fmt: skip
    return Tabell("Riskerna, högst värde först", f"Senaste bedömningen till och med {ar}", kolumner, rader, radrubrik=1)


def _processer(plan: Kvalitetsplan, processer: list[Processavsnitt], nu: datetime) -> Underlag:
    kolumner = (
        Kolumn("Risk", bredd=25), Kolumn("Enhet", bredd=15), Kolumn("Egenkontroll", bredd=25),
        Kolumn("Åtgärd", bredd=25), Kolumn("Läge", bredd=10),
    )  # fmt: skip
    tabeller = tuple(Tabell(p.process, _process(p), kolumner, tuple(_rader(p))) for p in processer)
    forbehall = () if tabeller else ("Planen har inga risker ännu.",)
    definition = "En risk får sitt läge när planen följs upp vid årets slut."
    return Underlag(PROCESSER, "Processer", definition, nu, tabeller=tabeller, forbehall=forbehall)


def _process(p: Processavsnitt) -> str:
    antal = len(p.rader)
    risker = "inga risker" if not antal else "en risk" if antal == 1 else f"{antal} risker"
    return f"{p.typ.capitalize()}, {risker}" if p.typ else risker.capitalize()


def _rader(p: Processavsnitt) -> Iterable[tuple[Cell, ...]]:
    if not p.innehall.tomt:
        yield Cell("Hela processen"), Cell(p.planens_enhet), *_innehall(p.innehall), Cell("–")
    for rad in p.rader:
        bedomd = Cell(rad.lagenamn.capitalize(), lage=rad.lage, under=rad.kommentar)
        risk = Cell(f"{rad.nummer} {rad.risk}", under="; ".join(rad.delrisker))
        yield risk, Cell(rad.enhet), *_innehall(rad.innehall), bedomd if rad.lage else Cell("Inte bedömd ännu")


def _innehall(innehall: Planinnehall) -> tuple[Cell, Cell]:
    kontroller = [
        " ".join(filter(None, (f"{k.text}.", k.frekvens.capitalize(), f"Mål {k.malvarde}." if k.malvarde else "")))
        for k in innehall.egenkontroller
    ]
    atgarder = [
        f"{a.text} ({', '.join(filter(None, (a.ansvarig, a.tid, a.statusnamn)))})" for a in innehall.alla_atgarder
    ]
    return Cell("; ".join(kontroller) or "–"), Cell("; ".join(atgarder) or "–")

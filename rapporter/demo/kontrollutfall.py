"""What a self-check in Älvhamra showed at one occasion, and how people put it."""

from dataclasses import dataclass
from math import exp
from random import Random

from egenkontroller.perioder import perioder
from kvalitet.models.matt import NATT
from rapporter.demo.planram import Planram, tarning
from rapporter.demo.plantexter import ANTAL, ANTAL_AR, FRITEXT, Kontroll

FAST_NAMNARE = 12  # a denominator this small is a group of people one knows, the same each time
NOLL_TILL_TOLV = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip
NAR_MALET_NAS = (
    "Målet är nått.",
    "{jamfort}. Målet är nått.",
    "Målet är nått med {marginal} till godo.",
    "{jamfort}.",
    "Ingen särskild förklaring. Arbetssättet sitter.",
    "Resultatet stämmer med det som sägs på träffarna.",
    "",
)
NAR_MALET_MISSAS = (
    "{brist}.",
    "Vi når inte målet. {brist}.",
    "{jamfort}. {brist}.",
    "{jamfort}. Målet är inte nått.",
    "Det skiljer {marginal} till målet. {brist}.",
    "Målet missas med {marginal}.",
    "{brist}. Gruppen känner igen bilden.",
    "",
)
SLUTSATS_NADD = ("Vi fortsätter som nu.", "Ingen ny åtgärd behövs.", "", "")
SLUTSATS_ATGARD = (
    "Åtgärden ”{atgard}” fortsätter.",
    "Vi håller fast vid ”{atgard}”.",
    "”{atgard}” är rätt väg, men det tar tid.",
    "",
)
SLUTSATS_UTAN = ("Tas upp på nästa träff.", "Vi följer det ännu en period.", "", "")


@dataclass(frozen=True)
class Resultat:
    """Numerator and denominator, or a count and None."""

    taljare: int
    namnare: int | None

    @property
    def varde(self) -> float:
        return self.taljare if self.namnare is None else 100 * self.taljare / self.namnare


def resultat(text: Kontroll, enhet: str, nr: int, periodnr: int, antal_perioder: int) -> Resultat:
    """What the occasion showed: the same each time one asks."""
    slumpen = tarning("resultat", text.text, enhet, nr, periodnr)
    niva = _niva(text, nr, (periodnr - 0.5) / antal_perioder)
    if text.metod == ANTAL:
        return Resultat(_poisson(slumpen, niva), None)
    fast = text.storlek <= FAST_NAMNARE
    namnare = text.storlek if fast else max(3, round(slumpen.gauss(text.storlek, text.storlek * 0.09)))
    andel = niva / 100
    taljare = round(namnare * andel + slumpen.gauss(0, 0.6 * (namnare * andel * (1 - andel)) ** 0.5))
    return Resultat(min(max(taljare, 0), namnare), namnare)


def _niva(text: Kontroll, nr: int, lage_i_aret: float) -> float:
    """The level glides from the middle of one year to the middle of the next; what stands on 0 or 100 stays there."""
    niva = text.nivaer[nr] or 0.0
    granne = nr + (1 if lage_i_aret > 0.5 else -1)
    dess = text.nivaer[granne] if 0 <= granne < ANTAL_AR else None
    if dess is None or niva in (0, 100):
        return niva
    return niva + (dess - niva) * abs(lage_i_aret - 0.5) * 0.8


def _poisson(slumpen: Random, medel: float) -> int:
    antal, produkt = 0, slumpen.random()
    while produkt > exp(-medel):
        antal, produkt = antal + 1, produkt * slumpen.random()
    return antal


def arets_resultat(ram: Planram, text: Kontroll, enhet: str, nr: int) -> str:
    """The year in a few words, "72 procent" or "nio"; empty when the check had not begun."""
    if not 0 <= nr < ANTAL_AR or text.nivaer[nr] is None or text.metod == FRITEXT:
        return ""
    alla = perioder(text.period, ram.ar(nr))
    arets = [
        resultat(text, plats, nr, period.nr, len(alla))
        for plats in text.gors_i or (text.enhet or enhet,)
        for period in alla
        if (nr, period.nr) not in text.uteblivna
    ]
    summa = sum(r.taljare for r in arets)
    return i_ord(summa) if text.metod == ANTAL else f"{round(100 * summa / sum(r.namnare or 0 for r in arets))} procent"


def i_ord(antal: int) -> str:
    """Small numbers as words."""
    return NOLL_TILL_TOLV[antal] if antal < len(NOLL_TILL_TOLV) else str(antal)


def analys(text: Kontroll, nu: Resultat, fore: Resultat | None, utfall: str, slumpen: Random) -> str:
    """A sentence or two, or nothing, as people write."""
    if not text.mal:
        return ""
    skillnad = round(abs(nu.varde - text.mal[1]))
    enhet = "" if nu.namnare is None else " procentenhet" if skillnad == 1 else " procentenheter"
    hogre_ar_battre = text.mal[0] == "minst"
    monster = [
        m
        for m in (NAR_MALET_NAS if utfall == NATT else NAR_MALET_MISSAS)
        if (skillnad or "marginal" not in m) and (fore or "jamfort" not in m)
    ]
    return slumpen.choice(monster).format(
        brist=text.brist,
        marginal=("en" if skillnad == 1 else i_ord(skillnad)) + enhet,
        jamfort=_jamfort(nu, fore, hogre_ar_battre) if fore else "",
    )


def _jamfort(nu: Resultat, fore: Resultat, hogre_ar_battre: bool) -> str:
    skillnad = round(nu.varde - fore.varde)
    if not skillnad:
        return "Samma som förra gången"
    return "Bättre än förra gången" if (skillnad > 0) == hogre_ar_battre else "Sämre än förra gången"


def slutsats(utfall: str, atgard: str, slumpen: Random) -> str:
    """What follows from it. `atgard`: the year's action beside the check, empty when there is none."""
    if utfall == NATT:
        return slumpen.choice(SLUTSATS_NADD)
    return slumpen.choice(SLUTSATS_ATGARD if atgard else SLUTSATS_UTAN).format(atgard=atgard)

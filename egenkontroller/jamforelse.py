"""An occasion's result beside its former ones, in words (SOSFS 2011:9, 5 kap. 2 §: compare with earlier results)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from egenkontroller.models import Egenkontroll, Kontrolltillfalle
from egenkontroller.models.egenkontroller import med_enhet, utan_nollor
from kvalitet.diagram import LINJE, Figur, Punkt

FLEST_PUNKTER = 24
KORTA = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True)
class Jamforelse:
    """What it is compared with and how it came out: "mars 2026" and "3,3 procentenheter högre (då 88,0 %)"."""

    rubrik: str
    text: str
    url: str = ""


def serie(tillfalle: Kontrolltillfalle) -> list[Kontrolltillfalle]:
    """All occasions of the check in the same unit, oldest first, with what a comparison needs."""
    return list(
        Kontrolltillfalle.objects.filter(egenkontroll=tillfalle.egenkontroll_id, enhet=tillfalle.enhet_id)
        .select_related("egenkontroll")
        .defer("analys", "slutsats")
        .order_by("fran", "pk")
    )


def jamforelser(tillfalle: Kontrolltillfalle, alla: Sequence[Kontrolltillfalle]) -> list[Jamforelse]:
    """Against the former occasion and against the same period last year; `alla` as `serie` gives them."""
    tidigare = [t for t in alla if t.fran < tillfalle.fran]
    fjol = [t for t in tidigare if t.ar == tillfalle.ar - 1 and t.periodnr == tillfalle.periodnr]
    svar = [
        Jamforelse(f"{rubrik}, {da.periodnamn}", _i_ord(tillfalle, da), da.get_absolute_url())
        for rubrik, valda in (("Tillfället före", tidigare[-1:]), ("Samma period året före", fjol[-1:]))
        for da in valda
    ]
    if len(svar) == 2 and svar[0].url == svar[1].url:
        return svar[:1]
    return svar


def _i_ord(nu: Kontrolltillfalle, da: Kontrolltillfalle) -> str:
    if da.status == Kontrolltillfalle.Status.UTEBLIVEN:
        return "uteblev"
    if da.ingen_att_rakna_pa:
        return "ingen att räkna på"
    if da.varde is None:
        return "inget tal registrerat"
    if nu.varde is None or (nu.namnare is None) != (da.namnare is None):
        return f"då {da.varde_visat}"
    skillnad = nu.varde - da.varde
    if not skillnad:
        return f"oförändrat (då {da.varde_visat})"
    matt = "procentenheter " if nu.namnare is not None else ""
    hall = "högre" if skillnad > 0 else "lägre"
    return f"{med_enhet(abs(skillnad), procent=False)} {matt}{hall} (då {da.varde_visat})"


def diagram(kontroll: Egenkontroll, alla: Sequence[Kontrolltillfalle], nyckel: str) -> Figur | None:
    """The results of one unit over time with the target; None when there are not two to draw a line between."""
    gjorda = [t for t in alla if t.har_resultat][-FLEST_PUNKTER:]
    med_tal = [t for t in gjorda if t.varde is not None]
    if len(med_tal) < 2:
        return None
    senast, forst = med_tal[-1], med_tal[0]
    matt = "Andel i procent" if kontroll.i_andel else "Antal"
    return Figur(
        nyckel,
        LINJE,
        f"{senast.varde_visat} i {senast.periodnamn}, {_riktning(senast.varde, forst.varde)} {forst.periodnamn}",
        f"{matt} per tillfälle, {senast.enhet}. Tillfällen: {len(med_tal)}",
        "En lucka betyder att det inte fanns något att räkna på.",
        ("resultat",),
        tuple(Punkt(t.periodnamn, t.varde, lank=t.get_absolute_url(), kort=_kort(t)) for t in gjorda),
        "Period",
        "%" if kontroll.i_andel else "",
        None if kontroll.mal_tal is None else utan_nollor(kontroll.mal_tal),
    )


def _riktning(nu: Decimal | None, da: Decimal | None) -> str:
    if nu == da:
        return "samma som"
    return "upp sedan" if (nu or 0) > (da or 0) else "ner sedan"


def _kort(t: Kontrolltillfalle) -> str:
    manader = (t.till.year - t.fran.year) * 12 + t.till.month - t.fran.month + 1
    if manader == 12:
        return str(t.fran.year)
    return KORTA[t.till.month - 1]

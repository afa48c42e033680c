"""The follow-up of the year's quality plans: each risk with what was checked, what was done and how it ended."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from kvalitet.models import Anvandare
from kvalitet.templatetags.utseende import tal as svenskt_tal
from rapporter.underlag.bas import Cell, Filter, Kolumn, Tabell, Tal, Underlag
from rapporter.underlag.rader import jamforelse
from risker.models import Delrisk, Kvalitetsplan, Planprocess, Planrad

NYCKEL = "plan"
LAGEN = (*((v.value, str(v.label)) for v in Planrad.Lage), ("", "ännu inte bedömda"))
DEFINITION = (
    "Riskerna i årets fastställda kvalitetsplaner för enheten och enheterna under den, med läget vid årets slut. "
    "Egenkontroller och åtgärder som hör till hela processen står på processens första rad."
)


def grund(enhet_ids: Iterable[int], uttag: datetime) -> QuerySet[Planrad]:
    """Rows of adopted plans in the units that were adopted when the figures were taken."""
    return Planrad.objects.filter(
        plan__enhet_id__in=sorted(enhet_ids), plan__status__in=Kvalitetsplan.ANTAGNA, plan__faststalld_vid__lte=uttag
    )


def villkor(filter_: Filter) -> Q:
    """The filter of a figure as a database condition. KeyError for a condition that is not known."""
    q = Q()
    for namn, varde in filter_.items():
        q &= Q(**{{"ar": "plan__ar", "lage": "lage"}[namn]: varde})
    return q


def stammer(rad: Mapping[str, Any], filter_: Filter) -> bool:
    """Whether a stored row meets the filter of a figure: the same conditions as `villkor`."""
    return all(rad[namn] == varde for namn, varde in filter_.items())


def poster(enhet_ids: Iterable[int], uttag: datetime, filter_: Filter) -> QuerySet[Planrad]:
    """The records behind a live figure, whoever may see them."""
    return grund(enhet_ids, uttag).filter(villkor(filter_)).order_by("plan", "ordning", "pk")


def synliga(ids: Iterable[int], anvandare: Anvandare) -> QuerySet[Planrad]:
    """Those of the rows that the person may see."""
    return (
        Planrad.objects.synliga_for(anvandare)
        .filter(pk__in=list(ids))
        .select_related("enhet", "risk", "plan")
        .order_by("plan", "ordning", "pk")
    )


def rader(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """Every row of the year and the year before as key, number and grouping keys."""
    fraga = grund(enhet_ids, uttag).filter(plan__ar__in=[ar, ar - 1]).order_by("plan__ar", "plan", "ordning", "pk")
    falt = ("pk", "ordning", "plan_id", "plan__ar", "lage", "enhet_id", "risk_id")
    return [
        {"id": pk, "nummer": str(ordning), "plan": plan, "ar": plan_ar, "lage": lage, "enhet": enhet, "risk": risk}
        for pk, ordning, plan, plan_ar, lage, enhet, risk in fraga.values_list(*falt)
    ]


def plan(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """The follow-up table (Process, Risk, Enhet, Egenkontroll, Åtgärd, Läge) and the number of risks per outcome."""
    ids = sorted(enhet_ids)
    rader_ = list(
        grund(ids, uttag)
        .filter(plan__ar=ar)
        .select_related("risk", "enhet")
        .order_by("plan__enhet_id", "plan", F("planprocess__ordning").asc(nulls_last=True), "ordning", "pk")
    )
    processer = list(
        Planprocess.objects.filter(
            plan__enhet_id__in=ids,
            plan__status__in=Kvalitetsplan.ANTAGNA,
            plan__faststalld_vid__lte=uttag,
            plan__ar=ar,
        )
        .select_related("process", "plan__enhet")
        .order_by("plan__enhet_id", "plan", "ordning", "pk")
    )
    tillhor = _tillhor(rader_, processer, grund(ids, uttag).filter(plan__ar=ar - 1))
    fjol = Counter(tillhor.get(("fjol", 0), []))
    tal = _tal(rader_, fjol, ar, publicerat or {})
    forbehall = []
    if not rader_:
        forbehall.append(f"Det finns ingen fastställd kvalitetsplan för {ar}.")
    elif utan := sum(1 for r in rader_ if not r.lage):
        forbehall.append(f"{utan} av {len(rader_)} risker har ännu inte fått något läge vid årets slut.")
    return Underlag(
        NYCKEL,
        "Uppföljning av kvalitetsplanen",
        DEFINITION,
        uttag,
        tal,
        (_per_lage(tal, ar, lank), *([_uppfoljning(rader_, processer, tillhor, ar)] if rader_ else [])),
        (),
        tuple(forbehall),
    )


def _tal(rader_: list[Planrad], fjol: Mapping[str, int], ar: int, publicerat: Mapping[str, Any]) -> tuple[Tal, ...]:
    per_lage = [(f"plan.{varde or 'ej_bedomda'}", namn.capitalize(), varde) for varde, namn in LAGEN]
    matt: list[tuple[str, str, str | None]] = [("plan.risker", "Risker i planen", None), *per_lage]
    tal = []
    for nyckel, etikett, lage in matt:
        nu = sum(1 for r in rader_ if lage is None or r.lage == lage)
        da = sum(fjol.values()) if lage is None else fjol.get(lage, 0)
        ord_ = jamforelse(ar, da, publicerat.get(nyckel))
        villkor_ = {"ar": ar} if lage is None else {"ar": ar, "lage": lage}
        definition = "Risker i årets fastställda planer" + ("." if lage is None else f" med läget {dict(LAGEN)[lage]}.")
        tal.append(Tal(nyckel, etikett, nu, "", ord_, len(rader_), definition, villkor_))
    return tuple(tal)


def _per_lage(tal: tuple[Tal, ...], ar: int, lank: Callable[[str], str]) -> Tabell:
    summa, *rader_ = (
        (Cell(t.etikett), Cell(svenskt_tal(t.varde), lank(t.nyckel), t.varde, tal=True), Cell(t.jamforelse))
        for t in tal
    )
    return Tabell(
        "Riskernas läge vid årets slut",
        f"Risker i planen {ar}. n = {svenskt_tal(tal[0].varde)}",
        (Kolumn("Läge", bredd=40), Kolumn("Risker", tal=True), Kolumn("Året före", bredd=40)),
        tuple(rader_),
        (Cell("Summa"), *summa[1:]),
    )


def _tillhor(
    rader_: list[Planrad], processer: list[Planprocess], fjol: QuerySet[Planrad]
) -> dict[tuple[str, int], list[str]]:
    """Self-checks, actions and parts of risks, by what they hang on, and last year's outcomes. One query.

    An action that is protected because of the case it comes from stands in no report.
    """
    ids, hela = [r.pk for r in rader_], [p.pk for p in processer]
    oppen = {"atgard__skyddad": False}
    delar: list[QuerySet[Any, Any]] = [
        modell.objects.filter(**{f"{agare}__in": nycklar}, **villkor_)
        .order_by()
        .values_list(Value(slag), f"{agare}_id", ordning, text)
        for slag, modell, agare, nycklar, ordning, text, villkor_ in (
            ("kontroll", Planrad.egenkontroller.through, "planrad", ids, "egenkontroll_id", "egenkontroll__text", {}),
            ("atgard", Planrad.atgarder.through, "planrad", ids, "atgard_id", "atgard__rubrik", oppen),
            ("processkontroll", Planprocess.egenkontroller.through, "planprocess", hela, "egenkontroll_id",
             "egenkontroll__text", {}),
            ("processatgard", Planprocess.atgarder.through, "planprocess", hela, "atgard_id", "atgard__rubrik", oppen),
            ("delrisk", Delrisk, "risk", {r.risk_id for r in rader_}, "ordning", "text", {}),
        )
    ]  # fmt: skip
    delar.append(fjol.order_by().values_list(Value("fjol"), Value(0), "pk", "lage"))
    svar: dict[tuple[str, int], list[str]] = {}
    for slag, agare, _, text in sorted(delar[0].union(*delar[1:], all=True)):
        svar.setdefault((slag, agare), []).append(text)
    return svar


def _uppfoljning(
    rader_: list[Planrad], processer: list[Planprocess], tillhor: dict[tuple[str, int], list[str]], ar: int
) -> Tabell:
    """A line per risk; what is tied to a process stands on its first line, also when it has no risk."""
    per_process: dict[int | None, list[Planrad]] = {}
    for r in rader_:
        per_process.setdefault(r.planprocess_id, []).append(r)
    tabellrader: list[tuple[Cell, ...]] = []
    for p in processer:
        kontroller, atgarder = tillhor.get(("processkontroll", p.pk), []), tillhor.get(("processatgard", p.pk), [])
        rader_i = per_process.get(p.pk, [])
        for nr, r in enumerate(rader_i):
            tabellrader.append(_rad(r, str(p.process), tillhor, *((kontroller, atgarder) if nr == 0 else ([], []))))
        if not rader_i and (kontroller or atgarder):
            delar = (Cell("; ".join(kontroller) or "–"), Cell("; ".join(atgarder) or "–"))
            ingen = Cell("Ingen risk i planen")
            tabellrader.append((Cell(str(p.process)), ingen, Cell(p.plan.enhet.namn), *delar, Cell("–")))
    tabellrader += [_rad(r, "Hela verksamheten", tillhor, [], []) for r in per_process.get(None, [])]
    return Tabell(
        "Uppföljning av årets risker",
        f"Kvalitetsplanen {ar}",
        (
            Kolumn("Process", bredd=15),
            Kolumn("Risk", bredd=20),
            Kolumn("Enhet", bredd=10),
            Kolumn("Egenkontroll", bredd=20),
            Kolumn("Åtgärd", bredd=20),
            Kolumn("Läge", bredd=15),
        ),
        tuple(tabellrader),
        liggande=True,
        radrubrik=1,
    )


def _rad(
    r: Planrad,
    process: str,
    tillhor: dict[tuple[str, int], list[str]],
    processens_kontroller: list[str],
    processens_atgarder: list[str],
) -> tuple[Cell, ...]:
    kontroller = [*processens_kontroller, *tillhor.get(("kontroll", r.pk), [])]
    atgarder = [*processens_atgarder, *tillhor.get(("atgard", r.pk), [])]
    return (
        Cell(process),
        Cell(r.risk.text, under="; ".join(tillhor.get(("delrisk", r.risk_id), []))),
        Cell(r.enhet.namn),
        Cell("; ".join(dict.fromkeys(kontroller)) or "–"),
        Cell("; ".join(dict.fromkeys(atgarder)) or "–"),
        Cell(r.get_lage_display().capitalize(), lage=r.lage, under=r.lage_kommentar)
        if r.lage
        else Cell("Inte bedömd", lage="ej_matt"),
    )

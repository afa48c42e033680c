"""Risks before next year: which the year's plans follow, how high they are judged, and what is not remedied."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kvalitet.datum import ar_som_period, inom
from kvalitet.models import Anvandare
from kvalitet.tabell import Cell, Kolumn, Tabell
from rapporter.underlag.bas import Figur, Underlag
from rapporter.underlag.grupper import arstabell, per_grupp, rakningsdag
from rapporter.underlag.kalla import Kalla
from rapporter.underlag.rader import Rakning
from risker.forms_planer import for_vilket_ar
from risker.models import Kvalitetsplan, Niva, Planrad, Risk, Riskbedomning, Skalsteg
from risker.rorelse import LAGEN, NER, ORD, UPP, Riskplats, matris, riktning

NYCKEL = "risk"
NYCKELTAL = (f"{NYCKEL}.antal", f"{NYCKEL}.over", f"{NYCKEL}.kvar")
DEFINITION = (
    "Risker i årets fastställda kvalitetsplaner för enheten och enheterna under den, och risker som uppmärksammats "
    "under året. En risk räknas en gång också när flera grupper följer den. Värdet är årets senaste bedömning."
)
# From worst to best: how a risk that several groups follow is said to have ended.
LAGESORDNING = (Planrad.Lage.OKAT, Planrad.Lage.KVARSTAR, "", Planrad.Lage.MINSKAT, Planrad.Lage.AVHJALPT)
OBEDOMD = "ej"
NIVAER = (*((n.value, str(n.label).capitalize()) for n in reversed(Niva)), (OBEDOMD, "Inte bedömd"))
FLEST_I_TABELLEN = 10


@dataclass
class Lage:
    """A risk in one year: how it stands in the plans, its last assessment and the one the year before ended with."""

    risk: Risk
    enhet: str
    ar: int
    lagen: list[str] = field(default_factory=list)
    plan_ar: set[int] = field(default_factory=set)
    nu: Riskbedomning | None = None
    da: Riskbedomning | None = None

    @property
    def lage(self) -> str:
        return next((str(lage) for lage in LAGESORDNING if lage in self.lagen), "")

    @property
    def kvar(self) -> bool:
        """Not remedied: what next year's plan is to take over."""
        return self.lage != Planrad.Lage.AVHJALPT

    @property
    def rorelse(self) -> str:
        """Against the last assessment of the year before on the same scale; "" where there is nothing to compare."""
        if self.nu is None or self.da is None or self.nu.skala_id != self.da.skala_id:
            return ""
        return riktning(self.da.varde, self.nu.varde)

    @property
    def alder(self) -> int:
        """Which year in the plans this is."""
        return max(1, sum(1 for ar in self.plan_ar if ar <= self.ar))


def grund(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[Lage]:
    """The risks in force in the year and the one before, as they stood when the figures were taken. Two queries."""
    ids, dag = sorted(enhet_ids), rakningsdag(ar, uttag)
    antagna = {
        "plan__enhet_id__in": ids,
        "plan__status__in": Kvalitetsplan.ANTAGNA,
        "plan__faststalld_vid__lte": uttag,
    }
    i_plan = Exists(Planrad.objects.filter(risk=OuterRef("pk"), plan__ar__in=[ar, ar - 1], **antagna))
    fran, till = ar_som_period(ar - 1)[0], ar_som_period(ar)[1]
    uppkom = Q(enhet_id__in=ids, uppkommen__lte=dag) & inom("uppkommen", fran, till)
    falt = ("planrader__plan__ar", "planrader__lage", "planrader__plan__status", "planrader__plan__faststalld_vid",
            "planrader__plan__enhet_id")  # fmt: skip
    fraga = Risk.objects.filter(Q(i_plan) | uppkom).order_by("sortering", "pk", "planrader__pk")
    lagen: dict[tuple[int, int], Lage] = {}
    plan_ar: dict[int, set[int]] = defaultdict(set)
    for pk, text, sortering, enhet, uppkommen, p_ar, lage, status, vid, p_enhet in fraga.values_list(
        "pk", "text", "sortering", "enhet__namn", "uppkommen", *falt
    ):
        risk = Risk(pk=pk, text=text, sortering=sortering)
        if uppkommen and uppkommen.year in (ar, ar - 1) and uppkommen <= dag:
            lagen.setdefault((pk, uppkommen.year), Lage(risk, enhet, uppkommen.year))
        if p_ar is None or status not in Kvalitetsplan.ANTAGNA or vid > uttag or p_enhet not in ids:
            continue
        plan_ar[pk].add(p_ar)
        if p_ar in (ar, ar - 1):
            lagen.setdefault((pk, p_ar), Lage(risk, enhet, p_ar)).lagen.append(lage)
    bedomningar = Riskbedomning.objects.gallande().filter(risk__in={pk for pk, _ in lagen}, datum__lte=dag)
    for bedomning in bedomningar.select_related("skala"):
        for ar_ in (ar, ar - 1):
            if (post := lagen.get((bedomning.risk_id, ar_))) is None:
                continue
            if bedomning.datum < date(ar_, 1, 1):
                post.da = post.nu = bedomning
            elif bedomning.datum < date(ar_ + 1, 1, 1):
                post.nu = bedomning
    for (pk, _), post in lagen.items():
        post.plan_ar = plan_ar[pk]
    return list(lagen.values())


def _rader(lagen: Iterable[Lage]) -> list[dict[str, Any]]:
    return [
        {
            "id": post.risk.pk,
            "nummer": str(post.risk.pk),
            "ar": post.ar,
            "bedomd": post.nu is not None,
            "varde": post.nu.varde if post.nu else None,
            "niva": post.nu.niva if post.nu else OBEDOMD,
            "over": post.nu is not None and post.nu.over_gransen,
            "rorelse": post.rorelse,
            "lage": post.lage,
            "kvar": post.kvar,
            "ny": post.alder == 1,
        }
        for post in lagen
    ]


def rader(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """Every risk of the year and the year before as key, value and grouping keys."""
    return _rader(grund(enhet_ids, ar, uttag))


def synliga(ids: Iterable[int], anvandare: Anvandare) -> QuerySet[Risk]:
    """Those of the risks that the person may see."""
    fraga = Risk.objects.synliga_for(anvandare).filter(pk__in=list(ids))
    return fraga.select_related("enhet", "process").order_by("-varde", "sortering", "pk")


def risk(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """How many risks are followed and how high they are, the matrix, and what lives on to next year's plan."""
    lagen = grund(enhet_ids, ar, uttag)
    r = Rakning(NYCKEL, ar, _rader(lagen), lank, publicerat)
    for namn, etikett, villkor in (
        ("antal", "Risker som följs", {}),
        ("bedomda", "Bedömda risker", {"bedomd": True}),
        ("obedomda", "Risker som inte är bedömda", {"bedomd": False}),
        ("over", "Risker vid eller över åtgärdsgränsen", {"over": True}),
        ("okade", "Risker som bedöms högre än året före", {"rorelse": UPP}),
        ("minskade", "Risker som bedöms lägre än året före", {"rorelse": NER}),
        ("kvar", "Risker som inte är avhjälpta", {"kvar": True}),
        ("nya", "Risker som är nya för året", {"ny": True}),
    ):
        r.lagg_till(namn, etikett, DEFINITION if not villkor else f"{etikett}. {DEFINITION}", villkor)
    arets = sorted(
        (post for post in lagen if post.ar == ar),
        key=lambda post: (-(post.nu.varde if post.nu else 0), post.risk.sortering, post.risk.pk),
    )
    tabeller = (_nivaer(r), *_hogsta(arets, ar), *_till_nasta_ar(arets, ar)) if arets else ()
    return Underlag(
        NYCKEL, "Risker inför nästa år", DEFINITION, uttag, tuple(r.tal.values()), tabeller, _matris(arets, ar),
        tuple(_forbehall(arets, ar)),
    )  # fmt: skip


def _nivaer(r: Rakning) -> Tabell:
    par = per_grupp(r, "niva", NIVAER, "niva", "Risker på nivån", DEFINITION)
    return arstabell(
        "Riskernas nivå",
        f"Risker som följs. n = {len(r.valda(r.ar, {}))}",
        ("Nivå", str(r.ar), str(r.ar - 1)),
        [(Cell(namn), *celler) for (_, namn), celler in zip(NIVAER, par, strict=True)],
    )


def _varde(bedomning: Riskbedomning | None) -> Cell:
    if bedomning is None:
        return Cell("–", tal=True)
    under = f"{bedomning.sannolikhet} × {bedomning.allvar}"
    return Cell(str(bedomning.varde), varde=bedomning.varde, tal=True, under=under)


def _rorelse(post: Lage) -> Cell:
    return Cell(ORD[post.rorelse].capitalize(), lage=LAGEN[post.rorelse]) if post.rorelse else Cell("–")


def _hogsta(arets: list[Lage], ar: int) -> tuple[Tabell, ...]:
    bedomda = [post for post in arets if post.nu]
    if not bedomda:
        return ()
    return (
        Tabell(
            "De högsta riskerna",
            f"Årets senaste bedömning {ar}. {min(len(bedomda), FLEST_I_TABELLEN)} av {len(bedomda)} bedömda risker",
            (
                Kolumn("Risk", bredd=40),
                Kolumn("Enhet", bredd=20),
                Kolumn("Före", tal=True, bredd=10),
                Kolumn("Nu", tal=True, bredd=10),
                Kolumn("Bedömningen har", bredd=20),
            ),
            tuple(
                (Cell(post.risk.text), Cell(post.enhet), _varde(post.da), _varde(post.nu), _rorelse(post))
                for post in bedomda[:FLEST_I_TABELLEN]
            ),
            anm="Riskvärdet är sannolikhet gånger allvarlighetsgrad. Före: den sista bedömningen före året.",
        ),
    )


def _till_nasta_ar(arets: list[Lage], ar: int) -> tuple[Tabell, ...]:
    kvar = sorted((post for post in arets if post.kvar), key=lambda p: (-p.alder, p.risk.sortering, p.risk.pk))
    if not kvar:
        return ()

    def lage(post: Lage) -> Cell:
        if not post.lage:
            return Cell("Inte bedömt", lage="ej_matt")
        return Cell(Planrad.Lage(post.lage).label.capitalize(), lage=post.lage)

    return (
        Tabell(
            f"Föreslås till planen {ar + 1}",
            f"Risker som inte är avhjälpta. n = {len(kvar)}",
            (
                Kolumn("Risk", bredd=45),
                Kolumn("Enhet", bredd=20),
                Kolumn("Läge vid årets slut", bredd=15),
                Kolumn("Följs då", bredd=20),
            ),
            tuple(
                (
                    Cell(post.risk.text),
                    Cell(post.enhet),
                    lage(post),
                    Cell(for_vilket_ar(post.alder + bool(post.plan_ar))),
                )
                for post in kvar
            ),
        ),
    )


def _matris(arets: list[Lage], ar: int) -> tuple[Figur, ...]:
    """The matrix of those assessed on the scale that was used last. One query for the scale's steps."""
    bedomda = [post for post in arets if post.nu]
    if not bedomda:
        return ()
    skala = max((post.nu.skala for post in bedomda if post.nu), key=lambda s: s.version)
    skala.stegen = {axel: {} for axel in Skalsteg.Axel.values}
    for steg in Skalsteg.objects.filter(skala=skala):
        skala.stegen[steg.axel][steg.varde] = steg
    platser = [
        Riskplats(f"R{nr}", post.risk, post.nu, post.da if post.da and post.da.skala_id == skala.pk else None)
        for nr, post in enumerate((p for p in bedomda if p.nu and p.nu.skala_id == skala.pk), start=1)
        if post.nu
    ]
    return (matris("risk-matris", ar, skala, platser, lankar=False),)


def _forbehall(arets: list[Lage], ar: int) -> list[str]:
    if not arets:
        return [f"Ingen risk följs i en fastställd kvalitetsplan för {ar}."]
    obedomda = sum(1 for post in arets if post.nu is None)
    if not obedomda:
        return []
    return [f"{obedomda} av {len(arets)} risker är inte bedömda med sannolikhet och allvarlighetsgrad."]


KALLA = Kalla(NYCKEL, "Risker inför nästa år", "risker", Risk, risk, rader, synliga, nyckeltal=NYCKELTAL)

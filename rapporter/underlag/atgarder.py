"""The year's actions: how far they came, whether their effect was followed up, and what it was."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery, Value

from kvalitet.datum import lokal
from kvalitet.diagram import STAPLAR
from kvalitet.forms_register import atgardskallor
from kvalitet.models import Anvandare, Atgard
from rapporter.underlag.bas import Cell, Figur, Kolumn, Punkt, Tabell, Underlag
from rapporter.underlag.grupper import arstabell, rakningsdag
from rapporter.underlag.kalla import Kalla
from rapporter.underlag.rader import Rakning

NYCKEL = "atgarder"
GENOMFORD, FORSENAD, PAGAR, AVBRUTEN = "genomford", "forsenad", "pagar", "avbruten"
EJ_UPPFOLJD = "ej_uppfoljd"
FLEST = 40  # lines in the table of actions whose effect was not reached
Effekt = Atgard.Effekt
DEFINITION = (
    "Åtgärder för enheten och enheterna under den som genomfördes eller avbröts under året, eller som inte var klara "
    "vid årets slut. Medan året pågår gäller läget dagen för uttaget. Åtgärder som är skyddade på grund av ärendet de "
    "kommer ur räknas inte."
)
# name, label, definition, state
LAGEN = (
    ("genomforda", "Genomförda", "Åtgärder som genomfördes under året.", GENOMFORD),
    ("forsenade", "Försenade", "Åtgärder som skulle ha varit klara men inte var genomförda vid årets slut.", FORSENAD),
    ("pagaende", "Pågående", "Åtgärder som fanns men inte var genomförda vid årets slut, och inte försenade.", PAGAR),
    ("avbrutna", "Avbrutna", "Åtgärder som avbröts under året.", AVBRUTEN),
)
EFFEKTER = (
    ("effekt_nadd", "Effekten nådd", Effekt.NADD.value),
    ("effekt_delvis", "Effekten delvis nådd", Effekt.DELVIS.value),
    ("effekt_ej_nadd", "Effekten inte nådd", Effekt.EJ_NADD.value),
    ("effekt_ej_tillamplig", "Effekten går inte att följa upp", Effekt.EJ_TILLAMPLIG.value),
    ("effekt_ej_uppfoljd", "Effekten ännu inte uppföljd", EJ_UPPFOLJD),
)
NYCKELTAL = tuple(
    f"{NYCKEL}.{namn}"
    for namn in ("genomforda", "forsenade", "pagaende", "effekt_nadd", "effekt_ej_nadd", "andel_uppfoljd")
)


def grund(enhet_ids: Iterable[int]) -> list[Any]:
    """Open actions of the units, each with when it was registered and, if so, called off. One query."""
    historik = Atgard.history.model.objects.filter(id=OuterRef("pk")).order_by()  # type: ignore[attr-defined]
    forst = historik.values("id").annotate(tid=Min("history_date")).values("tid")
    avbruten = historik.filter(status=Atgard.Status.AVBRUTEN).order_by("-history_date").values("history_date")[:1]
    return list(
        Atgard.objects.filter(enhet_id__in=sorted(enhet_ids), skyddad=False)
        .select_related("enhet")
        .annotate(registrerad=Subquery(forst), avbruten_vid=Subquery(avbruten))
        .order_by("forfaller", "pk")
    )


def lage(atgard: Any, ar: int, uttag: datetime) -> str:
    """Where an action stood in the year: genomford, forsenad, pagar or avbruten; "" when it does not belong there."""
    dag, forsta = rakningsdag(ar, uttag), date(ar, 1, 1)
    if dag < forsta:
        return ""
    if atgard.genomford and atgard.genomford <= dag:
        return GENOMFORD if atgard.genomford >= forsta else ""
    if atgard.status == Atgard.Status.AVBRUTEN and atgard.avbruten_vid:
        slut = lokal(atgard.avbruten_vid).date()
        if slut <= dag:
            return AVBRUTEN if slut >= forsta else ""
    if atgard.senast and atgard.senast < min(lokal(uttag).date(), date(ar + 1, 1, 1)):
        return FORSENAD
    fanns = (lokal(atgard.registrerad).date() if atgard.registrerad else None, atgard.senast)
    return PAGAR if any(d is not None and d <= dag for d in fanns) else ""


def effekt(atgard: Any, uttag: datetime) -> str:
    """What the follow-up showed, as known when the figures were taken."""
    uppfoljd = atgard.status == Atgard.Status.EFFEKT_UPPFOLJD and atgard.effekt
    senare = atgard.effekt_datum and atgard.effekt_datum > lokal(uttag).date()
    return atgard.effekt if uppfoljd and not senare else EJ_UPPFOLJD


def _skulle_foljts_upp(atgard: Any, ar: int, uttag: datetime) -> bool:
    """Whether the day planned for the follow-up had passed."""
    return atgard.effekt_planerad is not None and atgard.effekt_planerad < rakningsdag(ar, uttag)


def kallor_till(ids: Iterable[int]) -> dict[int, list[str]]:
    """Action → the kinds of records it comes from. One query."""
    nycklar = list(ids)
    fragor: list[QuerySet[Any, Any]] = [
        lankar.objects.filter(atgard__in=nycklar).order_by().values_list("atgard_id", Value(slag))
        for slag, (_, lankar) in atgardskallor().items()
    ]
    svar: dict[int, list[str]] = defaultdict(list)
    for atgard, slag in sorted(set(fragor[0].union(*fragor[1:]))):
        svar[atgard].append(slag)
    return svar


def _rader(atgarder: Iterable[Any], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    med_lage = [(a, ar_, slag) for a in atgarder for ar_ in (ar, ar - 1) if (slag := lage(a, ar_, uttag))]
    kallor = kallor_till({a.pk for a, _, _ in med_lage})
    return [
        {
            "id": a.pk,
            "nummer": str(a.pk),
            "ar": ar_,
            "enhet": a.enhet_id,
            "lage": laget,
            "slag": a.slag,
            "effekt": effekt(a, uttag) if laget == GENOMFORD else "",
            "uppfoljd": laget == GENOMFORD and effekt(a, uttag) != EJ_UPPFOLJD,
            "effekt_sen": laget == GENOMFORD and effekt(a, uttag) == EJ_UPPFOLJD and _skulle_foljts_upp(a, ar_, uttag),
            "kalla": kallor.get(a.pk, []) or ["ingen"],
        }
        for a, ar_, laget in med_lage
    ]


def rader(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """Every action of the year and the year before as key, number and grouping keys."""
    return _rader(grund(enhet_ids), ar, uttag)


def synliga(ids: Iterable[int], anvandare: Anvandare) -> QuerySet[Atgard]:
    """Those of the actions that the person may see."""
    fraga = Atgard.objects.synliga_for(anvandare).filter(pk__in=list(ids))
    return fraga.select_related("enhet").order_by("forfaller", "pk")


def atgarder(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """Actions by state, effect, kind and origin, and those whose effect was not reached."""
    alla = grund(enhet_ids)
    r = Rakning(NYCKEL, ar, _rader(alla, ar, uttag), lank, publicerat)
    alla_ar = r.lagg_till("antal", "Åtgärder", DEFINITION, {})
    per_lage = [(e, r.lagg_till(namn, e, d, {"lage": slag})) for namn, e, d, slag in LAGEN]
    per_effekt = [
        (e, r.lagg_till(namn, e, f"Genomförda under året: {e.lower()}.", {"lage": GENOMFORD, "effekt": slag}))
        for namn, e, slag in EFFEKTER
    ]
    andel = r.lagg_till(
        "andel_uppfoljd",
        "Andel med uppföljd effekt",
        "Andel av årets genomförda åtgärder vars effekt är uppföljd, också när den inte gick att följa upp.",
        {"lage": GENOMFORD},
        raknas="andel:uppfoljd",
        enhet="%",
    )
    r.lagg_till(
        "effekt_forsenad",
        "Effektuppföljning försenad",
        "Genomförda under året vars effekt skulle ha följts upp före årets slut men inte är uppföljd.",
        {"effekt_sen": True},
    )
    gjorda = r.tal["atgarder.genomforda"].varde
    arens = (str(ar), str(ar - 1))
    tabeller: list[Tabell] = []
    if r.rader:
        tabeller = [
            arstabell(
                "Åtgärder efter läge",
                f"Åtgärder {ar} och {ar - 1}. n = {r.tal['atgarder.antal'].varde}",
                ("Läge", *arens),
                [(Cell(e), *par) for e, par in per_lage],
                fot=(Cell("Summa"), *alla_ar),
            ),
            arstabell(
                "Effekt av årets genomförda åtgärder",
                f"Åtgärder genomförda {ar} och {ar - 1}. n = {gjorda}",
                ("Effekt", *arens),
                [*((Cell(e), *par) for e, par in per_effekt), (Cell("Andel med uppföljd effekt"), *andel)],
            ),
            _korstabell(r, "slag", "Slag av åtgärd", [(s.value, str(s.label).capitalize()) for s in Atgard.Slag]),
            _korstabell(r, "kalla", "Kommer från", _kallnamn(), "En åtgärd som kommer från flera räknas på varje rad."),
        ]
        tabeller += _ej_nadda(r, alla)
    figur = (
        Figur(
            "figur-atgarder",
            STAPLAR,
            f"Effekten är uppföljd för {sum(1 for rad in r.valda(ar, {'uppfoljd': True}))} av {gjorda} åtgärder",
            f"Årets genomförda åtgärder efter effekt. n = {gjorda}",
            "Hur många av årets genomförda åtgärder som nått sin effekt, och hur många som inte är uppföljda.",
            arens,
            tuple(Punkt(e, par[0].varde, par[1].varde, par[0].lank) for e, par in per_effekt),  # type: ignore[arg-type]
            "Effekt",
        ),
    )
    return Underlag(
        NYCKEL,
        "Åtgärder och deras effekt",
        DEFINITION,
        uttag,
        tuple(r.tal.values()),
        tuple(tabeller),
        figur if gjorda else (),
        tuple(_forbehall(r, gjorda)),
    )


def _kallnamn() -> list[tuple[str, str]]:
    return [
        *((slag, namn[:1].upper() + namn[1:]) for slag, (namn, _) in atgardskallor().items()),
        ("ingen", "Fristående"),
    ]


def _korstabell(r: Rakning, falt: str, rubrik: str, grupper: list[tuple[str, str]], anm: str = "") -> Tabell:
    """The year's actions by group and state; groups without actions are left out."""
    arets = r.valda(r.ar, {})

    def finns(varde: str) -> bool:
        return any(varde in rad[falt] if isinstance(rad[falt], list) else rad[falt] == varde for rad in arets)

    rader_ = [
        (
            Cell(text),
            *(
                r.lagg_till(f"{falt}.{varde}_{namn}", f"{text}, {e.lower()}", d, {falt: varde, "lage": laget})[0]
                for namn, e, d, laget in LAGEN
            ),
        )
        for varde, text in grupper
        if finns(varde)
    ]
    return arstabell(
        rubrik, f"Åtgärder {r.ar}. n = {len(arets)}", (rubrik, *(e for _, e, _, _ in LAGEN)), rader_, anm=anm
    )


def _ej_nadda(r: Rakning, alla: Iterable[Any]) -> list[Tabell]:
    """The actions that did not reach their effect, or only part of it, with how one knows."""
    ej = {
        rad["id"]: rad["effekt"]
        for rad in r.valda(r.ar, {"lage": GENOMFORD, "effekt": [Effekt.EJ_NADD.value, Effekt.DELVIS.value]})
    }
    if not ej:
        return []
    rader_ = [
        (
            Cell(a.rubrik),
            Cell(a.enhet.namn),
            Cell(a.genomford.isoformat(), varde=a.genomford),
            Cell("Inte nådd" if ej[a.pk] == Effekt.EJ_NADD else "Delvis nådd", under=a.effekt_motivering),
        )
        for a in alla
        if a.pk in ej
    ]
    return [
        Tabell(
            "Åtgärder som inte gav hela effekten",
            f"Åtgärder genomförda {r.ar}. n = {len(ej)}",
            (
                Kolumn("Åtgärd", bredd=40),
                Kolumn("Enhet", bredd=15),
                Kolumn("Genomförd", bredd=15),
                Kolumn("Effekt", bredd=30),
            ),
            tuple(rader_[:FLEST]),
            anm=f"Här står de {FLEST} första." if len(rader_) > FLEST else "",
        )
    ]


def _forbehall(r: Rakning, gjorda: Any) -> list[str]:
    if not r.valda(r.ar, {}):
        return [f"Det finns inga åtgärder för {r.ar}."]
    if not gjorda:
        return ["Ingen åtgärd genomfördes under året, så det finns ingen effekt att följa upp."]
    ej = r.tal["atgarder.effekt_ej_uppfoljd"].varde
    sena = r.tal["atgarder.effekt_forsenad"].varde
    varav = f", varav {sena} skulle ha varit uppföljda" if sena else ""
    return [f"Effekten är ännu inte uppföljd för {ej} av {gjorda} genomförda åtgärder{varav}."] if ej else []


KALLA = Kalla(NYCKEL, "Åtgärder och deras effekt", "åtgärder", Atgard, atgarder, rader, synliga, nyckeltal=NYCKELTAL)

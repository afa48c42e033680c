"""Self-checks of the year: how many occasions were planned and done, what they showed against the targets."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from egenkontroller.models import Kontrolltillfalle
from kvalitet.datum import lokal
from kvalitet.diagram import Punkt, delstaplar
from kvalitet.models import Anvandare
from kvalitet.models.matt import EJ_MATT, EJ_NATT, NATT
from kvalitet.tabell import Cell, Kolumn, Tabell
from rapporter.underlag.bas import Figur, Underlag
from rapporter.underlag.grupper import Grupp, arstabell, grupper_i, per_grupp
from rapporter.underlag.kalla import Kalla
from rapporter.underlag.rader import Rakning

NYCKEL = "egenkontroll"
NYCKELTAL = (f"{NYCKEL}.planerade", f"{NYCKEL}.andel_genomforda", f"{NYCKEL}.natt")
DEFINITION = (
    "Tillfällen då en egenkontroll skulle göras i enheten och enheterna under den, räknade det år de hör till. Ett "
    "tillfälle räknas som planerat när dess period har börjat. Det är försenat när resultatet skulle ha funnits."
)
GENOMFORD, UTEBLIVEN, FORSENAD, ATERSTAR = "genomford", "utebliven", "forsenad", "aterstar"
UTFALLEN = ((NATT, "Nått"), (EJ_NATT, "Ej nått"), (EJ_MATT, "Ej mätt"))
FLEST_NAMNDA = 10


def grund(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[Kontrolltillfalle]:
    """Occasions of the year and the one before whose period had begun when the figures were taken. One query."""
    atgard = Kontrolltillfalle.atgarder.through.objects.filter(kontrolltillfalle=OuterRef("pk"))
    return list(
        Kontrolltillfalle.objects.filter(
            enhet_id__in=sorted(enhet_ids), ar__in=[ar, ar - 1], fran__lte=lokal(uttag).date()
        )
        .annotate(har_atgard=Exists(atgard))
        .select_related("egenkontroll", "enhet")
        .defer("analys", "slutsats", "resultat_text")
        .order_by("egenkontroll", "enhet", "fran", "pk")
    )


def _lage(t: Kontrolltillfalle, dag: date) -> str:
    """How the occasion stood on the day."""
    if t.status == Kontrolltillfalle.Status.GENOMFORD and t.genomford_dag and t.genomford_dag <= dag:
        return GENOMFORD
    if t.status == Kontrolltillfalle.Status.UTEBLIVEN:
        return UTEBLIVEN
    return FORSENAD if t.forfaller < dag else ATERSTAR


def _rader(tillfallen: Iterable[Kontrolltillfalle], uttag: datetime) -> list[dict[str, Any]]:
    dag = lokal(uttag).date()
    rader_ = []
    for t in tillfallen:
        lage = _lage(t, dag)
        gjord = lage == GENOMFORD
        utfall = "" if t.egenkontroll.mal_tal is None else t.utfall if gjord else EJ_MATT
        taljare, namnare, antal = (
            None if tal is None or not gjord else str(tal) for tal in (t.taljare, t.namnare, t.antal)
        )
        rader_.append(
            {
                "id": t.pk,
                "nummer": t.periodnamn,
                "ar": t.ar,
                "enhet": t.enhet_id,
                "kontroll": t.egenkontroll_id,
                "lage": lage,
                "genomford": gjord,
                "avgjord": lage != ATERSTAR,
                "utfall": utfall if lage != ATERSTAR else "",
                "nadd": utfall == NATT,
                "atgard": t.har_atgard,  # type: ignore[attr-defined]
                "taljare": taljare,
                "namnare": namnare,
                "antal": antal,
            }
        )
    return rader_


def rader(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """Every occasion of the year and the year before as key, period, numbers and grouping keys."""
    return _rader(grund(enhet_ids, ar, uttag), uttag)


def synliga(ids: Iterable[int], anvandare: Anvandare) -> QuerySet[Kontrolltillfalle]:
    """Those of the occasions that the person may see."""
    fraga = Kontrolltillfalle.objects.synliga_for(anvandare).filter(pk__in=list(ids))
    return fraga.select_related("egenkontroll", "enhet").order_by("egenkontroll", "fran", "pk")


def egenkontroll(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """How many occasions were done, per unit and per check, and how the results stand against the targets."""
    tillfallen = grund(enhet_ids, ar, uttag)
    r = Rakning(NYCKEL, ar, _rader(tillfallen, uttag), lank, publicerat)
    r.lagg_till("planerade", "Planerade tillfällen", DEFINITION, {})
    for lage, namn in ((GENOMFORD, "Genomförda"), (UTEBLIVEN, "Uteblivna"), (FORSENAD, "Försenade")):
        rot = {GENOMFORD: "genomforda", UTEBLIVEN: "uteblivna", FORSENAD: "forsenade"}[lage]
        r.lagg_till(rot, f"{namn} tillfällen", f"{namn} av årets tillfällen.", {"lage": lage})
    r.lagg_till(
        "andel_genomforda", "Andel genomförda", "Genomförda av dem som genomförts, uteblivit eller är försenade.",
        {"avgjord": True}, raknas="andel:genomford", enhet="%",
    )  # fmt: skip
    for utfall, namn in UTFALLEN:
        r.lagg_till(utfall, f"Målet {namn.lower()}", _om_utfall(namn), {"utfall": utfall})
    r.lagg_till(
        "utan_atgard", "Under målet utan åtgärd", "Tillfällen där målet inte är nått och ingen åtgärd är kopplad.",
        {"utfall": EJ_NATT, "atgard": False},
    )  # fmt: skip
    grupper = grupper_i([{"enhet": t.enhet_id, "namn": t.enhet.namn} for t in tillfallen], "enhet", "namn", "")
    # Tables and chart register figures of their own, so they are made before the figures are gathered.
    tabeller = (_per_enhet(r, grupper), *_per_kontroll(r, tillfallen)) if r.valda(ar, {}) else ()
    figurer = _figurer(r, grupper)
    return Underlag(
        NYCKEL, "Egenkontroller", DEFINITION, uttag, tuple(r.tal.values()), tabeller, figurer,
        tuple(_forbehall(r, tillfallen)),
    )  # fmt: skip


def _om_utfall(namn: str) -> str:
    return f"Tillfällen för egenkontroller med mål i tal. Målet: {namn.lower()}. Det som inte gjorts är inte mätt."


def _per_enhet(r: Rakning, grupper: list[Grupp]) -> Tabell:
    def kolumn(rot: str, etikett: str, **mer: Any) -> list[Cell]:
        return [par[0] for par in per_grupp(r, f"{rot}_enhet", grupper, "enhet", etikett, DEFINITION, **mer)]

    kolumner = [
        kolumn("planerade", "Planerade"),
        kolumn("genomforda", "Genomförda", villkor={"lage": GENOMFORD}),
        kolumn("uteblivna", "Uteblivna", villkor={"lage": UTEBLIVEN}),
        kolumn("forsenade", "Försenade", villkor={"lage": FORSENAD}),
        kolumn("andel", "Andel genomförda", villkor={"avgjord": True}, raknas="andel:genomford", enhet="%"),
    ]
    return arstabell(
        "Genomförda egenkontroller per enhet",
        f"Tillfällen {r.ar}. n = {len(r.valda(r.ar, {}))}",
        ("Enhet", "Planerade", "Genomförda", "Uteblivna", "Försenade", "Andel genomförda"),
        [(Cell(namn), *celler) for (_, namn), *celler in zip(grupper, *kolumner, strict=True)],
        anm="Andelen räknas på det som genomförts, uteblivit eller är försenat. – betyder att inget sådant finns.",
    )


def _per_kontroll(r: Rakning, tillfallen: list[Kontrolltillfalle]) -> tuple[Tabell, ...]:
    """Each check with what it showed over the year; checks in words only stand in no table."""
    kontroller = {t.egenkontroll_id: t.egenkontroll for t in tillfallen if t.ar == r.ar}
    rader_ = []
    for pk, kontroll in kontroller.items():
        gjorda = r.valda(r.ar, {"kontroll": pk, "genomford": True})
        andel = any(rad["namnare"] is not None for rad in gjorda)
        if not andel and all(rad["antal"] is None for rad in gjorda):
            continue
        nu, fjol = r.lagg_till(
            f"resultat.{pk}", f"Resultat: {kontroll.text}", _om_resultat(kontroll.taljare, kontroll.namnare, andel),
            {"kontroll": pk, "genomford": True}, raknas="kvot:taljare/namnare" if andel else "summa:antal",
            enhet="%" if andel else "",
        )  # fmt: skip
        n = r.lagg_till(
            f"underlag.{pk}", f"Antal som resultatet bygger på: {kontroll.text}", "Summan av tillfällenas nämnare.",
            {"kontroll": pk, "genomford": True}, raknas="summa:namnare",
        )[0] if andel else Cell("–", tal=True)  # fmt: skip
        nadda = r.lagg_till(
            f"nadda.{pk}", f"Tillfällen som når målet: {kontroll.text}", _om_utfall("nått"),
            {"kontroll": pk, "utfall": NATT},
        )[0]  # fmt: skip
        nadda_av = Cell("–", tal=True)
        if kontroll.mal_tal is not None:
            nadda_av = Cell(f"{nadda.text} av {len(gjorda)}", nadda.lank, nadda.varde, tal=True)
        if not r.valda(r.ar - 1, {"kontroll": pk, "genomford": True}):
            fjol = Cell("–", tal=True)
        rader_.append((Cell(kontroll.text), nu, n, Cell(kontroll.mal_visat or "–"), nadda_av, fjol))
    if not rader_:
        return ()
    kolumner = (
        Kolumn("Egenkontroll", bredd=40),
        Kolumn("Resultat", tal=True),
        Kolumn("n", tal=True),
        Kolumn("Mål"),
        Kolumn("Når målet", tal=True),
        Kolumn(f"Resultat {r.ar - 1}", tal=True),
    )
    anm = (
        "En andel är räknad på årets alla tillfällen tillsammans. Ett antal är summan av tillfällena. "
        "– betyder att det inte finns något värde."
    )
    return (Tabell("Vad egenkontrollerna visade", f"Genomförda tillfällen {r.ar}", kolumner, tuple(rader_), anm=anm),)


def _om_resultat(taljare: str, namnare: str, andel: bool) -> str:
    if andel and taljare:
        return f"{taljare[:1].upper()}{taljare[1:]}, av {namnare}."
    return "Summan av täljarna i procent av summan av nämnarna." if andel else "Summan av tillfällenas antal."


def _figurer(r: Rakning, grupper: list[Grupp]) -> tuple[Figur, ...]:
    """Reached, not reached and not measured, a bar for each unit that has targets."""
    antal = {utfall: len(r.valda(r.ar, {"utfall": utfall})) for utfall, _ in UTFALLEN}
    if not antal[NATT] + antal[EJ_NATT]:
        return ()
    med_mal = {rad["enhet"] for rad in r.valda(r.ar, {}) if rad["utfall"]}
    grupper = [grupp for grupp in grupper if grupp[0] in med_mal]
    delar = [
        [
            par[0]
            for par in per_grupp(
                r, f"{utfall}_enhet", grupper, "enhet", f"Målet {namn.lower()}", _om_utfall(namn),
                villkor={"utfall": utfall},
            )
        ]
        for utfall, namn in UTFALLEN
    ]  # fmt: skip
    punkter = [
        Punkt(namn, delar=tuple(c.varde for c in celler), dellankar=tuple(c.lank for c in celler))  # type: ignore[misc]
        for (_, namn), *celler in zip(grupper, *delar, strict=True)
    ]
    return (
        delstaplar(
            "egenkontroll-utfall",
            f"{antal[NATT]} av {antal[NATT] + antal[EJ_NATT]} mätta resultat når målet",
            f"Tillfällen med mål i tal {r.ar}. n = {sum(antal.values())}",
            "Ej mätt: kontrollen uteblev, är försenad eller hade ingen att räkna på.",
            delar=[namn for _, namn in UTFALLEN],
            punkter=punkter,
            axel="Enhet",
            toner=("full", "strimmig", "tom"),
        ),
    )


def _forbehall(r: Rakning, tillfallen: list[Kontrolltillfalle]) -> list[str]:
    if not r.valda(r.ar, {}):
        return [f"Inga egenkontroller var planerade för {r.ar}."]
    svar = []
    if aterstar := len(r.valda(r.ar, {"lage": ATERSTAR})):
        svar.append(f"{aterstar} av årets tillfällen var ännu inte klara att redovisa när siffrorna hämtades.")
    utan = {rad["id"] for rad in r.valda(r.ar, {"utfall": EJ_NATT, "atgard": False})}
    if utan:
        namn = [f"{t.egenkontroll} ({t.enhet}, {t.periodnamn})" for t in tillfallen if t.pk in utan]
        fler = f" och {len(namn) - FLEST_NAMNDA} till" if len(namn) > FLEST_NAMNDA else ""
        svar.append(f"Målet är inte nått och ingen åtgärd är kopplad: {'; '.join(namn[:FLEST_NAMNDA])}{fler}.")
    return svar


KALLA = Kalla(
    NYCKEL, "Egenkontroller", "tillfällen", Kontrolltillfalle, egenkontroll, rader, synliga, nyckeltal=NYCKELTAL
)

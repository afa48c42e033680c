"""Audits of providers: how many were begun, why, what they showed, and whether the faults are mended."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from granskningar.models import Atgardspunkt, Granskning, Iakttagelse
from granskningar.overgangar import Status
from kvalitet.datum import lokal
from kvalitet.models import Anvandare
from kvalitet.tabell import Cell, Kolumn, Tabell
from rapporter.underlag.bas import Underlag
from rapporter.underlag.grupper import Grupp, Par, arstabell, grupper_i, per_grupp
from rapporter.underlag.rader import Rakning, gruppnyckel

NYCKEL = "granskning"
NYCKELTAL = (f"{NYCKEL}.antal", f"{NYCKEL}.pakallade", f"{NYCKEL}.uppfyller_andel")
DEFINITION = (
    "Granskningar av utförare räknas det år de påbörjades. De som är del av en behovsanalys räknas för sig. Om de "
    "viktigaste kraven är uppfyllda anges bara för granskningar som var slutförda när siffrorna hämtades."
)
RAKNAS = {"paborjad": True, "behovsanalys": False}
BEDOMDA = {**RAKNAS, "bedomd": True}
FLEST_TEMAN = 10
FALT = (
    "pk", "rubrik", "dag", "status", "slag", "paborjad", "genomford", "uppfyller", "verksamhet__namn",
    "insatskategori_id", "insatskategori__namn",
)  # fmt: skip


def rader(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """A row per audit of the two years. `paborjad`, `slutford` and the points' counts are as of the extraction."""
    dag = lokal(uttag).date()
    fraga = Granskning.objects.filter(dag__gte=date(ar - 1, 1, 1), dag__lt=date(ar + 1, 1, 1)).order_by("dag", "pk")
    poster = [dict(zip(FALT, rad, strict=True)) for rad in fraga.values_list(*FALT)]
    teman: dict[int, dict[str, str]] = defaultdict(dict)
    brister = Iakttagelse.objects.filter(granskning__in=fraga.order_by()).exclude(
        Q(bedomning=Iakttagelse.Bedomning.UPPFYLLT) | Q(tema="")
    )
    for pk, tema in brister.order_by("granskning", "pk").values_list("granskning_id", "tema"):
        teman[pk].setdefault(gruppnyckel(tema), tema.strip().capitalize())
    klar = Q(klar__lte=dag)
    punkter = {
        pk: (klara, oppna, sena)
        for pk, klara, oppna, sena in Atgardspunkt.objects.filter(granskning__in=fraga.order_by())
        .order_by()
        .values_list("granskning_id")
        .annotate(
            klara=Count("pk", filter=klar),
            oppna=Count("pk", filter=Q(klar__isnull=True) | Q(klar__gt=dag)),
            sena=Count("pk", filter=(Q(klar__isnull=True) | Q(klar__gt=dag)) & Q(senast__lt=dag)),
        )
    }
    return [_rad(post, dag, teman[post["pk"]], *punkter.get(post["pk"], (0, 0, 0))) for post in poster]


def _rad(post: dict[str, Any], dag: date, teman: dict[str, str], klara: int, oppna: int, sena: int) -> dict[str, Any]:
    borjan, slut = post["paborjad"] or post["genomford"], post["genomford"]
    paborjad = post["status"] not in (Status.PLANERAD, Status.INSTALLD) and borjan is not None and borjan <= dag
    slutford = paborjad and slut is not None and slut <= dag
    return {
        "id": post["pk"],
        "nummer": post["rubrik"],
        "ar": post["dag"].year,
        "paborjad": paborjad,
        "slutford": slutford,
        "bedomd": slutford and bool(post["uppfyller"]),
        "installd": post["status"] == Status.INSTALLD,
        "slag": post["slag"],
        "behovsanalys": post["slag"] == Granskning.Slag.BEHOVSANALYS,
        "uppfyller": post["uppfyller"] if slutford else "",
        "ja": slutford and post["uppfyller"] == Granskning.Uppfyller.JA,
        "verksamhet": post["verksamhet__namn"],
        "kategori": post["insatskategori_id"],
        "kategorinamn": post["insatskategori__namn"],
        "teman": list(teman),
        "temanamn": teman,
        "punkter_klara": klara,
        "punkter_oppna": oppna,
        "punkter_sena": sena,
    }


def synliga(ids: Iterable[int], anvandare: Anvandare) -> QuerySet[Granskning]:
    """Those of the audits that the person may see."""
    return (
        Granskning.objects.synliga_for(anvandare)
        .filter(pk__in=list(ids))
        .select_related("verksamhet__utforare", "insatskategori")
        .order_by("dag", "pk")
    )


def granskning(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """Counts by kind and service, the outcome of the finished ones, common themes, and how the action plans stand."""
    r = Rakning(NYCKEL, ar, rader(enhet_ids, ar, uttag), lank, publicerat)
    alla = r.lagg_till("antal", "Granskningar", "Granskningar som påbörjats under året.", RAKNAS)
    r.lagg_till(
        "pakallade", "Påkallade granskningar", "Påbörjade granskningar som föranletts av en signal.",
        {**RAKNAS, "slag": Granskning.Slag.PAKALLAD.value},
    )  # fmt: skip
    behov = r.lagg_till(
        "behovsanalys", "Granskningar i behovsanalys", "Påbörjade granskningar som är del av en behovsanalys.",
        {"paborjad": True, "behovsanalys": True},
    )  # fmt: skip
    r.lagg_till("slutforda", "Slutförda granskningar", "Slutförda av årets granskningar.", {**RAKNAS, "slutford": True})
    r.lagg_till(
        "uppfyller", "Uppfyller de viktigaste kraven", "Slutförda granskningar där de viktigaste kraven är uppfyllda.",
        {**BEDOMDA, "ja": True},
    )  # fmt: skip
    r.lagg_till(
        "uppfyller_andel", "Andel som uppfyller de viktigaste kraven",
        "Granskningar där de viktigaste kraven är uppfyllda, av de slutförda och bedömda.", BEDOMDA,
        raknas="andel:ja", enhet="%",
    )  # fmt: skip
    r.lagg_till(
        "installda",
        "Inställda granskningar",
        "Granskningar som planerats till året men ställts in.",
        {"installd": True},
    )
    punkter = _punkter(r)
    tabeller = [_slag(r, alla, behov), _kategorier(r, alla), *_utfall(r), *_teman(r), *punkter, *_lista(r)]
    return Underlag(
        NYCKEL, "Granskning av utförare", DEFINITION, uttag, tuple(r.tal.values()),
        tuple(tabeller) if r.rader else (), (), tuple(_forbehall(r)),
    )  # fmt: skip


def _slag(r: Rakning, alla: Par, behov: Par) -> Tabell:
    slag = [(s.value, str(s.label).capitalize()) for s in Granskning.Slag if s != Granskning.Slag.BEHOVSANALYS]
    antal = per_grupp(
        r, "slag", slag, "slag", "Granskningar", "Granskningar av slaget som påbörjats under året.", villkor=RAKNAS
    )
    return arstabell(
        "Granskningar efter slag",
        f"Påbörjade under {r.ar} och {r.ar - 1}. n = {alla[0].text}",
        ("Slag", str(r.ar), str(r.ar - 1)),
        [(Cell(namn), *par) for (_, namn), par in zip(slag, antal, strict=True)],
        fot=(Cell("Summa"), *alla),
        anm=f"Dessutom som del av en behovsanalys: {behov[0].text} år {r.ar}, {behov[1].text} år {r.ar - 1}.",
    )


def _kategorier(r: Rakning, alla: Par) -> Tabell:
    grupper = grupper_i(r.rader, "kategori", "kategorinamn", "Ingen insatskategori")
    antal = per_grupp(
        r, "kategori", grupper, "kategori", "Granskningar", "Påbörjade granskningar i insatskategorin.", villkor=RAKNAS
    )
    return arstabell(
        "Granskningar per insatskategori",
        f"Påbörjade under {r.ar} och {r.ar - 1}. n = {alla[0].text}",
        ("Insatskategori", str(r.ar), str(r.ar - 1)),
        [(Cell(namn), *par) for (_, namn), par in zip(grupper, antal, strict=True)],
        fot=(Cell("Summa"), *alla),
    )


def _utfall(r: Rakning) -> list[Tabell]:
    if not r.valda(r.ar, BEDOMDA) and not r.valda(r.ar - 1, BEDOMDA):
        return []
    utfall = [(u.value, str(u.label).capitalize()) for u in Granskning.Uppfyller]
    antal = per_grupp(
        r, "utfall", utfall, "uppfyller", "Granskningar", "Slutförda granskningar med det utfallet.", villkor=BEDOMDA
    )
    summa = r.lagg_till("utfall.summa", "Bedömda granskningar", "Slutförda granskningar med bedömning.", BEDOMDA)
    return [
        arstabell(
            "Om de viktigaste kraven är uppfyllda",
            f"Slutförda granskningar {r.ar} och {r.ar - 1}. n = {summa[0].text}",
            ("Utfall", str(r.ar), str(r.ar - 1)),
            [(Cell(namn), *par) for (_, namn), par in zip(utfall, antal, strict=True)],
            fot=(Cell("Summa"), *summa),
        )
    ]


def _teman(r: Rakning) -> list[Tabell]:
    arets = r.valda(r.ar, RAKNAS)
    antal = Counter(tema for rad in arets for tema in rad["teman"])
    if not antal:
        return []
    vanligast = sorted(antal, key=lambda tema: (-antal[tema], tema))[:FLEST_TEMAN]
    namn = {tema: n for rad in arets for tema, n in rad["temanamn"].items()}
    grupper: list[Grupp] = [(tema, namn[tema]) for tema in vanligast]
    celler = per_grupp(
        r, "tema", grupper, "teman", "Granskningar med brist", "Granskningar med minst en brist inom temat.",
        villkor=RAKNAS,
    )  # fmt: skip
    return [
        arstabell(
            f"Vanligaste utvecklingsområdet: {namn[vanligast[0]].lower()}",
            f"Granskningar med minst ett krav som inte är helt uppfyllt, per tema, {r.ar} och {r.ar - 1}",
            ("Tema", str(r.ar), str(r.ar - 1)),
            [(Cell(n), *par) for (_, n), par in zip(grupper, celler, strict=True)],
            anm="En granskning kan ha brister inom flera teman.",
        )
    ]


def _punkter(r: Rakning) -> list[Tabell]:
    slag = (
        ("punkter_klara", "Klara", "Åtgärdspunkter som är klara."),
        ("punkter_oppna", "Öppna", "Åtgärdspunkter som inte är klara."),
        ("punkter_sena", "varav försenade", "Öppna åtgärdspunkter vars dag har passerat."),
    )
    rader_: list[tuple[Cell, ...]] = []
    for nyckel, namn, definition in slag:
        par = r.lagg_till(
            nyckel, f"Åtgärdspunkter, {namn.lower()}", f"{definition} I årets granskningar.", {"paborjad": True},
            raknas=f"summa:{nyckel}",
        )  # fmt: skip
        rader_.append((Cell(namn), *par))
    if not any(cell.varde for rad in rader_ for cell in rad[1:]):
        return []
    return [
        arstabell(
            "Utförarnas åtgärdspunkter",
            f"Punkter i granskningar som påbörjats {r.ar} och {r.ar - 1}, som de stod när siffrorna hämtades",
            ("Läge", str(r.ar), str(r.ar - 1)),
            rader_,
        )
    ]


def _lista(r: Rakning) -> list[Tabell]:
    """The year's audits one by one."""
    slag, utfall = dict(Granskning.Slag.choices), dict(Granskning.Uppfyller.choices)
    rader_ = [
        (
            Cell(rad["verksamhet"], under=rad["nummer"]),
            Cell(rad["kategorinamn"] or "–"),
            Cell(str(slag[rad["slag"]]).capitalize()),
            Cell(str(utfall[rad["uppfyller"]]).capitalize() if rad["uppfyller"] else _utan_utfall(rad)),
        )
        for rad in r.valda(r.ar, {"paborjad": True})
    ]
    kolumner = (Kolumn("Verksamhet", bredd=40), Kolumn("Insatskategori"), Kolumn("Slag"), Kolumn("Utfall"))
    return [Tabell("Årets granskningar", f"Påbörjade under {r.ar}", kolumner, tuple(rader_))] if rader_ else []


def _utan_utfall(rad: Mapping[str, Any]) -> str:
    if rad["behovsanalys"]:
        return "Räknas för sig"
    return "Inte bedömd" if rad["slutford"] else "Inte slutförd"


def _forbehall(r: Rakning) -> list[str]:
    """What the reader must know: which audits are not in the share that meets the requirements."""
    pagar = r.valda(r.ar, {**RAKNAS, "slutford": False})
    obedomda = r.valda(r.ar, {**RAKNAS, "slutford": True, "bedomd": False})
    alla = len(r.valda(r.ar, RAKNAS))
    svar = []
    if not alla:
        svar.append(f"Ingen granskning påbörjades under {r.ar}.")
    for utan, vad in ((pagar, "inte slutförd{0} när siffrorna hämtades"), (obedomda, "slutförd{0} men inte bedömd{0}")):
        if utan:
            ord_ = vad.format("" if len(utan) == 1 else "a")
            namn = ", ".join(f"{rad['nummer']} ({rad['verksamhet']})" for rad in utan)
            svar.append(
                f"{len(utan)} av {alla} granskningar var {ord_} och ingår inte i andelen som uppfyller kraven: {namn}."
            )
    return svar

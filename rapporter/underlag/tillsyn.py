"""Supervision by others during the year: how many, by whom, and what came of it.

An inspection counts in each year it was going on, so one that began in November and ended in March stands in two
reports: as going on in the first, with its outcome in the second.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from kvalitet.datum import ar_som_period
from kvalitet.models import Anvandare, Tillsyn
from kvalitet.ordning import nyckel as i_ordning
from rapporter.underlag.bas import Cell, Kolumn, Tabell, Underlag
from rapporter.underlag.rader import Rakning, gruppnyckel

NYCKEL = "tillsyn"
NYCKELTAL = (f"{NYCKEL}.antal", f"{NYCKEL}.inledda", f"{NYCKEL}.avslutade")
PAGAR = "pagar"
UTFALLEN = ((PAGAR, "Pågick vid årets slut"), *((u.value, str(u.label).capitalize()) for u in Tillsyn.Utfall))
DEFINITION = (
    "Tillsyn och granskning som någon utifrån gjort av enheten och enheterna under den och som pågick under året. "
    "Utfallet räknas det år tillsynen avslutades."
)


def grund(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[Tillsyn]:
    """Inspections going on in the year or the one before, begun when the figures were taken. One query."""
    fran, till = ar_som_period(ar - 1)[0], ar_som_period(ar)[1]
    return list(
        Tillsyn.objects.filter(
            ~Q(status=Tillsyn.Status.AVSLUTAD) | Q(avslutad__gte=fran),
            enhet_id__in=sorted(enhet_ids),
            datum__lt=till,
            datum__lte=timezone.localdate(uttag),
        )
        .select_related("enhet", "verksamhet")
        .order_by("datum", "pk")
    )


def _rader(tillsyner: Iterable[Tillsyn], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """A row for each year an inspection was going on."""
    dag = timezone.localdate(uttag)
    rader_ = []
    for t in tillsyner:
        slut = t.avslutad if t.status == Tillsyn.Status.AVSLUTAD and t.avslutad and t.avslutad <= dag else None
        for ar_ in (ar - 1, ar):
            if t.datum.year > ar_ or (slut and slut.year < ar_):
                continue
            klar = slut is not None and slut.year == ar_
            rader_.append(
                {
                    "id": t.pk,
                    "nummer": t.diarienummer,
                    "ar": ar_,
                    "enhet": t.enhet_id,
                    "myndighet": gruppnyckel(t.myndighet),
                    "utfall": t.utfall if klar else PAGAR,
                    "inledd": t.datum.year == ar_,
                    "avslutad": klar,
                }
            )
    return rader_


def rader(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """Every inspection of the year and the year before as key, number and grouping keys."""
    return _rader(grund(enhet_ids, ar, uttag), ar, uttag)


def synliga(ids: Iterable[int], anvandare: Anvandare) -> QuerySet[Tillsyn]:
    """Those of the inspections that the person may see."""
    fraga = Tillsyn.objects.synliga_for(anvandare).filter(pk__in=list(ids))
    return fraga.select_related("enhet").order_by("-datum", "-pk")


def tillsyn(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """Number of inspections, by authority and by outcome, and the list of the year's."""
    tillsyner = grund(enhet_ids, ar, uttag)
    r = Rakning(NYCKEL, ar, _rader(tillsyner, ar, uttag), lank, publicerat)
    r.lagg_till("antal", "Tillsyner som pågick", DEFINITION, {})
    r.lagg_till("inledda", "Tillsyner som inleddes", "Tillsyner som inleddes under året.", {"inledd": True})
    r.lagg_till("avslutade", "Tillsyner som avslutades", "Tillsyner som avslutades under året.", {"avslutad": True})
    nu = {rad["id"]: rad for rad in r.valda(ar, {})}
    arets = [t for t in tillsyner if t.pk in nu]
    tabeller = (_per_myndighet(r, tillsyner), _per_utfall(r), _lista(arets, nu, ar)) if arets else ()
    forbehall = () if arets else ("Ingen tillsyn genomfördes under året.",)
    return Underlag(NYCKEL, "Annan tillsyn", DEFINITION, uttag, tuple(r.tal.values()), tabeller, (), forbehall)


def _tabell(r: Rakning, rubrik: str, kolumn: str, rader_: Iterable[tuple[Cell, ...]]) -> Tabell:
    kolumner = (Kolumn(kolumn), Kolumn(str(r.ar), tal=True), Kolumn(str(r.ar - 1), tal=True))
    return Tabell(rubrik, f"Tillsyner som pågick. n = {len(r.valda(r.ar, {}))}", kolumner, tuple(rader_))


def _per_myndighet(r: Rakning, tillsyner: list[Tillsyn]) -> Tabell:
    namn: dict[str, str] = {}
    for t in tillsyner:
        namn.setdefault(gruppnyckel(t.myndighet), t.myndighet)
    finns = {rad["myndighet"] for rad in r.rader}
    return _tabell(
        r,
        "Vem som granskade",
        "Myndighet eller annan granskare",
        [
            (Cell(text), *r.lagg_till(f"myndighet.{slug}", text, f"Tillsyner av {text}.", {"myndighet": slug}))
            for slug, text in sorted(namn.items(), key=lambda par: i_ordning(par[1]))
            if slug in finns
        ],
    )


def _per_utfall(r: Rakning) -> Tabell:
    return _tabell(
        r,
        "Vad tillsynen kom fram till",
        "Utfall",
        [
            (
                Cell(text),
                *r.lagg_till(f"utfall.{utfall}", text, f"{DEFINITION} Utfall: {text.lower()}.", {"utfall": utfall}),
            )
            for utfall, text in UTFALLEN
        ],
    )


def _lista(tillsyner: list[Tillsyn], nu: Mapping[int, Mapping[str, Any]], ar: int) -> Tabell:
    utfallen = dict(UTFALLEN)

    def utfall(t: Tillsyn) -> Cell:
        klar = nu[t.pk]["avslutad"]
        text = utfallen[nu[t.pk]["utfall"]]
        return Cell(text, lage="avslutad" if klar else "pagar", under=t.resultat if klar else "")

    return Tabell(
        "Årets tillsyner",
        f"Tillsyner som pågick {ar}",
        (
            Kolumn("Vad som granskades", bredd=25),
            Kolumn("Vem", bredd=20),
            Kolumn("Enhet", bredd=15),
            Kolumn("Inleddes", bredd=10),
            Kolumn("Utfall", bredd=30),
        ),
        tuple(
            (
                Cell(t.rubrik, under=t.anledning),
                Cell(t.myndighet),
                Cell(t.enhet.namn, under=str(t.verksamhet or "")),
                Cell(t.datum.isoformat(), varde=t.datum),
                utfall(t),
            )
            for t in tillsyner
        ),
        liggande=True,
    )

"""Sanctions against providers: how many of each kind, and whether the cause is remedied."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from granskningar.models import Sanktion
from kvalitet.datum import lokal
from kvalitet.models import Anvandare
from kvalitet.tabell import Cell
from rapporter.underlag.bas import Underlag
from rapporter.underlag.grupper import arstabell, per_grupp
from rapporter.underlag.rader import Rakning

NYCKEL = "sanktion"
DEFINITION = (
    "Sanktioner mot utförare som beslutats under året. En sanktion är avhjälpt när bristen var rättad då siffrorna "
    "hämtades."
)


def rader(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """A row per sanction decided in the two years; `avhjalpt` when the cause was remedied at the extraction."""
    dag = lokal(uttag).date()
    fraga = Sanktion.objects.filter(datum__gte=date(ar - 1, 1, 1), datum__lte=min(dag, date(ar, 12, 31)))
    falt = ("pk", "beslut", "datum", "slag", "avhjalpt", "verksamhet_id")
    return [
        {
            "id": pk,
            "nummer": beslut or str(pk),
            "ar": datum.year,
            "slag": slag,
            "avhjalpt": avhjalpt is not None and avhjalpt <= dag,
            "verksamhet": verksamhet,
        }
        for pk, beslut, datum, slag, avhjalpt, verksamhet in fraga.order_by("datum", "pk").values_list(*falt)
    ]


def synliga(ids: Iterable[int], anvandare: Anvandare) -> QuerySet[Sanktion]:
    """Those of the sanctions that the person may see."""
    return (
        Sanktion.objects.synliga_for(anvandare)
        .filter(pk__in=list(ids))
        .select_related("verksamhet__utforare")
        .order_by("datum", "pk")
    )


def sanktion(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """Sanctions by kind and how many are remedied."""
    r = Rakning(NYCKEL, ar, rader(enhet_ids, ar, uttag), lank, publicerat)
    alla = r.lagg_till("antal", "Sanktioner", "Sanktioner som beslutats under året.", {})
    klara = r.lagg_till(
        "avhjalpta", "Avhjälpta sanktioner", "Årets sanktioner där bristen är avhjälpt.", {"avhjalpt": True}
    )
    slag = [(s.value, str(s.label).capitalize()) for s in Sanktion.Slag]
    antal = per_grupp(r, "slag", slag, "slag", "Sanktioner", "Sanktioner av slaget som beslutats under året.")
    avhjalpta = per_grupp(
        r, "avhjalpta", slag, "slag", "Avhjälpta sanktioner", "Årets sanktioner av slaget där bristen är avhjälpt.",
        villkor={"avhjalpt": True},
    )  # fmt: skip
    tabell = arstabell(
        "Sanktioner mot utförare",
        f"Beslutade under {ar} och {ar - 1}, och hur många av årets som är avhjälpta",
        ("Slag", str(ar), str(ar - 1), f"Avhjälpta av {ar} års"),
        [(Cell(namn), *antal[i], avhjalpta[i][0]) for i, (_, namn) in enumerate(slag)],
        fot=(Cell("Summa"), *alla, klara[0]),
    )
    finns = bool(r.rader)
    return Underlag(
        NYCKEL,
        "Sanktioner",
        DEFINITION,
        uttag,
        tuple(r.tal.values()),
        (tabell,) if finns else (),
        (),
        () if finns else (f"Ingen sanktion har beslutats under {ar} eller {ar - 1}.",),
    )

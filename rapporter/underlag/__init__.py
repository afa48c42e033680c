"""The figures a report can rest on. A figure's key begins with its underlag: "arenden.klagomal_utforare"."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from avvikelser.models import Avvikelse
from rapporter.underlag import arendematt, arenden, arendeurval, plan
from rapporter.underlag.bas import Underlag
from risker.models import Planrad


@dataclass(frozen=True)
class Kalla:
    """One set of figures: how it is computed, and how the records behind a figure are found, live or frozen.

    `berakna(enhet_ids, ar, uttag, lank=, publicerat=)`; `poster(enhet_ids, uttag, filter)` is a queryset, `rader` what
    is frozen of the records, `stammer` whether such a row meets a filter, `synliga(ids, anvandare)` those one may see.
    `nyckeltal` are the keys of the figures shown large.
    """

    namn: str
    posterna: str
    mall: str
    modell: Any
    berakna: Callable[..., Underlag]
    poster: Callable[..., Any]
    rader: Callable[..., list[dict[str, Any]]]
    stammer: Callable[..., bool]
    synliga: Callable[..., Any]
    nyckeltal: tuple[str, ...] = ()


UNDERLAG: dict[str, Kalla] = {
    arendeurval.NYCKEL: Kalla(
        "Avvikelser, klagomål och lex Sarah",
        "ärenden",
        "rapporter/_poster_arenden.html",
        Avvikelse,
        arenden.arenden,
        arendeurval.poster,
        arendeurval.rader,
        arendeurval.stammer,
        arendeurval.synliga,
        tuple(f"{arendeurval.NYCKEL}.{n}" for n in arendematt.NYCKELTAL),
    ),
    plan.NYCKEL: Kalla(
        "Uppföljning av kvalitetsplanen",
        "risker",
        "rapporter/_poster_plan.html",
        Planrad,
        plan.plan,
        plan.poster,
        plan.rader,
        plan.stammer,
        plan.synliga,
    ),
}


def kalla_for(nyckel: str) -> Kalla | None:
    """The set a figure's key belongs to, or None when there is no such set."""
    return UNDERLAG.get(nyckel.partition(".")[0])


def visas_som_nyckeltal(nyckel: str) -> bool:
    """Whether a figure is a headline figure ("arenden.totalt") and not a cell of a table or chart."""
    return nyckel.count(".") == 1

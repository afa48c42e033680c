"""The figures a report can rest on. A figure's key begins with its underlag: "arenden.klagomal_utforare"."""

from avvikelser.models import Avvikelse
from kvalitet.models import Forutsattning, Kompetensinsats, Tillsyn
from rapporter.underlag import (
    arendematt,
    arenden,
    arendeurval,
    atgarder,
    egenkontroll,
    forutsattningar,
    kompetens,
    matt,
    nyckeltal,
    plan,
    risk,
    tillsyn,
    utforarkallor,
)
from rapporter.underlag.kalla import Kalla
from risker.models import Planrad

KALLOR = (
    Kalla(
        arendeurval.NYCKEL,
        "Avvikelser, klagomål och lex Sarah",
        "ärenden",
        Avvikelse,
        arenden.arenden,
        arendeurval.rader,
        arendeurval.synliga,
        arendeurval.poster,
        arendeurval.stammer,
        tuple(f"{arendeurval.NYCKEL}.{n}" for n in arendematt.NYCKELTAL),
        "rapporter/_poster_arenden.html",
        arenden.bara_tal,
    ),
    Kalla(
        plan.NYCKEL,
        "Uppföljning av kvalitetsplanen",
        "risker",
        Planrad,
        plan.plan,
        plan.rader,
        plan.synliga,
        plan.poster,
        plan.stammer,
        mall="rapporter/_poster_plan.html",
    ),
    Kalla(
        tillsyn.NYCKEL,
        "Annan tillsyn",
        "tillsyner",
        Tillsyn,
        tillsyn.tillsyn,
        tillsyn.rader,
        tillsyn.synliga,
        nyckeltal=tillsyn.NYCKELTAL,
    ),
    Kalla(
        kompetens.NYCKEL,
        "Kompetensutveckling",
        "kompetensinsatser",
        Kompetensinsats,
        kompetens.kompetens,
        kompetens.rader,
        kompetens.synliga,
        nyckeltal=kompetens.NYCKELTAL,
    ),
    Kalla(
        forutsattningar.NYCKEL,
        "Förändrade förutsättningar",
        "förändringar",
        Forutsattning,
        forutsattningar.forutsattningar,
        forutsattningar.rader,
        forutsattningar.synliga,
        nyckeltal=forutsattningar.NYCKELTAL,
    ),
    *utforarkallor.KALLOR,
    *matt.kallor(),
    atgarder.KALLA,
    egenkontroll.KALLA,
    risk.KALLA,
)
UNDERLAG: dict[str, Kalla] = {kalla.nyckel: kalla for kalla in KALLOR}


def val() -> list[tuple[str, str]]:
    """The sets of figures a section can be given, as choices of a form."""
    return [(nyckeltal.NYCKEL, nyckeltal.NAMN), *((nyckel, kalla.namn) for nyckel, kalla in UNDERLAG.items())]


def kalla_for(nyckel: str) -> Kalla | None:
    """The set a figure's key belongs to, or None when there is no such set."""
    return UNDERLAG.get(nyckel.partition(".")[0])


def visas_som_nyckeltal(nyckel: str) -> bool:
    """Whether a figure is a headline figure ("arenden.totalt") and not a cell of a table or chart."""
    return nyckel.count(".") == 1

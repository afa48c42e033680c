"""The sets of figures about providers: contracts, the survey to them, audits, sanctions, direct procurements."""

from granskningar.models import Avtal, Direktupphandling, Enkatsvar, Granskning, Sanktion
from rapporter.underlag import avtal, avtalsenkat, granskning, sanktion, upphandling
from rapporter.underlag.kalla import Kalla

POSTER = "granskningar/_poster.html"

KALLOR = (
    Kalla(
        avtal.NYCKEL,
        "Utförare och avtal",
        "avtal",
        Avtal,
        avtal.avtal,
        avtal.rader,
        avtal.synliga,
        nyckeltal=avtal.NYCKELTAL,
        mall=POSTER,
    ),
    Kalla(
        avtalsenkat.NYCKEL,
        "Avtalsenkät",
        "enkäter",
        Enkatsvar,
        avtalsenkat.avtalsenkat,
        avtalsenkat.rader,
        avtalsenkat.synliga,
        nyckeltal=avtalsenkat.NYCKELTAL,
        mall=POSTER,
    ),
    Kalla(
        granskning.NYCKEL,
        "Granskning av utförare",
        "granskningar",
        Granskning,
        granskning.granskning,
        granskning.rader,
        granskning.synliga,
        nyckeltal=granskning.NYCKELTAL,
        mall=POSTER,
    ),
    Kalla(
        sanktion.NYCKEL,
        "Sanktioner mot utförare",
        "sanktioner",
        Sanktion,
        sanktion.sanktion,
        sanktion.rader,
        sanktion.synliga,
        mall=POSTER,
    ),
    Kalla(
        upphandling.NYCKEL,
        "Direktupphandlingar",
        "direktupphandlingar",
        Direktupphandling,
        upphandling.upphandling,
        upphandling.rader,
        upphandling.synliga,
        nyckeltal=upphandling.NYCKELTAL,
    ),
)

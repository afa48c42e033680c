"""Charts: data here, measures for the SVG templates in templates/diagram/ computed beside.

A chart says its message in the title, what is measured and n in the subtitle. This period is solid, the one before
hollow or dotted, a target dashed, so it can be read in black and white. Everything drawn is computed as text: x in per
cent and y in pixels, so one SVG is fluid on a page and in a PDF while its letters keep their size.
"""

from kvalitet.diagram.figur import (
    DELAR,
    LINJE,
    MANADER,
    MATRIS,
    STAPLAR,
    Figur,
    Punkt,
    delstaplar,
    manadslinje,
    riskmatris,
)
from kvalitet.diagram.gnista import Gnista
from kvalitet.diagram.matt import Matt, skala

__all__ = [
    "DELAR",
    "LINJE",
    "MANADER",
    "MATRIS",
    "STAPLAR",
    "Figur",
    "Gnista",
    "Matt",
    "Punkt",
    "delstaplar",
    "manadslinje",
    "riskmatris",
    "skala",
]

"""Report templates, report documents and what is frozen of them."""

from rapporter.models.dokument import Rapportavsnitt, Rapportdokument
from rapporter.models.frysning import Frysning, FrystaPoster, FrystTal
from rapporter.models.mallar import Mallavsnitt, Rapportmall

__all__ = [
    "Frysning",
    "FrystTal",
    "FrystaPoster",
    "Mallavsnitt",
    "Rapportavsnitt",
    "Rapportdokument",
    "Rapportmall",
]

"""Cases of every kind, and what is kept apart from them."""

from avvikelser.models.avvikelse import Avvikelse, AvvikelseQuerySet
from avvikelser.models.indelning import Kategori, Orsaksomrade
from avvikelser.models.skyddat import SkyddadUppgift

__all__ = ["Avvikelse", "AvvikelseQuerySet", "Kategori", "Orsaksomrade", "SkyddadUppgift"]

"""The core's models, one module per subject."""

from kvalitet.models.atgarder import Atgard
from kvalitet.models.nummer import Nummerserie, nasta_nummer
from kvalitet.models.organisation import Anvandare, Enhet, Rolltilldelning, enheter_under, handlaggare_i
from kvalitet.models.processer import Kvalitetsomrade, Process
from kvalitet.models.utforare import Insatskategori, Utforare
from kvalitet.models.utkast import Utkast

__all__ = [
    "Anvandare",
    "Atgard",
    "Enhet",
    "Insatskategori",
    "Kvalitetsomrade",
    "Nummerserie",
    "Process",
    "Rolltilldelning",
    "Utforare",
    "Utkast",
    "enheter_under",
    "handlaggare_i",
    "nasta_nummer",
]

"""The core's models, one module per subject."""

from kvalitet.models.atgarder import Atgard
from kvalitet.models.handelser import Forutsattning, Kompetensinsats, Tillsyn
from kvalitet.models.jobb import Jobb, Utskick
from kvalitet.models.matt import Kriterium, Matmetod, Matvarde
from kvalitet.models.nummer import Nummerserie, nasta_nummer
from kvalitet.models.organisation import Anvandare, Enhet, Rolltilldelning, enheter_under, handlaggare_i
from kvalitet.models.processer import Kvalitetsomrade, Process
from kvalitet.models.utforare import Insatskategori, Lagrum, Utforare, Verksamhet
from kvalitet.models.utkast import Utkast

__all__ = [
    "Anvandare",
    "Atgard",
    "Enhet",
    "Forutsattning",
    "Insatskategori",
    "Jobb",
    "Kompetensinsats",
    "Kriterium",
    "Kvalitetsomrade",
    "Lagrum",
    "Matmetod",
    "Matvarde",
    "Nummerserie",
    "Process",
    "Rolltilldelning",
    "Tillsyn",
    "Utforare",
    "Utkast",
    "Utskick",
    "Verksamhet",
    "enheter_under",
    "handlaggare_i",
    "nasta_nummer",
]

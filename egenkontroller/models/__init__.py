"""Self-checks and their occasions."""

from egenkontroller.models.egenkontroller import Egenkontroll
from egenkontroller.models.tillfallen import Kontrolltillfalle

__all__ = ["Egenkontroll", "Kontrolltillfalle"]

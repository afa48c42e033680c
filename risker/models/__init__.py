"""Yearly plans and the long-lived risks in them."""

from risker.models.importer import Planfil
from risker.models.planer import Forbattringsomrade, Kvalitetsplan, Planprocess, Planrad
from risker.models.risker import Delrisk, Risk

__all__ = ["Delrisk", "Forbattringsomrade", "Kvalitetsplan", "Planfil", "Planprocess", "Planrad", "Risk"]

"""Yearly plans, the long-lived risks in them and how the risks are judged."""

from risker.models.bedomningar import Riskbedomning, Riskskala, Skalsteg
from risker.models.importer import Planfil
from risker.models.planer import Forbattringsomrade, Kvalitetsplan, Planprocess, Planrad
from risker.models.risker import Delrisk, Niva, Risk

__all__ = [
    "Delrisk",
    "Forbattringsomrade",
    "Kvalitetsplan",
    "Niva",
    "Planfil",
    "Planprocess",
    "Planrad",
    "Risk",
    "Riskbedomning",
    "Riskskala",
    "Skalsteg",
]

"""Contracts with providers and how they are followed up, one module per subject."""

from granskningar.models.avtal import Avtal, Avtalsenkat, Enkatsvar
from granskningar.models.granskning import Atgardspunkt, Granskning, Iakttagelse
from granskningar.models.pafoljd import Kvalitetsdialog, Sanktion
from granskningar.models.upphandling import Direktupphandling

__all__ = [
    "Atgardspunkt",
    "Avtal",
    "Avtalsenkat",
    "Direktupphandling",
    "Enkatsvar",
    "Granskning",
    "Iakttagelse",
    "Kvalitetsdialog",
    "Sanktion",
]

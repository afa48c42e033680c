"""Factories for the registers: providers, activities, categories, supervision, training, changed conditions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from kvalitet.models import Enhet, Forutsattning, Insatskategori, Kompetensinsats, Tillsyn, Utforare, Verksamhet


def skapa_utforare(namn: str = "Omtanke i Älvdalen AB", **falt: Any) -> Utforare:
    return Utforare.objects.create(namn=namn, **falt)


def skapa_kategori(namn: str = "Boendestöd", **falt: Any) -> Insatskategori:
    return Insatskategori.objects.create(namn=namn, **falt)


def skapa_verksamhet(
    utforare: Utforare, namn: str = "Stödet på Ängsgatan", *, kategorier: Iterable[Insatskategori] = (), **falt: Any
) -> Verksamhet:
    """An activity with its categories; without days it is in operation always."""
    verksamhet = Verksamhet.objects.create(utforare=utforare, namn=namn, **falt)
    verksamhet.insatskategorier.set(kategorier)
    return verksamhet


def skapa_tillsyn(enhet: Enhet, rubrik: str = "Handläggning av bistånd", **falt: Any) -> Tillsyn:
    """An inspection; `avslutad` with `utfall` makes it a closed one."""
    falt.setdefault("myndighet", "Inspektionen för vård och omsorg")
    falt.setdefault("datum", date(2026, 2, 10))
    if falt.get("avslutad"):
        falt = {"status": "avslutad", "utfall": "ingen_brist", "resultat": "Inget att anmärka på.", **falt}
    return Tillsyn.objects.create(enhet=enhet, rubrik=rubrik, **falt)


def skapa_kompetensinsats(enhet: Enhet, rubrik: str = "Bemötande i svåra samtal", **falt: Any) -> Kompetensinsats:
    falt.setdefault("datum", date(2026, 3, 4))
    return Kompetensinsats.objects.create(enhet=enhet, rubrik=rubrik, **falt)


def skapa_forutsattning(enhet: Enhet, rubrik: str = "Ny lag om stöd i hemmet", **falt: Any) -> Forutsattning:
    falt.setdefault("datum", date(2026, 7, 1))
    return Forutsattning.objects.create(enhet=enhet, rubrik=rubrik, **falt)

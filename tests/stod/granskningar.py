"""Factories for contracts and audits, with fictional providers."""

from datetime import date
from typing import Any

from granskningar.models import (
    Atgardspunkt,
    Avtal,
    Avtalsenkat,
    Direktupphandling,
    Granskning,
    Iakttagelse,
    Kvalitetsdialog,
    Sanktion,
)
from kvalitet.models import Enhet, Insatskategori, Utforare, Verksamhet


def insatsen(namn: str = "Boendestöd") -> Insatskategori:
    return Insatskategori.objects.get_or_create(namn=namn)[0]


def skapa_verksamhet(
    namn: str = "Lindens boendestöd", utforare: str = "Linden Assistans AB", **falt: Any
) -> Verksamhet:
    """An activity; `driftform` and other fields of the provider's are set by creating the provider first."""
    hos, _ = Utforare.objects.get_or_create(namn=utforare)
    return Verksamhet.objects.create(utforare=hos, namn=namn, **falt)


def skapa_avtal(verksamhet: Verksamhet | None = None, kategori: Insatskategori | None = None, **falt: Any) -> Avtal:
    falt = {"driftform": Avtal.Driftform.LOV, "giltig_fran": date(2020, 1, 1), **falt}
    return Avtal.objects.create(
        verksamhet=verksamhet or skapa_verksamhet(), insatskategori=kategori or insatsen(), **falt
    )


def skapa_enkat(ar: int = 2025, **falt: Any) -> Avtalsenkat:
    return Avtalsenkat.objects.create(ar=ar, **{"namn": "Avtalsenkät", "skickad": date(ar, 10, 1), **falt})


def skapa_granskning(verksamhet: Verksamhet | None = None, **falt: Any) -> Granskning:
    falt = {"rubrik": "Granskning av dokumentation", "planerad": date(2025, 3, 1), **falt}
    return Granskning.objects.create(verksamhet=verksamhet or skapa_verksamhet(), **falt)


def skapa_avslutad(verksamhet: Verksamhet | None = None, **falt: Any) -> Granskning:
    """An audit that is over and met the requirements."""
    grund = {
        "status": Granskning.Status.AVSLUTAD,
        "paborjad": date(2025, 3, 1),
        "genomford": date(2025, 3, 20),
        "uppfyller": Granskning.Uppfyller.JA,
        "sammanfattning": "Planerna är aktuella.",
    }
    return skapa_granskning(verksamhet, **{**grund, **falt})


def skapa_iakttagelse(granskning: Granskning, **falt: Any) -> Iakttagelse:
    grund = {"krav": "Aktuell genomförandeplan", "bedomning": Iakttagelse.Bedomning.DELVIS, "tema": "dokumentation"}
    return Iakttagelse.objects.create(granskning=granskning, **{**grund, **falt})


def skapa_punkt(granskning: Granskning, **falt: Any) -> Atgardspunkt:
    grund = {"text": "Uppdatera genomförandeplanerna", "senast": date(2025, 6, 1)}
    return Atgardspunkt.objects.create(granskning=granskning, **{**grund, **falt})


def skapa_sanktion(verksamhet: Verksamhet | None = None, **falt: Any) -> Sanktion:
    grund = {"slag": Sanktion.Slag.VARNING, "datum": date(2025, 5, 1), "skal": "Bemanningen räckte inte på natten."}
    return Sanktion.objects.create(verksamhet=verksamhet or skapa_verksamhet(), **{**grund, **falt})


def skapa_dialog(**falt: Any) -> Kvalitetsdialog:
    return Kvalitetsdialog.objects.create(**{"datum": date(2025, 4, 1), "rubrik": "Möte om dokumentation", **falt})


def skapa_upphandling(enhet: Enhet, **falt: Any) -> Direktupphandling:
    grund = {"datum": date(2025, 2, 1), "leverantor": "Omtanke i Älvdalen AB", "belopp": 500_000, "skal": "kapacitet"}
    return Direktupphandling.objects.create(enhet=enhet, **{**grund, **falt})

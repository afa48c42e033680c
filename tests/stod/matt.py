"""Factories for what is measured, with fictional measures."""

from typing import Any

from kvalitet.models import Enhet, Kriterium, Matvarde


def skapa_kriterium(enhet: Enhet, namn: str = "Nöjda med bemötandet", **falt: Any) -> Kriterium:
    """A criterion in per cent with the aim "minst 85 %" unless told otherwise."""
    return Kriterium.objects.create(
        enhet=enhet, namn=namn, **({"mattenhet": "%", "operator": "minst", "malvarde": 85} | falt)
    )


def skapa_matvarde(
    kriterium: Kriterium, varde: float | None, ar: int = 2025, *, enhet: Enhet | None = None, **falt: Any
) -> Matvarde:
    return Matvarde.objects.create(kriterium=kriterium, enhet=enhet or kriterium.enhet, ar=ar, varde=varde, **falt)

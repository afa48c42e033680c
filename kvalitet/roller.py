"""Roles and what they grant. Roles grant rights; code asks for rights (DESIGN, access table)."""

from enum import StrEnum

from django.db import models


class Roll(models.TextChoices):
    MEDARBETARE = "medarbetare", "medarbetare"
    CHEF = "chef", "chef"
    UTREDARE = "utredare", "utredare"
    KVALITETSUTVECKLARE = "kvalitetsutvecklare", "kvalitetsutvecklare"
    LEDNING = "ledning", "ledning"
    REGISTRATOR = "registrator", "registrator"
    ADMINISTRATOR = "administrator", "administratör"


class Ratt(StrEnum):
    """A right within a unit and everything below it. Reporting and own reports need no right."""

    ARENDE_LASA = "arende_lasa"  # ordinary cases in scope
    ARENDE_LEX_SARAH = "arende_lex_sarah"  # lex Sarah in scope, unless barred
    ARENDE_HSL = "arende_hsl"  # health-care cases in scope
    ARENDE_HANDLAGGA = "arende_handlagga"  # assess, close, decide
    ARENDE_UTREDA = "arende_utreda"  # receive what passes the chief, investigate what is assigned
    ARENDE_TOTALER = "arende_totaler"  # figures over cases, never the cases themselves
    PLAN_LASA = "plan_lasa"  # adopted plans, processes
    PLAN_LASA_UTKAST = "plan_lasa_utkast"
    PLAN_REDIGERA = "plan_redigera"
    PLAN_FASTSTALLA = "plan_faststalla"
    MATT_LASA = "matt_lasa"  # published criteria and values
    MATT_LASA_UTKAST = "matt_lasa_utkast"  # all of them
    MATT_REDIGERA = "matt_redigera"
    UTFORARE_LASA = "utforare_lasa"  # providers, contracts, audits
    UTFORARE_REDIGERA = "utforare_redigera"
    RAPPORT_LASA = "rapport_lasa"  # adopted reports
    RAPPORT_LASA_UTKAST = "rapport_lasa_utkast"
    RAPPORT_REDIGERA = "rapport_redigera"
    RAPPORT_KLAR = "rapport_klar"  # send to the nämnd, register its decision
    LISTOR = "listor"  # categories, scales, templates
    ORGANISATION = "organisation"  # units, users, roles


_ALLA_LASER = {Ratt.PLAN_LASA, Ratt.MATT_LASA, Ratt.RAPPORT_LASA}
_UPPFOLJNING = {Ratt.MATT_LASA_UTKAST, Ratt.UTFORARE_LASA}

RATTIGHETER: dict[str, frozenset[Ratt]] = {
    Roll.MEDARBETARE: frozenset(_ALLA_LASER),
    Roll.CHEF: frozenset(
        _ALLA_LASER
        | _UPPFOLJNING
        | {
            Ratt.ARENDE_LASA,
            Ratt.ARENDE_LEX_SARAH,
            Ratt.ARENDE_HSL,
            Ratt.ARENDE_HANDLAGGA,
            Ratt.ARENDE_TOTALER,
            Ratt.PLAN_LASA_UTKAST,
            Ratt.PLAN_REDIGERA,
            Ratt.PLAN_FASTSTALLA,
            Ratt.RAPPORT_LASA_UTKAST,
            Ratt.RAPPORT_REDIGERA,
            Ratt.RAPPORT_KLAR,
        }
    ),
    Roll.UTREDARE: frozenset(_ALLA_LASER | _UPPFOLJNING | {Ratt.ARENDE_UTREDA, Ratt.PLAN_LASA_UTKAST}),
    Roll.KVALITETSUTVECKLARE: frozenset(
        _ALLA_LASER
        | _UPPFOLJNING
        | {
            Ratt.MATT_REDIGERA,
            Ratt.UTFORARE_REDIGERA,
            Ratt.ARENDE_LASA,
            Ratt.ARENDE_TOTALER,
            Ratt.PLAN_LASA_UTKAST,
            Ratt.PLAN_REDIGERA,
            Ratt.RAPPORT_LASA_UTKAST,
            Ratt.RAPPORT_REDIGERA,
            Ratt.RAPPORT_KLAR,
            Ratt.LISTOR,
        }
    ),
    Roll.LEDNING: frozenset(
        _ALLA_LASER | _UPPFOLJNING | {Ratt.ARENDE_TOTALER, Ratt.PLAN_LASA_UTKAST, Ratt.RAPPORT_LASA_UTKAST}
    ),
    Roll.REGISTRATOR: frozenset(_ALLA_LASER | {Ratt.UTFORARE_LASA}),
    Roll.ADMINISTRATOR: frozenset({Ratt.LISTOR, Ratt.ORGANISATION}),
}

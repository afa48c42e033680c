"""The actions of Älvhamra's plans: from decided to an effect that is known, as far as each has come by today."""

from datetime import date, timedelta

from kvalitet.models import Anvandare, Atgard, Enhet, Process
from rapporter.demo.planram import Planram, i_historiken, tarning, vardag
from rapporter.demo.plantexter import AVBRUTEN, FORSENAD, GENOMFORD, PLANERAD, Atgardstext

Status = Atgard.Status
DAGAR_TILL_EFFEKT = 100
INTE_PABORJAD = -15  # of the late ones, those whose die falls below this have not even begun


def skapa_atgard(ram: Planram, text: Atgardstext, enhet: Enhet, process: Process) -> Atgard:
    """The action with a version in its history for every step it has taken."""
    slumpen = tarning("åtgärd", ram.text.enhet, text.rubrik)
    senast = vardag(date(ram.ar(text.ar), text.manad, slumpen.randint(10, 28)))
    atgard = Atgard(
        enhet=enhet,
        process=process,
        rubrik=text.rubrik,
        slag=text.slag,
        ansvarig=ram.chef,
        senast=senast,
        effekt_planerad=senast + timedelta(days=DAGAR_TILL_EFFEKT),
    )
    borjan = min(ram.datum(text.ar, 1, 20), senast - timedelta(days=14))
    _spara(atgard, borjan, ram.chef, "")
    for dag, status in _steg(ram, text, senast, slumpen.randint(-25, 12)):
        _ta_steg(atgard, text, dag, status)
        atgard.version += 1
        _spara(atgard, dag, ram.chef, text.hur if status == Status.AVBRUTEN else status.label)
    return atgard


def _spara(atgard: Atgard, dag: date, vem: Anvandare, skal: str) -> None:
    i_historiken(atgard, dag, vem, skal)
    atgard.save()


def _steg(ram: Planram, text: Atgardstext, senast: date, avvikelse: int) -> list[tuple[date, Atgard.Status]]:
    """The days of the steps that have been taken; what lies ahead of today has not happened."""
    if text.lage == PLANERAD or (text.lage == FORSENAD and avvikelse < INTE_PABORJAD):
        return []
    borjade = min(vardag(ram.datum(text.ar, 2, 10) + timedelta(days=abs(avvikelse))), senast - timedelta(days=7))
    gjord = vardag(senast + timedelta(days=avvikelse))
    steg = [(borjade, Status.PAGAR)]
    if text.lage == AVBRUTEN:
        steg.append((gjord, Status.AVBRUTEN))
    elif text.hur or text.lage == GENOMFORD:
        steg.append((gjord, Status.GENOMFORD))
        if text.hur:
            steg.append((vardag(gjord + timedelta(days=DAGAR_TILL_EFFEKT)), Status.EFFEKT_UPPFOLJD))
    return [(dag, status) for dag, status in steg if dag <= ram.dag]


def _ta_steg(atgard: Atgard, text: Atgardstext, dag: date, status: Atgard.Status) -> None:
    atgard.status = status
    if status == Status.GENOMFORD:
        atgard.genomford, atgard.effekt_planerad = dag, vardag(dag + timedelta(days=DAGAR_TILL_EFFEKT))
    elif status == Status.EFFEKT_UPPFOLJD:
        atgard.effekt, atgard.effekt_motivering = text.lage, text.hur

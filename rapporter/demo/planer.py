"""Älvhamra's plans: three years followed up and this year's adopted, with what returns from one to the next."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from egenkontroller.models import Egenkontroll
from kvalitet.datum import idag
from kvalitet.models import Anvandare, Atgard, Enhet, Kvalitetsomrade, Process
from rapporter.demo.bedomningar import lagg_in_bedomningar
from rapporter.demo.kontroller import lagg_in_tillfallen, skapa_kontroll
from rapporter.demo.kontrollutfall import arets_resultat
from rapporter.demo.planatgarder import skapa_atgard
from rapporter.demo.planram import SVERIGE, Planram, i_historiken, koppla, spara_alla
from rapporter.demo.plantexter import ANTAL_AR, Atgardstext, Kontroll, Processtext, Risktext
from rapporter.demo.plantexter_aldre import ALDRE
from rapporter.demo.plantexter_bistand import BISTAND
from rapporter.demo.plantexter_stod import STOD
from risker.models import Delrisk, Forbattringsomrade, Kvalitetsplan, Planprocess, Planrad, Risk

PLANER = (ALDRE, STOD, BISTAND)
LAGEN = {"a": Planrad.Lage.AVHJALPT, "m": Planrad.Lage.MINSKAT, "k": Planrad.Lage.KVARSTAR, "o": Planrad.Lage.OKAT}
Status = Kvalitetsplan.Status


def lagg_in_planer(enheter: dict[str, Enhet], folk: dict[str, Anvandare]) -> int:
    """Four years of plans for three units; a unit that has a plan already is left alone. How many were made."""
    antal = 0
    for text in PLANER:
        if not Kvalitetsplan.objects.filter(enhet=enheter[text.enhet]).exists():
            antal += _lagg_in(Planram(text, enheter, folk, idag()))
    return antal


@dataclass
class _Innehall:
    """What one process, or one risk in it, has made: kept to be tied to the years' plans."""

    kontroller: list[tuple[Kontroll, Egenkontroll]] = field(default_factory=list)
    atgarder: list[tuple[Atgardstext, Atgard]] = field(default_factory=list)

    def arets_kontroller(self, nr: int) -> list[Egenkontroll]:
        return [kontroll for text, kontroll in self.kontroller if text.nivaer[nr] is not None]

    def arets_atgarder(self, nr: int) -> list[Atgard]:
        """Those of the year, and older ones that are not over."""
        oppna = (Atgard.Status.PLANERAD, Atgard.Status.PAGAR, Atgard.Status.GENOMFORD)
        return [a for text, a in self.atgarder if text.ar == nr or (text.ar < nr and a.status in oppna)]

    def kontrollens(self, kontroll: Kontroll) -> list[tuple[Atgardstext, Atgard]]:
        """The actions that answer a check: all of them, or its share where there are several checks with a target."""
        matta = [text for text, _ in self.kontroller if text.mal]
        return self.atgarder[matta.index(kontroll) :: len(matta)] if kontroll in matta else []

    def gallande(self, kontroll: Kontroll, nr: int) -> list[Atgard]:
        """Those of the year, or the latest before; those given up left out."""
        kontrollens = self.kontrollens(kontroll)
        kvar = [(text.ar, a) for text, a in kontrollens if text.ar <= nr and a.status != Atgard.Status.AVBRUTEN]
        senaste = max((ar for ar, _ in kvar), default=nr)
        return [a for ar, a in kvar if ar == senaste]


@transaction.atomic
def _lagg_in(ram: Planram) -> int:
    omraden = {omrade.namn: omrade for omrade in Kvalitetsomrade.objects.all()}
    planer = [_plan(ram, nr) for nr in range(ANTAL_AR)]
    delar: list[_Innehall] = []
    risker: list[tuple[Risktext, Risk, _Innehall]] = []
    for plats, text in enumerate(ram.text.processer):
        process = _process(ram, text)
        gemensamt = _innehall(ram, text.kontroller, text.atgarder, ram.enhet, process)
        i_processen = [(rt, *_risk(ram, rt, process)) for rt in text.risker]
        planprocesser = _planprocesser(text, process, plats, planer, gemensamt)
        _rader(ram, planer, planprocesser, i_processen)
        risker += i_processen
        delar += [gemensamt, *(innehall for _, _, innehall in i_processen)]
    koppla(
        Risk.kvalitetsomraden.through,
        "risk",
        "kvalitetsomrade",
        [(risk, omraden[namn]) for text, risk, _ in risker for namn in text.omraden],
    )
    _koppla_kontrollernas(delar)
    _forbattringar(ram, planer, omraden)
    _avsluta(ram, planer)
    lagg_in_bedomningar(ram, [(t, risk) for t, risk, _ in risker], lambda text, nr: _kommentar(ram, text, nr))
    lagg_in_tillfallen(ram, [k for del_ in delar for k in del_.kontroller], _per_ar(delar))
    return len(planer)


def _plan(ram: Planram, nr: int) -> Kvalitetsplan:
    plan = Kvalitetsplan(enhet=ram.enhet, ar=ram.ar(nr), inledning=ram.text.inledningar[nr])
    i_historiken(plan, ram.datum(nr, 1, 14), ram.folk["cecilia"])
    plan.save()
    return plan


def _process(ram: Planram, text: Processtext) -> Process:
    finns = Process.objects.filter(enhet=ram.enhet, namn=text.namn).first()
    if finns:
        return finns
    process = Process(
        enhet=ram.enhet, nummer=text.nummer, namn=text.namn, typ=text.typ, syfte=text.syfte, agare=ram.chef
    )
    i_historiken(process, ram.datum(0, 1, 12), ram.folk["cecilia"])
    process.save()
    return process


def _innehall(
    ram: Planram,
    kontroller: tuple[Kontroll, ...],
    atgarder: tuple[Atgardstext, ...],
    enhet: Enhet,
    process: Process,
) -> _Innehall:
    def plats(text: Kontroll | Atgardstext) -> Enhet:
        return ram.enheter[text.enhet] if text.enhet else enhet

    return _Innehall(
        [(text, skapa_kontroll(ram, text, plats(text), process)) for text in kontroller],
        [(text, skapa_atgard(ram, text, plats(text), process)) for text in atgarder],
    )


def _risk(ram: Planram, text: Risktext, process: Process) -> tuple[Risk, _Innehall]:
    forsta = next(nr for nr, lage in enumerate(text.lagen) if lage != ".")
    risk = Risk(
        enhet=ram.enhet,
        process=process,
        text=text.text,
        tema=text.tema,
        orsak=text.orsak,
        konsekvens=text.konsekvens,
        kalla=text.kalla,
        uppkommen=ram.datum(*text.uppkommen) if text.uppkommen else None,
    )
    i_historiken(risk, risk.uppkommen or ram.datum(forsta, 1, 15), ram.chef)
    risk.save()
    for nr, delrisk in enumerate(text.delrisker, start=1):
        Delrisk.objects.create(risk=risk, ordning=nr, text=delrisk)
    return risk, _innehall(ram, text.kontroller, text.atgarder, ram.enheter[text.enhet], process)


def _planprocesser(
    text: Processtext, process: Process, plats: int, planer: list[Kvalitetsplan], gemensamt: _Innehall
) -> dict[int, Planprocess]:
    """Year → the process in that year's plan, in the years it has a risk."""
    svar = {}
    for nr, plan in enumerate(planer):
        if any(rt.lagen[nr] != "." for rt in text.risker):
            svar[nr] = Planprocess.objects.create(plan=plan, process=process, ordning=plats)
            svar[nr].egenkontroller.set(gemensamt.arets_kontroller(nr))
            svar[nr].atgarder.set(gemensamt.arets_atgarder(nr))
    return svar


def _rader(
    ram: Planram,
    planer: list[Kvalitetsplan],
    planprocesser: dict[int, Planprocess],
    risker: list[tuple[Risktext, Risk, _Innehall]],
) -> None:
    """The rows as they stood when the plan was made; how each ended is written at the year's end."""
    kontroller: list[tuple[Any, Any]] = []
    atgarder: list[tuple[Any, Any]] = []
    for nr, planprocess in planprocesser.items():
        i_aret = [(text, risk, innehall) for text, risk, innehall in risker if text.lagen[nr] != "."]
        rader = [
            Planrad(
                plan=planer[nr],
                planprocess=planprocess,
                risk=risk,
                enhet=ram.enheter[text.enhet],
                ordning=100 * (planprocess.ordning + 1) + plats,
            )
            for plats, (text, risk, _) in enumerate(i_aret, start=1)
        ]
        for rad in rader:
            i_historiken(rad, ram.datum(nr, 1, 16), ram.chef)
        bulk_create_with_history(rader, Planrad)
        for rad, (text, _, innehall) in zip(rader, i_aret, strict=True):
            kontroller += [(rad, kontroll) for kontroll in innehall.arets_kontroller(nr)]
            atgarder += [(rad, atgard) for atgard in innehall.arets_atgarder(nr)]
            if text.lagen[nr] in LAGEN:
                rad.lage, rad.lage_kommentar, rad.version = LAGEN[text.lagen[nr]], _kommentar(ram, text, nr), 2
                i_historiken(rad, ram.datum(nr, 12, 12), ram.chef, "Läget vid årets slut")
        if nr < ANTAL_AR - 1:
            spara_alla(Planrad, rader, ["lage", "lage_kommentar", "version"])
    koppla(Planrad.egenkontroller.through, "planrad", "egenkontroll", kontroller)
    koppla(Planrad.atgarder.through, "planrad", "atgard", atgarder)


def _kommentar(ram: Planram, text: Risktext, nr: int) -> str:
    """What the follow-up of the year said, with the figures that the year's occasions show."""
    mall = text.slut[sum(lage != "." for lage in text.lagen[:nr])]
    if "{" not in mall:
        return mall
    kontroll = text.kontroller[0]
    ord_ = mall.format(
        nu=arets_resultat(ram, kontroll, text.enhet, nr), fore=arets_resultat(ram, kontroll, text.enhet, nr - 1)
    )
    return ord_[0].upper() + ord_[1:]


def _koppla_kontrollernas(delar: list[_Innehall]) -> None:
    par = [
        (kontroll, atgard)
        for del_ in delar
        for text, kontroll in del_.kontroller
        for _, atgard in del_.kontrollens(text)
    ]
    koppla(Egenkontroll.atgarder.through, "egenkontroll", "atgard", par)


def _per_ar(delar: list[_Innehall]) -> dict[tuple[str, int], list[Atgard]]:
    """A check's text and year → the actions that answered it then."""
    return {
        (text.text, nr): del_.gallande(text, nr)
        for del_ in delar
        for text, _ in del_.kontroller
        for nr in range(ANTAL_AR)
    }


def _forbattringar(ram: Planram, planer: list[Kvalitetsplan], omraden: dict[str, Kvalitetsomrade]) -> None:
    for nr, arets in enumerate(ram.text.forbattringar):
        rader = [
            Forbattringsomrade(plan=planer[nr], kvalitetsomrade=omraden[namn], ordning=plats, text=text)
            for plats, (namn, text) in enumerate(arets, start=1)
        ]
        for rad in rader:
            i_historiken(rad, ram.datum(nr, 1, 14), ram.folk["cecilia"])
        bulk_create_with_history(rader, Forbattringsomrade)


def _avsluta(ram: Planram, planer: list[Kvalitetsplan]) -> None:
    """Adopted by the chief in February, and the finished years followed up in January after."""
    for nr, plan in enumerate(planer):
        antagen = ram.datum(nr, 2, 9)
        plan.faststalld_av = ram.chef
        plan.faststalld_vid = datetime.combine(antagen, time(10, 15), tzinfo=SVERIGE)
        _byt(plan, Status.FASTSTALLD, antagen, ram.chef, "Fastställ planen")
        if nr < ANTAL_AR - 1:
            _byt(plan, Status.UPPFOLJD, ram.datum(nr + 1, 1, 20), ram.chef, "Avsluta uppföljningen")


def _byt(plan: Kvalitetsplan, status: str, dag: date, av: Anvandare, skal: str) -> None:
    plan.status, plan.version = status, plan.version + 1
    i_historiken(plan, dag, av, skal)
    plan.save()

"""Factories for the planning rooms: processes, risks, self-checks, actions and plans, with fictional texts."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from egenkontroller.models import Egenkontroll, Kontrolltillfalle
from kvalitet.models import Anvandare, Atgard, Enhet, Process
from risker.models import Kvalitetsplan, Planprocess, Planrad, Risk, Riskbedomning, Riskskala


def skapa_process(enhet: Enhet, namn: str = "Ta emot ansökan", nummer: str = "1", **falt: Any) -> Process:
    return Process.objects.create(enhet=enhet, namn=namn, nummer=nummer, **falt)


def skapa_atgard(enhet: Enhet, rubrik: str = "Ta upp rutinen på mötet", **falt: Any) -> Atgard:
    return Atgard.objects.create(enhet=enhet, rubrik=rubrik, **falt)


def skapa_egenkontroll(enhet: Enhet, text: str = "Granska tio akter", **falt: Any) -> Egenkontroll:
    kontroll = Egenkontroll.objects.create(enhet=enhet, text=text, **falt)
    kontroll.refresh_from_db()
    return kontroll


def skapa_risk(enhet: Enhet, text: str = "Besked dröjer längre än utlovat", **falt: Any) -> Risk:
    return Risk.objects.create(enhet=enhet, text=text, **falt)


def skapa_plan(enhet: Enhet, ar: int = 2026, *, faststalld_av: Anvandare | None = None, **falt: Any) -> Kvalitetsplan:
    """A plan; adopted in January of its year when `faststalld_av` is given."""
    if faststalld_av is not None:
        vid = datetime(ar, 1, 15, 10, tzinfo=ZoneInfo("Europe/Stockholm"))
        falt = {"status": Kvalitetsplan.Status.FASTSTALLD, "faststalld_vid": vid, **falt}
    return Kvalitetsplan.objects.create(enhet=enhet, ar=ar, faststalld_av=faststalld_av, **falt)


def skapa_rad(
    plan: Kvalitetsplan, risk: Risk | None = None, *, enhet: Enhet | None = None, nr: int = 0, **falt: Any
) -> Planrad:
    """A row of the plan for the risk (a new one by default), under the risk's process."""
    nr = nr or plan.rader.count() + 1
    risk = risk or skapa_risk(plan.enhet, f"Risk nummer {nr}")
    planprocess = None
    if risk.process:
        planprocess, _ = Planprocess.objects.get_or_create(plan=plan, process=risk.process, defaults={"ordning": nr})
    return Planrad.objects.create(
        plan=plan, planprocess=planprocess, risk=risk, enhet=enhet or plan.enhet, ordning=nr, **falt
    )


def skapa_tillfalle(kontroll: Egenkontroll, manad: int = 1, ar: int = 2026, **falt: Any) -> Kontrolltillfalle:
    """An occasion of the check in a month of the year, due two weeks after; in the check's unit by default."""
    fran = date(ar, manad, 1)
    till = (date(ar + manad // 12, manad % 12 + 1, 1)) - timedelta(days=1)
    standard = {"enhet": kontroll.enhet, "periodnr": manad, "fran": fran, "till": till}
    tillfalle = Kontrolltillfalle.objects.create(
        egenkontroll=kontroll, ar=ar, **{"forfaller": till + timedelta(days=14), **standard, **falt}
    )
    tillfalle.refresh_from_db()
    return tillfalle


def bedom(risk: Risk, sannolikhet: int, allvar: int, datum: date = date(2026, 3, 1), **falt: Any) -> Riskbedomning:
    """An assessment on the scale of the day."""
    return Riskbedomning.objects.create(
        risk=risk,
        skala=Riskskala.objects.gallande(datum),
        datum=datum,
        sannolikhet=sannolikhet,
        allvar=allvar,
        **{"motivering": "Så bedömde vi när vi gick igenom ärendena.", **falt},
    )

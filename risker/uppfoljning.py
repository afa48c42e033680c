"""A plan's follow-up table for page and export: Process | Risk | Enhet | Egenkontroll | Åtgärd | Läge.

Actions that inherit protection from a case are never in the table.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from egenkontroller.models import Egenkontroll
from kvalitet.models import Atgard
from risker.models import Delrisk, Kvalitetsplan, Planprocess, Planrad, Riskbedomning
from risker.rorelse import under_aret


@dataclass(frozen=True)
class Atgardsuppgift:
    """An action as the table shows it; `status` is the state's slug, `statusnamn` its word."""

    id: int
    text: str
    status: str
    statusnamn: str
    ansvarig: str
    tid: str
    senast: date | None
    forsenad: bool


@dataclass(frozen=True)
class Kontrolluppgift:
    """A self-check with the actions that belong to it in this row."""

    id: int
    text: str
    frekvens: str
    malvarde: str
    atgarder: tuple[Atgardsuppgift, ...]


@dataclass(frozen=True)
class Innehall:
    """Self-checks and actions of a row or of a process. `atgarder`: those that belong to none of the self-checks."""

    egenkontroller: tuple[Kontrolluppgift, ...] = ()
    atgarder: tuple[Atgardsuppgift, ...] = ()

    @property
    def alla_atgarder(self) -> tuple[Atgardsuppgift, ...]:
        return tuple(a for kontroll in self.egenkontroller for a in kontroll.atgarder) + self.atgarder

    @property
    def tomt(self) -> bool:
        return not self.egenkontroller and not self.atgarder


@dataclass(frozen=True)
class Uppfoljningsrad:
    """A risk for a unit or group. `nummer` is the row's own designation, R1, R2 … where the import gave none.

    `varde` is the year's last assessment and `varde_fore` how the risk stood when the year began; None: not assessed.
    """

    id: int
    nummer: str
    risk_id: int
    risk: str
    delrisker: tuple[str, ...]
    enhet: str
    innehall: Innehall
    lage: str
    lagenamn: str
    kommentar: str
    utan_atgard: bool
    utan_egenkontroll: bool
    varde: int | None = None
    varde_fore: int | None = None

    @property
    def varden(self) -> str:
        """ "9 → 6", "6", or empty when nobody has assessed the risk."""
        if self.varde is None:
            return ""
        return str(self.varde) if self.varde_fore is None else f"{self.varde_fore} → {self.varde}"


@dataclass(frozen=True)
class Processavsnitt:
    """A process of a plan with its rows, and what is tied to the process as a whole. No process: the unit as such."""

    plan_id: int
    ar: int
    planens_enhet: str
    planprocess_id: int | None
    process_id: int | None
    process: str
    typ: str
    innehall: Innehall
    rader: tuple[Uppfoljningsrad, ...]


def avsnitt_for(planer: Iterable[Kvalitetsplan]) -> list[Processavsnitt]:
    """The plans' sections in order: processes as the plan has them, last what belongs to no process."""
    planer = list(planer)
    rader = list(
        Planrad.objects.filter(plan__in=planer).select_related("risk", "enhet").order_by("plan", "ordning", "pk")
    )
    processer = list(
        Planprocess.objects.filter(plan__in=planer).select_related("process").order_by("plan", "ordning", "pk")
    )
    samlare = _Samlare(rader, processer)
    delrisker: dict[int, list[str]] = {}
    for del_ in Delrisk.objects.filter(risk__in=[rad.risk_id for rad in rader]).order_by("risk", "ordning"):
        delrisker.setdefault(del_.risk_id, []).append(del_.text)
    avsnitt = []
    for plan in planer:
        for planprocess in [*(p for p in processer if p.plan_id == plan.pk), None]:
            egna = [
                (nr, rad)
                for nr, rad in enumerate((r for r in rader if r.plan_id == plan.pk), start=1)
                if rad.planprocess_id == (planprocess.pk if planprocess else None)
            ]
            innehall = samlare.innehall("planprocess", planprocess.pk) if planprocess else Innehall()
            if planprocess is None and not egna:
                continue
            avsnitt.append(
                Processavsnitt(
                    plan_id=plan.pk,
                    ar=plan.ar,
                    planens_enhet=str(plan.enhet),
                    planprocess_id=planprocess.pk if planprocess else None,
                    process_id=planprocess.process_id if planprocess else None,
                    process=str(planprocess.process) if planprocess else "Hela enheten",
                    typ=planprocess.process.get_typ_display() if planprocess else "",
                    innehall=innehall,
                    rader=tuple(_rad(nr, rad, plan, innehall, samlare, delrisker) for nr, rad in egna),
                )
            )
    return avsnitt


def _rad(
    nr: int,
    rad: Planrad,
    plan: Kvalitetsplan,
    processens: Innehall,
    samlare: "_Samlare",
    delrisker: dict[int, list[str]],
) -> Uppfoljningsrad:
    innehall = samlare.innehall("planrad", rad.pk)
    fore, nu = under_aret(samlare.bedomningar.get(rad.risk_id, ()), plan.ar)
    return Uppfoljningsrad(
        id=rad.pk,
        nummer=rad.importnyckel or f"R{nr}",
        risk_id=rad.risk_id,
        risk=rad.risk.text,
        delrisker=tuple(delrisker.get(rad.risk_id, ())),
        enhet=str(rad.enhet),
        innehall=innehall,
        lage=rad.lage,
        lagenamn=rad.get_lage_display() if rad.lage else "",
        kommentar=rad.lage_kommentar,
        utan_atgard=not innehall.alla_atgarder and not processens.alla_atgarder,
        utan_egenkontroll=not innehall.egenkontroller and not processens.egenkontroller,
        varde=nu.varde if nu else None,
        varde_fore=fore.varde if fore else None,
    )


class _Samlare:
    """Reads all links of the rows and processes at once."""

    def __init__(self, rader: list[Planrad], processer: list[Planprocess]) -> None:
        self.kontroller: dict[tuple[str, int], list[Egenkontroll]] = {}
        self.atgarder: dict[tuple[str, int], list[Atgard]] = {}
        for slag, modell, poster in (("planrad", Planrad, rader), ("planprocess", Planprocess, processer)):
            nycklar = [post.pk for post in poster]
            for falt, samling in (("egenkontroller", self.kontroller), ("atgarder", self.atgarder)):
                self._las(slag, modell, nycklar, falt, samling)
        egna = {kontroll.pk for lista in self.kontroller.values() for kontroll in lista}
        self.till_kontroll: dict[int, set[int]] = {}
        for kontroll, atgard in Egenkontroll.atgarder.through.objects.filter(egenkontroll__in=egna).values_list(
            "egenkontroll_id", "atgard_id"
        ):
            self.till_kontroll.setdefault(kontroll, set()).add(atgard)

        self.bedomningar: dict[int, list[Riskbedomning]] = {}
        for bedomning in Riskbedomning.objects.gallande().filter(risk__in={rad.risk_id for rad in rader}):
            self.bedomningar.setdefault(bedomning.risk_id, []).append(bedomning)

    def _las(self, slag: str, modell: Any, nycklar: list[int], falt: str, samling: dict[tuple[str, int], Any]) -> None:
        annan = "egenkontroll" if falt == "egenkontroller" else "atgard"
        kopplingar: QuerySet[Any] = getattr(modell, falt).through.objects.filter(**{f"{slag}__in": nycklar})
        if annan == "atgard":
            kopplingar = kopplingar.filter(atgard__skyddad=False).select_related("atgard__ansvarig")
        else:
            kopplingar = kopplingar.select_related("egenkontroll")
        for koppling in kopplingar.order_by(f"{annan}_id"):
            samling.setdefault((slag, getattr(koppling, f"{slag}_id")), []).append(getattr(koppling, annan))

    def innehall(self, slag: str, pk: int) -> Innehall:
        atgarder = {atgard.pk: _atgard(atgard) for atgard in self.atgarder.get((slag, pk), ())}
        kontroller, anvanda = [], set()
        for kontroll in self.kontroller.get((slag, pk), ()):
            egna = [pk for pk in atgarder if pk in self.till_kontroll.get(kontroll.pk, ())]
            anvanda |= set(egna)
            kontroller.append(
                Kontrolluppgift(
                    kontroll.pk,
                    kontroll.text,
                    kontroll.frekvens,
                    kontroll.malvarde,
                    tuple(atgarder[pk] for pk in egna),
                )
            )
        return Innehall(tuple(kontroller), tuple(a for pk, a in atgarder.items() if pk not in anvanda))


def _atgard(atgard: Atgard) -> Atgardsuppgift:
    return Atgardsuppgift(
        id=atgard.pk,
        text=atgard.rubrik,
        status=atgard.status,
        statusnamn=atgard.get_status_display(),
        ansvarig=atgard.ansvarig_visad,
        tid=atgard.tid_text,
        senast=atgard.senast,
        forsenad=atgard.forsenad,
    )


@dataclass(frozen=True)
class Exportrad:
    process: str
    nummer: str
    risk: str
    enhet: str
    egenkontroll: str
    atgard: str
    atgardens_lage: str
    ansvarig: str
    lage: str
    kommentar: str
    varden: str = ""


def exportrader(avsnitt: Iterable[Processavsnitt]) -> Iterator[Exportrad]:
    """The table flat, a line for each self-check and action; what is tied to the process has lines without risk."""
    for del_ in avsnitt:
        for kontroll, atgard in _par(del_.innehall, tomma=False):
            yield _exportrad(del_.process, None, kontroll, atgard)
        for rad in del_.rader:
            for kontroll, atgard in _par(rad.innehall, tomma=True):
                yield _exportrad(del_.process, rad, kontroll, atgard)


def _par(innehall: Innehall, *, tomma: bool) -> Iterator[tuple[str, Atgardsuppgift | None]]:
    for kontroll in innehall.egenkontroller:
        for atgard in kontroll.atgarder or (None,):
            yield kontroll.text, atgard
    for fri in innehall.atgarder:
        yield "", fri
    if tomma and innehall.tomt:
        yield "", None


def _exportrad(process: str, rad: Uppfoljningsrad | None, kontroll: str, atgard: Atgardsuppgift | None) -> Exportrad:
    return Exportrad(
        process=process,
        nummer=rad.nummer if rad else "",
        risk=rad.risk if rad else "",
        enhet=rad.enhet if rad else "",
        egenkontroll=kontroll,
        atgard=atgard.text if atgard else "",
        atgardens_lage=atgard.statusnamn if atgard else "",
        ansvarig=atgard.ansvarig if atgard else "",
        lage=rad.lagenamn if rad else "",
        kommentar=rad.kommentar if rad else "",
        varden=rad.varden if rad else "",
    )

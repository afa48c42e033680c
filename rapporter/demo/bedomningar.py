"""How Älvhamra judged its risks: when they came into the plan, at each year's end, and this year so far."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rapporter.demo.planram import Planram, tarning
from rapporter.demo.plantexter import ANTAL_AR, Kontroll, Risktext
from risker.grunddata import lagg_in_riskskala
from risker.models import Risk, Riskbedomning, Riskskala

STORSTA = 4
STEG = {"o": 1, "k": 0, "m": -1}
NY_I_PLANEN = (
    "Bedömd av arbetsgruppen när risken kom in i planen. {varfor}",
    "Första bedömningen. {varfor}",
    "Gruppernas ombud bedömde risken tillsammans. {varfor}",
)
TILLBAKA = "Risken är tillbaka i planen. {varfor}"
OFORANDRAD = (
    "Samma bedömning som vid årsskiftet.",
    "Vi ser ingen anledning att ändra bedömningen från uppföljningen.",
    "Oförändrad. Arbetsgruppen gick igenom förra årets uppföljning.",
    "Bedömningen från uppföljningen står fast tills årets kontroller är gjorda.",
    "Ingen ny händelse sedan uppföljningen.",
)


@dataclass(frozen=True)
class _Bedomt:
    datum: date
    period: str
    sannolikhet: int
    motivering: str


def lagg_in_bedomningar(
    ram: Planram, risker: list[tuple[Risktext, Risk]], kommentar: Callable[[Risktext, int], str]
) -> None:
    """Dated assessments that follow the story. `kommentar(risk, year)` is what the follow-up of the year said."""
    lagg_in_riskskala()
    skala = Riskskala.objects.gallande()
    rader = [
        Riskbedomning(
            risk=risk,
            skala=skala,
            datum=b.datum,
            period=b.period,
            sannolikhet=b.sannolikhet,
            allvar=text.grad[1],
            varde=b.sannolikhet * text.grad[1],
            motivering=b.motivering,
            bedomd_av=ram.chef,
        )
        for text, risk in risker
        for b in _bedomda(ram, text, kommentar)
    ]
    Riskbedomning.objects.bulk_create(rader, batch_size=500)
    for _, risk in risker:
        risk.folj_bedomningen()


def _bedomda(ram: Planram, text: Risktext, kommentar: Callable[[Risktext, int], str]) -> list[_Bedomt]:
    svar: list[_Bedomt] = []
    sannolikhet, fore = text.grad[0], "."
    for nr, lage in enumerate(text.lagen):
        if lage == ".":
            fore = lage
            continue
        slumpen, ar = tarning("bedömning", text.text, nr), ram.ar(nr)
        if fore in ".a":  # new, or back after a year without it
            sannolikhet = text.grad[0]
            mall = TILLBAKA if svar else slumpen.choice(NY_I_PLANEN)
            motivering = mall.format(varfor=text.konsekvens or text.orsak).strip()
            svar.append(_Bedomt(_intradesdag(ram, text, nr), f"inför {ar}", sannolikhet, motivering))
        elif nr == ANTAL_AR - 1:
            svar.append(_Bedomt(ram.datum(nr, 1, 22), f"inför {ar}", sannolikhet, slumpen.choice(OFORANDRAD)))
        if lage == "+":
            svar += _hittills(ram, text, nr, sannolikhet)
            break
        sannolikhet = 1 if lage == "a" else min(max(sannolikhet + STEG[lage], 1), STORSTA)
        svar.append(_Bedomt(ram.datum(nr, 12, 12), f"uppföljning {ar}", sannolikhet, kommentar(text, nr)))
        fore = lage
    return svar


def _intradesdag(ram: Planram, text: Risktext, nr: int) -> date:
    if text.uppkommen and text.uppkommen[0] == nr:
        return ram.datum(nr, text.uppkommen[1], text.uppkommen[2])
    return ram.datum(nr, 1, 22)


def _hittills(ram: Planram, text: Risktext, nr: int, sannolikhet: int) -> list[_Bedomt]:
    """In the autumn a risk whose first check has reached its target is judged less probable."""
    hosten = date(ram.ar(nr), 9, 16)
    if hosten > ram.dag or sannolikhet == 1 or not text.kontroller or not _nar_malet(text.kontroller[0], nr):
        return []
    motivering = f"Lägre sannolikhet än i januari. Egenkontrollen ”{text.kontroller[0].text}” når sitt mål i år."
    return [_Bedomt(hosten, f"hösten {ram.ar(nr)}", sannolikhet - 1, motivering)]


def _nar_malet(kontroll: Kontroll, nr: int) -> bool:
    niva = kontroll.nivaer[nr]
    if niva is None or kontroll.mal is None:
        return False
    return niva >= kontroll.mal[1] if kontroll.mal[0] == "minst" else niva <= kontroll.mal[1]

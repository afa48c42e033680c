"""What plans and risks contribute: menu, what waits, where actions come from, what hangs on a process."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from kvalitet import bidrag
from kvalitet.datum import idag
from kvalitet.models import Anvandare
from kvalitet.roller import Ratt
from risker import kedja
from risker.models import Kvalitetsplan, Planfil, Planprocess, Planrad, Risk


def _vantande(anvandare: Anvandare) -> QuerySet[Kvalitetsplan]:
    """From December on: adopted plans of the year or earlier that are not followed up, for those who edit plans."""
    dag = idag()
    sista_ar = dag.year if dag.month == 12 else dag.year - 1
    return (
        Kvalitetsplan.objects.filter(
            enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_REDIGERA),
            status=Kvalitetsplan.Status.FASTSTALLD,
            ar__lte=sista_ar,
        )
        .select_related("enhet")
        .annotate(utan=Count("rader", filter=Q(rader__lage="")))
        .order_by("ar", "pk")
    )


def _vantar(plan: Any, anvandare: Anvandare) -> bidrag.Vantar:
    if plan.utan:
        vad = "En risk saknar läge." if plan.utan == 1 else f"{plan.utan} risker saknar läge."
    else:
        vad = "Alla risker har läge, uppföljningen kan avslutas."
    return bidrag.Vantar(str(plan), plan.get_absolute_url(), vad, date(plan.ar, 12, 31))


def _ursprung(atgarder: Iterable[int], anvandare: Anvandare) -> Iterator[bidrag.Ursprung]:
    ids = list(atgarder)
    rader = Planrad.objects.synliga_for(anvandare)
    pa_rad = Planrad.atgarder.through.objects.filter(atgard__in=ids, planrad__in=rader)
    for koppling in pa_rad.select_related("planrad__risk", "planrad__plan").order_by("pk"):
        rad = koppling.planrad
        text = f"Risk i planen {rad.plan.ar}: {rad.risk}"
        yield bidrag.Ursprung(koppling.atgard_id, text, rad.risk.get_absolute_url())
    planer = Kvalitetsplan.objects.synliga_for(anvandare)
    pa_process = Planprocess.atgarder.through.objects.filter(atgard__in=ids, planprocess__plan__in=planer)
    for process in pa_process.select_related("planprocess__process", "planprocess__plan__enhet").order_by("pk"):
        plats = process.planprocess
        text = f"Processen {plats.process} i {plats.plan}"
        yield bidrag.Ursprung(process.atgard_id, text, plats.plan.get_absolute_url())


def _egenkontrollens_plats(egenkontroll_id: int, anvandare: Anvandare) -> Iterator[bidrag.Post]:
    rader = Planrad.objects.synliga_for(anvandare).filter(egenkontroller=egenkontroll_id)
    for rad in rader.select_related("risk", "plan", "enhet").order_by("-plan__ar", "pk"):
        yield bidrag.Post(f"Risk i planen {rad.plan.ar}, {rad.enhet}: {rad.risk}", rad.risk.get_absolute_url())
    planer = Kvalitetsplan.objects.synliga_for(anvandare)
    platser = Planprocess.objects.filter(egenkontroller=egenkontroll_id, plan__in=planer)
    for plats in platser.select_related("process", "plan__enhet").order_by("-plan__ar", "pk"):
        yield bidrag.Post(f"Processen {plats.process} i {plats.plan}", plats.plan.get_absolute_url())


def _processdel(process_id: int, anvandare: Anvandare) -> bidrag.Processdel:
    risker = Risk.objects.synliga_for(anvandare).filter(process_id=process_id).order_by("pk")
    poster = tuple(bidrag.Post(str(risk), risk.get_absolute_url()) for risk in risker)
    return bidrag.Processdel(10, "Risker", poster, "Ingen risk är beskriven för processen.")


def _signaler(anvandare: Anvandare) -> Iterator[bidrag.Signal]:
    """Risks assessed at or above the action limit that nothing checks and nothing is done about."""
    enheter = sorted(anvandare.enhetsid_med(Ratt.PLAN_LASA_UTKAST))
    if not enheter:
        return
    antal = Risk.objects.filter(enhet_id__in=enheter).over_gransen().utan_egenkontroll_och_atgard().count()  # type: ignore[attr-defined]
    if antal:
        rubrik = "En hög risk utan egenkontroll och åtgärd"
        if antal > 1:
            rubrik = f"{antal} höga risker utan egenkontroll och åtgärd"
        vad = "Bedömda till åtgärdsgränsen eller mer, men ingen plan har knutit något till dem."
        yield bidrag.Signal(rubrik, f"{reverse('risker:risker')}?niva=over&utan=on", vad, bidrag.Grad.BROTT, 20)


def _dagligen() -> str:
    """Files that nobody confirmed."""
    antal, _ = Planfil.objects.utgangna().delete()
    return f"planfiler borttagna: {antal}"


def _laser_planer(anvandare: Anvandare) -> bool:
    return anvandare.har_ratt(Ratt.PLAN_LASA)


def registrera() -> None:
    bidrag.registrera(
        meny=[bidrag.Menyval("Kedjan", 20, "Plan och risker", "risker:lista", _laser_planer)],
        vantar_pa=bidrag.Vantan("risker:lista", _vantande, _vantar),
        signaler=_signaler,
        ursprung=_ursprung,
        egenkontrollens_plats=_egenkontrollens_plats,
        processdel=_processdel,
        dagligen=_dagligen,
        kedja=kedja.led,
    )

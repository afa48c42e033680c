"""Writes across a plan's models."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from kvalitet.models import Enhet
from risker.models import Kvalitetsplan, Planprocess, Planrad, Risk


@transaction.atomic
def lagg_till_rad(*, plan: Kvalitetsplan, risk: Risk, enhet: Enhet) -> Planrad:
    """Put the risk last in the plan, under its process, which comes into the plan with it."""
    Kvalitetsplan.objects.select_for_update().filter(pk=plan.pk).values_list("pk").get()
    planprocess = None
    if risk.process is not None:
        sist = plan.planprocesser.aggregate(sist=Max("ordning"))["sist"] or 0
        planprocess, _ = Planprocess.objects.get_or_create(
            plan=plan, process=risk.process, defaults={"ordning": sist + 1}
        )
    sist = plan.rader.aggregate(sist=Max("ordning"))["sist"] or 0
    return Planrad.objects.create(plan=plan, planprocess=planprocess, risk=risk, enhet=enhet, ordning=sist + 1)


@transaction.atomic
def flytta_till_process(*, risk: Risk) -> None:
    """After a risk has changed process: its rows in plans not yet followed up go with it."""
    rader = risk.planrader.exclude(plan__status=Kvalitetsplan.Status.UPPFOLJD).select_related("plan")
    for rad in rader:
        planprocess = None
        if risk.process is not None:
            planprocess, _ = Planprocess.objects.get_or_create(plan=rad.plan, process=risk.process)
        if rad.planprocess != planprocess:
            rad.planprocess = planprocess
            rad.spara_ny_version(orsak="Risken har bytt process")


@transaction.atomic
def flytta_rad(*, rad: Planrad, upp: bool) -> None:
    """Let the row change places with its neighbour above or below under the same process; at the end nothing moves."""
    Kvalitetsplan.objects.select_for_update().filter(pk=rad.plan_id).values_list("pk").get()
    rader = list(rad.plan.rader.order_by("ordning", "pk"))
    plats = next(i for i, r in enumerate(rader) if r.pk == rad.pk)
    steg = range(plats - 1, -1, -1) if upp else range(plats + 1, len(rader))
    granne = next((i for i in steg if rader[i].planprocess_id == rad.planprocess_id), None)
    if granne is None:
        return
    rader[plats], rader[granne] = rader[granne], rader[plats]
    for ordning, r in enumerate(rader, start=1):
        if r.ordning != ordning:
            r.ordning = ordning
            r.spara_ny_version(orsak="Ordningen i planen ändrad")


@transaction.atomic
def ta_bort_rad(*, rad: Planrad) -> None:
    """Take the risk out of a draft plan, and its process when nothing else of it is left. The risk itself lives on."""
    planprocess = rad.planprocess
    rad._change_reason = "Borttagen ur utkastet"  # type: ignore[attr-defined]
    rad.delete()
    if planprocess is None or planprocess.rader.exists():
        return
    if not planprocess.egenkontroller.exists() and not planprocess.atgarder.exists():
        planprocess.delete()


def att_ta_over(plan: Kvalitetsplan) -> QuerySet[Planrad]:
    """Rows of the unit's latest earlier plan whose risk is not remedied and which this plan does not have."""
    tidigare = Kvalitetsplan.objects.filter(enhet=plan.enhet_id, ar__lt=plan.ar).order_by("-ar").values("pk")[:1]
    fanns = plan.rader.filter(risk=OuterRef("risk"), enhet=OuterRef("enhet"))
    return (
        Planrad.objects.filter(~Exists(fanns), plan__in=tidigare)
        .exclude(lage=Planrad.Lage.AVHJALPT)
        .select_related("risk__process", "enhet", "plan")
        .order_by("ordning", "pk")
    )


def alder(plan: Kvalitetsplan, risker: Iterable[int]) -> dict[int, int]:
    """Risk → which year in the unit's plans this one would be: 1 for new, 3 when two earlier plans have it."""
    ar = (
        Planrad.objects.filter(risk__in=list(risker), plan__enhet=plan.enhet_id, plan__ar__lt=plan.ar)
        .values("risk")
        .annotate(antal=Count("plan__ar", distinct=True))
    )
    return {rad["risk"]: rad["antal"] + 1 for rad in ar}


@transaction.atomic
def ta_over(*, plan: Kvalitetsplan, rader: Iterable[Planrad]) -> int:
    """Let the risks live on in the plan with the self-checks still done and the actions still alive; how many."""
    Kvalitetsplan.objects.select_for_update().filter(pk=plan.pk).values_list("pk").get()
    kvar = att_ta_over(plan).filter(pk__in=[rad.pk for rad in rader])
    antal = 0
    for gammal in kvar:
        ny = lagg_till_rad(plan=plan, risk=gammal.risk, enhet=gammal.enhet)
        ny.egenkontroller.set(gammal.egenkontroller.giltiga())  # type: ignore[attr-defined]
        ny.atgarder.set(gammal.atgarder.pagaende())  # type: ignore[attr-defined]
        antal += 1
    return antal


@transaction.atomic
def koppla(*, plats: Planrad | Planprocess, plan: Kvalitetsplan, egenkontroller: Any, atgarder: Any) -> None:
    """Set which self-checks and actions belong to the row or process."""
    plats.egenkontroller.set(egenkontroller)
    plats.atgarder.set(atgarder)
    plan.oppna_egenkontroller()

"""Writes across a plan's models."""

from typing import Any

from django.db import transaction
from django.db.models import Max

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
def koppla(*, plats: Planrad | Planprocess, plan: Kvalitetsplan, egenkontroller: Any, atgarder: Any) -> None:
    """Set which self-checks and actions belong to the row or process."""
    plats.egenkontroller.set(egenkontroller)
    plats.atgarder.set(atgarder)
    plan.oppna_egenkontroller()

"""What the database and the state table guarantee about plans, and who sees them."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from egenkontroller.models import Egenkontroll
from kvalitet.tillstand import OtillatenOvergang
from risker.models import Kvalitetsplan, Planrad, Risk
from tests.stod.planer import skapa_egenkontroll, skapa_plan, skapa_rad


@pytest.mark.parametrize(
    "falt",
    [
        {"ar": 1999},
        {"ar": 20026},
        {"status": "faststalld"},
        {"faststalld_av": True},
    ],
)
def test_orimlig_plan_stoppas_av_databasen(folk: SimpleNamespace, falt: dict[str, Any]) -> None:
    if "faststalld_av" in falt:
        falt["faststalld_av"] = folk.bo
    with pytest.raises(IntegrityError), transaction.atomic():
        Kvalitetsplan.objects.create(**({"enhet": folk.norra, "ar": 2026} | falt))


def test_en_plan_per_enhet_och_ar(folk: SimpleNamespace) -> None:
    skapa_plan(folk.norra, 2026)
    with pytest.raises(IntegrityError), transaction.atomic():
        skapa_plan(folk.norra, 2026)


def test_lage_kraver_kommentar(folk: SimpleNamespace) -> None:
    rad = skapa_rad(skapa_plan(folk.norra))
    rad.lage = Planrad.Lage.MINSKAT
    with pytest.raises(IntegrityError), transaction.atomic():
        rad.save()


def test_planens_vag(folk: SimpleNamespace) -> None:
    plan = skapa_plan(folk.norra)
    with pytest.raises(OtillatenOvergang, match="inte har någon risk"):
        plan.byt_status("faststalld", av=folk.bo)
    assert plan.faststalld_av is None
    rad = skapa_rad(plan)
    egenkontroll = skapa_egenkontroll(folk.norra)
    rad.egenkontroller.add(egenkontroll)
    with pytest.raises(PermissionDenied):
        plan.byt_status("faststalld", av=folk.kim)
    plan.byt_status("faststalld", av=folk.bo)
    plan.refresh_from_db()
    assert (plan.status, plan.faststalld_av) == ("faststalld", folk.bo)
    egenkontroll.refresh_from_db()
    assert egenkontroll.faststalld

    with pytest.raises(OtillatenOvergang, match="en risk saknar läge"):
        plan.byt_status("uppfoljd", av=folk.bo)
    rad.lage, rad.lage_kommentar = "minskat", "Färre klagomål."
    rad.save()
    plan.byt_status("uppfoljd", av=folk.bo)
    with pytest.raises(OtillatenOvergang, match="motivering"):
        plan.byt_status("faststalld", av=folk.bo)
    plan.byt_status("faststalld", av=folk.bo, motivering="Ett läge blev fel.")
    plan.byt_status("utkast", av=folk.bo, motivering="En risk saknades.")
    plan.refresh_from_db()
    assert (plan.status, plan.faststalld_av, plan.faststalld_vid) == ("utkast", None, None)
    egenkontroll.refresh_from_db()
    assert not egenkontroll.faststalld


@pytest.mark.parametrize(("status", "till"), [("utkast", "uppfoljd"), ("uppfoljd", "utkast"), ("utkast", "utkast")])
def test_otillatna_vagar(folk: SimpleNamespace, status: str, till: str) -> None:
    av = None if status == "utkast" else folk.bo
    plan = skapa_plan(folk.norra, faststalld_av=av, **({} if status == "utkast" else {"status": status}))
    with pytest.raises(OtillatenOvergang):
        plan.byt_status(till, av=folk.bo)


def test_vem_ser_utkast_och_faststalld_plan(folk: SimpleNamespace) -> None:
    utkast, fast = skapa_plan(folk.norra, 2027), skapa_plan(folk.norra, 2026, faststalld_av=folk.bo)
    i_utkast, i_fast = skapa_rad(utkast), skapa_rad(fast)
    k_utkast = skapa_egenkontroll(folk.norra)
    k_fast = skapa_egenkontroll(folk.norra, faststalld=True)

    def ser(person: Any) -> tuple[set[int], set[int], set[int], set[int]]:
        return tuple(
            set(modell.objects.synliga_for(person).values_list("pk", flat=True))
            for modell in (Kvalitetsplan, Planrad, Risk, Egenkontroll)
        )

    bada = (
        {utkast.pk, fast.pk},
        {i_utkast.pk, i_fast.pk},
        {i_utkast.risk_id, i_fast.risk_id},
        {k_utkast.pk, k_fast.pk},
    )
    bara_fast = ({fast.pk}, {i_fast.pk}, {i_fast.risk_id}, {k_fast.pk})
    ingenting: tuple[set[int], ...] = (set(), set(), set(), set())
    for namn in ("bo", "uno", "kim", "lena"):
        assert ser(getattr(folk, namn)) == bada, namn
    assert ser(folk.rut) == bara_fast
    for namn in ("anna", "cecilia", "david", "sara", "karl", "adam", "ove", "gammal"):
        assert ser(getattr(folk, namn)) == ingenting, namn

from types import SimpleNamespace
from typing import Any

from risker.importen.mall import arbetsbok
from risker.models import Forbattringsomrade, Planfil
from tests.atkomst.kvalitet import ANDRAR, LASER, NORRA, SKAPAR, pa
from tests.atkomst.rad import Rad
from tests.stod.planer import bedom, skapa_plan, skapa_process, skapa_rad, skapa_risk

SER_UTKAST = "bo kim uno lena"


def varld(v: SimpleNamespace) -> None:
    process = skapa_process(v.norra, "Utreda", "1")
    v.plan = skapa_plan(v.norra, 2026, faststalld_av=v.bo)
    v.rad = skapa_rad(v.plan, skapa_risk(v.norra, process=process))
    v.utkastplan = skapa_plan(v.norra, 2027)
    v.utkastrad = skapa_rad(v.utkastplan)
    v.kvarstar = skapa_rad(v.plan, lage="kvarstar", lage_kommentar="Syns i granskningen.")
    v.omrade = Forbattringsomrade.objects.create(plan=v.utkastplan, text="Barns delaktighet")
    v.bedomning = bedom(v.rad.risk, 3, 3)
    rader = {"Processer": [{"Namn": "Ny process"}]}
    v.planfil = Planfil.objects.create(anvandare=v.kim, plan=v.utkastplan, namn="plan.xlsx", innehall=arbetsbok(rader))


def plats(v: SimpleNamespace) -> dict[str, Any]:
    return {"plan_pk": v.plan.pk, "slag": "rad", "pk": v.rad.pk}


def i_utkastet(namn: str, **mer: Any) -> Any:
    return lambda v: {"plan_pk": v.utkastplan.pk, "pk": getattr(v, namn).pk, **mer}


GOR_OM_UTKAST = {200: ANDRAR, 403: "uno lena"}
RADER = {
    "risker:lista": Rad(),
    "risker:lista#export": Rad(fraga="?export=csv"),
    "risker:ny": Rad(SKAPAR, annars=403),
    "risker:mall": Rad(),
    "risker:visa": Rad({200: NORRA}, annars=404, kwargs=pa("plan")),
    "risker:visa#export": Rad({200: NORRA}, annars=404, kwargs=pa("plan"), fraga="?export=csv"),
    "risker:visa#utkast": Rad({200: SER_UTKAST}, annars=404, kwargs=pa("utkastplan")),
    "risker:visa#utkast-export": Rad({200: SER_UTKAST}, annars=404, kwargs=pa("utkastplan"), fraga="?export=csv"),
    "risker:historik": Rad({200: NORRA}, annars=404, kwargs=pa("plan")),
    "risker:historik#utkast": Rad({200: SER_UTKAST}, annars=404, kwargs=pa("utkastplan")),
    "risker:inledning": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("plan")),
    "risker:uppfoljning": Rad({200: NORRA}, annars=404, kwargs=pa("plan")),
    "risker:status": Rad(
        {302: "bo", 403: "kim uno lena"}, annars=404, metod="post", kwargs=pa("utkastplan", till="faststalld")
    ),
    "risker:status_skal": Rad({200: "bo", 403: "kim " + LASER}, annars=404, kwargs=pa("plan", till="utkast")),
    "risker:ny_rad": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("plan")),
    "risker:importera": Rad({200: ANDRAR, 403: "uno lena"}, annars=404, kwargs=pa("utkastplan")),
    "risker:forhandsgranska": Rad({200: "kim"}, annars=404, kwargs=pa("planfil")),
    "risker:bekrafta_import": Rad({302: "kim"}, annars=404, metod="post", kwargs=pa("planfil")),
    "risker:lage": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("rad")),
    "risker:lage#utkast": Rad({403: SER_UTKAST}, annars=404, kwargs=pa("utkastrad")),
    "risker:koppla": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=plats),
    "risker:ny_egenkontroll": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=plats),
    "risker:ny_atgard": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=plats),
    "risker:risker": Rad(),
    "risker:risker#export": Rad(fraga="?export=csv"),
    "risker:risk": Rad({200: NORRA}, annars=404, kwargs=lambda v: {"pk": v.rad.risk_id}),
    "risker:risk#utkast": Rad({200: SER_UTKAST}, annars=404, kwargs=lambda v: {"pk": v.utkastrad.risk_id}),
    "risker:risk_andra": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=lambda v: {"pk": v.rad.risk_id}),
    "risker:risk_historik": Rad({200: NORRA}, annars=404, kwargs=lambda v: {"pk": v.rad.risk_id}),
    "risker:ta_over": Rad(GOR_OM_UTKAST, annars=404, kwargs=pa("utkastplan")),
    "risker:ta_over#faststalld": Rad({403: NORRA}, annars=404, kwargs=pa("plan")),
    "risker:nytt_omrade": Rad(GOR_OM_UTKAST, annars=404, kwargs=pa("utkastplan")),
    "risker:omrade_andra": Rad(GOR_OM_UTKAST, annars=404, kwargs=i_utkastet("omrade")),
    "risker:omrade_ta_bort": Rad(GOR_OM_UTKAST, annars=404, kwargs=i_utkastet("omrade")),
    "risker:ta_bort_rad": Rad(GOR_OM_UTKAST, annars=404, kwargs=i_utkastet("utkastrad")),
    "risker:flytta_rad": Rad(
        {302: ANDRAR, 403: "uno lena"}, annars=404, metod="post", kwargs=i_utkastet("utkastrad", hall="upp")
    ),
    "risker:flytta_rad#faststalld": Rad(
        {403: NORRA}, annars=404, metod="post", kwargs=lambda v: {"plan_pk": v.plan.pk, "pk": v.rad.pk, "hall": "ner"}
    ),
    "risker:risk_ny": Rad(SKAPAR, annars=403),
    "risker:matris": Rad(),
    "risker:bedom": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=lambda v: {"pk": v.rad.risk_id}),
    "risker:ratta": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("bedomning")),
}

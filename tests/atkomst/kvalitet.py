from datetime import date
from types import SimpleNamespace
from typing import Any

from kvalitet.models import Jobb
from tests.atkomst.rad import Rad
from tests.stod.planer import skapa_atgard, skapa_process

NORRA = "bo kim uno lena rut"  # who sees what belongs to Norra enheten
ANDRAR = "bo kim"
LASER = "uno lena rut"
SKAPAR = {200: "bo kim david karl"}


def varld(v: SimpleNamespace) -> None:
    v.process = skapa_process(v.norra)
    v.atgard = skapa_atgard(v.norra)
    v.kims_jobb = Jobb.objects.create(slag="prov", nyckel="0:x", rubrik="Prov", bestalld_av=v.kim)
    v.trasigt_jobb = Jobb.objects.create(slag="paminnelser", nyckel="0:y", rubrik="Prov", status=Jobb.Status.FEL)
    v.atgard_klar = skapa_atgard(v.norra, status="pagar", genomford=date(2026, 1, 5))
    v.atgard_utan_effekt = skapa_atgard(
        v.norra, status="effekt_uppfoljd", genomford=date(2026, 1, 5), effekt="ej_nadd", effekt_motivering="Som förut."
    )


def pa(namn: str, **mer: Any) -> Any:
    return lambda v: {"pk": getattr(v, namn).pk, **mer}


RADER = {
    "start": Rad(),
    "logotyp": Rad(annars=404, oppen=True),
    "stil": Rad(),
    "stil_fraga": Rad(),
    "utkast": Rad(metod="post", annars=400, oppen=True),
    "om_tillganglighet": Rad(oppen=True),
    "om_personuppgifter": Rad(oppen=True),
    "jobb_lista": Rad(),
    "jobb_fel": Rad({200: "adam"}, annars=403),
    "jobb_visa": Rad({200: "kim"}, annars=404, kwargs=pa("kims_jobb")),
    "jobb_fil": Rad(annars=404, kwargs=pa("kims_jobb")),
    "jobb_igen": Rad({302: "adam"}, annars=404, metod="post", kwargs=pa("trasigt_jobb")),
    "process_lista": Rad(),
    "process_lista#export": Rad(fraga="?export=csv"),
    "process_ny": Rad(SKAPAR, annars=403),
    "process_visa": Rad({200: NORRA}, annars=404, kwargs=pa("process")),
    "process_andra": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("process")),
    "process_historik": Rad({200: NORRA}, annars=404, kwargs=pa("process")),
    "atgard_lista": Rad(),
    "atgard_lista#export": Rad(fraga="?export=csv"),
    "atgard_ny": Rad(SKAPAR, annars=403),
    "atgard_visa": Rad({200: NORRA}, annars=404, kwargs=pa("atgard")),
    "atgard_andra": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("atgard")),
    "atgard_genomford": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("atgard_klar")),
    "atgard_effekt": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("atgard")),
    "atgard_fortsatt": Rad({200: ANDRAR, 404: "david karl"}, annars=403, kwargs=pa("atgard_utan_effekt")),
    "atgard_historik": Rad({200: NORRA}, annars=404, kwargs=pa("atgard")),
    "atgard_status": Rad(
        {302: ANDRAR, 403: LASER}, annars=404, metod="post", kwargs=pa("atgard_klar", till="genomford")
    ),
    "atgard_status_skal": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("atgard", till="avbruten")),
}

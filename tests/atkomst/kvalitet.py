from datetime import date
from types import SimpleNamespace
from typing import Any

from kvalitet.models import Jobb
from tests.atkomst.rad import Rad
from tests.stod.planer import skapa_atgard, skapa_process
from tests.stod.register import (
    skapa_forutsattning,
    skapa_kategori,
    skapa_kompetensinsats,
    skapa_tillsyn,
    skapa_utforare,
    skapa_verksamhet,
)

NORRA = "bo kim uno lena rut"  # who sees what belongs to Norra enheten
ANDRAR = "bo kim"
LASER = "uno lena rut"
SKAPAR = {200: "bo kim david karl"}
UTVECKLAR = "kim karl"  # who changes what is one for the house
FOLJER = "bo uno david sara lena rut"  # who only reads it


def varld(v: SimpleNamespace) -> None:
    v.process = skapa_process(v.norra)
    v.atgard = skapa_atgard(v.norra)
    v.kims_jobb = Jobb.objects.create(slag="prov", nyckel="0:x", rubrik="Prov", bestalld_av=v.kim)
    v.trasigt_jobb = Jobb.objects.create(slag="paminnelser", nyckel="0:y", rubrik="Prov", status=Jobb.Status.FEL)
    v.atgard_klar = skapa_atgard(v.norra, status="pagar", genomford=date(2026, 1, 5))
    v.atgard_utan_effekt = skapa_atgard(
        v.norra, status="effekt_uppfoljd", genomford=date(2026, 1, 5), effekt="ej_nadd", effekt_motivering="Som förut."
    )

    v.utforare = skapa_utforare()
    v.kategori = skapa_kategori()
    v.verksamhet = skapa_verksamhet(v.utforare, kategorier=[v.kategori])
    v.tillsyn = skapa_tillsyn(v.norra)
    v.avslutad_tillsyn = skapa_tillsyn(v.norra, avslutad=date(2026, 3, 1))
    v.kompetens = skapa_kompetensinsats(v.norra)
    v.forutsattning = skapa_forutsattning(v.norra)


def pa(namn: str, **mer: Any) -> Any:
    return lambda v: {"pk": getattr(v, namn).pk, **mer}


def _andras(namn: str, post: str, **mer: Any) -> dict[str, Rad]:
    return {namn: Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa(post, **mer))}


def _enhetens(namn: str, post: str) -> dict[str, Rad]:
    """The pages of a register whose records belong to a unit."""
    return {
        f"{namn}_lista": Rad(),
        f"{namn}_lista#export": Rad(fraga="?export=csv"),
        f"{namn}_ny": Rad(SKAPAR, annars=403),
        f"{namn}_visa": Rad({200: NORRA}, annars=404, kwargs=pa(post)),
        **_andras(f"{namn}_andra", post),
        f"{namn}_historik": Rad({200: NORRA}, annars=404, kwargs=pa(post)),
    }


def _husets(namn: str, post: str, andrar: str = UTVECKLAR) -> dict[str, Rad]:
    """The pages of a register that is one for the house."""
    return {
        f"{namn}_lista": Rad(),
        f"{namn}_lista#export": Rad(fraga="?export=csv"),
        f"{namn}_ny": Rad({200: andrar}, annars=403),
        f"{namn}_visa": Rad({200: f"{FOLJER} {andrar}"}, annars=404, kwargs=pa(post)),
        f"{namn}_andra": Rad({200: andrar, 403: FOLJER}, annars=404, kwargs=pa(post)),
        f"{namn}_historik": Rad({200: f"{FOLJER} {andrar}"}, annars=404, kwargs=pa(post)),
    }


def tjanst(v: SimpleNamespace) -> Any:
    """A sign-in service that is not set up in the tests."""
    return {"provider_id": "kommun"}


RADER = {
    "start": Rad(),
    "kedja": Rad({403: "adam ove gammal"}),
    "logotyp": Rad(annars=404, oppen=True),
    "stil": Rad(),
    "stil_fraga": Rad(),
    "utkast": Rad(metod="post", annars=400, oppen=True),
    "om_tillganglighet": Rad(oppen=True),
    "om_personuppgifter": Rad(oppen=True),
    "openid_connect_login": Rad(annars=404, kwargs=tjanst, oppen=True),
    "openid_connect_callback": Rad(annars=404, kwargs=tjanst, oppen=True),
    "paminnelser": Rad(),
    "installningar": Rad(),
    "jobb_lista": Rad(),
    "jobb_fel": Rad({200: "adam"}, annars=403),
    "jobb_visa": Rad({200: "kim"}, annars=404, kwargs=pa("kims_jobb")),
    "jobb_fil": Rad(annars=404, kwargs=pa("kims_jobb")),
    "jobb_igen": Rad({302: "adam"}, annars=404, metod="post", kwargs=pa("trasigt_jobb")),
    "process_lista": Rad(),
    "process_lista#export": Rad(fraga="?export=csv"),
    "process_ny": Rad(SKAPAR, annars=403),
    # anna's group works by the unit's processes
    "process_visa": Rad({200: f"{NORRA} anna"}, annars=404, kwargs=pa("process")),
    "process_andra": Rad({200: ANDRAR, 403: f"{LASER} anna"}, annars=404, kwargs=pa("process")),
    "process_historik": Rad({200: f"{NORRA} anna"}, annars=404, kwargs=pa("process")),
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
    **_enhetens("tillsyn", "tillsyn"),
    **_enhetens("kompetens", "kompetens"),
    **_enhetens("forutsattning", "forutsattning"),
    **_andras("tillsyn_koppla", "tillsyn"),
    **_andras("tillsyn_ny_atgard", "tillsyn"),
    **_andras("kompetens_koppla", "kompetens"),
    **_andras("kompetens_ny_atgard", "kompetens"),
    "tillsyn_status": Rad({302: ANDRAR, 403: LASER}, annars=404, metod="post", kwargs=pa("tillsyn", till="avslutad")),
    **_andras("tillsyn_status_skal", "avslutad_tillsyn", till="pagar"),
    **_husets("utforare", "utforare"),
    **_husets("verksamhet", "verksamhet"),
    **_husets("insatskategori", "kategori", andrar=f"{UTVECKLAR} adam"),
}

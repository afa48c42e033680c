from types import SimpleNamespace
from typing import Any

from tests.atkomst.rad import Rad
from tests.stod.matt import skapa_kriterium, skapa_matvarde

SER_MATTET = "anna bo kim uno lena rut"  # the unit's aims hold in its groups
SER_VARDET = "bo kim uno lena rut"
ANDRAR = "kim"
SKAPAR = {200: "kim karl"}


def varld(v: SimpleNamespace) -> None:
    v.kriterium = skapa_kriterium(v.norra)
    v.matvarde = skapa_matvarde(v.kriterium, 85)


def pa(namn: str) -> Any:
    return lambda v: {"pk": getattr(v, namn).pk}


def laser(alla: str) -> str:
    return " ".join(namn for namn in alla.split() if namn not in ANDRAR.split())


RADER = {
    "kriterium_lista": Rad(),
    "kriterium_lista#export": Rad(fraga="?export=csv"),
    "kriterium_ny": Rad(SKAPAR, annars=403),
    "kriterium_visa": Rad({200: SER_MATTET}, annars=404, kwargs=pa("kriterium")),
    "kriterium_andra": Rad({200: ANDRAR, 403: laser(SER_MATTET)}, annars=404, kwargs=pa("kriterium")),
    "kriterium_historik": Rad({200: SER_MATTET}, annars=404, kwargs=pa("kriterium")),
    "kriterium_nytt_varde": Rad({200: "kim", 404: "karl"}, annars=403, kwargs=pa("kriterium")),
    "matvarde_lista": Rad(),
    "matvarde_lista#export": Rad(fraga="?export=csv"),
    "matvarde_ny": Rad(SKAPAR, annars=403),
    "matvarde_visa": Rad({200: SER_VARDET}, annars=404, kwargs=pa("matvarde")),
    "matvarde_andra": Rad({200: ANDRAR, 403: laser(SER_VARDET)}, annars=404, kwargs=pa("matvarde")),
    "matvarde_historik": Rad({200: SER_VARDET}, annars=404, kwargs=pa("matvarde")),
    "matvarde_import": Rad(SKAPAR, annars=403),
    "matvarde_import_mall": Rad(SKAPAR, annars=403),
    "matvarde_import_granska": Rad({302: "kim karl"}, annars=403),
}

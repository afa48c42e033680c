from types import SimpleNamespace

from tests.atkomst.kvalitet import ANDRAR, LASER, NORRA, SKAPAR, pa
from tests.atkomst.rad import Rad
from tests.stod.planer import skapa_egenkontroll, skapa_tillfalle

SER_UTKAST = "bo kim uno lena"


def varld(v: SimpleNamespace) -> None:
    v.kontroll = skapa_egenkontroll(v.norra, faststalld=True)
    v.utkastkontroll = skapa_egenkontroll(v.norra)
    v.tillfalle = skapa_tillfalle(v.kontroll)
    v.utkasttillfalle = skapa_tillfalle(v.utkastkontroll)
    v.unos_tillfalle = skapa_tillfalle(skapa_egenkontroll(v.sodra, ansvarig=v.uno))


SER_SODRA_UTKAST = "david karl sara lena uno"

RADER = {
    "egenkontroller:lista": Rad(),
    "egenkontroller:lista#export": Rad(fraga="?export=csv"),
    "egenkontroller:ny": Rad(SKAPAR, annars=403),
    "egenkontroller:visa": Rad({200: NORRA}, annars=404, kwargs=pa("kontroll")),
    "egenkontroller:visa#utkast": Rad({200: SER_UTKAST}, annars=404, kwargs=pa("utkastkontroll")),
    "egenkontroller:andra": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("kontroll")),
    "egenkontroller:historik": Rad({200: NORRA}, annars=404, kwargs=pa("kontroll")),
    "egenkontroller:skapa": Rad({302: SKAPAR[200]}, annars=403, metod="post"),
    "egenkontroller:skapa_for": Rad({302: ANDRAR, 403: LASER}, annars=404, metod="post", kwargs=pa("kontroll")),
    "egenkontroller:tillfallen": Rad(),
    "egenkontroller:tillfallen#export": Rad(fraga="?export=csv"),
    "egenkontroller:tillfalle": Rad({200: NORRA}, annars=404, kwargs=pa("tillfalle")),
    "egenkontroller:tillfalle#utkast": Rad({200: SER_UTKAST}, annars=404, kwargs=pa("utkasttillfalle")),
    "egenkontroller:tillfalle#eget": Rad({200: SER_SODRA_UTKAST}, annars=404, kwargs=pa("unos_tillfalle")),
    "egenkontroller:resultat": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("tillfalle")),
    "egenkontroller:resultat#eget": Rad(
        {200: "david karl uno", 403: "sara lena"}, annars=404, kwargs=pa("unos_tillfalle")
    ),
    "egenkontroller:ny_atgard": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("tillfalle")),
    "egenkontroller:koppla": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("tillfalle")),
    "egenkontroller:tillfalle_historik": Rad({200: NORRA}, annars=404, kwargs=pa("tillfalle")),
    "egenkontroller:status": Rad(
        {302: ANDRAR, 403: LASER}, annars=404, metod="post", kwargs=pa("tillfalle", till="pagar")
    ),
    "egenkontroller:status_skal": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("tillfalle", till="utebliven")),
}

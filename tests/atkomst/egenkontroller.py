from types import SimpleNamespace

from tests.atkomst.kvalitet import ANDRAR, LASER, NORRA, SKAPAR, pa
from tests.atkomst.rad import Rad
from tests.stod.planer import skapa_egenkontroll


def varld(v: SimpleNamespace) -> None:
    v.kontroll = skapa_egenkontroll(v.norra, faststalld=True)
    v.utkastkontroll = skapa_egenkontroll(v.norra)


RADER = {
    "egenkontroller:lista": Rad(),
    "egenkontroller:lista#export": Rad(fraga="?export=csv"),
    "egenkontroller:ny": Rad(SKAPAR, annars=403),
    "egenkontroller:visa": Rad({200: NORRA}, annars=404, kwargs=pa("kontroll")),
    "egenkontroller:visa#utkast": Rad({200: "bo kim uno lena"}, annars=404, kwargs=pa("utkastkontroll")),
    "egenkontroller:andra": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("kontroll")),
    "egenkontroller:historik": Rad({200: NORRA}, annars=404, kwargs=pa("kontroll")),
}

"""One register for the whole house: those who follow providers anywhere read it, quality developers change it."""

from datetime import date
from types import SimpleNamespace

from tests.atkomst.kvalitet import pa
from tests.atkomst.rad import Rad
from tests.stod import granskningar as stod

LASER = "bo uno david sara lena rut"
ANDRAR = "kim karl"
ALLA = f"{LASER} {ANDRAR}"
SKAPAR = Rad({200: ANDRAR}, annars=403)
LISTA = Rad(annars=200)


def varld(v: SimpleNamespace) -> None:
    verksamhet = stod.skapa_verksamhet("Solgläntans ledsagning", "Solgläntan Omsorg AB")
    v.avtal = stod.skapa_avtal(verksamhet, stod.insatsen("Ledsagning"))
    v.enkat = stod.skapa_enkat()
    v.granskning = stod.skapa_granskning(verksamhet, planerad=date(2026, 3, 1))
    v.iakttagelse = stod.skapa_iakttagelse(v.granskning)
    v.punkt = stod.skapa_punkt(v.granskning)
    v.sanktion = stod.skapa_sanktion(verksamhet)
    v.dialog = stod.skapa_dialog()
    v.upphandling = stod.skapa_upphandling(v.sodra)


def _lases(namn: str) -> Rad:
    return Rad({200: ALLA}, annars=404, kwargs=pa(namn))


def _andras(namn: str) -> Rad:
    return Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa(namn))


def _rum(rot: str, namn: str) -> dict[str, Rad]:
    """The rows of one kind of record: list, export, page, new, change, history."""
    adress = f"granskningar:{rot}"
    return {
        f"{adress}lista": LISTA,
        f"{adress}lista#export": Rad(annars=200, fraga="?export=csv"),
        f"{adress}ny": SKAPAR,
        f"{adress}visa": _lases(namn),
        f"{adress}andra": _andras(namn),
        f"{adress}historik": _lases(namn),
    }


RADER = {
    **_rum("", "granskning"),
    **_rum("avtal_", "avtal"),
    **_rum("enkat_", "enkat"),
    **_rum("sanktion_", "sanktion"),
    **_rum("dialog_", "dialog"),
    **_rum("upphandling_", "upphandling"),
    "granskningar:status": Rad(
        {302: ANDRAR, 403: LASER}, annars=404, metod="post", kwargs=pa("granskning", till="pagar")
    ),
    "granskningar:status_skal": Rad({200: ANDRAR, 403: LASER}, annars=404, kwargs=pa("granskning", till="installd")),
    "granskningar:iakttagelse_ny": _andras("granskning"),
    "granskningar:iakttagelse_andra": _andras("iakttagelse"),
    "granskningar:punkt_ny": _andras("granskning"),
    "granskningar:punkt_andra": _andras("punkt"),
    "granskningar:koppla_atgard": _andras("granskning"),
    "granskningar:ny_atgard": _andras("granskning"),
    "granskningar:enkat_svar": _andras("enkat"),
}

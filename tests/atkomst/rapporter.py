"""Who may open what in the reports room. Everything is about Norra enheten; its group's staff stand below it."""

from datetime import date

from rapporter.handlingar import faststall
from tests.atkomst.rad import Rad
from tests.atkomst.risker import NORRA
from tests.stod.planer import skapa_plan
from tests.stod.rapporter import fryst, liten_mall, ny_rapport

# utkast    a draft of 2025         fryst  ready for the nämnd, 2024        beslutad  adopted, 2023


def varld(v):
    mall = liten_mall()
    v.rapport_utkast = ny_rapport(v.norra, v.kim, 2025, skriven=True, av_mall=mall)
    v.rapport_fryst = fryst(v.norra, v.bo, 2024, av_mall=mall)
    v.rapport_beslutad = faststall(
        dokument=fryst(v.norra, v.bo, 2023, av_mall=mall).pk, av=v.bo, beslutsdag=date(2024, 3, 20), paragraf="§ 12"
    )
    v.mallavsnitt = mall.avsnitt.get()
    v.rapport_plan = skapa_plan(v.norra, 2022, faststalld_av=v.bo)
    v.rapport_avsnitt = v.rapport_utkast.avsnitt.first()


def _pk(namn, **mer):
    return lambda v: {"pk": getattr(v, namn).pk, **mer}


LISTOR = "kim karl adam"
TAL = {"nyckel": "arenden.totalt"}

RADER = {
    "rapporter:lista": Rad(),
    "rapporter:ny": Rad({200: "bo kim david karl"}, annars=403),
    "rapporter:visa": Rad({200: "bo kim lena"}, annars=404, kwargs=_pk("rapport_utkast")),
    "rapporter:visa#klar för nämnd": Rad({200: "bo kim lena"}, annars=404, kwargs=_pk("rapport_fryst")),
    "rapporter:visa#fastställd": Rad({200: "bo kim lena uno rut anna"}, annars=404, kwargs=_pk("rapport_beslutad")),
    "rapporter:kapitel": Rad({200: "bo kim lena"}, annars=404, kwargs=_pk("rapport_utkast", ankare="allt")),
    "rapporter:kapitel#fastställd": Rad(
        {200: "bo kim lena uno rut anna"}, annars=404, kwargs=_pk("rapport_beslutad", ankare="allt")
    ),
    "rapporter:plandokument": Rad({200: NORRA}, annars=404, kwargs=_pk("rapport_plan")),
    "rapporter:planfil": Rad({302: NORRA}, annars=404, metod="post", kwargs=_pk("rapport_plan", format_="pdf")),
    "rapporter:mallar": Rad({200: LISTOR}, annars=403),
    "rapporter:mallavsnitt_andra": Rad({200: LISTOR}, annars=404, kwargs=_pk("mallavsnitt")),
    "rapporter:mallavsnitt_upp": Rad({302: LISTOR}, annars=403, metod="post", kwargs=_pk("mallavsnitt")),
    "rapporter:mallavsnitt_ner": Rad({302: LISTOR}, annars=403, metod="post", kwargs=_pk("mallavsnitt")),
    "rapporter:poster": Rad({200: "bo kim lena"}, annars=404, kwargs=_pk("rapport_utkast", **TAL)),
    "rapporter:poster#fastställd": Rad(
        {200: "bo kim lena uno rut anna"}, annars=404, kwargs=_pk("rapport_beslutad", **TAL)
    ),
    "rapporter:pdf": Rad({200: "bo kim lena"}, annars=404, kwargs=_pk("rapport_fryst")),
    "rapporter:pdf#utkast": Rad(annars=404, kwargs=_pk("rapport_utkast")),
    "rapporter:pdf#fastställd": Rad({200: "bo kim lena uno rut anna"}, annars=404, kwargs=_pk("rapport_beslutad")),
    "rapporter:uppgifter": Rad({200: "bo kim", 403: "lena"}, annars=404, kwargs=_pk("rapport_utkast")),
    "rapporter:uppgifter#fryst": Rad({302: "bo kim", 403: "lena"}, annars=404, kwargs=_pk("rapport_fryst")),
    "rapporter:avsnitt_andra": Rad({200: "bo kim", 403: "lena"}, annars=404, kwargs=_pk("rapport_avsnitt")),
    "rapporter:historik": Rad({200: "bo kim lena"}, annars=404, kwargs=_pk("rapport_utkast")),
    "rapporter:historik#fastställd": Rad(
        {200: "bo kim lena", 403: "uno rut anna"}, annars=404, kwargs=_pk("rapport_beslutad")
    ),
    "rapporter:byt": Rad({200: "bo kim", 403: "lena"}, annars=404, kwargs=_pk("rapport_utkast", till="granskning")),
    "rapporter:byt#beslut": Rad(
        {200: "bo kim", 403: "lena"}, annars=404, kwargs=_pk("rapport_fryst", till="faststalld")
    ),
    "rapporter:byt#okänt läge": Rad(annars=404, kwargs=_pk("rapport_utkast", till="finns-inte")),
    "rapporter:bestall_utskrift": Rad({302: "bo kim lena"}, annars=404, metod="post", kwargs=_pk("rapport_utkast")),
}

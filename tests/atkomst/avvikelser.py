from django.utils import timezone

from tests.atkomst.rad import Rad
from tests.stod.arenden import skapa_avvikelse

# In Norra gruppen, all reported by anna. In Södra nobody of Norra sees anything.
#   vanligt      registered                        lex     lex Sarah being investigated by uno, decided by lena
#   om_chefen    passes the chief, unassigned      hsl     health care, assessed
#   klart        ordinary, closed                  sodra   registered in Södra gruppen, reported by cecilia


def varld(v):
    def i_norra(**falt):
        return skapa_avvikelse(enhet=v.norra_gruppen, rapportor=v.anna, **falt)

    v.vanligt = i_norra()
    v.om_chefen = i_norra(galler_chef=True)
    v.lex = i_norra(status="utreds", slag="lex_sarah", utredare=v.uno, beslutare=v.lena)
    v.lex_ofordelad = i_norra(status="bedomd", slag="lex_sarah")
    v.hsl = i_norra(status="bedomd", slag="hsl")
    v.klart = i_norra(status="avslutad", avslutad_vid=timezone.now())
    v.sodra_arende = skapa_avvikelse(enhet=v.sodra_gruppen, rapportor=v.cecilia)


def _pk(namn, **mer):
    return lambda v: {"pk": getattr(v, namn).pk, **mer}


def _lasning(adress, egen):
    """Rows of a reading page for each kind of case. `egen`: what the reporter gets."""

    def rad(namn, lasare, rapportor="anna"):
        utfall = {200: f"{lasare} {rapportor}"} if egen == 200 else {200: lasare, egen: rapportor}
        return Rad(utfall, annars=404, kwargs=_pk(namn))

    return {
        adress: rad("vanligt", "bo kim"),
        f"{adress}#om chefen": rad("om_chefen", "uno"),
        f"{adress}#lex Sarah": rad("lex", "bo uno lena"),
        f"{adress}#lex Sarah att fördela": rad("lex_ofordelad", "bo uno"),
        f"{adress}#hälso- och sjukvård": rad("hsl", "bo"),
        f"{adress}#annan enhet": rad("sodra_arende", "david karl", "cecilia"),
    }


def _handlaggning(adress, **mer):
    """Rows of a page where a case is changed: readers and reporters see the case but may not."""

    def rad(namn, handlaggare, ser, oppen=200):
        return Rad({oppen: handlaggare, 403: ser}, annars=404, kwargs=_pk(namn, **mer))

    return {
        adress: rad("vanligt", "bo", "anna kim"),
        f"{adress}#om chefen": rad("om_chefen", "uno", "anna"),
        f"{adress}#lex Sarah": rad("lex", "uno lena", "anna bo", 302 if "enkelt" in adress else 200),
        f"{adress}#hälso- och sjukvård": rad("hsl", "bo", "anna"),
        f"{adress}#annan enhet": rad("sodra_arende", "david", "cecilia karl"),
    }


MED_ARENDEN = "bo uno kim david sara karl"

RADER = {
    "avvikelser:lista": Rad({200: f"{MED_ARENDEN} lena"}, annars=302),
    "avvikelser:lista#export": Rad({200: f"{MED_ARENDEN} lena"}, annars=302, fraga="?export=csv"),
    "avvikelser:ny": Rad(),
    "avvikelser:mina": Rad(),
    "avvikelser:ny_klagomal": Rad({200: MED_ARENDEN}, annars=403),
    "avvikelser:kvitto": Rad({200: "anna"}, annars=404, kwargs=_pk("vanligt")),
    **_lasning("avvikelser:visa", egen=200),
    **_lasning("avvikelser:historik", egen=404),
    "avvikelser:skyddade": Rad({200: "bo", 403: "anna kim"}, annars=404, kwargs=_pk("vanligt")),
    "avvikelser:skyddade#om chefen": Rad({200: "uno", 403: "anna"}, annars=404, kwargs=_pk("om_chefen")),
    "avvikelser:skyddade#lex Sarah": Rad({200: "uno lena", 403: "anna bo"}, annars=404, kwargs=_pk("lex")),
    **_handlaggning("avvikelser:andra"),
    **_handlaggning("avvikelser:bedom"),
    **_handlaggning("avvikelser:avsluta_enkelt"),
    **_handlaggning("avvikelser:tilldela"),
    **_handlaggning("avvikelser:besluta"),
    **_handlaggning("avvikelser:omklassificera"),
    **_handlaggning("avvikelser:koppla_atgard"),
    **_handlaggning("avvikelser:bekrafta", till="makulerad"),
    "avvikelser:bekrafta#öppna igen": Rad({200: "bo", 403: "anna kim"}, annars=404, kwargs=_pk("klart", till="bedomd")),
    "avvikelser:byt_lage": Rad(
        {302: "bo", 403: "anna kim"},
        annars=404,
        metod="post",
        kwargs=_pk("vanligt", till="makulerad"),
        data=lambda v: {"motivering": "Registrerat av misstag."},
    ),
    "avvikelser:byt_lage#annan enhet": Rad(
        {302: "david", 403: "cecilia karl"},
        annars=404,
        metod="post",
        kwargs=_pk("sodra_arende", till="makulerad"),
        data=lambda v: {"motivering": "Registrerat av misstag."},
    ),
}

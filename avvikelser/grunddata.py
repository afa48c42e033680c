"""Categories and areas of cause that every installation starts with. Safe to run again; own changes are kept.

Called both by a migration and by the test fixtures (a transactional test's flush erases what a migration inserted).
"""

from typing import Any

from django.apps import apps as riktiga_appar

KATEGORIER = (
    "Bemötande",
    "Bemanning och kontinuitet",
    "Beslut och rättssäkerhet",
    "Dokumentation",
    "Ekonomi och egna medel",
    "Fall",
    "Handläggningstid",
    "Hot och våld",
    "Information",
    "Lokaler och utrustning",
    "Läkemedel",
    "Mat och måltider",
    "Personlig integritet",
    "Samverkan",
    "Tillgänglighet",
    "Trygghetslarm",
    "Utebliven insats",
    "Annat",
)
# The areas of cause used in lex Sarah investigations.
ORSAKER = (
    "Kommunikation och information",
    "Omgivning och organisation",
    "Processer och rutiner",
    "Teknik och utrustning",
    "Människa och kunskap",
)


def lagg_in_indelningar(appar: Any = riktiga_appar) -> None:
    """Starting categories and the five areas of cause."""
    for modellnamn, namnen in (("Kategori", KATEGORIER), ("Orsaksomrade", ORSAKER)):
        modell = appar.get_model("avvikelser", modellnamn)
        for namn in namnen:
            modell.objects.get_or_create(namn=namn)

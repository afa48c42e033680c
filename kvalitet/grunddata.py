"""Reference data every installation starts with. Safe to run again; changes made by hand are kept.

Called both by a migration and by the test fixtures (a transactional test's flush erases what a migration inserted).
"""

from typing import Any

from django.apps import apps as riktiga_appar

# SOSFS 2011:9 and SoL: what good quality is judged by. Definitions in our own words.
OMRADEN = (
    (
        "Självbestämmande och integritet",
        "Den enskilde är delaktig, har inflytande och kan göra egna val. Barnets rättigheter beaktas.",
        "",
    ),
    (
        "Helhetssyn och samordning",
        "Insatserna utgår från hela livssituationen, hänger ihop och ges med kontinuitet.",
        "Helhetsyn och samordning",
    ),
    (
        "Trygghet och säkerhet",
        "Insatserna utförs som beslutat, risker förebyggs och den enskilde vet vad som gäller.",
        "Trygg och säker\nTrygghet & säkerhet",
    ),
    (
        "Kunskapsbaserad verksamhet",
        "Arbetet bygger på bästa tillgängliga kunskap och följs upp systematiskt.",
        "",
    ),
    (
        "Tillgänglighet",
        "Det är lätt att få kontakt, information, stöd och insatser inom rimlig tid.",
        "",
    ),
    (
        "Effektivitet",
        "Resurserna används så att de gör mesta möjliga nytta för dem de är till för.",
        "",
    ),
)


def lagg_in_kvalitetsomraden(appar: Any = riktiga_appar) -> None:
    """The six quality areas."""
    modell = appar.get_model("kvalitet", "Kvalitetsomrade")
    for ordning, (namn, definition, alias) in enumerate(OMRADEN, start=1):
        modell.objects.get_or_create(namn=namn, defaults={"definition": definition, "alias": alias, "ordning": ordning})

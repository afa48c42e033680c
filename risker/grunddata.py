"""The risk scale every installation starts with. Safe to run again; changes made by hand are kept.

Called both by a migration and by the test fixtures (a transactional test's flush erases what a migration inserted).
"""

from datetime import date
from typing import Any

from django.apps import apps as riktiga_appar

SANNOLIKHET = (
    (1, "Mycket liten", "Kan hända ungefär en gång om året."),
    (2, "Liten", "Kan hända ungefär varje månad."),
    (3, "Stor", "Kan hända ungefär varje vecka."),
    (4, "Mycket stor", "Kan hända varje dag."),
)
ALLVAR = (
    (1, "Mindre", "Obehag eller olägenhet som går över utan att någon behöver göra något."),
    (2, "Måttlig", "Den enskilde påverkas under en tid och behöver extra stöd."),
    (3, "Betydande", "Den enskilde far illa eller går miste om en viktig insats."),
    (4, "Katastrofal", "Liv, hälsa eller trygghet hotas allvarligt eller för lång tid."),
)


def lagg_in_riskskala(appar: Any = riktiga_appar) -> None:
    """The default scale, 4 × 4 with measures from 8 (SOSFS 2011:9, 5 kap. 1 §: probability and consequences)."""
    skala, ny = appar.get_model("risker", "Riskskala").objects.get_or_create(
        version=1, defaults={"namn": "Riskskala 4 × 4", "giltig_fran": date(2000, 1, 1)}
    )
    if not ny:
        return
    steg = appar.get_model("risker", "Skalsteg")
    for axel, varden in (("sannolikhet", SANNOLIKHET), ("allvar", ALLVAR)):
        for varde, namn, beskrivning in varden:
            steg.objects.create(skala=skala, axel=axel, varde=varde, namn=namn, beskrivning=beskrivning)

"""A large register of cases, the same each time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random
from types import SimpleNamespace

from django.db import connection

from avvikelser.grunddata import lagg_in_indelningar
from avvikelser.models import Avvikelse, Kategori, SkyddadUppgift
from avvikelser.val import Slag, Status
from tests.stod.folk import skapa_folk

ORD = [
    "besöket",
    "larmet",
    "medicinen",
    "dörren",
    "kvällen",
    "natten",
    "personalen",
    "schemat",
    "telefonen",
    "planen",
    "mötet",
    "svaret",
    "maten",
    "nyckeln",
    "uteblev",
    "försenades",
    "glömdes",
    "saknades",
    "tappades",
    "byttes",
    "ändrades",
    "kom",
    "gick",
    "stod",
    "låg",
    "hände",
    "märktes",
    "ringde",
    "sent",
    "tidigt",
]
VIKTER = (60, 8, 15, 5, 2, 3, 7)


def fyll(antal: int) -> SimpleNamespace:
    """`antal` cases over five years in four units, with reporters and categories. Returns the tests' people."""
    folk = skapa_folk()
    lagg_in_indelningar()
    tarning = Random(7)
    enheter = [folk.norra, folk.norra_gruppen, folk.sodra, folk.sodra_gruppen]
    kategorier = list(Kategori.objects.values_list("pk", flat=True))
    slag = list(Slag)

    def poster() -> Iterator[Avvikelse]:
        for i in range(antal):
            dag = date(2022, 1, 1) + timedelta(days=i * 1780 // antal)
            text = " ".join(tarning.choices(ORD, k=40))
            rubrik = " ".join(tarning.choices(ORD, k=4)).capitalize()
            nummer = f"{dag.year}-{i + 1:06d}"
            avslutad = i < antal * 0.99 or tarning.random() < 0.3  # what is open is what came lately
            yield Avvikelse(
                nummer=nummer,
                ar=dag.year,
                lopnummer=i + 1,
                rubrik=rubrik,
                handelse=text,
                handelsedatum=dag,
                mottagen=dag,
                registrerad=datetime(dag.year, dag.month, dag.day, 9, tzinfo=UTC),
                enhet=tarning.choice(enheter),
                slag=tarning.choices(slag, VIKTER)[0],
                allvarlighetsgrad=tarning.choice((1, 1, 1, 2, 2, 3)),
                status=Status.AVSLUTAD if avslutad else Status.BEDOMD,
                avslutad_vid=datetime(dag.year, dag.month, dag.day, 15, tzinfo=UTC) if avslutad else None,
                soktext=f"{nummer} {rubrik} {text}".casefold(),
            )

    kalla = poster()
    genom = Avvikelse.kategorier.through
    while hop := list(islice(kalla, 5000)):
        skapade = Avvikelse.objects.bulk_create(hop)
        SkyddadUppgift.objects.bulk_create(SkyddadUppgift(avvikelse=a, rapportor=folk.anna) for a in skapade)
        genom.objects.bulk_create(genom(avvikelse_id=a.pk, kategori_id=tarning.choice(kategorier)) for a in skapade)
    with connection.cursor() as markor:
        markor.execute("VACUUM ANALYZE")
    return folk

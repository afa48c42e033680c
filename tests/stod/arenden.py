"""Factory for cases. `skapa_avvikelse(enhet=folk.norra, …)` gives a case that keeps the database's constraints."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from avvikelser.models import Avvikelse, SkyddadUppgift
from kvalitet.datum import idag
from kvalitet.models import Anvandare, Enhet, nasta_nummer

UTAN_BEDOMNING = ("registrerad", "makulerad", "overlamnad", "dubblett", "ingen_avvikelse")


def skapa_avvikelse(
    *,
    enhet: Enhet,
    rapportor: Anvandare | None = None,
    kontakt: str = "",
    onskar_svar: bool = False,
    kategorier: Any = (),
    orsaker: Any = (),
    atgarder: Any = (),
    berorda: Any = (),
    **falt: Any,
) -> Avvikelse:
    """A case in the unit; every field may be given. Without `slag` an assessed case becomes an intern avvikelse.

    `mottagen` defaults to today and decides the year of the number; `rapportor` and `kontakt` go to the protected data.
    """
    falt.setdefault("mottagen", idag())
    falt.setdefault("rubrik", "Frukosten kom för sent")
    falt.setdefault("handelse", "Frukosten kom en timme för sent till en av lägenheterna.")
    status = falt.setdefault("status", "registrerad")
    if status not in UTAN_BEDOMNING:
        falt.setdefault("slag", "intern")
    if status == "avslutad":
        falt.setdefault("avslutad_vid", timezone.now())
    with transaction.atomic():
        ar = falt.setdefault("ar", falt["mottagen"].year)
        lopnummer = falt.setdefault("lopnummer", nasta_nummer("avvikelse", ar))
        falt.setdefault("nummer", f"{ar}-{lopnummer:04d}")
        avvikelse = Avvikelse.objects.create(enhet=enhet, **falt)
        for namn, poster in (
            ("kategorier", kategorier),
            ("orsaker", orsaker),
            ("atgarder", atgarder),
            ("berorda", berorda),
        ):
            if poster:
                getattr(avvikelse, namn).set(poster)
        if rapportor or kontakt:
            SkyddadUppgift.objects.create(
                avvikelse=avvikelse, rapportor=rapportor, kontakt=kontakt, onskar_svar=onskar_svar
            )
    return avvikelse

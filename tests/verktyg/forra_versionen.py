"""Run by test_migrering in a process of its own: the database of KVALITET_DATABAS from release 0.1.0 to this one."""

import json
from datetime import UTC, date, datetime
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Where release 0.1.0 stood.
FORRA = [
    ("kvalitet", "0005_atgard_forbi_chef"),
    ("egenkontroller", "0001_start"),
    ("risker", "0001_start"),
    ("avvikelser", "0005_tackande_index"),
    ("rapporter", "0002_mallar"),
]


def fyll(appar: Any) -> dict[str, int]:
    """What users of the former release had. Returns the keys to look for."""
    modell = appar.get_model
    enhet = modell("kvalitet", "Enhet").objects.create(namn="Norra enheten", slag="enhet")
    person = modell("kvalitet", "Anvandare").objects.create(username="gammal-anvandare", password="!")
    utforare = modell("kvalitet", "Utforare").objects.create(namn="Omtanke i Älvdalen AB", driftform="privat")
    insats = modell("kvalitet", "Insatskategori").objects.create(namn="Boendestöd")
    atgard = modell("kvalitet", "Atgard").objects.create(
        enhet=enhet, rubrik="Dubbel signering", status="effekt_uppfoljd", genomford=date(2025, 5, 1), effekt="nadd",
        effekt_motivering="Inga luckor på tre månader.",
    )  # fmt: skip
    risk = modell("risker", "Risk").objects.create(enhet=enhet, text="Signering missas.")
    plan = modell("risker", "Kvalitetsplan").objects.create(
        enhet=enhet, ar=2025, status="faststalld", faststalld_av=person, faststalld_vid=datetime(2025, 1, 9, tzinfo=UTC)
    )
    modell("risker", "Planrad").objects.create(plan=plan, risk=risk, enhet=enhet, ordning=1)
    kontroll = modell("egenkontroller", "Egenkontroll").objects.create(
        enhet=enhet,
        text="Listor granskas",
        metod="andel",
        malvarde="minst 95 %",
        frekvens="varje månad",
        faststalld=True,
    )
    arende = modell("avvikelser", "Avvikelse").objects.create(
        nummer="2025-0001", ar=2025, lopnummer=1, rubrik="Signatur saknas", handelse="Kvällsdosen.", enhet=enhet,
        mottagen=date(2025, 3, 2), registrerad=datetime(2025, 3, 2, 9, tzinfo=UTC), utforare=utforare,
        insatskategori=insats,
    )  # fmt: skip
    mall = modell("rapporter", "Rapportmall").objects.get(nyckel="kvalitetsberattelse")
    rapport = modell("rapporter", "Rapportdokument").objects.create(mall=mall, enhet=enhet, ar=2025)
    modell("rapporter", "Rapportavsnitt").objects.create(
        dokument=rapport, nyckel="slutsatser", ordning=1, niva=1, rubrik="Slutsatser", text="<p>Natten är säkrare.</p>"
    )
    modell("rapporter", "Utskrift").objects.create(dokument=rapport, bestalld_av=person, status="vantar")
    return {
        "atgard": atgard.pk, "risk": risk.pk, "kontroll": kontroll.pk, "arende": arende.pk, "rapport": rapport.pk,
        "utforare": utforare.pk,
    }  # fmt: skip


def las(nycklar: dict[str, int]) -> dict[str, Any]:
    """The same records as this release reads them."""
    from avvikelser.models import Avvikelse
    from egenkontroller.models import Egenkontroll
    from kvalitet.models import Anvandare, Atgard, Utforare
    from rapporter.models import Rapportdokument, Rapportmall
    from risker.models import Risk, Riskskala

    kontroll = Egenkontroll.objects.get(pk=nycklar["kontroll"])
    rapport = Rapportdokument.objects.get(pk=nycklar["rapport"])
    return {
        "effekt": Atgard.objects.get(pk=nycklar["atgard"]).effekt,
        "utforare": Utforare.objects.get(pk=nycklar["utforare"]).namn,
        "anvandare": Anvandare.objects.filter(username="gammal-anvandare").count(),
        "kontroll": [kontroll.malvarde, kontroll.frekvens, kontroll.period, kontroll.mal_tal],
        "plan": Risk.objects.get(pk=nycklar["risk"]).planrader.get().plan.status,
        "arende": Avvikelse.objects.get(pk=nycklar["arende"]).nummer,
        "skala": Riskskala.objects.gallande().atgardsgrans,
        "text": rapport.avsnitt.get().text,
        "mallens_avsnitt": list(
            Rapportmall.objects.get(nyckel="kvalitetsberattelse").avsnitt.values_list("nyckel", flat=True)
        ),
    }


def main() -> None:
    """Migrates to the former release, enters what its users had, migrates on and prints what is there as JSON."""
    django.setup()
    MigrationExecutor(connection).migrate(FORRA)
    nycklar = fyll(MigrationExecutor(connection).loader.project_state(FORRA).apps)
    call_command("migrate", verbosity=0)
    print(json.dumps(las(nycklar)))  # noqa: T201


if __name__ == "__main__":
    main()

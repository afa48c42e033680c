"""The states of an audit: from, to, who may and what must be filled in."""

from django.db import models

from kvalitet.roller import Ratt
from kvalitet.tillstand import Krav, Overgang


class Status(models.TextChoices):
    PLANERAD = "planerad", "planerad"
    PAGAR = "pagar", "pågår"
    FAKTAGRANSKNING = "faktagranskning", "faktagranskning"
    KOMMUNICERAD = "kommunicerad", "resultat kommunicerat"
    ATGARDSPLAN = "atgardsplan", "åtgärdsplan"
    AVSLUTAD = "avslutad", "avslutad"
    INSTALLD = "installd", "inställd"


VAG = (Status.PLANERAD, Status.PAGAR, Status.FAKTAGRANSKNING, Status.KOMMUNICERAD, Status.AVSLUTAD)
VAG_MED_PLAN = (*VAG[:-1], Status.ATGARDSPLAN, Status.AVSLUTAD)
REDIGERA = Ratt.UTFORARE_REDIGERA

ANLEDNING = Krav(
    "anledningen till den påkallade granskningen saknas",
    "Anledningen finns",
    lambda g: g.slag != "pakallad" or bool(g.anledning.strip()),
    ("Skriv anledningen", "granskningar:andra"),
)
GENOMFORD = Krav(
    "datum då granskningen genomfördes saknas",
    "Datum då granskningen genomfördes finns",
    lambda g: g.genomford is not None,
    ("Fyll i datum", "granskningar:andra"),
)
SLUTSATS = Krav(
    "slutsatsen om de viktigaste kraven saknas",
    "Slutsatsen om de viktigaste kraven finns",
    lambda g: bool(g.uppfyller) or g.slag == "behovsanalys",
    ("Ange slutsatsen", "granskningar:andra"),
)
SAMMANFATTNING = Krav(
    "sammanfattningen saknas",
    "Sammanfattningen finns",
    lambda g: bool(g.sammanfattning.strip()),
    ("Skriv sammanfattningen", "granskningar:andra"),
)
HAR_PUNKTER = Krav(
    "åtgärdsplanen inte har någon punkt",
    "Åtgärdsplanen har punkter",
    lambda g: g.punkter.exists(),
    ("Lägg till en punkt", "granskningar:punkt_ny"),
)
PUNKTER_KLARA = Krav(
    "åtgärdspunkter inte är klara",
    "Alla åtgärdspunkter är klara",
    lambda g: not g.punkter.filter(klar__isnull=True).exists(),
)

OVERGANGAR = (
    Overgang(Status.PLANERAD, Status.PAGAR, "Påbörja granskningen", REDIGERA, krav=(ANLEDNING,)),
    Overgang(Status.PLANERAD, Status.INSTALLD, "Ställ in", REDIGERA, motivering=True),
    Overgang(Status.PAGAR, Status.FAKTAGRANSKNING, "Skicka för faktagranskning", REDIGERA),
    Overgang(
        Status.FAKTAGRANSKNING,
        Status.KOMMUNICERAD,
        "Kommunicera resultatet",
        REDIGERA,
        krav=(GENOMFORD, SLUTSATS, SAMMANFATTNING),
    ),
    Overgang(Status.FAKTAGRANSKNING, Status.PAGAR, "Granska vidare", REDIGERA, motivering=True),
    Overgang(Status.KOMMUNICERAD, Status.ATGARDSPLAN, "Begär åtgärdsplan", REDIGERA, krav=(HAR_PUNKTER,)),
    Overgang(Status.KOMMUNICERAD, Status.AVSLUTAD, "Avsluta granskningen", REDIGERA, krav=(PUNKTER_KLARA,)),
    Overgang(Status.ATGARDSPLAN, Status.AVSLUTAD, "Avsluta granskningen", REDIGERA, krav=(PUNKTER_KLARA,)),
    Overgang(Status.AVSLUTAD, Status.KOMMUNICERAD, "Öppna igen", REDIGERA, motivering=True),
    Overgang(Status.INSTALLD, Status.PLANERAD, "Planera igen", REDIGERA, motivering=True),
)

"""The workbook's sheets and columns, in one place for the template, the reader and the messages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kolumn:
    """A column. `finns`: the column must be there. `ifylld`: so must a value on each row. `tak`: characters."""

    namn: str
    hjalp: str
    finns: bool = False
    ifylld: bool = False
    tak: int = 5_000


@dataclass(frozen=True)
class Blad:
    namn: str
    hjalp: str
    kolumner: tuple[Kolumn, ...]
    kravs: bool = True

    def kolumn(self, namn: str) -> Kolumn:
        return next(k for k in self.kolumner if k.namn == namn)


MAX_CELL = 5_000
MAX_ID = 40

PROCESSER = Blad(
    "Processer",
    "Alla processer i planen, i den ordning de ska stå.",
    (
        Kolumn("Nummer", "Processens nummer, till exempel 4.10. Skriv det som text.", finns=True, tak=20),
        Kolumn("Namn", "Processens namn. Måste fyllas i.", finns=True, ifylld=True, tak=200),
        Kolumn("Typ", "huvudprocess eller stödprocess. Tom cell läses som huvudprocess.", finns=True),
    ),
)
RISKER = Blad(
    "Risker",
    "En rad för varje risk och enhet. Gäller samma risk flera grupper skriver du en rad för varje grupp.",
    (
        Kolumn("Id", "Radens beteckning, till exempel 4.1-R1. Måste vara unik på bladet.", True, True, MAX_ID),
        Kolumn("Process", "Processens nummer eller namn. Tom cell betyder hela enheten.", finns=True),
        Kolumn("Risk", "Risken i ord. Måste fyllas i.", finns=True, ifylld=True),
        Kolumn("Tema", "Ett ord eller en rubrik som återkommer i flera processer.", tak=160),
        Kolumn("Kvalitetsområden", "Ett eller flera, skilda med semikolon eller radbrytning."),
        Kolumn("Enhet", "Enheten eller gruppen som risken gäller. Tom cell betyder planens enhet."),
        Kolumn("Delrisker", "En delrisk på varje rad i cellen."),
        Kolumn("Orsak", "Vad som ligger bakom risken."),
        Kolumn("Konsekvens", "Vad det leder till för den enskilde."),
        Kolumn("Läge", "avhjälpt, minskat, kvarstår eller ökat. Fylls i när planen följs upp."),
        Kolumn("Kommentar till läget", "Måste fyllas i när läget är ifyllt."),
    ),
)
EGENKONTROLLER = Blad(
    "Egenkontroller",
    "En rad för varje egenkontroll. Med risk-id hör den till de riskerna, utan risk-id till processen.",
    (
        Kolumn("Id", "Egenkontrollens beteckning, till exempel 4.1-E1. Måste vara unik på bladet.", True, True, MAX_ID),
        Kolumn("Process", "Processens nummer eller namn. Behövs när risk-id saknas.", finns=True),
        Kolumn("Risk-id", "Id på bladet Risker, flera skilda med semikolon eller radbrytning."),
        Kolumn("Text", "Vad som kontrolleras. Måste fyllas i.", finns=True, ifylld=True),
        Kolumn("Metod", "antal, andel, granskning, enkät eller fritext. Tom cell läses som fritext."),
        Kolumn("Täljare", "För en andel: vad som räknas.", tak=300),
        Kolumn("Nämnare", "För en andel: av hur många.", tak=300),
        Kolumn("Frekvens", "Hur ofta, till exempel varje tertial.", tak=160),
        Kolumn("Mål", "Målvärdet, till exempel 95 %.", tak=160),
        Kolumn("Ansvarig", "Funktionen som ansvarar, inte en persons namn.", tak=160),
        Kolumn("Enhet", "Enheten eller gruppen som gör kontrollen. Tom cell betyder planens enhet."),
    ),
)
ATGARDER = Blad(
    "Åtgärder",
    "En rad för varje åtgärd. Den hör till sina risker, till sina egenkontroller eller annars till processen.",
    (
        Kolumn("Id", "Åtgärdens beteckning, till exempel 4.1-A1. Måste vara unik på bladet.", True, True, MAX_ID),
        Kolumn("Process", "Processens nummer eller namn. Behövs när risk-id och egenkontroll-id saknas.", finns=True),
        Kolumn("Risk-id", "Id på bladet Risker, flera skilda med semikolon eller radbrytning."),
        Kolumn("Egenkontroll-id", "Id på bladet Egenkontroller, flera skilda med semikolon eller radbrytning."),
        Kolumn("Text", "Vad som ska göras. Måste fyllas i.", finns=True, ifylld=True, tak=500),
        Kolumn("Ansvarig", "Funktionen som ansvarar, inte en persons namn.", tak=160),
        Kolumn("Tid", "Tid eller frekvens i ord, till exempel varje månad.", tak=160),
        Kolumn("Klar senast", "Datum, till exempel 2026-11-30."),
        Kolumn("Enhet", "Enheten eller gruppen som gör åtgärden. Tom cell betyder planens enhet."),
    ),
)
FORBATTRINGSOMRADEN = Blad(
    "Förbättringsområden",
    "Det som riskerna bygger på. Bladet får saknas.",
    (
        Kolumn("Kvalitetsområde", "Ett kvalitetsområde. Tom cell betyder verksamheten i stort.", finns=True),
        Kolumn("Text", "Förbättringsområdet i ord. Måste fyllas i.", finns=True, ifylld=True),
    ),
    kravs=False,
)
BLADEN = (PROCESSER, RISKER, EGENKONTROLLER, ATGARDER, FORBATTRINGSOMRADEN)

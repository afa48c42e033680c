"""The report templates every installation starts with. Safe to run again; changes made by hand are kept.

Called both by a migration and by the test fixtures (a transactional test's flush erases what a migration inserted).
The chapters come in the order real quality reports have them (SOSFS 2011:9, 7 kap. 1 §: how the work was done, which
measures were taken and which results were reached). The guidance is our own.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps as riktiga_appar

KVALITETSBERATTELSE = "kvalitetsberattelse"


@dataclass(frozen=True)
class Avsnitt:
    nyckel: str
    rubrik: str
    vagledning: str
    niva: int = 1
    underlag: tuple[str, ...] = ()
    liggande: bool = False
    text_kravs: bool = False


AVSNITT = (
    Avsnitt(
        "sammanfattning",
        "Sammanfattning",
        "Högst en sida. Börja med slutsatsen: blev det bättre eller sämre, och hur vet ni det? Nämn de två eller tre "
        "viktigaste resultaten, det som inte gick som planerat och vad ni gör åt det. Skriv detta avsnitt sist.",
        text_kravs=True,
    ),
    Avsnitt(
        "kvalitet-och-ansvar",
        "Kvalitet och ansvar",
        "Kort om vad rapporten är och vilken verksamhet den gäller.",
    ),
    Avsnitt(
        "vad-ar-kvalitet",
        "Vad kvalitet är",
        "Vad god kvalitet betyder hos er: kraven i lag och föreskrift, nämndens mål och det som är viktigt för dem ni "
        "är till för.",
        niva=2,
    ),
    Avsnitt(
        "syfte",
        "Syftet med kvalitetsarbetet",
        "Varför ni arbetar systematiskt och vad arbetet ska leda till för den enskilde.",
        niva=2,
    ),
    Avsnitt(
        "ansvar",
        "Ansvar och organisation",
        "Vem som ansvarar för vad: nämnd, ledning, chefer, medarbetare och kvalitetsutvecklare.",
        niva=2,
    ),
    Avsnitt(
        "fokus",
        "Fokusområden och plan",
        "Vad ni hade bestämt att arbeta med under året, varför just det, och vilka insatser som genomfördes. Hänvisa "
        "till kvalitetsplanen.",
    ),
    Avsnitt(
        "underlag",
        "Underlag för analys",
        "Vilka källor rapporten bygger på och hur säkra de är.",
    ),
    Avsnitt(
        "forutsattningar",
        "Förändrade förutsättningar",
        "Nya lagar, organisationsändringar, ekonomi, lokaler eller annat som påverkade kvaliteten under året.",
        niva=2,
    ),
    Avsnitt(
        "malgrupper",
        "Målgrupper",
        "Vilka ni är till för, hur många de är och hur behoven har förändrats. Ange varifrån siffrorna kommer.",
        niva=2,
    ),
    Avsnitt(
        "brukare",
        "Vad de vi är till för tycker",
        "Resultat av enkäter och dialoger. Ange antal svar och svarsfrekvens, och var försiktig när få har svarat.",
        niva=2,
    ),
    Avsnitt(
        "jamforelser",
        "Jämförelser och systematisk uppföljning",
        "Öppna jämförelser, nyckeltal och uppföljning på individnivå. Jämför med riket, länet och tidigare år.",
        niva=2,
    ),
    Avsnitt(
        "utforare",
        "Utförare och granskningar",
        "Vilka utförare som finns, vilka som granskats, vad granskningarna visade och om bristerna är åtgärdade.",
        niva=2,
    ),
    Avsnitt(
        "rattssakerhet",
        "Rättssäkerhet och egenkontroll",
        "Vad granskning av akter och andra egenkontroller visade. Ange hur många som granskades.",
        niva=2,
    ),
    Avsnitt(
        "avvikelser",
        "Avvikelser, klagomål och lex Sarah",
        "Siffrorna hämtas ur registret. Skriv vad de betyder: vilka mönster ni ser, vad orsakerna är och vad som blev "
        "följden för de enskilda. Beskriv inget ärende så att någon kan kännas igen.",
        underlag=("arenden",),
        text_kravs=True,
    ),
    Avsnitt(
        "tillsyn",
        "Annan tillsyn",
        "Inspektioner och granskningar av andra: myndighet, skäl, resultat och vad ni gjorde. Skriv om ingen gjordes.",
    ),
    Avsnitt(
        "personal",
        "Personal och kompetens",
        "Bemanning, omsättning och den kompetensutveckling som påverkade kvaliteten.",
    ),
    Avsnitt(
        "atgarder",
        "Åtgärder och effekt",
        "Vilka åtgärder som genomfördes med anledning av det som framkommit, och om de hjälpte. Skriv hur ni vet det.",
    ),
    Avsnitt(
        "slutsatser",
        "Slutsatser per kvalitetsområde",
        "En slutsats för varje kvalitetsområde: självbestämmande och integritet, helhetssyn och samordning, trygghet "
        "och säkerhet, kunskapsbaserad verksamhet, tillgänglighet, effektivitet. Bygg på underlagen ovan.",
        text_kravs=True,
    ),
    Avsnitt(
        "plan",
        "Uppföljning av kvalitetsplanen",
        "Tabellen hämtas ur planen. Kommentera det som inte gick som planerat och risker som kvarstår eller har ökat.",
        underlag=("plan",),
        liggande=True,
    ),
    Avsnitt(
        "risker-nasta-ar",
        "Risker inför nästa år",
        "Vilka risker ni tar med er, vilka som är nya och vad ni tänker göra. Det blir grunden för nästa plan.",
    ),
)


def lagg_in_mallar(appar: Any = riktiga_appar) -> None:
    """The template "Kvalitetsberättelse" with its sections."""
    mall, ny = appar.get_model("rapporter", "Rapportmall").objects.get_or_create(
        nyckel=KVALITETSBERATTELSE,
        defaults={
            "namn": "Kvalitetsberättelse",
            "undertitel": "Hur vi arbetade, vad vi nådde och vad som kvarstår",
            "beskrivning": "Årets sammanhållna redovisning av kvalitetsarbetet, för en enhet eller hela nämnden.",
        },
    )
    if not ny:
        return
    modell = appar.get_model("rapporter", "Mallavsnitt")
    for ordning, a in enumerate(AVSNITT, start=1):
        modell.objects.create(
            mall=mall,
            nyckel=a.nyckel,
            ordning=ordning,
            niva=a.niva,
            rubrik=a.rubrik,
            vagledning=a.vagledning,
            underlag=list(a.underlag),
            liggande=a.liggande,
            text_kravs=a.text_kravs,
        )

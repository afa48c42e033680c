"""The report templates every installation starts with. Safe to run again; changes made by hand are kept.

Called both by a migration and by the test fixtures (a transactional test's flush erases what a migration inserted).
The chapters come in the order real quality reports have them (SOSFS 2011:9, 7 kap. 1 §: how the work was done, which
measures were taken and which results were reached). The guidance is our own.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.apps import apps as riktiga_appar

KVALITETSBERATTELSE = "kvalitetsberattelse"
SLUTSATSER = "slutsatser"  # the chapter that gets a sub-chapter for each quality area when a report is made
FORSTA_UTGAVAN = "02949bb6ae2be754df1bee9555de489744c2e6c5d0f1c1233f90f64d44ebf4e8"  # see `lagg_till_nya_avsnitt`


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
        underlag=("nyckeltal",),
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
        underlag=("forutsattningar",),
    ),
    Avsnitt(
        "malgrupper",
        "Målgrupper",
        "Vilka ni är till för, hur många de är och hur behoven har förändrats. Ange varifrån siffrorna kommer.",
        niva=2,
        underlag=("matt_malgrupp",),
    ),
    Avsnitt(
        "brukare",
        "Vad de vi är till för tycker",
        "Resultat av enkäter och dialoger. Ange antal svar och svarsfrekvens, och var försiktig när få har svarat.",
        niva=2,
        underlag=("matt_enkat",),
    ),
    Avsnitt(
        "uppfoljning",
        "Systematisk uppföljning",
        "Vad uppföljningen på individ- och gruppnivå visar om behov, insatser och resultat för den enskilde.",
        niva=2,
        underlag=("matt_uppfoljning",),
    ),
    Avsnitt(
        "jamforelser",
        "Öppna jämförelser",
        "Hur ni ligger till mot riket, länet och tidigare år. Skriv vad skillnaderna beror på och vad ni gör åt dem.",
        niva=2,
        underlag=("matt_jamforelse",),
    ),
    Avsnitt(
        "utforare",
        "Utförare",
        "Vilka utförare och avtal som finns, vad som har ändrats under året, vad uppföljningen av avtalen visade och "
        "vad ni har köpt utanför avtal.",
        niva=2,
        underlag=("avtal", "avtalsenkat", "upphandling"),
    ),
    Avsnitt(
        "granskning",
        "Granskning av utförare",
        "Vilka som granskats och varför, vad granskningarna visade, vilka påföljder det blev och om bristerna är "
        "åtgärdade.",
        niva=2,
        underlag=("granskning", "sanktion"),
    ),
    Avsnitt(
        "rattssakerhet",
        "Rättssäkerhet och egenkontroll",
        "Vad granskning av akter och andra egenkontroller visade. Ange hur många som granskades.",
        niva=2,
        underlag=("egenkontroll",),
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
        underlag=("tillsyn",),
    ),
    Avsnitt(
        "personal",
        "Personal och kompetens",
        "Bemanning, omsättning och den kompetensutveckling som påverkade kvaliteten.",
        underlag=("kompetens", "matt_personal"),
    ),
    Avsnitt(
        "atgarder",
        "Åtgärder och effekt",
        "Vilka åtgärder som genomfördes med anledning av det som framkommit, och om de hjälpte. Skriv hur ni vet det.",
        underlag=("atgarder",),
    ),
    Avsnitt(
        "slutsatser",
        "Slutsatser per kvalitetsområde",
        "Vad underlagen tillsammans säger om kvaliteten, och om målen nåddes. Varje kvalitetsområde har ett eget "
        "avsnitt.",
        underlag=("matt_kriterium",),
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
        underlag=("risk",),
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
    if ny:
        _skriv_avsnitt(appar, mall)


def lagg_till_nya_avsnitt(appar: Any = riktiga_appar) -> bool:
    """Give the shipped template the chapters that were added after the first edition; whether it did.

    Only while its sections are exactly those of the first edition: what has been changed by hand is kept as it is.
    Reports already made keep theirs.
    """
    mall = appar.get_model("rapporter", "Rapportmall").objects.filter(nyckel=KVALITETSBERATTELSE).first()
    if mall is None or fingeravtryck(mall) != FORSTA_UTGAVAN:
        return False
    mall.avsnitt.all().delete()
    _skriv_avsnitt(appar, mall)
    return True


def fingeravtryck(mall: Any) -> str:
    """The template's sections as a checksum: equal for equal sections in the same order."""
    falt = ("nyckel", "ordning", "niva", "rubrik", "vagledning", "underlag", "liggande", "text_kravs")
    rader = [list(rad) for rad in mall.avsnitt.order_by("ordning").values_list(*falt)]
    return hashlib.sha256(json.dumps(rader, ensure_ascii=False).encode()).hexdigest()


def _skriv_avsnitt(appar: Any, mall: Any) -> None:
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

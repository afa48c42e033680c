"""What happened around Älvhamra's work: supervision by others, training, and changed conditions, by year."""

from datetime import date, timedelta
from typing import Any

from kvalitet.datum import idag
from kvalitet.models import Anvandare, Enhet, Forutsattning, Kompetensinsats, Tillsyn

# (year from today's, month, key of the unit, who, what, why, outcome, result)
TILLSYNER = (
    (-3, 4, "bjorkhaga", "Inspektionen för vård och omsorg", "Bemanning på demensavdelningar", "Nationell tillsyn",
     "brister", "Natten var för svagt bemannad. Två tjänster tillsattes och tillsynen avslutades."),
    (-2, 9, "vuxen", "Kommunrevisionen", "Handläggningstider i utredningar", "Revisorernas riskbedömning",
     "brister", "Revisorerna efterlyste uppföljning av gamla utredningar. En veckovis genomgång infördes."),
    (-1, 3, "natt", "Inspektionen för vård och omsorg", "Uteblivna tillsynsbesök", "Anmälan enligt lex Sarah",
     "ingen_brist", "Ärendet avslutades. De åtgärder som vidtagits bedömdes vara tillräckliga."),
    (-1, 10, "bistand", "Dataskyddsombudet", "Behörigheter i verksamhetssystemet", "Årlig granskning",
     "brister", "Tio konton som inte längre användes stängdes och en kvartalsvis genomgång bestämdes."),
    (0, 2, "lindgarden", "Inspektionen för vård och omsorg", "Skyddsåtgärder i gruppbostad", "Anmälan enligt lex Sarah",
     "ingen_brist", "Gruppens utbildning i bemötande lyftes fram. Inget mer krävdes."),
    (0, 9, "barn", "Inspektionen för vård och omsorg", "Barns delaktighet i utredningar", "Nationell tillsyn", "", ""),
)  # fmt: skip
# (month, key of the unit, what, theme, hours, for whom, by whom, participants)
KOMPETENS = (
    (1, "forvaltning", "Introduktion om avvikelser och lex Sarah", "Kvalitet", 2, "nya medarbetare", "egen regi", 34),
    (2, "aldre", "Bemötande vid demens", "Bemötande", 6, "undersköterskor", "Demenscentrum i länet", 41),
    (3, "stod", "Lågaffektivt bemötande", "Bemötande", 6, "stödassistenter", "habiliteringen", 22),
    (4, "barn", "Samtala med barn", "Barnets rätt", 12, "socialsekreterare", "länets utvecklingsenhet", 9),
    (5, "natt", "Att upptäcka våld i nära relationer", "Våld", 3, "nattpersonal", "egen regi", 14),
    (8, "bistand", "Skriva beslut som går att förstå", "Rättssäkerhet", 4, "handläggare", "språkkonsult", 18),
    (
        9,
        "bjorkhaga",
        "Läkemedel och delegering",
        "Hälso- och sjukvård",
        3,
        "undersköterskor",
        "egna sjuksköterskor",
        26,
    ),
    (10, "vuxen", "Motiverande samtal, fördjupning", "Metoder", 14, "socialsekreterare", "länets utvecklingsenhet", 8),
    (11, "forvaltning", "Kollegiehandledning", "Handledning", 10, "alla grupper", "extern handledare", 52),
)
# (year from today's, month, key of the unit, what, description, what it meant)
FORUTSATTNINGAR = (
    (-3, 1, "namnd", "Betalningsansvaret efter utskrivning skärptes",
     "Kommunen tar över ansvaret tidigare när någon är utskrivningsklar.",
     "Hemtjänsten behöver kunna ta emot någon samma dag."),
    (-2, 5, "aldre", "Nytt planeringssystem i hemtjänsten", "Besöken planeras centralt och kvitteras i telefonen.",
     "De första månaderna blev fler besök sena. Sedan syntes de som uteblev."),
    (-1, 7, "namnd", "Ny socialtjänstlag", "Den nya lagen gäller från den 1 juli 2025.",
     "Rutiner, mallar och delegationsordning skrevs om."),
    (-1, 9, "stod", "Lindgården byggdes om", "De boende flyttade till tillfälliga lägenheter under tre månader.",
     "Oro hos flera boende. Fler avvikelser rapporterades under flytten."),
    (0, 3, "aldre", "Solgläntans äldreboende bytte utförare",
     "En ny utförare tog över driften efter upphandling den 1 mars.",
     "Åtgärdsplanen från den tidigare granskningen följde med till den nya utföraren."),
    (0, 6, "bistand", "Två tjänster vakanta under sommaren", "Rekryteringen drog ut på tiden.",
     "Handläggningstiderna ökade från juni till augusti."),
)  # fmt: skip


def lagg_in_omvarld(enheter: dict[str, Enhet], folk: dict[str, Anvandare]) -> int:
    """Three finished years and this one until today; nothing when there is training already. How many were made."""
    if Kompetensinsats.objects.exists():
        return 0
    dag = idag()
    for steg, manad, nyckel, vem, vad, varfor, utfall, resultat in TILLSYNER:
        borjade = date(dag.year + steg, manad, 12)
        if borjade > dag:
            continue
        slut = borjade + timedelta(days=75)
        klar = bool(utfall) and slut <= dag
        uppgifter: dict[str, Any] = {"avslutad": slut, "utfall": utfall, "resultat": resultat} if klar else {}
        tillsyn = Tillsyn.objects.create(
            enhet=enheter[nyckel], myndighet=vem, rubrik=vad, anledning=varfor, datum=borjade, **uppgifter
        )
        if klar:
            tillsyn.byt_status(Tillsyn.Status.AVSLUTAD, av=folk["ingrid"])
    for steg in range(-3, 1):
        for nr, (manad, nyckel, vad, tema, timmar, vilka, anordnare, deltagare) in enumerate(KOMPETENS):
            datum = date(dag.year + steg, manad, 6 + nr)
            if datum <= dag and (nr + steg) % 5:  # not everything is given every year
                Kompetensinsats.objects.create(
                    enhet=enheter[nyckel], rubrik=vad, tema=tema, datum=datum, timmar=timmar, malgrupp=vilka,
                    anordnare=anordnare, deltagare=deltagare + 2 * steg,
                )  # fmt: skip
    for steg, manad, nyckel, vad, beskrivning, foljd in FORUTSATTNINGAR:
        datum = date(dag.year + steg, manad, 1)
        if datum <= dag:
            Forutsattning.objects.create(
                enhet=enheter[nyckel], rubrik=vad, datum=datum, beskrivning=beskrivning, foljd=foljd
            )
    return Kompetensinsats.objects.count() + Tillsyn.objects.count() + Forutsattning.objects.count()

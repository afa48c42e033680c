"""What Älvhamra measures: criteria, statistics, surveys and comparisons, for three years and the running one.

Each row of values: (year from today's, value, n, asked, the country, the county); None is "not measured".
"""

from dataclasses import dataclass
from typing import Any

from kvalitet.datum import idag
from kvalitet.models import Enhet, Kriterium, Kvalitetsomrade, Matmetod, Matvarde

TRYGGHET, HELHET, DELAKTIG = "Trygghet och säkerhet", "Helhetssyn och samordning", "Självbestämmande och integritet"
KUNSKAP, TILLGANG, EFFEKTIV = "Kunskapsbaserad verksamhet", "Tillgänglighet", "Effektivitet"
Varden = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Matt:
    slag: str
    enhet: str
    namn: str
    mattenhet: str
    varden: Varden
    operator: str = "inget"
    mal: int | None = None
    omrade: str = ""
    innebord: str = ""
    metod: str = ""
    kalla: str = ""
    galler: str = "alla"


MATT = (
    Matt("kriterium", "bistand", "Beslut som motiveras så att de går att följa", "%",
         ((-3, 71, 45), (-2, 78, 50), (-1, 84, 50), (0, 88, 42)), "minst", 90, DELAKTIG,
         "Den som läser beslutet förstår varför det blev så.", "Granskning av akter", "Rättssäkerhetsgranskning",
         "myndighet"),
    Matt("kriterium", "bistand", "Tid från ansökan till beslut", "dagar",
         ((-3, 41, 210), (-2, 38, 224), (-1, 34, 231), (0, 37, 190)), "hogst", 35, TILLGANG,
         "Ingen väntar längre än nödvändigt på besked.", "Uttag ur verksamhetssystemet", "Verksamhetssystemet",
         "myndighet"),
    Matt("kriterium", "barn", "Barn som fått ett eget samtal", "%",
         ((-3, 74, 61), (-2, 81, 66), (-1, 90, 70), (0, 93, 58)), "minst", 100, DELAKTIG,
         "Barnet får berätta själv, utan föräldrarna.", "Löpande checklista vid avslutad utredning", "Checklistan",
         "myndighet"),
    Matt("kriterium", "aldre", "Olika medarbetare hos en kund under fjorton dagar", "personer",
         ((-3, 17, 160), (-2, 16, 171), (-1, 15, 175), (0, 14, 168)), "hogst", 14, HELHET,
         "Kontinuitet gör att man känner sig trygg.", "Mätning under två veckor i oktober", "Planeringssystemet",
         "utforare"),
    Matt("kriterium", "aldre", "Genomförandeplaner med den enskildes egna ord", "%",
         ((-3, 44, 120), (-2, 52, 120), (-1, 53, 118), (0, None, None)), "minst", 80, DELAKTIG,
         "Planen ska kunna läsas av den den gäller.", "Tio planer per grupp och kvartal", "Egenkontroll", "utforare"),
    Matt("kriterium", "stod", "Brukare som känner igen sin plan", "%",
         ((-3, 48, 40), (-2, 50, 46), (-1, 58, 43), (0, 66, 41)), "minst", 75, DELAKTIG,
         "Planen är gjord tillsammans.", "Tre frågor efter planeringsmötet", "Egen enkät", "utforare"),
    Matt("kriterium", "namnd", "Ledningssystemet känt av medarbetarna", "", ((-1, None, None),), "text", None, KUNSKAP,
         "Alla vet hur man rapporterar och vad som händer sedan.", "Samtal på arbetsplatsträff"),
    Matt("malgrupp", "aldre", "Personer med hemtjänst den 31 december", "personer",
         ((-3, 512, None), (-2, 525, None), (-1, 541, None), (0, 548, None)), kalla="Verksamhetssystemet"),
    Matt("malgrupp", "aldre", "Personer i särskilt boende den 31 december", "personer",
         ((-3, 138, None), (-2, 140, None), (-1, 136, None), (0, 139, None)), kalla="Verksamhetssystemet"),
    Matt("malgrupp", "stod", "Personer med boendestöd", "personer",
         ((-3, 84, None), (-2, 91, None), (-1, 97, None), (0, 104, None)), kalla="Verksamhetssystemet"),
    Matt("malgrupp", "stod", "Beslut om daglig verksamhet", "beslut",
         ((-3, 118, None), (-2, 121, None), (-1, 127, None), (0, 131, None)), kalla="Verksamhetssystemet"),
    Matt("malgrupp", "barn", "Barn med öppen insats", "barn",
         ((-3, 62, None), (-2, 70, None), (-1, 73, None), (0, 81, None)), kalla="Verksamhetssystemet"),
    Matt("enkat", "aldre", "Nöjda med hemtjänsten i sin helhet", "%",
         ((-3, 84, 231, 402, 88, 87), (-2, 86, 240, 410, 88, 87), (-1, 87, 236, 405, 87, 87),
          (0, 89, 247, 411, 88, 87)),
         "minst", 88, TRYGGHET, kalla="Nationella brukarundersökningen"),
    Matt("enkat", "aldre", "Vet vem som kommer", "%",
         ((-3, 38, 231, 402, 46, 44), (-2, 41, 240, 410, 46, 44), (-1, 43, 236, 405, 47, 45),
          (0, 49, 247, 411, 47, 45)), "minst", 50, TRYGGHET, kalla="Nationella brukarundersökningen"),
    Matt("enkat", "bjorkhaga", "Trygga på boendet", "%",
         ((-3, 82, 30, 46, 86, 85), (-2, 85, 31, 47, 86, 86), (-1, 88, 29, 46, 86, 86), (0, 90, 33, 48, 86, 86)),
         "minst", 88, TRYGGHET, kalla="Nationella brukarundersökningen"),
    Matt("enkat", "lindgarden", "Får bestämma om saker som är viktiga", "%",
         ((-2, 75, 4, 6, 78, 77), (0, 100, 4, 6, 79, 78)), "minst", 85, DELAKTIG,
         kalla="Egen enkät med bildstöd"),
    Matt("uppfoljning", "vuxen", "Avslutade insatser där målet nåddes", "%",
         ((-3, 55, 40), (-2, 61, 44), (-1, 64, 47), (0, 70, 37)), "minst", 65, KUNSKAP,
         kalla="Systematisk uppföljning"),
    Matt("uppfoljning", "barn", "Familjer som fått rätt stöd enligt dem själva", "%",
         ((-2, 69, 26, 41), (-1, 74, 31, 44), (0, 78, 27, 35)), "minst", 80, KUNSKAP, kalla="Systematisk uppföljning"),
    Matt("jamforelse", "namnd", "Aktuell rutin för samverkan vid utskrivning", "%",
         ((-3, 50, None, None, 71, 68), (-2, 75, None, None, 74, 70), (-1, 100, None, None, 78, 73)),
         kalla="Öppna jämförelser"),
    Matt("jamforelse", "barn", "Utredningar avslutade inom fyra månader", "%",
         ((-3, 79, 140, None, 84, 82), (-2, 82, 151, None, 85, 83), (-1, 86, 149, None, 85, 83)), "minst", 90, EFFEKTIV,
         kalla="Öppna jämförelser"),
    Matt("jamforelse", "aldre", "Väntetid till särskilt boende", "dagar",
         ((-3, 52, 61, None, 66, 63), (-2, 58, 66, None, 68, 65), (-1, 61, 64, None, 67, 66)), "hogst", 60, TILLGANG,
         kalla="Öppna jämförelser"),
    Matt("personal", "forvaltning", "Personalomsättning", "%",
         ((-3, 14, 310), (-2, 13, 318), (-1, 11, 325), (0, 10, 331)), "hogst", 12, KUNSKAP, kalla="Lönesystemet"),
    Matt("personal", "forvaltning", "Sjukfrånvaro", "%",
         ((-3, 9, 310), (-2, 8, 318), (-1, 8, 325), (0, 7, 331)), "hogst", 8, KUNSKAP, kalla="Lönesystemet"),
    Matt("personal", "aldre", "Undersköterskor med utbildning", "%",
         ((-3, 76, 142), (-2, 79, 145), (-1, 82, 150), (0, 85, 152)), "minst", 80, KUNSKAP, kalla="Lönesystemet"),
)  # fmt: skip


def lagg_in_matt(enheter: dict[str, Enhet]) -> int:
    """Criteria with their values; nothing when there are criteria already. Returns how many values were made."""
    if Kriterium.objects.exists():
        return 0
    ar, antal = idag().year, 0
    for matt in MATT:
        kriterium = Kriterium.objects.create(
            enhet=enheter[matt.enhet],
            slag=matt.slag,
            namn=matt.namn,
            innebord=matt.innebord,
            galler=matt.galler,
            kvalitetsomrade=Kvalitetsomrade.objects.filter(namn=matt.omrade).first(),
            matning=matt.metod,
            mattenhet=matt.mattenhet,
            operator=matt.operator,
            malvarde=matt.mal,
            mal_text="Alla ska kunna svara ja." if matt.operator == Kriterium.Operator.TEXT else "",
            ansvarig_text="Kvalitetsutvecklaren",
        )
        if matt.metod:
            Matmetod.objects.create(kriterium=kriterium, metod=matt.metod)
        for steg, varde, n, *resten in matt.varden:
            tillfragade, riket, lanet = (*resten, None, None, None)[:3]
            Matvarde.objects.create(
                kriterium=kriterium, enhet=enheter[matt.enhet], ar=ar + steg, varde=varde, n=n,
                tillfragade=tillfragade, riket=riket, lanet=lanet, kalla=matt.kalla,
                periodnot="t.o.m. oktober" if steg == 0 else "",
            )  # fmt: skip
            antal += 1
    return antal

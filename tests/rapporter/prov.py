"""A fictional report with every part in it, for the tests of PDF and charts."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kvalitet.diagram import STAPLAR, manadslinje
from kvalitet.farger import farger
from rapporter.disposition import Titelsida, numrera
from rapporter.underlag.bas import Cell, Figur, Kolumn, Punkt, Tabell, Tal, Underlag

UTTAG = datetime(2026, 1, 26, 8, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
FILTER = {"ar": 2025, "slag": ["avvikelse"], "lex": None}
LISTA = "/avvikelser/?ar=2025"


def staplar() -> Figur:
    rader = [
        ("Utebliven insats", 96, 71),
        ("Läkemedel", 84, 79),
        ("Dokumentation", 61, 48),
        ("Bemötande", 39, 41),
        ("Fall", 37, 30),
    ]
    return Figur(
        "f-kategori",
        STAPLAR,
        "Uteblivna insatser ökade mest",
        "Avvikelser per kategori, flera är möjliga. n = 342",
        "Alla fem kategorier utom bemötande ökade",
        ("2025", "2024"),
        tuple(Punkt(e, nu, da, f"{LISTA}&kategori={i}") for i, (e, nu, da) in enumerate(rader)),
        "Kategori",
    )


def linje() -> Figur:
    return manadslinje(
        "f-manad",
        "Rapporterna steg i april och höll i sig",
        "Avvikelser per månad. n = 342 år 2025, 281 år 2024",
        "En svacka i juli båda åren",
        serier=("2025", "2024"),
        nu=[22, 21, 23, 31, 32, 29, 24, 27, 33, 35, 34, 31],
        da=[24, 22, 25, 24, 23, 21, 17, 22, 26, 27, 26, 24],
        lankar=[f"{LISTA}&manad={m}" for m in range(1, 13)],
    )


def slutsatser() -> Tabell:
    rader = [
        (
            "Självbestämmande och integritet",
            "Fler känner igen sin plan, men granskningen visar brister.",
            "kvarstar",
            "Oförändrat",
        ),
        (
            "Trygghet och säkerhet",
            "Uteblivna insatser ökade och nattens tillsyn är inte säkrad.",
            "okat",
            "Fler brister",
        ),
        ("Tillgänglighet", "Väntan på besked är 24 dagar i median, tre över målet.", "minskat", "Färre brister"),
    ]
    return Tabell(
        "Trygghet är det område där bristerna ökar",
        "Slutsats per kvalitetsområde",
        (Kolumn("Område", bredd=30), Kolumn("Slutsats"), Kolumn("Mot 2024", bredd=20)),
        tuple((Cell(a), Cell(b), Cell(d, lage=c)) for a, b, c, d in rader),
        anm="Ett ärende räknas det år det kom in.\nProcenttal anges bara när minst fem har svarat.",
    )


def lang_tabell(antal: int = 60) -> Tabell:
    rader = tuple(
        (
            Cell(f"Grupp {i}"),
            Cell(str(i * 7 % 40), lank=f"{LISTA}&enhet={i}", varde=i * 7 % 40, tal=True),
            Cell("–", tal=True),
        )
        for i in range(1, antal + 1)
    )
    return Tabell(
        "Sex grupper rapporterade ingenting",
        "Avvikelser per grupp",
        (Kolumn("Grupp"), Kolumn("2025", tal=True, bredd=20), Kolumn("2024", tal=True, bredd=20)),
        rader,
        fot=(Cell("Summa"), Cell("1\u202f170", varde=1170, tal=True), Cell("–", tal=True)),
    )


def plan() -> Tabell:
    rader = [
        (
            Cell("2 Ta emot ansökan"),
            Cell("R1 Den enskilde får vänta längre än utlovat på besked."),
            Cell("Biståndsenheten"),
            Cell("Ledtid mäts varje månad", under="Median 24 dagar, mål 21"),
            Cell("Delad beredskap på måndagar"),
            Cell("Minskat", lage="minskat"),
        ),
        (
            Cell("3 Utföra insatser"),
            Cell("R2 Nattens tillsyn uteblir utan att någon märker det."),
            Cell("Nattpatrullen"),
            Cell("Loggen läses varje vecka", under="Gjordes 2 av 10 gånger"),
            Cell("Dubbel avprickning"),
            Cell("Kvarstår", lage="kvarstar"),
        ),
    ]
    rubriker = ("Process", 15), ("Risk", 25), ("Enhet", 15), ("Egenkontroll", 20), ("Åtgärd", 15), ("Läge", 10)
    kolumner = tuple(Kolumn(text, bredd=bredd) for text, bredd in rubriker)
    return Tabell(
        "Två av sju risker saknar åtgärd", "Läge vid årets slut", kolumner, rader * 8, liggande=True, radrubrik=1
    )


def underlag() -> Underlag:
    return Underlag(
        "avvikelser",
        "Avvikelser",
        "Ett ärende räknas det år det kom in.",
        UTTAG,
        tal=(
            Tal(
                "antal",
                "Rapporterade avvikelser",
                342,
                "",
                "61 fler än 2024",
                342,
                "Alla giltiga ärenden",
                {"ar": 2025, "slag": ["avvikelse"], "lex": None},
            ),
        ),
        tabeller=(slutsatser(), lang_tabell(3)),
        figurer=(staplar(), linje()),
        forbehall=("Blanketten byttes i februari.",),
    )


STYCKE = (
    "Den vanligaste avvikelsen är en insats som uteblivit. Två av tre inträffade på kvällar och helger, och hälften i "
    "grupper som under året bytte planeringssystem. Analysen delades av samtliga enhetschefer i september och ledde "
    "till åtgärd Å-41, fast planerare på helger."
)


def kontext(kommunfarg: str = "#14525c") -> dict[str, Any]:
    rubriker = numrera(
        [
            (1, "Sammanfattning", "sammanfattning"),
            (1, "Avvikelser, klagomål och lex Sarah", "avvikelser"),
            (2, "Uteblivna insatser på kvällar och helger", "uteblivna"),
            (2, "Grupper som inte rapporterar", "tysta"),
            (1, "Uppföljning av kvalitetsplanen", "plan"),
            (1, "Definitioner", "definitioner"),
        ]
    )
    tal = [
        {"etikett": "Rapporterade avvikelser", "varde": 342, "enhet": "", "jamforelse": "61 fler än 2024"},
        {
            "etikett": "Rapportörer som fått svar",
            "varde": 94,
            "enhet": "%",
            "jamforelse": "18 procentenheter högre",
            "lage": "kvarstar",
            "lagetext": "Mål 95 %, ej nått",
        },
        {"etikett": "Klagomål", "varde": None, "enhet": "", "jamforelse": "Mättes inte"},
    ]
    return {
        "titel": "Kvalitetsberättelse 2025, Socialnämnden, Älvhamra kommun",
        "forfattare": "Älvhamra kommun",
        "beskrivning": "Hur kvalitetsarbetet bedrevs under 2025.",
        "skapad": UTTAG,
        "farger": farger(kommunfarg),
        "titelsida": Titelsida(
            "Kvalitetsberättelse 2025",
            "Hur vi arbetade, vad vi nådde och vad som kvarstår",
            ("Älvhamra kommun", "Socialnämnden"),
            (
                ("Diarienummer", "SN 2026/00031"),
                ("Uttagsdatum", "Siffrorna är hämtade 2026-01-26 kl. 08.00 och är därefter frusna."),
                ("Författare", "Cecilia Norrby, kvalitetsutvecklare"),
            ),
            "Kvalitetsberättelse 2025 · Socialnämnden, Älvhamra kommun · SN 2026/00031",
        ),
        "rubriker": rubriker,
        "kapitel": [
            {
                "rubrik": rubriker[0],
                "ingress": "Fler rapporterar och nästan alla får svar.",
                "tal": tal,
                "tabeller": [("Tabell 1", slutsatser())],
            },
            {
                "rubrik": rubriker[1],
                "ingress": "Under 2025 kom 342 avvikelser in, mot 281 året innan.",
                "figurer": [("Figur 1", staplar()), ("Figur 2", linje())],
                "avsnitt": [{"rubrik": u, "stycken": [STYCKE, STYCKE]} for u in rubriker[1].under],
                "tabeller": [("Tabell 2", lang_tabell())],
            },
            {"rubrik": rubriker[2], "liggande": True, "tabeller": [("Tabell 3", plan())]},
            {"rubrik": rubriker[3], "ingress": STYCKE},
        ],
    }

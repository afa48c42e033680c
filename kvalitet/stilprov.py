"""Made-up examples for the style page: one of each part in each of its states."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings

from kvalitet import diagram
from kvalitet.bidrag import Brott, Led, Signal, Startnyckeltal
from kvalitet.farger import Farger, kontrast
from kvalitet.farger import farger as kommunens_farger
from kvalitet.kedja import lankar
from kvalitet.lagesruta import Hinder, Knapp, Lagesruta, Steg
from kvalitet.listor import Chip, Listsida, Sorthuvud
from kvalitet.skillnad import ord_for_ord

HAR = "#exempel"
PAPPER, BLAD = "#f5f3ee", "#ffffff"
KOMMUNFARGER = (
    ("Petrol", "#14525c"),
    ("Blå", "#0057b8"),
    ("Röd", "#c8102e"),
    ("Gul", "#ffcd00"),
    ("Grön", "#009640"),
    ("Lila", "#6a1b9a"),
    ("Cyan", "#00ffff"),
    ("Svart", "#000000"),
)
LAGEN = (
    (
        "Ärende",
        {
            "registrerad": "Registrerad",
            "bedomd": "Bedömd",
            "utreds": "Utreds",
            "beslutad": "Beslutad",
            "atgardas": "Åtgärdas",
            "avslutad": "Avslutad",
            "overlamnad": "Överlämnad",
            "makulerad": "Makulerad",
        },
    ),
    (
        "Åtgärd och tillfälle",
        {
            "planerad": "Planerad",
            "pagar": "Pågår",
            "genomford": "Genomförd",
            "effekt_uppfoljd": "Effekt uppföljd",
            "utebliven": "Utebliven",
            "forsenad": "Försenad",
            "avbruten": "Avbruten",
        },
    ),
    (
        "Risk och mål",
        {
            "avhjalpt": "Avhjälpt",
            "minskat": "Minskat",
            "kvarstar": "Kvarstår",
            "okat": "Ökat",
            "natt": "Nått",
            "ej_natt": "Ej nått",
            "ej_matt": "Ej mätt",
            "inga_rapporter": "Inga rapporter",
        },
    ),
    (
        "Plan, rapport och granskning",
        {
            "utkast": "Utkast",
            "granskning": "Granskning",
            "klar_for_namnd": "Klar för nämnd",
            "faststalld": "Fastställd",
            "aterremitterad": "Återremitterad",
            "ersatt": "Ersatt",
            "uppfyllt": "Uppfyllt",
            "ej": "Ej uppfyllt",
        },
    ),
)
NODER = (
    ("tom", "inte börjat"),
    ("kvart", "en fjärdedel"),
    ("halv", "halvvägs"),
    ("trekvart", "nästan klart"),
    ("full", "gjort"),
    ("klar", "klart"),
    ("avbruten", "avbrutet"),
    ("sen", "försenat"),
    ("obs", "se hit"),
    ("upp", "ökat"),
    ("ner", "minskat"),
    ("lika", "lika"),
    ("kryss", "uteblivet, saknas"),
    ("bruten", "bruten kedja"),
)
FLIKAR = (
    {"text": "Översikt", "url": "#flikar", "aktuell": True},
    {"text": "Utredning (3 av 7)", "url": "#flikar"},
    {"text": "Åtgärder (2)", "url": "#flikar"},
    {"text": "Historik", "url": "#flikar"},
)


def husets_farger() -> Farger:
    return kommunens_farger(settings.KOMMUNFARG)


def farger() -> list[dict[str, str]]:
    """The colours with their contrast against paper and sheet. `krav` is what WCAG asks of such a use."""
    f = husets_farger()
    rader = (
        ("text", f.text, "Löptext, rubriker", 4.5),
        ("text-2", f.text_2, "Hjälptext, etiketter", 4.5),
        ("profil", f.profil, "Länkar, knappar, det som pågår", 4.5),
        ("falu", f.falu, "Försenat, brutet, fel", 4.5),
        ("ockra", f.ockra, "Kräver uppmärksamhet, ord", 4.5),
        ("ockra-2", f.ockra_2, "Kräver uppmärksamhet, former och mållinje", 3.0),
        ("gron", f.gron, "Klart, nått", 4.5),
        ("linje-2", "#7b8284", "Ram runt fält", 3.0),
    )
    return [
        {
            "namn": namn,
            "roll": roll,
            "blad": _kvot(farg, BLAD),
            "papper": _kvot(farg, PAPPER),
            "krav": f"{krav:.1f}".replace(".", ","),
        }
        for namn, farg, roll, krav in rader
    ]


def _kvot(a: str, b: str) -> str:
    return f"{kontrast(a, b):.1f}".replace(".", ",")


def kommunfarger() -> list[tuple[str, str, Farger]]:
    """Municipal colours of every sort, and what the look makes of them."""
    return [(namn, farg, kommunens_farger(farg)) for namn, farg in KOMMUNFARGER]


class Exempelform(forms.Form):
    rubrik = forms.CharField(label="Rubrik", max_length=80, help_text="En mening som säger vad det gäller.")
    enhet = forms.ChoiceField(label="Enhet", choices=[("", "Välj enhet"), ("1", "Hemtjänst Norr"), ("2", "Björkhaga")])
    slutdatum = forms.DateField(label="Klar senast", widget=forms.DateInput(attrs={"type": "date"}))
    varde = forms.IntegerField(label="Antal granskade", required=False, min_value=0)
    effekt = forms.ChoiceField(
        label="Nådde åtgärden sin effekt?",
        choices=[("nadd", "Ja"), ("delvis", "Delvis"), ("ej", "Nej")],
        widget=forms.RadioSelect,
        help_text="Jämför med läget innan.",
    )
    motivering = forms.CharField(label="Hur vet ni det?", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    bilaga = forms.FileField(label="Bilaga", required=False, help_text="PDF eller bild på högst 10 MB.")
    besked = forms.BooleanField(label="Skicka besked till den som rapporterade", required=False)


def felform() -> Exempelform:
    """The same form sent with one field right and the others wrong."""
    return Exempelform({"fel-rubrik": "Larm på natten", "fel-slutdatum": "2026-02-30", "fel-varde": "-1"}, prefix="fel")


def lagesruta() -> Lagesruta:
    vag = (
        ("Registrerad", "klar", "gjord", "14 okt"),
        ("Bedömd", "klar", "gjord", "15 okt"),
        ("Utreds", "halv", "nu", ""),
    )
    rest = (("Beslutad", "tom", "", ""), ("Åtgärdas", "tom", "", ""), ("Avslutad", "tom", "", ""))
    return Lagesruta(
        rubrik="Nästa steg: fyll i orsaker",
        text="Maj Sandelin utreder.",
        steg=[Steg(*s) for s in (*vag, *rest)],
        knappar=[Knapp("Fyll i orsaker", HAR, primar=True), Knapp("Lämna över", HAR)],
        hinder=[
            Hinder("orsaker saknas.", lank_text="Fyll i orsaker", lank_url=HAR),
            Hinder("Konsekvensen för den enskilde är beskriven", klart=True),
        ],
        hinder_rubrik="Kan inte beslutas eftersom",
        frist=("Skulle ha gjorts 2026-11-20", True),
    )


def lagesruta_klar() -> Lagesruta:
    return Lagesruta(
        rubrik="Åtgärden är avslutad",
        text="Effekten är nådd: inga nya händelser på tre månader.",
        steg=[
            Steg("Planerad", "klar", "gjord"),
            Steg("Genomförd", "klar", "gjord"),
            Steg("Effekt uppföljd", "klar", "nu", "1 dec"),
        ],
        knappar=[Knapp("Öppna igen", "/stil/fraga/", "dialog")],
    )


def handelser() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            tid=datetime(2026, 11, 13, 13, 20, tzinfo=UTC),
            nod="trekvart",
            rubrik="Beslutades",
            vem="Ingrid Ahlmark, förvaltningschef",
            skal="",
            text="Påtaglig risk för missförhållande.",
        ),
        SimpleNamespace(
            tid=datetime(2026, 10, 14, 5, 52, tzinfo=UTC), nod="tom", rubrik="Rapporterades", vem="", skal="", text=""
        ),
    ]


def versioner() -> list[SimpleNamespace]:
    andring = SimpleNamespace(etikett="Konsekvens", segment=ord_for_ord("ingen skada", "smärta, ingen fraktur"))
    return [
        SimpleNamespace(
            tid=datetime(2026, 11, 2, 8, 5, tzinfo=UTC),
            vem="Maj Sandelin",
            skal="komplettering",
            slag="ändrad",
            andringar=[andring],
        ),
        SimpleNamespace(
            tid=datetime(2026, 10, 15, 8, 12, tzinfo=UTC), vem="Bo Tallgren", skal="", slag="skapad", andringar=[]
        ),
    ]


class Filterform(forms.Form):
    fler = ("fran",)
    q = forms.CharField(label="Nummer eller ord", required=False)
    lage = forms.ChoiceField(label="Läge", required=False, choices=[("", "Alla lägen"), ("oppna", "Öppna")])
    fran = forms.DateField(label="Mottagen från", required=False, widget=forms.DateInput(attrs={"type": "date"}))


def lista() -> dict[str, Any]:
    """Context of a list: filter, chips, sortable headings, rows and foot."""
    rader = [
        {
            "nummer": "2026-0164",
            "rubrik": "Dörr till medicinskåp stod olåst",
            "lage": "registrerad",
            "namn": "Registrerad",
        },
        {
            "nummer": "2026-0163",
            "rubrik": "Dubbel dos av blodförtunnande",
            "lage": "bedomd",
            "namn": "Bedömd",
            "grad": 3,
        },
        {
            "nummer": "2026-0147",
            "rubrik": "Tillsyn uteblev",
            "lage": "beslutad",
            "namn": "Beslutad",
            "grad": 3,
            "sen": True,
        },
    ]
    return {
        "filter": SimpleNamespace(form=Filterform({"lage": "oppna"}, auto_id="id_lista_%s")),
        "chips": [Chip("Läge: Öppna", HAR)],
        "export_urls": {"xlsx": HAR, "csv": HAR},
        "sida": Listsida(rader, "3 av fler än 1\u202f000 visas", "Sorterad på mottagen, fallande.", HAR, HAR),
        "sorteringar": {"mottagen": Sorthuvud("Mottagen", HAR, aktiv=True, fallande=True)},
    }


def nyckeltal() -> list[tuple[Startnyckeltal, diagram.Gnista]]:
    manader = [namn for namn, _ in diagram.MANADER]

    def serie(*varden: float | None) -> tuple[tuple[str, float | None], ...]:
        return tuple(zip(manader, varden, strict=False))

    tal = (
        Startnyckeltal(
            "Bedömda inom tre arbetsdagar",
            HAR,
            "86",
            "4 procentenheter högre än samma dag i fjol",
            "ej_natt",
            "Mål 95 %, ej nått",
            serie(71, 74, 78, None, 80, 83, 86),
            95,
            "%",
        ),
        Startnyckeltal(
            "Åtgärder med uppföljd effekt",
            HAR,
            "14",
            "5 saknar uppföljning",
            "natt",
            "Mål 12, nått",
            serie(8, 9, 11, 12, 14),
            12,
            "av 19",
        ),
        Startnyckeltal("Nöjda anhöriga", HAR, "–", "Färre än fem svar, visas inte", "ej_matt", "Ej mätt"),
    )
    return [(t, diagram.Gnista(t.serie, t.mal, t.enhet if t.enhet == "%" else "")) for t in tal]


def figurer() -> list[diagram.Figur]:
    """One chart of each kind."""
    punkt = diagram.Punkt
    return [
        diagram.Figur(
            "stil-staplar",
            diagram.STAPLAR,
            "Uteblivna insatser ökade mest",
            "Avvikelser per kategori. n = 150 år 2026, 132 år 2025.",
            "Uteblivna insatser steg från 40 till 62.",
            ("2026", "2025"),
            (
                punkt("Utebliven insats", 62, 40, HAR),
                punkt("Läkemedel", 58, 61, HAR),
                punkt("Bemötande", 30, 31, HAR),
                punkt("Välfärdsteknik", None, 4),
            ),
            "Kategori",
        ),
        diagram.manadslinje(
            "stil-linje",
            "Rapporterna steg i april och höll i sig",
            "Avvikelser per månad. n = 86 år 2026 till och med augusti, 97 hela 2025.",
            "Från sju i januari till fjorton i augusti.",
            serier=("2026", "2025"),
            nu=(7, 8, 10, 12, 11, 10, 14, 14),
            da=(8, 7, 9, 8, 9, 6, 5, 8, 9, 10, 9, 9),
            lankar=(HAR,) * 8,
        ),
        diagram.delstaplar(
            "stil-delar",
            "Var sjunde egenkontroll uteblev",
            "Tillfällen per enhet. n = 52.",
            "Åtta av femtiotvå tillfällen blev inte av.",
            delar=("Genomförda", "Uteblivna", "Återstår"),
            punkter=(
                punkt("Hemtjänsten", delar=(20, 6, 2), dellankar=(HAR, HAR, HAR)),
                punkt("Björkhaga", delar=(21, 2, 1), dellankar=(HAR, HAR, HAR)),
            ),
            axel="Enhet",
        ),
        diagram.riskmatris(
            "stil-matris",
            "Två risker har minskat, en har ökat",
            "Sannolikhet gånger allvar. Åtgärd krävs från 8.",
            "R1 gick från 9 till 6, R2 från 12 till 8 och R6 från 6 till 9.",
            serier=("Nu", "Vid årets början"),
            punkter=(
                punkt("Besked dröjer", kort="R1", lank=HAR, plats=(2, 3), plats_da=(3, 3)),
                punkt("Tillsyn uteblir", kort="R2", lank=HAR, plats=(2, 4), plats_da=(3, 4)),
                punkt("Placering följs inte upp", kort="R6", lank=HAR, plats=(3, 3), plats_da=(2, 3)),
            ),
            sannolikhet=("Mycket liten", "Liten", "Stor", "Mycket stor"),
            allvar=("Mindre", "Måttlig", "Betydande", "Katastrofal"),
            grans=8,
        ),
    ]


def kedjan() -> list[Any]:
    return lankar(
        [
            Led(10, "Process", 12, "12 processer", HAR),
            Led(20, "Risk", 31, "31 risker", HAR),
            Led(
                30,
                "Egenkontroll",
                28,
                "28 egenkontroller",
                HAR,
                (Brott(3, "3 risker saknar både egenkontroll och åtgärd", HAR),),
            ),
            Led(40, "Resultat", 19, "19 resultat i år", HAR),
            Led(50, "Åtgärd", 0, "Inga åtgärder ännu", HAR),
        ]
    )


def signaler() -> list[Signal]:
    return [
        Signal(
            "Risk utan åtgärd tredje året", HAR, "Delaktigheten i planen har fått läget kvarstår tre år i rad.", "brott"
        ),
        Signal("Två ärenden är försenade", HAR, "De skulle ha bedömts senast 18 november.", "sen"),
        Signal("Larmgruppen är tyst", HAR, "Ingen rapport på 90 dagar. Tystnad är inte ett gott resultat.", "se_hit"),
    ]

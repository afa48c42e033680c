"""Älvhamra's plans: last year's followed up, this year's adopted, with what returns from one to the next."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from egenkontroller.models import Egenkontroll
from kvalitet.datum import idag
from kvalitet.models import Anvandare, Atgard, Enhet, Kvalitetsomrade, Process
from risker.models import Kvalitetsplan, Planprocess, Planrad, Risk

TRYGGHET, HELHET, DELAKTIG = "Trygghet och säkerhet", "Helhetssyn och samordning", "Självbestämmande och integritet"
KUNSKAP, TILLGANG = "Kunskapsbaserad verksamhet", "Tillgänglighet"


@dataclass(frozen=True)
class Rad:
    """A risk with its check and actions; `forra` is how it stood at last year's end (empty: new this year)."""

    text: str
    omrade: str
    enhet: str
    kontroll: str = ""
    atgarder: tuple[str, ...] = ()
    forra: str = ""
    kommentar: str = ""


@dataclass(frozen=True)
class Processplan:
    nummer: str
    namn: str
    typ: str
    rader: tuple[Rad, ...]
    gemensamt: tuple[str, ...] = field(default=())


PLANER = {
    "aldre": (
        "Planen bygger på förra årets ärenden, egenkontroller och på vad brukarna svarat i enkäten.",
        (
            Processplan("1", "Ta emot beslut och planera insats", "huvud", (
                Rad("Insatsen kommer inte igång i tid efter beslut.", TILLGANG, "aldre",
                    "Dagar mellan beslut och första besök mäts varje månad",
                    ("Planeringen bokar första besöket samma dag som beslutet kommer",), "minskat",
                    "Mediantiden gick från sju till fyra dagar."),
                Rad("Genomförandeplanen skrivs utan den enskilde.", DELAKTIG, "aldre",
                    "Tio genomförandeplaner per grupp och kvartal läses mot en checklista",
                    ("Kontaktmannen bokar planeringsmötet inom två veckor",), "kvarstar",
                    "Andelen planer där den enskildes egna ord finns med har inte ökat."),
            )),
            Processplan("2", "Utföra insatser i hemmet", "huvud", (
                Rad("Besök uteblir när någon blir sjuk samma dag.", TRYGGHET, "soder",
                    "Uteblivna besök räknas varje vecka ur planeringssystemet",
                    ("Planeringen tar över besöken vid sjukanmälan", "Bemanningspool för kvällar och helger"), "okat",
                    "De uteblivna besöken ökade under hösten."),
                Rad("Nattens tillsyn uteblir utan att någon märker det.", TRYGGHET, "natt",
                    "Nattens kvitteringar stäms av varje vecka",
                    ("Besöken kvitteras i telefonen och larmar när de är sena",), "minskat",
                    "Kvitteringen infördes i maj."),
                Rad("Många olika personer hjälper samma kund.", HELHET, "norr",
                    "Antal personer per kund och fjorton dagar", (), "kvarstar",
                    "I median femton personer, oförändrat."),
            ), ("Arbetsplatsträffen går igenom månadens ärenden",)),
            Processplan("3", "Hantera läkemedel", "huvud", (
                Rad("Signering missas vid passbyte.", TRYGGHET, "bjorkhaga",
                    "Signeringslistor granskas varje månad av sjuksköterskan",
                    ("Avstämning av listan vid varje passbyte",), "minskat",
                    "Färre luckor i listorna sedan mars."),
            )),
            Processplan("4", "Synpunkter, klagomål och avvikelser", "stod", (
                Rad("Händelser rapporteras inte.", KUNSKAP, "aldre",
                    "Rapporter per grupp och månad jämförs", ("Chefen berättar på träffen vad rapporterna ledde till",),
                    "avhjalpt", "Alla grupper har rapporterat under året."),
            )),
        ),
    ),
    "stod": (
        "Planen är framtagen tillsammans med brukarrådet.",
        (
            Processplan("1", "Planera stöd tillsammans", "huvud", (
                Rad("Den enskilde känner inte igen sin plan.", DELAKTIG, "boendestod",
                    "Brukarna svarar på tre frågor efter planeringsmötet",
                    ("Planen skrivs med bilder för den som vill",), "kvarstar", "Hälften känner igen sin plan."),
                Rad("Händelser i daglig verksamhet rapporteras inte.", KUNSKAP, "dagligt",
                    "Rapporter per grupp och månad jämförs", (), "", ""),
            )),
            Processplan("2", "Hantera den enskildes pengar", "huvud", (
                Rad("Handkassan redovisas inte på rätt sätt.", TRYGGHET, "boendestod",
                    "Handkassor kontrolleras av två personer varje månad",
                    ("Två personer räknar kassan", "Utbildning om egna medel för alla nya"), "minskat",
                    "Alla utom en kassa stämde vid årets slut."),
            )),
        ),
    ),
}  # fmt: skip


def lagg_in_planer(enheter: dict[str, Enhet], folk: dict[str, Anvandare]) -> int:
    """Plans of last year and this year for two units; none when there are plans already. Returns how many were made."""
    if Kvalitetsplan.objects.exists():
        return 0
    antal, ar = 0, idag().year
    for nyckel, (inledning, processer) in PLANER.items():
        chef = folk["bo" if nyckel == "aldre" else "maria"]
        risker: dict[str, Risk] = {}
        for plan_ar in (ar - 1, ar):
            _lagg_in(plan_ar, plan_ar < ar, enheter, nyckel, inledning, processer, chef, risker)
            antal += 1
    return antal


@transaction.atomic
def _lagg_in(
    ar: int,
    uppfoljd: bool,
    enheter: dict[str, Enhet],
    nyckel: str,
    inledning: str,
    processer: tuple[Processplan, ...],
    chef: Anvandare,
    risker: dict[str, Risk],
) -> None:
    enhet = enheter[nyckel]
    plan = Kvalitetsplan.objects.create(enhet=enhet, ar=ar, inledning=inledning)
    ordning = 0
    for plats, p in enumerate(processer):
        process, _ = Process.objects.get_or_create(
            enhet=enhet, namn=p.namn, defaults={"nummer": p.nummer, "typ": p.typ}
        )
        planprocess = Planprocess.objects.create(plan=plan, process=process, ordning=plats)
        planprocess.atgarder.set([_atgard(enhet, process, text, ar, uppfoljd, chef) for text in p.gemensamt])
        for rad in p.rader:
            # What was remedied last year is not in this year's plan; what is new was not in last year's.
            if (uppfoljd and not rad.forra) or (not uppfoljd and rad.forra == Planrad.Lage.AVHJALPT):
                continue
            ordning += 1
            if rad.text not in risker:
                risker[rad.text] = Risk.objects.create(enhet=enhet, process=process, text=rad.text)
                risker[rad.text].kvalitetsomraden.set(Kvalitetsomrade.objects.filter(namn=rad.omrade))
            planrad = Planrad.objects.create(
                plan=plan,
                planprocess=planprocess,
                risk=risker[rad.text],
                enhet=enheter[rad.enhet],
                ordning=ordning,
                lage=rad.forra if uppfoljd else "",
                lage_kommentar=rad.kommentar if uppfoljd else "",
            )
            atgarder = [_atgard(enheter[rad.enhet], process, text, ar, uppfoljd, chef) for text in rad.atgarder]
            planrad.atgarder.set(atgarder)
            if rad.kontroll:
                kontroll, _ = Egenkontroll.objects.get_or_create(
                    enhet=enheter[rad.enhet], process=process, text=rad.kontroll, defaults={"metod": "antal"}
                )
                kontroll.atgarder.add(*atgarder)
                planrad.egenkontroller.add(kontroll)
    plan.byt_status(Kvalitetsplan.Status.FASTSTALLD, av=chef)
    if uppfoljd:
        plan.byt_status(Kvalitetsplan.Status.UPPFOLJD, av=chef)


def _atgard(enhet: Enhet, process: Process, text: str, ar: int, klar: bool, chef: Anvandare) -> Atgard:
    sen = text.startswith("Bemanningspool")  # one that drags on, as in real life
    return Atgard.objects.create(
        enhet=enhet,
        process=process,
        rubrik=text,
        slag=Atgard.Slag.RUTIN,
        ansvarig=chef,
        senast=date(ar, 10, 1) if sen or klar else date(ar, 12, 18),
        status=Atgard.Status.EFFEKT_UPPFOLJD if klar else Atgard.Status.PAGAR,
        genomford=date(ar, 9, 20) if klar else None,
        effekt_planerad=date(ar, 12, 15),
        effekt=Atgard.Effekt.DELVIS if klar else "",
        effekt_motivering="Bedömt vid årets slut med hjälp av egenkontrollen." if klar else "",
    )

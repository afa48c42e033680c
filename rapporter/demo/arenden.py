"""Cases of three finished years and the running one in Älvhamra: the same at every loading, up to today's date."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from avvikelser.models import Avvikelse, Kategori, Orsaksomrade, SkyddadUppgift
from avvikelser.val import Kalla, RiktadMot, Slag, Status, Utfall
from kvalitet.datum import efter_arbetsdagar, idag
from kvalitet.models import Anvandare, Atgard, Enhet, Insatskategori, Utforare, nasta_nummer
from rapporter.demo.handelser import (
    BARN,
    BISTAND,
    BOENDE,
    DAGLIGT,
    GRUPPBOSTAD,
    HANDELSER,
    HEMTJANST,
    NATT,
    STOD,
    VUXEN,
    Handelse,
)
from rapporter.demo.handelser_fler import FLER_HANDELSER

FRO = 20261
SVERIGE = ZoneInfo("Europe/Stockholm")
# Place of an event → its units, each with who report there and who is chief. Nobody reports from Kvarnen (dagligt):
# what is known about it has come from outside.
PLATSER = {
    HEMTJANST: (("norr", ("milos", "amina", "gun"), "bo"), ("soder", ("anna", "tobias", "sirpa", "wilma"), "bo")),
    BOENDE: (("bjorkhaga", ("yusuf", "dawit", "karin", "pontus"), "sofia"),),
    NATT: (("natt", ("elsa", "birgit"), "bo"),),
    STOD: (("boendestod", ("frida", "sanna", "viktor"), "maria"),),
    DAGLIGT: (("dagligt", ("ola",), "maria"),),
    GRUPPBOSTAD: (("lindgarden", ("josef", "linnea", "nils"), "maria"),),
    BISTAND: (("bistand", ("petra", "agnes"), "henrik"),),
    VUXEN: (("vuxen", ("samira", "erik"), "henrik"),),
    BARN: (("barn", ("moa", "leo"), "jan"),),
}
INSATS = {
    HEMTJANST: "Hemtjänst",
    BOENDE: "Särskilt boende",
    NATT: "Hemtjänst",
    STOD: "Boendestöd",
    DAGLIGT: "Daglig verksamhet",
    GRUPPBOSTAD: "Bostad med särskild service",
    BISTAND: "Korttidsvistelse",
    VUXEN: "Öppenvård",
    BARN: "Korttidsvistelse",
}
# Where a provider does the same work as the municipality, some complaints concern the provider.
UTFORARES = {HEMTJANST: "Omtanke i Älvdalen AB", BOENDE: "Stiftelsen Solgläntan"}
UTIFRAN = (Slag.KLAGOMAL, Slag.SYNPUNKT, Slag.BEROM)
ALLA_HANDELSER = tuple(h for h in (*HANDELSER, *FLER_HANDELSER) if h.slag in UTIFRAN or set(h.platser) != {DAGLIGT})
# More is reported year by year: the culture changes, not the quality.
OKNING = {-3: 1.15, -2: 1.4, -1: 1.8, 0: 2.1}
PER_MANAD = (7, 6, 8, 7, 9, 6, 4, 6, 9, 10, 9, 7)
KLAGOMALSKALLOR = (Kalla.NARSTAENDE, Kalla.NARSTAENDE, Kalla.KUND, Kalla.HANDLAGGARE)


def lagg_in_arenden(enheter: dict[str, Enhet], folk: dict[str, Anvandare]) -> int:
    """Some 500 cases until today; none when there are cases already. Returns how many were made."""
    if Avvikelse.objects.exists():
        return 0
    tarning, dag = Random(FRO), idag()  # noqa: S311 - the same municipality each time, no secret
    vikter = [h.vikt for h in ALLA_HANDELSER]
    handelser: list[tuple[date, Handelse]] = []
    for steg, okning in OKNING.items():
        for manad, normalt in enumerate(PER_MANAD, start=1):
            for _ in range(round(normalt * okning)):
                mottagen = date(dag.year + steg, manad, tarning.randint(1, 28))
                handelser.append((mottagen, tarning.choices(ALLA_HANDELSER, vikter)[0]))
    lex_sarah = [h for h in ALLA_HANDELSER if h.slag == Slag.LEX_SARAH]
    # Two serious ones that are always under way, so that there is something to investigate and to follow up.
    handelser += [(dag - timedelta(days=15), lex_sarah[0]), (dag - timedelta(days=60), lex_sarah[1])]
    handelser = sorted((h for h in handelser if h[0] <= dag), key=lambda h: h[0])
    for mottagen, handelse in handelser:
        _skapa(tarning, handelse, mottagen, dag, enheter, folk)
    return len(handelser)


def _tid(dag: date, tarning: Random) -> datetime:
    return datetime.combine(dag, time(tarning.randint(7, 20), tarning.randint(0, 59)), tzinfo=SVERIGE)


@transaction.atomic
def _skapa(
    tarning: Random,
    h: Handelse,
    mottagen: date,
    dag: date,
    enheter: dict[str, Enhet],
    folk: dict[str, Anvandare],
) -> None:
    utifran = h.slag in UTIFRAN
    plats = tarning.choice([p for p in h.platser if utifran or p != DAGLIGT])
    enhetsnyckel, rapportorer, chefsnamn = tarning.choice(PLATSER[plats])
    enhet, chef, rapportor = enheter[enhetsnyckel], folk[chefsnamn], tarning.choice(rapportorer)
    registrerad = _tid(mottagen, tarning)
    lopnummer = nasta_nummer("avvikelse", mottagen.year)
    arende = Avvikelse(
        nummer=f"{mottagen.year}-{lopnummer:04d}",
        ar=mottagen.year,
        lopnummer=lopnummer,
        rubrik=h.rubrik,
        handelse=h.handelse,
        konsekvens=h.konsekvens,
        omedelbart=h.omedelbart,
        handelsedatum=mottagen - timedelta(days=tarning.choice((0, 0, 0, 1, 1, 2))),
        mottagen=mottagen,
        registrerad=registrerad,
        enhet=enhet,
        kalla=tarning.choice(KLAGOMALSKALLOR) if utifran else Kalla.MEDARBETARE,
    )
    historikrad: Any = arende  # simple-history reads who and when from the object
    historikrad._history_date, historikrad._history_user = registrerad, None if utifran else folk[rapportor]
    arende.save()
    if utifran:
        SkyddadUppgift.objects.create(avvikelse=arende, kontakt="Uppgifterna finns i pappersakten.", onskar_svar=True)
    else:
        SkyddadUppgift.objects.create(avvikelse=arende, rapportor=folk[rapportor])
    alder = (dag - mottagen).days
    if alder < 3 or (alder < 8 and tarning.random() < 0.6):
        return
    _bedom(arende, h, plats, tarning)
    historikrad._history_user = chef
    if h.slag == Slag.LEX_SARAH or h.grad >= 3:
        _utred(arende, h, alder, folk, chef, tarning)
    elif alder < 30 and tarning.random() < 0.5:
        arende.status = Status.BEDOMD
    else:
        _avsluta(arende, h, tarning)
    historikrad._history_date = _tid(min(efter_arbetsdagar(mottagen, tarning.randint(1, 6)), dag), tarning)
    historikrad._change_reason = "Bedömning"
    arende.version += 1
    arende.save()


def _bedom(arende: Avvikelse, h: Handelse, plats: str, tarning: Random) -> None:
    arende.slag = h.slag
    arende.allvarlighetsgrad = h.grad
    arende.allvar_motivering = "Bedömt efter konsekvensen för den enskilde och risken att det händer igen."
    arende.insatskategori = Insatskategori.objects.get(namn=INSATS[plats])
    if h.slag == Slag.KLAGOMAL and plats in UTFORARES and tarning.random() < 0.4:
        arende.riktad_mot = RiktadMot.UTFORARE
        arende.utforare = Utforare.objects.get(namn=UTFORARES[plats])
    arende.kategorier.add(Kategori.objects.get(namn=h.kategori))
    arende.orsaker.add(Orsaksomrade.objects.get(namn=h.orsak))


def _avsluta(arende: Avvikelse, h: Handelse, tarning: Random) -> None:
    arende.status = Status.AVSLUTAD
    arende.atgardat = h.atgardat
    arende.aterkoppling = h.aterkoppling
    arende.avslutad_vid = arende.registrerad + timedelta(days=tarning.randint(1, 9))


def _utred(
    arende: Avvikelse, h: Handelse, alder: int, folk: dict[str, Anvandare], chef: Anvandare, tarning: Random
) -> None:
    """Serious cases: young ones are being investigated, older ones decided, the oldest closed with an effect known."""
    utredare = folk["greta" if h.slag == Slag.HSL else "maj"]
    arende.utredare, arende.beslutare = utredare, chef if h.slag != Slag.LEX_SARAH else folk["ingrid"]
    if alder < 40:
        arende.status = Status.UTREDS
        return
    arende.slutsats = f"{h.orsak}: arbetssättet gav inget stöd när något avvek från planen."
    arende.sammanfattning = f"{h.rubrik}. {h.konsekvens}"
    arende.beslutad_av, arende.beslutad_vid = arende.beslutare, arende.registrerad + timedelta(days=35)
    if h.slag == Slag.LEX_SARAH:
        arende.utfall = Utfall.RISK_ALLVARLIGT if h.grad >= 3 else tarning.choice((Utfall.MISSFORHALLANDE, Utfall.RISK))
        if h.grad >= 3:
            arende.ivo_anmald = arende.mottagen + timedelta(days=20)
            arende.ivo_diarienummer = f"3.1.2-{arende.lopnummer:05d}/{arende.ar}"
    klar = alder > 200
    genomford = arende.mottagen + timedelta(days=70 if klar else 130)
    atgard = Atgard.objects.create(
        enhet=arende.enhet,
        rubrik=h.atgardat,
        slag=Atgard.Slag.RUTIN,
        ansvarig=chef,
        senast=genomford,
        skyddad=h.slag == Slag.LEX_SARAH,
        status=Atgard.Status.EFFEKT_UPPFOLJD if klar else Atgard.Status.PAGAR,
        genomford=genomford if klar else None,
        effekt_planerad=genomford + timedelta(days=90),
        effekt=Atgard.Effekt.NADD if klar else "",
        effekt_motivering="Ingen liknande händelse på tre månader, kontrollerat i ärendelistan." if klar else "",
    )
    arende.atgarder.add(atgard)
    arende.status = Status.ATGARDAS
    if klar:
        _avsluta(arende, h, tarning)
        arende.avslutad_vid = arende.registrerad + timedelta(days=170)

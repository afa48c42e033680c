"""Älvhamra's self-checks, their occasions in four years, and what each occasion showed."""

from datetime import date, timedelta
from decimal import Decimal

from egenkontroller.handlingar import skapa_tillfallen
from egenkontroller.models import Egenkontroll, Kontrolltillfalle
from egenkontroller.perioder import perioder
from kvalitet.models import Atgard, Enhet, Process
from kvalitet.models.matt import EJ_NATT
from rapporter.demo.kontrollutfall import analys, resultat, slutsats
from rapporter.demo.planram import Planram, i_historiken, koppla, spara_alla, tarning, vardag
from rapporter.demo.plantexter import ANTAL_AR, FRITEXT, Kontroll

Status = Kontrolltillfalle.Status
# Function → who holds it, in the units where that is one person.
ANSVARIGA = {
    "Sjuksköterska": "karin",
    "Stödpedagog": "nils",
    "Kvalitetsombud": "amina",
    "Förste handläggare": "petra",
    "Gruppchef": "jan",
    "Förste socialsekreterare": "moa",
    "Arbetshandledare": "ola",
}
CHEFEN = "Enhetschef"
I_FORVAG = 0.15  # how many of the checks whose period is not over have been begun
NYSS_AVSLUTAD = 0.5  # how many are being done in the weeks after their period
FALT = [
    "status",
    "taljare",
    "namnare",
    "antal",
    "resultat_text",
    "analys",
    "slutsats",
    "skal",
    "genomford_dag",
    "version",
]


def skapa_kontroll(ram: Planram, text: Kontroll, enhet: Enhet, process: Process) -> Egenkontroll:
    """The self-check, from the year it began."""
    borjar = next(nr for nr, niva in enumerate(text.nivaer) if niva is not None)
    person = ram.chef if text.ansvarig == CHEFEN else ram.folk.get(ANSVARIGA.get(text.ansvarig, ""))
    kontroll = Egenkontroll(
        enhet=enhet,
        process=process,
        text=text.text,
        varfor=text.varfor,
        metod=text.metod,
        taljare=text.taljare,
        namnare=text.namnare,
        period=text.period,
        startar=date(ram.ar(borjar), 1, 1),
        ansvarig=person,
        ansvarig_text="" if person else text.ansvarig,
        faststalld=True,
    )
    if text.mal:
        kontroll.mal_operator, kontroll.mal_tal = text.mal[0], Decimal(text.mal[1])
    i_historiken(kontroll, ram.datum(borjar, 1, 18), ram.chef)
    kontroll.save()
    kontroll.gors_i.set([ram.enheter[nyckel] for nyckel in text.gors_i])
    return kontroll


def lagg_in_tillfallen(
    ram: Planram, kontroller: list[tuple[Kontroll, Egenkontroll]], atgarder: dict[tuple[str, int], list[Atgard]]
) -> None:
    """Every occasion of the four years with its result. `atgarder`: a check's text and year → that year's actions."""
    texter = {kontroll.pk: (text, kontroll) for text, kontroll in kontroller}
    enhetsnyckel = {enhet.pk: nyckel for nyckel, enhet in ram.enheter.items()}
    for _, kontroll in kontroller:
        for nr in range(ANTAL_AR):
            skapa_tillfallen(ram.ar(nr), egenkontroll=kontroll)
    andrade, par = [], []
    for tillfalle in Kontrolltillfalle.objects.filter(egenkontroll__in=texter).order_by("fran", "pk"):
        text, tillfalle.egenkontroll = texter[tillfalle.egenkontroll_id]
        nr = tillfalle.ar - ram.ar(0)
        arets = atgarder.get((text.text, nr), [])
        tillfalle.status = _status(ram, text, tillfalle, nr)
        if tillfalle.status == Status.PLANERAD:
            continue
        if tillfalle.status == Status.UTEBLIVEN:
            tillfalle.skal = text.uteblivna[nr, tillfalle.periodnr]
        elif tillfalle.status == Status.GENOMFORD:
            _fyll_i(ram, text, tillfalle, nr, enhetsnyckel[tillfalle.enhet_id], arets)
        if tillfalle.utfall == EJ_NATT:
            par += [(tillfalle, atgard) for atgard in arets[:1]]
        tillfalle.version = 2
        i_historiken(
            tillfalle,
            tillfalle.genomford_dag or min(tillfalle.forfaller, ram.dag),
            tillfalle.egenkontroll.ansvarig or ram.chef,
            tillfalle.skal or Status(tillfalle.status).label,
        )
        andrade.append(tillfalle)
    spara_alla(Kontrolltillfalle, andrade, FALT)
    koppla(Kontrolltillfalle.atgarder.through, "kontrolltillfalle", "atgard", par)


def _status(ram: Planram, text: Kontroll, tillfalle: Kontrolltillfalle, nr: int) -> Status:
    """How far the occasion has come by today."""
    if (nr, tillfalle.periodnr) in text.uteblivna and tillfalle.till < ram.dag:
        return Status.UTEBLIVEN
    if tillfalle.till >= ram.dag:
        i_forvag = tillfalle.fran <= ram.dag and tarning("i förväg", text.text).random() < I_FORVAG
        return Status.PAGAR if i_forvag else Status.PLANERAD
    if nr == ANTAL_AR - 1:
        frist = tillfalle.forfaller - tillfalle.till
        alla = perioder(text.period, tillfalle.ar)
        senare = [p for p in alla if p.nr > tillfalle.periodnr and p.till + frist < ram.dag]
        if len(senare) < text.sena:
            return Status.PLANERAD
    nyss = tillfalle.forfaller >= ram.dag and tarning("nyss", text.text).random() < NYSS_AVSLUTAD
    return Status.PAGAR if nyss else Status.GENOMFORD


def _fyll_i(
    ram: Planram, text: Kontroll, tillfalle: Kontrolltillfalle, nr: int, enhet: str, arets: list[Atgard]
) -> None:
    slumpen = tarning("ord", text.text, enhet, tillfalle.fran)
    dag = vardag(tillfalle.till + timedelta(days=slumpen.randint(3, 12)))
    tillfalle.genomford_dag = min(dag, ram.dag)
    if text.metod == FRITEXT:
        tillfalle.resultat_text = text.svar[nr]
        return
    alla = len(perioder(text.period, tillfalle.ar))
    nu = resultat(text, enhet, nr, tillfalle.periodnr, alla)
    if nu.namnare is None:
        tillfalle.antal = Decimal(nu.taljare)
    else:
        tillfalle.taljare, tillfalle.namnare = Decimal(nu.taljare), Decimal(nu.namnare)
    if tillfalle.utfall:
        fore = resultat(text, enhet, nr, tillfalle.periodnr - 1, alla) if tillfalle.periodnr > 1 else None
        tillfalle.analys = analys(text, nu, fore, tillfalle.utfall, slumpen)
        tillfalle.slutsats = slutsats(tillfalle.utfall, arets[0].rubrik if arets else "", slumpen)

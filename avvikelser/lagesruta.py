"""The state box of a case: what comes next, who does it and why it cannot be closed yet."""

from dataclasses import dataclass

from django.urls import reverse

from avvikelser.frist import bedomning_senast
from avvikelser.handlingar import narmaste_chefer
from avvikelser.models import Avvikelse
from avvikelser.val import Status
from kvalitet.datum import idag, lokal
from kvalitet.lagesruta import Hinder, Knapp, Lagesruta, Steg, hinder_for, steg_for
from kvalitet.models import Anvandare

STANGDA: dict[str, str] = {
    Status.OVERLAMNAD: "Ärendet är överlämnat",
    Status.MAKULERAD: "Ärendet är makulerat",
    Status.DUBBLETT: "Ärendet är en dubblett",
    Status.INGEN_AVVIKELSE: "Ärendet var ingen avvikelse",
}


@dataclass(frozen=True)
class Vag:
    """Another way on than the next step: a link under "Andra vägar"."""

    text: str
    url: str
    dialog: bool = False  # a question asked on the spot: what is not easily undone


def _url(namn: str, arende: Avvikelse, *mer: str) -> str:
    return reverse(f"avvikelser:{namn}", args=[arende.pk, *mer])


def _namn(personer: list[Anvandare]) -> str:
    """Names in a row: "Bo Tallgren eller Eva Lind"; empty for nobody."""
    namn = [p.visat_namn for p in personer]
    return " eller ".join([", ".join(namn[:-1]), namn[-1]] if len(namn) > 1 else namn)


def vem_bedomer(arende: Avvikelse) -> str:
    """Who assesses a case that waits: its investigator, any investigator when it passes the chief, else the chief."""
    if arende.utredare:
        return arende.utredare.visat_namn
    if arende.galler_chef:
        return "En utredare"
    return _namn(narmaste_chefer(arende.enhet)) or "Ansvarig chef"


def _detaljer(arende: Avvikelse) -> dict[str, str]:
    detaljer: dict[str, str] = {Status.REGISTRERAD: lokal(arende.registrerad).date().isoformat()}
    if arende.beslutad_vid:
        detaljer[Status.BESLUTAD] = lokal(arende.beslutad_vid).date().isoformat()
    if arende.avslutad_vid:
        detaljer[Status.AVSLUTAD] = lokal(arende.avslutad_vid).date().isoformat()
    return detaljer


def lagesruta_for(arende: Avvikelse, anvandare: Anvandare) -> Lagesruta:
    """The box as the person sees it: buttons only for what the person may do."""
    handlagger = arende.far_handlagga(anvandare)
    rubrik, text, knappar, hinder, hinder_rubrik, frist = _nasta(arende, anvandare)
    return Lagesruta(
        rubrik=rubrik,
        text=text,
        steg=_steg(arende),
        knappar=knappar if handlagger else [],
        hinder=hinder,
        hinder_rubrik=hinder_rubrik if any(not h.klart for h in hinder) else "Det här är klart",
        frist=frist,
    )


def _steg(arende: Avvikelse) -> list[Steg]:
    """The road; after a simple closing only the steps that were taken."""
    steg = steg_for(arende, _detaljer(arende))
    if arende.status == Status.AVSLUTAD and arende.beslutad_vid is None:
        return [steg[0], steg[-1]]
    return steg


def _nasta(
    arende: Avvikelse, anvandare: Anvandare
) -> tuple[str, str, list[Knapp], list[Hinder], str, tuple[str, bool] | None]:
    enkelt = [] if arende.allvarlig else [Knapp("Avsluta enkelt", _url("avsluta_enkelt", arende))]
    match arende.status:
        case Status.REGISTRERAD:
            dag = bedomning_senast(arende)
            sen = dag < idag()
            frist = (f"Skulle ha bedömts {dag.isoformat()}" if sen else f"Bedöms senast {dag.isoformat()}", sen)
            text = f"{vem_bedomer(arende)} läser, bestämmer slag och hur allvarligt det är."
            if not arende.allvarlig:
                text += " Är det enkelt och redan åtgärdat kan ärendet avslutas direkt."
            knappar = [Knapp("Bedöm", _url("bedom", arende), primar=True), *enkelt]
            return "Nästa steg: bedöm ärendet", text, knappar, [], "", frist
        case Status.BEDOMD:
            hinder = hinder_for(arende, arende.overgang_till(Status.UTREDS))
            knappar = [Knapp("Utse utredare", _url("tilldela", arende), primar=True), *enkelt]
            text = "Utse vem som utreder, så startar utredningen."
            if enkelt:
                text += " Behövs ingen utredning kan ärendet avslutas enkelt."
            return "Nästa steg: starta utredningen", text, knappar, hinder, "Kan inte utredas eftersom", None
        case Status.UTREDS:
            hinder = hinder_for(arende, arende.overgang_till(Status.BESLUTAD))
            beslutar = arende.beslutare.visat_namn if arende.beslutare else "Den som handlägger"
            utreder = arende.utredare.visat_namn if arende.utredare else "Utredaren"
            text = f"{utreder} utreder. {beslutar} beslutar när allt är på plats."
            knappar = [
                Knapp(
                    "Besluta" if arende.far_besluta(anvandare) else "Skriv utredningen",
                    _url("besluta", arende),
                    primar=True,
                )
            ]
            return "Nästa steg: utred och besluta", text, knappar, hinder, "Kan inte beslutas eftersom", None
        case Status.BESLUTAD | Status.ATGARDAS:
            return _efter_beslut(arende)
    return _slutlage(arende)


def _efter_beslut(
    arende: Avvikelse,
) -> tuple[str, str, list[Knapp], list[Hinder], str, tuple[str, bool] | None]:
    """Decided or being acted on: actions, then closing."""
    avslut = arende.overgang_till(Status.AVSLUTAD)
    hinder = hinder_for(arende, avslut)
    klart = all(h.klart for h in hinder)
    har_atgarder = bool(list(arende.atgarder.all()))
    atgard = Knapp("Lägg till åtgärd", _url("koppla_atgard", arende), primar=not har_atgarder and not klart)
    knappar = []
    if klart:
        knappar.append(Knapp("Avsluta", _url("byt_lage", arende, Status.AVSLUTAD), "post", primar=True))
    if arende.status == Status.BESLUTAD and har_atgarder:
        knappar.append(Knapp("Åtgärda", _url("byt_lage", arende, Status.ATGARDAS), "post", primar=not klart))
    knappar.append(atgard)
    rubrik = "Nästa steg: avsluta" if klart else "Nästa steg: åtgärder"
    text = "Allt som krävs finns. Ärendet kan avslutas." if klart else "Ärendet avslutas när det här är klart."
    if arende.utfall:
        text = f"Beslutet är {arende.get_utfall_display()}. {text}"
    return rubrik, text, knappar, hinder, "Kan inte avslutas eftersom", None


def _slutlage(
    arende: Avvikelse,
) -> tuple[str, str, list[Knapp], list[Hinder], str, tuple[str, bool] | None]:
    till = Status.BEDOMD if arende.status == Status.AVSLUTAD else Status.REGISTRERAD
    knappar = [Knapp("Öppna igen", _url("bekrafta", arende, till))]
    if arende.status == Status.AVSLUTAD:
        return "Ärendet är avslutat", arende.atgardat or arende.slutsats, knappar, [], "", None
    text = f"Skäl: {arende.avslutsskal}" if arende.avslutsskal else ""
    if arende.dubblett_av:
        text = f"Ärende {arende.dubblett_av.nummer} är kvar. {text}"
    return STANGDA[arende.status], text.strip(), knappar, [], "", None


def andra_vagar(arende: Avvikelse, anvandare: Anvandare) -> list[Vag]:
    """What else the person may do with an open case."""
    if not arende.ar_oppet or not arende.far_handlagga(anvandare):
        return []
    vagar = []
    if arende.status != Status.REGISTRERAD:
        vagar.append(Vag("Ändra bedömningen", _url("bedom", arende)))
    if arende.slag:
        vagar.append(Vag("Ändra slag", _url("omklassificera", arende)))
    if arende.status != Status.BEDOMD:
        text = "Byt utredare" if arende.utredare_id else "Utse utredare"
        vagar.append(Vag(text, _url("tilldela", arende)))
    if arende.status not in (Status.BESLUTAD, Status.ATGARDAS):
        vagar.append(Vag("Lägg till åtgärd", _url("koppla_atgard", arende)))
    texter = {
        Status.UTREDS: "Skicka tillbaka till utredning",
        Status.OVERLAMNAD: "Överlämna till någon annan",
        Status.INGEN_AVVIKELSE: "Ingen avvikelse",
        Status.DUBBLETT: "Dubblett av ett annat ärende",
        Status.MAKULERAD: "Makulera",
    }
    return vagar + [
        Vag(texter[Status(o.till)], _url("bekrafta", arende, o.till), dialog=True)
        for o in arende.mojliga(anvandare)
        if o.motivering and o.till in texter
    ]


def steg_for_rapportor(arende: Avvikelse) -> list[Steg]:
    """The road as the reporter sees it: received, being worked on, answered. Nothing about kind or severity."""
    if arende.status in STANGDA:
        return []
    klart = arende.status == Status.AVSLUTAD
    pagar = not klart and arende.status != Status.REGISTRERAD
    return [
        Steg(
            "Mottagen",
            "klar" if pagar or klart else "tom",
            "gjord" if pagar or klart else "nu",
            lokal(arende.registrerad).date().isoformat(),
        ),
        Steg("Handläggs", "klar" if klart else "halv" if pagar else "tom", "gjord" if klart else "nu" if pagar else ""),
        Steg("Klar", "klar" if klart else "tom", "nu" if klart else ""),
    ]

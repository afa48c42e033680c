"""Factories for the reports room."""

import re
from datetime import date, datetime
from types import SimpleNamespace
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.test import Client

from avvikelser.models import Avvikelse
from kvalitet.models import Anvandare, Enhet
from rapporter.frysning import frys
from rapporter.handlingar import byt_lage, skapa_rapport
from rapporter.mallar import KVALITETSBERATTELSE, lagg_in_mallar
from rapporter.models import Mallavsnitt, Rapportdokument, Rapportmall
from tests.stod.arenden import skapa_avvikelse

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def mall() -> Rapportmall:
    """The template that every installation has; put back when a flush has taken it."""
    lagg_in_mallar()
    return Rapportmall.objects.get(nyckel=KVALITETSBERATTELSE)


def liten_mall() -> Rapportmall:
    """A template with one section, for tests that make many reports."""
    mall, ny = Rapportmall.objects.get_or_create(nyckel="liten", defaults={"namn": "Liten rapport"})
    if ny:
        Mallavsnitt.objects.create(
            mall=mall, nyckel="allt", ordning=1, rubrik="Allt", underlag=["arenden"], text_kravs=True
        )
    return mall


def ny_rapport(
    enhet: Enhet, av: Anvandare | None, ar: int = 2025, *, skriven: bool = False, av_mall: Rapportmall | None = None
) -> Rapportdokument:
    """A draft. `skriven`: the sections that must have text have it."""
    rapport = skapa_rapport(mall=av_mall or mall(), enhet=enhet, ar=ar, av=av)
    if skriven:
        skriv(rapport)
    return rapport


def skriv(rapport: Rapportdokument) -> None:
    for avsnitt in rapport.avsnitt.filter(text_kravs=True):
        avsnitt.text = f"<p>Det här har vi kommit fram till om {avsnitt.rubrik.lower()}.</p>"
        avsnitt.save()
    rapport.__dict__.pop("avsnitten", None)


def i_granskning(enhet: Enhet, av: Anvandare, ar: int = 2025, *, av_mall: Rapportmall | None = None) -> Rapportdokument:
    """A report under review, with text and registry number."""
    rapport = ny_rapport(enhet, av, ar, skriven=True, av_mall=av_mall)
    Rapportdokument.objects.filter(pk=rapport.pk).update(diarienummer="SN 2026/00031")
    return byt_lage(dokument=rapport.pk, till=Rapportdokument.Status.GRANSKNING, av=av)


def fryst(
    enhet: Enhet, av: Anvandare, ar: int = 2025, *, riktig_pdf: bool = False, av_mall: Rapportmall | None = None
) -> Rapportdokument:
    """A report that is ready for the nämnd. Without `riktig_pdf` its PDF is a stand-in, which spares seconds."""
    pk = i_granskning(enhet, av, ar, av_mall=av_mall).pk
    if riktig_pdf:
        return frys(dokument=pk, av=av)
    with patch("rapporter.frysning.rendera_pdf", return_value=("", b"%PDF-1.7 prov")):
        return frys(dokument=pk, av=av)


def kapitelsidor(client: Client, rapport: Rapportdokument) -> dict[str, str]:
    """The report's pages on the web as HTML, by address: its front, and each chapter the contents lead to."""
    fram = client.get(rapport.get_absolute_url()).content.decode()
    adresser = dict.fromkeys(re.findall(r'href="(/rapporter/\d+/kapitel/[^"#]+)', fram))
    return {rapport.get_absolute_url(): fram, **{a: client.get(a).content.decode() for a in adresser}}


def arende(enhet: Enhet, mottagen: date, antal: int = 1, **falt: object) -> list[Avvikelse]:
    """Assessed cases received on the day and registered at noon the same day."""
    registrerad = falt.pop("registrerad", datetime(mottagen.year, mottagen.month, mottagen.day, 12, tzinfo=STOCKHOLM))
    return [
        skapa_avvikelse(enhet=enhet, mottagen=mottagen, registrerad=registrerad, **{"status": "bedomd", **falt})
        for _ in range(antal)
    ]


def arenden_2019(f: SimpleNamespace) -> None:
    """The cases behind a real yearly report, in our own words: 16 = 9 + 3 + 4, own lex Sarah 4 of which 1
    reclassified, providers' lex Sarah 18 with none to IVO, complaints on providers 55 against 31 the year before."""
    vems = [f.norra, f.norra_gruppen]

    def manga(antal: int, ar: int = 2019, **falt: object) -> None:
        for i in range(antal):
            arende(vems[i % 2], date(ar, 1 + i % 12, 1 + i % 28), **falt)

    manga(9, slag="klagomal", riktad_mot="egen", kalla="narstaende", rubrik="Beskedet dröjde flera veckor")
    manga(3, slag="klagomal", riktad_mot="politiskt_beslut", kalla="kund", rubrik="Avgiften höjdes")
    manga(4, slag="intern", riktad_mot="egen", rubrik="Beslutet verkställdes inte i tid")
    allvarlig = {"utfall": "allvarligt", "ivo_anmald": date(2019, 5, 2), "ivo_diarienummer": "3.1.1-00000/2019"}
    manga(1, slag="lex_sarah", riktad_mot="egen", rubrik="Ansökningar blev liggande", **allvarlig)
    manga(1, slag="lex_sarah", riktad_mot="egen", utfall="missforhallande", rubrik="Bemötandet försämrade måendet")
    manga(1, slag="lex_sarah", riktad_mot="egen", utfall="missforhallande", rubrik="Utskrivningen planerades inte")
    manga(
        1, slag="synpunkt", riktad_mot="egen", omklassificerad_fran="lex_sarah", kalla="utforare", rubrik="En synpunkt"
    )
    manga(18, slag="lex_sarah", riktad_mot="utforare", kalla="utforare", utfall="risk", rubrik="Stödet uteblev")
    manga(55, slag="klagomal", riktad_mot="utforare", kalla="kund", rubrik="Nya personer varje vecka")
    manga(31, 2018, slag="klagomal", riktad_mot="utforare", kalla="kund", rubrik="Ingen ringde tillbaka")
    # What must not count: outside the statistics, another unit, another year.
    manga(2, slag="klagomal", riktad_mot="utforare", status="makulerad", avslutsskal="Registrerad i fel system")
    arende(f.sodra, date(2019, 4, 4), 3, slag="klagomal", riktad_mot="utforare")
    manga(1, 2020, slag="lex_sarah", riktad_mot="egen")

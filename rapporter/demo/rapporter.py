"""Älvhamra's reports: three years adopted by the nämnd, this year's begun."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from kvalitet.datum import idag
from kvalitet.models import Anvandare, Enhet
from rapporter import handlingar
from rapporter.demo.rapporttexter import text_till
from rapporter.frysning import frys
from rapporter.mallar import KVALITETSBERATTELSE
from rapporter.models import Frysning, Rapportdokument, Rapportmall

SVERIGE = ZoneInfo("Europe/Stockholm")
Status = Rapportdokument.Status
PABORJADE = ("kvalitet-och-ansvar", "vad-ar-kvalitet", "syfte", "ansvar")


def lagg_in_rapporter(enheter: dict[str, Enhet], folk: dict[str, Anvandare], antal_ar: int = 3) -> int:
    """The reports of `antal_ar` finished years, adopted as far as the nämnd has met, and this year's draft.

    None when there are reports already. Returns how many were made.
    """
    if Rapportdokument.objects.exists():
        return 0
    ar, mall = idag().year, Rapportmall.objects.get(nyckel=KVALITETSBERATTELSE)
    cecilia = folk["cecilia"]
    for steg in range(-antal_ar, 0):
        rapport = handlingar.skapa_rapport(mall=mall, enhet=enheter["namnd"], ar=ar + steg, av=cecilia)
        _skriv(rapport, steg, cecilia)
        if date(ar + steg + 1, 3, 18) <= idag():
            _faststall(rapport, cecilia)
    arets = handlingar.skapa_rapport(mall=mall, enhet=enheter["namnd"], ar=ar, av=cecilia)
    _skriv(arets, 0, cecilia, bara=PABORJADE)
    return antal_ar + 1


def _faststall(rapport: Rapportdokument, av: Anvandare) -> None:
    """As if it had been frozen in February and adopted in March of the year after."""
    efter = rapport.ar + 1
    Rapportdokument.objects.filter(pk=rapport.pk).update(diarienummer=f"SN {efter}/00031", uttagsdag=date(efter, 1, 31))
    handlingar.byt_lage(dokument=rapport.pk, till=Status.GRANSKNING, av=av)
    frys(dokument=rapport.pk, av=av)
    handlingar.faststall(dokument=rapport.pk, av=av, beslutsdag=date(efter, 3, 18), paragraf="§ 27")
    fryst = datetime.combine(date(efter, 2, 20), time(14, 5), tzinfo=SVERIGE)
    Rapportdokument.objects.filter(pk=rapport.pk).update(fryst_vid=fryst)
    Frysning.objects.filter(dokument=rapport).update(tid=fryst)


@transaction.atomic
def _skriv(dokument: Rapportdokument, steg: int, av: Anvandare, bara: tuple[str, ...] = ()) -> None:
    for avsnitt in dokument.avsnitt.all():
        text = text_till(avsnitt.nyckel, avsnitt.rubrik, steg)
        if text and (not bara or avsnitt.nyckel in bara):
            avsnitt.text = text
            handlingar.spara_avsnitt(avsnitt=avsnitt, av=av)

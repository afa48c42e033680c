"""The states of a case: from, to, who may and what must be filled in."""

from typing import Any

from django.conf import settings

from avvikelser.val import Slag, Status
from kvalitet.roller import Ratt
from kvalitet.tillstand import Krav, Overgang

_R = Ratt.ARENDE_HANDLAGGA
_BEDOM = ("Bedöm ärendet", "avvikelser:bedom")
_TILLDELA = ("Utse", "avvikelser:tilldela")
_BESLUTA = ("Fyll i", "avvikelser:besluta")
_ENKELT = ("Fyll i", "avvikelser:avsluta_enkelt")


def _effekten_ar_kand(arende: Any) -> bool:
    atgarder = list(arende.atgarder.all())
    return not arende.allvarlig or (
        bool(atgarder) and all(a.status in ("effekt_uppfoljd", "avbruten") for a in atgarder)
    )


HAR_SLAG = Krav("slaget inte är valt", "Slaget är valt", lambda a: bool(a.slag), _BEDOM)
HAR_ALLVAR = Krav(
    "allvarlighetsgrad med motivering saknas",
    "Allvarlighetsgraden är bedömd och motiverad",
    lambda a: a.allvarlighetsgrad is not None and bool(a.allvar_motivering.strip()),
    _BEDOM,
)
HAR_UTREDARE = Krav(
    "ingen utredare är utsedd",
    "Utredare är utsedd",
    lambda a: a.utredare_id is not None,
    _TILLDELA,
)
HAR_BESLUTARE = Krav(
    "ingen är utsedd att besluta, eller samma person utreder och beslutar",
    "Det är klart vem som beslutar",
    lambda a: (
        (a.slag != Slag.LEX_SARAH or a.beslutare_id is not None)
        and (a.slag not in settings.ANNAN_BESLUTAR or a.beslutare_id not in (None, a.utredare_id))
    ),
    _TILLDELA,
)
HAR_KONSEKVENS = Krav(
    "konsekvensen för den enskilde inte är beskriven",
    "Konsekvensen för den enskilde är beskriven",
    lambda a: bool(a.konsekvens.strip()),
    _BESLUTA,
)
HAR_SLUTSATS = Krav("slutsatsen saknas", "Slutsatsen finns", lambda a: bool(a.slutsats.strip()), _BESLUTA)
# SOSFS 2011:5: the investigation ends in one of five outcomes.
HAR_UTFALL = Krav(
    "utfallet av lex Sarah-utredningen inte är valt",
    "Utfallet är valt",
    lambda a: a.slag != Slag.LEX_SARAH or bool(a.utfall),
    _BESLUTA,
)
HAR_SAMMANFATTNING = Krav(
    "den avidentifierade sammanfattningen saknas",
    "Avidentifierad sammanfattning finns",
    lambda a: a.slag != Slag.LEX_SARAH or bool(a.sammanfattning.strip()),
    _BESLUTA,
)
HAR_ATGARD = Krav(
    "ingen åtgärd är knuten till ärendet",
    "Åtgärd är knuten till ärendet",
    lambda a: a.atgarder.exists(),
    ("Lägg till åtgärd", "avvikelser:koppla_atgard"),
)
HAR_ATGARD_OM_ALLVARLIGT = Krav(
    "ingen åtgärd är knuten till ärendet",
    "Åtgärd är knuten till ärendet, eller behövs inte",
    lambda a: not a.allvarlig or a.atgarder.exists(),
    ("Lägg till åtgärd", "avvikelser:koppla_atgard"),
)
EFFEKT_UPPFOLJD = Krav(
    "effekten av åtgärderna inte är uppföljd",
    "Åtgärdernas effekt är uppföljd, eller följs upp i åtgärdslistan",
    _effekten_ar_kand,
)
HAR_ATERKOPPLING = Krav(
    "den som rapporterade inte har fått återkoppling",
    "Återkopplingen är klar",
    lambda a: not a.behover_aterkoppling or bool(a.aterkoppling.strip()),
    ("Skriv återkoppling", "avvikelser:andra"),
)
# SoL (2025:400) 27 kap. 6 §, LSS 24 f §: the huvudman notifies IVO of its own activity.
IVO_ANMALD = Krav(
    "datum och diarienummer för anmälan till IVO saknas",
    "Anmälan till IVO är klar eller behövs inte",
    lambda a: not a.ivo_ska_anmalas or bool(a.ivo_anmald and a.ivo_diarienummer.strip()),
    ("Fyll i anmälan", "avvikelser:andra"),
)
FAR_AVSLUTAS_ENKELT = Krav(
    "lex Sarah och ärenden med allvarlighetsgrad 3 eller 4 ska utredas",
    "Ärendet är inte av det slag som måste utredas",
    lambda a: not a.allvarlig,
    _BEDOM,
)
HAR_ORSAK = Krav("orsaken inte är vald", "Orsaken är vald", lambda a: a.orsaker.exists(), _ENKELT)
HAR_ATGARDAT = Krav(
    "det inte står vad som gjordes", "Det står vad som gjordes", lambda a: bool(a.atgardat.strip()), _ENKELT
)
HAR_ORIGINAL = Krav(
    "det ärende som detta är en dubblett av inte är valt",
    "Originalet är valt",
    lambda a: a.dubblett_av_id is not None and a.dubblett_av_id != a.pk,
)

ENKELT_AVSLUT = (HAR_SLAG, FAR_AVSLUTAS_ENKELT, HAR_ORSAK, HAR_ATGARDAT, HAR_ATERKOPPLING)
AVSLUT = (HAR_ATGARD_OM_ALLVARLIGT, EFFEKT_UPPFOLJD, IVO_ANMALD, HAR_ATERKOPPLING)
OPPNA = (Status.REGISTRERAD, Status.BEDOMD, Status.UTREDS, Status.BESLUTAD, Status.ATGARDAS)
VAG = (Status.REGISTRERAD, Status.BEDOMD, Status.UTREDS, Status.BESLUTAD, Status.ATGARDAS, Status.AVSLUTAD)

OVERGANGAR = (
    Overgang(Status.REGISTRERAD, Status.BEDOMD, "Bedöm", _R, (HAR_SLAG, HAR_ALLVAR)),
    Overgang(Status.REGISTRERAD, Status.AVSLUTAD, "Avsluta enkelt", _R, ENKELT_AVSLUT),
    Overgang(Status.BEDOMD, Status.UTREDS, "Starta utredning", _R, (HAR_UTREDARE, HAR_BESLUTARE)),
    Overgang(Status.BEDOMD, Status.AVSLUTAD, "Avsluta enkelt", _R, ENKELT_AVSLUT),
    Overgang(
        Status.UTREDS,
        Status.BESLUTAD,
        "Besluta",
        _R,
        (HAR_BESLUTARE, HAR_KONSEKVENS, HAR_SLUTSATS, HAR_UTFALL, HAR_SAMMANFATTNING),
    ),
    Overgang(Status.BESLUTAD, Status.UTREDS, "Skicka tillbaka till utredning", _R, motivering=True),
    Overgang(Status.BESLUTAD, Status.ATGARDAS, "Åtgärda", _R, (HAR_ATGARD,)),
    Overgang(Status.BESLUTAD, Status.AVSLUTAD, "Avsluta", _R, AVSLUT),
    Overgang(Status.ATGARDAS, Status.AVSLUTAD, "Avsluta", _R, AVSLUT),
    *(Overgang(fran, Status.OVERLAMNAD, "Överlämna", _R, motivering=True) for fran in OPPNA[:3]),
    *(Overgang(fran, Status.INGEN_AVVIKELSE, "Markera som ingen avvikelse", _R, motivering=True) for fran in OPPNA[:3]),
    *(
        Overgang(fran, Status.DUBBLETT, "Markera som dubblett", _R, (HAR_ORIGINAL,), motivering=True)
        for fran in OPPNA[:3]
    ),
    *(Overgang(fran, Status.MAKULERAD, "Makulera", _R, motivering=True) for fran in OPPNA),
    Overgang(Status.AVSLUTAD, Status.BEDOMD, "Öppna igen", _R, motivering=True),
    *(
        Overgang(fran, Status.REGISTRERAD, "Öppna igen", _R, motivering=True)
        for fran in (Status.OVERLAMNAD, Status.INGEN_AVVIKELSE, Status.DUBBLETT, Status.MAKULERAD)
    ),
)

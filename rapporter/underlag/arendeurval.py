"""Which cases stand behind a figure.

The same conditions exist twice, as a database query (`villkor`) and for stored rows (`stammer`): records behind a live
figure are found with the first, those behind a frozen one with the second.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from avvikelser.models import Avvikelse
from avvikelser.val import RiktadMot, Slag
from kvalitet.datum import ar_som_period, inom
from kvalitet.models import Anvandare
from rapporter.underlag.bas import Filter

NYCKEL = "arenden"


def valda(enhet_ids: Iterable[int]) -> QuerySet[Avvikelse]:
    """Valid cases in the units."""
    return Avvikelse.objects.giltiga().i_enheter(sorted(enhet_ids))


def grund(enhet_ids: Iterable[int], uttag: datetime) -> QuerySet[Avvikelse]:
    """Valid cases in the units that were registered when the figures were taken."""
    return valda(enhet_ids).filter(registrerad__lte=uttag)


def villkor(filter_: Filter) -> Q:
    """The filter of a figure as a database condition. KeyError for a condition that is not known."""
    q = Q()
    for namn, varde in filter_.items():
        match namn:
            case "ar":
                q &= inom("mottagen", *ar_som_period(int(str(varde))))
            case "manad":
                q &= Q(mottagen__month=varde)
            case "slag" | "riktad_mot" | "utfall" | "omklassificerad_fran":
                q &= Q(**{namn: varde})
            case "riktad_mot_inte":
                q &= ~Q(riktad_mot=varde)
            case "ivo":
                q &= Q(ivo_anmald__isnull=not varde)
            case "lex_sarah_rapport":
                q &= Q(slag=Slag.LEX_SARAH) | Q(omklassificerad_fran=Slag.LEX_SARAH)
            case "egna_summa":
                klagomal = Q(slag=Slag.KLAGOMAL, riktad_mot__in=[RiktadMot.EGEN, RiktadMot.POLITISKT_BESLUT])
                q &= klagomal | (Q(slag=Slag.INTERN) & ~Q(riktad_mot=RiktadMot.UTFORARE))
            case "enhet":
                q &= Q(enhet_id=varde)
            case "kategori":
                q &= Q(kategorier=varde)
            case _:
                raise KeyError(namn)
    return q


def stammer(rad: Mapping[str, Any], filter_: Filter) -> bool:
    """Whether a stored row meets the filter of a figure: the same conditions as `villkor`."""
    for namn, varde in filter_.items():
        match namn:
            case "riktad_mot_inte":
                ratt = rad["riktad_mot"] != varde
            case "lex_sarah_rapport":
                ratt = Slag.LEX_SARAH in (rad["slag"], rad["omklassificerad_fran"])
            case "egna_summa":
                ratt = rad["slag"] in (Slag.KLAGOMAL, Slag.INTERN) and rad["riktad_mot"] != RiktadMot.UTFORARE
            case "kategori":
                ratt = varde in rad["kategorier"]
            case _:
                ratt = rad[namn] == varde
        if not ratt:
            return False
    return True


def poster(enhet_ids: Iterable[int], uttag: datetime, filter_: Filter) -> QuerySet[Avvikelse]:
    """The records behind a live figure, whoever may see them, in the order they were received."""
    return grund(enhet_ids, uttag).filter(villkor(filter_)).order_by("mottagen", "pk")


def synliga(ids: Iterable[int], anvandare: Anvandare) -> QuerySet[Avvikelse]:
    """Those of the records that the person may read in full, newest last."""
    return (
        Avvikelse.objects.lasbara_for(anvandare)
        .filter(pk__in=list(ids))
        .select_related("enhet")
        .defer("soktext", "handelse")
        .order_by("mottagen", "pk")
    )


def rader(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """Every case of the year and the year before as key, number and grouping keys, without personal data."""
    fraga = grund(enhet_ids, uttag).filter(tva_ar(ar))
    kategorier: dict[int, list[int]] = {}
    for pk, kategori in (
        Avvikelse.kategorier.through.objects.filter(avvikelse__in=fraga)
        .order_by("kategori_id")
        .values_list("avvikelse_id", "kategori_id")
    ):
        kategorier.setdefault(pk, []).append(kategori)
    falt = (
        "pk", "nummer", "mottagen", "slag", "riktad_mot", "omklassificerad_fran", "utfall", "ivo_anmald", "enhet_id",
    )  # fmt: skip
    return [
        {
            "id": pk,
            "nummer": nummer,
            "mottagen": mottagen.isoformat(),
            "ar": mottagen.year,
            "manad": mottagen.month,
            "slag": slag,
            "riktad_mot": riktad_mot,
            "omklassificerad_fran": omklassificerad,
            "utfall": utfall,
            "ivo": ivo is not None,
            "enhet": enhet,
            "kategorier": kategorier.get(pk, []),
        }
        for pk, nummer, mottagen, slag, riktad_mot, omklassificerad, utfall, ivo, enhet in fraga.order_by(
            "mottagen", "pk"
        )
        .values_list(*falt)
        .iterator()
    ]


def tva_ar(ar: int) -> Q:
    """Received in the year or the year before."""
    return inom("mottagen", date(ar - 1, 1, 1), date(ar + 1, 1, 1))

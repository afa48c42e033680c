"""Direct procurements: how many, how much, why, of what and by whom."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from granskningar.models import Direktupphandling
from kvalitet.datum import lokal
from kvalitet.models import Anvandare
from kvalitet.tabell import Cell, Tabell
from kvalitet.templatetags.utseende import tal as svenskt_tal
from rapporter.underlag.bas import Underlag, Varde
from rapporter.underlag.grupper import Grupp, Par, arstabell, grupper_i, per_grupp
from rapporter.underlag.rader import Rakning

NYCKEL = "upphandling"
NYCKELTAL = (f"{NYCKEL}.antal", f"{NYCKEL}.summa")
DEFINITION = (
    "Direktupphandlingar som gjorts under året av enheten och enheterna under den, också av enheter som sedan lagts "
    "ned. Beloppen är hela kronor för hela köpet."
)
MILJON = 1_000_000
FALT = (
    "pk", "leverantor", "datum", "belopp", "skal", "mojlig_inom_avtal", "enhet_id", "enhet__namn", "insatskategori_id",
    "insatskategori__namn",
)  # fmt: skip


def rader(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """A row per purchase of the two years in the units."""
    fraga = Direktupphandling.objects.filter(
        enhet_id__in=sorted(enhet_ids),
        datum__gte=date(ar - 1, 1, 1),
        datum__lte=min(date(ar, 12, 31), lokal(uttag).date()),
    ).order_by("datum", "pk")
    return [
        {
            "id": pk,
            "nummer": f"{leverantor} {datum}",
            "ar": datum.year,
            "belopp": belopp,
            "skal": skal,
            "inom_avtal": mojlig is True,
            "enhet": enhet,
            "enhetsnamn": enhetsnamn,
            "kategori": kategori,
            "kategorinamn": kategorinamn,
        }
        for pk, leverantor, datum, belopp, skal, mojlig, enhet, enhetsnamn, kategori, kategorinamn in (
            fraga.values_list(*FALT)
        )
    ]


def synliga(ids: Iterable[int], anvandare: Anvandare) -> QuerySet[Direktupphandling]:
    """Those of the purchases that the person may see."""
    return (
        Direktupphandling.objects.synliga_for(anvandare)
        .filter(pk__in=list(ids))
        .select_related("enhet")
        .order_by("datum", "pk")
    )


def cirka(varde: Varde) -> str:
    """A sum as one says it: "cirka 60 mnkr", "cirka 2,4 mnkr". Empty below a million."""
    if not isinstance(varde, int) or varde < MILJON:
        return ""
    miljoner = Decimal(varde) / MILJON
    return f"cirka {svenskt_tal(miljoner, 0 if miljoner >= 10 else 1)} mnkr"


def upphandling(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """Number and sum, total and per reason, kind of service and unit."""
    r = Rakning(NYCKEL, ar, rader(enhet_ids, ar, uttag), lank, publicerat)
    antal = r.lagg_till("antal", "Direktupphandlingar", "Direktupphandlingar som gjorts under året.", {})
    summa = r.lagg_till(
        "summa", "Belopp", "Summan av årets direktupphandlingar.", {}, raknas="summa:belopp", enhet="kr"
    )
    nyckel = f"{NYCKEL}.summa"
    if ungefar := cirka(r.tal[nyckel].varde):
        r.tal[nyckel] = replace(r.tal[nyckel], jamforelse=f"{ungefar}, {r.tal[nyckel].jamforelse}")
    r.lagg_till(
        "inom_avtal", "Hade gått att köpa inom avtal",
        "Årets direktupphandlingar som bedömts ha varit möjliga inom ett gällande avtal.", {"inom_avtal": True},
    )  # fmt: skip
    skal = [(s.value, str(s.label).capitalize()) for s in Direktupphandling.Skal]
    kategorier = grupper_i(r.rader, "kategori", "kategorinamn", "Ingen insatskategori")
    enheter = grupper_i(r.rader, "enhet", "enhetsnamn", "")
    delar: list[tuple[str, str, str, list[Grupp]]] = [
        ("skal", "Skäl", "Direktupphandlingar efter skäl", skal),
        ("kategori", "Insatskategori", "Direktupphandlingar per insatskategori", kategorier),
        ("enhet", "Enhet", "Direktupphandlingar per enhet", enheter),
    ]
    tabeller = [_tabell(r, *del_, (antal, summa)) for del_ in delar] if r.rader else []
    forbehall = [] if r.valda(ar, {}) else [f"Ingen direktupphandling är registrerad för {ar}."]
    return Underlag(
        NYCKEL, "Direktupphandlingar", DEFINITION, uttag, tuple(r.tal.values()), tuple(tabeller), (), tuple(forbehall)
    )


def _tabell(r: Rakning, falt: str, kolumn: str, rubrik: str, grupper: list[Grupp], summor: tuple[Par, Par]) -> Tabell:
    antal = per_grupp(r, falt, grupper, falt, "Direktupphandlingar", f"Årets direktupphandlingar, {kolumn.lower()}.")
    kronor = per_grupp(
        r, f"summa_{falt}", grupper, falt, "Belopp", f"Summan av årets direktupphandlingar, {kolumn.lower()}.",
        raknas="summa:belopp", enhet="kr",
    )  # fmt: skip
    alla, summa = summor
    return arstabell(
        rubrik,
        f"Antal och belopp {r.ar} och {r.ar - 1}. n = {alla[0].text}",
        (kolumn, f"Antal {r.ar}", f"Antal {r.ar - 1}", f"Belopp {r.ar}", f"Belopp {r.ar - 1}"),
        [(Cell(namn), *antal[i], *kronor[i]) for i, (_, namn) in enumerate(grupper)],
        fot=(Cell("Summa"), *alla, replace(summa[0], under=cirka(summa[0].varde)), summa[1]),
    )

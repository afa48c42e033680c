"""Training and supervision given to staff during the year: how much, on what, for how many."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kvalitet.models import Anvandare, Kompetensinsats
from kvalitet.ordning import nyckel as i_ordning
from kvalitet.templatetags.utseende import tal as svenskt_tal
from rapporter.underlag.bas import Cell, Kolumn, Tabell, Underlag
from rapporter.underlag.rader import Rakning, gruppnyckel, under_tva_ar

NYCKEL = "kompetens"
NYCKELTAL = (f"{NYCKEL}.antal", f"{NYCKEL}.deltagare", f"{NYCKEL}.timmar")
DEFINITION = (
    "Utbildning, handledning och annat som gett personalen ny kunskap, räknat det år insatsen hölls. "
    "En person som varit med på två insatser räknas två gånger som deltagare."
)
UTAN_TEMA = "Utan tema"


def grund(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[Kompetensinsats]:
    """What was held in the year and the one before, up to when the figures were taken. One query."""
    fraga = Kompetensinsats.objects.filter(under_tva_ar("datum", ar, uttag), enhet_id__in=sorted(enhet_ids))
    return list(fraga.select_related("enhet").order_by("datum", "pk"))


def _rader(insatser: Iterable[Kompetensinsats]) -> list[dict[str, Any]]:
    return [
        {
            "id": k.pk,
            "nummer": k.datum.isoformat(),
            "ar": k.datum.year,
            "enhet": k.enhet_id,
            "tema": gruppnyckel(k.tema),
            "deltagare": k.deltagare,
            "timmar": None if k.timmar is None else str(k.timmar),
        }
        for k in insatser
    ]


def rader(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """What was held in the year and the year before as key, number, sums and grouping keys."""
    return _rader(grund(enhet_ids, ar, uttag))


def synliga(ids: Iterable[int], anvandare: Anvandare) -> QuerySet[Kompetensinsats]:
    """Those of them that the person may see."""
    fraga = Kompetensinsats.objects.synliga_for(anvandare).filter(pk__in=list(ids))
    return fraga.select_related("enhet").order_by("-datum", "-pk")


def kompetens(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """Number, participants and hours; by theme; and the list of the year's."""
    insatser = grund(enhet_ids, ar, uttag)
    r = Rakning(NYCKEL, ar, _rader(insatser), lank, publicerat)
    r.lagg_till("antal", "Kompetensinsatser", DEFINITION, {})
    r.lagg_till("deltagare", "Deltagare", f"Summan av deltagare. {DEFINITION}", {}, raknas="summa:deltagare")
    r.lagg_till("timmar", "Timmar", "Summan av insatsernas längd i timmar.", {}, raknas="summa:timmar")
    arets = [k for k in insatser if k.datum.year == ar]
    tabeller = (_per_tema(r, arets), _lista(arets, ar)) if arets else ()
    return Underlag(
        NYCKEL, "Kompetensutveckling", DEFINITION, uttag, tuple(r.tal.values()), tabeller, (), _forbehall(arets, ar)
    )


def _forbehall(arets: list[Kompetensinsats], ar: int) -> tuple[str, ...]:
    if not arets:
        return (f"Ingen kompetensinsats är registrerad för {ar}.",)
    saknas = {
        "antal deltagare": sum(1 for k in arets if k.deltagare is None),
        "längd i timmar": sum(1 for k in arets if k.timmar is None),
    }
    return tuple(
        f"{antal} av {len(arets)} insatser saknar uppgift om {vad} och ingår inte i den summan."
        for vad, antal in saknas.items()
        if antal
    )


def _per_tema(r: Rakning, arets: list[Kompetensinsats]) -> Tabell:
    teman: dict[str, str] = {}
    for k in arets:
        teman.setdefault(gruppnyckel(k.tema), k.tema or UTAN_TEMA)
    rader_ = []
    for slug, tema in sorted(teman.items(), key=lambda par: (par[1] == UTAN_TEMA, i_ordning(par[1]))):
        antal, fjol = r.lagg_till(f"tema.{slug}", tema, f"Insatser med temat {tema}.", {"tema": slug})
        deltagare, timmar = (
            r.lagg_till(f"{falt}.{slug}", f"{tema}, {falt}", f"Summan av {falt} för temat {tema}.", {"tema": slug},
                        raknas=f"summa:{falt}")[0]
            for falt in ("deltagare", "timmar")
        )  # fmt: skip
        rader_.append((Cell(tema), antal, fjol, deltagare, timmar))
    return Tabell(
        "Kompetensinsatser per tema",
        f"Insatser under {r.ar}. n = {len(arets)}",
        (
            Kolumn("Tema"),
            Kolumn(f"Insatser {r.ar}", tal=True),
            Kolumn(f"Insatser {r.ar - 1}", tal=True),
            Kolumn("Deltagare", tal=True),
            Kolumn("Timmar", tal=True),
        ),
        tuple(rader_),
        anm="– betyder att uppgiften saknas.",
    )


def _lista(arets: list[Kompetensinsats], ar: int) -> Tabell:
    return Tabell(
        "Årets kompetensinsatser",
        f"Insatser som hölls {ar}",
        (
            Kolumn("Insats", bredd=30),
            Kolumn("För vilka", bredd=20),
            Kolumn("Enhet", bredd=15),
            Kolumn("Datum", bredd=15),
            Kolumn("Timmar", tal=True, bredd=10),
            Kolumn("Deltagare", tal=True, bredd=10),
        ),
        tuple(
            (
                Cell(k.rubrik, under=", ".join(del_ for del_ in (k.tema, k.anordnare) if del_)),
                Cell(k.malgrupp or "–"),
                Cell(k.enhet.namn),
                Cell(k.datum.isoformat(), varde=k.datum),
                Cell(svenskt_tal(k.timmar), varde=k.timmar, tal=True),
                Cell(svenskt_tal(k.deltagare), varde=k.deltagare, tal=True),
            )
            for k in arets
        ),
        liggande=True,
    )

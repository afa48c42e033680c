"""The yearly survey to those with a contract: who answered, per kind of service."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from granskningar.models import Enkatsvar
from kvalitet.datum import lokal
from kvalitet.models import Anvandare
from kvalitet.tabell import Cell, Tabell
from rapporter.underlag.bas import Underlag
from rapporter.underlag.grupper import Grupp, Par, arstabell, grupper_i, per_grupp
from rapporter.underlag.rader import Rakning

NYCKEL = "avtalsenkat"
NYCKELTAL = (f"{NYCKEL}.svarsfrekvens",)
DEFINITION = (
    "Den årliga enkäten till verksamheter med avtal. En verksamhet räknas en gång för varje slags insats den svarar "
    "för. Svarsfrekvensen är inkomna svar av skickade enkäter."
)
FALT = (
    "pk", "enkat__ar", "enkat__namn", "svarat", "verksamhet_id", "insatskategori_id", "insatskategori__namn",
)  # fmt: skip


def rader(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """A row per recipient of the two years' surveys that had been sent; `svarat` when the answer had come."""
    dag = lokal(uttag).date()
    fraga = Enkatsvar.objects.filter(enkat__ar__in=[ar, ar - 1], utskickad=True, enkat__skickad__lte=dag)
    return [
        {
            "id": pk,
            "nummer": f"{enkat} {enkatens_ar}",
            "ar": enkatens_ar,
            "svarat": svarat is not None and svarat <= dag,
            "verksamhet": verksamhet,
            "kategori": kategori,
            "kategorinamn": namn,
        }
        for pk, enkatens_ar, enkat, svarat, verksamhet, kategori, namn in fraga.order_by("pk").values_list(*FALT)
    ]


def synliga(ids: Iterable[int], anvandare: Anvandare) -> QuerySet[Enkatsvar]:
    """Those of the recipients that the person may see."""
    return (
        Enkatsvar.objects.synliga_for(anvandare)
        .filter(pk__in=list(ids))
        .select_related("verksamhet__utforare", "insatskategori")
        .order_by("insatskategori__namn", "verksamhet__namn", "pk")
    )


def avtalsenkat(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """Response rate, total and per kind of service; the lowest is named in the table's heading."""
    r = Rakning(NYCKEL, ar, rader(enhet_ids, ar, uttag), lank, publicerat)
    skickade = r.lagg_till("skickade", "Skickade enkäter", "Skickade enkäter.", {})
    svar = r.lagg_till("svar", "Inkomna svar", "Inkomna svar på skickade enkäter.", {"svarat": True})
    andel = r.lagg_till(
        "svarsfrekvens", "Svarsfrekvens", "Inkomna svar av skickade enkäter.", {}, raknas="andel:svarat", enhet="%"
    )
    tabeller = []
    forbehall = []
    if r.valda(ar, {}):
        tabeller.append(_per_kategori(r, [skickade, svar, andel]))
    else:
        forbehall.append(f"Ingen avtalsenkät skickades {ar}, så det finns ingen svarsfrekvens.")
    return Underlag(
        NYCKEL, "Avtalsenkät", DEFINITION, uttag, tuple(r.tal.values()), tuple(tabeller), (), tuple(forbehall)
    )


def _per_kategori(r: Rakning, summor: list[Par]) -> Tabell:
    grupper = grupper_i(r.rader, "kategori", "kategorinamn", "")
    skickade = per_grupp(r, "skickade", grupper, "kategori", "Skickade enkäter", "Skickade enkäter i insatskategorin.")
    svar = per_grupp(
        r, "svar", grupper, "kategori", "Inkomna svar", "Inkomna svar i insatskategorin.", villkor={"svarat": True}
    )
    andel = per_grupp(
        r, "kategori", grupper, "kategori", "Svarsfrekvens", "Inkomna svar av skickade enkäter i insatskategorin.",
        raknas="andel:svarat", enhet="%",
    )  # fmt: skip
    alla_skickade, alla_svar, alla = summor
    return arstabell(
        _rubrik(grupper, andel),
        f"Svarsfrekvens per insatskategori {r.ar} och {r.ar - 1}. n = {alla_skickade[0].text} skickade enkäter",
        ("Insatskategori", "Skickade", "Svar", f"Svarsfrekvens {r.ar}", f"Svarsfrekvens {r.ar - 1}"),
        [(Cell(namn), skickade[i][0], svar[i][0], *andel[i]) for i, (_, namn) in enumerate(grupper)],
        fot=(Cell("Alla"), alla_skickade[0], alla_svar[0], *alla),
    )


def _rubrik(grupper: list[Grupp], andel: list[Par]) -> str:
    """The message: which kind of service answered least."""
    varden = [(par[0].varde, namn, par[0].text) for (_, namn), par in zip(grupper, andel, strict=True)]
    med_varde = [v for v in varden if v[0] is not None]
    lagst = min(med_varde, key=lambda v: v[0])  # type: ignore[arg-type,return-value]
    if lagst[0] == max(v[0] for v in med_varde):  # type: ignore[type-var]
        return "Lika hög svarsfrekvens i alla insatskategorier"
    lika = [namn for varde, namn, _ in med_varde if varde == lagst[0]]
    return f"Lägst svarsfrekvens: {' och '.join(lika)}, {lagst[2]}"

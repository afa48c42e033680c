"""Contracts with providers: how many are in force at the year's end, and what changed during the year."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from granskningar.models import Avtal
from kvalitet.diagram import STAPLAR, Figur, Punkt
from kvalitet.models import Anvandare
from kvalitet.models.utforare import Utforare
from kvalitet.tabell import Cell, Tabell
from kvalitet.templatetags.utseende import antal_ord
from rapporter.underlag.bas import Underlag
from rapporter.underlag.grupper import (
    Grupp,
    Par,
    arstabell,
    forandring,
    grupper_i,
    med_nagot,
    per_grupp,
    rakningsdag,
)
from rapporter.underlag.rader import Rakning

NYCKEL = "avtal"
NYCKELTAL = (f"{NYCKEL}.utforare", f"{NYCKEL}.verksamheter", f"{NYCKEL}.privat_andel")
DEFINITION = (
    "Avtal och godkännanden som gäller den 31 december, eller den dag siffrorna hämtas om året inte är slut. Nya är de "
    "som börjat gälla sedan den 31 december året före och upphörda de som gällde då eller därefter men inte längre. "
    "Registret är gemensamt för hela kommunen."
)
I_KRAFT = {"galler": True}
FALT = (
    "pk", "avtalsnummer", "giltig_fran", "slutar", "upphort_skal", "driftform", "foljs_upp_av", "antal_kunder",
    "verksamhet_id", "verksamhet__utforare_id", "verksamhet__utforare__driftform", "insatskategori_id",
    "insatskategori__namn",
)  # fmt: skip


def rader(enhet_ids: Iterable[int], ar: int, uttag: datetime) -> list[dict[str, Any]]:
    """A row per contract and year in which it was in force at the year's end, began or ended.

    `galler`, `ny` and `upphord` say which. `forsta` marks one of a provider's contracts in force, so that providers
    can be counted with a share.
    """
    fraga = Avtal.objects.filter(giltig_fran__lte=rakningsdag(ar, uttag), slutar__gte=date(ar - 2, 12, 31))
    avtal = [dict(zip(FALT, rad, strict=True)) for rad in fraga.order_by("giltig_fran", "pk").values_list(*FALT)]
    svar = []
    for a in (ar - 1, ar):
        fore, dag = date(a - 1, 12, 31), rakningsdag(a, uttag)
        sedda: set[int] = set()
        for post in avtal:
            rad = _rad(post, a, fore, dag)
            if rad["galler"] or rad["ny"] or rad["upphord"]:
                rad["forsta"] = bool(rad["galler"]) and rad["utforare"] not in sedda
                if rad["galler"]:
                    sedda.add(rad["utforare"])
                svar.append(rad)
    return svar


def _rad(post: dict[str, Any], ar: int, fore: date, dag: date) -> dict[str, Any]:
    upphord = fore <= post["slutar"] < dag
    return {
        "id": post["pk"],
        "nummer": post["avtalsnummer"] or str(post["pk"]),
        "ar": ar,
        "galler": post["giltig_fran"] <= dag <= post["slutar"],
        "ny": fore < post["giltig_fran"] <= dag,
        "upphord": upphord,
        "skal": (post["upphort_skal"] or Avtal.Skal.LOPT_UT.value) if upphord else "",
        "driftform": post["driftform"],
        "utforare": post["verksamhet__utforare_id"],
        "privat": post["verksamhet__utforare__driftform"] == Utforare.Driftform.PRIVAT,
        "verksamhet": post["verksamhet_id"],
        "kategori": post["insatskategori_id"],
        "kategorinamn": post["insatskategori__namn"],
        "annan_foljer_upp": bool(post["foljs_upp_av"]),
        "utan_kunder": post["antal_kunder"] == 0,
    }


def synliga(ids: Iterable[int], anvandare: Anvandare) -> QuerySet[Avtal]:
    """Those of the contracts that the person may see."""
    return (
        Avtal.objects.synliga_for(anvandare)
        .filter(pk__in=list(ids))
        .select_related("verksamhet__utforare", "insatskategori")
        .order_by("insatskategori__namn", "giltig_fran", "pk")
    )


def avtal(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """Counts at the year's end, providers and activities per kind of service, and what began and ended."""
    r = Rakning(NYCKEL, ar, rader(enhet_ids, ar, uttag), lank, publicerat)
    alla = r.lagg_till("antal", "Avtal som gäller", "Avtal och godkännanden som gäller på räknedagen.", I_KRAFT)
    utforare = r.lagg_till(
        "utforare", "Utförare med avtal", "Olika utförare som har minst ett gällande avtal.", I_KRAFT,
        raknas="unika:utforare",
    )  # fmt: skip
    verksamheter = r.lagg_till(
        "verksamheter", "Verksamheter med avtal", "Olika verksamheter som har minst ett gällande avtal.", I_KRAFT,
        raknas="unika:verksamhet",
    )  # fmt: skip
    r.lagg_till(
        "privat_andel", "Andel privata utförare",
        "Privata företag av de utförare som har minst ett gällande avtal; varje utförare räknas en gång.",
        {**I_KRAFT, "forsta": True}, raknas="andel:privat", enhet="%",
    )  # fmt: skip
    nya = r.lagg_till("nya", "Nya avtal", "Avtal som börjat gälla under året.", {"ny": True})
    slut = r.lagg_till(
        "upphorda", "Upphörda avtal", "Avtal som gällt men inte gäller på räknedagen.", {"upphord": True}
    )
    r.lagg_till(
        "annan_foljer_upp", "Avtal som någon annan följer upp",
        "Gällande avtal där en annan än kommunen ansvarar för uppföljningen.", {**I_KRAFT, "annan_foljer_upp": True},
    )  # fmt: skip
    r.lagg_till(
        "utan_kunder", "Avtal utan kunder", "Gällande avtal där antalet kunder är angivet till noll.",
        {**I_KRAFT, "utan_kunder": True},
    )  # fmt: skip
    kategorier = grupper_i(r.rader, "kategori", "kategorinamn", "")
    per_utforare, tabell = _utforare(r, kategorier, [utforare, nya, slut])
    tabeller = [tabell, _verksamheter(r, kategorier, verksamheter), _former(r, alla), *_skal(r, slut)]
    forbehall = []
    if rakningsdag(ar, uttag) < date(ar, 12, 31):
        forbehall.append(f"Året är inte slut. Avtalen är räknade den {rakningsdag(ar, uttag)}.")
    if not r.valda(ar, I_KRAFT):
        forbehall.append("Inget avtal är inlagt för året.")
    figurer = [_figur(kategorier, per_utforare, ar)] if kategorier else []
    return Underlag(
        NYCKEL, "Utförare och avtal", DEFINITION, uttag, tuple(r.tal.values()), tuple(tabeller), tuple(figurer),
        tuple(forbehall),
    )  # fmt: skip


def _utforare(r: Rakning, kategorier: list[Grupp], summor: list[Par]) -> tuple[list[Par], Tabell]:
    antal = per_grupp(
        r, "kategori", kategorier, "kategori", "Utförare", "Olika utförare med gällande avtal i insatskategorin.",
        villkor=I_KRAFT, raknas="unika:utforare",
    )  # fmt: skip
    nya = per_grupp(
        r, "nya", kategorier, "kategori", "Nya avtal", "Avtal i insatskategorin som börjat gälla under året.",
        villkor={"ny": True},
    )  # fmt: skip
    slut = per_grupp(
        r, "upphorda", kategorier, "kategori", "Upphörda avtal",
        "Avtal i insatskategorin som gällt men inte gäller på räknedagen.", villkor={"upphord": True},
    )  # fmt: skip
    rader_ = [
        (Cell(namn), *par, forandring(par), nya[i][0], slut[i][0])
        for i, ((_, namn), par) in enumerate(zip(kategorier, antal, strict=True))
    ]
    alla, nytt, slutat = summor
    tabell = arstabell(
        "Utförare per insatskategori",
        f"Utförare med gällande avtal vid slutet av {r.ar} och {r.ar - 1}, nya och upphörda avtal {r.ar}",
        ("Insatskategori", str(r.ar), str(r.ar - 1), "Förändring", "Nya avtal", "Upphörda avtal"),
        rader_,
        fot=(Cell("Alla"), *alla, forandring(alla), nytt[0], slutat[0]),
        anm="En utförare med flera slags insatser räknas en gång på raden Alla.",
    )
    return antal, tabell


def _verksamheter(r: Rakning, kategorier: list[Grupp], summa: Par) -> Tabell:
    antal = per_grupp(
        r, "verksamheter", kategorier, "kategori", "Verksamheter",
        "Olika verksamheter med gällande avtal i insatskategorin.", villkor=I_KRAFT, raknas="unika:verksamhet",
    )  # fmt: skip
    return arstabell(
        "Verksamheter per insatskategori",
        f"Verksamheter med gällande avtal vid slutet av {r.ar} och {r.ar - 1}",
        ("Insatskategori", str(r.ar), str(r.ar - 1), "Förändring"),
        [(Cell(namn), *par, forandring(par)) for (_, namn), par in zip(kategorier, antal, strict=True)],
        fot=(Cell("Alla"), *summa, forandring(summa)),
        anm="En verksamhet med flera slags insatser räknas en gång på raden Alla.",
    )


def _former(r: Rakning, summa: Par) -> Tabell:
    former = [(f.value, str(f.label).capitalize()) for f in Avtal.Driftform]
    former = [(v, n[:1] + n[1:].replace("lov", "LOV").replace("lou", "LOU")) for v, n in former]
    antal = per_grupp(
        r, "form", former, "driftform", "Avtal", "Gällande avtal av avtalsformen.", villkor=I_KRAFT
    )  # fmt: skip
    return arstabell(
        "Avtal efter avtalsform",
        f"Gällande avtal vid slutet av {r.ar} och {r.ar - 1}",
        ("Avtalsform", str(r.ar), str(r.ar - 1), "Förändring"),
        [(Cell(namn), *par, forandring(par)) for namn, par in med_nagot(former, antal)],
        fot=(Cell("Summa"), *summa, forandring(summa)),
    )


def _skal(r: Rakning, summa: Par) -> list[Tabell]:
    if not summa[0].varde and not summa[1].varde:
        return []
    alla = [(s.value, str(s.label).capitalize()) for s in Avtal.Skal]
    antal = per_grupp(r, "skal", alla, "skal", "Upphörda avtal", "Avtal som upphört under året av det skälet.")
    return [
        arstabell(
            "Varför avtal upphörde",
            f"Avtal som upphört under {r.ar} och {r.ar - 1}",
            ("Skäl", str(r.ar), str(r.ar - 1)),
            [(Cell(namn), *par) for namn, par in med_nagot(alla, antal)],
            fot=(Cell("Summa"), *summa),
        )
    ]


def _figur(kategorier: list[Grupp], antal: list[Par], ar: int) -> Figur:
    skillnader = [forandring(par).varde for par in antal]
    fler = sum(1 for s in skillnader if isinstance(s, int) and s > 0)
    farre = sum(1 for s in skillnader if isinstance(s, int) and s < 0)
    titel = _budskap(fler, farre)
    return Figur(
        "f-avtal-kategori",
        STAPLAR,
        titel,
        f"Utförare med gällande avtal vid årets slut, per insatskategori. n = {len(kategorier)} insatskategorier",
        f"{titel}, jämfört med {ar - 1}. Talen står i tabellen Utförare per insatskategori.",
        (str(ar), str(ar - 1)),
        tuple(
            Punkt(namn, nu.varde, da.varde, nu.lank)  # type: ignore[arg-type]
            for (_, namn), (nu, da) in zip(kategorier, antal, strict=True)
        ),
        "Insatskategori",
    )


def _budskap(fler: int, farre: int) -> str:
    """The chart's message: in how many kinds of service the providers became more, or fewer."""
    if not fler and not farre:
        return "Lika många utförare i alla insatskategorier"
    ord_, antal = ("Fler", fler) if fler else ("Färre", farre)
    text = f"{ord_} utförare i {antal_ord(antal)} {'insatskategori' if antal == 1 else 'insatskategorier'}"
    return f"{text}, färre i {antal_ord(farre)}" if fler and farre else text

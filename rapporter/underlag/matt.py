"""What was measured: values beside last year's, the country's and the aim, for each kind of measure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

from django.conf import settings

from kvalitet.diagram import STAPLAR
from kvalitet.models import Kriterium, Matvarde
from kvalitet.models.matt import EJ_MATT, EJ_NATT, NATT, UTFALL, svenskt_tal
from kvalitet.templatetags.utseende import tal as visat_tal
from rapporter.underlag.bas import Cell, Figur, Kolumn, Punkt, Tabell, Underlag
from rapporter.underlag.grupper import arstabell, grupper_i, per_grupp
from rapporter.underlag.kalla import Kalla
from rapporter.underlag.mattposter import (
    UTAN_MAL,
    Mattpost,
    las,
    rader_av,
    rader_for,
    synliga,
)
from rapporter.underlag.rader import Rakning

Slag = Kriterium.Slag
MINST_I_FIGUR, FLEST_I_FIGUR = 3, 15


@dataclass(frozen=True)
class Matt:
    """One kind of measure as a set of figures: its key, its heading and what its tables call the measures."""

    slag: Slag
    nyckel: str
    rubrik: str


MATT = (
    Matt(Slag.KRITERIUM, "matt_kriterium", "Kvalitetskriterier"),
    Matt(Slag.MALGRUPP, "matt_malgrupp", "Målgrupper och insatser"),
    Matt(Slag.ENKAT, "matt_enkat", "Enkäter"),
    Matt(Slag.UPPFOLJNING, "matt_uppfoljning", "Systematisk uppföljning"),
    Matt(Slag.JAMFORELSE, "matt_jamforelse", "Öppna jämförelser"),
    Matt(Slag.PERSONAL, "matt_personal", "Personal"),
)
# name, label, definition, condition
TALEN: tuple[tuple[str, str, str, dict[str, object]], ...] = (
    ("antal", "Mått", "Mått som används eller har ett värde för året.", {}),
    ("matta", "Mätta", "Mått med minst ett värde för året.", {"matt": True}),
    ("natt", "Mål nådda", "Mått vars mål är nått av alla med värde för året.", {"resultat": NATT}),
    (
        "ej_natt",
        "Mål ej nådda",
        "Mått vars mål inte är nått av alla med värde för året.",
        {"resultat": EJ_NATT},
    ),
    ("ej_matta", "Ej mätta", "Mått som används och saknar värde för året.", {"resultat": EJ_MATT}),
    ("utan_mal", "Utan mål i tal", "Mätta mått som saknar mål eller har ett mål i ord.", {"resultat": UTAN_MAL}),
)
RAKNAS = "unika:kriterium"
DEFINITION = (
    "Publicerade mått och värden för enheten och enheterna under den. Ett värde för helåret gäller före värden för "
    "delar av året. Ett mått utan värde är ej mätt och räknas aldrig som 0."
)


def berakna(
    matt: Matt,
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """Number of measures by outcome, and each value of the year with what it is compared with and rests on."""
    lasning = las(matt.slag, enhet_ids, ar)
    r = Rakning(matt.nyckel, ar, rader_av(lasning), lank, publicerat)
    for namn, etikett, definition, villkor in TALEN:
        r.lagg_till(namn, etikett, definition, villkor, raknas=RAKNAS)
    arets = [v for v in lasning.varden if v.ar == ar]
    omatta = [k for k, ar_ in lasning.omatta if ar_ == ar]
    fore = {_plats(v): v for v in lasning.varden if v.ar == ar - 1}
    par = {v.pk: _vardetal(r, v) for v in arets}
    tabeller: list[Tabell] = []
    if matt.slag == Slag.KRITERIUM and (arets or omatta):
        tabeller.append(_per_omrade(r, lasning.varden, [k for k, _ in lasning.omatta]))
    if arets or omatta:
        tabeller.append(_tabell(r, matt, arets, omatta, fore, par))
    figur = _figur(r, matt, arets, par)
    return Underlag(
        matt.nyckel,
        matt.rubrik,
        DEFINITION,
        uttag,
        tuple(r.tal.values()),
        tuple(tabeller),
        (figur,) if figur else (),
        tuple(_forbehall(matt, ar, arets, omatta)),
    )


def _plats(v: Matvarde) -> tuple[Any, ...]:
    return v.kriterium_id, v.enhet_id, v.verksamhet_id, v.period


def _vardetal(r: Rakning, v: Matvarde) -> tuple[Cell, Cell]:
    """The value as a figure of its own, which opens the value."""
    k = v.kriterium
    var = {"kriterium": v.kriterium_id, "enhet": v.enhet_id, "verksamhet": v.verksamhet_id, "period": v.period}
    nu, da = r.lagg_till(
        "varde." + "-".join(str(d or 0) for d in var.values()),
        f"{k.namn}, {v.plats}",
        k.innebord or k.matning or f"{k.namn}, som det är inlagt för {v.plats}.",
        var,
        raknas="enda:varde",
        enhet=k.mattenhet,
    )
    return (replace(nu, text=f"cirka {nu.text}"), da) if v.ungefarligt and v.varde is not None else (nu, da)


def forandring(v: Matvarde, fore: Matvarde | None) -> str:
    """The change in words: percentage points for shares, number and per cent for whole numbers."""
    ord_ = v.jamforelse(fore.varde if fore else None)
    if not ord_ or v.kriterium.i_procent or not fore or not fore.varde or v.varde is None or v.varde == fore.varde:
        return ord_ or "–"
    helt = v.varde == int(v.varde) and fore.varde == int(fore.varde)
    andel = abs(100 * (v.varde - fore.varde) / fore.varde).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{ord_} ({svenskt_tal(andel)}\u00a0%)" if helt else ord_


def _bygger_pa(v: Matvarde) -> Cell:
    if v.n is None:
        return Cell("–", tal=True)
    av = f" av {visat_tal(v.tillfragade)}" if v.tillfragade is not None else ""
    frekvens = f"svarsfrekvens {visat_tal(v.svarsfrekvens)}\u00a0%" if v.svarsfrekvens is not None else ""
    return Cell(f"{visat_tal(v.n)}{av}", varde=v.n, tal=True, under=frekvens)


def utfallscell(utfall: str) -> Cell:
    """The outcome with its node; quiet where the aim is no number."""
    return Cell(UTFALL[utfall].capitalize(), lage=utfall) if utfall in UTFALL else Cell("–")


def _tabell(
    r: Rakning,
    matt: Matt,
    arets: Sequence[Matvarde],
    omatta: Sequence[Kriterium],
    fore: Mapping[tuple[Any, ...], Matvarde],
    par: Mapping[int, tuple[Cell, Cell]],
) -> Tabell:
    """A line per value and per measure without one; columns that nobody has filled in are left out."""
    med_mal = any(v.kriterium.mal for v in arets) or any(k.mal for k in omatta)
    kolumner: list[tuple[Kolumn, Callable[[Matvarde], Cell], Callable[[Kriterium], Cell], bool]] = [
        (
            Kolumn("Mått", bredd=25),
            lambda v: Cell(v.kriterium.namn, under=", ".join(d for d in (v.plats, v.galler_period, v.kalla) if d)),
            lambda k: Cell(k.namn, under=str(k.enhet)),
            True,
        ),
        (Kolumn(str(r.ar), tal=True), lambda v: par[v.pk][0], _streck, True),
        (Kolumn(str(r.ar - 1), tal=True), lambda v: par[v.pk][1], _streck, True),
        (Kolumn("Förändring"), lambda v: Cell(forandring(v, fore.get(_plats(v)))), lambda k: Cell("–"), bool(fore)),
        (
            Kolumn("Riket", tal=True),
            lambda v: Cell(v.kriterium.med_enhet(v.riket), varde=v.riket, tal=True),
            _streck,
            any(v.riket is not None for v in arets),
        ),
        (
            Kolumn("Länet", tal=True),
            lambda v: Cell(v.kriterium.med_enhet(v.lanet), varde=v.lanet, tal=True),
            _streck,
            any(v.lanet is not None for v in arets),
        ),
        (Kolumn("Bygger på", tal=True), _bygger_pa, _streck, any(v.n is not None for v in arets)),
        (Kolumn("Mål"), lambda v: Cell(v.kriterium.mal or "–"), lambda k: Cell(k.mal or "–"), med_mal),
        (
            Kolumn("Utfall", bredd=10),
            lambda v: utfallscell(v.utfall),
            lambda k: utfallscell(EJ_MATT),
            bool(med_mal or omatta),
        ),
    ]
    visade = [k for k in kolumner if k[3]]
    rader = [tuple(av_varde(v) for _, av_varde, _, _ in visade) for v in arets]
    rader += [tuple(utan(k) for _, _, utan, _ in visade) for k in omatta]
    return Tabell(
        matt.rubrik,
        f"Värden {r.ar} och {r.ar - 1}. n = {len(rader)}",
        tuple(kolumn for kolumn, *_ in visade),
        tuple(rader),
        liggande=len(visade) > 6,
    )


def _streck(_: Kriterium) -> Cell:
    return Cell("–", tal=True)


def _per_omrade(r: Rakning, varden: Iterable[Matvarde], omatta: Iterable[Kriterium]) -> Tabell:
    """How many measures of each quality area reached their aim."""
    namn = {k.kvalitetsomrade_id: str(k.kvalitetsomrade) for k in (*(v.kriterium for v in varden), *omatta)}
    rader = [{**rad, "namn": namn[rad["omrade"]]} for rad in r.valda(r.ar, {})]
    grupper = grupper_i(rader, "omrade", "namn", "Inget kvalitetsområde")
    delar = (("antal", "Mått", {}), *((n, e, v) for n, e, _, v in TALEN if n in ("natt", "ej_natt", "ej_matta")))
    kolumner = [
        per_grupp(r, f"omrade.{n}", grupper, "omrade", e, f"{e} inom kvalitetsområdet.", villkor=v, raknas=RAKNAS)
        for n, e, v in delar
    ]
    natt, matta = r.tal[f"{r.nyckel}.natt"].varde, r.tal[f"{r.nyckel}.natt"].varde + r.tal[f"{r.nyckel}.ej_natt"].varde  # type: ignore[operator]
    return arstabell(
        f"{natt} av {matta} mål är nådda" if matta else "Inget mål i tal är mätt",
        f"Kvalitetskriterier {r.ar} per kvalitetsområde. n = {r.tal[f'{r.nyckel}.antal'].varde}",
        ("Kvalitetsområde", *(etikett for _, etikett, _ in delar)),
        [(Cell(text), *(par[nr][0] for par in kolumner)) for nr, (_, text) in enumerate(grupper)],
    )


def _figur(r: Rakning, matt: Matt, arets: Sequence[Matvarde], par: Mapping[int, tuple[Cell, Cell]]) -> Figur | None:
    """The shares side by side, when there are enough to compare and few enough to read."""
    andelar = [v for v in arets if v.kriterium.i_procent and v.varde is not None]
    if not MINST_I_FIGUR <= len(andelar) <= FLEST_I_FIGUR:
        return None
    bedomda = [v for v in andelar if v.utfall in (NATT, EJ_NATT)]
    hogst = max(andelar, key=lambda v: v.varde or 0)
    titel = (
        f"{sum(v.utfall == NATT for v in bedomda)} av {len(bedomda)} mål är nådda"
        if bedomda
        else f"Högst är {hogst.kriterium.namn}: {hogst.visat}"
    )
    har_fjol = any(par[v.pk][1].varde is not None for v in andelar)
    flera = {v.kriterium_id for v in andelar if sum(a.kriterium_id == v.kriterium_id for a in andelar) > 1}
    return Figur(
        f"figur-{matt.nyckel}",
        STAPLAR,
        titel,
        f"{matt.rubrik}, andelar i procent. n = {len(andelar)}",
        f"Årets värden{' och förra årets' if har_fjol else ''} för de mått som anges i procent.",
        (str(r.ar), str(r.ar - 1)) if har_fjol else (str(r.ar),),
        tuple(
            Punkt(
                _stapelnamn(v, med_plats=v.kriterium_id in flera),
                par[v.pk][0].varde,  # type: ignore[arg-type]
                par[v.pk][1].varde if har_fjol else None,  # type: ignore[arg-type]
                par[v.pk][0].lank,
            )
            for v in andelar
        ),
        "Mått",
        "%",
    )


def _stapelnamn(v: Matvarde, *, med_plats: bool) -> str:
    """The measure, where it takes that to tell it apart, and how few it rests on."""
    return ", ".join(d for d in (v.kriterium.namn, v.plats if med_plats else "", f"n = {v.n}" if v.fa else "") if d)


def _forbehall(matt: Matt, ar: int, arets: Sequence[Matvarde], omatta: Sequence[Kriterium]) -> list[str]:
    """What must be said beside the figures: nothing measured, few answers, parts of the year, unknown response."""
    if not arets and not omatta:
        return [f"Det finns inga mått av det här slaget för {ar}."]
    ej_matta = list(dict.fromkeys([*(v.kriterium.namn for v in arets if v.varde is None), *(k.namn for k in omatta)]))
    fa = [f"{v.kriterium.namn} ({v.plats}, {v.n})" for v in arets if v.fa and v.varde is not None]
    delar: dict[str, list[str]] = {}
    for v in arets:
        if v.galler_period and v.varde is not None:
            delar.setdefault(v.galler_period, []).append(v.kriterium.namn)
    okand = [v.kriterium.namn for v in arets if v.varde is not None and v.svarsfrekvens is None]
    text = []
    if ej_matta:
        text.append(f"Ej mätta {ar}: {'; '.join(ej_matta)}.")
    if fa:
        text.append(f"Bygger på färre än {settings.FORSIKTIGT_N} och ska läsas med försiktighet: {'; '.join(fa)}.")
    if delar:
        perioder = (f"{period} ({', '.join(dict.fromkeys(namn))})" for period, namn in delar.items())
        text.append(f"Gäller bara en del av året: {'; '.join(perioder)}.")
    if matt.slag == Slag.ENKAT and okand:
        text.append(f"Svarsfrekvensen är inte känd för: {'; '.join(dict.fromkeys(okand))}.")
    return text


def kallor() -> tuple[Kalla, ...]:
    """The six sets of figures."""
    return tuple(
        Kalla(
            matt.nyckel,
            matt.rubrik,
            "mätvärden och mått utan värde",
            Mattpost,
            partial(berakna, matt),
            partial(rader_for, matt.slag),
            synliga,
            nyckeltal=tuple(f"{matt.nyckel}.{namn}" for namn, *_ in TALEN),
            mall="rapporter/_poster_matt.html",
        )
        for matt in MATT
    )

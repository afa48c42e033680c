"""Cases of a year and the year before: by kind, unit, category and month, and what a yearly report must state.

A case counts in the year it was received. Only valid cases count, and only those registered before the extraction.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.db.models.functions import ExtractMonth
from django.utils import timezone

from avvikelser.models import Avvikelse
from avvikelser.val import Slag, Utfall
from kvalitet.diagram import MANADER, STAPLAR, Figur, Punkt, manadslinje
from kvalitet.models import Enhet
from kvalitet.templatetags.utseende import tal as svenskt_tal
from rapporter.underlag.arendematt import DEFINITION, MATT, SUMMA_EGNA, UTFORARES_LEX
from rapporter.underlag.arendeurval import NYCKEL, stammer, tva_ar, valda
from rapporter.underlag.bas import Cell, Kolumn, Tabell, Tal, Underlag
from rapporter.underlag.rader import FJOL, jamforelse

FLEST_KATEGORIER = 10


def _val(ja: int = 1, nej: int = 0, **villkor: Any) -> Case:
    """A number to group by: `ja` where the condition holds, else `nej`."""
    return Case(When(**villkor, then=Value(ja)), default=Value(nej), output_field=IntegerField())


def _rakna(fraga: QuerySet[Avvikelse], *falt: str, **uttryck: Any) -> list[dict[str, Any]]:
    return list(fraga.order_by().values("ar_", *falt, **uttryck).annotate(antal=Count("pk")))


@dataclass
class _Raknare:
    """Gathers the figures as they are computed: value now, last year, and what was published then."""

    ar: int
    lank: Callable[[str], str]
    publicerat: Mapping[str, Any]
    kub: list[dict[str, Any]]
    totalt: dict[int, int] = field(default_factory=dict)
    tal: dict[str, Tal] = field(default_factory=dict)
    sena: tuple[int, int] = (0, 0)

    def antal(self, ar: int, villkor_: Mapping[str, Any]) -> int:
        return sum(rad["antal"] for rad in self.kub if stammer(rad, {"ar": ar, **villkor_}))

    def lagg_till(
        self, nyckel: str, etikett: str, nu: int, da: int, villkor_: Mapping[str, Any], definition: str
    ) -> tuple[Cell, Cell]:
        """Register the figure of both years; returns their cells."""
        helt = f"{NYCKEL}.{nyckel}"
        self.tal[helt] = Tal(
            helt, etikett, nu, "", self.jamforelse(helt, da), self.totalt[self.ar], definition,
            {"ar": self.ar, **villkor_},
        )  # fmt: skip
        fjol = helt + FJOL
        self.tal[fjol] = Tal(
            fjol, f"{etikett}, {self.ar - 1}", da, "", "", self.totalt[self.ar - 1], definition,
            {"ar": self.ar - 1, **villkor_},
        )  # fmt: skip
        ute = self.publicerat.get(helt)
        under = f"publicerat {svenskt_tal(ute)}" if ute is not None and ute != da else ""
        return (
            Cell(svenskt_tal(nu), self.lank(helt), nu, tal=True),
            Cell(svenskt_tal(da), self.lank(fjol), da, tal=True, under=under),
        )

    def jamforelse(self, nyckel: str, da: int) -> str:
        """Last year in words, as for every register."""
        return jamforelse(self.ar, da, self.publicerat.get(nyckel))


def arenden(
    enhet_ids: Iterable[int],
    ar: int,
    uttag: datetime,
    *,
    lank: Callable[[str], str] = lambda nyckel: "",
    publicerat: Mapping[str, Any] | None = None,
) -> Underlag:
    """The year's cases in the units (ids, those below included by the caller) as they stood at `uttag`.

    `lank` gives a figure's address from its key; `publicerat` what last year's frozen report said, by key. Counts all
    cases in scope, also those a reader may not open. Four queries.
    """
    ids = frozenset(enhet_ids)
    fraga = _alla(ids, ar).filter(registrerad__lte=uttag)
    r, celler = _rubriktal(ids, ar, uttag, lank, publicerat or {})
    figurer = (_per_slag(r), _per_manad(r, uttag), _per_kategori(r, fraga))
    tabeller = (
        _egna(r, celler), _lex_sarah(r, celler), _utforare(r, celler), _utfall(r), _per_enhet(r, fraga, ids),
    )  # fmt: skip
    return Underlag(
        NYCKEL,
        "Avvikelser, klagomål och lex Sarah",
        DEFINITION,
        uttag,
        tuple(r.tal.values()),
        tabeller,
        figurer,
        _forbehall(r),
    )


def bara_tal(enhet_ids: Iterable[int], ar: int, uttag: datetime, *, publicerat: Mapping[str, Any]) -> list[Tal]:
    """The headline figures without charts and tables. One query."""
    return list(_rubriktal(frozenset(enhet_ids), ar, uttag, lambda nyckel: "", publicerat)[0].tal.values())


def _alla(ids: frozenset[int], ar: int) -> QuerySet[Avvikelse]:
    """The cases of both years, each with the year it counts in."""
    return valda(ids).filter(tva_ar(ar)).annotate(ar_=_val(mottagen__gte=date(ar, 1, 1), ja=ar, nej=ar - 1))


def _rubriktal(
    ids: frozenset[int], ar: int, uttag: datetime, lank: Callable[[str], str], publicerat: Mapping[str, Any]
) -> tuple[_Raknare, dict[str, tuple[Cell, Cell]]]:
    """The counted cases with the headline figures registered, and their cells by key."""
    arsslut = timezone.make_aware(datetime.combine(date(ar + 1, 1, 1), time.min))
    kub = _rakna(
        _alla(ids, ar),
        "slag",
        "riktad_mot",
        "omklassificerad_fran",
        "utfall",
        manad_=ExtractMonth("mottagen"),
        ivo_=_val(ivo_anmald__isnull=False),
        sen_=_val(registrerad__gte=arsslut),
        efter_=_val(registrerad__gt=uttag),
    )
    for rad in kub:
        rad["ar"], rad["manad"], rad["ivo"] = rad["ar_"], rad["manad_"], bool(rad["ivo_"])
    r = _Raknare(ar, lank, publicerat, [rad for rad in kub if not rad["efter_"]])
    r.totalt = {a: r.antal(a, {}) for a in (ar, ar - 1)}
    celler = {
        nyckel: r.lagg_till(nyckel, etikett, r.antal(ar, v), r.antal(ar - 1, v), v, definition)
        for nyckel, etikett, v, definition in MATT
    }
    r.sena = _sena(kub, ar)
    return r, celler


def _sena(kub: list[dict[str, Any]], ar: int) -> tuple[int, int]:
    """How many of the year's cases were registered after its end: before the extraction, and after it."""
    sena = [rad for rad in kub if rad["sen_"] and rad["ar"] == ar]
    return sum(rad["antal"] for rad in sena if not rad["efter_"]), sum(rad["antal"] for rad in sena if rad["efter_"])


def _kolumner(r: _Raknare, forsta: str) -> tuple[Kolumn, ...]:
    return Kolumn(forsta, bredd=55), Kolumn(str(r.ar), tal=True), Kolumn(str(r.ar - 1), tal=True)


def _egna(r: _Raknare, celler: dict[str, tuple[Cell, Cell]]) -> Tabell:
    etiketter = {nyckel: etikett for nyckel, etikett, _, _ in MATT}
    return Tabell(
        "Ärenden riktade mot den egna verksamheten",
        "Klagomål på myndighetsutövning och politiska beslut samt interna avvikelser",
        _kolumner(r, "Slag"),
        tuple((Cell(etiketter[n]), *celler[n]) for n in SUMMA_EGNA),
        (Cell("Summa"), *celler["egna_summa"]),
    )


def _lex_sarah(r: _Raknare, celler: dict[str, tuple[Cell, Cell]]) -> Tabell:
    etiketter = {nyckel: etikett for nyckel, etikett, _, _ in MATT}
    namn = (
        "lex_sarah_egna", "lex_sarah_omklassificerade", "lex_sarah_egna_ivo",
        "lex_sarah_utforare", "lex_sarah_utforare_ivo",
    )  # fmt: skip
    return Tabell(
        "Rapporter enligt lex Sarah",
        "Egen verksamhet och utförare",
        _kolumner(r, "Rapporter"),
        tuple((Cell(etiketter[n]), *celler[n]) for n in namn),
        anm="En rapport som efter bedömning fick ett annat slag räknas kvar bland de egna och redovisas för sig.",
    )


def _utforare(r: _Raknare, celler: dict[str, tuple[Cell, Cell]]) -> Tabell:
    return Tabell(
        "Klagomål på utförare",
        "Klagomål som gäller en extern utförare",
        _kolumner(r, "Slag"),
        ((Cell("Klagomål på utförare"), *celler["klagomal_utforare"]),),
    )


def _utfall(r: _Raknare) -> Tabell:
    """Lex Sarah by outcome, own activity and providers."""
    tabellrader = []
    for varde, namn in [*((u.value, str(u.label)) for u in Utfall), ("", "ännu inte beslutat")]:
        rad = [Cell(namn[0].upper() + namn[1:])]
        for vems, v in (("egna", {"slag": "lex_sarah", "riktad_mot_inte": "utforare"}), ("utforare", UTFORARES_LEX)):
            alla = {**v, "utfall": varde}
            etikett = f"Lex Sarah, {'egna' if vems == 'egna' else 'utförare'}: {namn}"
            nu, _ = r.lagg_till(
                f"utfall.{vems}_{varde or 'oppet'}", etikett, r.antal(r.ar, alla), r.antal(r.ar - 1, alla), alla,
                "Lex Sarah-ärenden efter utredningens utfall vid uttaget.",
            )  # fmt: skip
            rad.append(nu)
        tabellrader.append(tuple(rad))
    return Tabell(
        "Utfall av lex Sarah-utredningarna",
        f"Ärenden mottagna {r.ar}. Omklassificerade rapporter har inget utfall",
        (Kolumn("Utfall", bredd=55), Kolumn("Egna", tal=True), Kolumn("Utförare", tal=True)),
        tuple(tabellrader),
    )


def _per_enhet(r: _Raknare, fraga: QuerySet[Avvikelse], ids: frozenset[int]) -> Tabell:
    tabellrader = []
    sista = date(r.ar, 12, 31)
    antal = {(rad["ar_"], rad["enhet_id"]): rad["antal"] for rad in _rakna(fraga, "enhet_id")}
    for enhet in Enhet.objects.filter(pk__in=ids).pa_svenska():
        nu, da = antal.get((r.ar, enhet.pk), 0), antal.get((r.ar - 1, enhet.pk), 0)
        fanns = (not enhet.giltig_fran or enhet.giltig_fran <= sista) and (
            not enhet.giltig_till or enhet.giltig_till >= date(r.ar, 1, 1)
        )
        signal = fanns and enhet.slag in (Enhet.Slag.ENHET, Enhet.Slag.GRUPP)
        if not (nu or da or signal):
            continue
        celler = r.lagg_till(
            f"enhet.{enhet.pk}", enhet.namn, nu, da, {"enhet": enhet.pk}, "Ärenden med enheten som ansvarig enhet."
        )
        forst = celler[0] if nu or not signal else Cell("Inga ärenden", varde=0, tal=True, lage="inga_rapporter")
        tabellrader.append((Cell(enhet.namn), forst, celler[1]))
    summa = (Cell("Summa"), *(Cell(svenskt_tal(r.totalt[a]), varde=r.totalt[a], tal=True) for a in (r.ar, r.ar - 1)))
    return Tabell(
        "Ärenden per enhet",
        "Ansvarig enhet. Att ingen rapporterar är en signal att fråga om, inte ett gott resultat",
        _kolumner(r, "Enhet"),
        tuple(tabellrader),
        summa,
    )


def _per_slag(r: _Raknare) -> Figur:
    punkter = []
    for slag, namn in [*((s.value, str(s.label)) for s in Slag), ("", "ännu inte bedömt")]:
        nu, da = (r.antal(a, {"slag": slag}) for a in (r.ar, r.ar - 1))
        if nu or da:
            celler = r.lagg_till(
                f"slag.{slag or 'inget'}", namn[0].upper() + namn[1:], nu, da, {"slag": slag}, "Ärenden av slaget."
            )
            punkter.append(Punkt(namn[0].upper() + namn[1:], nu, da, celler[0].lank))
    punkter.sort(key=lambda p: -(p.nu or 0))
    return _staplar(r, "f-slag", "Slag", punkter, "Ärenden per slag. n = {n}", "{p} är vanligast")


def _per_kategori(r: _Raknare, fraga: QuerySet[Avvikelse]) -> Figur:
    antal = {}
    namn = {}
    for rad in _rakna(fraga, "kategorier", "kategorier__namn"):
        antal[rad["ar_"], rad["kategorier"]] = rad["antal"]
        namn[rad["kategorier"]] = rad["kategorier__namn"]
    n = r.totalt[r.ar] - antal.get((r.ar, None), 0)
    punkter = []
    for pk in sorted(nyckel for nyckel in namn if nyckel is not None):
        nu, da = (antal.get((a, pk), 0) for a in (r.ar, r.ar - 1))
        celler = r.lagg_till(
            f"kategori.{pk}", namn[pk], nu, da, {"kategori": pk}, "Ärenden med kategorin; ett ärende kan ha flera."
        )
        punkter.append(Punkt(namn[pk], nu, da, celler[0].lank))
    punkter.sort(key=lambda p: -(p.nu or 0))
    text = f"Ärenden per kategori, flera är möjliga. n = {svenskt_tal(n)} med minst en kategori"
    if len(punkter) > FLEST_KATEGORIER:
        text += f". De {FLEST_KATEGORIER} vanligaste av {len(punkter)} visas"
    return _staplar(r, "f-kategori", "Kategori", punkter[:FLEST_KATEGORIER], text, "{p} är den vanligaste kategorin")


def _staplar(r: _Raknare, nyckel: str, axel: str, punkter: list[Punkt], underrubrik: str, budskap: str) -> Figur:
    forst = punkter[0] if punkter and punkter[0].nu else None
    delad = forst is not None and len(punkter) > 1 and punkter[1].nu == forst.nu
    titel = budskap.format(p=forst.etikett) if forst and not delad else f"Ärenden per {axel.lower()}"
    return Figur(
        nyckel, STAPLAR, titel, underrubrik.format(n=svenskt_tal(r.totalt[r.ar])), "", (str(r.ar), str(r.ar - 1)),
        tuple(punkter), axel,
    )  # fmt: skip


def _per_manad(r: _Raknare, uttag: datetime) -> Figur:
    # A month that had not begun when the figures were taken has no value: a gap in the line, not 0.
    sist = timezone.localtime(uttag).date()
    borjade = [manad for manad in range(1, 13) if date(r.ar, manad, 1) <= sist]
    nu: list[int | None] = []
    da: list[int] = []
    lankar = []
    for manad in range(1, 13):
        antal = r.antal(r.ar, {"manad": manad})
        nu.append(antal if antal or manad in borjade else None)
        da.append(r.antal(r.ar - 1, {"manad": manad}))
        namn = MANADER[manad - 1][0]
        celler = r.lagg_till(
            f"manad.{manad}", f"Ärenden i {namn}", antal, da[-1], {"manad": manad}, "Ärenden mottagna i månaden."
        )
        lankar.append(celler[0].lank if nu[-1] is not None else "")
    hogst = max((v for v in nu if v), default=0)
    i_topp = [MANADER[i][0] for i, v in enumerate(nu) if v == hogst]
    titel = f"Flest ärenden kom i {i_topp[0]}" if hogst and len(i_topp) == 1 else "Ärenden per månad"
    return manadslinje(
        "f-manad",
        titel,
        f"Ärenden per månad de togs emot. n = {svenskt_tal(r.totalt[r.ar])} år {r.ar}, "
        f"{svenskt_tal(r.totalt[r.ar - 1])} år {r.ar - 1}",
        "",
        serier=(str(r.ar), str(r.ar - 1)),
        nu=nu,
        da=da,
        lankar=lankar,
    )


def _forbehall(r: _Raknare) -> tuple[str, ...]:
    """What must be said beside the figures."""
    text = []
    fore, efter = r.sena
    om = f"som togs emot {r.ar} registrerades"
    if fore:
        text.append(f"{_arenden(fore)} {om} först efter årets slut och är {_bojt(fore, 'medräkna')}.")
    if efter:
        text.append(f"{_arenden(efter)} {om} efter uttaget och är inte med.")
    if ej_bedomda := r.antal(r.ar, {"slag": ""}):
        text.append(f"{_arenden(ej_bedomda)} var ännu inte {_bojt(ej_bedomda, 'bedöm')} till slag vid uttaget.")
    if any(0 < int(t.varde or 0) < 5 for t in r.tal.values()):  # type: ignore[arg-type]
        text.append("Tal under fem ska tolkas med försiktighet, och kan peka ut enskilda om rapporten sprids.")
    return tuple(text)


def _bojt(antal: int, stam: str) -> str:
    """ "bedömt" for one case, "bedömda" for several; "medräknat", "medräknade"."""
    if antal == 1:
        return f"{stam}t"
    return f"{stam}de" if stam.endswith("a") else f"{stam}da"


def _arenden(antal: int) -> str:
    return "Ett ärende" if antal == 1 else f"{svenskt_tal(antal)} ärenden"

"""One context for a report, whether it is shown as a page or made into a PDF, computed now or frozen.

`Innehall` is what is frozen: title page, sections with their texts and underlag. `bygg` turns it into what the
templates read, with numbers on headings, tables and figures, so page and PDF cannot differ.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from kvalitet.farger import farger
from kvalitet.models import enheter_under
from kvalitet.templatetags.utseende import tal as svenskt_tal
from kvalitet.templatetags.utseende import tidpunkt
from rapporter.disposition import Rubrik, Titelsida, numrera
from rapporter.models import FrystTal, Rapportavsnitt, Rapportdokument
from rapporter.models.dokument import SLUTSATS
from rapporter.prosa import pa_niva
from rapporter.underlag import UNDERLAG, nyckeltal, visas_som_nyckeltal
from rapporter.underlag.bas import Cell, Figur, Kolumn, Tabell, Tal, Underlag

BILAGA = "sa-ar-siffrorna-raknade"
FLEST_PA_SIDAN = 40  # rows of a table on the web; PDF and workbook have them all


@dataclass(frozen=True)
class Avsnitt:
    """A section as it stands in the report."""

    nyckel: str
    niva: int
    rubrik: str
    text: str = ""
    liggande: bool = False
    underlag: tuple[str, ...] = ()


@dataclass(frozen=True)
class Innehall:
    """Everything a report says. `nyckeltal` are the figures shown large, per underlag."""

    titelsida: Titelsida
    beskrivning: str
    skapad: datetime
    avsnitt: tuple[Avsnitt, ...]
    underlag: dict[str, Underlag] = field(default_factory=dict, hash=False)
    nyckeltal: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    def to_json(self) -> str:
        """The whole as JSON, same text for equal content."""
        delar = {
            "titelsida": asdict(self.titelsida),
            "beskrivning": self.beskrivning,
            "skapad": self.skapad.isoformat(),
            "avsnitt": [asdict(a) for a in self.avsnitt],
            "underlag": {nyckel: json.loads(u.to_json()) for nyckel, u in self.underlag.items()},
            "nyckeltal": {nyckel: list(v) for nyckel, v in self.nyckeltal.items()},
        }
        return json.dumps(delar, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str, *, sida: str = "") -> "Innehall":
        """The inverse of `to_json`; with `sida` only the underlag that the page of that name shows."""
        d = json.loads(text)
        t = d["titelsida"]
        avsnitt = tuple(Avsnitt(**{**a, "underlag": tuple(a["underlag"])}) for a in d["avsnitt"])
        bara = underlag_pa(avsnitt, sida)
        return cls(
            titelsida=Titelsida(
                **{**t, "avsandare": tuple(t["avsandare"]), "uppgifter": tuple(tuple(u) for u in t["uppgifter"])}
            ),
            beskrivning=d["beskrivning"],
            skapad=datetime.fromisoformat(d["skapad"]),
            avsnitt=avsnitt,
            underlag={n: Underlag.from_json(json.dumps(u)) for n, u in d["underlag"].items() if not sida or n in bara},
            nyckeltal={nyckel: tuple(v) for nyckel, v in d["nyckeltal"].items()},
        )


@dataclass(frozen=True)
class Siffror:
    """An underlag placed in a section: its large figures, and its charts and tables with their numbers."""

    underlag: Underlag
    nyckeltal: tuple[Tal, ...]
    figurer: tuple[tuple[str, Figur], ...]
    tabeller: tuple[tuple[str, Tabell], ...]


@dataclass(frozen=True)
class Del:
    """A section with its numbered heading."""

    nyckel: str
    rubrik: Rubrik
    text: str
    siffror: tuple[Siffror, ...]

    @property
    def slutsats_saknas(self) -> bool:
        return self.nyckel.startswith(SLUTSATS) and not self.text


@dataclass(frozen=True)
class Kapitel:
    """A chapter: its first part has the chapter's heading, the others are sub-chapters."""

    delar: tuple[Del, ...]
    liggande: bool

    @property
    def ankare(self) -> str:
        return self.delar[0].rubrik.ankare

    @property
    def ny_sida(self) -> bool:
        """Whether the chapter begins a page on paper: those with figures do."""
        return any(del_.siffror for del_ in self.delar)


def sidor(avsnitt: Sequence[Avsnitt]) -> list[list[Avsnitt]]:
    """The sections parted into pages for the web: a page per chapter, and one per sub-chapter that has figures.

    A page computes its own figures and no others. Its name is the key of its first section.
    """
    delar: list[list[Avsnitt]] = []
    for a in avsnitt:
        if a.niva == 1 or a.underlag or not delar:
            delar.append([])
        delar[-1].append(a)
    return delar


def underlag_pa(avsnitt: Sequence[Avsnitt], sida: str) -> list[str]:
    """The underlag of one page, in order."""
    return list(dict.fromkeys(n for del_ in sidor(avsnitt) if del_[0].nyckel == sida for a in del_ for n in a.underlag))


def innehall_nu(dokument: Rapportdokument, *, uttag: datetime | None = None, sida: str = "") -> Innehall:
    """What the report says with the texts as they stand and figures computed as at `uttag` (the document's own).

    With `sida` only the figures of that page are computed; the appendix is for the whole.
    """
    uttag = uttag or dokument.uttag()
    med = list(_med_innehall(dokument.avsnitten))
    begarda = underlag_pa(med, sida) if sida else list(dict.fromkeys(n for a in med for n in a.underlag))
    nycklar = [n for n in begarda if n in UNDERLAG]
    enheter = enheter_under([dokument.enhet_id])
    publicerat = publicerat_for(dokument) if begarda else {}

    def lank(nyckel: str) -> str:
        return reverse("rapporter:poster", args=[dokument.pk, nyckel])

    underlag = {n: UNDERLAG[n].berakna(enheter, dokument.ar, uttag, lank=lank, publicerat=publicerat) for n in nycklar}
    if nyckeltal.NYCKEL in begarda:
        kallor = {n for a in med for n in a.underlag}
        tal = nyckeltal.hamta(enheter, dokument.ar, uttag, publicerat=publicerat, kanda=underlag, kallor=kallor)
        serier = _tidigare_ar(dokument, [t.nyckel for t in tal])
        underlag[nyckeltal.NYCKEL] = nyckeltal.underlag(tal, serier, dokument.ar, uttag)
    if nycklar and not sida:
        underlag[BILAGA] = _definitioner(underlag, uttag)
        med.append(Avsnitt(BILAGA, 1, underlag[BILAGA].rubrik, underlag=(BILAGA,)))
    stora = {n: UNDERLAG[n].nyckeltal for n in nycklar}
    if nyckeltal.NYCKEL in underlag:
        stora[nyckeltal.NYCKEL] = tuple(t.nyckel for t in underlag[nyckeltal.NYCKEL].tal)
    return Innehall(
        titelsida=_titelsida(dokument, uttag),
        beskrivning=f"{dokument.mall.namn} för {dokument.enhet.namn}, {settings.KOMMUN}, år {dokument.ar}.",
        skapad=uttag,
        avsnitt=tuple(med),
        underlag=underlag,
        nyckeltal=stora,
    )


def innehall_for(dokument: Rapportdokument, *, sida: str = "") -> Innehall:
    """What the report says, or one page of it: frozen once it is frozen, else what it would say now."""
    if dokument.ar_fryst:
        return Innehall.from_json(dokument.frysning.kontext, sida=sida)
    return innehall_nu(dokument, sida=sida)


def publicerat_for(dokument: Rapportdokument) -> dict[str, Any]:
    """What the year before's report for the same unit said, by figure, when it has been frozen and not sent back."""
    tal = _frysta_tal(dokument).filter(frysning__dokument__ar=dokument.ar - 1)
    return {nyckel: heltal(varde) for nyckel, varde in tal.values_list("nyckel", "varde") if varde is not None}


def _tidigare_ar(dokument: Rapportdokument, nycklar: list[str]) -> dict[str, dict[int, int | Decimal | None]]:
    """What the reports of the years before said of some figures, by figure and year."""
    tal = _frysta_tal(dokument).filter(frysning__dokument__ar__lt=dokument.ar, nyckel__in=nycklar)
    svar: dict[str, dict[int, int | Decimal | None]] = {}
    for nyckel, ar, varde in tal.values_list("nyckel", "frysning__dokument__ar", "varde"):
        svar.setdefault(nyckel, {})[ar] = None if varde is None else heltal(varde)
    return svar


def _frysta_tal(dokument: Rapportdokument) -> QuerySet[FrystTal]:
    """The figures of the same unit's reports that went to the nämnd and were not sent back."""
    return FrystTal.objects.filter(
        frysning__dokument__mall_id=dokument.mall_id,
        frysning__dokument__enhet_id=dokument.enhet_id,
        frysning__dokument__status__in=[Rapportdokument.Status.KLAR_FOR_NAMND, Rapportdokument.Status.FASTSTALLD],
    )


def heltal(varde: Decimal) -> int | Decimal:
    """A whole number without the decimals the database keeps."""
    return int(varde) if varde == varde.to_integral_value() else varde


def _titelsida(dokument: Rapportdokument, uttag: datetime) -> Titelsida:
    namn = sorted((p.namn_och_titel for p in dokument.forfattare.all()), key=str.casefold)
    avsandare = f"{dokument.enhet.namn}, {settings.KOMMUN}"
    utgava = f", utgåva {dokument.utgava}" if dokument.utgava > 1 else ""
    uppgifter = [
        ("Diarienummer", dokument.diarienummer or "Ännu inget"),
        ("Uttag", f"Siffrorna är hämtade {tidpunkt(uttag)}."),
        *([("Författare", "; ".join(dict.fromkeys(namn)))] if namn else []),
    ]
    sidfot = f"{dokument.titel}{utgava} · {avsandare}"
    return Titelsida(
        titel=dokument.titel,
        undertitel=dokument.mall.undertitel,
        avsandare=(settings.KOMMUN, dokument.enhet.namn),
        uppgifter=tuple(uppgifter),
        sidfot=f"{sidfot} · {dokument.diarienummer}" if dokument.diarienummer else sidfot,
    )


def _med_innehall(avsnitt: list[Rapportavsnitt]) -> Iterable[Avsnitt]:
    """Sections that say something: a text, figures, or a sub-chapter that does."""
    har = [
        bool(a.text or a.ar_slutsats or any(n in UNDERLAG or n == nyckeltal.NYCKEL for n in a.underlag))
        for a in avsnitt
    ]
    for i, a in enumerate(avsnitt):
        under = a.niva == 1 and any(
            har[j] for j in range(i + 1, len(avsnitt)) if all(mellan.niva == 2 for mellan in avsnitt[i + 1 : j + 1])
        )
        if har[i] or under:
            yield Avsnitt(a.nyckel, a.niva, a.rubrik, a.text, a.liggande, tuple(a.underlag))


def bygg(innehall: Innehall, *, utkast: bool, sida: str = "", korta: bool = False) -> dict[str, Any]:
    """The templates' context. `utkast`: the page and the PDF say that it is a draft. `korta` cuts long tables.

    With `sida` only the sections of that page are built, cut too, and headings still numbered as in the whole. Tables
    and figures are numbered within their section ("Tabell 4.2.1"), so that a page need not know others.
    """
    avsnitt = innehall.avsnitt
    rubriker = numrera((a.niva, a.rubrik, a.nyckel) for a in avsnitt)
    platta = [r for kapitel in rubriker for r in (kapitel, *kapitel.under)]
    visas = {a.nyckel for del_ in sidor(avsnitt) if del_[0].nyckel == sida for a in del_}
    kapitel: list[tuple[list[Del], bool]] = []
    for a, rubrik in zip(avsnitt, platta, strict=True):
        if sida and a.nyckel not in visas:
            continue
        nummer = {"tabell": 0, "figur": 0}
        siffror = tuple(
            _placera(innehall, n, rubrik.nummer, nummer, flest=FLEST_PA_SIDAN if sida or korta else None)
            for n in a.underlag
            if n in innehall.underlag
        )
        del_ = Del(a.nyckel, rubrik, pa_niva(a.text, a.niva), siffror)
        if a.niva == 1 or not kapitel:
            kapitel.append(([del_], a.liggande))
        else:
            kapitel[-1][0].append(del_)
    return {
        "titel": innehall.titelsida.titel,
        "forfattare": ", ".join(reversed(innehall.titelsida.avsandare)),
        "beskrivning": innehall.beskrivning,
        "skapad": innehall.skapad,
        "titelsida": _som_utkast(innehall.titelsida) if utkast else innehall.titelsida,
        "rubriker": rubriker,
        "kapitel": tuple(Kapitel(tuple(delar), liggande) for delar, liggande in kapitel),
        "farger": farger(settings.KOMMUNFARG),
    }


def _som_utkast(titelsida: Titelsida) -> Titelsida:
    """The title page of a draft says so, and so does the foot of every page."""
    lage = ("Läge", "Utkast. Texter och siffror kan ändras innan rapporten är klar för nämnd.")
    return replace(titelsida, uppgifter=(lage, *titelsida.uppgifter), sidfot=f"Utkast · {titelsida.sidfot}")


def _placera(innehall: Innehall, nyckel: str, avsnitt: str, nummer: dict[str, int], *, flest: int | None) -> Siffror:
    u = innehall.underlag[nyckel]

    def nasta(slag: str) -> str:
        nummer[slag] += 1
        return f"{slag.capitalize()} {avsnitt}.{nummer[slag]}"

    return Siffror(
        underlag=u,
        nyckeltal=tuple(u.hamta_tal(n) for n in innehall.nyckeltal.get(nyckel, ())),
        figurer=tuple((nasta("figur"), f) for f in u.figurer),
        tabeller=tuple((nasta("tabell"), _kortad(t, flest) if flest else t) for t in u.tabeller),
    )


def _kortad(tabell: Tabell, flest: int) -> Tabell:
    """The table with its first rows, and a line that says where the others are."""
    antal = len(tabell.rader)
    if antal <= flest:
        return tabell
    resten = f"De {flest} första av {svenskt_tal(antal)} rader visas. Alla finns i pdf-filen och i Excelfilen."
    return replace(tabell, rader=tabell.rader[:flest], anm="\n".join(filter(None, (tabell.anm, resten))))


def _definitioner(underlag: dict[str, Underlag], uttag: datetime) -> Underlag:
    """The appendix: what each headline figure counts and on how many records it rests.

    Figures that are called and counted alike in several sets stand once, with the number of each.
    """
    matt: dict[tuple[str, str], list[int | None]] = {}
    for nyckel, u in underlag.items():
        for t in u.tal:
            if nyckel != nyckeltal.NYCKEL and visas_som_nyckeltal(t.nyckel):
                matt.setdefault((t.etikett, t.definition), []).append(t.n)
    rader = tuple((Cell(etikett), Cell(definition), _antal(antal)) for (etikett, definition), antal in matt.items())
    tabell = Tabell(
        "Vad talen betyder",
        f"n är antalet poster i urvalet under året. Uttag {tidpunkt(uttag)}",
        (Kolumn("Mått", bredd=30), Kolumn("Definition"), Kolumn("n", tal=True, bredd=10)),
        rader,
    )
    return Underlag(BILAGA, "Så är siffrorna räknade", "", uttag, tabeller=(tabell,))


def _antal(antal: list[int | None]) -> Cell:
    """One number as a number; several after each other."""
    ensamt = antal[0] if len(antal) == 1 else None
    return Cell(", ".join(svenskt_tal(n) for n in antal), varde=ensamt, tal=True)

"""One context for a report, whether it is shown as a page or made into a PDF, computed now or frozen.

`Innehall` is what is frozen: title page, sections with their texts and underlag. `bygg` turns it into what the
templates read, with numbers on headings, tables and figures, so page and PDF cannot differ.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse

from kvalitet.farger import farger
from kvalitet.models import enheter_under
from kvalitet.templatetags.utseende import tal as svenskt_tal
from kvalitet.templatetags.utseende import tidpunkt
from rapporter.disposition import Rubrik, Titelsida, numrera
from rapporter.models import FrystTal, Rapportavsnitt, Rapportdokument
from rapporter.prosa import pa_niva
from rapporter.underlag import UNDERLAG, visas_som_nyckeltal
from rapporter.underlag.bas import Cell, Figur, Kolumn, Tabell, Tal, Underlag

BILAGA = "sa-ar-siffrorna-raknade"


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
    def from_json(cls, text: str) -> "Innehall":
        """The inverse of `to_json`."""
        d = json.loads(text)
        t = d["titelsida"]
        return cls(
            titelsida=Titelsida(
                **{**t, "avsandare": tuple(t["avsandare"]), "uppgifter": tuple(tuple(u) for u in t["uppgifter"])}
            ),
            beskrivning=d["beskrivning"],
            skapad=datetime.fromisoformat(d["skapad"]),
            avsnitt=tuple(Avsnitt(**{**a, "underlag": tuple(a["underlag"])}) for a in d["avsnitt"]),
            underlag={nyckel: Underlag.from_json(json.dumps(u)) for nyckel, u in d["underlag"].items()},
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

    rubrik: Rubrik
    text: str
    siffror: tuple[Siffror, ...]


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


def innehall_nu(dokument: Rapportdokument, *, uttag: datetime | None = None) -> Innehall:
    """What the report says with the texts as they stand and figures computed as at `uttag` (the document's own)."""
    uttag = uttag or dokument.uttag()
    avsnitt = dokument.avsnitten
    nycklar = list(dict.fromkeys(n for a in avsnitt for n in a.underlag if n in UNDERLAG))
    enheter = enheter_under([dokument.enhet_id])
    publicerat = publicerat_for(dokument) if nycklar else {}

    def lank(nyckel: str) -> str:
        return reverse("rapporter:poster", args=[dokument.pk, nyckel])

    underlag = {n: UNDERLAG[n].berakna(enheter, dokument.ar, uttag, lank=lank, publicerat=publicerat) for n in nycklar}
    med = list(_med_innehall(avsnitt))
    if underlag:
        underlag[BILAGA] = _definitioner(underlag, uttag)
        med.append(Avsnitt(BILAGA, 1, underlag[BILAGA].rubrik, underlag=(BILAGA,)))
    return Innehall(
        titelsida=_titelsida(dokument, uttag),
        beskrivning=f"{dokument.mall.namn} för {dokument.enhet.namn}, {settings.KOMMUN}, år {dokument.ar}.",
        skapad=uttag,
        avsnitt=tuple(med),
        underlag=underlag,
        nyckeltal={n: UNDERLAG[n].nyckeltal for n in nycklar},
    )


def innehall_for(dokument: Rapportdokument) -> Innehall:
    """What the report says: the frozen content once it is frozen, else what it would say now."""
    return Innehall.from_json(dokument.frysning.kontext) if dokument.ar_fryst else innehall_nu(dokument)


def publicerat_for(dokument: Rapportdokument) -> dict[str, Any]:
    """What the year before's report for the same unit said, by figure, when it has been frozen and not sent back."""
    tal = FrystTal.objects.filter(
        frysning__dokument__mall_id=dokument.mall_id,
        frysning__dokument__enhet_id=dokument.enhet_id,
        frysning__dokument__ar=dokument.ar - 1,
        frysning__dokument__status__in=[Rapportdokument.Status.KLAR_FOR_NAMND, Rapportdokument.Status.FASTSTALLD],
    )
    return {t.nyckel: _heltal(t.varde) for t in tal.only("nyckel", "varde") if t.varde is not None}


def _heltal(varde: Decimal) -> int | Decimal:
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
    har = [bool(a.text or a.underlag) for a in avsnitt]
    for i, a in enumerate(avsnitt):
        under = a.niva == 1 and any(
            har[j] for j in range(i + 1, len(avsnitt)) if all(mellan.niva == 2 for mellan in avsnitt[i + 1 : j + 1])
        )
        if har[i] or under:
            yield Avsnitt(a.nyckel, a.niva, a.rubrik, a.text, a.liggande, tuple(a.underlag))


def bygg(innehall: Innehall, *, utkast: bool) -> dict[str, Any]:
    """The templates' context. `utkast`: the page and the PDF say that it is a draft."""
    avsnitt = innehall.avsnitt
    rubriker = numrera((a.niva, a.rubrik, a.nyckel) for a in avsnitt)
    platta = [r for kapitel in rubriker for r in (kapitel, *kapitel.under)]
    nummer = {"tabell": 0, "figur": 0}
    kapitel: list[tuple[list[Del], bool]] = []
    for a, rubrik in zip(avsnitt, platta, strict=True):
        siffror = tuple(_placera(innehall, n, nummer) for n in a.underlag if n in innehall.underlag)
        del_ = Del(rubrik, pa_niva(a.text, a.niva), siffror)
        if a.niva == 1:
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


def _placera(innehall: Innehall, nyckel: str, nummer: dict[str, int]) -> Siffror:
    u = innehall.underlag[nyckel]
    return Siffror(
        underlag=u,
        nyckeltal=tuple(u.hamta_tal(n) for n in innehall.nyckeltal.get(nyckel, ())),
        figurer=tuple((_nasta(nummer, "figur"), f) for f in u.figurer),
        tabeller=tuple((_nasta(nummer, "tabell"), t) for t in u.tabeller),
    )


def _nasta(nummer: dict[str, int], slag: str) -> str:
    nummer[slag] += 1
    return f"{slag.capitalize()} {nummer[slag]}"


def _definitioner(underlag: dict[str, Underlag], uttag: datetime) -> Underlag:
    """The appendix: what each headline figure counts and on how many records it rests."""
    rader = tuple(
        (Cell(t.etikett), Cell(t.definition), Cell(svenskt_tal(t.n), varde=t.n, tal=True))
        for u in underlag.values()
        for t in u.tal
        if visas_som_nyckeltal(t.nyckel)
    )
    tabell = Tabell(
        "Vad talen betyder",
        f"n är antalet poster i urvalet under året. Uttag {tidpunkt(uttag)}",
        (Kolumn("Mått", bredd=30), Kolumn("Definition"), Kolumn("n", tal=True, bredd=10)),
        rader,
    )
    return Underlag(BILAGA, "Så är siffrorna räknade", "", uttag, tabeller=(tabell,))

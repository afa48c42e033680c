"""Interprets what was read: references, units, areas, dates. Gathers every fault before giving up."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from egenkontroller.models import Egenkontroll
from kvalitet.datum import rimligt_ar
from kvalitet.models import Enhet, Kvalitetsomrade, Process, enheter_under
from risker.importen.bok import Bok, Importfel, Rad
from risker.importen.kolumner import ATGARDER, EGENKONTROLLER, FORBATTRINGSOMRADEN, PROCESSER, RISKER
from risker.models import Kvalitetsplan, Planrad

T = TypeVar("T")
TYPER = {"huvudprocess": "huvud", "huvud": "huvud", "stödprocess": "stod", "stöd": "stod"}
METODER = {
    "antal": "antal",
    "andel": "andel",
    "granskning": "granskning",
    "granskning med checklista": "granskning",
    "enkät": "enkat",
    "fritext": "fritext",
    "beskrivning i ord": "fritext",
}
LAGEN = {lage.label.casefold(): lage.value for lage in Planrad.Lage}
ISO_DATUM = re.compile(r"(\d{1,9})-(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True)
class Processrad:
    nyckel: str  # the name casefolded: processes are unique by name within a unit
    nummer: str
    namn: str
    typ: str


@dataclass(frozen=True)
class Riskrad:
    id: str
    process: str
    text: str
    tema: str
    omraden: list[Kvalitetsomrade]
    enhet: Enhet
    delrisker: list[str]
    orsak: str
    konsekvens: str
    lage: str
    kommentar: str

    @property
    def gemensam(self) -> tuple[str, str]:
        """Rows with the same value are one risk, followed for several groups."""
        return self.process, normaliserad(self.text)


@dataclass(frozen=True)
class Egenkontrollrad:
    id: str
    process: str
    risker: list[str]
    enhet: Enhet | None
    falt: dict[str, str]


@dataclass(frozen=True)
class Atgardsrad:
    id: str
    process: str
    risker: list[str]
    egenkontroller: list[str]
    enhet: Enhet | None
    falt: dict[str, str | date | None]


@dataclass(frozen=True)
class Forbattringsrad:
    omrade: Kvalitetsomrade | None
    text: str


@dataclass
class Planunderlag:
    """A workbook understood: every reference holds within it or leads to what the unit already has."""

    processer: list[Processrad] = field(default_factory=list)
    risker: list[Riskrad] = field(default_factory=list)
    egenkontroller: list[Egenkontrollrad] = field(default_factory=list)
    atgarder: list[Atgardsrad] = field(default_factory=list)
    forbattringsomraden: list[Forbattringsrad] = field(default_factory=list)
    anmarkningar: list[str] = field(default_factory=list)


def normaliserad(text: str) -> str:
    """Text as compared: case, white space and a final stop do not matter."""
    return " ".join(text.casefold().split()).rstrip(".")


def delat(text: str, skiljare: str = r"[;\n]") -> list[str]:
    """The non-empty pieces of a cell that holds several values."""
    return [del_.strip() for del_ in re.split(skiljare, text) if del_.strip()]


def tolka(bok: Bok, plan: Kvalitetsplan) -> Planunderlag:
    """Interpret the workbook for the plan's unit and year. Raises Importfel with all faults, with sheet and row."""
    return _Tolk(bok, plan).kor()


class _Tolk:
    def __init__(self, bok: Bok, plan: Kvalitetsplan) -> None:
        self.bok, self.plan = bok, plan
        self.fel: list[str] = []
        under = enheter_under([plan.enhet_id])
        enheter = Enhet.objects.filter(pk__in=under).order_by("pk")
        self.enhetsnamn = [enhet.namn for enhet in enheter]
        self.enheter = {e.kortnamn.casefold(): e for e in enheter if e.kortnamn}
        self.enheter |= {e.namn.casefold(): e for e in enheter}
        omraden = list(Kvalitetsomrade.objects.all())
        self.omradesnamn = [omrade.namn for omrade in omraden]
        self.omraden = {namn.casefold(): omrade for omrade in omraden for namn in omrade.skrivsatt()}
        self.processer: dict[str, str] = {}  # number or name, casefolded → key
        self.processnamn: list[str] = []
        for process in Process.objects.giltiga().filter(enhet_id=plan.enhet_id).order_by("sortering", "pk"):
            self._kann_igen(process.nummer, process.namn)

    def _kann_igen(self, nummer: str, namn: str) -> None:
        self.processer[namn.casefold()] = namn.casefold()
        if nummer:
            self.processer[nummer.casefold()] = namn.casefold()
        self.processnamn.append(f"{nummer} {namn}".strip())

    def kor(self) -> Planunderlag:
        underlag = Planunderlag(anmarkningar=self.bok.anmarkningar)
        underlag.processer = self._processer()
        underlag.risker = self._risker()
        riskprocess = {risk.id: risk.process for risk in underlag.risker}
        underlag.egenkontroller = self._egenkontroller(riskprocess)
        kontroller = {kontroll.id: kontroll for kontroll in underlag.egenkontroller}
        underlag.atgarder = self._atgarder(riskprocess, kontroller)
        underlag.forbattringsomraden = self._forbattringsomraden()
        if self.fel:
            raise Importfel(self.fel)
        return underlag

    # What is common to the sheets

    def _fel(self, blad: str, rad: Rad, text: str) -> None:
        self.fel.append(f"Bladet {blad}, rad {rad.nr}: {text}")

    def _ifyllda(self, blad: str, kolumner: Sequence[str]) -> list[Rad]:
        """The sheet's rows that have a value in each of the columns; the others give a message."""
        rader = []
        for rad in self.bok.rader.get(blad, []):
            saknas = [kolumn for kolumn in kolumner if not rad.text(kolumn)]
            for kolumn in saknas:
                self._fel(blad, rad, f"kolumnen {kolumn} är tom. Fyll i den eller ta bort raden.")
            if not saknas:
                rader.append(rad)
        return rader

    def _en_gang(self, blad: str, rader: Iterable[Rad], varde: Callable[[Rad], str], text: str) -> None:
        """Message for each row whose value another row already has. `text` takes varde and rad."""
        sedda: dict[str, int] = {}
        for rad in rader:
            nyckel = varde(rad).casefold()
            if nyckel and nyckel in sedda:
                self._fel(blad, rad, text.format(varde=varde(rad), rad=sedda[nyckel]))
            sedda.setdefault(nyckel, rad.nr)

    def _ur(self, blad: str, rad: Rad, kolumn: str, varden: dict[str, T], namn: Iterable[str]) -> T | None:
        """The cell's meaning among the permitted ones; a message listing them when it has none."""
        text = rad.text(kolumn)
        if not text:
            return None
        traff = varden.get(text.casefold())
        if traff is None:
            forslag = list(namn)
            fler = " …" if len(forslag) > 12 else ""
            val = ", ".join(forslag[:12]) + fler or "(det finns ingen)"
            self._fel(blad, rad, f"{kolumn.lower()} ”{text[:60]}” finns inte. Skriv en av: {val}.")
        return traff

    def _enhet(self, blad: str, rad: Rad) -> Enhet | None:
        return self._ur(blad, rad, "Enhet", self.enheter, self.enhetsnamn)

    def _process(self, blad: str, rad: Rad) -> str:
        return self._ur(blad, rad, "Process", self.processer, self.processnamn) or ""

    def _hanvisningar(self, blad: str, rad: Rad, kolumn: str, bladnamn: str) -> list[str]:
        """Ids in the cell, spelt as on their own sheet (rows that have faults of their own included)."""
        finns = {r.text("Id").casefold(): r.text("Id") for r in self.bok.rader.get(bladnamn, []) if r.text("Id")}
        ids = []
        for text in delat(rad.text(kolumn), r"[;,\n]"):
            if text.casefold() not in finns:
                self._fel(blad, rad, f"{kolumn} ”{text[:60]}” finns inte på bladet {bladnamn}.")
            elif finns[text.casefold()] not in ids:
                ids.append(finns[text.casefold()])
        return ids

    def _id_en_gang(self, blad: str, rader: list[Rad]) -> None:
        self._en_gang(
            blad, rader, lambda r: r.text("Id"), "id ”{varde}” står redan på rad {rad}. Varje id ska vara unikt."
        )

    # The sheets

    def _processer(self) -> list[Processrad]:
        blad = PROCESSER.namn
        rader = self._ifyllda(blad, ["Namn"])
        self._en_gang(blad, rader, lambda r: r.text("Namn"), "processen ”{varde}” står redan på rad {rad}.")
        self._en_gang(
            blad,
            rader,
            lambda r: r.text("Nummer"),
            "numret ”{varde}” står redan på rad {rad}. Formatera kolumnen som text, så att 4.10 inte blir 4.1.",
        )
        svar = []
        for rad in rader:
            nummer, namn = rad.text("Nummer"), rad.text("Namn")
            typ = self._ur(blad, rad, "Typ", TYPER, ["huvudprocess", "stödprocess"]) or "huvud"
            self._kann_igen(nummer, namn)
            svar.append(Processrad(namn.casefold(), nummer, namn, typ))
        return svar

    def _risker(self) -> list[Riskrad]:
        blad = RISKER.namn
        rader = self._ifyllda(blad, ["Id", "Risk"])
        self._id_en_gang(blad, rader)
        svar: list[Riskrad] = []
        sedda: dict[tuple[str, str, int], int] = {}
        for rad in rader:
            omraden = []
            for namn in delat(rad.text("Kvalitetsområden")):
                if (omrade := self.omraden.get(namn.casefold())) is None:
                    val = ", ".join(self.omradesnamn)
                    self._fel(blad, rad, f"kvalitetsområdet ”{namn[:60]}” finns inte. Skriv ett av: {val}.")
                elif omrade not in omraden:
                    omraden.append(omrade)
            lage = self._ur(blad, rad, "Läge", LAGEN, LAGEN) or ""
            if lage and not rad.text("Kommentar till läget"):
                self._fel(blad, rad, "kommentar till läget saknas. Skriv hur ni vet att läget är sådant.")
            risk = Riskrad(
                id=rad.text("Id"),
                process=self._process(blad, rad),
                text=rad.text("Risk"),
                tema=rad.text("Tema"),
                omraden=omraden,
                enhet=self._enhet(blad, rad) or self.plan.enhet,
                delrisker=delat(rad.text("Delrisker"), r"\n"),
                orsak=rad.text("Orsak"),
                konsekvens=rad.text("Konsekvens"),
                lage=lage,
                kommentar=rad.text("Kommentar till läget"),
            )
            nyckel = (*risk.gemensam, risk.enhet.pk)
            if nyckel in sedda:
                self._fel(blad, rad, f"samma risk för samma process och enhet står redan på rad {sedda[nyckel]}.")
            sedda.setdefault(nyckel, rad.nr)
            svar.append(risk)
        return svar

    def _plats(self, blad: str, rad: Rad, riskprocess: dict[str, str]) -> tuple[str, list[str]]:
        """The process and the risks that a self-check or action names; the risk's own process where none is named."""
        process = self._process(blad, rad)
        risker = self._hanvisningar(blad, rad, "Risk-id", RISKER.namn)
        for risk in risker:
            if process and riskprocess.get(risk, process) != process:
                self._fel(blad, rad, f"risken {risk} hör till en annan process än ”{rad.text('Process')[:60]}”.")
        return process or (riskprocess.get(risker[0], "") if risker else ""), risker

    def _egenkontroller(self, riskprocess: dict[str, str]) -> list[Egenkontrollrad]:
        blad = EGENKONTROLLER.namn
        rader = self._ifyllda(blad, ["Id", "Text"])
        self._id_en_gang(blad, rader)
        svar = []
        for rad in rader:
            process, risker = self._plats(blad, rad, riskprocess)
            if not rad.text("Process") and not rad.text("Risk-id"):
                self._fel(blad, rad, "skriv den process eller det risk-id som egenkontrollen hör till.")
            metod = self._ur(blad, rad, "Metod", METODER, Egenkontroll.Metod.labels) or ""
            falt = {
                "text": rad.text("Text"),
                "metod": metod,
                "taljare": rad.text("Täljare"),
                "namnare": rad.text("Nämnare"),
                "frekvens": rad.text("Frekvens"),
                "malvarde": rad.text("Mål"),
                "ansvarig_text": rad.text("Ansvarig"),
            }
            svar.append(Egenkontrollrad(rad.text("Id"), process, risker, self._enhet(blad, rad), falt))
        return svar

    def _atgarder(self, riskprocess: dict[str, str], kontroller: dict[str, Egenkontrollrad]) -> list[Atgardsrad]:
        blad = ATGARDER.namn
        rader = self._ifyllda(blad, ["Id", "Text"])
        self._id_en_gang(blad, rader)
        svar = []
        for rad in rader:
            process, risker = self._plats(blad, rad, riskprocess)
            egna = self._hanvisningar(blad, rad, "Egenkontroll-id", EGENKONTROLLER.namn)
            if not any(rad.text(kolumn) for kolumn in ("Process", "Risk-id", "Egenkontroll-id")):
                self._fel(blad, rad, "skriv den process, det risk-id eller det egenkontroll-id som åtgärden hör till.")
            if egna and not risker:
                hela = [kontroller[i] for i in egna if i in kontroller]
                risker = list(dict.fromkeys(risk for kontroll in hela for risk in kontroll.risker))
                process = process or next((kontroll.process for kontroll in hela), "")
            falt: dict[str, str | date | None] = {
                "rubrik": rad.text("Text"),
                "ansvarig_text": rad.text("Ansvarig"),
                "tid_text": rad.text("Tid"),
                "senast": self._datum(blad, rad, "Klar senast"),
            }
            svar.append(Atgardsrad(rad.text("Id"), process, risker, egna, self._enhet(blad, rad), falt))
        return svar

    def _forbattringsomraden(self) -> list[Forbattringsrad]:
        blad = FORBATTRINGSOMRADEN.namn
        return [
            Forbattringsrad(self._ur(blad, rad, "Kvalitetsområde", self.omraden, self.omradesnamn), rad.text("Text"))
            for rad in self._ifyllda(blad, ["Text"])
        ]

    def _datum(self, blad: str, rad: Rad, kolumn: str) -> date | None:
        varde = rad.varden.get(kolumn)
        if varde is None:
            return None
        if not isinstance(varde, date):
            traff = ISO_DATUM.fullmatch(varde)
            if traff is None:
                self._fel(blad, rad, f"”{varde[:40]}” är inget datum. Skriv {kolumn.lower()} som 2026-11-30.")
                return None
            ar, manad, dag = (int(del_) for del_ in traff.groups())
            if rimligt_ar(ar):
                try:
                    return date(ar, manad, dag)
                except ValueError:
                    self._fel(blad, rad, f"datumet {varde} finns inte i kalendern.")
                    return None
            varde_ar = ar
        else:
            if rimligt_ar(varde.year):
                return varde
            varde_ar = varde.year
        self._fel(blad, rad, f"året {varde_ar} i kolumnen {kolumn} är orimligt. Skriv ett år mellan 2000 och 2100.")
        return None

"""Reads measured values from a spreadsheet or a CSV file: all of the file or nothing, and twice is as once."""

import csv
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from kvalitet.datum import rimligt_ar
from kvalitet.export import cellvarde
from kvalitet.kalkylfil import OLASLIG, TRASIG, Importfel, granska_arbetsbok, ren_text
from kvalitet.models import Anvandare, Enhet, Kriterium, Matvarde, Verksamhet
from kvalitet.models.matt import svenskt_tal
from kvalitet.personnummer import felmeddelande, i_text
from kvalitet.roller import Ratt

MAX_MB = 2
MAX_RADER = 5_000
MAX_CELL = 2_000

# Heading → the value's field, what is written there.
KOLUMNER = {
    "Kriterium": ("kriterium", "Måttets namn, precis som i listan Kriterier och mått. Måste fyllas i."),
    "Enhet": ("enhet", "Enhetens namn. Måste fyllas i."),
    "Verksamhet": ("verksamhet", "Verksamhetens namn när värdet gäller en viss utförares verksamhet."),
    "År": ("ar", "Året med fyra siffror. Måste fyllas i."),
    "Period": ("period", f"{', '.join(str(p.label) for p in Matvarde.Period)}. Tomt betyder helår."),
    "Del av året": ("periodnot", "Till exempel t.o.m. november."),
    "Värde": ("varde", "Ett tal. Tomt när måttet inte är mätt."),
    "Ungefärligt": ("ungefarligt", "ja när värdet är ungefärligt."),
    "Antal": ("n", "Hur många svar, akter eller personer värdet bygger på."),
    "Tillfrågade": ("tillfragade", "Hur många som fick frågan."),
    "Kunde inte svara": ("bortfall", "Hur många av de tillfrågade som inte kunde svara."),
    "Riket": ("riket", "Värdet för riket."),
    "Länet": ("lanet", "Värdet för länet."),
    "Källa": ("kalla", "Var värdet kommer från."),
    "Kommentar": ("kommentar", "Det som läsaren behöver veta."),
}
KRAVS = ("Kriterium", "Enhet", "År")
TAL, HELTAL = ("varde", "riket", "lanet"), ("n", "tillfragade", "bortfall")
Nyckel = tuple[int, int, int | None, int, str]


@dataclass(frozen=True)
class Rad:
    """A filled-in row: its number in the file and its cells as text by heading."""

    nr: int
    celler: dict[str, str]


@dataclass(frozen=True)
class Andring:
    """What a row does: a new value, or a changed one with what differs (field, before, after)."""

    nr: int
    varde: Matvarde
    ny: bool
    falt: tuple[tuple[str, str, str], ...] = ()


@dataclass
class Resultat:
    """What a file means for the register."""

    andringar: list[Andring] = field(default_factory=list)
    lika: int = 0

    @property
    def nya(self) -> list[Andring]:
        return [a for a in self.andringar if a.ny]

    @property
    def andrade(self) -> list[Andring]:
        return [a for a in self.andringar if not a.ny]


def las_fil(innehall: bytes, namn: str) -> list[Rad]:
    """The rows of an .xlsx file's first sheet or of a CSV file (semicolon, comma or tab). Raises Importfel."""
    if len(innehall) > MAX_MB * 1024 * 1024:
        raise Importfel([f"Filen är större än {MAX_MB} MB. Dela upp den."])
    if namn.lower().endswith(".csv"):
        tabell: Iterator[list[str]] = _ur_csv(innehall)
    else:
        granska_arbetsbok(innehall, MAX_MB)
        tabell = _ur_arbetsbok(innehall)
    try:
        return _rader(tabell)
    except (*TRASIG, csv.Error) as orsak:
        raise Importfel([OLASLIG]) from orsak


def _ur_csv(innehall: bytes) -> Iterator[list[str]]:
    try:
        text = innehall.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = innehall.decode("cp1252", errors="replace")
    rubrikrad = text.partition("\n")[0]
    skiljetecken = max(";,\t", key=rubrikrad.count)
    for rad in csv.reader(io.StringIO(text), delimiter=skiljetecken):
        # An exported text that a spreadsheet would run as a formula has an apostrophe in front.
        yield [ren_text(cell[1:] if cell[:2] in ("'=", "'+", "'-", "'@") else cell) for cell in rad]


def _ur_arbetsbok(innehall: bytes) -> Iterator[list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions it leaves out
        bok = load_workbook(io.BytesIO(innehall), read_only=True, data_only=True, keep_links=False)
        blad = bok.worksheets[0]
        blad.reset_dimensions()  # what the file says about its own size is not trusted
        for celler in blad.iter_rows(max_col=len(KOLUMNER) + 10):
            yield [_cell(cell) for cell in celler]
        bok.close()


def _cell(cell: Any) -> str:
    varde = cell.value
    if varde is None:
        return ""
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    if isinstance(varde, int | float):
        i_procent = "%" in (cell.number_format or "")  # 85 % is stored as 0.85
        tal = Decimal(str(varde)) * (100 if i_procent else 1)
        return str(tal.quantize(Decimal("0.01")).normalize().__format__("f"))
    return ren_text(varde)


def _rader(tabell: Iterator[list[str]]) -> list[Rad]:
    rubriker: list[str] | None = None
    rader: list[Rad] = []
    kanda = {namn.casefold(): namn for namn in KOLUMNER}
    for nr, celler in enumerate(tabell, start=1):
        if not any(celler):
            continue
        if rubriker is None:
            rubriker = [kanda.get(c.casefold(), "") for c in celler]
            if saknas := [namn for namn in KRAVS if namn not in rubriker]:
                raise Importfel([f"Kolumnen ”{namn}” saknas. Hämta mallen och jämför med den." for namn in saknas])
            continue
        if len(rader) == MAX_RADER:
            raise Importfel([f"Filen har fler än {MAX_RADER} rader. Dela upp den."])
        par = zip(rubriker, celler, strict=False)
        rader.append(Rad(nr, {rubrik: cell for rubrik, cell in par if rubrik and cell}))
    if not rader:
        raise Importfel(["Filen är tom: ingen rad är ifylld."])
    return rader


class Tolk:
    """Turns rows into values for the units where the person may change measures. Messages are gathered in `fel`."""

    def __init__(self, anvandare: Anvandare) -> None:
        self.fel: list[str] = []
        self.kriterier: dict[str, list[Kriterium]] = {}
        for kriterium in Kriterium.objects.synliga_for(anvandare).filter(giltig=True):
            self.kriterier.setdefault(kriterium.namn.casefold(), []).append(kriterium)
        far = anvandare.enhetsid_med(Ratt.MATT_REDIGERA)
        self.enheter = {e.namn.casefold(): (e if e.pk in far else None) for e in Enhet.objects.giltiga()}
        self.verksamheter: dict[str, list[Verksamhet]] = {}
        for v in Verksamhet.objects.synliga_for(anvandare).select_related("utforare"):
            for namn in (v.namn, f"{v.utforare.namn}, {v.namn}"):
                self.verksamheter.setdefault(namn.casefold(), []).append(v)

    def tolka(self, rad: Rad) -> dict[str, Any] | None:
        """The row's fields; what is not filled in is left out. None, with messages, when something is wrong."""
        antal = len(self.fel)
        falt: dict[str, Any] = {"verksamhet": None, "period": Matvarde.Period.HELAR.value}
        for rubrik in KRAVS:
            if rubrik not in rad.celler:
                self.nej(rad, f"{rubrik} är inte ifyllt")
        for rubrik, text in rad.celler.items():
            namn = KOLUMNER[rubrik][0]
            falt[namn] = self.varde(rad, rubrik, namn, text)
        return falt if len(self.fel) == antal else None

    def nej(self, rad: Rad, text: str) -> None:
        self.fel.append(f"Rad {rad.nr}: {text}.")

    def varde(self, rad: Rad, rubrik: str, namn: str, text: str) -> Any:
        if namn == "kriterium":
            return self.entydig(rad, "måttet", text, self.kriterier.get(text.casefold(), []))
        if namn == "verksamhet":
            return self.entydig(rad, "verksamheten", text, self.verksamheter.get(text.casefold(), []))
        if namn == "enhet":
            enhet = self.enheter.get(text.casefold())
            if enhet is None:
                finns = text.casefold() in self.enheter
                orsak = "får du inte lägga in värden för" if finns else "finns inte"
                self.nej(rad, f"enheten ”{text}” {orsak}")
            return enhet
        if namn == "ar":
            if text.isdecimal() and rimligt_ar(int(text)):
                return int(text)
            self.nej(rad, f"år ”{text}” ska vara ett år mellan 2000 och 2100")
            return None
        if namn == "period":
            return self.val(rad, rubrik, text, {str(p.label).casefold(): p.value for p in Matvarde.Period})
        if namn == "ungefarligt":
            return self.val(rad, rubrik, text, {"ja": True, "nej": False})
        if namn in (*TAL, *HELTAL):
            return self.tal(rad, rubrik, text, heltal=namn in HELTAL)
        if fynd := i_text(text):
            self.nej(rad, f"{rubrik}: {felmeddelande(fynd).rstrip('.')}")
        return text[:MAX_CELL]

    def entydig(self, rad: Rad, vad: str, text: str, funna: list[Any]) -> Any:
        if len(funna) == 1:
            return funna[0]
        self.nej(rad, f"{vad} ”{text}” {'finns inte' if not funna else 'kan vara flera med samma namn'}")
        return None

    def val(self, rad: Rad, rubrik: str, text: str, tillatna: dict[str, Any]) -> Any:
        if text.casefold() not in tillatna:
            self.nej(rad, f"{rubrik} ”{text}” ska vara {', '.join(tillatna)}")
        return tillatna.get(text.casefold())

    def tal(self, rad: Rad, rubrik: str, text: str, *, heltal: bool) -> Decimal | int | None:
        rent = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
        try:
            tal = Decimal(rent.replace("\u2212", "-"))
        except InvalidOperation:
            tal = Decimal("NaN")
        if not tal.is_finite() or (heltal and (tal != tal.to_integral_value() or tal < 0)):
            self.nej(rad, f"{rubrik} ”{text}” är inte ett {'helt ' if heltal else ''}tal")
            return None
        return int(tal) if heltal else tal.quantize(Decimal("0.01"))


def granska(*, anvandare: Anvandare, innehall: bytes, namn: str) -> Resultat:
    """What the file would do, nothing saved. Raises Importfel with every fault found."""
    rader = las_fil(innehall, namn)
    tolk = Tolk(anvandare)
    tolkade = [(rad, falt) for rad in rader if (falt := tolk.tolka(rad)) is not None]
    finns = {_nyckel(v): v for v in Matvarde.objects.filter(ar__in={falt["ar"] for _, falt in tolkade}).select_related(
        "kriterium", "enhet", "verksamhet"
    )}  # fmt: skip
    resultat, sedda = Resultat(), dict[Nyckel, int]()
    for rad, falt in tolkade:
        ny = Matvarde(**{namn: falt[namn] for namn in ("kriterium", "enhet", "verksamhet", "ar", "period")})
        nyckel = _nyckel(ny)
        if nyckel in sedda:
            tolk.nej(rad, f"värdet står redan på rad {sedda[nyckel]}")
            continue
        sedda[nyckel] = rad.nr
        varde = finns.get(nyckel, ny)
        skillnad = _satt(varde, falt)
        if not _giltigt(tolk, rad, varde):
            continue
        if varde.pk is None or skillnad:
            resultat.andringar.append(Andring(rad.nr, varde, varde.pk is None, tuple(skillnad)))
        else:
            resultat.lika += 1
    if tolk.fel:
        raise Importfel(sorted(tolk.fel, key=lambda text: int(text.split()[1].rstrip(":"))))
    return resultat


def _nyckel(v: Matvarde) -> Nyckel:
    return v.kriterium_id, v.enhet_id, v.verksamhet_id, v.ar, v.period


def _satt(varde: Matvarde, falt: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Set what the row says; an empty cell changes nothing stored. Returns what differs."""
    skillnad = []
    for namn in (*TAL, *HELTAL, "periodnot", "ungefarligt", "kalla", "kommentar"):
        fore = getattr(varde, namn)
        if namn in falt and falt[namn] != fore:
            setattr(varde, namn, falt[namn])
            etikett = str(Matvarde._meta.get_field(namn).verbose_name)  # type: ignore[union-attr]
            skillnad.append((etikett, _visat(fore), _visat(falt[namn])))
    return skillnad


def _visat(varde: Any) -> str:
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    return svenskt_tal(varde) if isinstance(varde, Decimal) else "" if varde is None else str(varde)


def _giltigt(tolk: Tolk, rad: Rad, varde: Matvarde) -> bool:
    rubriker = {namn: rubrik for rubrik, (namn, _) in KOLUMNER.items()}
    try:
        varde.clean_fields(exclude=["kriterium", "enhet", "verksamhet"])
        varde.clean()
    except ValidationError as fel:
        for namn, texter in fel.message_dict.items():
            for text in texter:
                tolk.nej(rad, f"{rubriker.get(namn, namn)}: {text.rstrip('.')}")
        return False
    return True


def importera(*, anvandare: Anvandare, innehall: bytes, namn: str) -> Resultat:
    """Save what the file says, with history. The caller holds a transaction. Raises Importfel as `granska`."""
    resultat = granska(anvandare=anvandare, innehall=innehall, namn=namn)
    orsak = f"Inläst från {namn}"[:100]
    nya, andrade = [a.varde for a in resultat.nya], [a.varde for a in resultat.andrade]
    for varde in andrade:
        varde.version += 1
    if nya:
        bulk_create_with_history(nya, Matvarde, batch_size=500, default_user=anvandare, default_change_reason=orsak)
    if andrade:
        falt = [*TAL, *HELTAL, "periodnot", "ungefarligt", "kalla", "kommentar", "version"]
        bulk_update_with_history(
            andrade, Matvarde, falt, batch_size=500, default_user=anvandare, default_change_reason=orsak
        )
    return resultat


def mall(kriterier: list[Kriterium]) -> bytes:
    """The workbook to fill in: headings, the measures one may choose among, and what each column means."""
    bok = Workbook()
    blad = bok.active
    blad.title = "Värden"
    blad.freeze_panes = "A2"
    blad.append(list(KOLUMNER))
    for nr, rubrik in enumerate(KOLUMNER, start=1):
        blad.cell(1, nr).font = Font(bold=True)
        blad.column_dimensions[get_column_letter(nr)].width = 40 if rubrik in ("Kriterium", "Kommentar") else 18
    hjalp = bok.create_sheet("Så här fyller du i")
    for rad in [
        *((rubrik, text) for rubrik, (_, text) in KOLUMNER.items()),
        ("", ""),
        ("En gång till", "Läser du in filen igen ändras bara det som skiljer. En tom cell ändrar inget."),
        ("", ""),
        ("Mått att välja bland", ""),
        *((k.namn, k.mattenhet) for k in kriterier),
    ]:
        hjalp.append([cellvarde(text) for text in rad])
    hjalp.column_dimensions["A"].width, hjalp.column_dimensions["B"].width = 60, 90
    fil = io.BytesIO()
    bok.save(fil)
    return fil.getvalue()

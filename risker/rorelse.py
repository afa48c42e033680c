"""How a risk moves: its assessments in order, and where it stood at the beginning of a year and at its end."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kvalitet.diagram import Figur, Punkt, riskmatris
from risker.models import Risk, Riskbedomning, Riskskala, Skalsteg

UPP, NER, LIKA = "upp", "ner", "lika"
ORD = {UPP: "ökat", NER: "minskat", LIKA: "oförändrat"}
LAGEN = {UPP: "okat", NER: "minskat", LIKA: "kvarstar"}


@dataclass(frozen=True)
class Bedomningssteg:
    """One assessment on the risk's timeline. `riktning` is against the one before on the same scale, "" for none."""

    bedomning: Riskbedomning
    riktning: str = ""
    fore: int | None = None
    rattad: bool = False

    @property
    def nod(self) -> str:
        return "avbruten" if self.rattad else self.riktning or "full"

    @property
    def rorelse(self) -> str:
        """ "ökat från 6", "oförändrat", or "" for the first one."""
        if not self.riktning:
            return ""
        return ORD[self.riktning] if self.riktning == LIKA else f"{ORD[self.riktning]} från {self.fore}"


def riktning(fore: int, nu: int) -> str:
    return UPP if nu > fore else NER if nu < fore else LIKA


def tidslinje(risk: Risk) -> list[Bedomningssteg]:
    """The risk's assessments, newest first; those that a later one corrects stand there and count for nothing."""
    alla = risk.bedomningar.select_related("skala", "bedomd_av", "rattad_av", "rattar").prefetch_related("skala__steg")
    steg: list[Bedomningssteg] = []
    fore: Riskbedomning | None = None
    for bedomning in alla.order_by("datum", "pk"):
        if hasattr(bedomning, "rattad_av"):
            steg.append(Bedomningssteg(bedomning, rattad=True))
            continue
        jamfors = fore is not None and fore.skala_id == bedomning.skala_id
        if fore is not None and jamfors:
            steg.append(Bedomningssteg(bedomning, riktning(fore.varde, bedomning.varde), fore.varde))
        else:
            steg.append(Bedomningssteg(bedomning))
        fore = bedomning
    return steg[::-1]


@dataclass(frozen=True)
class Riskplats:
    """A risk in the matrix: where it stands and where it stood, both on the same scale. `nr` is its label, R1, R2 …"""

    nr: str
    risk: Risk
    nu: Riskbedomning
    da: Riskbedomning | None

    @property
    def riktning(self) -> str:
        return riktning(self.da.varde, self.nu.varde) if self.da else ""

    @property
    def rorelse(self) -> str:
        return ORD[self.riktning] if self.riktning else "ny bedömning"

    @property
    def lage(self) -> str:
        """The state whose node shows the movement."""
        return LAGEN.get(self.riktning, "")


def platser(risker: Collection[Risk], ar: int, skala: Riskskala) -> list[Riskplats]:
    """The risks assessed on the scale by the end of the year, highest first, with how they stood when it began.

    One query.
    """
    per_risk: dict[int, list[Riskbedomning]] = {}
    for bedomning in Riskbedomning.objects.gallande().filter(risk__in=risker, skala=skala):
        bedomning.skala = skala
        per_risk.setdefault(bedomning.risk_id, []).append(bedomning)
    bedomda = []
    for risk in risker:
        fore, nu = under_aret(per_risk.get(risk.pk, ()), ar)
        if nu is not None:
            bedomda.append((risk, nu, fore))
    bedomda.sort(key=lambda post: (-post[1].varde, post[0].sortering, post[0].pk))
    return [Riskplats(f"R{nr}", *post) for nr, post in enumerate(bedomda, start=1)]


def under_aret(bedomningar: Sequence[Riskbedomning], ar: int) -> tuple[Riskbedomning | None, Riskbedomning | None]:
    """How a risk stood when the year began and at its end, on the same scale. `bedomningar`: those in force, in order.

    A risk first assessed during the year is compared with its first assessment then.
    """
    hittills = [b for b in bedomningar if b.datum < date(ar + 1, 1, 1)]
    if not hittills:
        return None, None
    nu = hittills[-1]
    samma_skala = [b for b in hittills if b.skala_id == nu.skala_id]
    fore = [b for b in samma_skala if b.datum < date(ar, 1, 1)]
    if fore:
        return fore[-1], nu
    return (samma_skala[0] if len(samma_skala) > 1 else None), nu


def matris(nyckel: str, ar: int, skala: Riskskala, platser_: Collection[Riskplats], *, lankar: bool = True) -> Figur:
    """The risk matrix of the year with a title that says how many have moved. `lankar`: nodes lead to the risks."""
    antal = {r: sum(1 for plats in platser_ if plats.riktning == r) for r in (UPP, NER)}
    over = sum(1 for plats in platser_ if plats.nu.over_gransen)
    return riskmatris(
        nyckel,
        _budskap(antal[UPP], antal[NER]),
        f"Bedömda risker {ar}: {len(platser_)}, varav vid eller över åtgärdsgränsen: {over}",
        "Där en risk har flyttat visar ringen var den stod vid årets början.",
        serier=("nu", "vid årets början"),
        punkter=[
            Punkt(
                plats.risk.text,
                lank=plats.risk.get_absolute_url() if lankar else "",
                kort=plats.nr,
                plats=(plats.nu.sannolikhet, plats.nu.allvar),
                plats_da=(plats.da.sannolikhet, plats.da.allvar) if plats.da else None,
            )
            for plats in platser_
        ],
        sannolikhet=list(_stegnamn(skala, Skalsteg.Axel.SANNOLIKHET)),
        allvar=list(_stegnamn(skala, Skalsteg.Axel.ALLVAR)),
        grans=skala.atgardsgrans,
    )


def _stegnamn(skala: Riskskala, axel: str) -> Iterator[str]:
    return (skala.stegen[axel][varde].namn for varde in sorted(skala.stegen[axel]))


def _budskap(okat: int, minskat: int) -> str:
    if not okat and not minskat:
        return "Ingen risk har flyttat under året"

    def i_ord(antal: int) -> str:
        ord_ = {0: "ingen", 1: "en"}.get(antal, str(antal))
        return f"{ord_} risk" if antal <= 1 else f"{ord_} risker"

    text = f"{i_ord(minskat)} har minskat, {i_ord(okat).removesuffix(' risker').removesuffix(' risk')} har ökat"
    return text[:1].upper() + text[1:]

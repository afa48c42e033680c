"""The register of criteria and other measures: what is aimed at, how it is measured and how it went."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from kvalitet import sidor
from kvalitet.datum import SENASTE_AR, TIDIGASTE_AR, idag
from kvalitet.diagram import LINJE, Figur, Punkt
from kvalitet.export import Kolumn
from kvalitet.forms_matt import KriteriumFilter, KriteriumForm
from kvalitet.listor import Lista, Sortering
from kvalitet.models import Anvandare, Kriterium, Matvarde
from kvalitet.models.matt import UTFALL, rent_tal
from kvalitet.roller import Ratt

FLEST = 200  # values on a criterion's page; the list of values shows all
AR_I_FIGUR = 12


class Kriterier(Lista):
    template_name = "kriterier/lista.html"
    filterset_class = KriteriumFilter
    filnamn = "kriterier"
    skapa_ratt = Ratt.MATT_REDIGERA
    sorteringar = {
        "namn": Sortering("Mått", "sortering", svensk=True),
        "nyast": Sortering("Nyast", "id", fallande=True),
    }

    @cached_property
    def ar(self) -> int:
        """The year whose values are shown: this year, or the one asked for."""
        sokt = self.request.GET.get("ar_utfall", "")
        return int(sokt) if sokt.isdecimal() and TIDIGASTE_AR <= int(sokt) <= SENASTE_AR else idag().year

    @property
    def exportkolumner(self) -> list[Kolumn]:  # type: ignore[override]
        return [
            Kolumn("Mått", lambda k: k.namn),
            Kolumn("Slag", lambda k: k.get_slag_display()),
            Kolumn("Enhet", lambda k: k.enhet),
            Kolumn("Gäller", lambda k: k.get_galler_display()),
            Kolumn("Kvalitetsområde", lambda k: k.kvalitetsomrade or ""),
            Kolumn("Vad det innebär", lambda k: k.innebord),
            Kolumn("Hur det mäts", lambda k: k.matning),
            Kolumn("Måttenhet", lambda k: k.mattenhet),
            Kolumn("Mål", lambda k: k.mal),
            Kolumn("Ansvarig", lambda k: k.ansvarig_text),
            Kolumn(f"Utfall {self.ar}", lambda k: UTFALL.get(k.utfall_ar, "")),
            Kolumn("Används", lambda k: k.giltig),
        ]

    def _varden(self) -> Any:
        return Matvarde.objects.synliga_for(self.request.user)  # type: ignore[arg-type]

    def get_queryset(self) -> QuerySet[Kriterium]:
        synliga = Kriterium.objects.synliga_for(self.request.user)  # type: ignore[arg-type]
        return synliga.select_related("enhet", "kvalitetsomrade").med_utfall(self.ar, self._varden())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kontext = super().get_context_data(ar=self.ar, utfall=UTFALL, **kwargs)
        per_kriterium: dict[int, list[Matvarde]] = defaultdict(list)
        rader = kontext["sida"].rader
        arets = self._varden().gallande().filter(ar=self.ar, kriterium__in=rader, varde__isnull=False)
        for varde in arets.select_related("kriterium").order_by("pk"):
            per_kriterium[varde.kriterium_id].append(varde)
        for rad in rader:
            rad.arets = per_kriterium[rad.pk]
        return kontext


def med_fjolaret(varden: list[Matvarde]) -> None:
    """Gives each value `fore`, last year's value for the same place and period, when it is among them."""
    funna = {(v.kriterium_id, v.enhet_id, v.verksamhet_id, v.period, v.ar): v.varde for v in varden}
    for v in varden:
        v.fore = funna.get((v.kriterium_id, v.enhet_id, v.verksamhet_id, v.period, v.ar - 1))  # type: ignore[attr-defined]


def jamforelser(varde: Matvarde, fore: Decimal | None) -> list[tuple[str, str]]:
    """What the value is compared with and how, in words: last year, the country and the county."""
    matt = varde.kriterium
    med = ((f"år {varde.ar - 1}", fore), ("riket", varde.riket), ("länet", varde.lanet))
    return [
        (f"{namn[:1].upper()}{namn[1:]}: {matt.med_enhet(tal)}", varde.jamforelse(tal))
        for namn, tal in med
        if tal is not None
    ]


def utveckling(kriterium: Kriterium, varden: list[Matvarde]) -> Figur | None:
    """The measure's own unit over the years as a line with the aim; None when there are fewer than two years."""
    egna = {
        v.ar: v
        for v in varden
        if v.enhet_id == kriterium.enhet_id
        and not v.verksamhet_id
        and v.period == v.Period.HELAR
        and v.varde is not None
    }
    if len(egna) < 2 or any(v.varde < 0 for v in egna.values()):  # type: ignore[operator]
        return None
    forst, sist = min(egna), max(egna)
    ar = range(max(forst, sist - AR_I_FIGUR + 1), sist + 1)
    return Figur(
        "utveckling",
        LINJE,
        f"{egna[forst].visat} år {forst} och {egna[sist].visat} år {sist}",
        f"{kriterium.enhet}, hela år" + (f". Målet är {kriterium.mal}" if kriterium.har_talmal else ""),
        "Värdet varje år. Ett år utan värde är en lucka.",
        ("Värde",),
        tuple(
            Punkt(str(a), rent_tal(v.varde), lank=v.get_absolute_url()) if (v := egna.get(a)) else Punkt(str(a))
            for a in ar
        ),
        "År",
        kriterium.mattenhet,
        rent_tal(kriterium.malvarde) if kriterium.har_talmal else None,
    )


class Visa(sidor.Visa):
    model = Kriterium
    ratt = Ratt.MATT_REDIGERA
    template_name = "kriterier/visa.html"
    med = ("enhet", "kvalitetsomrade")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anvandare: Anvandare = self.request.user  # type: ignore[assignment]
        egna = Matvarde.objects.synliga_for(anvandare).filter(kriterium=self.object)
        varden = list(
            egna.select_related("enhet", "verksamhet").order_by("-ar", "enhet_id", "verksamhet_id", "period")[:FLEST]
        )
        for varde in varden:
            varde.kriterium = self.object
        med_fjolaret(varden)
        for varde in varden:
            varde.jamforelser = jamforelser(varde, varde.fore)  # type: ignore[attr-defined]
        return super().get_context_data(
            varden=varden,
            figur=utveckling(self.object, varden),
            flest=FLEST if len(varden) == FLEST else None,
            metoder=list(self.object.metoder.order_by("pk")),
            utfall=UTFALL,
            far_lagga_till=anvandare.har_ratt(Ratt.MATT_REDIGERA) and self.object.giltig,
            **kwargs,
        )


class Historik(sidor.Historik):
    model = Kriterium
    ratt = Ratt.MATT_REDIGERA
    template_name = "kriterier/historik.html"


class Ny(sidor.Ny):
    model = Kriterium
    ratt = Ratt.MATT_REDIGERA
    form_class = KriteriumForm
    blankett = "kriterium"
    rubrik = "Nytt mått"
    ingress = "Beskriv vad som mäts och vad ni siktar på. Värdena läggs in för varje år."

    def brod(self) -> sidor.Brodsmulor:
        return [("Kriterier och mått", reverse("kriterium_lista"))]


class Andra(sidor.Andra):
    model = Kriterium
    ratt = Ratt.MATT_REDIGERA
    form_class = KriteriumForm
    blankett = "kriterium"
    rubrik = "Ändra måttet"

    def brod(self) -> sidor.Brodsmulor:
        return [("Kriterier och mått", reverse("kriterium_lista")), (str(self.object), self.object.get_absolute_url())]

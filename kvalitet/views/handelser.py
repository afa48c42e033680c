"""The registers of supervision by others, of training, and of changed conditions."""

from typing import Any

from django.db.models import QuerySet

from kvalitet import sidor
from kvalitet.export import Kolumn
from kvalitet.forms_handelser import (
    ForutsattningFilter,
    ForutsattningForm,
    KompetensFilter,
    KompetensinsatsForm,
    TillsynFilter,
    TillsynForm,
)
from kvalitet.listor import Lista, Sortering
from kvalitet.models import Anvandare, Atgard, Forutsattning, Kompetensinsats, Tillsyn
from kvalitet.roller import Ratt

TILLSYNSTEXTER = {
    Tillsyn.Status.PAGAR: (
        "Nästa steg: skriv vad tillsynen kom fram till",
        "När myndigheten är klar fyller ni i datum, utfall och resultat och avslutar.",
    ),
    Tillsyn.Status.AVSLUTAD: (
        "Tillsynen är avslutad",
        "Det som ska göras med anledning av den ligger bland åtgärderna tills effekten är uppföljd.",
    ),
}


class Handelselista(Lista):
    """List of what happened, latest first."""

    skapa_ratt = Ratt.PLAN_REDIGERA
    sorteringar = {"datum": Sortering("Datum", "datum", fallande=True)}
    model: Any
    med: tuple[str, ...] = ("enhet",)

    def get_queryset(self) -> QuerySet[Any]:
        return self.model.objects.synliga_for(self.request.user).select_related(*self.med)


class MedAtgarder(sidor.Visa):
    """A record's page with its actions, as far as the person may see them."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        synliga = Atgard.objects.synliga_for(self.request.user)  # type: ignore[arg-type]
        atgarder = synliga.filter(pk__in=self.object.atgarder.values("pk")).order_by("pk")
        return super().get_context_data(atgarder=list(atgarder), **kwargs)


class Tillsyner(Handelselista):
    model = Tillsyn
    med = ("enhet", "verksamhet")
    template_name = "tillsyn/lista.html"
    filterset_class = TillsynFilter
    filnamn = "tillsyn"
    exportkolumner = [
        Kolumn("Inleddes", lambda t: t.datum),
        Kolumn("Vem som granskade", lambda t: t.myndighet),
        Kolumn("Vad som granskades", lambda t: t.rubrik),
        Kolumn("Enhet", lambda t: t.enhet),
        Kolumn("Verksamhet", lambda t: t.verksamhet or ""),
        Kolumn("Diarienummer", lambda t: t.diarienummer),
        Kolumn("Läge", lambda t: t.get_status_display()),
        Kolumn("Avslutades", lambda t: t.avslutad),
        Kolumn("Utfall", lambda t: t.get_utfall_display()),
        Kolumn("Resultat", lambda t: t.resultat),
    ]


class Tillsynssida(sidor.Register):
    """Mixin: a page of this register."""

    model = Tillsyn
    lista = ("Tillsyn", "tillsyn_lista")
    url_namn = "tillsyn_status"


class VisaTillsyn(Tillsynssida, MedAtgarder):
    template_name = "tillsyn/visa.html"
    med = ("enhet", "verksamhet__utforare")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anvandare: Anvandare = self.request.user  # type: ignore[assignment]
        detaljer = {Tillsyn.Status.AVSLUTAD.value: str(self.object.avslutad)} if self.object.avslutad else {}
        ruta = sidor.lagesruta_for(
            self.object, anvandare, texter=TILLSYNSTEXTER, url_namn=self.url_namn, detaljer=detaljer
        )
        return super().get_context_data(lagesruta=ruta, **kwargs)


class TillsynHistorik(Tillsynssida, sidor.Registerhistorik):
    huvud = "tillsyn/_huvud.html"


class NyTillsyn(Tillsynssida, sidor.Ny):
    form_class = TillsynForm
    blankett = "tillsyn"
    rubrik = "Ny tillsyn"
    ingress = "När någon utifrån granskar: en myndighet, revisorerna eller någon annan."


class AndraTillsyn(Tillsynssida, sidor.Andra):
    form_class = TillsynForm
    blankett = "tillsyn"
    rubrik = "Ändra tillsynen"


class TillsynStatus(Tillsynssida, sidor.BytStatus):
    pass


class TillsynSkal(Tillsynssida, sidor.FragaSkal):
    pass


class Kompetensinsatser(Handelselista):
    model = Kompetensinsats
    template_name = "kompetens/lista.html"
    filterset_class = KompetensFilter
    filnamn = "kompetens"
    sorteringar = {**Handelselista.sorteringar, "tema": Sortering("Tema", "tema", svensk=True)}
    exportkolumner = [
        Kolumn("Datum", lambda k: k.datum),
        Kolumn("Vad", lambda k: k.rubrik),
        Kolumn("Tema", lambda k: k.tema),
        Kolumn("Enhet", lambda k: k.enhet),
        Kolumn("För vilka", lambda k: k.malgrupp),
        Kolumn("Anordnare", lambda k: k.anordnare),
        Kolumn("Längd i timmar", lambda k: k.timmar),
        Kolumn("Deltagare", lambda k: k.deltagare),
        Kolumn("Beskrivning", lambda k: k.beskrivning),
    ]


class Kompetenssida(sidor.Register):
    """Mixin: a page of this register."""

    model = Kompetensinsats
    lista = ("Kompetens", "kompetens_lista")


class VisaKompetensinsats(Kompetenssida, MedAtgarder):
    template_name = "kompetens/visa.html"


class KompetensHistorik(Kompetenssida, sidor.Registerhistorik):
    huvud = "kompetens/_huvud.html"


class NyKompetensinsats(Kompetenssida, sidor.Ny):
    form_class = KompetensinsatsForm
    blankett = "kompetensinsats"
    rubrik = "Ny kompetensinsats"


class AndraKompetensinsats(Kompetenssida, sidor.Andra):
    form_class = KompetensinsatsForm
    blankett = "kompetensinsats"
    rubrik = "Ändra kompetensinsatsen"


class Forutsattningar(Handelselista):
    model = Forutsattning
    template_name = "forutsattningar/lista.html"
    filterset_class = ForutsattningFilter
    filnamn = "forutsattningar"
    exportkolumner = [
        Kolumn("Från och med", lambda f: f.datum),
        Kolumn("Vad som förändrades", lambda f: f.rubrik),
        Kolumn("Enhet", lambda f: f.enhet),
        Kolumn("Beskrivning", lambda f: f.beskrivning),
        Kolumn("Vad det betydde för kvaliteten", lambda f: f.foljd),
    ]


class Forutsattningssida(sidor.Register):
    """Mixin: a page of this register."""

    model = Forutsattning
    lista = ("Förutsättningar", "forutsattning_lista")


class VisaForutsattning(Forutsattningssida, sidor.Visa):
    template_name = "forutsattningar/visa.html"


class ForutsattningHistorik(Forutsattningssida, sidor.Registerhistorik):
    huvud = "forutsattningar/_huvud.html"


class NyForutsattning(Forutsattningssida, sidor.Ny):
    form_class = ForutsattningForm
    blankett = "forutsattning"
    rubrik = "Ny förändring"
    ingress = "Det som ändrats runt verksamheten under året och som påverkar kvaliteten. Rapporten tar med det."


class AndraForutsattning(Forutsattningssida, sidor.Andra):
    form_class = ForutsattningForm
    blankett = "forutsattning"
    rubrik = "Ändra förändringen"

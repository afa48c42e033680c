"""The yearly survey to those with a contract: who got it, who answered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.views.generic import FormView

from granskningar.filter import EnkatFilter
from granskningar.forms.avtal import EnkatForm, SvarForm
from granskningar.handlingar import registrera_svar, skicka_enkat
from granskningar.models import Avtalsenkat
from granskningar.views.gemensamt import Rumsandra, Rumshistorik, Rumslista, Rumsny, Rumssida, UnderPost
from kvalitet.export import Kolumn
from kvalitet.listor import Sortering
from kvalitet.ordning import pa_svenska
from kvalitet.sidor import Blankett, Brodsmulor

LISTA = ("Avtalsenkäter", "granskningar:enkat_lista")


class Enkater(Rumslista):
    model = Avtalsenkat
    template_name = "granskningar/enkat_lista.html"
    filterset_class = EnkatFilter
    filnamn = "avtalsenkater"
    sorteringar = {"ar": Sortering("År", "ar", fallande=True), "nyast": Sortering("Nyast", "id", fallande=True)}
    exportkolumner = [
        Kolumn("Enkät", lambda e: e.namn),
        Kolumn("År", lambda e: e.ar),
        Kolumn("Skickad", lambda e: e.skickad),
        Kolumn("Sista svarsdag", lambda e: e.sista_svarsdag),
        Kolumn("Skickade", lambda e: e.antal_skickade),
        Kolumn("Svar", lambda e: e.antal_svar),
    ]

    def get_queryset(self) -> Any:
        return super().get_queryset().med_svarsantal()


class Visa(Rumssida):
    lista = LISTA
    model = Avtalsenkat
    template_name = "granskningar/enkat_visa.html"
    med = ()

    def get_queryset(self) -> Any:
        return super().get_queryset().med_svarsantal()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        skickade = self.object.svar.filter(utskickad=True)
        per_kategori = list(
            skickade.values("insatskategori__namn")
            .annotate(skickade=Count("pk"), svar=Count("pk", filter=Q(svarat__isnull=False)))
            .order_by(pa_svenska("insatskategori__namn"))
        )
        tysta = skickade.filter(svarat__isnull=True).select_related("verksamhet__utforare", "insatskategori")
        return super().get_context_data(
            per_kategori=[rad | {"andel": rad["svar"] / rad["skickade"]} for rad in per_kategori],
            andel=self.object.antal_svar / self.object.antal_skickade if self.object.antal_skickade else None,
            tysta=tysta.order_by("insatskategori__namn", "verksamhet__namn", "pk"),
            **kwargs,
        )


class Historik(Rumshistorik):
    lista = LISTA
    model = Avtalsenkat
    med = ()


class Ny(Rumsny):
    lista = LISTA
    model = Avtalsenkat
    form_class = EnkatForm
    blankett = "avtalsenkat"
    rubrik = "Ny avtalsenkät"
    ingress = "Mottagare blir de verksamheter som har ett gällande avtal den dag enkäten skickas."

    @transaction.atomic
    def form_valid(self, form: EnkatForm) -> HttpResponse:
        svar = super().form_valid(form)
        antal = skicka_enkat(enkat=self.object, kategorier=form.cleaned_data["kategorier"])
        if not antal:
            messages.warning(
                self.request, "Ingen verksamhet hade ett gällande avtal den dagen. Enkäten har inga mottagare."
            )
        return svar


class Andra(Rumsandra):
    lista = LISTA
    model = Avtalsenkat
    form_class = EnkatForm
    blankett = "avtalsenkat"
    rubrik = "Ändra enkäten"


class Svar(UnderPost, Blankett, LoginRequiredMixin, FormView):
    """Tick who answered, and when."""

    over_modell = Avtalsenkat
    form_class = SvarForm
    rubrik = "Registrera svar"
    knapp = "Spara svaren"
    besked = "Svaren är registrerade."

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        del kwargs["anvandare"]
        return {**kwargs, "enkat": self.over}

    def get_success_url(self) -> str:
        return self.over.get_absolute_url()

    def brod(self) -> Brodsmulor:
        return [(LISTA[0], reverse(LISTA[1])), (str(self.over), self.over.get_absolute_url())]

    def form_valid(self, form: SvarForm) -> HttpResponse:
        data = form.cleaned_data
        registrera_svar(enkat=self.over, svarat=data["svarat"], nya=data["nya"], tillbaka=data.get("tillbaka", ()))
        return super().form_valid(form)

"""Occasions: list, page, result, what comes of it, state, history; and the button that creates the year's."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, View

from egenkontroller.forms_tillfallen import KopplaAtgarderForm, ResultatForm, TillfalleFilter
from egenkontroller.handlingar import koppla_atgarder, lagg_till_atgard, registrera_resultat, skapa_tillfallen
from egenkontroller.jamforelse import jamforelser, serie
from egenkontroller.models import Egenkontroll, Kontrolltillfalle
from kvalitet import sidor
from kvalitet.datum import idag
from kvalitet.export import Kolumn
from kvalitet.forms_register import AtgardForm
from kvalitet.lagesruta import Lagesruta
from kvalitet.listor import Lista, Sortering
from kvalitet.models import Anvandare, Atgard
from kvalitet.roller import Ratt

Status = Kontrolltillfalle.Status
TEXTER = {
    Status.PLANERAD: ("Nästa steg: gör kontrollen", "När den är gjord registrerar du resultatet."),
    Status.PAGAR: ("Nästa steg: registrera resultatet", "Kontrollen är påbörjad."),
    Status.GENOMFORD: ("Kontrollen är genomförd", "Resultatet står nedan."),
    Status.UTEBLIVEN: ("Kontrollen uteblev", "Skälet står nedan."),
}


class Tillfallen(Lista):
    template_name = "egenkontroller/tillfallen.html"
    filterset_class = TillfalleFilter
    filnamn = "kontrolltillfallen"
    skapa_ratt = Ratt.PLAN_REDIGERA
    sorteringar = {
        "forfaller": Sortering("Klar senast", "forfaller"),
        "nyast": Sortering("Nyast", "id", fallande=True),
    }
    exportkolumner = [
        Kolumn("Egenkontroll", lambda t: t.egenkontroll),
        Kolumn("Enhet", lambda t: t.enhet),
        Kolumn("År", lambda t: t.ar),
        Kolumn("Period", lambda t: t.periodnamn),
        Kolumn("Klar senast", lambda t: t.forfaller),
        Kolumn("Läge", lambda t: t.get_status_display()),
        Kolumn("Täljare", lambda t: t.taljare),
        Kolumn("Nämnare", lambda t: t.namnare),
        Kolumn("Antal", lambda t: t.antal),
        Kolumn("Resultat", lambda t: t.varde_visat),
        Kolumn("Resultat i ord", lambda t: t.resultat_text),
        Kolumn("Mål", lambda t: t.egenkontroll.mal_visat),
        Kolumn("Målet", lambda t: t.utfallsnamn),
        Kolumn("Analys", lambda t: t.analys),
        Kolumn("Slutsats", lambda t: t.slutsats),
        Kolumn("Varför den uteblev", lambda t: t.skal),
        Kolumn("Genomförd", lambda t: t.genomford_dag),
        Kolumn("Ansvarig", lambda t: t.egenkontroll.ansvarig_visad),
    ]

    def get_queryset(self) -> QuerySet[Kontrolltillfalle]:
        return Kontrolltillfalle.objects.synliga_for(self.request.user).select_related(  # type: ignore[arg-type]
            "egenkontroll__ansvarig", "enhet"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kontroll = self.filter.form.cleaned_data.get("kontroll") if self.filter.form.is_valid() else None
        return super().get_context_data(kontroll=kontroll, innevarande_ar=idag().year, **kwargs)


class Skapa(LoginRequiredMixin, View):
    """POST: create the running year's occasions, for one check or for all that the person may change."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        anvandare: Anvandare = request.user  # type: ignore[assignment]
        ar = idag().year
        if pk is None:
            if not anvandare.har_ratt(Ratt.PLAN_REDIGERA):
                raise PermissionDenied
            antal = skapa_tillfallen(ar, enheter=anvandare.enhetsid_med(Ratt.PLAN_REDIGERA))
            svar = redirect("egenkontroller:tillfallen")
        else:
            kontroll = get_object_or_404(Egenkontroll.objects.synliga_for(anvandare), pk=pk)
            if not anvandare.har_ratt(Ratt.PLAN_REDIGERA, kontroll.enhet_id):
                raise PermissionDenied
            antal = skapa_tillfallen(ar, egenkontroll=kontroll)
            svar = redirect(kontroll)
        ord_ = {0: "Alla tillfällen för året fanns redan.", 1: "Ett tillfälle är skapat."}
        messages.success(request, ord_.get(antal, f"{antal} tillfällen är skapade."))
        return svar


def lagesruta(tillfalle: Kontrolltillfalle, anvandare: Anvandare) -> Lagesruta:
    """The occasion's state box with its deadline."""
    frist = None
    if tillfalle.status in Kontrolltillfalle.OPPNA:
        ord_ = "Skulle ha varit klar" if tillfalle.forsenad else "Klar senast"
        frist = (f"{ord_} {tillfalle.forfaller}", tillfalle.forsenad)
    detaljer = {Status.GENOMFORD.value: str(tillfalle.genomford_dag)} if tillfalle.genomford_dag else {}
    return sidor.lagesruta_for(
        tillfalle, anvandare, texter=TEXTER, url_namn="egenkontroller:status", detaljer=detaljer, frist=frist
    )


class Tillfallessida:
    """Mixin: what the pages about one occasion share. `far_andra`: the responsible person and those who edit plans."""

    model = Kontrolltillfalle
    med = ("egenkontroll__ansvarig", "egenkontroll__process", "enhet")
    context_object_name = "tillfalle"
    object: Kontrolltillfalle
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kontext = super().get_context_data(**kwargs)  # type: ignore[misc]
        return kontext | {"far_andra": self.object.far_andras_av(self.request.user)}  # type: ignore[arg-type]


class Visa(Tillfallessida, sidor.Visa):
    template_name = "egenkontroller/tillfalle.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anvandare: Anvandare = self.request.user  # type: ignore[assignment]
        atgarder = Atgard.objects.synliga_for(anvandare).filter(kontrolltillfallen=self.object)
        return super().get_context_data(
            lagesruta=lagesruta(self.object, anvandare),
            jamforelser=jamforelser(self.object, serie(self.object)),
            atgarder=list(atgarder.order_by("pk")),
            far_ny_atgard=anvandare.har_ratt(Ratt.PLAN_REDIGERA, self.object.enhet_id),
            **kwargs,
        )


class Historik(Tillfallessida, sidor.Historik):
    template_name = "egenkontroller/tillfalle_historik.html"


def brod(tillfalle: Kontrolltillfalle) -> sidor.Brodsmulor:
    """Breadcrumb down to the occasion's page."""
    return [
        ("Egenkontroller", reverse("egenkontroller:lista")),
        (str(tillfalle.egenkontroll)[:60], tillfalle.egenkontroll.get_absolute_url()),
        (f"{tillfalle.periodnamn}, {tillfalle.enhet}", tillfalle.get_absolute_url()),
    ]


class Resultat(sidor.Andra):
    """The result: saved, and when it is complete the occasion is done."""

    model = Kontrolltillfalle
    form_class = ResultatForm
    blankett = "kontrolltillfalle"
    rubrik = "Registrera resultatet"
    besked = "Resultatet är sparat."
    med = ("egenkontroll", "enhet")

    def krav_ratt(self, post: Kontrolltillfalle) -> None:
        if not post.far_andras_av(self.request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        if post.status == Status.UTEBLIVEN:
            raise PermissionDenied("Tillfället uteblev. Öppna det igen innan resultatet registreras.")

    def brod(self) -> sidor.Brodsmulor:
        return brod(self.object)

    @transaction.atomic
    def form_valid(self, form: ResultatForm) -> HttpResponse:
        form.instance._change_reason = "Resultatet registrerat"
        svar = super().form_valid(form)
        registrera_resultat(tillfalle=self.object, av=self.request.user, klar=form.klart)  # type: ignore[arg-type]
        return svar

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kontroll = self.object.egenkontroll
        mal = f" Målet är {kontroll.mal_visat}." if kontroll.mal_visat else ""
        ingress = (
            f"{kontroll}. {self.object.periodnamn[:1].upper()}{self.object.periodnamn[1:]}, {self.object.enhet}.{mal}"
        )
        return super().get_context_data(**kwargs) | {"ingress": ingress}


class TillfalletsSida:
    """Mixin before a page about what came of an occasion: 404 outside access, 403 without the right to change."""

    tillfalle: Kontrolltillfalle
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            synliga = Kontrolltillfalle.objects.synliga_for(request.user).select_related("egenkontroll", "enhet")
            self.tillfalle = get_object_or_404(synliga, pk=kwargs["pk"])
            if not request.user.har_ratt(Ratt.PLAN_REDIGERA, self.tillfalle.enhet_id):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def brod(self) -> sidor.Brodsmulor:
        return brod(self.tillfalle)

    def get_success_url(self) -> str:
        return self.tillfalle.get_absolute_url()


class NyAtgard(TillfalletsSida, sidor.Ny):
    model = Atgard
    form_class = AtgardForm
    blankett = "tillfallets_atgard"
    rubrik = "Ny åtgärd"

    def get_initial(self) -> dict[str, Any]:
        return {"enhet": self.tillfalle.enhet_id, "process": self.tillfalle.egenkontroll.process_id}

    @transaction.atomic
    def form_valid(self, form: AtgardForm) -> HttpResponse:
        svar = super().form_valid(form)
        lagg_till_atgard(tillfalle=self.tillfalle, atgard=self.object)
        return svar


class Koppla(TillfalletsSida, sidor.Blankett, LoginRequiredMixin, FormView):  # type: ignore[misc]
    form_class = KopplaAtgarderForm
    rubrik = "Välj åtgärder"
    ingress = "Åtgärder som redan finns och som svarar mot resultatet."
    besked = "Åtgärderna är kopplade."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "tillfalle": self.tillfalle}

    def form_valid(self, form: KopplaAtgarderForm) -> HttpResponse:
        koppla_atgarder(tillfalle=self.tillfalle, atgarder=form.cleaned_data["atgarder"])
        return super().form_valid(form)


class StatusVy(sidor.BytStatus):
    model = Kontrolltillfalle
    url_namn = "egenkontroller:status"
    med = ("egenkontroll", "enhet")


class Skal(sidor.FragaSkal):
    model = Kontrolltillfalle
    url_namn = "egenkontroller:status"
    med = ("egenkontroll", "enhet")

"""The action register: alive until the effect has been followed up."""

from dataclasses import replace
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from kvalitet import bidrag, sidor
from kvalitet.datum import idag
from kvalitet.export import Kolumn
from kvalitet.forms_register import AtgardFilter, AtgardForm, EffektForm, GenomfordForm
from kvalitet.lagesruta import Knapp, Lagesruta
from kvalitet.listor import Lista, Sortering
from kvalitet.models import Anvandare, Atgard
from kvalitet.roller import Ratt
from kvalitet.utkast import glom_utkast

TEXTER = {
    Atgard.Status.PLANERAD: ("Nästa steg: påbörja", "Åtgärden är beslutad men inte påbörjad."),
    Atgard.Status.PAGAR: ("Nästa steg: genomför", "När åtgärden är genomförd bestämmer ni när effekten följs upp."),
    Atgard.Status.GENOMFORD: (
        "Nästa steg: följ upp effekten",
        "Åtgärden är gjord men inte avslutad. Den ligger kvar tills ni vet om den gav effekt.",
    ),
    Atgard.Status.EFFEKT_UPPFOLJD: ("Åtgärden är avslutad", "Effekten är uppföljd. Vad ni såg står här nedanför."),
    Atgard.Status.AVBRUTEN: ("Åtgärden är avbruten", "Skälet står i historiken."),
}


class Atgarder(Lista):
    template_name = "atgarder/lista.html"
    filterset_class = AtgardFilter
    filnamn = "atgarder"
    skapa_ratt = Ratt.PLAN_REDIGERA
    sorteringar = {
        "senast": Sortering("Klar senast", "forfaller"),
        "nyast": Sortering("Nyast", "id", fallande=True),
    }
    exportkolumner = [
        Kolumn("Åtgärd", lambda a: a.rubrik),
        Kolumn("Enhet", lambda a: a.enhet),
        Kolumn("Process", lambda a: a.process or ""),
        Kolumn("Slag", lambda a: a.get_slag_display()),
        Kolumn("Ansvarig", lambda a: a.ansvarig_visad),
        Kolumn("Klar senast", lambda a: a.senast),
        Kolumn("Tid eller frekvens", lambda a: a.tid_text),
        Kolumn("Läge", lambda a: a.get_status_display()),
        Kolumn("Genomförd", lambda a: a.genomford),
        Kolumn("Effekten följs upp", lambda a: a.effekt_planerad),
        Kolumn("Effekten uppföljd", lambda a: a.effekt_datum),
        Kolumn("Effekt", lambda a: a.get_effekt_display()),
        Kolumn("Hur vi vet det", lambda a: a.effekt_motivering),
    ]

    def get_queryset(self) -> QuerySet[Atgard]:
        return Atgard.objects.synliga_for(self.request.user).select_related(  # type: ignore[arg-type]
            "enhet", "process", "ansvarig"
        )


def lagesruta(atgard: Atgard, anvandare: Anvandare, *, fortsatt: bool) -> Lagesruta:
    """The action's state box with its nearest deadline. `fortsatt`: another action goes on where this one ended."""
    frist = None
    if atgard.senast and atgard.status in (Atgard.Status.PLANERAD, Atgard.Status.PAGAR):
        ord_ = "Skulle ha varit klar" if atgard.forsenad else "Klar senast"
        frist = (f"{ord_} {atgard.senast}", atgard.forsenad)
    elif atgard.effekt_planerad and atgard.status == Atgard.Status.GENOMFORD:
        frist = (f"Effekten följs upp {atgard.effekt_planerad}", atgard.effekt_planerad < idag())
    dagar = {Atgard.Status.GENOMFORD: atgard.genomford, Atgard.Status.EFFEKT_UPPFOLJD: atgard.effekt_datum}
    ruta = sidor.lagesruta_for(
        atgard,
        anvandare,
        texter=TEXTER,
        url_namn="atgard_status",
        detaljer={status.value: str(dag) for status, dag in dagar.items() if dag},
        frist=frist,
    )
    steg = knapp_till_steg(atgard, anvandare) if atgard.far_andras_av(anvandare) and not fortsatt else None
    if steg is None:
        return ruta
    return replace(ruta, knappar=[steg, *(k for k in ruta.knappar if not k.primar)], hinder=[], hinder_rubrik="")


def knapp_till_steg(atgard: Atgard, anvandare: Anvandare) -> Knapp | None:
    """The way to the page that asks what the next step needs, where there is such a page."""
    match atgard.status:
        case Atgard.Status.PAGAR:
            return Knapp("Markera som genomförd", reverse("atgard_genomford", args=[atgard.pk]), primar=True)
        case Atgard.Status.GENOMFORD:
            return Knapp("Följ upp effekten", reverse("atgard_effekt", args=[atgard.pk]), primar=True)
        case Atgard.Status.EFFEKT_UPPFOLJD if atgard.behover_fortsatta and anvandare.har_ratt(
            Ratt.PLAN_REDIGERA, atgard.enhet_id
        ):
            return Knapp("Skapa ny åtgärd", reverse("atgard_fortsatt", args=[atgard.pk]), primar=True)
    return None


class Visa(sidor.Visa):
    model = Atgard
    template_name = "atgarder/visa.html"
    med = ("enhet", "process", "ansvarig")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anvandare: Anvandare = self.request.user  # type: ignore[assignment]
        synliga = Atgard.objects.synliga_for(anvandare)
        # one query for both ends of the chain
        granne = Q(fortsatter=self.object) | Q(fortsattningar=self.object)
        kedja = list(synliga.filter(granne).order_by("pk").distinct())
        fortsatt = any(atgard.fortsatter_id == self.object.pk for atgard in kedja)
        kontext = super().get_context_data(
            lagesruta=lagesruta(self.object, anvandare, fortsatt=fortsatt),
            ursprung=bidrag.ursprung([self.object.pk], anvandare)[self.object.pk],
            kedja=kedja,
            **kwargs,
        )
        return kontext | {"far_andra": self.object.far_andras_av(anvandare)}


class Historik(sidor.Historik):
    model = Atgard
    template_name = "atgarder/historik.html"


class Ny(sidor.Ny):
    model = Atgard
    form_class = AtgardForm
    blankett = "atgard"
    rubrik = "Ny åtgärd"
    ingress = "Åtgärden finns kvar i registret tills effekten är uppföljd."

    def brod(self) -> sidor.Brodsmulor:
        return [("Åtgärder", reverse("atgard_lista"))]


class Andra(sidor.Andra):
    model = Atgard
    form_class = AtgardForm
    blankett = "atgard"
    rubrik = "Ändra åtgärden"

    def krav_ratt(self, post: Atgard) -> None:
        if not post.far_andras_av(self.request.user):  # type: ignore[arg-type]
            raise PermissionDenied

    def brod(self) -> sidor.Brodsmulor:
        return [("Åtgärder", reverse("atgard_lista")), (str(self.object)[:60], self.object.get_absolute_url())]


class Steg(Andra):
    """A step of its own in the action's life: what it needs is asked, saved and the state changed in one go."""

    template_name = "atgarder/steg.html"
    till: ClassVar[Atgard.Status]

    def hinder(self) -> str:
        """Why the step cannot be taken; "" when it can."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        if self.hinder():
            return self.form_invalid(form)
        atgard: Atgard = form.save(commit=False)
        atgard.byt_status(self.till, av=self.request.user)
        glom_utkast(self.utkastplats())
        messages.success(self.request, self.besked)
        return redirect(atgard)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hinder = self.hinder()
        return super().get_context_data(hinder=hinder, **kwargs)


class Genomford(Steg):
    form_class = GenomfordForm
    blankett = "atgard_genomford"
    rubrik = "Åtgärden är genomförd"
    ingress = "Bestäm samtidigt när ni ser efter om den gav effekt. Åtgärden ligger kvar tills det är gjort."
    knapp = "Markera som genomförd"
    besked = "Åtgärden är genomförd. Den ligger kvar tills effekten är uppföljd."
    till = Atgard.Status.GENOMFORD

    def hinder(self) -> str:
        match self.object.status:
            case Atgard.Status.PAGAR:
                return ""
            case Atgard.Status.PLANERAD:
                return "Åtgärden kan inte markeras som genomförd eftersom den inte är påbörjad."
            case Atgard.Status.AVBRUTEN:
                return "Åtgärden kan inte markeras som genomförd eftersom den är avbruten."
        return "Åtgärden är redan genomförd."


class Effekt(Steg):
    form_class = EffektForm
    blankett = "atgard_effekt"
    rubrik = "Följ upp effekten"
    ingress = "Gav åtgärden det ni ville uppnå? När det här är besvarat är åtgärden avslutad."
    knapp = "Avsluta med uppföljd effekt"
    besked = "Effekten är uppföljd och åtgärden är avslutad."
    till = Atgard.Status.EFFEKT_UPPFOLJD

    def hinder(self) -> str:
        if self.object.status == Atgard.Status.EFFEKT_UPPFOLJD:
            return "Effekten är redan uppföljd."
        if self.object.status != Atgard.Status.GENOMFORD:
            return "Effekten kan inte följas upp eftersom åtgärden inte är genomförd."
        return ""


class Fortsatt(Ny):
    """A new action that continues one whose effect was not reached."""

    blankett = "atgard_fortsatt"
    ingress = "Åtgärden före gav inte den effekt ni ville. Vad gör ni nu?"

    @cached_property
    def fore(self) -> Atgard:
        synliga = Atgard.objects.synliga_for(self.request.user).select_related("enhet", "process", "ansvarig")  # type: ignore[arg-type]
        fore = get_object_or_404(synliga, pk=self.kwargs["pk"])
        if not self.request.user.har_ratt(self.ratt, fore.enhet_id):  # type: ignore[union-attr]
            raise PermissionDenied
        if not fore.behover_fortsatta:
            raise Http404
        return fore

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.fore.fortsattning()}

    def brod(self) -> sidor.Brodsmulor:
        return [*super().brod(), (str(self.fore)[:60], self.fore.get_absolute_url())]


class Status(sidor.BytStatus):
    model = Atgard
    url_namn = "atgard_status"


class Skal(sidor.FragaSkal):
    model = Atgard
    url_namn = "atgard_status"

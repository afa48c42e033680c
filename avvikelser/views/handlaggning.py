"""Handling a case: each page has one form, and saving it calls one domain function."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, UpdateView

from avvikelser import handlingar
from avvikelser.forms import handlaggning as former
from avvikelser.models import Avvikelse
from avvikelser.val import Status
from kvalitet.utkast import UtkastVy, glom_utkast
from kvalitet.versioner import SparaMedVersion

MED = ("enhet", "utforare", "insatskategori", "process", "utredare", "beslutare", "skyddat")
EFTER_BESLUT = (Status.BESLUTAD, Status.ATGARDAS)
BESLUT_FATTAT = "Beslutet är fattat. Skicka tillbaka ärendet till utredning om det behöver ändras."


class SynligtArende(UpdateView):
    """The case among those the person may open: 404 outside, 403 when it is not the person's to handle."""

    model = Avvikelse
    context_object_name = "arende"

    def get_queryset(self) -> QuerySet[Avvikelse]:
        return Avvikelse.objects.synliga_for(self.request.user).select_related(*MED)

    def get_object(self, queryset: Any = None) -> Avvikelse:
        arende = super().get_object(queryset)
        if not self.far(arende):
            raise PermissionDenied
        return arende

    def far(self, arende: Avvikelse) -> bool:
        return arende.far_handlagga(self.request.user)


class Handlaggningsvy(UtkastVy, LoginRequiredMixin, SparaMedVersion, SynligtArende):
    """Base: draft, version conflict, refusal of closed cases, one domain function."""

    template_name = "avvikelser/handlagg.html"
    rubrik = ""
    ingress = ""
    knapp = "Spara"
    klart = "Ändringen är sparad."

    def utfor(self, form: Any) -> None:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        arende = self.get_object()
        if not arende.ar_oppet:
            messages.info(request, "Ärendet är stängt. Öppna det igen innan du ändrar.")
            return redirect(arende)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "anvandare": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                self.utfor(form)
        except ValidationError as fel:
            form.add_error(None, fel)
            return self.form_invalid(form)
        glom_utkast(self.utkastplats())
        messages.success(self.request, self.klart)
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        """The case, or the list when it has left the person's hands."""
        if self.object.far_lasa(self.request.user):
            return self.object.get_absolute_url()
        return reverse("avvikelser:lista")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rubrik=self.rubrik, ingress=self.ingress, knapp=self.knapp, **kwargs)


class Andra(Handlaggningsvy):
    form_class = former.AndraForm
    blankett = "avvikelser.andra"
    rubrik = "Ändra ärendet"
    ingress = "Det som stod förut finns kvar i historiken."

    def utfor(self, form: former.AndraForm) -> None:
        andrat = ", ".join(str(form.fields[namn].label).lower() for namn in form.changed_data if namn != "version")
        handlingar.spara_andring(
            avvikelse=form.instance, av=self.request.user, orsak=f"Ändrade {andrat}" if andrat else "Sparad"
        )


class Bedom(Handlaggningsvy):
    form_class = former.BedomForm
    template_name = "avvikelser/bedom.html"
    blankett = "avvikelser.bedom"
    rubrik = "Bedöm ärendet"
    ingress = "Den som rapporterade har beskrivit. Du avgör vad det är och hur allvarligt det är."
    knapp = "Spara bedömningen"
    klart = "Bedömningen är sparad."

    def utfor(self, form: former.BedomForm) -> None:
        handlingar.bedom_avvikelse(
            avvikelse=form.instance,
            av=self.request.user,
            kategorier=form.cleaned_data["kategorier"],
            orsaker=form.cleaned_data["orsaker"],
            berorda=form.cleaned_data["berorda"],
        )


class AvslutaEnkelt(Handlaggningsvy):
    form_class = former.EnkeltAvslutForm
    blankett = "avvikelser.avsluta_enkelt"
    rubrik = "Avsluta enkelt"
    ingress = (
        "För det som är enkelt och redan åtgärdat. Kan det ha varit ett missförhållande, eller är skadan betydande? "
        "Bedöm ärendet i stället."
    )
    knapp = "Avsluta ärendet"
    klart = "Ärendet är avslutat."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        arende = self.get_object()
        if arende.ar_oppet and (arende.allvarlig or arende.status not in (Status.REGISTRERAD, Status.BEDOMD)):
            messages.info(request, "Det här ärendet ska utredas och kan inte avslutas enkelt.")
            return redirect(arende)
        return super().get(request, *args, **kwargs)

    def utfor(self, form: former.EnkeltAvslutForm) -> None:
        handlingar.enkelt_avslut(
            avvikelse=form.instance,
            av=self.request.user,
            kategorier=form.cleaned_data["kategorier"],
            orsaker=form.cleaned_data["orsaker"],
        )


class Tilldela(Handlaggningsvy):
    form_class = former.TilldelaForm
    blankett = "avvikelser.tilldela"
    rubrik = "Utse utredare"
    ingress = "Utredaren ser ärendet under Väntar på dig."
    knapp = "Utse"
    klart = "Utredaren är utsedd."

    def utfor(self, form: former.TilldelaForm) -> None:
        handlingar.tilldela(
            avvikelse=form.instance,
            av=self.request.user,
            utredare=form.cleaned_data["utredare"],
            beslutare=form.cleaned_data["beslutare"],
        )


class Besluta(Handlaggningsvy):
    """The investigation's result: saved by a handler, decided by the decider with the button for it."""

    form_class = former.BeslutForm
    template_name = "avvikelser/besluta.html"
    blankett = "avvikelser.besluta"
    rubrik = "Utredning och beslut"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        arende = self.get_object()
        if arende.status in EFTER_BESLUT:
            messages.info(request, BESLUT_FATTAT)
            return redirect(arende)
        return super().get(request, *args, **kwargs)

    def utfor(self, form: former.BeslutForm) -> None:
        if self.object.status in EFTER_BESLUT:
            raise ValidationError(BESLUT_FATTAT)
        if "beslut" in self.request.POST:
            handlingar.besluta_avvikelse(avvikelse=form.instance, av=self.request.user)
            self.klart = "Beslutet är fattat."
        else:
            handlingar.spara_andring(avvikelse=form.instance, av=self.request.user, orsak="Utredningen ändrades")
            self.klart = "Utredningen är sparad."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kan = self.object.status == Status.UTREDS and self.object.far_besluta(self.request.user)
        return super().get_context_data(kan_besluta=kan, **kwargs)


class Omklassificera(UtkastVy, LoginRequiredMixin, FormView):
    """Correct a kind that was wrong."""

    blankett = "avvikelser.omklassificera"
    form_class = former.OmklassificeraForm
    template_name = "avvikelser/handlagg.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            self.arende = get_object_or_404(Avvikelse.objects.synliga_for(request.user), pk=kwargs["pk"])
            if not self.arende.far_handlagga(request.user):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "arende": self.arende}

    def form_valid(self, form: former.OmklassificeraForm) -> HttpResponse:
        try:
            arende = handlingar.omklassificera(
                avvikelse=self.arende,
                av=self.request.user,
                slag=form.cleaned_data["slag"],
                skal=form.cleaned_data["skal"],
            )
        except ValidationError as fel:
            form.add_error(None, fel)
            return self.form_invalid(form)
        glom_utkast(self.utkastplats())
        messages.success(self.request, f"Slaget är nu {arende.slag_visat}.")
        return redirect(arende if arende.far_lasa(self.request.user) else "avvikelser:lista")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            arende=self.arende,
            rubrik="Ändra slag",
            ingress=f"Ärendet är nu {self.arende.slag_visat}. Ändra bara om det blev fel; "
            "omklassificerade ärenden räknas för sig.",
            knapp="Ändra slag",
            **kwargs,
        )

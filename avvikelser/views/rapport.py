"""Telling what happened: the report, its receipt, own reports, and complaints taken down by a handler."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, ListView

from avvikelser.forms.rapport import KlagomalForm, RapportForm
from avvikelser.frist import bedomning_senast
from avvikelser.handlingar import narmaste_chefer, registrera_avvikelse, rubrik_ur
from avvikelser.models import Avvikelse
from kvalitet.models import Enhet
from kvalitet.roller import Ratt
from kvalitet.utkast import UtkastVy


class Registreringsvy(UtkastVy, LoginRequiredMixin, FormView):
    """A form that makes a case once, however many times it is sent."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "inlamningsnyckel": uuid4()}

    def registrera(self, form: Any) -> Avvikelse:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.arende = self.registrera(form)
        except ValidationError as fel:
            form.add_error(None, fel)
            return self.form_invalid(form)
        return super().form_valid(form)


class Rapportera(Registreringsvy):
    template_name = "avvikelser/ny.html"
    form_class = RapportForm
    blankett = "avvikelser.ny"

    @cached_property
    def hemenhet(self) -> Enhet | None:
        return self.request.user.hemenhet()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "hemenhet": self.hemenhet}

    def registrera(self, form: RapportForm) -> Avvikelse:
        avvikelse = form.save(commit=False)
        avvikelse.rubrik = rubrik_ur(avvikelse.handelse)
        return registrera_avvikelse(
            avvikelse=avvikelse, rapportor=self.request.user, nyckel=form.cleaned_data["inlamningsnyckel"]
        )

    def get_success_url(self) -> str:
        return reverse("avvikelser:kvitto", args=[self.arende.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            hemenhet=self.hemenhet,
            chefer=narmaste_chefer(self.hemenhet) if self.hemenhet else [],
            dagar=settings.BEDOMNINGSDAGAR,
            **kwargs,
        )


class RegistreraKlagomal(Registreringsvy):
    template_name = "avvikelser/ny_klagomal.html"
    form_class = KlagomalForm
    blankett = "avvikelser.klagomal"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not far_ta_emot(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def registrera(self, form: KlagomalForm) -> Avvikelse:
        return registrera_avvikelse(
            avvikelse=form.save(commit=False),
            kontakt=form.cleaned_data["kontakt"],
            onskar_svar=form.cleaned_data["onskar_svar"],
            nyckel=form.cleaned_data["inlamningsnyckel"],
        )

    def get_success_url(self) -> str:
        messages.success(self.request, f"Ärende {self.arende.nummer} är registrerat.")
        if self.arende.far_lasa(self.request.user):
            return self.arende.get_absolute_url()
        return reverse("avvikelser:lista")


def far_ta_emot(anvandare: Any) -> bool:
    """Whether the person takes complaints down: handlers, investigators and quality developers."""
    return any(anvandare.har_ratt(r) for r in (Ratt.ARENDE_HANDLAGGA, Ratt.ARENDE_UTREDA, Ratt.ARENDE_LASA))


@login_required
def kvitto(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt, for the reporter alone: number, what happens next and by whom."""
    arende = get_object_or_404(Avvikelse.objects.rapporterade_av(request.user).select_related("enhet"), pk=pk)
    return render(
        request,
        "avvikelser/kvitto.html",
        {
            "arende": arende,
            "senast": bedomning_senast(arende),
            "chefer": [] if arende.galler_chef else narmaste_chefer(arende.enhet),
        },
    )


class Mina(LoginRequiredMixin, ListView):
    """Own reports with their state and the answer, newest first."""

    template_name = "avvikelser/mina.html"
    context_object_name = "arenden"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[Avvikelse]:
        return (
            Avvikelse.objects.rapporterade_av(self.request.user).select_related("enhet").order_by("-registrerad", "-pk")
        )

"""The report templates: their sections in order, with guidance and figures, for those who keep the house's lists."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from kvalitet import sidor
from kvalitet.roller import Ratt
from rapporter import underlag
from rapporter.forms import MallavsnittForm
from rapporter.handlingar import flytta_mallavsnitt
from rapporter.models import Mallavsnitt, Rapportmall


class Mallar(LoginRequiredMixin, TemplateView):
    """Every template with its sections."""

    template_name = "rapporter/mallar.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.har_ratt(Ratt.LISTOR):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        namn = dict(underlag.val())
        mallar = Rapportmall.objects.prefetch_related("avsnitt")
        delar = [(m, [(a, [namn[n] for n in a.underlag if n in namn]) for a in m.avsnitt.all()]) for m in mallar]
        return super().get_context_data(mallar=delar, **kwargs)


class Andra(sidor.Husets, sidor.Andra):
    """Heading, guidance and figures of one section."""

    model = Mallavsnitt
    form_class = MallavsnittForm
    ratt = Ratt.LISTOR
    blankett = "mallavsnitt"
    rubrik = "Ändra avsnittet"
    ingress = "Ändringen gäller rapporter som skapas efter den. Rapporter som redan finns behåller sina avsnitt."

    def brod(self) -> sidor.Brodsmulor:
        return [("Rapporter", reverse("rapporter:lista")), ("Mallar", reverse("rapporter:mallar"))]


@require_POST
@login_required
def flytta(request: HttpRequest, pk: int, hall: str) -> HttpResponse:
    """One step up or down. The first cannot go up, and stays."""
    if not request.user.har_ratt(Ratt.LISTOR):  # type: ignore[union-attr]
        raise PermissionDenied
    avsnitt = flytta_mallavsnitt(avsnitt=pk, upp=hall == "upp")
    messages.success(request, f"{avsnitt.rubrik} är flyttat.")
    return redirect(avsnitt)

"""Actions tied to a case."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView

from avvikelser import handlingar
from avvikelser.forms.handlaggning import AtgardForm
from avvikelser.models import Avvikelse
from kvalitet.utkast import UtkastVy


class KopplaAtgard(UtkastVy, LoginRequiredMixin, FormView):
    """Choose an action that exists in the unit or write a new one."""

    form_class = AtgardForm
    template_name = "avvikelser/atgard.html"
    blankett = "avvikelser.atgard"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            self.arende = get_object_or_404(
                Avvikelse.objects.synliga_for(request.user).select_related("enhet"), pk=kwargs["pk"]
            )
            if not self.arende.far_handlagga(request.user):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "arende": self.arende, "anvandare": self.request.user}

    def get_success_url(self) -> str:
        return self.arende.get_absolute_url()

    def form_valid(self, form: AtgardForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            if data["befintlig"]:
                handlingar.koppla_atgard(avvikelse=self.arende, av=self.request.user, atgard=data["befintlig"])
            else:
                handlingar.ny_atgard(
                    avvikelse=self.arende,
                    av=self.request.user,
                    rubrik=data["rubrik"],
                    ansvarig=data["ansvarig"],
                    senast=data["senast"],
                )
        except ValidationError as fel:
            form.add_error(None, fel)
            return self.form_invalid(form)
        messages.success(self.request, "Åtgärden är knuten till ärendet.")
        return super().form_valid(form)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.arende.ar_oppet:
            messages.info(request, "Ärendet är stängt. Öppna det igen innan du ändrar.")
            return redirect(self.arende)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(arende=self.arende, **kwargs)

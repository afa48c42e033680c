"""Changing a report's state: one page per transition, saying what will happen, with what must be filled in."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView

from rapporter import handlingar
from rapporter.forms import BekraftaForm, BeslutForm, MotiveringForm
from rapporter.frysning import Frysfel, frys
from rapporter.models import Rapportdokument

Status = Rapportdokument.Status


@dataclass(frozen=True)
class Sida:
    """A transition's page: what it says before and after, and its form."""

    form: type[forms.Form]
    text: str
    klart: str


SIDOR = {
    Status.GRANSKNING: Sida(
        BekraftaForm,
        "De som ansvarar för rapporter i enheten ser den bland det som väntar på dem. Texterna kan ändras under tiden.",
        "Rapporten är skickad till granskning.",
    ),
    Status.UTKAST: Sida(
        MotiveringForm,
        "Rapporten blir ett utkast igen. Skriv vad som behöver ändras.",
        "Rapporten är tillbaka som utkast.",
    ),
    Status.KLAR_FOR_NAMND: Sida(
        BekraftaForm,
        "Siffrorna räknas nu för sista gången. Texter, siffror, de poster siffrorna bygger på och pdf-filen sparas och "
        "går därefter inte att ändra. Upptäcks ett fel senare görs en rättad utgåva efter återremiss.",
        "Rapporten är klar för nämnd. Texter, siffror och pdf är frusna.",
    ),
    Status.FASTSTALLD: Sida(BeslutForm, "Ange när nämnden fastställde rapporten.", "Nämndens beslut är registrerat."),
    Status.ATERREMITTERAD: Sida(
        MotiveringForm,
        "Nämnden skickade tillbaka rapporten. Skriv varför. Sedan kan en rättad utgåva göras.",
        "Återremissen är registrerad.",
    ),
    Status.ERSATT: Sida(
        BekraftaForm,
        "En ny utgåva skapas som utkast med samma texter. Den här finns kvar som den skickades, märkt som ersatt.",
        "En rättad utgåva är skapad som utkast.",
    ),
}


class BytLage(LoginRequiredMixin, FormView):
    """404 for a state that is none or a report one may not see, 403 when the transition is not the person's."""

    template_name = "rapporter/byt_lage.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.till = kwargs["till"]
        if self.till not in SIDOR:
            raise Http404
        self.rapport = get_object_or_404(
            Rapportdokument.objects.synliga_for(request.user).select_related("mall", "enhet"), pk=kwargs["pk"]
        )
        if self.rapport.status == self.till and request.method == "POST":  # a second press
            return redirect(self.rapport)
        overgangar = [o for o in self.rapport.overgangar_harifran() if o.till == self.till]
        if not overgangar:
            if not any(o.till == self.till and self.rapport.far(o, request.user) for o in Rapportdokument.OVERGANGAR):
                raise PermissionDenied
            messages.error(request, f"Det går inte nu: rapporten är {self.rapport.get_status_display()}.")
            return redirect(self.rapport)
        self.overgang = overgangar[0]
        if not self.rapport.far(self.overgang, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[forms.Form]:
        return SIDOR[self.till].form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            rapport = self._utfor(form)
        except ValidationError as fel:
            form.add_error(None, fel)
            return self.form_invalid(form)
        except Frysfel as fel:
            form.add_error(None, str(fel))
            return self.form_invalid(form)
        messages.success(self.request, SIDOR[self.till].klart)
        return redirect(rapport)

    def _utfor(self, form: forms.Form) -> Rapportdokument:
        pk, av = self.rapport.pk, self.request.user
        if self.till == Status.KLAR_FOR_NAMND:
            return frys(dokument=pk, av=av)
        if self.till == Status.FASTSTALLD:
            return handlingar.faststall(dokument=pk, av=av, **form.cleaned_data)
        if self.till == Status.ERSATT:
            return handlingar.ny_utgava(dokument=pk, av=av)
        return handlingar.byt_lage(
            dokument=pk, till=self.till, av=av, motivering=form.cleaned_data.get("motivering", "")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sida = SIDOR[self.till]
        return super().get_context_data(dokument=self.rapport, overgang=self.overgang, text=sida.text, **kwargs)

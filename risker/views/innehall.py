"""A draft plan's parts: rows moved and taken out, improvement areas, risks that live on from the plan before."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, UpdateView, View

from kvalitet import sidor
from kvalitet.utkast import UtkastVy
from risker.forms_planer import OmradeForm, TaOverForm
from risker.handlingar import att_ta_over, flytta_rad, ta_bort_rad, ta_over
from risker.models import Forbattringsomrade, Kvalitetsplan, Planrad
from risker.views.gemensamt import PlanensSida, krav_utkast


class UtkastetsDel(PlanensSida):
    """Mixin: a part of a draft plan, `delmodell` with the key `pk`."""

    krav = staticmethod(krav_utkast)
    delmodell: Any = Planrad
    delen: Any

    def forbered(self) -> None:
        self.delen = get_object_or_404(self.delmodell, pk=self.kwargs["pk"], plan=self.plan)


class FlyttaRad(UtkastetsDel, LoginRequiredMixin, View):
    """POST: one step up or down under the same process."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, plan_pk: int, pk: int, hall: str) -> HttpResponse:
        flytta_rad(rad=self.delen, upp=hall == "upp")
        return redirect(f"{self.plan.get_absolute_url()}#rad-{pk}")


class Bekraftelse(forms.Form):
    """Nothing to fill in: the page asks, the button answers."""

    def __init__(self, *args: Any, anvandare: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class TaBort(UtkastetsDel, sidor.Blankett, LoginRequiredMixin, FormView):  # type: ignore[misc]
    """Asks before something is taken out of the draft."""

    form_class = Bekraftelse
    knapp = "Ta bort"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"ingress": str(self.delen)}


class TaBortRad(TaBort):
    rubrik = "Ta bort risken ur planen?"
    besked = "Risken är borttagen ur planen. Den finns kvar i registret över risker."

    def form_valid(self, form: Any) -> HttpResponse:
        ta_bort_rad(rad=self.delen)
        return super().form_valid(form)


class TaBortOmrade(TaBort):
    delmodell = Forbattringsomrade
    rubrik = "Ta bort förbättringsområdet?"
    besked = "Förbättringsområdet är borttaget."

    def form_valid(self, form: Any) -> HttpResponse:
        self.delen.delete()
        return super().form_valid(form)


class NyttOmrade(PlanensSida, sidor.Ny):
    model = Forbattringsomrade
    form_class = OmradeForm
    blankett = "forbattringsomrade"
    rubrik = "Nytt förbättringsområde"
    plannyckel = "pk"
    krav = staticmethod(krav_utkast)

    def form_valid(self, form: OmradeForm) -> HttpResponse:
        form.instance.plan = self.plan
        form.instance.ordning = (self.plan.forbattringsomraden.aggregate(sist=Max("ordning"))["sist"] or 0) + 1
        return super().form_valid(form)


class AndraOmrade(UtkastetsDel, UtkastVy, sidor.Blankett, LoginRequiredMixin, UpdateView):  # type: ignore[misc]
    delmodell = Forbattringsomrade
    form_class = OmradeForm
    blankett = "forbattringsomrade_andra"
    rubrik = "Ändra förbättringsområdet"

    def get_object(self, queryset: Any = None) -> Forbattringsomrade:
        return self.delen


class TaOver(PlanensSida, sidor.Blankett, LoginRequiredMixin, FormView):  # type: ignore[misc]
    """What the unit's plan before did not remedy, proposed with its age."""

    form_class = TaOverForm
    plannyckel = "pk"
    krav = staticmethod(krav_utkast)
    rubrik = "Ta över från förra planen"
    ingress = (
        "Ingen risk försvinner mellan två år. Egenkontroller som fortfarande görs och åtgärder som lever följer med."
    )
    knapp = "Ta över de valda"
    besked = "Riskerna följs nu också i den här planen."

    def forbered(self) -> None:
        if self.request.method == "GET" and not att_ta_over(self.plan).exists():
            raise Http404("Det finns inget att ta över.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "plan": self.plan}

    def form_valid(self, form: TaOverForm) -> HttpResponse:
        ta_over(plan=self.plan, rader=form.cleaned_data["rader"])
        return super().form_valid(form)


def till_ny_plan(request: HttpRequest, plan: Kvalitetsplan) -> str:
    """Where a new plan leads: to what can be taken over, or to the plan itself."""
    if not att_ta_over(plan).exists():
        return plan.get_absolute_url()
    messages.info(request, "Förra planen har risker som inte är avhjälpta.")
    return reverse("risker:ta_over", args=[plan.pk])

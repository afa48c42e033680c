"""A plan's rows: new risk, outcome, which self-checks and actions belong where."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView

from egenkontroller.forms import EgenkontrollForm
from egenkontroller.models import Egenkontroll
from kvalitet import sidor
from kvalitet.forms_register import AtgardForm
from kvalitet.models import Atgard, Process
from risker.forms import KopplaForm, LageForm, NyRadForm
from risker.handlingar import koppla, lagg_till_rad
from risker.models import Kvalitetsplan, Planprocess, Planrad, Risk
from risker.views.gemensamt import PlanensSida


class NyRad(PlanensSida, sidor.Ny):
    model = Risk
    form_class = NyRadForm
    blankett = "planrad"
    rubrik = "Lägg till risk"
    plannyckel = "pk"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "plan": self.plan}

    @transaction.atomic
    def form_valid(self, form: NyRadForm) -> HttpResponse:
        befintlig = form.cleaned_data["befintlig"]
        if befintlig is None:
            svar = super().form_valid(form)
            risk = self.object
        else:
            risk = befintlig
            messages.success(self.request, "Risken följs nu också i den här planen.")
            svar = redirect(self.get_success_url())
        lagg_till_rad(plan=self.plan, risk=risk, enhet=form.cleaned_data["enhet"])
        return svar


class Lage(sidor.Andra):
    """The outcome of a risk at the year's end."""

    model = Planrad
    form_class = LageForm
    blankett = "planrad_lage"
    rubrik = "Sätt läge"
    besked = "Läget är sparat."
    med = ("plan__enhet", "risk")

    def krav_ratt(self, post: Planrad) -> None:
        if not self.request.user.har_ratt(self.ratt, post.plan.enhet_id):  # type: ignore[union-attr]
            raise PermissionDenied
        if post.plan.status != Kvalitetsplan.Status.FASTSTALLD:
            raise PermissionDenied("Läge sätts när planen är fastställd.")

    def brod(self) -> sidor.Brodsmulor:
        plan = self.object.plan
        return [
            ("Plan och risker", reverse("risker:lista")),
            (str(plan), plan.get_absolute_url()),
            ("Uppföljning", reverse("risker:uppfoljning", args=[plan.pk])),
        ]

    def tillbaka(self) -> str:
        return reverse("risker:uppfoljning", args=[self.object.plan_id])

    def get_success_url(self) -> str:
        return self.tillbaka()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"ingress": self.object.risk.text}


class Platsen(PlanensSida):
    """Mixin: a place in the plan that holds self-checks and actions. `slag` is "rad" or "process"."""

    plats: Planrad | Planprocess

    def forbered(self) -> None:
        modell: Any = {"rad": Planrad, "process": Planprocess}[self.kwargs["slag"]]
        self.plats = get_object_or_404(modell, pk=self.kwargs["pk"], plan=self.plan)

    @property
    def process(self) -> Process | None:
        return self.plats.risk.process if isinstance(self.plats, Planrad) else self.plats.process

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ingress = f"{'Risk' if isinstance(self.plats, Planrad) else 'Process'}: {self.plats}"
        return super().get_context_data(**kwargs) | {"ingress": ingress}  # type: ignore[misc]

    def get_initial(self) -> dict[str, Any]:
        enhet = self.plats.enhet_id if isinstance(self.plats, Planrad) else self.plan.enhet_id
        return {"enhet": enhet, "process": self.process}


class Koppla(Platsen, sidor.Blankett, LoginRequiredMixin, FormView):  # type: ignore[misc]
    form_class = KopplaForm
    rubrik = "Välj egenkontroller och åtgärder"
    besked = "Kopplingarna är sparade."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "plan": self.plan, "plats": self.plats}

    def get_initial(self) -> dict[str, Any]:
        return {}

    def form_valid(self, form: KopplaForm) -> HttpResponse:
        koppla(plats=self.plats, plan=self.plan, **form.cleaned_data)
        return super().form_valid(form)


class NyEgenkontroll(Platsen, sidor.Ny):
    model = Egenkontroll
    form_class = EgenkontrollForm
    blankett = "planens_egenkontroll"
    rubrik = "Ny egenkontroll"

    @transaction.atomic
    def form_valid(self, form: EgenkontrollForm) -> HttpResponse:
        svar = super().form_valid(form)
        self.plats.egenkontroller.add(self.object)
        self.plan.oppna_egenkontroller()
        return svar


class NyAtgard(Platsen, sidor.Ny):
    model = Atgard
    form_class = AtgardForm
    blankett = "planens_atgard"
    rubrik = "Ny åtgärd"

    @transaction.atomic
    def form_valid(self, form: AtgardForm) -> HttpResponse:
        svar = super().form_valid(form)
        self.plats.atgarder.add(self.object)
        return svar

"""What belongs to an audit and is written on pages of its own: findings, points of the plan, actions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import FormView

from granskningar.forms.granskning import IakttagelseForm, KopplaAtgarder, PunktForm
from granskningar.handlingar import koppla_atgarder, ny_atgard
from granskningar.models import Atgardspunkt, Granskning, Iakttagelse
from granskningar.views.gemensamt import Rumsandra, Rumsny, UnderPost
from kvalitet import sidor
from kvalitet.forms_register import AtgardForm
from kvalitet.models import Atgard
from kvalitet.utkast import glom_utkast


def brod_for(granskning: Granskning) -> sidor.Brodsmulor:
    return [
        ("Granskningar", reverse("granskningar:lista")),
        (granskning.rubrik[:60], granskning.get_absolute_url()),
    ]


class NyDel(UnderPost, Rumsny):
    """Something new below an audit."""

    over_modell = Granskning

    def brod(self) -> sidor.Brodsmulor:
        return brod_for(self.over)

    def form_valid(self, form: Any) -> HttpResponse:
        form.instance.granskning = self.over
        return super().form_valid(form)


class AndraDel(Rumsandra):
    """Change something that belongs to an audit."""

    med = ("granskning",)

    def brod(self) -> sidor.Brodsmulor:
        return brod_for(self.object.granskning)


class NyIakttagelse(NyDel):
    model = Iakttagelse
    form_class = IakttagelseForm
    blankett = "granskning.iakttagelse"
    rubrik = "Ny iakttagelse"


class AndraIakttagelse(AndraDel):
    model = Iakttagelse
    form_class = IakttagelseForm
    blankett = "iakttagelse"
    rubrik = "Ändra iakttagelsen"


class NyPunkt(NyDel):
    model = Atgardspunkt
    form_class = PunktForm
    blankett = "granskning.punkt"
    rubrik = "Ny åtgärdspunkt"
    ingress = "Det utföraren ska rätta till. Egna åtgärder läggs i åtgärdsregistret."


class AndraPunkt(AndraDel):
    model = Atgardspunkt
    form_class = PunktForm
    blankett = "atgardspunkt"
    rubrik = "Ändra åtgärdspunkten"


class NyAtgard(UnderPost, sidor.Ny):
    """A new action of the municipality's own, tied to the audit. Needs the right to plan in some unit too."""

    over_modell = Granskning
    model = Atgard
    form_class = AtgardForm
    blankett = "granskning.atgard"
    rubrik = "Ny åtgärd"
    ingress = "Det vi själva ska göra efter granskningen. Åtgärden finns kvar i registret tills effekten är uppföljd."

    def brod(self) -> sidor.Brodsmulor:
        return brod_for(self.over)

    def form_valid(self, form: AtgardForm) -> HttpResponse:
        ny_atgard(granskning=self.over, atgard=form.instance)
        messages.success(self.request, "Åtgärden är sparad och hör till granskningen.")
        glom_utkast(self.utkastplats())
        return HttpResponseRedirect(self.over.get_absolute_url())


class Koppla(UnderPost, sidor.Blankett, LoginRequiredMixin, FormView):
    """Choose which of the register's actions belong to the audit."""

    over_modell = Granskning
    form_class = KopplaAtgarder
    rubrik = "Koppla åtgärder"
    ingress = "Kryssa för de åtgärder i registret som kommer av granskningen."
    besked = "Åtgärderna är kopplade till granskningen."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "granskning": self.over}

    def get_success_url(self) -> str:
        return self.over.get_absolute_url()

    def brod(self) -> sidor.Brodsmulor:
        return brod_for(self.over)

    def form_valid(self, form: KopplaAtgarder) -> HttpResponse:
        koppla_atgarder(
            granskning=self.over, atgarder=form.cleaned_data["atgarder"], bland=form.fields["atgarder"].queryset
        )
        return super().form_valid(form)

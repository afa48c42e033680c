"""Actions of an inspection or a training: choose among those that exist, or write a new one."""

from typing import Any, ClassVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView

from kvalitet import sidor
from kvalitet.forms_handelser import KopplaAtgarderForm
from kvalitet.forms_register import AtgardForm
from kvalitet.models import Atgard, Kompetensinsats, Tillsyn
from kvalitet.roller import Ratt


class VidKalla:
    """Mixin: a page about the record `kalla`, for those who may change it."""

    kallmodell: ClassVar[type[Tillsyn] | type[Kompetensinsats]]
    lista: ClassVar[tuple[str, str]]
    kalla: Tillsyn | Kompetensinsats

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            synliga = self.kallmodell.objects.synliga_for(request.user).select_related("enhet")
            self.kalla = get_object_or_404(synliga, pk=kwargs["pk"])
            if not request.user.har_ratt(Ratt.PLAN_REDIGERA, self.kalla.enhet_id):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def brod(self) -> sidor.Brodsmulor:
        titel, url_namn = self.lista
        return [(titel, reverse(url_namn)), (str(self.kalla)[:60], self.kalla.get_absolute_url())]

    def get_success_url(self) -> str:
        return self.kalla.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"ingress": str(self.kalla)}  # type: ignore[misc]


class Koppla(VidKalla, sidor.Blankett, LoginRequiredMixin, FormView):  # type: ignore[misc]
    form_class = KopplaAtgarderForm
    rubrik = "Välj åtgärder"
    besked = "Kopplingarna är sparade."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "kalla": self.kalla}

    def form_valid(self, form: KopplaAtgarderForm) -> HttpResponse:
        bland: Any = form.fields["atgarder"]
        self.kalla.koppla_atgarder(form.cleaned_data["atgarder"], bland=bland.queryset)
        return super().form_valid(form)


class NyAtgard(VidKalla, sidor.Ny):
    model = Atgard
    form_class = AtgardForm
    rubrik = "Ny åtgärd"

    def get_initial(self) -> dict[str, Any]:
        return {"enhet": self.kalla.enhet_id}

    @transaction.atomic
    def form_valid(self, form: AtgardForm) -> HttpResponse:
        svar = super().form_valid(form)
        self.kalla.lagg_till_atgard(self.object)
        return svar


class TillsynKoppla(Koppla):
    kallmodell, lista = Tillsyn, ("Tillsyn", "tillsyn_lista")


class TillsynNyAtgard(NyAtgard):
    kallmodell, lista, blankett = Tillsyn, ("Tillsyn", "tillsyn_lista"), "tillsyn_atgard"


class KompetensKoppla(Koppla):
    kallmodell, lista = Kompetensinsats, ("Kompetens", "kompetens_lista")


class KompetensNyAtgard(NyAtgard):
    kallmodell, lista, blankett = Kompetensinsats, ("Kompetens", "kompetens_lista"), "kompetens_atgard"

"""What the rooms' pages share: one register for the house, so the right anywhere is enough."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import DetailView

from kvalitet import sidor
from kvalitet.historik import historik
from kvalitet.listor import Lista
from kvalitet.roller import Ratt

Brodsmula = tuple[str, str]  # what a list is called, and its url name


class Rumslista(Lista):
    """A list of the register."""

    skapa_ratt = Ratt.UTFORARE_REDIGERA
    model: Any
    med: tuple[str, ...] = ()

    def get_queryset(self) -> Any:
        return self.model.objects.synliga_for(self.request.user).select_related(*self.med)


class Rumssida(LoginRequiredMixin, sidor.Synliga, DetailView):
    """A record's page. `lista` is the title and url name of its list; the other addresses are named alike.

    In the context: `far_andra`, whether the person may change it, and `adress` of list, page, change and history.
    """

    lista: Brodsmula
    med: tuple[str, ...] = ("verksamhet__utforare", "insatskategori")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rot = self.lista[1].removesuffix("lista")
        adress = {namn: reverse(f"{rot}{namn}", args=[self.object.pk]) for namn in ("visa", "andra", "historik")}
        return super().get_context_data(
            far_andra=self.request.user.har_ratt(Ratt.UTFORARE_REDIGERA),
            adress=adress | {"lista": reverse(self.lista[1])},
            listnamn=self.lista[0],
            **kwargs,
        )


class Rumshistorik(Rumssida):
    """All versions of the record. `dolj`: fields whose values not everyone who reads the record may know."""

    template_name = "granskningar/historik.html"
    dolj: frozenset[str] = frozenset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(versioner=historik(self.object, dolj=self.dolj), **kwargs)


class Rumsny(sidor.Ny):
    """Create a record of the register. `lista` as on its page."""

    ratt = Ratt.UTFORARE_REDIGERA
    lista: Brodsmula

    def brod(self) -> sidor.Brodsmulor:
        return [(self.lista[0], reverse(self.lista[1]))]


class Rumsandra(sidor.Andra):
    """Change a record of the register. `lista` as on its page."""

    ratt = Ratt.UTFORARE_REDIGERA
    lista: Brodsmula
    med: tuple[str, ...] = ()

    def brod(self) -> sidor.Brodsmulor:
        return [(self.lista[0], reverse(self.lista[1])), (str(self.object)[:60], self.object.get_absolute_url())]

    def krav_ratt(self, post: Any) -> None:
        if not self.request.user.har_ratt(self.ratt):
            raise PermissionDenied


class UnderPost:
    """Mixin before a page for something new below a record that the person may change: `self.over` is that record."""

    over_modell: Any
    over_med: tuple[str, ...] = ()

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            synliga = self.over_modell.objects.synliga_for(request.user).select_related(*self.over_med)
            self.over = get_object_or_404(synliga, pk=kwargs["pk"])
            if not request.user.har_ratt(Ratt.UTFORARE_REDIGERA):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def vald(fraga: Any, varde: str | None) -> Any:
    """The record an address asks for ("?verksamhet=7"), or None when there is none that the query gives."""
    return fraga.filter(pk=int(varde)).first() if varde and varde.isdecimal() and len(varde) < 19 else None

"""What the pages about a plan's parts share."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from kvalitet.roller import Ratt
from kvalitet.sidor import Brodsmulor
from risker.models import Kvalitetsplan


def krav_oppen(plan: Kvalitetsplan) -> None:
    """Raises PermissionDenied when the plan has been followed up: then it is kept as it ended."""
    if plan.status == Kvalitetsplan.Status.UPPFOLJD:
        raise PermissionDenied("Planen är uppföljd. Öppna uppföljningen innan något ändras.")


def krav_utkast(plan: Kvalitetsplan) -> None:
    """Raises PermissionDenied when the plan has been adopted: then its rows stand as they were adopted."""
    if plan.status != Kvalitetsplan.Status.UTKAST:
        raise PermissionDenied("Planen är fastställd. Öppna den som utkast innan den görs om.")


class PlanensSida:
    """Mixin before a page about something in a plan: 404 outside access, 403 without the right to change.

    `krav` says what must hold of the plan for it to be changed here.
    """

    plan: Kvalitetsplan
    kwargs: dict[str, Any]
    plannyckel = "plan_pk"
    krav: ClassVar[Callable[[Kvalitetsplan], None]] = staticmethod(krav_oppen)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        tillaten = (request.method or "").lower() in self.http_method_names  # type: ignore[attr-defined]
        if request.user.is_authenticated and tillaten:
            planer = Kvalitetsplan.objects.synliga_for(request.user).select_related("enhet")
            self.plan = get_object_or_404(planer, pk=kwargs[self.plannyckel])
            if not request.user.har_ratt(Ratt.PLAN_REDIGERA, self.plan.enhet_id):
                raise PermissionDenied
            self.krav(self.plan)
            self.forbered()
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def forbered(self) -> None:
        """Fetch what else the address names, once the plan is known to be seen and open."""

    def brod(self) -> Brodsmulor:
        return [("Plan och risker", reverse("risker:lista")), (str(self.plan), self.plan.get_absolute_url())]

    def get_success_url(self) -> str:
        return self.plan.get_absolute_url()

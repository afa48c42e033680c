"""A quality plan as a document: on the page, and as PDF and Word made in the background."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from kvalitet.models import Jobb
from rapporter.kontext import bygg
from rapporter.plandokument import innehall_for_plan
from rapporter.planfiler import FORMAT, bestall_planfil, slag
from risker.models import Kvalitetsplan


class Plandokument(LoginRequiredMixin, DetailView):
    """The whole plan on one page, its long tables cut."""

    model = Kvalitetsplan
    context_object_name = "plan"
    template_name = "rapporter/plandokument.html"

    def get_queryset(self) -> QuerySet[Kvalitetsplan]:
        synliga = Kvalitetsplan.objects.synliga_for(self.request.user)  # type: ignore[arg-type]
        return synliga.select_related("enhet", "faststalld_av")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.object
        egna = Jobb.objects.synliga_for(self.request.user).filter(slag__in=[slag(f) for f in FORMAT])  # type: ignore[arg-type]
        senaste = {j.slag: j for j in egna.filter(nyckel=f"{self.request.user.pk}:{plan.pk}").order_by("pk")}
        return super().get_context_data(
            **bygg(innehall_for_plan(plan), utkast=plan.status == Kvalitetsplan.Status.UTKAST, korta=True),
            lankar=True,
            filer=[(nyckel, f.namn, senaste.get(slag(nyckel))) for nyckel, f in FORMAT.items()],
            **kwargs,
        )


@require_POST
@login_required
def bestall(request: HttpRequest, pk: int, format_: str) -> HttpResponse:
    """Ask for a file of the plan."""
    plan = get_object_or_404(Kvalitetsplan.objects.synliga_for(request.user).select_related("enhet"), pk=pk)  # type: ignore[arg-type]
    if format_ not in FORMAT:
        raise Http404
    bestall_planfil(plan, format_, av=request.user)  # type: ignore[arg-type]
    return redirect("rapporter:plandokument", pk)

"""Pages about work in the background: how it goes, what it gave, and what an administrator must see to."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from kvalitet.jobb import bestall_igen, far_hamta, slagets_namn
from kvalitet.models import Jobb, Utskick
from kvalitet.roller import Ratt

VISAS_I_RUTAN = {"application/pdf"}  # opened in the browser; everything else is saved


@login_required
@require_safe
def visa(request: HttpRequest, pk: int) -> HttpResponse:
    """How one's own job goes. A page that asks by itself gets the box alone, and nothing while nothing has happened."""
    jobb = get_object_or_404(Jobb.objects.synliga_for(request.user), pk=pk)
    if not request.htmx or request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "jobb/visa.html", {"jobb": jobb})
    if request.GET.get("sett") == jobb.marke:
        return HttpResponse(status=204)
    return render(request, "jobb/_ruta.html", {"jobb": jobb})


@login_required
@require_safe
def fil(request: HttpRequest, pk: int) -> FileResponse:
    """The file that one's own job gave, while it is kept and one still may read what it shows."""
    jobb = get_object_or_404(Jobb.objects.synliga_for(request.user), pk=pk)
    if not jobb.har_fil or not far_hamta(jobb, request.user) or not jobb.fil.storage.exists(str(jobb.fil.name)):  # type: ignore[arg-type]
        raise Http404
    typ = jobb.resultat.get("typ") or "application/octet-stream"
    svar = FileResponse(
        jobb.fil.open("rb"),
        as_attachment=typ not in VISAS_I_RUTAN,
        filename=jobb.resultat.get("filnamn") or "fil",
        content_type=typ,
    )
    svar["X-Content-Type-Options"] = "nosniff"
    svar["Cache-Control"] = "private, no-store"
    return svar


@login_required
@require_POST
def igen(request: HttpRequest, pk: int) -> HttpResponse:
    """Order a job anew that could not be done: one's own, or as administrator one that the system itself ordered."""
    jobb = Jobb.objects.synliga_for(request.user).filter(pk=pk).first()
    if jobb is None and request.user.har_ratt(Ratt.ORGANISATION):  # type: ignore[union-attr]
        jobb = Jobb.objects.filter(pk=pk, bestalld_av=None).first()
    if jobb is None or jobb.status != Jobb.Status.FEL:
        raise Http404
    ny = bestall_igen(jobb)
    return redirect(ny) if ny.bestalld_av_id else redirect("jobb_fel")


class MinaJobb(LoginRequiredMixin, ListView):
    """What the person has ordered the last month, newest first."""

    template_name = "jobb/lista.html"
    context_object_name = "jobben"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[Jobb]:
        return Jobb.objects.synliga_for(self.request.user).order_by("-bestalld", "-pk")  # type: ignore[arg-type]


class Misslyckade(LoginRequiredMixin, ListView):
    """What could not be done, for the administrator. Says which kind of work and why, not whose or about what."""

    template_name = "jobb/fel.html"
    context_object_name = "jobben"
    paginate_by = 25

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not request.user.har_ratt(Ratt.ORGANISATION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Jobb]:
        return Jobb.objects.misslyckade()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kontext = super().get_context_data(**kwargs)
        kontext["avvisade"] = Utskick.objects.exclude(fel="").select_related("anvandare").order_by("-dag", "pk")[:25]
        kontext["rader"] = [(jobb, slagets_namn(jobb.slag)) for jobb in kontext["jobben"]]
        return kontext

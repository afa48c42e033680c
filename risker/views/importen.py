"""Import in two steps: upload and preview, then confirm. Nothing is saved before the second."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import FormView, View

from kvalitet.export import XLSX
from kvalitet.roller import Ratt
from risker import jobb
from risker.forms import ImportForm
from risker.importen.bok import Importfel
from risker.importen.handling import forhandsgranska, importera
from risker.importen.mall import arbetsbok
from risker.models import Kvalitetsplan, Planfil
from risker.views.gemensamt import PlanensSida


@login_required
@require_safe
def mall(request: HttpRequest) -> HttpResponse:
    """The documented workbook to fill in."""
    svar = HttpResponse(arbetsbok(), content_type=XLSX)
    svar["Content-Disposition"] = 'attachment; filename="kvalitetsplan-mall.xlsx"'
    return svar


class Inlasning(PlanensSida, LoginRequiredMixin, FormView):
    """Upload. Faults are listed on the page; a good file is kept for its owner and leads to the preview."""

    form_class = ImportForm
    template_name = "risker/importera.html"
    plannyckel = "pk"

    def form_valid(self, form: ImportForm) -> HttpResponse:
        fil = form.cleaned_data["fil"]
        innehall = fil.read()
        if len(innehall) <= jobb.STOR:
            try:
                forhandsgranska(plan=self.plan, innehall=innehall)
            except Importfel as fel:
                return self.render_to_response(self.get_context_data(form=form, fel=fel.rader, har_fel=True))
        with transaction.atomic():
            Planfil.objects.filter(anvandare=self.request.user, plan=self.plan).delete()
            planfil = Planfil.objects.create(
                anvandare=self.request.user,  # type: ignore[misc]
                plan=self.plan,
                namn=fil.name[-200:],
                innehall=innehall,
            )
        if jobb.ar_stor(planfil):
            return redirect(jobb.bestall(jobb.GRANSKA, planfil))
        return redirect("risker:forhandsgranska", pk=planfil.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        utkast = self.plan.status == Kvalitetsplan.Status.UTKAST
        return super().get_context_data(plan=self.plan, brod=self.brod(), utkast_plan=utkast, **kwargs)


class Planfilens:
    """Mixin: the person's own file, not older than a day, into a plan that the person may change."""

    request: HttpRequest

    def planfil(self, pk: int) -> Planfil:
        egna = Planfil.objects.synliga_for(self.request.user)  # type: ignore[arg-type]
        planfil = get_object_or_404(egna.select_related("plan__enhet"), pk=pk)
        if not self.request.user.har_ratt(Ratt.PLAN_REDIGERA, planfil.plan.enhet_id):  # type: ignore[union-attr]
            raise PermissionDenied
        return planfil

    def fel(self, planfil: Planfil, fel: Importfel) -> HttpResponse:
        brod = [("Plan och risker", reverse("risker:lista")), (str(planfil.plan), planfil.plan.get_absolute_url())]
        kontext = {"plan": planfil.plan, "form": ImportForm(), "fel": fel.rader, "har_fel": True, "brod": brod}
        return render(self.request, "risker/importera.html", kontext | {"utkast_plan": True})


class Forhandsgranskning(LoginRequiredMixin, Planfilens, View):
    """What the file would change. The plan may have changed since the upload, so it is worked out anew, except for a
    large file, whose preview is made in the background."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        planfil = self.planfil(pk)
        try:
            if not jobb.ar_stor(planfil):
                resultat = forhandsgranska(plan=planfil.plan, innehall=bytes(planfil.innehall))
            elif (granskad := jobb.granskning(planfil)) is None:
                return redirect(jobb.bestall(jobb.GRANSKA, planfil))
            else:
                resultat = granskad
        except Importfel as fel:
            return self.fel(planfil, fel)
        kontext = {"planfil": planfil, "plan": planfil.plan, "resultat": resultat}
        return render(request, "risker/forhandsgranska.html", kontext)


class Bekrafta(LoginRequiredMixin, Planfilens, View):
    """Import the file that has been previewed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        planfil = self.planfil(pk)
        if jobb.ar_stor(planfil):
            return redirect(jobb.bestall(jobb.LAS_IN, planfil))
        try:
            with transaction.atomic():
                resultat = importera(plan=planfil.plan, innehall=bytes(planfil.innehall), namn=planfil.namn)
                planfil.delete()
        except Importfel as fel:
            return self.fel(planfil, fel)
        nya, andrade = len(resultat.nya), len(resultat.andrade)
        messages.success(request, f"Planen är inläst: {nya} nya poster och {andrade} ändrade.")
        return redirect(planfil.plan)

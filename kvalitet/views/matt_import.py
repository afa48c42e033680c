"""Values from a file in two steps: upload and preview, then confirm. Nothing is saved before the second."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import FormView, View

from kvalitet.export import XLSX
from kvalitet.forms_matt import InlasningForm
from kvalitet.kalkylfil import Importfel
from kvalitet.matt_import import granska, importera, mall
from kvalitet.models import Kriterium
from kvalitet.ordning import pa_svenska
from kvalitet.roller import Ratt

FILNAMN = "matt_inlasning"  # the session's name for the uploaded file's own name
VISAS = 100


class FarLasaIn(LoginRequiredMixin):
    """Mixin: those who may change measures somewhere. The uploaded file waits in private storage, one per person."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not request.user.har_ratt(Ratt.MATT_REDIGERA):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def plats(self) -> str:
        return f"inlasningar/matvarden-{self.request.user.pk}"

    def fil(self) -> dict[str, Any] | None:
        """What is to be read, or None when no file waits."""
        namn = self.request.session.get(FILNAMN)
        if not namn or not default_storage.exists(self.plats):
            return None
        with default_storage.open(self.plats) as fil:
            return {"anvandare": self.request.user, "innehall": fil.read(), "namn": namn}

    def fel(self, fel: Importfel) -> HttpResponse:
        return render(self.request, "matvarden/importera.html", {"form": InlasningForm(), "fel": fel.rader})


class Mall(FarLasaIn, View):
    """The workbook to fill in."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        synliga = Kriterium.objects.synliga_for(request.user).filter(giltig=True)  # type: ignore[arg-type]
        svar = HttpResponse(mall(list(synliga.order_by(pa_svenska("sortering"), "pk"))), content_type=XLSX)
        svar["Content-Disposition"] = 'attachment; filename="matvarden-mall.xlsx"'
        return svar


class Inlasning(FarLasaIn, FormView):
    """Upload. Faults are listed on the page; a good file is kept for its owner and leads to the preview."""

    form_class = InlasningForm
    template_name = "matvarden/importera.html"

    def form_valid(self, form: InlasningForm) -> HttpResponse:
        fil = form.cleaned_data["fil"]
        innehall, namn = fil.read(), fil.name[-200:]
        try:
            granska(anvandare=self.request.user, innehall=innehall, namn=namn)  # type: ignore[arg-type]
        except Importfel as fel:
            return self.fel(fel)
        default_storage.delete(self.plats)
        default_storage.save(self.plats, ContentFile(innehall))
        self.request.session[FILNAMN] = namn
        return redirect("matvarde_import_granska")


class Granska(FarLasaIn, View):
    """GET: what the file would do, worked out anew. POST: do it."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        fil = self.fil()
        if fil is None:
            return redirect("matvarde_import")
        try:
            resultat = granska(**fil)
        except Importfel as fel:
            return self.fel(fel)
        kontext = {"resultat": resultat, "namn": fil["namn"], "visas": resultat.andringar[:VISAS]}
        return render(request, "matvarden/granska.html", kontext)

    def post(self, request: HttpRequest) -> HttpResponse:
        fil = self.fil()
        if fil is None:
            messages.error(request, "Filen är redan inläst eller borttagen. Välj den igen.")
            return redirect("matvarde_import")
        try:
            with transaction.atomic():
                resultat = importera(**fil)
        except Importfel as fel:
            return self.fel(fel)
        except IntegrityError:
            return self.fel(Importfel(["Någon annan lade in samma värden samtidigt. Läs in filen igen."]))
        default_storage.delete(self.plats)
        del request.session[FILNAMN]
        nya, andrade = len(resultat.nya), len(resultat.andrade)
        messages.success(request, f"Filen är inläst: {nya} nya värden och {andrade} ändrade.")
        return redirect(f"{reverse('matvarde_lista')}?sort=nyast")

"""A report as a page, its particulars, sections and history."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import DetailView, UpdateView

from kvalitet.roller import Ratt
from kvalitet.utkast import UtkastVy, glom_utkast
from kvalitet.versioner import SparaMedVersion
from rapporter.forms import AvsnittForm, UppgifterForm
from rapporter.frysning import kontrollera
from rapporter.handlingar import spara_avsnitt
from rapporter.historik import rapporthistorik
from rapporter.innehall import framsida, kapitelsida
from rapporter.jobb import filval
from rapporter.lage import lagesruta_for
from rapporter.models import Rapportavsnitt, Rapportdokument


class SynligRapport(LoginRequiredMixin, DetailView):
    """The report among those the person may see."""

    model = Rapportdokument
    context_object_name = "dokument"

    def get_queryset(self) -> QuerySet[Rapportdokument]:
        return Rapportdokument.objects.synliga_for(self.request.user).select_related("mall", "enhet")


class Visa(SynligRapport):
    """The report's front: its state, files, first page when that is a summary, and its contents."""

    template_name = "rapporter/visa.html"

    def get_queryset(self) -> QuerySet[Rapportdokument]:
        return super().get_queryset().select_related("frysning", "fryst_av", "ersatter", "ersatt_av")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rapport = self.object
        anvandare = self.request.user
        frysning = rapport.frysning if rapport.ar_fryst else None
        return super().get_context_data(
            **framsida(rapport, anvandare),
            lagesruta=lagesruta_for(rapport, anvandare),
            lankar=True,
            far_redigera=rapport.far_redigera(anvandare),
            far_se_arbetet=rapport.far_se_arbetet(anvandare),
            frysning=frysning,
            summafel=kontrollera(frysning) if frysning else [],
            ersatt_av=getattr(rapport, "ersatt_av", None),
            filval=filval(rapport, anvandare),
            **kwargs,
        )


class Kapitelsida(SynligRapport):
    """One chapter, or one sub-chapter with figures. 404 for one the report does not have."""

    template_name = "rapporter/kapitel.html"

    def get_queryset(self) -> QuerySet[Rapportdokument]:
        return super().get_queryset().select_related("frysning")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sida = kapitelsida(self.object, self.kwargs["ankare"], self.request.user)
        if sida is None:
            raise Http404
        return super().get_context_data(**sida, lankar=True, **kwargs)


class Historik(SynligRapport):
    """What was changed in the report and its sections."""

    template_name = "rapporter/historik.html"

    def get_object(self, queryset: Any = None) -> Rapportdokument:
        rapport = super().get_object(queryset)
        if not rapport.far_se_arbetet(self.request.user):
            raise PermissionDenied
        return rapport

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(versioner=rapporthistorik(self.object), **kwargs)


class _Skrivsida(UtkastVy, LoginRequiredMixin, SparaMedVersion, UpdateView):
    """A page where one writes: drafts, version conflicts, refusal once the report is frozen."""

    def rapport(self) -> Rapportdokument:
        raise NotImplementedError

    def get_object(self, queryset: Any = None) -> Any:
        self.object = super().get_object(queryset)
        rapport = self.rapport()
        if not self.request.user.har_ratt(Ratt.RAPPORT_REDIGERA, rapport.enhet_id):
            raise PermissionDenied
        return self.object

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.get_object()
        return self._fryst() if self.rapport().ar_fryst else super().get(request, *args, **kwargs)

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.get_object()
        return self._fryst() if self.rapport().ar_fryst else super().post(request, *args, **kwargs)

    def _fryst(self) -> HttpResponse:
        messages.error(self.request, "Rapporten är fryst och går inte längre att ändra.")
        return redirect(self.rapport())


class Uppgifter(_Skrivsida):
    """Registry number, extraction day, authors."""

    model = Rapportdokument
    form_class = UppgifterForm
    template_name = "rapporter/uppgifter.html"
    context_object_name = "dokument"
    blankett = "rapporter.uppgifter"

    def rapport(self) -> Rapportdokument:
        return self.object

    def get_queryset(self) -> QuerySet[Rapportdokument]:
        self.queryset = Rapportdokument.objects.synliga_for(self.request.user).select_related("mall", "enhet")
        return super().get_queryset()

    def form_valid(self, form: UppgifterForm) -> HttpResponse:
        form.instance._change_reason = "Uppgifter om rapporten"
        messages.success(self.request, "Uppgifterna är sparade.")
        return super().form_valid(form)


class AvsnittAndra(_Skrivsida):
    """Write in one section."""

    model = Rapportavsnitt
    form_class = AvsnittForm
    template_name = "rapporter/avsnitt_andra.html"
    context_object_name = "avsnitt"
    blankett = "rapporter.avsnitt"

    def rapport(self) -> Rapportdokument:
        return self.object.dokument

    def get_queryset(self) -> QuerySet[Rapportavsnitt]:
        synliga = Rapportdokument.objects.synliga_for(self.request.user)
        self.queryset = Rapportavsnitt.objects.filter(dokument__in=synliga).select_related(
            "dokument__mall", "dokument__enhet"
        )
        fraga = super().get_queryset()
        # The report's row too: a text saved while it is being frozen is refused, not lost between the two.
        return fraga.select_for_update(of=("self", "dokument")) if self.request.method == "POST" else fraga

    def form_valid(self, form: AvsnittForm) -> HttpResponse:
        spara_avsnitt(avsnitt=form.instance, av=self.request.user)
        glom_utkast(self.utkastplats())
        messages.success(self.request, f"{form.instance.rubrik} är sparat.")
        nasta = form.instance.dokument.avsnitt.filter(ordning__gt=form.instance.ordning).order_by("ordning").first()
        if "nasta" in self.request.POST and nasta:
            return redirect("rapporter:avsnitt_andra", nasta.pk)
        return redirect(f"{reverse('rapporter:visa', args=[form.instance.dokument_id])}#avsnitten")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(dokument=self.object.dokument, **kwargs)

"""Reading a case: overview, history, protected data; and the reporter's part of an own report."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from avvikelser.frist import bedomning_senast
from avvikelser.handlingar import narmaste_chefer
from avvikelser.lagesruta import andra_vagar, lagesruta_for, steg_for_rapportor
from avvikelser.models import Avvikelse
from avvikelser.val import RiktadMot, Status
from kvalitet.datum import idag
from kvalitet.historik import historik as historik_for
from kvalitet.models import Atgard
from kvalitet.roller import Ratt

MED = (
    "enhet",
    "utredare",
    "beslutare",
    "beslutad_av",
    "process",
    "insatskategori",
    "utforare",
    "dubblett_av",
    "skyddat",
)


@login_required
@require_safe
def visa(request: HttpRequest, pk: int) -> HttpResponse:
    """The case for those who read it in full; for its reporter the state, own words and the answer; else 404."""
    synlig = Exists(Atgard.objects.synliga_for(request.user).filter(pk=OuterRef("pk")))
    atgarder = Atgard.objects.select_related("ansvarig").annotate(synlig=synlig).order_by("pk")
    arende = (
        Avvikelse.objects.lasbara_for(request.user)
        .select_related(*MED)
        .prefetch_related("kategorier", "orsaker", "berorda", Prefetch("atgarder", queryset=atgarder))
        .filter(pk=pk)
        .first()
    )
    if arende is None:
        return _egen_rapport(request, pk)
    handlagger = arende.far_handlagga(request.user)
    return render(
        request,
        "avvikelser/visa.html",
        {
            "arende": arende,
            "handlagger": handlagger,
            "oppet": arende.ar_oppet,
            "lagesruta": lagesruta_for(arende, request.user),
            "vagar": andra_vagar(arende, request.user),
            "dagar_sedan": (idag() - arende.mottagen).days,
            "har_skyddat": hasattr(arende, "skyddat"),
            "far_granska": arende.riktad_mot == RiktadMot.UTFORARE and request.user.har_ratt(Ratt.UTFORARE_REDIGERA),
        },
    )


def _egen_rapport(request: HttpRequest, pk: int) -> HttpResponse:
    arende = get_object_or_404(Avvikelse.objects.rapporterade_av(request.user).select_related("enhet"), pk=pk)
    vantar = arende.status == Status.REGISTRERAD
    return render(
        request,
        "avvikelser/egen.html",
        {
            "arende": arende,
            "steg": steg_for_rapportor(arende),
            "senast": bedomning_senast(arende) if vantar else None,
            "chefer": narmaste_chefer(arende.enhet) if vantar and not arende.galler_chef else [],
        },
    )


@login_required
@require_safe
def historik(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version with what changed, for those who read the case in full. The reporter's name is never in it."""
    arende = get_object_or_404(Avvikelse.objects.lasbara_for(request.user).select_related("enhet"), pk=pk)
    versioner = [
        replace(v, vem="rapportören, vars namn är skyddat") if v.slag == "skapad" and v.vem == "systemet" else v
        for v in historik_for(arende)
    ]
    return render(request, "avvikelser/historik.html", {"arende": arende, "versioner": versioner})


@login_required
@require_safe
def skyddade(request: HttpRequest, pk: int) -> HttpResponse:
    """Who reported and how to reach the sender, for the case's handler only."""
    arende = get_object_or_404(
        Avvikelse.objects.synliga_for(request.user).select_related("enhet", "skyddat__rapportor"), pk=pk
    )
    if not arende.far_handlagga(request.user):
        raise PermissionDenied
    return render(request, "avvikelser/skyddade.html", {"arende": arende, "skyddat": getattr(arende, "skyddat", None)})

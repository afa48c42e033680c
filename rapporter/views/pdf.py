"""The report as PDF: the frozen file, or a draft made in the background."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from rapporter.jobb import bestall_utskrift
from rapporter.models import Rapportdokument, Utskrift
from rapporter.models.frysning import kontrollsumma


def _synlig(request: HttpRequest, pk: int) -> Rapportdokument:
    synliga = Rapportdokument.objects.synliga_for(request.user).select_related("mall", "enhet", "frysning")
    return get_object_or_404(synliga, pk=pk)


def filnamn(rapport: Rapportdokument, *, utkast: bool = False) -> str:
    """For example kvalitetsberattelse-2025-norra-enheten.pdf."""
    namn = f"{slugify(rapport.titel)}-{slugify(rapport.enhet.namn)}"
    utgava = f"-utgava-{rapport.utgava}" if rapport.utgava > 1 else ""
    return f"{namn}{utgava}{'-utkast' if utkast else ''}.pdf"


@require_GET
@login_required
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The frozen file, checked against its checksum. 404 while the report is not frozen."""
    rapport = _synlig(request, pk)
    if not rapport.ar_fryst:
        raise Http404
    try:
        innehall = rapport.frysning.las_pdf()
    except FileNotFoundError:
        innehall = b""
    if kontrollsumma(innehall) != rapport.frysning.pdf_summa:
        messages.error(request, "Pdf-filen lämnas inte ut: den saknas eller stämmer inte med sin kontrollsumma.")
        return redirect(rapport)
    svar = HttpResponse(innehall, content_type="application/pdf")
    svar["Content-Disposition"] = f'inline; filename="{filnamn(rapport)}"'
    return svar


@require_POST
@login_required
def bestall(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask for a PDF of the draft."""
    rapport = _synlig(request, pk)
    if rapport.ar_fryst:
        return redirect("rapporter:pdf", pk)
    utskrift = bestall_utskrift(dokument=rapport, av=request.user)
    if request.headers.get("HX-Request"):
        return render(request, "rapporter/_utskrift.html", {"utskrift": utskrift, "dokument": rapport})
    return redirect(f"{rapport.get_absolute_url()}#utskrift")


def _egen(request: HttpRequest, pk: int) -> Utskrift:
    """The person's own, as long as the report may be seen."""
    synliga = Rapportdokument.objects.synliga_for(request.user)
    egna = Utskrift.objects.filter(bestalld_av=request.user, dokument__in=synliga)
    return get_object_or_404(egna.select_related("dokument__mall", "dokument__enhet"), pk=pk)


@require_GET
@login_required
def utskriftslage(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How it goes; the page asks now and then."""
    utskrift = _egen(request, pk)
    return render(request, "rapporter/_utskrift.html", {"utskrift": utskrift, "dokument": utskrift.dokument})


@require_GET
@login_required
def utkast_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The draft's file."""
    utskrift = _egen(request, pk)
    if utskrift.status != Utskrift.Status.KLAR or not utskrift.fil.storage.exists(utskrift.fil.name):
        raise Http404
    return FileResponse(
        utskrift.fil.open("rb"), content_type="application/pdf", filename=filnamn(utskrift.dokument, utkast=True)
    )

"""The report as a file: the frozen PDF, or one made in the background."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from rapporter.jobb import FORMAT, bestall_fil, filnamn, filval
from rapporter.models import Rapportdokument
from rapporter.models.frysning import kontrollsumma


def _synlig(request: HttpRequest, pk: int) -> Rapportdokument:
    synliga = Rapportdokument.objects.synliga_for(request.user).select_related("mall", "enhet", "frysning")
    return get_object_or_404(synliga, pk=pk)


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
    """Ask for a file of the report; `format` says which kind, PDF when it does not."""
    rapport = _synlig(request, pk)
    format_ = request.POST.get("format", "pdf")
    if format_ not in FORMAT:
        raise Http404
    if rapport.ar_fryst and not FORMAT[format_].av_fryst:
        return redirect("rapporter:pdf", pk)
    bestall_fil(rapport, format_, av=request.user)  # type: ignore[arg-type]
    if request.htmx:  # type: ignore[attr-defined]
        return render(
            request, "rapporter/_utskrift.html", {"filval": filval(rapport, request.user), "dokument": rapport}
        )  # type: ignore[arg-type]
    return redirect(f"{rapport.get_absolute_url()}#utskrift")

"""Changes of state beside the forms: a page that asks for the reason, and an address that only takes POST."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from avvikelser.forms.handlaggning import LageForm
from avvikelser.handlingar import byt_lage as byt
from avvikelser.models import Avvikelse
from avvikelser.val import Status
from kvalitet.tillstand import Overgang

# Reached through forms of their own, where what they require is filled in.
EGNA_SIDOR = {(Status.REGISTRERAD, Status.BEDOMD), (Status.UTREDS, Status.BESLUTAD), (Status.BEDOMD, Status.UTREDS)}
FORKLARINGAR = {
    Status.OVERLAMNAD: "För det som hör hemma någon annanstans, till exempel en orosanmälan, en ansökan, ett "
    "överklagande eller en arbetsskada. Ärendet finns kvar men räknas inte. Skriv vart det lämnades.",
    Status.INGEN_AVVIKELSE: "Ärendet finns kvar men räknas inte. Skriv varför det inte är en avvikelse.",
    Status.DUBBLETT: "Samma händelse finns redan i ett annat ärende. Det här finns kvar men räknas inte.",
    Status.MAKULERAD: "För det som registrerats av misstag. Inget tas bort, men ärendet räknas inte.",
    Status.UTREDS: "Skriv vad som behöver utredas mer.",
    Status.BEDOMD: "Ärendet öppnas igen och behöver avslutas på nytt. Skriv varför.",
    Status.REGISTRERAD: "Ärendet öppnas igen och räknas på nytt. Skriv varför.",
}


def _hamta(request: HttpRequest, pk: int, till: str) -> tuple[Avvikelse, Overgang]:
    arende = get_object_or_404(Avvikelse.objects.synliga_for(request.user), pk=pk)
    if till not in Status.values or (arende.status, till) in EGNA_SIDOR:
        raise Http404
    try:
        overgang = arende.overgang_till(till)
    except ValidationError as fel:
        if not arende.far_handlagga(request.user):
            raise PermissionDenied from fel
        raise
    if not arende.far(overgang, request.user):
        raise PermissionDenied
    return arende, overgang


def _sida(request: HttpRequest, arende: Avvikelse, overgang: Overgang, form: LageForm) -> HttpResponse:
    return render(
        request,
        "avvikelser/bekrafta.html",
        {"arende": arende, "overgang": overgang, "form": form, "forklaring": FORKLARINGAR.get(overgang.till, "")},
    )


def _redan_bytt(request: HttpRequest, arende_pk: int, fel: ValidationError) -> HttpResponse:
    messages.error(request, " ".join(fel.messages))
    return redirect("avvikelser:visa", pk=arende_pk)


@login_required
@require_safe
def bekrafta(request: HttpRequest, pk: int, till: str) -> HttpResponse:
    """Say what the change means and ask for the reason."""
    try:
        arende, overgang = _hamta(request, pk, till)
    except ValidationError as fel:
        return _redan_bytt(request, pk, fel)
    if not overgang.motivering:
        raise Http404
    return _sida(request, arende, overgang, LageForm(arende=arende, till=till, anvandare=request.user))


@require_POST
@login_required
def byt_lage(request: HttpRequest, pk: int, till: str) -> HttpResponse:
    """Change the state. Without the reason that the table requires, the page that asks for it comes back."""
    try:
        arende, overgang = _hamta(request, pk, till)
        motivering, original = "", None
        if overgang.motivering:
            form = LageForm(request.POST, arende=arende, till=till, anvandare=request.user)
            if not form.is_valid():
                return _sida(request, arende, overgang, form)
            motivering, original = form.cleaned_data["motivering"], form.cleaned_data.get("original")
        arende = byt(avvikelse=arende, av=request.user, till=till, motivering=motivering, dubblett_av=original)
    except ValidationError as fel:
        return _redan_bytt(request, pk, fel)
    messages.success(request, f"Ärendet är nu {arende.get_status_display()}.")
    return redirect(arende if arende.far_lasa(request.user) else "avvikelser:lista")

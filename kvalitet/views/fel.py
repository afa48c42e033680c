"""Error pages that lose no text."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kvalitet.utkast import Plats, spara_utkast


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent with an outdated CSRF cookie (a new sign-in in another tab): keep the text, say what to do."""
    plats = Plats.ur(request.POST.get("utkast_token", ""))
    sparat = bool(plats and spara_utkast(plats, request.POST))
    return render(request, "csrf.html", {"sparat": sparat, "tillbaka": request.path}, status=403)

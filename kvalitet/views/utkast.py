"""The address that typing saves to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kvalitet.utkast import Plats, spara_utkast


@require_POST
def spara(request: HttpRequest) -> HttpResponse:
    """Save a draft for the person the token was signed for, signed in or not. Answers a status line.

    400 for a forged or outdated token, or one made for somebody else than the person signed in.
    """
    plats = Plats.ur(request.POST.get("utkast_token", ""))
    if plats is None or (request.user.is_authenticated and request.user.pk != plats.anvandare_id):
        return HttpResponse("Det gick inte att spara utkastet. Kopiera texten och ladda om sidan.", status=400)
    utkast = spara_utkast(plats, request.POST)
    return render(request, "_utkast_sparat.html", {"sparad": utkast.andrad if utkast else None})

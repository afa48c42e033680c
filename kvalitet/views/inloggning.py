"""Sign-in through the municipality's own service: the pages of the package, and an answer when it is down."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from requests import RequestException

from kvalitet.konto import GICK_INTE


def _med_svar(vy: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(vy)
    def svara(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not settings.OIDC:
            raise Http404
        try:
            return vy(request, **kwargs)
        except (RequestException, KeyError, ValueError):  # down, or what it answers is not OpenID Connect
            messages.error(request, GICK_INTE.format(namn=settings.OIDC["namn"]))
            return redirect("account_login")

    return svara


logga_in = _med_svar(views.login)
aterkomst = _med_svar(views.callback)

"""Middleware of our own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class IngenMellanlagring:
    """Pages for signed-in people are never kept by the browser: shared computers and the back button after log-out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        svar = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in svar:
            svar["Cache-Control"] = "no-store"
        return svar

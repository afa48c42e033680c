"""Middleware of our own."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

MENYANTAL = "menyantal"  # the session's key for what the menu counted last


class IngenMellanlagring:
    """Pages for signed-in people are never kept by the browser: shared computers and the back button after log-out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        svar = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in svar:
            svar["Cache-Control"] = "no-store"
        return svar


class GlidandeSession:
    """The session ends after so long without a page, not so long after sign-in. Its time is moved when ten minutes have
    passed, not at each page: every reader would queue for SQLite's one write lock."""

    STEG = 600  # seconds

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            nu = int(time.time())
            if nu - request.session.get("sedd", 0) >= self.STEG:
                request.session["sedd"] = nu
            if request.method == "POST":
                request.session.pop(MENYANTAL, None)
        return self.get_response(request)

"""The municipality's logotype, from the file that the settings name."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest

TYPER = {".svg": "image/svg+xml", ".png": "image/png"}


def visa(request: HttpRequest) -> FileResponse:
    """The picture, open to all since the sign-in page shows it. An SVG is a document: opened on its own it may run
    and fetch nothing."""
    if settings.LOGOTYP is None:
        raise Http404
    svar = FileResponse(settings.LOGOTYP.open("rb"), content_type=TYPER[settings.LOGOTYP.suffix.lower()])
    svar["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    svar["X-Content-Type-Options"] = "nosniff"
    svar["Cache-Control"] = "public, max-age=86400"
    return svar

"""Large lists as files: written in the background by the very page they were ordered from."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from tempfile import TemporaryFile
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.test import RequestFactory
from django.urls import resolve
from django.utils.http import urlencode

from kvalitet import jobb
from kvalitet.models import Jobb

SLAG = "listexport"
GRANS = 5000  # rows that are sent at once
STEG = 1000  # rows between two reports of progress
FAR_INTE = "Listan går inte att visa för dig längre. Kontrollera att du har rätt behörighet."


def bestall(request: HttpRequest, *, namn: str, filnamn: str, antal: int) -> Jobb:
    """Order the list at the request's address, filter and all, as a file. `antal`: about how many rows."""
    adress = request.get_full_path()
    utan_export = urlencode([(k, v) for k, varden in request.GET.lists() if k != "export" for v in varden])
    return jobb.bestall(
        SLAG,
        av=request.user,  # type: ignore[arg-type]
        nyckel=sha256(adress.encode()).hexdigest(),
        parametrar={"adress": adress, "filnamn": filnamn, "antal": antal},
        rubrik=f"{namn} som fil",
        tillbaka=f"{request.path}?{utan_export}" if utan_export else request.path,
    )


def skriv(jobbet: Jobb) -> jobb.Resultat:
    """Ask the page for its file as the person who ordered it, with the rights that person has now."""
    person = jobbet.bestalld_av
    if person is None or not person.is_active:
        raise jobb.Jobbfel(FAR_INTE)
    request = RequestFactory().get(jobbet.parametrar["adress"])
    request.user = person
    request.jobb = jobbet  # type: ignore[attr-defined]
    sida = resolve(request.path_info)
    try:
        svar = sida.func(request, *sida.args, **sida.kwargs)
    except (PermissionDenied, Http404) as fel:
        raise jobb.Jobbfel(FAR_INTE) from fel
    if not svar.streaming:
        raise jobb.Jobbfel(FAR_INTE)
    fil = TemporaryFile()  # noqa: SIM115 - kept open until the result has been stored
    for del_ in svar.streaming_content:
        fil.write(del_)
    # Not svar.close(), which tells Django that a request has ended.
    if isinstance(svar, FileResponse) and svar.file_to_stream:
        svar.file_to_stream.close()
    fil.seek(0)
    return jobb.Resultat(fil=fil, filnamn=jobbet.parametrar["filnamn"], typ=svar["Content-Type"])


def med_framsteg(request: HttpRequest, poster: Iterable[Any]) -> Iterator[Any]:
    """The rows, with reports of progress when it is a job that reads them."""
    jobbet = getattr(request, "jobb", None)
    for nr, post in enumerate(poster):
        if jobbet is not None and nr % STEG == 0:
            jobb.framsteg(jobbet, min(99, 100 * nr // max(1, jobbet.parametrar["antal"])), "Skriver raderna")
        yield post


def registrera() -> None:
    jobb.registrera(SLAG, skriv, rubrik="Lista som fil", lan=30)

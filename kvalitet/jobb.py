"""Work in the background: ordered once, done by one worker at a time, taken over when the worker dies, never lost.

A job is a row (`Jobb`); the queue of django-tasks only carries its number. A worker takes the row with one UPDATE and
holds it on a lease that each report of progress renews. What a worker hands in after its lease has been lost is thrown
away. `sopa` puts abandoned jobs back and removes what is old.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from kvalitet.models import Anvandare, Jobb
from kvalitet.models.jobb import FILER_SPARAS, RADER_SPARAS

logg = logging.getLogger(__name__)

OVANTAT = "Något gick fel. Försök igen, och kontakta den som driver systemet om det inte hjälper."
STANNADE = "Arbetet stannade innan det blev klart, flera gånger. Kontakta den som driver systemet."
OKANT = "Den här sortens arbete finns inte längre."
MARGINAL = timedelta(minutes=1)  # how long an order may be on its way into the queue
MAPP = "jobb"


class Jobbfel(Exception):
    """The job cannot be done. The message is plain Swedish and shown to the one who ordered it.

    `igen`: another attempt may succeed, such as when a server does not answer.
    """

    def __init__(self, text: str, *, igen: bool = False) -> None:
        super().__init__(text)
        self.igen = igen


class LanForlorat(Exception):
    """Another worker has taken the job over: stop, nothing of this will be kept."""


@dataclass(frozen=True)
class Resultat:
    """What a job gave: a sentence, an address to open, a file with its name and type. All may be left out."""

    text: str = ""
    url: str = ""
    fil: bytes | IO[bytes] | None = None
    filnamn: str = ""
    typ: str = "application/octet-stream"


Funktion = Callable[[Jobb], Resultat | None]
Hamtning = Callable[[Jobb, Anvandare], bool]


@dataclass(frozen=True)
class Slag:
    """A registered kind of work."""

    rubrik: str
    funktion: Funktion
    forsok: int
    lan: timedelta
    far_hamta: Hamtning


@dataclass(frozen=True)
class Sopning:
    """What a sweep did."""

    overtagna: int = 0
    koade: int = 0
    misslyckade: int = 0
    borttagna: int = 0


_slag: dict[str, Slag] = {}


def registrera(
    slag: str,
    funktion: Funktion,
    *,
    rubrik: str,
    forsok: int = 3,
    lan: int = 15,
    far_hamta: Hamtning = lambda jobb, anvandare: True,
) -> None:
    """Called by an app when it starts. `rubrik` names the kind of work; `lan` is minutes without a sign of life.

    `far_hamta` is asked each time the file is fetched, beside that it is one's own job: rights may have been lost.
    """
    _slag[slag] = Slag(rubrik, funktion, forsok, timedelta(minutes=lan), far_hamta)


def slagets_namn(slag: str) -> str:
    """What the kind of work is called."""
    return _slag[slag].rubrik if slag in _slag else slag


def far_hamta(jobb: Jobb, anvandare: Anvandare) -> bool:
    """Whether the person may fetch the job's file now."""
    return jobb.slag in _slag and _slag[jobb.slag].far_hamta(jobb, anvandare)


def bestall(
    slag: str,
    *,
    av: Anvandare | None,
    nyckel: str,
    parametrar: dict[str, Any] | None = None,
    rubrik: str = "",
    tillbaka: str = "",
) -> Jobb:
    """Order a job; it starts when the transaction is done. While the person's job with the key is open it is that one.

    `parametrar` is JSON without case texts or names. Raises KeyError for a kind that nobody has registered.
    """
    egen_nyckel = f"{av.pk if av else 0}:{nyckel}"
    rubrik = rubrik or _slag[slag].rubrik
    while True:
        try:
            with transaction.atomic():
                jobb = Jobb.objects.create(
                    slag=slag,
                    nyckel=egen_nyckel,
                    bestalld_av=av,
                    parametrar=parametrar or {},
                    rubrik=rubrik[:200],
                    tillbaka=tillbaka[:300],
                )
                transaction.on_commit(partial(_koa, jobb.pk))
        except IntegrityError:
            oppet = Jobb.objects.filter(slag=slag, nyckel=egen_nyckel, status__in=Jobb.OPPNA).first()
            if oppet:
                return oppet
            continue  # it was finished in between
        jobb.refresh_from_db()
        return jobb


def bestall_igen(jobb: Jobb) -> Jobb:
    """The same work once more."""
    nyckel = jobb.nyckel.partition(":")[2]
    return bestall(
        jobb.slag,
        av=jobb.bestalld_av,
        nyckel=nyckel,
        parametrar=jobb.parametrar,
        rubrik=jobb.rubrik,
        tillbaka=jobb.tillbaka,
    )


def _koa(pk: int, efter: timedelta = timedelta(0)) -> None:
    """Put the job in the queue, to be begun after a while."""
    nar = timezone.now() + efter
    Jobb.objects.filter(pk=pk).update(koad=nar)
    uppgift = arbeta.using(run_after=nar) if efter and arbeta.get_backend().supports_defer else arbeta
    svar = uppgift.enqueue(pk)
    Jobb.objects.filter(pk=pk, status=Jobb.Status.VANTAR).update(uppgift=svar.id)


@task()
def arbeta(pk: int) -> None:
    """What the queue runs."""
    kor(pk)


def kor(pk: int) -> bool:
    """Do the job if nobody else does. False: it was not this worker's to do, or its lease was lost on the way."""
    jobb = Jobb.objects.filter(pk=pk).first()
    if jobb is None:
        return False
    if jobb.slag not in _slag:
        Jobb.objects.filter(pk=pk, status=Jobb.Status.VANTAR).update(**_slut(Jobb.Status.FEL, OKANT))
        return False
    if not _lana(jobb):
        return False
    try:
        return _lamna(jobb, _slag[jobb.slag].funktion(jobb) or Resultat())
    except LanForlorat:
        logg.warning("Jobb %s (%s) hade tagits över av en annan arbetare.", pk, jobb.slag)
        return False
    except Jobbfel as fel:
        logg.warning("Jobb %s (%s) gick inte, försök %s.", pk, jobb.slag, jobb.forsok)
        _misslyckas(jobb, str(fel), igen=fel.igen)
    except Exception as fel:  # noqa: BLE001 - whatever a job does wrong must not stop the worker
        logg.error("Jobb %s (%s) gick inte, försök %s: %s", pk, jobb.slag, jobb.forsok, _var(fel))
        _misslyckas(jobb, OVANTAT, igen=True)
    except BaseException:  # the worker is told to stop: the job goes back at once
        _ge_tillbaka(jobb)
        raise
    return True


def _var(fel: BaseException) -> str:
    """Type and place of an error, without its message, which may quote what somebody wrote."""
    spar = fel.__traceback__
    while spar and spar.tb_next:
        spar = spar.tb_next
    plats = f"{PurePosixPath(spar.tb_frame.f_code.co_filename).name} rad {spar.tb_lineno}" if spar else "okänd plats"
    return f"{type(fel).__name__} i {plats}"


def _lana(jobb: Jobb) -> bool:
    """Take the job: true for one caller at a time. The row in hand then carries the caller's token."""
    slag, nu, pass_ = _slag[jobb.slag], timezone.now(), uuid4().hex
    ledigt = Q(status=Jobb.Status.VANTAR) | Q(status=Jobb.Status.PAGAR, lanad_till__lt=nu)
    taget = Jobb.objects.filter(ledigt, pk=jobb.pk, forsok__lt=slag.forsok).update(
        status=Jobb.Status.PAGAR,
        lanad_av=pass_,
        lanad_till=nu + slag.lan,
        forsok=F("forsok") + 1,
        framsteg=0,
        framsteg_text="",
    )
    if taget:
        jobb.refresh_from_db()
    return bool(taget) and jobb.lanad_av == pass_


def _mitt(jobb: Jobb) -> Any:
    """The row as long as this worker holds it."""
    return Jobb.objects.filter(pk=jobb.pk, status=Jobb.Status.PAGAR, lanad_av=jobb.lanad_av)


def framsteg(jobb: Jobb, procent: int, text: str = "") -> None:
    """Tell how far it has come and stay trusted. Outside a transaction, or nobody sees it.

    Raises LanForlorat when another worker has taken over.
    """
    lan_till = timezone.now() + _slag[jobb.slag].lan
    procent = max(0, min(100, procent))
    if not _mitt(jobb).update(framsteg=procent, framsteg_text=text[:200], lanad_till=lan_till):
        raise LanForlorat


def _slut(status: str, fel: str = "") -> dict[str, Any]:
    """The fields of a job that is over."""
    return {"status": status, "fel": fel, "avslutad": timezone.now(), "lanad_till": None, "lanad_av": ""}


def _lamna(jobb: Jobb, resultat: Resultat) -> bool:
    """Keep the result, unless the lease is lost: then the file is removed again."""
    namn = ""
    if resultat.fil is not None:
        innehall = ContentFile(resultat.fil) if isinstance(resultat.fil, bytes) else File(resultat.fil)
        andelse = PurePosixPath(resultat.filnamn).suffix
        with innehall:
            namn = default_storage.save(f"{MAPP}/{uuid4().hex}{andelse}", innehall)
    varden = {"text": resultat.text, "url": resultat.url, "filnamn": resultat.filnamn, "typ": resultat.typ}
    if _mitt(jobb).update(fil=namn, resultat=varden, framsteg=100, framsteg_text="", **_slut(Jobb.Status.KLAR)):
        return True
    if namn:
        default_storage.delete(namn)
    raise LanForlorat


def _misslyckas(jobb: Jobb, text: str, *, igen: bool) -> None:
    """Try again after one minute, then five and so on; give up when the attempts are used or another is of no use."""
    if not igen or jobb.forsok >= _slag[jobb.slag].forsok:
        _mitt(jobb).update(**_slut(Jobb.Status.FEL, text))
    elif _ge_tillbaka(jobb, "Det gick inte nu. Ett nytt försök görs snart."):
        _koa(jobb.pk, efter=timedelta(minutes=5 ** (jobb.forsok - 1)))


def _ge_tillbaka(jobb: Jobb, text: str = "") -> bool:
    """Let the job wait for a worker again."""
    return bool(
        _mitt(jobb).update(
            status=Jobb.Status.VANTAR, lanad_till=None, lanad_av="", framsteg=0, framsteg_text=text, koad=timezone.now()
        )
    )


def sopa() -> Sopning:
    """Put right what dead workers and lost queue rows have left, and remove what is old. Safe to run at any time."""
    nu = timezone.now()
    overtagna = misslyckade = koade = 0
    for jobb in Jobb.objects.overgivna(nu):
        slag = _slag.get(jobb.slag)
        if slag is None or jobb.forsok >= slag.forsok:
            misslyckade += _mitt(jobb).filter(lanad_till__lt=nu).update(**_slut(Jobb.Status.FEL, STANNADE))
        elif (
            _mitt(jobb)
            .filter(lanad_till__lt=nu)
            .update(status=Jobb.Status.VANTAR, lanad_till=None, lanad_av="", koad=nu)
        ):
            overtagna += 1
            _koa(jobb.pk)
    for jobb in Jobb.objects.filter(status=Jobb.Status.VANTAR, koad__lt=nu - MARGINAL):
        orort = Jobb.objects.filter(pk=jobb.pk, status=Jobb.Status.VANTAR, koad=jobb.koad)
        if jobb.slag in _slag and jobb.forsok >= _slag[jobb.slag].forsok:
            misslyckade += orort.update(**_slut(Jobb.Status.FEL, STANNADE))
        elif not _i_kon(jobb, nu) and orort.update(koad=nu):
            koade += 1
            _koa(jobb.pk)
    return Sopning(overtagna, koade, misslyckade, _stada(nu))


def _i_kon(jobb: Jobb, nu: datetime) -> bool:
    """Whether the queue will still come to the job. One that began without taking the job died on the way."""
    try:
        rad = arbeta.get_backend().get_result(jobb.uppgift)
    except (TaskResultDoesNotExist, NotImplementedError):
        return False
    if rad.status == TaskResultStatus.READY:
        return True
    return rad.status == TaskResultStatus.RUNNING and rad.started_at is not None and rad.started_at > nu - MARGINAL


def _stada(nu: datetime) -> int:
    """Remove files after two days and rows after thirty; also files that no row points at."""
    for jobb in Jobb.objects.filter(avslutad__lt=nu - FILER_SPARAS).exclude(fil=""):
        default_storage.delete(str(jobb.fil.name))
        Jobb.objects.filter(pk=jobb.pk).update(fil="")
    filer = default_storage.listdir(MAPP)[1] if default_storage.exists(MAPP) else []
    for namn in filer:
        sokvag = f"{MAPP}/{namn}"
        if default_storage.get_modified_time(sokvag) < nu - FILER_SPARAS and not Jobb.objects.filter(fil=sokvag):
            default_storage.delete(sokvag)
    antal, _ = Jobb.objects.filter(avslutad__lt=nu - RADER_SPARAS).delete()
    return antal

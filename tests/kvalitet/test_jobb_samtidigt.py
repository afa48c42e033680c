"""At the same moment, each with a connection of its own: two orders, two workers, two sweeps, a worker killed."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.db import connection
from django.utils import timezone

from kvalitet import jobb, paminnelser
from kvalitet.datum import idag
from kvalitet.models import Jobb
from tests.stod.folk import skapa_folk
from tests.stod.planer import skapa_atgard

pytestmark = pytest.mark.django_db(transaction=True)
ANTAL = 3


def samtidigt(gor: Callable[[], Any]) -> list[Any]:
    start = Barrier(ANTAL)

    def kor(_: int) -> Any:
        try:
            start.wait(timeout=10)
            return gor()
        finally:
            connection.close()

    with ThreadPoolExecutor(ANTAL) as tradar:
        return list(tradar.map(kor, range(ANTAL)))


@pytest.fixture
def f() -> SimpleNamespace:
    return skapa_folk()


@pytest.fixture
def gjort() -> Iterator[list[int]]:
    gjort: list[int] = []

    def arbete(rad: Jobb) -> jobb.Resultat:
        gjort.append(rad.pk)
        time.sleep(0.3)
        return jobb.Resultat(text="Klart.")

    jobb.registrera("prov", arbete, rubrik="Prov")
    yield gjort
    del jobb._slag["prov"]


def test_tva_tryck_ger_ett_jobb(f, gjort, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    nycklar = samtidigt(lambda: jobb.bestall("prov", av=f.kim, nyckel="x").pk)
    assert len(set(nycklar)) == 1
    assert Jobb.objects.count() == 1


def test_flera_arbetare_ger_ett_resultat(f, gjort):
    rad = Jobb.objects.create(slag="prov", nyckel="1:x", rubrik="Prov", bestalld_av=f.kim)
    svar = samtidigt(lambda: jobb.kor(rad.pk))
    assert (sorted(svar), len(gjort)) == ([False, False, True], 1)
    rad.refresh_from_db()
    assert (rad.status, rad.forsok) == (Jobb.Status.KLAR, 1)


def test_flera_sopningar_tar_over_en_gang(f, gjort):
    sen = timezone.now() - timedelta(minutes=1)
    rad = Jobb.objects.create(
        slag="prov", nyckel="1:x", rubrik="Prov", bestalld_av=f.kim, status="pagar", lanad_av="död", lanad_till=sen
    )
    assert sum(s.overtagna for s in samtidigt(jobb.sopa)) == 1
    rad.refresh_from_db()
    assert (rad.status, gjort) == (Jobb.Status.KLAR, [rad.pk])


def test_flera_dagliga_utskick_ger_ett_brev_var(f):
    """As when the daily command runs in several processes at once."""
    for person in (f.bo, f.kim, f.uno):
        skapa_atgard(f.norra, ansvarig=person, senast=idag())
    jobben = [
        Jobb.objects.create(slag=paminnelser.SLAG, nyckel=f"0:{nr}", rubrik="Påminnelser").pk for nr in range(ANTAL)
    ]
    kvar = iter(jobben)
    samtidigt(lambda: jobb.kor(next(kvar)))
    assert sorted(brev.to[0] for brev in mail.outbox) == sorted([f.bo.email, f.kim.email, f.uno.email])
    assert set(Jobb.objects.values_list("status", flat=True)) == {Jobb.Status.KLAR}


DOD = """
import os, signal, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.installningar"
import django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from kvalitet import jobb
jobb.registrera("prov", lambda rad: os.kill(os.getpid(), signal.SIGKILL), rubrik="Prov")
jobb.kor(int(sys.argv[2]))
"""


def test_dodad_process_tas_over_nar_lanet_gatt_ut(f, gjort):
    """The whole way: another process takes the job and is killed in the middle of it."""
    rad = Jobb.objects.create(slag="prov", nyckel="1:x", rubrik="Prov", bestalld_av=f.kim)
    namn = str(connection.settings_dict["NAME"])
    svar = subprocess.run(
        [sys.executable, "-c", DOD, namn, str(rad.pk)], cwd=django_settings.BASE_DIR, timeout=60, check=False
    )
    assert svar.returncode == -signal.SIGKILL
    rad.refresh_from_db()
    assert (rad.status, rad.forsok) == (Jobb.Status.PAGAR, 1)
    assert jobb.sopa() == jobb.Sopning()  # the lease still runs
    Jobb.objects.update(lanad_till=timezone.now() - timedelta(seconds=1))
    assert jobb.sopa().overtagna == 1
    rad.refresh_from_db()
    assert (rad.status, rad.forsok, gjort) == (Jobb.Status.KLAR, 2, [rad.pk])

"""The worker command: starts again what dies, sweeps, and stops its child when it is told to stop."""

import signal
from unittest.mock import MagicMock, patch

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from kvalitet.management.commands import arbetare


@pytest.fixture
def signaler(monkeypatch, db):
    """What the command wants to be called for which signal."""
    satta = {}
    monkeypatch.setattr(arbetare.signal, "signal", lambda nummer, funktion: satta.__setitem__(nummer, funktion))
    monkeypatch.setattr(arbetare, "PAUS", 0)
    return satta


def kor(signaler, barnen, varv=6, sopa=None):
    """Run the loop so many turns with the given children, then send SIGTERM. Returns how many sweeps were made."""
    kvar = iter(range(varv))

    def sov(sekunder):
        if sekunder and next(kvar, None) is None:
            signaler[signal.SIGTERM](signal.SIGTERM, None)

    with (
        patch.object(arbetare.subprocess, "Popen", side_effect=barnen),
        patch.object(arbetare.time, "sleep", sov),
        patch.object(arbetare, "sopa", sopa or MagicMock()) as sopning,
    ):
        call_command("arbetare", sop=0)
    return sopning.call_count


def test_ett_barn_som_dor_startas_igen_och_stoppas_till_slut(signaler, capsys):
    dor, lever = MagicMock(), MagicMock()
    dor.poll.side_effect = [None, 1]
    lever.poll.return_value = None
    assert kor(signaler, [dor, lever]) > 2
    assert "startas igen" in capsys.readouterr().err
    lever.terminate.assert_called_once()
    lever.wait.assert_called_once()


def test_ett_barn_som_inte_stannar_dodas(signaler):
    seg = MagicMock()
    seg.poll.return_value = None
    seg.wait.side_effect = [arbetare.subprocess.TimeoutExpired("db_worker", 1), 0]
    kor(signaler, [seg])
    seg.kill.assert_called_once()


def test_en_databas_som_ar_borta_stoppar_inte_slingan(signaler, capsys):
    barn = MagicMock()
    barn.poll.return_value = None
    kor(signaler, [barn], sopa=MagicMock(side_effect=DatabaseError("borta")))
    assert "Sopningen gick inte nu: DatabaseError" in capsys.readouterr().err

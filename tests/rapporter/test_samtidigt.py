"""Two at the same moment, each with a connection of its own: one freeze, one report, no text lost in between."""

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from rapporter.frysning import frys
from rapporter.handlingar import skapa_rapport
from rapporter.models import Frysning, Rapportdokument
from tests.stod.folk import skapa_folk
from tests.stod.rapporter import i_granskning, liten_mall

pytestmark = pytest.mark.django_db(transaction=True)


def _samtidigt(funktion: Callable[[], Any], antal: int = 3) -> list[Any]:
    """What each thread returned or raised."""
    start, svar = threading.Barrier(antal), []

    def kor() -> None:
        start.wait()
        try:
            svar.append(funktion())
        except Exception as fel:  # noqa: BLE001 judged by the test
            svar.append(fel)
        finally:
            connection.close()

    tradar = [threading.Thread(target=kor) for _ in range(antal)]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join()
    return svar


@pytest.fixture
def f() -> SimpleNamespace:
    return skapa_folk()


def test_en_frysning(f: SimpleNamespace) -> None:
    rapport = i_granskning(f.norra, f.bo, av_mall=liten_mall())
    with patch("rapporter.frysning.rendera_pdf", return_value=("", b"%PDF-1.7 prov")) as gor:
        svar = _samtidigt(lambda: frys(dokument=rapport.pk, av=f.bo))
    assert [type(s) for s in svar] == [Rapportdokument] * 3
    assert gor.call_count == 1
    assert Frysning.objects.count() == 1


def test_en_rapport(f: SimpleNamespace) -> None:
    mall = liten_mall()
    svar = _samtidigt(lambda: skapa_rapport(mall=mall, enhet=f.norra, ar=2025, av=f.bo))
    assert sorted(type(s).__name__ for s in svar) == ["Rapportdokument", "ValidationError", "ValidationError"]
    assert all("finns redan" in str(s) for s in svar if isinstance(s, ValidationError))
    assert Rapportdokument.objects.count() == 1

"""An installation of the former release, with what its users had entered, becomes this one and nothing is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

NAMN = "kvalitet_forra"


@pytest.fixture
def tom_databas(tmp_path: Path, db: None) -> Iterator[str]:
    """The address of an empty database of the kind the run uses, gone afterwards."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'forra.sqlite3'}"
        return
    namn = f"{NAMN}_{os.getpid()}"
    delar = urlsplit(os.environ["KVALITET_DATABAS"])
    with connection._nodb_cursor() as markor:
        markor.execute(f"CREATE DATABASE {namn}")
    try:
        yield urlunsplit(delar._replace(path=f"/{namn}"))
    finally:
        with connection._nodb_cursor() as markor:
            markor.execute(f"DROP DATABASE {namn} WITH (FORCE)")


def test_forra_versionens_poster_finns_kvar(tom_databas: str, tmp_path: Path) -> None:
    svar = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.verktyg.forra_versionen"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "KVALITET_DATABAS": tom_databas,
            "KVALITET_VAR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "kvalitet.settings",
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert svar.returncode == 0, svar.stderr[-3000:]
    finns = json.loads(svar.stdout)
    assert {"granskning", "uppfoljning"} <= set(finns.pop("mallens_avsnitt"))
    assert finns == {
        "effekt": "nadd",
        "utforare": "Omtanke i Älvdalen AB",
        "anvandare": 1,
        "kontroll": ["minst 95 %", "varje månad", "", None],
        "plan": "faststalld",
        "arende": "2025-0001",
        "skala": 8,
        "text": "<p>Natten är säkrare.</p>",
    }

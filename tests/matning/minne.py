"""The memory a process needs to make the demonstration's whole report, Django and all."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from django.conf import settings

TAK = 250  # MB


@dataclass(frozen=True)
class Minne:
    """Peak of resident memory in MB."""

    vart: float

    @property
    def klarat(self) -> bool:
        return self.vart <= TAK

    def rad(self) -> str:
        omdome = "klarat" if self.klarat else "INTE klarat"
        namn = "Demonstrationens hela rapport som pdf, minne i MB"
        return f"{namn:<58} {self.vart:>9.0f} {'':>9} {'':>7}   ≤ {TAK:<5} {omdome}"


def mat_minne(ar: int) -> list[Minne]:
    """Loads the demonstration in a database of its own and makes the year's report in a process of its own."""
    with tempfile.TemporaryDirectory() as mapp:
        miljo = {**os.environ, "KVALITET_DATABAS": f"sqlite:///{mapp}/demo.sqlite3", "KVALITET_VAR": mapp}

        def kor(*ord_: str) -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                [sys.executable, "manage.py", *ord_], cwd=settings.BASE_DIR, env=miljo, stdout=subprocess.DEVNULL
            )

        for forst in (("migrate", "-v0"), ("ladda_demo", "--rapporter", "1")):
            if kor(*forst).wait():
                raise SystemExit(f"{forst[0]} gick inte.")
        process = kor("skapa_rapport", "--enhet", "Socialnämnden", "--ar", str(ar), "--ut", f"{mapp}/rapport.pdf")
        _, status, matt = os.wait4(process.pid, 0)
        if status:
            raise SystemExit("Rapporten blev inte till.")
        return [Minne(matt.ru_maxrss / 1024)]

"""The worker: does what is queued, starts again when it dies, and sweeps each minute."""

import signal
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from kvalitet.jobb import sopa

PAUS = 1.0  # seconds before a dead worker is started again
SLUTTID = 30  # seconds that a job in progress may take to stop


class Command(BaseCommand):
    help = "Gör det som beställts i bakgrunden. Startar om sig själv och tar hand om det som blivit liggande."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sop", type=float, default=60, help="sekunder mellan sopningarna (60)")

    def handle(self, *args: Any, sop: float, **options: Any) -> None:
        self.barn: subprocess.Popen[bytes] | None = None
        self.stopp = False
        for signalen in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signalen, self._stoppa)
        nasta = time.monotonic()
        while not self.stopp:
            if self.barn is None or self.barn.poll() is not None:
                if self.barn is not None:
                    self.stderr.write("Arbetaren stannade och startas igen.")
                    time.sleep(PAUS)
                self.barn = subprocess.Popen([sys.executable, sys.argv[0], "db_worker"])  # noqa: S603 - ourselves
            if time.monotonic() >= nasta:
                nasta = time.monotonic() + sop
                self._sopa()
            time.sleep(0.2)
        self._avsluta()

    def _sopa(self) -> None:
        close_old_connections()
        try:
            sopa()
        except DatabaseError as fel:  # gone for a moment: the next sweep tries again
            self.stderr.write(f"Sopningen gick inte nu: {type(fel).__name__}")

    def _stoppa(self, nummer: int, ram: FrameType | None) -> None:
        self.stopp = True

    def _avsluta(self) -> None:
        if self.barn is None or self.barn.poll() is not None:
            return
        self.barn.terminate()
        try:
            self.barn.wait(SLUTTID)
        except subprocess.TimeoutExpired:
            self.barn.kill()
            self.barn.wait()

"""Import a yearly plan from a workbook: the same reading, checks and writing as on the page."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kvalitet.datum import rimligt_ar
from kvalitet.models import Enhet
from risker.importen.bok import Importfel
from risker.importen.handling import importera_till


class Command(BaseCommand):
    help = "Läser in en kvalitetsplan ur en Excelfil. Allt eller inget; en andra inläsning uppdaterar."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fil", type=Path, help="arbetsboken enligt mallen, .xlsx")
        parser.add_argument("--enhet", required=True, help="enhetens namn eller kortnamn")
        parser.add_argument("--ar", required=True, type=int, help="planens år, till exempel 2026")

    def handle(self, *args: Any, fil: Path, enhet: str, ar: int, **options: Any) -> None:
        if not rimligt_ar(ar):
            raise CommandError(f"Året {ar} är orimligt. Ange ett år mellan 2000 och 2100.")
        enheter = list(Enhet.objects.pa_svenska())
        sokt = enhet.strip().casefold()
        traff = next((e for e in enheter if sokt in (e.namn.casefold(), e.kortnamn.casefold())), None)
        if traff is None:
            raise CommandError(f"Enheten ”{enhet}” finns inte. Skriv en av: {', '.join(e.namn for e in enheter)}.")
        try:
            innehall = fil.read_bytes()
        except OSError as orsak:
            raise CommandError(f"Filen {fil} går inte att läsa: {orsak.strerror}.") from orsak
        try:
            resultat = importera_till(enhet=traff, ar=ar, innehall=innehall, namn=fil.name)
        except Importfel as fel:
            raise CommandError("Inget är sparat.\n" + "\n".join(fel.rader)) from fel
        for anmarkning in resultat.anmarkningar:
            self.stdout.write(anmarkning)
        self.stdout.write(f"Kvalitetsplan {ar} för {traff}:")
        for antal in resultat.antal:
            self.stdout.write(
                f"  {antal.slag}: {antal.alla} ({antal.nya} nya, {antal.andrade} ändrade, {antal.lika} oförändrade)"
            )
        for post in resultat.utanfor:
            self.stdout.write(f"  Finns i planen men inte i filen, ändras inte: {post.slag} {post.id} {post.text[:80]}")

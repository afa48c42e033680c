"""Load the demonstration municipality. Safe to run again: what is there, and what users have entered, stays."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rapporter.demo.arenden import lagg_in_arenden
from rapporter.demo.granskningar import lagg_in_granskningar
from rapporter.demo.matt import lagg_in_matt
from rapporter.demo.omvarld import lagg_in_omvarld
from rapporter.demo.organisation import INLOGGNINGAR, LOSENORD, lagg_in_organisation
from rapporter.demo.planer import lagg_in_planer
from rapporter.demo.rapporter import lagg_in_rapporter
from rapporter.demo.register import lagg_in_register


class Command(BaseCommand):
    help = "Lägger in den påhittade kommunen Älvhamra och skriver inloggningarna."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rapporter", type=int, choices=(1, 2, 3), default=3, help="Antal fastställda rapporter.")

    def handle(self, *args: object, **options: Any) -> None:
        if settings.LAGE == "drift":
            raise CommandError("Demonstrationen läggs inte in när KVALITET_LAGE är drift.")
        enheter, folk = lagg_in_organisation()
        lagg_in_register(enheter)
        lagg_in_granskningar(enheter, folk)
        lagg_in_matt(enheter)
        lagg_in_omvarld(enheter, folk)
        lagg_in_arenden(enheter, folk)
        lagg_in_planer(enheter, folk)
        lagg_in_rapporter(enheter, folk, options["rapporter"])
        self.stdout.write(f"Logga in med ett av namnen och lösenordet {LOSENORD}")
        for namn, vad in INLOGGNINGAR:
            self.stdout.write(f"  {namn:<10} {folk[namn].get_full_name()}, {vad}")

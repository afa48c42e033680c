"""manage.py skapa_rapport --enhet NAMN --ar ÅÅÅÅ --ut FIL.pdf"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kvalitet.datum import SENASTE_AR, TIDIGASTE_AR, rimligt_ar
from kvalitet.models import Enhet
from rapporter.handlingar import skapa_rapport
from rapporter.kontext import bygg, innehall_for
from rapporter.mallar import KVALITETSBERATTELSE
from rapporter.models import Rapportdokument, Rapportmall
from rapporter.pdf import PdfFel, rendera_pdf


class Command(BaseCommand):
    help = (
        "Skriver en enhets kvalitetsberättelse som pdf. Finns den inte skapas den som utkast. "
        "Är den fryst ges den frysta filen, annars rapporten som den är nu."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--enhet", required=True, help="Enhetens namn")
        parser.add_argument("--ar", required=True, help="År med fyra siffror")
        parser.add_argument("--ut", required=True, type=Path, help="Filen som ska skrivas")

    def handle(self, *args: Any, **val: Any) -> None:
        if not val["ar"].isdecimal() or not rimligt_ar(int(val["ar"])):
            raise CommandError(f"Året {val['ar']!r} går inte. Ange ett år mellan {TIDIGASTE_AR} och {SENASTE_AR}.")
        try:
            enhet = Enhet.objects.get(namn=val["enhet"])
        except Enhet.DoesNotExist:
            namn = ", ".join(Enhet.objects.pa_svenska().values_list("namn", flat=True)[:20]) or "inga"
            raise CommandError(f"Enheten {val['enhet']!r} finns inte. Enheter som finns: {namn}.") from None
        ut: Path = val["ut"]
        if not ut.parent.is_dir():
            raise CommandError(f"Mappen {ut.parent} finns inte.")
        mall = Rapportmall.objects.get(nyckel=KVALITETSBERATTELSE)
        rapport = (
            Rapportdokument.objects.aktuella()
            .select_related("mall", "enhet", "frysning")
            .filter(mall=mall, enhet=enhet, ar=int(val["ar"]))
            .first()
        )
        if rapport is None:
            rapport = skapa_rapport(mall=mall, enhet=enhet, ar=int(val["ar"]), av=None)
        try:
            pdf = (
                rapport.frysning.las_pdf()
                if rapport.ar_fryst
                else rendera_pdf("rapporter/rapport.html", bygg(innehall_for(rapport), utkast=True))[1]
            )
        except (PdfFel, FileNotFoundError) as fel:
            raise CommandError(f"Pdf-filen kunde inte göras: {fel}") from fel
        try:
            ut.write_bytes(pdf)
        except OSError as fel:
            raise CommandError(f"Det gick inte att skriva {ut}: {fel.strerror}.") from fel
        self.stdout.write(f"Skrev {ut}: {rapport}, {rapport.get_status_display()}.")

"""The daily command: a timer runs it once a day. Running it again does no harm."""

from datetime import timedelta

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kvalitet import bidrag, paminnelser
from kvalitet.jobb import sopa
from kvalitet.models import Jobb, Utkast

DYGN = timedelta(days=1)
KON_SPARAS = timedelta(days=14)


class Command(BaseCommand):
    help = "Det som ska göras en gång om dygnet: beställer påminnelser, tar bort gamla utkast, sessioner och filer."

    def handle(self, *args: object, **options: object) -> None:
        utkast, _ = Utkast.objects.all().for_gamla().delete()
        call_command("clearsessions")
        self.stdout.write(f"Borttagna utkast som ingen rört på 30 dagar: {utkast}")
        sopning = sopa()
        DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KON_SPARAS).delete()
        self.stdout.write(
            f"Jobb i bakgrunden: {sopning.overtagna} övertagna, {sopning.koade} köade igen, "
            f"{sopning.misslyckade} uppgivna, {sopning.borttagna} gamla borttagna"
        )
        self.stdout.write(paminnelser.dagligen())
        for rad in bidrag.dagligen():
            self.stdout.write(rad)
        if misslyckade := Jobb.objects.misslyckade().filter(avslutad__gte=timezone.now() - DYGN).count():
            self.stderr.write(f"Jobb som inte gick det senaste dygnet: {misslyckade}. Se sidan Jobb som inte gick.")

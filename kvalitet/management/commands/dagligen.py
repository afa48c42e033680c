"""The daily command: a timer runs it once a day."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from kvalitet import bidrag
from kvalitet.models import Utkast


class Command(BaseCommand):
    help = "Det som ska göras en gång om dygnet: tar bort gamla utkast, utgångna sessioner och kvarglömda filer."

    def handle(self, *args: object, **options: object) -> None:
        utkast, _ = Utkast.objects.all().for_gamla().delete()
        call_command("clearsessions")
        self.stdout.write(f"Borttagna utkast som ingen rört på 30 dagar: {utkast}")
        for rad in bidrag.dagligen():
            self.stdout.write(rad)

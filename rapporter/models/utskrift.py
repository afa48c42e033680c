"""PDFs of drafts, made in the background."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kvalitet.models import Anvandare
from rapporter.models.dokument import Rapportdokument

LAN = timedelta(minutes=5)  # how long a worker may hold a job before another may take it
FORSOK = 3
SPARAS = timedelta(days=2)


class Utskrift(models.Model):
    """A person's request for a PDF of the draft as it is now. `lanad_till` is the lease of the worker making it."""

    class Status(models.TextChoices):
        VANTAR = "vantar", "väntar"
        KLAR = "klar", "klar"
        FEL = "fel", "gick inte"

    dokument = models.ForeignKey(Rapportdokument, on_delete=models.CASCADE, related_name="utskrifter")
    bestalld_av = models.ForeignKey(Anvandare, on_delete=models.CASCADE, related_name="+")
    bestalld = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.VANTAR)
    lanad_till = models.DateTimeField(null=True, blank=True)
    forsok = models.PositiveSmallIntegerField(default=0)
    fil = models.FileField(upload_to="rapporter/utkast", max_length=200, blank=True)
    fel = models.TextField(blank=True)

    class Meta:
        verbose_name = "utskrift"
        verbose_name_plural = "utskrifter"
        constraints = [
            models.UniqueConstraint(
                fields=["dokument", "bestalld_av"], condition=Q(status="vantar"), name="utskrift_en_vantar"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dokument}: {self.get_status_display()}"

    @property
    def overgiven(self) -> bool:
        """Whether nobody is making it any more: its lease has run out, or no worker has taken it in time."""
        return self.status == self.Status.VANTAR and (self.lanad_till or self.bestalld + LAN) < timezone.now()

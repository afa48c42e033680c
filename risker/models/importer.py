"""Uploaded plan files between preview and confirmation."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from kvalitet.models import Anvandare
from risker.models.planer import Kvalitetsplan

SPARAS_TIMMAR = 24


class PlanfilQuerySet(models.QuerySet["Planfil"]):
    def synliga_for(self, anvandare: Anvandare) -> "PlanfilQuerySet":
        """The person's own files that have not expired."""
        return self.filter(anvandare=anvandare, skapad__gte=timezone.now() - timedelta(hours=SPARAS_TIMMAR))

    def utgangna(self) -> "PlanfilQuerySet":
        """Files nobody confirmed within 24 hours."""
        return self.filter(skapad__lt=timezone.now() - timedelta(hours=SPARAS_TIMMAR))


class Planfil(models.Model):
    """A workbook whose preview its owner has seen but not confirmed. Kept as sent, in the database, for a day."""

    anvandare = models.ForeignKey(Anvandare, on_delete=models.CASCADE, related_name="planfiler")
    plan = models.ForeignKey(Kvalitetsplan, on_delete=models.CASCADE, related_name="planfiler")
    namn = models.CharField(max_length=200)
    innehall = models.BinaryField()
    skapad = models.DateTimeField(auto_now_add=True)

    objects = PlanfilQuerySet.as_manager()

    class Meta:
        verbose_name = "planfil"
        verbose_name_plural = "planfiler"

    def __str__(self) -> str:
        return self.namn

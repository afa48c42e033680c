"""Drafts: what someone is writing, kept on the server and never in the browser (shared computers)."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from kvalitet.models.organisation import Anvandare

SPARAS_DAGAR = 30


class UtkastQuerySet(models.QuerySet["Utkast"]):
    def for_gamla(self) -> "UtkastQuerySet":
        """Drafts nobody has touched for 30 days."""
        return self.filter(andrad__lt=timezone.now() - timedelta(days=SPARAS_DAGAR))


class Utkast(models.Model):
    """One person's unsaved text in one form about one object (`objekt_id` 0: a new one)."""

    anvandare = models.ForeignKey(Anvandare, on_delete=models.CASCADE, related_name="utkast")
    blankett = models.CharField(max_length=60)
    objekt_id = models.BigIntegerField(default=0)
    falt = models.JSONField(default=dict)
    andrad = models.DateTimeField(auto_now=True, db_index=True)

    objects = UtkastQuerySet.as_manager()

    class Meta:
        verbose_name = "utkast"
        constraints = [models.UniqueConstraint(fields=["anvandare", "blankett", "objekt_id"], name="utkast_ett")]

    def __str__(self) -> str:
        return f"{self.blankett} {self.objekt_id}"

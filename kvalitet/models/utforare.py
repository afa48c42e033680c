"""Providers and the categories of service they give."""

from django.db import models
from django.db.models import Q

from kvalitet.datum import idag


class GiltigaQuerySet(models.QuerySet["models.Model"]):
    def giltiga(self) -> "GiltigaQuerySet":
        """Entries in use today; retired ones stay on old records."""
        return self.filter(Q(giltig_till__isnull=True) | Q(giltig_till__gte=idag()))


class Insatskategori(models.Model):
    """A kind of service, such as boendestöd or hemtjänst."""

    namn = models.CharField("namn", max_length=120, unique=True)
    giltig_till = models.DateField("används till och med", null=True, blank=True)

    objects = GiltigaQuerySet.as_manager()

    class Meta:
        verbose_name = "insatskategori"
        verbose_name_plural = "insatskategorier"
        ordering = ["namn"]

    def __str__(self) -> str:
        return self.namn


class Utforare(models.Model):
    """Who carries out the services: the municipality itself, a company or an association."""

    class Driftform(models.TextChoices):
        KOMMUNAL = "kommunal", "kommunal"
        PRIVAT = "privat", "privat"
        IDEBUREN = "ideburen", "idéburen"

    namn = models.CharField("namn", max_length=160, unique=True)
    driftform = models.CharField("driftform", max_length=10, choices=Driftform, default=Driftform.PRIVAT)
    giltig_till = models.DateField("verksam till och med", null=True, blank=True)

    objects = GiltigaQuerySet.as_manager()

    class Meta:
        verbose_name = "utförare"
        verbose_name_plural = "utförare"
        ordering = ["namn"]

    def __str__(self) -> str:
        return self.namn

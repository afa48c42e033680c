"""What follows when a provider falls short, and the talks that should make it unnecessary."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from granskningar.models.granskning import Granskning
from granskningar.models.register import RegisterQuerySet
from kvalitet.models import Insatskategori, Verksamhet
from kvalitet.soktext import soktext
from kvalitet.versioner import Versionerad


class SanktionQuerySet(RegisterQuerySet["Sanktion"]):
    def gallande(self) -> Self:
        """Sanctions whose cause is not yet remedied."""
        return self.filter(avhjalpt__isnull=True)


class Sanktion(Versionerad):
    """A sanction that the contract allows: a warning, a fine, cancellation, or the end of an approval."""

    class Slag(models.TextChoices):
        VARNING = "varning", "varning"
        VITE = "vite", "vite"
        HAVNING = "havning", "hävning av avtal"
        AVAUKTORISATION = "avauktorisation", "avauktorisation"

    verksamhet = models.ForeignKey(
        Verksamhet, verbose_name="verksamhet", on_delete=models.PROTECT, related_name="sanktioner"
    )
    granskning = models.ForeignKey(
        Granskning,
        verbose_name="granskning",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sanktioner",
    )
    slag = models.CharField("slag", max_length=16, choices=Slag)
    datum = models.DateField("beslutad")
    beslut = models.CharField("beslut", max_length=120, blank=True)
    skal = models.TextField("skäl")
    avhjalpt = models.DateField("avhjälpt", null=True, blank=True)
    belopp = models.PositiveIntegerField("belopp i kronor", null=True, blank=True)
    soktext = models.TextField(editable=False, default="")

    objects = SanktionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["soktext"])

    class Meta:
        verbose_name = "sanktion"
        verbose_name_plural = "sanktioner"
        indexes = [models.Index(fields=["datum", "id"], name="sanktion_datum")]
        constraints = [
            models.CheckConstraint(
                name="sanktion_avhjalpt_efter_beslut",
                condition=Q(avhjalpt__isnull=True) | Q(avhjalpt__gte=F("datum")),
                violation_error_message="Bristen kan inte vara avhjälpt före beslutet.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_slag_display().capitalize()}: {self.verksamhet}"

    def get_absolute_url(self) -> str:
        return reverse("granskningar:sanktion_visa", args=[self.pk])

    def fyll_i(self) -> None:
        """Set what is worked out from other fields. `save` does it; a bulk insert must do it first."""
        self.soktext = soktext(self.verksamhet.namn, self.verksamhet.utforare.namn, self.beslut, self.skal)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fyll_i()
        super().save(*args, **kwargs)


class Kvalitetsdialog(Versionerad):
    """A meeting with providers about quality: with one or several, about one kind of service or all."""

    datum = models.DateField("datum")
    rubrik = models.CharField("rubrik", max_length=200)
    insatskategori = models.ForeignKey(
        Insatskategori,
        verbose_name="insatskategori",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kvalitetsdialoger",
    )
    verksamheter = models.ManyToManyField(
        Verksamhet, verbose_name="verksamheter som deltog", blank=True, related_name="kvalitetsdialoger"
    )
    teman = models.TextField("teman", blank=True)
    anteckning = models.TextField("vad dialogen gav", blank=True)
    soktext = models.TextField(editable=False, default="")

    objects = RegisterQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["soktext"])

    class Meta:
        verbose_name = "kvalitetsdialog"
        verbose_name_plural = "kvalitetsdialoger"
        indexes = [models.Index(fields=["datum", "id"], name="kvalitetsdialog_datum")]

    def __str__(self) -> str:
        return self.rubrik

    def get_absolute_url(self) -> str:
        return reverse("granskningar:dialog_visa", args=[self.pk])

    def fyll_i(self) -> None:
        """Set what is worked out from other fields. `save` does it; a bulk insert must do it first."""
        self.soktext = soktext(self.rubrik, self.teman, self.anteckning)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fyll_i()
        super().save(*args, **kwargs)

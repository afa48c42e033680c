"""Direct procurements: what was bought outside the contracts, and why."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from granskningar.models.register import RegisterQuerySet
from kvalitet.models import Enhet, Insatskategori
from kvalitet.soktext import soktext
from kvalitet.versioner import Versionerad


class Direktupphandling(Versionerad):
    """A service bought without tender for somebody whom no contract could help (LOU 2016:1145)."""

    class Skal(models.TextChoices):
        KAPACITET = "kapacitet", "ingen ledig plats inom avtal"
        KOMPETENS = "kompetens", "kompetensen finns inte inom avtal"
        SKYNDSAMT = "skyndsamt", "behövdes skyndsamt"
        GEOGRAFI = "geografi", "annan ort behövdes"
        ONSKEMAL = "onskemal", "den enskildes önskemål"
        ANNAT = "annat", "annat skäl"

    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="direktupphandlingar")
    datum = models.DateField("datum")
    insatskategori = models.ForeignKey(
        Insatskategori,
        verbose_name="insatskategori",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="direktupphandlingar",
    )
    leverantor = models.CharField("leverantör", max_length=160)
    belopp = models.PositiveIntegerField("belopp i kronor")
    skal = models.CharField("skäl", max_length=12, choices=Skal)
    skal_text = models.TextField("skälet i ord", blank=True)
    mojlig_inom_avtal = models.BooleanField("hade gått att köpa inom avtal", null=True, blank=True)
    soktext = models.TextField(editable=False, default="")

    objects = RegisterQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["soktext"])

    class Meta:
        verbose_name = "direktupphandling"
        verbose_name_plural = "direktupphandlingar"
        indexes = [
            models.Index(fields=["datum", "id"], name="upphandling_datum"),
            models.Index(fields=["belopp", "id"], name="upphandling_belopp"),
            models.Index(fields=["enhet", "datum"], name="upphandling_enhet_datum"),
        ]
        constraints = [
            models.CheckConstraint(
                name="upphandling_annat_skal_i_ord",
                condition=~Q(skal="annat") | ~Q(skal_text=""),
                violation_error_message="Skriv skälet i ord när det är ett annat skäl än de i listan.",
            ),
            models.CheckConstraint(
                name="upphandling_belopp_over_noll",
                condition=Q(belopp__gt=0),
                violation_error_message="Beloppet ska vara mer än 0 kronor.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leverantor}, {self.datum}"

    def get_absolute_url(self) -> str:
        return reverse("granskningar:upphandling_visa", args=[self.pk])

    def fyll_i(self) -> None:
        """Set what is worked out from other fields. `save` does it; a bulk insert must do it first."""
        self.soktext = soktext(self.leverantor, self.skal_text)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fyll_i()
        super().save(*args, **kwargs)

"""Report templates: which chapters a kind of report has, in which order, and on which figures they rest."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from kvalitet.models import Anvandare
from kvalitet.roller import Ratt
from kvalitet.versioner import Versionerad


class Avsnittsgrund(models.Model):
    """What a section is, in the template and in the document made from it."""

    nyckel = models.SlugField("nyckel", max_length=60)
    ordning = models.PositiveSmallIntegerField("ordning")
    niva = models.PositiveSmallIntegerField("nivå", default=1, choices=[(1, "kapitel"), (2, "underkapitel")])
    rubrik = models.CharField("rubrik", max_length=160)
    vagledning = models.TextField("vägledning", blank=True)
    underlag = models.JSONField("underlag", default=list, blank=True)
    liggande = models.BooleanField("liggande sida", default=False)
    text_kravs = models.BooleanField("måste ha text", default=False)

    class Meta:
        abstract = True


class Rapportmall(models.Model):
    """A kind of report the municipality makes, for example the yearly quality report. Retired, never deleted."""

    nyckel = models.SlugField("nyckel", max_length=60, unique=True)
    namn = models.CharField("namn", max_length=120, unique=True)
    undertitel = models.CharField("undertitel", max_length=160, blank=True)
    beskrivning = models.TextField("beskrivning", blank=True)
    giltig_till = models.DateField("giltig till och med", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "rapportmall"
        verbose_name_plural = "rapportmallar"
        ordering = ["namn"]

    def __str__(self) -> str:
        return self.namn


class MallavsnittQuerySet(models.QuerySet["Mallavsnitt"]):
    def synliga_for(self, anvandare: Anvandare) -> "MallavsnittQuerySet":
        """Templates are a matter for those who keep the house's lists."""
        return self.all() if anvandare.har_ratt(Ratt.LISTOR) else self.none()


class Mallavsnitt(Avsnittsgrund, Versionerad):
    """A section of a template. A change applies to reports made after it."""

    mall = models.ForeignKey(Rapportmall, verbose_name="mall", on_delete=models.CASCADE, related_name="avsnitt")

    objects = MallavsnittQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "mallavsnitt"
        verbose_name_plural = "mallavsnitt"
        ordering = ["mall", "ordning"]
        constraints = [
            models.UniqueConstraint(fields=["mall", "nyckel"], name="mallavsnitt_nyckel_unik"),
            models.UniqueConstraint(fields=["mall", "ordning"], name="mallavsnitt_ordning_unik"),
        ]

    def __str__(self) -> str:
        return self.rubrik

    def get_absolute_url(self) -> str:
        return f"{reverse('rapporter:mallar')}#{self.nyckel}"

    def clean(self) -> None:
        from rapporter.underlag import UNDERLAG, nyckeltal

        if okanda := set(self.underlag) - set(UNDERLAG) - {nyckeltal.NYCKEL}:
            raise ValidationError({"underlag": f"Underlaget {', '.join(sorted(okanda))} finns inte."})

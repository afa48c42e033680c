"""Self-checks: what a unit checks by itself, how and how often (SOSFS 2011:9, 5 kap. 2 §)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from kvalitet.models import Anvandare, Atgard, Enhet, Process
from kvalitet.roller import Ratt
from kvalitet.soktext import soktext
from kvalitet.versioner import Versionerad


class EgenkontrollQuerySet(models.QuerySet["Egenkontroll"]):
    def synliga_for(self, anvandare: Anvandare) -> "EgenkontrollQuerySet":
        """Checks that an adopted plan has made public, where one reads plans; all of them where one reads drafts."""
        utkast = Q(enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA_UTKAST))
        return self.filter(utkast | Q(enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA), faststalld=True))

    def giltiga(self) -> "EgenkontrollQuerySet":
        return self.filter(giltig=True)


class Egenkontroll(Versionerad):
    """Something that a unit follows systematically: a count, a share, a review. Results come per occasion."""

    class Metod(models.TextChoices):
        ANTAL = "antal", "antal"
        ANDEL = "andel", "andel"
        GRANSKNING = "granskning", "granskning med checklista"
        ENKAT = "enkat", "enkät"
        FRITEXT = "fritext", "beskrivning i ord"

    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="egenkontroller")
    process = models.ForeignKey(
        Process, verbose_name="process", on_delete=models.PROTECT, null=True, blank=True, related_name="egenkontroller"
    )
    text = models.TextField("egenkontroll")
    varfor = models.TextField("varför", blank=True)
    metod = models.CharField("metod", max_length=12, choices=Metod, default=Metod.FRITEXT)
    taljare = models.CharField("täljare", max_length=300, blank=True)
    namnare = models.CharField("nämnare", max_length=300, blank=True)
    frekvens = models.CharField("frekvens", max_length=160, blank=True)
    malvarde = models.CharField("målvärde", max_length=160, blank=True)
    ansvarig_text = models.CharField("ansvarig funktion", max_length=160, blank=True)
    atgarder = models.ManyToManyField(Atgard, verbose_name="åtgärder", blank=True, related_name="egenkontroller")
    giltig = models.BooleanField("används", default=True)
    faststalld = models.BooleanField("ingår i en fastställd plan", default=False, editable=False)
    sortering = models.CharField(max_length=60, editable=False, default="")
    soktext = models.TextField(editable=False, default="")
    importnyckel = models.CharField(max_length=80, blank=True, editable=False)

    objects = EgenkontrollQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["soktext", "sortering"])

    class Meta:
        verbose_name = "egenkontroll"
        verbose_name_plural = "egenkontroller"
        indexes = [models.Index(fields=["sortering", "id"], name="egenkontroll_sortering")]
        constraints = [
            models.CheckConstraint(
                name="egenkontroll_har_text",
                condition=~Q(text=""),
                violation_error_message="Skriv vad som kontrolleras.",
            ),
            models.UniqueConstraint(
                fields=["importnyckel"], condition=~Q(importnyckel=""), name="egenkontroll_importnyckel_unik"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("egenkontroller:visa", args=[self.pk])

    def save(self, *args: object, **kwargs: object) -> None:
        self.sortering = self.text[:60]
        self.soktext = soktext(self.text, self.varfor, self.taljare, self.namnare, self.ansvarig_text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

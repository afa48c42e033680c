"""Self-checks: what a unit checks by itself, how and how often (SOSFS 2011:9, 5 kap. 2 §)."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from egenkontroller.perioder import Periodicitet
from kvalitet.models import Anvandare, Atgard, Enhet, Process
from kvalitet.ordning import pa_svenska
from kvalitet.roller import Ratt
from kvalitet.soktext import soktext
from kvalitet.templatetags.utseende import tal
from kvalitet.versioner import Versionerad


class EgenkontrollQuerySet(models.QuerySet["Egenkontroll"]):
    def synliga_for(self, anvandare: Anvandare) -> "EgenkontrollQuerySet":
        """Checks that an adopted plan has made public, where one reads plans; all of them where one reads drafts.

        Who is responsible for a check sees it wherever it is.
        """
        utkast = Q(enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA_UTKAST))
        oppna = Q(enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA), faststalld=True)
        return self.filter(utkast | oppna | Q(ansvarig=anvandare))

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

    class Operator(models.TextChoices):
        MINST = "minst", "minst"
        HOGST = "hogst", "högst"
        LIKA = "lika", "exakt"

    I_ANDEL = (Metod.ANDEL, Metod.GRANSKNING, Metod.ENKAT)

    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="egenkontroller")
    gors_i = models.ManyToManyField(Enhet, verbose_name="görs i", blank=True, related_name="egenkontroller_har")
    process = models.ForeignKey(
        Process, verbose_name="process", on_delete=models.PROTECT, null=True, blank=True, related_name="egenkontroller"
    )
    text = models.TextField("egenkontroll")
    varfor = models.TextField("varför", blank=True)
    metod = models.CharField("metod", max_length=12, choices=Metod, default=Metod.FRITEXT)
    taljare = models.CharField("täljare", max_length=300, blank=True)
    namnare = models.CharField("nämnare", max_length=300, blank=True)
    frekvens = models.CharField("frekvens", max_length=160, blank=True)
    period = models.CharField("hur ofta", max_length=8, choices=Periodicitet, blank=True)
    startar = models.DateField("börjar", null=True, blank=True)
    malvarde = models.CharField("målvärde i ord", max_length=160, blank=True)
    mal_operator = models.CharField("målet är", max_length=6, choices=Operator, blank=True)
    mal_tal = models.DecimalField("mål", max_digits=12, decimal_places=2, null=True, blank=True)
    ansvarig = models.ForeignKey(
        Anvandare,
        verbose_name="ansvarig",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="egenkontroller",
    )
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
        indexes = [models.Index(pa_svenska("sortering"), "id", name="egenkontroll_pa_svenska")]
        constraints = [
            models.CheckConstraint(
                name="egenkontroll_har_text",
                condition=~Q(text=""),
                violation_error_message="Skriv vad som kontrolleras.",
            ),
            models.CheckConstraint(
                name="egenkontroll_mal_stammer",
                condition=Q(mal_operator="", mal_tal__isnull=True) | (~Q(mal_operator="") & Q(mal_tal__isnull=False)),
                violation_error_message="Ange både om målet är minst, högst eller exakt och vilket tal det är.",
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

    @property
    def i_andel(self) -> bool:
        """Whether the result is a share in per cent, with numerator and denominator."""
        return self.metod in self.I_ANDEL

    @property
    def mal_visat(self) -> str:
        """The target as it is read: "minst 95 %", or the words where it is no number."""
        if self.mal_tal is None:
            return self.malvarde
        return f"{self.get_mal_operator_display()} {med_enhet(self.mal_tal, procent=self.i_andel)}"

    @property
    def hur_ofta(self) -> str:
        return self.get_period_display() if self.period else self.frekvens

    @property
    def ansvarig_visad(self) -> str:
        return str(self.ansvarig) if self.ansvarig else self.ansvarig_text


def utan_nollor(varde: Decimal) -> int | Decimal:
    """The number without needless decimals: 95.00 → 95, 99.50 → 99.5."""
    return int(varde) if varde == varde.to_integral_value() else varde.normalize()


def med_enhet(varde: Decimal, *, procent: bool) -> str:
    """A result or target as it is read: decimal comma, no needless zeros, "%" after a share."""
    skrivet = tal(utan_nollor(varde))
    return f"{skrivet}\u00a0%" if procent else skrivet

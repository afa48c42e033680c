"""Risks: what could go wrong for the individual. A risk lives on from year to year."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from kvalitet.models import Anvandare, Enhet, Kvalitetsomrade, Process
from kvalitet.ordning import pa_svenska
from kvalitet.roller import Ratt
from kvalitet.soktext import soktext
from kvalitet.versioner import Versionerad

if TYPE_CHECKING:
    from risker.models.planer import Planrad


class Niva(models.TextChoices):
    """How high an assessed risk is; below, at or above the scale's action limit."""

    LAG = "lag", "låg"
    MEDEL = "medel", "medel"
    HOG = "hog", "hög"
    MYCKET_HOG = "mycket_hog", "mycket hög"

    @classmethod
    def over_gransen(cls) -> "tuple[Niva, ...]":
        return cls.HOG, cls.MYCKET_HOG


class RiskQuerySet(models.QuerySet["Risk"]):
    def synliga_for(self, anvandare: Anvandare) -> "RiskQuerySet":
        """Risks in an adopted plan where one reads plans; every risk where one reads drafts."""
        from risker.models.planer import Kvalitetsplan, Planrad

        i_antagen_plan = Exists(Planrad.objects.filter(risk=OuterRef("pk"), plan__status__in=Kvalitetsplan.ANTAGNA))
        utkast = Q(enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA_UTKAST))
        return self.filter(utkast | (Q(enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA)) & Q(i_antagen_plan)))

    def utan_egenkontroll_och_atgard(self) -> "RiskQuerySet":
        """Risks that no plan ties any self-check or action to, by themselves or through their process."""
        from risker.models.planer import Planprocess, Planrad

        kopplat = Q()
        for modell, vag in ((Planrad, "planrad__risk"), (Planprocess, "planprocess__rader__risk")):
            for falt in (modell.egenkontroller, modell.atgarder):
                kopplat |= Q(Exists(falt.through.objects.filter(**{vag: OuterRef("pk")})))
        return self.exclude(kopplat)

    def over_gransen(self) -> "RiskQuerySet":
        """Assessed at or above the action limit."""
        return self.filter(niva__in=Niva.over_gransen())


class Risk(Versionerad):
    """A risk in a process, or in the unit as a whole when it has no process.

    `varde` and `niva` repeat the latest assessment (0 and "" while there is none), so that the list can be sorted.
    """

    class Kalla(models.TextChoices):
        AVVIKELSE = "avvikelse", "avvikelse, klagomål eller lex Sarah"
        GRANSKNING = "granskning", "granskning"
        TILLSYN = "tillsyn", "tillsyn"
        EGENKONTROLL = "egenkontroll", "egenkontroll"
        ENKAT = "enkat", "enkät eller öppna jämförelser"
        ANNAT = "annat", "annat"

    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="risker")
    process = models.ForeignKey(
        Process, verbose_name="process", on_delete=models.PROTECT, null=True, blank=True, related_name="risker"
    )
    text = models.TextField("risk")
    tema = models.CharField("tema", max_length=160, blank=True)
    kvalitetsomraden = models.ManyToManyField(
        Kvalitetsomrade, verbose_name="kvalitetsområden", blank=True, related_name="risker"
    )
    orsak = models.TextField("orsak", blank=True)
    konsekvens = models.TextField("konsekvens", blank=True)
    kalla = models.CharField("hur risken uppmärksammades", max_length=12, choices=Kalla, blank=True)
    uppkommen = models.DateField("uppmärksammad", null=True, blank=True)
    varde = models.PositiveSmallIntegerField("riskvärde", default=0, editable=False)
    niva = models.CharField("nivå", max_length=10, choices=Niva, blank=True, default="", editable=False)
    sortering = models.CharField(max_length=60, editable=False, default="")
    soktext = models.TextField(editable=False, default="")

    objects = RiskQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["soktext", "sortering", "varde", "niva"])

    class Meta:
        verbose_name = "risk"
        verbose_name_plural = "risker"
        indexes = [
            models.Index(pa_svenska("sortering"), "id", name="risk_pa_svenska"),
            models.Index(fields=["varde", "id"], name="risk_varde"),
        ]
        constraints = [
            models.CheckConstraint(
                name="risk_har_text", condition=~Q(text=""), violation_error_message="Beskriv risken."
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("risker:risk", args=[self.pk])

    @property
    def ar_over_gransen(self) -> bool:
        """Whether the latest assessment asks for measures."""
        return self.niva in Niva.over_gransen()

    @property
    def senaste(self) -> "Planrad | None":
        """The row of the latest plan that the reader sees; the queryset has put the visible ones in `synliga_rader`."""
        return next(iter(self.synliga_rader), None)  # type: ignore[attr-defined]

    def folj_bedomningen(self) -> None:
        """Take value and level from the latest assessment that nothing corrects. Callers who bulk-create call this."""
        senast = self.bedomningar.gallande().select_related("skala").last()
        self.varde, self.niva = (senast.varde, senast.niva) if senast else (0, "")
        Risk.objects.filter(pk=self.pk).update(varde=self.varde, niva=self.niva)

    def save(self, *args: object, **kwargs: object) -> None:
        self.sortering = self.text[:60]
        self.soktext = soktext(self.text, self.tema, self.orsak, self.konsekvens)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Delrisk(models.Model):
    """One part of a compound risk."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="delrisker")
    ordning = models.PositiveSmallIntegerField("ordning")
    text = models.TextField("delrisk")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "delrisk"
        verbose_name_plural = "delrisker"
        ordering = ["risk", "ordning"]
        constraints = [
            models.UniqueConstraint(fields=["risk", "ordning"], name="delrisk_ordning_unik"),
            models.CheckConstraint(name="delrisk_har_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text

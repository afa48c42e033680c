"""The yearly quality plan of a unit and its rows: which risks, what is checked, what is done, and how it went."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from egenkontroller.models import Egenkontroll
from kvalitet.datum import SENASTE_AR, TIDIGASTE_AR
from kvalitet.models import Anvandare, Atgard, Enhet, Kvalitetsomrade, Process
from kvalitet.roller import Ratt
from kvalitet.tillstand import Krav, OtillatenOvergang, Overgang, Tillstandsmodell
from kvalitet.versioner import Versionerad
from risker.models.risker import Risk


class KvalitetsplanQuerySet(models.QuerySet["Kvalitetsplan"]):
    def synliga_for(self, anvandare: Anvandare) -> "KvalitetsplanQuerySet":
        """Adopted plans where one reads plans; drafts where one reads drafts."""
        antagna = Q(enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA), status__in=Kvalitetsplan.ANTAGNA)
        return self.filter(antagna | Q(enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA_UTKAST)))


class Kvalitetsplan(Tillstandsmodell, Versionerad):
    """A unit's plan for a year: its risks with self-checks and actions, adopted and at year's end followed up."""

    class Status(models.TextChoices):
        UTKAST = "utkast", "utkast"
        FASTSTALLD = "faststalld", "fastställd"
        UPPFOLJD = "uppfoljd", "uppföljd"

    ANTAGNA = (Status.FASTSTALLD, Status.UPPFOLJD)
    kant_utan_lage: int | None = None

    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="kvalitetsplaner")
    ar = models.PositiveSmallIntegerField("år")
    status = models.CharField("läge", max_length=12, choices=Status, default=Status.UTKAST, editable=False)
    inledning = models.TextField("inledning", blank=True)
    faststalld_av = models.ForeignKey(
        Anvandare,
        verbose_name="fastställd av",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    faststalld_vid = models.DateTimeField("fastställd", null=True, blank=True, editable=False)

    OVERGANGAR = (
        Overgang(
            Status.UTKAST,
            Status.FASTSTALLD,
            "Fastställ planen",
            Ratt.PLAN_FASTSTALLA,
            krav=(
                Krav(
                    "planen inte har någon risk",
                    "Planen har minst en risk",
                    lambda p: p.rader.exists(),
                    ("Lägg till en risk", "risker:ny_rad"),
                ),
            ),
        ),
        Overgang(
            Status.FASTSTALLD,
            Status.UPPFOLJD,
            "Avsluta uppföljningen",
            Ratt.PLAN_FASTSTALLA,
            krav=(
                Krav(
                    "någon risk saknar läge vid årets slut",
                    "Alla risker har läge med kommentar",
                    lambda p: p.antal_utan_lage() == 0,
                    ("Sätt läge", "risker:uppfoljning"),
                ),
            ),
        ),
        Overgang(Status.FASTSTALLD, Status.UTKAST, "Öppna som utkast", Ratt.PLAN_FASTSTALLA, motivering=True),
        Overgang(Status.UPPFOLJD, Status.FASTSTALLD, "Öppna uppföljningen", Ratt.PLAN_FASTSTALLA, motivering=True),
    )
    VAG = (Status.UTKAST, Status.FASTSTALLD, Status.UPPFOLJD)

    objects = KvalitetsplanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "kvalitetsplan"
        verbose_name_plural = "kvalitetsplaner"
        indexes = [models.Index(fields=["ar", "id"], name="kvalitetsplan_ar")]
        constraints = [
            models.UniqueConstraint(
                fields=["enhet", "ar"],
                name="kvalitetsplan_en_per_ar",
                violation_error_message="Enheten har redan en kvalitetsplan för det året.",
            ),
            models.CheckConstraint(
                name="kvalitetsplan_rimligt_ar",
                condition=Q(ar__gte=TIDIGASTE_AR, ar__lte=SENASTE_AR),
                violation_error_message=f"Ange ett år mellan {TIDIGASTE_AR} och {SENASTE_AR}.",
            ),
            models.CheckConstraint(
                name="kvalitetsplan_faststalld_med_namn",
                condition=Q(status="utkast", faststalld_av__isnull=True, faststalld_vid__isnull=True)
                | (~Q(status="utkast") & Q(faststalld_av__isnull=False, faststalld_vid__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"Kvalitetsplan {self.ar} för {self.enhet}"

    def get_absolute_url(self) -> str:
        return reverse("risker:visa", args=[self.pk])

    def utan_lage(self) -> "models.QuerySet[Planrad]":
        """Rows whose risk has no outcome yet: none may be left when the year's follow-up is closed."""
        return self.rader.filter(lage="")

    def antal_utan_lage(self) -> int:
        """How many such rows; a page that has read the rows says so in `kant_utan_lage`."""
        return self.utan_lage().count() if self.kant_utan_lage is None else self.kant_utan_lage

    def hinder(self, overgang: Overgang) -> list[Krav]:
        """As the table says, with the number of risks that lack an outcome."""
        saknas = super().hinder(overgang)
        if overgang.till == self.Status.UPPFOLJD and saknas:
            antal = self.antal_utan_lage()
            text = "en risk saknar läge vid årets slut" if antal == 1 else f"{antal} risker saknar läge vid årets slut"
            return [replace(saknas[0], saknas=text)]
        return saknas

    def byt_status(self, till: str, *, av: Any, motivering: str = "") -> None:
        """As Tillstandsmodell. Adopting writes who and when and makes its self-checks public; reopening undoes."""
        fore, fran = (self.faststalld_av, self.faststalld_vid), self.status
        if till == self.Status.FASTSTALLD and fran == self.Status.UTKAST:
            self.faststalld_av, self.faststalld_vid = av, timezone.now()
        elif till == self.Status.UTKAST:
            self.faststalld_av, self.faststalld_vid = None, None
        try:
            super().byt_status(till, av=av, motivering=motivering)
        except (PermissionDenied, OtillatenOvergang):
            self.faststalld_av, self.faststalld_vid = fore
            raise
        self.oppna_egenkontroller()

    def oppna_egenkontroller(self) -> None:
        """A self-check is public as long as some adopted plan holds it."""
        i_planen = Q(planrader__plan=self) | Q(planprocesser__plan=self)
        antagen = Q(planrader__plan__status__in=self.ANTAGNA) | Q(planprocesser__plan__status__in=self.ANTAGNA)
        berorda = set(Egenkontroll.objects.filter(i_planen).values_list("pk", flat=True))
        oppna = set(Egenkontroll.objects.filter(antagen, pk__in=berorda).values_list("pk", flat=True))
        for egenkontroll in Egenkontroll.objects.filter(pk__in=berorda):
            if egenkontroll.faststalld != (egenkontroll.pk in oppna):
                egenkontroll.faststalld = egenkontroll.pk in oppna
                egenkontroll.save(update_fields=["faststalld"])


class Planprocess(models.Model):
    """A process in the year's plan, with the self-checks and actions that belong to it and to no single risk."""

    plan = models.ForeignKey(Kvalitetsplan, on_delete=models.CASCADE, related_name="planprocesser")
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="planprocesser")
    ordning = models.PositiveSmallIntegerField(default=0)
    egenkontroller = models.ManyToManyField(Egenkontroll, blank=True, related_name="planprocesser")
    atgarder = models.ManyToManyField(Atgard, blank=True, related_name="planprocesser")

    class Meta:
        verbose_name = "process i planen"
        verbose_name_plural = "processer i planen"
        ordering = ["plan", "ordning", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "process"],
                name="planprocess_unik",
                violation_error_message="Processen finns redan i planen.",
            )
        ]

    def __str__(self) -> str:
        return str(self.process)


class PlanradQuerySet(models.QuerySet["Planrad"]):
    def synliga_for(self, anvandare: Anvandare) -> "PlanradQuerySet":
        """Rows of the plans one may see; the plan decides, not the row's group."""
        antagna = Q(plan__enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA), plan__status__in=Kvalitetsplan.ANTAGNA)
        return self.filter(antagna | Q(plan__enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA_UTKAST)))


class Planrad(Versionerad):
    """A risk in a year's plan, for a unit or one of its groups, with what is checked, what is done and how it ended."""

    class Lage(models.TextChoices):
        AVHJALPT = "avhjalpt", "avhjälpt"
        MINSKAT = "minskat", "minskat"
        KVARSTAR = "kvarstar", "kvarstår"
        OKAT = "okat", "ökat"

    plan = models.ForeignKey(Kvalitetsplan, verbose_name="plan", on_delete=models.PROTECT, related_name="rader")
    planprocess = models.ForeignKey(
        Planprocess, verbose_name="process", on_delete=models.PROTECT, null=True, blank=True, related_name="rader"
    )
    risk = models.ForeignKey(Risk, verbose_name="risk", on_delete=models.PROTECT, related_name="planrader")
    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="planrader")
    ordning = models.PositiveSmallIntegerField("ordning", default=0)
    egenkontroller = models.ManyToManyField(
        Egenkontroll, verbose_name="egenkontroller", blank=True, related_name="planrader"
    )
    atgarder = models.ManyToManyField(Atgard, verbose_name="åtgärder", blank=True, related_name="planrader")
    lage = models.CharField("läge", max_length=12, choices=Lage, blank=True)
    lage_kommentar = models.TextField("kommentar till läget", blank=True)
    importnyckel = models.CharField("beteckning", max_length=80, blank=True, editable=False)

    objects = PlanradQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "rad i planen"
        verbose_name_plural = "rader i planen"
        ordering = ["plan", "ordning", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "risk", "enhet"],
                name="planrad_risk_en_gang_per_enhet",
                violation_error_message="Risken finns redan i planen för den enheten.",
            ),
            models.UniqueConstraint(
                fields=["plan", "importnyckel"], condition=~Q(importnyckel=""), name="planrad_importnyckel_unik"
            ),
            models.CheckConstraint(
                name="planrad_lage_med_kommentar",
                condition=Q(lage="") | ~Q(lage_kommentar=""),
                violation_error_message="Skriv en kommentar till läget.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk} ({self.enhet})"


class Forbattringsomrade(models.Model):
    """Something identified as needing improvement, under a quality area or none: the ground for the year's risks."""

    plan = models.ForeignKey(Kvalitetsplan, on_delete=models.CASCADE, related_name="forbattringsomraden")
    kvalitetsomrade = models.ForeignKey(
        Kvalitetsomrade, verbose_name="kvalitetsområde", on_delete=models.PROTECT, null=True, blank=True
    )
    ordning = models.PositiveSmallIntegerField("ordning", default=0)
    text = models.TextField("förbättringsområde")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "förbättringsområde"
        verbose_name_plural = "förbättringsområden"
        ordering = ["plan", "ordning", "pk"]
        constraints = [models.CheckConstraint(name="forbattringsomrade_har_text", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text

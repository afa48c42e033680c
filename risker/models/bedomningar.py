"""The scale risks are judged on and the dated assessments: probability × consequence (SOSFS 2011:9, 5 kap. 1 §)."""

from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kvalitet.datum import idag
from kvalitet.models import Anvandare
from kvalitet.roller import Ratt
from risker.models.risker import Niva, Risk


class RiskskalaQuerySet(models.QuerySet["Riskskala"]):
    def gallande(self, dag: date | None = None) -> "Riskskala":
        """The scale in force on the day (default today). Raises DoesNotExist before the first one."""
        fraga = self.filter(giltig_fran__lte=dag or idag()).prefetch_related("steg")
        return fraga.order_by("giltig_fran", "version").reverse()[:1].get()


class Riskskala(models.Model):
    """A scale in force from a day. An assessment keeps the scale it was made on; a new scale is a new version."""

    namn = models.CharField("namn", max_length=80)
    version = models.PositiveSmallIntegerField("version", unique=True)
    giltig_fran = models.DateField("gäller från")
    storlek = models.PositiveSmallIntegerField("antal steg", default=4)
    atgardsgrans = models.PositiveSmallIntegerField("åtgärd krävs från värde", default=8)

    objects = RiskskalaQuerySet.as_manager()

    class Meta:
        verbose_name = "riskskala"
        verbose_name_plural = "riskskalor"
        ordering = ["version"]
        constraints = [
            models.CheckConstraint(name="riskskala_storlek", condition=Q(storlek__gte=2, storlek__lte=10)),
            models.CheckConstraint(
                name="riskskala_grans", condition=Q(atgardsgrans__gte=1, atgardsgrans__lte=F("storlek") * F("storlek"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.namn}, version {self.version}"

    def niva(self, varde: int) -> str:
        """The level of a value: high from the action limit on, very high from half again as much."""
        if varde >= self.atgardsgrans:
            return Niva.MYCKET_HOG if 2 * varde >= 3 * self.atgardsgrans else Niva.HOG
        return Niva.MEDEL if 2 * varde >= self.atgardsgrans else Niva.LAG

    @cached_property
    def stegen(self) -> dict[str, dict[int, "Skalsteg"]]:
        """Axis → value → step."""
        svar: dict[str, dict[int, Skalsteg]] = {axel: {} for axel in Skalsteg.Axel.values}
        for steg in self.steg.all():
            svar[steg.axel][steg.varde] = steg
        return svar


class Skalsteg(models.Model):
    """One step of an axis: what the number means."""

    class Axel(models.TextChoices):
        SANNOLIKHET = "sannolikhet", "sannolikhet"
        ALLVAR = "allvar", "allvarlighetsgrad"

    skala = models.ForeignKey(Riskskala, on_delete=models.CASCADE, related_name="steg")
    axel = models.CharField("axel", max_length=12, choices=Axel)
    varde = models.PositiveSmallIntegerField("värde")
    namn = models.CharField("namn", max_length=60)
    beskrivning = models.CharField("beskrivning", max_length=200, blank=True)

    class Meta:
        verbose_name = "steg i riskskalan"
        verbose_name_plural = "steg i riskskalan"
        ordering = ["skala", "axel", "varde"]
        constraints = [models.UniqueConstraint(fields=["skala", "axel", "varde"], name="skalsteg_unikt")]

    def __str__(self) -> str:
        return f"{self.varde} {self.namn}"


class RiskbedomningQuerySet(models.QuerySet["Riskbedomning"]):
    def synliga_for(self, anvandare: Anvandare) -> "RiskbedomningQuerySet":
        """The assessments of the risks one may see."""
        utkast = Q(risk__enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA_UTKAST))
        return self.filter(utkast | Q(risk__in=Risk.objects.synliga_for(anvandare)))

    def gallande(self) -> "RiskbedomningQuerySet":
        """Those that no later one corrects, in the order they were made."""
        return self.filter(rattad_av__isnull=True).order_by("datum", "pk")


class Riskbedomning(models.Model):
    """How probable and how grave a risk was judged to be on a day, and why. Never changed: a new one corrects it."""

    risk = models.ForeignKey(Risk, verbose_name="risk", on_delete=models.CASCADE, related_name="bedomningar")
    skala = models.ForeignKey(Riskskala, verbose_name="skala", on_delete=models.PROTECT, related_name="bedomningar")
    datum = models.DateField("datum")
    period = models.CharField("period", max_length=80, blank=True)
    sannolikhet = models.PositiveSmallIntegerField("sannolikhet")
    allvar = models.PositiveSmallIntegerField("allvarlighetsgrad")
    varde = models.PositiveSmallIntegerField("riskvärde", editable=False)
    motivering = models.TextField("motivering")
    bedomd_av = models.ForeignKey(
        Anvandare, verbose_name="bedömd av", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rattar = models.OneToOneField(
        "self", verbose_name="rättar", on_delete=models.PROTECT, null=True, blank=True, related_name="rattad_av"
    )

    objects = RiskbedomningQuerySet.as_manager()

    class Meta:
        verbose_name = "riskbedömning"
        verbose_name_plural = "riskbedömningar"
        indexes = [models.Index(fields=["risk", "datum"], name="riskbedomning_risk_datum")]
        constraints = [
            models.CheckConstraint(
                name="riskbedomning_varde_ar_produkten", condition=Q(varde=F("sannolikhet") * F("allvar"))
            ),
            models.CheckConstraint(name="riskbedomning_steg", condition=Q(sannolikhet__gte=1, allvar__gte=1)),
            models.CheckConstraint(
                name="riskbedomning_motiverad",
                condition=~Q(motivering=""),
                violation_error_message="Skriv varför ni bedömer risken så.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.datum}: {self.sannolikhet} × {self.allvar} = {self.varde}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save as new. Raises ValidationError for one already saved: assessments are corrected by new ones."""
        if not self._state.adding:
            raise ValidationError("En bedömning ändras inte. Gör en ny som rättar den.")
        self.varde = self.sannolikhet * self.allvar
        super().save(*args, **kwargs)
        self.risk.folj_bedomningen()

    def get_absolute_url(self) -> str:
        return reverse("risker:risk", args=[self.risk_id])

    def clean(self) -> None:
        """The steps exist on the scale."""
        for axel in Skalsteg.Axel.values:
            if getattr(self, axel) is not None and getattr(self, axel) not in self.skala.stegen[axel]:
                raise ValidationError({axel: "Steget finns inte på riskskalan."})

    @property
    def niva(self) -> str:
        return self.skala.niva(self.varde)

    @property
    def nivanamn(self) -> str:
        return Niva(self.niva).label

    @property
    def over_gransen(self) -> bool:
        return self.varde >= self.skala.atgardsgrans

    @property
    def sannolikhet_visad(self) -> str:
        return self._steg("sannolikhet", self.sannolikhet)

    @property
    def allvar_visad(self) -> str:
        return self._steg("allvar", self.allvar)

    def _steg(self, axel: str, varde: int) -> str:
        steg = self.skala.stegen[axel].get(varde)
        return str(steg) if steg else str(varde)

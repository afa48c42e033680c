"""Work done in the background: who ordered it, who is doing it, how far it has come and what it gave."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kvalitet.models.organisation import Anvandare

FILER_SPARAS = timedelta(days=2)
RADER_SPARAS = timedelta(days=30)


class JobbQuerySet(models.QuerySet["Jobb"]):
    def synliga_for(self, anvandare: Anvandare) -> "JobbQuerySet":
        """One's own, and nobody else's."""
        return self.filter(bestalld_av=anvandare) if anvandare.is_active else self.none()

    def overgivna(self, nu: datetime) -> "JobbQuerySet":
        """Begun by a worker whose time has run out: it died or lost its database."""
        return self.filter(status=Jobb.Status.PAGAR, lanad_till__lt=nu)

    def misslyckade(self) -> "JobbQuerySet":
        """Given up, newest first."""
        return self.filter(status=Jobb.Status.FEL).order_by("-avslutad", "-pk")


class Jobb(models.Model):
    """A piece of work. `nyckel` names what it is about: while it is open, the same order gives the same job.

    `rubrik` says what is made and `tillbaka` is the address of the page it was ordered from.
    `lanad_av` is the token of the worker doing it and `lanad_till` how long it is trusted to be alive.
    """

    class Status(models.TextChoices):
        VANTAR = "vantar", "väntar"
        PAGAR = "pagar", "pågår"
        KLAR = "klar", "klart"
        FEL = "fel", "gick inte"

    OPPNA: ClassVar = (Status.VANTAR, Status.PAGAR)

    slag = models.CharField("slag", max_length=40)
    rubrik = models.CharField("vad som görs", max_length=200)
    tillbaka = models.CharField(max_length=300, blank=True)
    nyckel = models.CharField(max_length=200)
    bestalld_av = models.ForeignKey(
        Anvandare, verbose_name="beställd av", on_delete=models.CASCADE, null=True, blank=True, related_name="jobb"
    )
    bestalld = models.DateTimeField("beställd", default=timezone.now)
    status = models.CharField("läge", max_length=8, choices=Status, default=Status.VANTAR)
    koad = models.DateTimeField(default=timezone.now)
    uppgift = models.CharField(max_length=64, blank=True)
    lanad_till = models.DateTimeField(null=True, blank=True)
    lanad_av = models.CharField(max_length=40, blank=True)
    forsok = models.PositiveSmallIntegerField("försök", default=0)
    framsteg = models.PositiveSmallIntegerField(default=0)
    framsteg_text = models.CharField(max_length=200, blank=True)
    parametrar = models.JSONField(default=dict)
    resultat = models.JSONField(default=dict)
    fil = models.FileField(upload_to="jobb", max_length=200, blank=True)
    fel = models.TextField("fel", blank=True)
    avslutad = models.DateTimeField("avslutad", null=True, blank=True)

    objects = JobbQuerySet.as_manager()

    class Meta:
        verbose_name = "jobb"
        verbose_name_plural = "jobb"
        constraints = [
            models.UniqueConstraint(
                fields=["slag", "nyckel"], condition=Q(status__in=["vantar", "pagar"]), name="jobb_ett_oppet"
            ),
            models.CheckConstraint(condition=Q(framsteg__lte=100), name="jobb_framsteg_hogst_hundra"),
        ]
        indexes = [
            models.Index(fields=["bestalld_av", "-bestalld"], name="jobb_mina"),
            models.Index(fields=["status", "lanad_till"], name="jobb_lage"),
        ]

    def __str__(self) -> str:
        return f"{self.rubrik}: {self.get_status_display()}"

    def get_absolute_url(self) -> str:
        return reverse("jobb_visa", args=[self.pk])

    @property
    def oppet(self) -> bool:
        """Whether it still may give something."""
        return self.status in self.OPPNA

    @property
    def marke(self) -> str:
        """Changes with everything that its page shows."""
        return f"{self.status}-{self.forsok}-{self.framsteg}"

    @property
    def har_fil(self) -> bool:
        """Whether there is a file left to fetch. One without a name is for the system's own use."""
        return self.status == self.Status.KLAR and bool(self.fil) and bool(self.resultat.get("filnamn"))


class Utskick(models.Model):
    """One person's digest of one day. The row is what makes it one, however often the day's work is run."""

    anvandare = models.ForeignKey(Anvandare, on_delete=models.CASCADE, related_name="utskick")
    dag = models.DateField()
    taget = models.DateTimeField(null=True, blank=True)
    skickat = models.DateTimeField(null=True, blank=True)
    fel = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "utskick"
        verbose_name_plural = "utskick"
        constraints = [models.UniqueConstraint(fields=["anvandare", "dag"], name="utskick_ett_om_dagen")]
        indexes = [models.Index(fields=["dag"], name="utskick_dag")]

    def __str__(self) -> str:
        return f"{self.anvandare_id} {self.dag}"

"""Audits of providers: what was looked at, what was found and what the provider must mend."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from avvikelser.models import Avvikelse
from granskningar.models.register import RegisterQuerySet
from granskningar.overgangar import OVERGANGAR, VAG, VAG_MED_PLAN, Status
from kvalitet.datum import idag
from kvalitet.models import Anvandare, Atgard, Insatskategori, Verksamhet
from kvalitet.soktext import soktext
from kvalitet.tillstand import Overgang, Tillstandsmodell
from kvalitet.versioner import Versionerad


class GranskningQuerySet(RegisterQuerySet["Granskning"]):
    def oppna(self) -> Self:
        """Audits that are planned or under way."""
        return self.exclude(status__in=[Status.AVSLUTAD, Status.INSTALLD])

    def med_sena_punkter(self, dag: date) -> Self:
        """Audits with an open point whose day has passed."""
        sena = Atgardspunkt.objects.filter(granskning=models.OuterRef("pk"), klar__isnull=True, senast__lt=dag)
        return self.filter(models.Exists(sena))


class Granskning(Tillstandsmodell, Versionerad):
    """An audit of a provider's activity (kommunallagen 10 kap. 8 §).

    It counts in the year it was begun: one that is still going on when the report is written is there too, but not
    among those that met the requirements. A needs analysis (behovsanalys) looks at needs and is counted apart.
    """

    class Slag(models.TextChoices):
        PLANERAD = "planerad", "planerad"
        PAKALLAD = "pakallad", "påkallad"
        TEMATISK = "tematisk", "tematisk"
        UPPFOLJANDE = "uppfoljande", "uppföljande"
        BEHOVSANALYS = "behovsanalys", "del av behovsanalys"

    class Uppfyller(models.TextChoices):
        JA = "ja", "uppfyller de viktigaste kraven"
        DELVIS = "delvis", "uppfyller delvis"
        NEJ = "nej", "uppfyller inte"

    Status = Status

    verksamhet = models.ForeignKey(
        Verksamhet, verbose_name="verksamhet", on_delete=models.PROTECT, related_name="granskningar"
    )
    insatskategori = models.ForeignKey(
        Insatskategori,
        verbose_name="insatskategori",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="granskningar",
    )
    slag = models.CharField("slag", max_length=12, choices=Slag, default=Slag.PLANERAD)
    oanmald = models.BooleanField("oanmäld", default=False)
    rubrik = models.CharField("rubrik", max_length=200)
    anledning = models.TextField("anledning", blank=True)
    planerad = models.DateField("planerad till")
    paborjad = models.DateField("påbörjad", null=True, blank=True)
    genomford = models.DateField("genomförd", null=True, blank=True)
    ansvarig = models.ForeignKey(
        Anvandare, verbose_name="ansvarig", on_delete=models.PROTECT, null=True, blank=True, related_name="granskningar"
    )
    sammanfattning = models.TextField("sammanfattning", blank=True)
    uppfyller = models.CharField("de viktigaste kraven", max_length=8, choices=Uppfyller, blank=True)
    status = models.CharField("läge", max_length=16, choices=Status, default=Status.PLANERAD, editable=False)
    atgarder = models.ManyToManyField(Atgard, verbose_name="åtgärder", blank=True, related_name="granskningar")
    arvd_fran = models.ForeignKey(
        "self", verbose_name="tar över från", on_delete=models.PROTECT, null=True, blank=True, related_name="arvingar"
    )
    arende = models.ForeignKey(
        Avvikelse,
        verbose_name="ärende",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="granskningar",
    )
    dag = models.DateField(editable=False)  # the day it counts on: begun, else done, else planned
    soktext = models.TextField(editable=False, default="")

    OVERGANGAR = OVERGANGAR

    objects = GranskningQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["dag", "soktext"])

    class Meta:
        verbose_name = "granskning"
        verbose_name_plural = "granskningar"
        indexes = [
            models.Index(fields=["dag", "id"], name="granskning_dag"),
            models.Index(fields=["status", "dag"], name="granskning_status_dag"),
        ]
        constraints = [
            models.CheckConstraint(
                name="granskning_slut_efter_start",
                condition=Q(genomford__isnull=True) | Q(paborjad__isnull=True) | Q(genomford__gte=F("paborjad")),
                violation_error_message="Granskningen kan inte vara genomförd före den dag den påbörjades.",
            ),
            models.CheckConstraint(
                name="granskning_pakallad_har_anledning",
                condition=~Q(slag="pakallad") | ~Q(anledning=""),
                violation_error_message="Skriv vad som föranledde den påkallade granskningen.",
            ),
            models.CheckConstraint(
                name="granskning_kommunicerad_ar_genomford",
                condition=~Q(status__in=["kommunicerad", "atgardsplan", "avslutad"])
                | (Q(genomford__isnull=False) & ~Q(sammanfattning="")),
                violation_error_message="En granskning vars resultat är kommunicerat har datum och sammanfattning.",
            ),
        ]

    def __str__(self) -> str:
        return self.rubrik

    def get_absolute_url(self) -> str:
        return reverse("granskningar:visa", args=[self.pk])

    def fyll_i(self) -> None:
        """Set what is worked out from other fields. `save` does it; a bulk insert must do it first."""
        self.dag = self.paborjad or self.genomford or self.planerad
        v = self.verksamhet
        self.soktext = soktext(self.rubrik, v.namn, v.utforare.namn, self.anledning)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fyll_i()
        super().save(*args, **kwargs)

    @property
    def VAG(self) -> tuple[str, ...]:  # type: ignore[override]
        """The main road; it passes the action plan when the provider has points to mend."""
        if self.status == Status.ATGARDSPLAN or self.punkter.exists():
            return VAG_MED_PLAN
        return VAG

    def far(self, overgang: Overgang, av: Any) -> bool:
        """One register for the house: the right anywhere is enough."""
        return bool(av.har_ratt(overgang.ratt))

    def byt_status(self, till: str, *, av: Any, motivering: str = "") -> None:
        """As the table says; the day an audit is begun is set when nobody has written it."""
        if till == Status.PAGAR and self.paborjad is None:
            self.paborjad = idag()
        super().byt_status(till, av=av, motivering=motivering)

    @property
    def forsenad(self) -> bool:
        """Planned for a day that has passed, and not begun."""
        return self.status == Status.PLANERAD and self.planerad < idag()

    def arvda_punkter(self) -> "models.QuerySet[Atgardspunkt]":
        """Points of the audit this one took over from that were still open."""
        return Atgardspunkt.objects.filter(granskning=self.arvd_fran, klar__isnull=True).order_by("senast", "pk")


class Iakttagelse(Versionerad):
    """A finding: a requirement and how it is met."""

    class Bedomning(models.TextChoices):
        UPPFYLLT = "uppfyllt", "uppfyllt"
        DELVIS = "delvis", "delvis uppfyllt"
        EJ = "ej", "inte uppfyllt"

    granskning = models.ForeignKey(
        Granskning, verbose_name="granskning", on_delete=models.PROTECT, related_name="iakttagelser"
    )
    krav = models.CharField("krav", max_length=300)
    bedomning = models.CharField("bedömning", max_length=10, choices=Bedomning)
    tema = models.CharField("tema", max_length=80, blank=True)
    text = models.TextField("iakttagelse", blank=True)

    objects = RegisterQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "iakttagelse"
        verbose_name_plural = "iakttagelser"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.krav

    def get_absolute_url(self) -> str:
        return reverse("granskningar:visa", args=[self.granskning_id])


class Atgardspunkt(Versionerad):
    """A point of the provider's action plan: what must be mended and by when."""

    granskning = models.ForeignKey(
        Granskning, verbose_name="granskning", on_delete=models.PROTECT, related_name="punkter"
    )
    text = models.CharField("vad som ska göras", max_length=500)
    senast = models.DateField("klar senast")
    klar = models.DateField("klar", null=True, blank=True)
    uppfoljning = models.TextField("uppföljning", blank=True)

    objects = RegisterQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "åtgärdspunkt"
        verbose_name_plural = "åtgärdspunkter"
        ordering = ["senast", "pk"]
        indexes = [models.Index(fields=["granskning", "senast"], name="atgardspunkt_senast", condition=Q(klar=None))]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("granskningar:visa", args=[self.granskning_id])

    @property
    def forsenad(self) -> bool:
        return self.klar is None and self.senast < idag()

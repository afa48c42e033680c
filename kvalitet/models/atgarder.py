"""Actions: one register for all of them, alive until their effect has been followed up."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from kvalitet.datum import idag
from kvalitet.models.organisation import Anvandare, Enhet
from kvalitet.models.processer import Process
from kvalitet.roller import Ratt
from kvalitet.soktext import soktext
from kvalitet.tillstand import Krav, Overgang, Tillstandsmodell
from kvalitet.versioner import Versionerad

UTAN_DAG = date(9999, 12, 31)


class AtgardQuerySet(models.QuerySet["Atgard"]):
    def synliga_for(self, anvandare: Anvandare) -> "AtgardQuerySet":
        """Actions in the units where one may read plans; protected ones only where one handles their source.

        What comes of a report that passed the chief by is seen by investigators and whoever is to do it.
        """
        oppna = Q(enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA), skyddad=False)
        i_linjen = Q(enhet_id__in=anvandare.enhetsid_med(Ratt.ARENDE_LEX_SARAH), skyddad=True, forbi_chef=False)
        utreder = Q(enhet_id__in=anvandare.enhetsid_med(Ratt.ARENDE_UTREDA), skyddad=True)
        return self.filter(oppna | i_linjen | utreder | Q(ansvarig=anvandare))

    def pagaende(self) -> "AtgardQuerySet":
        """Actions whose effect is not yet known."""
        return self.exclude(status__in=[Atgard.Status.EFFEKT_UPPFOLJD, Atgard.Status.AVBRUTEN])

    def forsenade(self) -> "AtgardQuerySet":
        """Actions past their day without being done."""
        return self.filter(status__in=[Atgard.Status.PLANERAD, Atgard.Status.PAGAR], senast__lt=idag())

    def effekt_att_folja_upp(self) -> "AtgardQuerySet":
        """Done actions whose day for looking at the effect has come."""
        return self.filter(status=Atgard.Status.GENOMFORD, effekt_planerad__lte=idag())


class Atgard(Tillstandsmodell, Versionerad):
    """Something decided to be done. It is not over when it is done but when its effect has been followed up."""

    class Status(models.TextChoices):
        PLANERAD = "planerad", "planerad"
        PAGAR = "pagar", "pågår"
        GENOMFORD = "genomford", "genomförd"
        EFFEKT_UPPFOLJD = "effekt_uppfoljd", "effekt uppföljd"
        AVBRUTEN = "avbruten", "avbruten"

    class Slag(models.TextChoices):
        RUTIN = "rutin", "rutin eller arbetssätt"
        UTBILDNING = "utbildning", "utbildning"
        BEMANNING = "bemanning", "bemanning"
        UTRUSTNING = "utrustning", "utrustning och lokal"
        INFORMATION = "information", "information och dialog"
        SAMVERKAN = "samverkan", "samverkan"
        ANNAT = "annat", "annat"

    class Effekt(models.TextChoices):
        NADD = "nadd", "effekten är nådd"
        DELVIS = "delvis", "effekten är delvis nådd"
        EJ_NADD = "ej_nadd", "effekten är inte nådd"
        EJ_TILLAMPLIG = "ej_tillamplig", "effekten går inte att följa upp"

    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="atgarder")
    process = models.ForeignKey(
        Process, verbose_name="process", on_delete=models.PROTECT, null=True, blank=True, related_name="atgarder"
    )
    rubrik = models.CharField("åtgärd", max_length=500)
    beskrivning = models.TextField("beskrivning", blank=True)
    slag = models.CharField("slag", max_length=12, choices=Slag, default=Slag.ANNAT)
    ansvarig = models.ForeignKey(
        Anvandare, verbose_name="ansvarig", on_delete=models.PROTECT, null=True, blank=True, related_name="atgarder"
    )
    ansvarig_text = models.CharField("ansvarig funktion", max_length=160, blank=True)
    senast = models.DateField("klar senast", null=True, blank=True)
    tid_text = models.CharField("tid eller frekvens", max_length=160, blank=True)
    status = models.CharField("läge", max_length=16, choices=Status, default=Status.PLANERAD, editable=False)
    genomford = models.DateField("genomförd", null=True, blank=True)
    effekt_planerad = models.DateField("effekten följs upp", null=True, blank=True)
    effekt = models.CharField("effekt", max_length=16, choices=Effekt, blank=True)
    effekt_motivering = models.TextField("hur vi vet det", blank=True)
    effekt_datum = models.DateField("effekten uppföljd", null=True, blank=True)
    fortsatter = models.ForeignKey(
        "self",
        verbose_name="fortsätter",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fortsattningar",
    )
    skyddad = models.BooleanField(default=False, editable=False)
    forbi_chef = models.BooleanField(default=False, editable=False)
    forfaller = models.DateField(editable=False, default=UTAN_DAG)  # senast, sortable: last when there is none
    soktext = models.TextField(editable=False, default="")
    importnyckel = models.CharField(max_length=80, blank=True, editable=False)

    OVERGANGAR = (
        Overgang(Status.PLANERAD, Status.PAGAR, "Påbörja", Ratt.PLAN_REDIGERA),
        Overgang(
            Status.PAGAR,
            Status.GENOMFORD,
            "Markera som genomförd",
            Ratt.PLAN_REDIGERA,
            krav=(
                Krav(
                    "datum då åtgärden genomfördes saknas",
                    "Datum då åtgärden genomfördes finns",
                    lambda a: a.genomford is not None,
                    ("Fyll i datum", "atgard_genomford"),
                ),
            ),
        ),
        Overgang(
            Status.GENOMFORD,
            Status.EFFEKT_UPPFOLJD,
            "Avsluta med uppföljd effekt",
            Ratt.PLAN_REDIGERA,
            krav=(
                Krav(
                    "effekten inte är bedömd med ord om hur vi vet det",
                    "Effekten är bedömd och motiverad",
                    lambda a: bool(a.effekt and a.effekt_motivering.strip()),
                    ("Bedöm effekten", "atgard_effekt"),
                ),
            ),
        ),
        Overgang(Status.PLANERAD, Status.AVBRUTEN, "Avbryt åtgärden", Ratt.PLAN_REDIGERA, motivering=True),
        Overgang(Status.PAGAR, Status.AVBRUTEN, "Avbryt åtgärden", Ratt.PLAN_REDIGERA, motivering=True),
        Overgang(Status.GENOMFORD, Status.PAGAR, "Öppna igen", Ratt.PLAN_REDIGERA, motivering=True),
        Overgang(Status.AVBRUTEN, Status.PLANERAD, "Öppna igen", Ratt.PLAN_REDIGERA, motivering=True),
    )
    VAG = (Status.PLANERAD, Status.PAGAR, Status.GENOMFORD, Status.EFFEKT_UPPFOLJD)

    objects = AtgardQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["forfaller", "soktext"])

    class Meta:
        verbose_name = "åtgärd"
        verbose_name_plural = "åtgärder"
        indexes = [
            models.Index(fields=["enhet", "status"], name="atgard_enhet_status"),
            models.Index(fields=["forfaller", "id"], name="atgard_forfaller"),
        ]
        constraints = [
            models.CheckConstraint(
                name="atgard_effekt_efter_genomford",
                condition=Q(effekt="") | Q(genomford__isnull=False),
                violation_error_message="Effekten kan bedömas först när åtgärden är genomförd.",
            ),
            models.CheckConstraint(name="atgard_forbi_chef_skyddad", condition=Q(forbi_chef=False) | Q(skyddad=True)),
            models.CheckConstraint(
                name="atgard_genomford_har_datum",
                condition=~Q(status__in=["genomford", "effekt_uppfoljd"]) | Q(genomford__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["importnyckel"], condition=~Q(importnyckel=""), name="atgard_importnyckel_unik"
            ),
        ]

    def __str__(self) -> str:
        return self.rubrik

    def get_absolute_url(self) -> str:
        return reverse("atgard_visa", args=[self.pk])

    def save(self, *args: object, **kwargs: object) -> None:
        self.forfaller = self.senast or UTAN_DAG
        self.soktext = soktext(self.rubrik, self.beskrivning, self.ansvarig_text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def far(self, overgang: Overgang, av: Any) -> bool:
        """Those who edit plans in the unit, and the person responsible."""
        return self.far_andras_av(av)

    def far_andras_av(self, anvandare: Anvandare) -> bool:
        return self.ansvarig_id == anvandare.pk or anvandare.har_ratt(Ratt.PLAN_REDIGERA, self.enhet_id)

    @property
    def ar_genomford(self) -> bool:
        """Whether the effect may be judged: not before the action is done."""
        return self.status in (self.Status.GENOMFORD, self.Status.EFFEKT_UPPFOLJD)

    @property
    def behover_fortsatta(self) -> bool:
        """Followed up without having reached its effect, or only part of it."""
        return self.status == self.Status.EFFEKT_UPPFOLJD and self.effekt in (self.Effekt.EJ_NADD, self.Effekt.DELVIS)

    def fortsattning(self) -> "Atgard":
        """A new action, not saved, that goes on where this one did not reach: same place, and as protected."""
        return Atgard(
            fortsatter=self,
            enhet=self.enhet,
            process=self.process,
            slag=self.slag,
            ansvarig=self.ansvarig,
            ansvarig_text=self.ansvarig_text,
            skyddad=self.skyddad,
            forbi_chef=self.forbi_chef,
        )

    @property
    def forsenad(self) -> bool:
        """Past its day without being done."""
        return bool(self.senast and self.senast < idag() and self.status in (self.Status.PLANERAD, self.Status.PAGAR))

    @property
    def ansvarig_visad(self) -> str:
        return str(self.ansvarig) if self.ansvarig else self.ansvarig_text

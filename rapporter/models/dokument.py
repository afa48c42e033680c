"""A yearly report: its state, its texts and who wrote them."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from kvalitet.datum import SENASTE_AR, TIDIGASTE_AR
from kvalitet.models import Anvandare, Enhet
from kvalitet.roller import Ratt
from kvalitet.tillstand import Krav, Overgang, Tillstandsmodell
from kvalitet.versioner import Versionerad
from rapporter.models.mallar import Avsnittsgrund, Rapportmall
from rapporter.prosa import rensa

SLUTSATS = "slutsats-"  # begins the key of the section with the conclusion on one quality area


class RapportdokumentQuerySet(models.QuerySet["Rapportdokument"]):
    def synliga_for(self, anvandare: Anvandare) -> "RapportdokumentQuerySet":
        """Adopted reports where one may read reports, and of the units above; all states where one may read drafts."""
        return self.filter(
            Q(enhet_id__in=anvandare.enhetsid_med(Ratt.RAPPORT_LASA_UTKAST))
            | Q(enhet_id__in=anvandare.enhetsid_ovanfor(Ratt.RAPPORT_LASA), status=Rapportdokument.Status.FASTSTALLD)
        )

    def aktuella(self) -> "RapportdokumentQuerySet":
        """All but those a corrected edition has replaced."""
        return self.exclude(status=Rapportdokument.Status.ERSATT)

    def frysta(self) -> "RapportdokumentQuerySet":
        return self.filter(status__in=Rapportdokument.FRYSTA)


class Rapportdokument(Tillstandsmodell, Versionerad):
    """A report for one unit and year. Its figures cover the unit and everything below it.

    Figures, texts and PDF are frozen when it is ready for the nämnd; from then on it never changes, and a correction is
    a new edition.
    """

    class Status(models.TextChoices):
        UTKAST = "utkast", "utkast"
        GRANSKNING = "granskning", "granskning"
        KLAR_FOR_NAMND = "klar_for_namnd", "klar för nämnd"
        FASTSTALLD = "faststalld", "fastställd"
        ATERREMITTERAD = "aterremitterad", "återremitterad"
        ERSATT = "ersatt", "ersatt"

    FRYSTA = (Status.KLAR_FOR_NAMND, Status.FASTSTALLD, Status.ATERREMITTERAD, Status.ERSATT)
    VAG = (Status.UTKAST, Status.GRANSKNING, Status.KLAR_FOR_NAMND, Status.FASTSTALLD)

    mall = models.ForeignKey(Rapportmall, verbose_name="mall", on_delete=models.PROTECT, related_name="dokument")
    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="rapporter")
    ar = models.PositiveSmallIntegerField("år")
    utgava = models.PositiveSmallIntegerField("utgåva", default=1, editable=False)
    ersatter = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="ersatt_av", editable=False
    )
    status = models.CharField("läge", max_length=16, choices=Status, default=Status.UTKAST, editable=False)
    diarienummer = models.CharField("diarienummer", max_length=40, blank=True)
    uttagsdag = models.DateField("siffrorna räknas till och med", null=True, blank=True)
    forfattare = models.ManyToManyField(Anvandare, verbose_name="författare", blank=True, related_name="rapporter")
    skapad = models.DateTimeField("skapad", auto_now_add=True)
    skapad_av = models.ForeignKey(
        Anvandare, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    fryst_vid = models.DateTimeField("fryst", null=True, blank=True, editable=False)
    fryst_av = models.ForeignKey(
        Anvandare, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    beslutsdag = models.DateField("nämndens beslut", null=True, blank=True, editable=False)
    paragraf = models.CharField("paragraf", max_length=20, blank=True, editable=False)

    OVERGANGAR = (
        Overgang(
            Status.UTKAST,
            Status.GRANSKNING,
            "Skicka till granskning",
            Ratt.RAPPORT_REDIGERA,
            krav=(
                Krav(
                    "text saknas i avsnitt som måste ha text",
                    "Alla avsnitt som måste ha text har det",
                    lambda d: not d.saknade_avsnitt(),
                ),
            ),
        ),
        Overgang(
            Status.GRANSKNING,
            Status.KLAR_FOR_NAMND,
            "Klar för nämnd",
            Ratt.RAPPORT_KLAR,
            krav=(
                Krav(
                    "diarienummer saknas",
                    "Diarienummer finns",
                    lambda d: bool(d.diarienummer.strip()),
                    ("Fyll i diarienummer", "rapporter:uppgifter"),
                ),
                Krav(
                    "text saknas i avsnitt som måste ha text",
                    "Alla avsnitt som måste ha text har det",
                    lambda d: not d.saknade_avsnitt(),
                ),
            ),
        ),
        Overgang(Status.GRANSKNING, Status.UTKAST, "Lämna tillbaka till utkast", Ratt.RAPPORT_KLAR, motivering=True),
        Overgang(Status.KLAR_FOR_NAMND, Status.FASTSTALLD, "Registrera nämndens beslut", Ratt.RAPPORT_KLAR),
        Overgang(
            Status.KLAR_FOR_NAMND, Status.ATERREMITTERAD, "Registrera återremiss", Ratt.RAPPORT_KLAR, motivering=True
        ),
        Overgang(Status.ATERREMITTERAD, Status.ERSATT, "Skapa rättad utgåva", Ratt.RAPPORT_REDIGERA),
    )

    objects = RapportdokumentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "rapport"
        verbose_name_plural = "rapporter"
        indexes = [
            models.Index(fields=["enhet", "ar"], name="rapport_enhet_ar"),
            models.Index(fields=["ar", "id"], name="rapport_ar_id"),
            models.Index(fields=["status"], name="rapport_status"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mall", "enhet", "ar"],
                name="rapport_en_aktuell",
                condition=~Q(status="ersatt"),
                violation_error_message="Det finns redan en sådan rapport för enheten och året.",
            ),
            models.CheckConstraint(name="rapport_ar_rimligt", condition=Q(ar__gte=TIDIGASTE_AR, ar__lte=SENASTE_AR)),
            models.CheckConstraint(
                name="rapport_fryst_med_lage",
                condition=Q(status__in=["utkast", "granskning"], fryst_vid__isnull=True, fryst_av__isnull=True)
                | (
                    Q(status__in=["klar_for_namnd", "faststalld", "aterremitterad", "ersatt"])
                    & Q(fryst_vid__isnull=False, fryst_av__isnull=False)
                    & ~Q(diarienummer="")
                ),
            ),
            models.CheckConstraint(
                name="rapport_faststalld_har_beslut",
                condition=~Q(status="faststalld") | (Q(beslutsdag__isnull=False) & ~Q(paragraf="")),
            ),
        ]

    def __str__(self) -> str:
        utgava = f", utgåva {self.utgava}" if self.utgava > 1 else ""
        return f"{self.titel}, {self.enhet}{utgava}"

    def get_absolute_url(self) -> str:
        return reverse("rapporter:visa", args=[self.pk])

    @property
    def titel(self) -> str:
        return f"{self.mall.namn} {self.ar}"

    @property
    def ar_fryst(self) -> bool:
        """Whether figures, texts and PDF are frozen."""
        return self.status in self.FRYSTA

    def far_redigera(self, av: Anvandare) -> bool:
        """Whether the person may change texts and particulars now: in the draft, and during review."""
        return not self.ar_fryst and av.har_ratt(Ratt.RAPPORT_REDIGERA, self.enhet_id)

    def far_se_arbetet(self, av: Anvandare) -> bool:
        """Whether the person may see how the report came about: its history, who wrote what."""
        return av.har_ratt(Ratt.RAPPORT_LASA_UTKAST, self.enhet_id)

    @cached_property
    def avsnitten(self) -> list["Rapportavsnitt"]:
        """The sections in order, with who last wrote in them. One query, kept on the instance."""
        return list(self.avsnitt.select_related("andrad_av").order_by("ordning"))

    def saknade_avsnitt(self) -> list["Rapportavsnitt"]:
        """Sections that must have text and have none."""
        return [a for a in self.avsnitten if a.text_kravs and not a.text]

    def uttag(self, nu: datetime | None = None) -> datetime:
        """The moment up to which records count: the end of the chosen day, or now without one or while it lasts."""
        nu = nu or timezone.now()
        if self.uttagsdag is None:
            return nu
        slut = timezone.make_aware(datetime.combine(self.uttagsdag + timedelta(days=1), time.min))
        return min(nu, slut)


class Rapportavsnitt(Avsnittsgrund, Versionerad):
    """A section of a report: the heading and guidance it got from the template, and the text written."""

    dokument = models.ForeignKey(Rapportdokument, on_delete=models.PROTECT, related_name="avsnitt")
    text = models.TextField("text", blank=True)
    andrad = models.DateTimeField("ändrad", null=True, blank=True, editable=False)
    andrad_av = models.ForeignKey(
        Anvandare, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "avsnitt"
        verbose_name_plural = "avsnitt"
        ordering = ["dokument", "ordning"]
        constraints = [
            models.UniqueConstraint(fields=["dokument", "nyckel"], name="avsnitt_nyckel_unik"),
            models.UniqueConstraint(fields=["dokument", "ordning"], name="avsnitt_ordning_unik"),
            models.CheckConstraint(
                name="avsnitt_andrad_av_nagon",
                condition=Q(andrad__isnull=False) | Q(andrad_av__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.rubrik

    def get_absolute_url(self) -> str:
        return f"{reverse('rapporter:visa', args=[self.dokument_id])}#{self.nyckel}"

    @property
    def ar_slutsats(self) -> bool:
        """Whether it is the conclusion on a quality area: it stands in the report also when it is missing."""
        return self.nyckel.startswith(SLUTSATS)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the text cleaned, wherever it comes from. Raises ValidationError when the report is frozen."""
        if self.dokument.ar_fryst:
            raise ValidationError("Rapporten är fryst. Texten går inte längre att ändra.")
        self.text = rensa(self.text)
        super().save(*args, **kwargs)

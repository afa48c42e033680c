"""What else a year's report must tell: training given, supervision by others, and what changed around us."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from kvalitet.datum import idag
from kvalitet.models.atgarder import Atgard
from kvalitet.models.organisation import Anvandare, Enhet
from kvalitet.models.utforare import Verksamhet
from kvalitet.ordning import pa_svenska
from kvalitet.roller import Ratt
from kvalitet.soktext import soktext
from kvalitet.tillstand import Krav, Overgang, Tillstandsmodell
from kvalitet.versioner import Versionerad


class IEnhetQuerySet(models.QuerySet[Any]):
    def synliga_for(self, anvandare: Anvandare) -> "IEnhetQuerySet":
        """Open in the units where one reads plans."""
        return self.filter(enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA))


class MedAtgarder:
    """A record that actions come from or belong to."""

    atgarder: Any

    @transaction.atomic
    def koppla_atgarder(self, valda: Iterable[Atgard], *, bland: Iterable[Atgard]) -> None:
        """Of the actions `bland`, exactly `valda` belong to the record; those not among them are left as they are."""
        valda, bland = set(valda), set(bland)
        fore = set(self.atgarder.all()) & bland
        if fore == valda:
            return
        self.atgarder.remove(*(fore - valda))
        self.atgarder.add(*(valda - fore))
        self.spara_ny_version(orsak="Kopplade åtgärder ändrade")  # type: ignore[attr-defined]

    @transaction.atomic
    def lagg_till_atgard(self, atgard: Atgard) -> None:
        """Tie one more action to the record."""
        self.atgarder.add(atgard)
        self.spara_ny_version(orsak=f"Åtgärd kopplad: {atgard.rubrik}")  # type: ignore[attr-defined]


class Kompetensinsats(MedAtgarder, Versionerad):
    """Training or supervision (handledning) given to staff."""

    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="kompetensinsatser")
    rubrik = models.CharField("vad", max_length=200)
    tema = models.CharField("tema", max_length=120, blank=True)
    datum = models.DateField("datum")
    timmar = models.DecimalField("längd i timmar", max_digits=6, decimal_places=1, null=True, blank=True)
    malgrupp = models.CharField("för vilka", max_length=160, blank=True)
    anordnare = models.CharField("anordnare", max_length=160, blank=True)
    deltagare = models.PositiveIntegerField("antal deltagare", null=True, blank=True)
    beskrivning = models.TextField("beskrivning", blank=True)
    atgarder = models.ManyToManyField(
        Atgard, verbose_name="åtgärder den hör till", blank=True, related_name="kompetensinsatser"
    )
    soktext = models.TextField(editable=False, default="")

    objects = IEnhetQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["soktext"])

    class Meta:
        verbose_name = "kompetensinsats"
        verbose_name_plural = "kompetensinsatser"
        indexes = [
            models.Index(fields=["datum", "id"], name="kompetensinsats_datum"),
            models.Index(pa_svenska("tema"), "id", name="kompetensinsats_pa_svenska"),
        ]

    def __str__(self) -> str:
        return self.rubrik

    def get_absolute_url(self) -> str:
        return reverse("kompetens_visa", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.soktext = soktext(self.rubrik, self.tema, self.anordnare)
        super().save(*args, **kwargs)


class Tillsyn(MedAtgarder, Tillstandsmodell, Versionerad):
    """An inspection or review by somebody else: IVO, the municipality's auditors, another authority."""

    class Status(models.TextChoices):
        PAGAR = "pagar", "pågår"
        AVSLUTAD = "avslutad", "avslutad"

    class Utfall(models.TextChoices):
        INGEN_BRIST = "ingen_brist", "inga brister"
        BRISTER = "brister", "brister påpekade"
        FORELAGGANDE = "forelaggande", "föreläggande eller kritik"

    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="tillsyner")
    verksamhet = models.ForeignKey(
        Verksamhet, verbose_name="verksamhet", on_delete=models.PROTECT, null=True, blank=True, related_name="tillsyner"
    )
    myndighet = models.CharField("vem som granskade", max_length=160)
    rubrik = models.CharField("vad som granskades", max_length=300)
    datum = models.DateField("inleddes")
    avslutad = models.DateField("avslutades", null=True, blank=True)
    diarienummer = models.CharField("myndighetens diarienummer", max_length=60, blank=True)
    anledning = models.TextField("anledning", blank=True)
    utfall = models.CharField("utfall", max_length=12, choices=Utfall, blank=True)
    resultat = models.TextField("resultat", blank=True)
    atgarder = models.ManyToManyField(Atgard, verbose_name="åtgärder", blank=True, related_name="tillsyner")
    status = models.CharField("läge", max_length=10, choices=Status, default=Status.PAGAR, editable=False)
    soktext = models.TextField(editable=False, default="")

    OVERGANGAR = (
        Overgang(
            Status.PAGAR,
            Status.AVSLUTAD,
            "Avsluta tillsynen",
            Ratt.PLAN_REDIGERA,
            krav=(
                Krav(
                    "datum då tillsynen avslutades saknas",
                    "Datum då tillsynen avslutades finns",
                    lambda t: t.avslutad is not None,
                    ("Fyll i datum", "tillsyn_andra"),
                ),
                Krav(
                    "utfall och resultat saknas",
                    "Utfall och resultat finns",
                    lambda t: bool(t.utfall and t.resultat.strip()),
                    ("Beskriv resultatet", "tillsyn_andra"),
                ),
            ),
        ),
        Overgang(Status.AVSLUTAD, Status.PAGAR, "Öppna igen", Ratt.PLAN_REDIGERA, motivering=True),
    )
    VAG = (Status.PAGAR, Status.AVSLUTAD)

    objects = IEnhetQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["soktext"])

    class Meta:
        verbose_name = "tillsyn"
        verbose_name_plural = "tillsyner"
        indexes = [models.Index(fields=["datum", "id"], name="tillsyn_datum")]
        constraints = [
            models.CheckConstraint(
                name="tillsyn_slut_efter_start",
                condition=Q(avslutad__isnull=True) | Q(avslutad__gte=models.F("datum")),
                violation_error_message="Tillsynen kan inte avslutas före den dag den inleddes.",
            ),
            models.CheckConstraint(
                name="tillsyn_avslutad_har_utfall",
                condition=~Q(status="avslutad") | (Q(avslutad__isnull=False) & ~Q(utfall="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.myndighet}: {self.rubrik}"

    def get_absolute_url(self) -> str:
        return reverse("tillsyn_visa", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.soktext = soktext(self.myndighet, self.rubrik, self.diarienummer)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The days stand in order, and a closed one keeps what it was closed with."""
        fel: dict[str, str] = {}
        if self.avslutad and self.avslutad > idag():
            fel["avslutad"] = "Datumet har inte varit ännu."
        elif self.avslutad and self.datum and self.avslutad < self.datum:
            fel["avslutad"] = "Tillsynen kan inte avslutas före den dag den inleddes."
        if self.status == self.Status.AVSLUTAD:
            for namn, vad in (("avslutad", "när den avslutades"), ("utfall", "utfallet"), ("resultat", "resultatet")):
                if not getattr(self, namn):
                    fel[namn] = f"Tillsynen är avslutad. Ange {vad}, eller öppna den igen först."
        if fel:
            raise ValidationError(fel)


class Forutsattning(Versionerad):
    """Something that changed around the activity and bore on its quality: a law, the organisation, money, premises."""

    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="forutsattningar")
    rubrik = models.CharField("vad som förändrades", max_length=200)
    datum = models.DateField("från och med")
    beskrivning = models.TextField("beskrivning", blank=True)
    foljd = models.TextField("vad det betydde för kvaliteten", blank=True)
    soktext = models.TextField(editable=False, default="")

    objects = IEnhetQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["soktext"])

    class Meta:
        verbose_name = "förändrad förutsättning"
        verbose_name_plural = "förändrade förutsättningar"
        indexes = [models.Index(fields=["datum", "id"], name="forutsattning_datum")]

    def __str__(self) -> str:
        return self.rubrik

    def get_absolute_url(self) -> str:
        return reverse("forutsattning_visa", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.soktext = soktext(self.rubrik, self.beskrivning)
        super().save(*args, **kwargs)

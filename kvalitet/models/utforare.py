"""Providers, their activities, and the categories of service they give."""

import re
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from simple_history.models import HistoricalRecords

from kvalitet.datum import idag
from kvalitet.models.organisation import Anvandare, Enhet
from kvalitet.ordning import pa_svenska
from kvalitet.roller import Ratt
from kvalitet.soktext import soktext
from kvalitet.versioner import Versionerad


def galler(dag: date, fran: str = "giltig_fran", till: str = "giltig_till") -> Q:
    """Condition on two date columns: in force on the day; an empty date is open."""
    return (Q(**{f"{fran}__isnull": True}) | Q(**{f"{fran}__lte": dag})) & (
        Q(**{f"{till}__isnull": True}) | Q(**{f"{till}__gte": dag})
    )


def skriv_orgnr(varde: str) -> str:
    """The number as it is kept, NNNNNN-NNNN, when it has ten digits; otherwise as it was written."""
    siffror = re.sub(r"[\s\u2010-\u2014-]", "", varde)
    return f"{siffror[:6]}-{siffror[6:]}" if re.fullmatch(r"\d{10}", siffror, re.ASCII) else varde.strip()


def kontrollera_orgnr(varde: str) -> None:
    """Raises ValidationError unless it is an organisation number: NNNNNN-NNNN, third digit from 2, right control digit.

    A personnummer has a month in the third and fourth digits and is refused: a sole trader's number is personal data.
    """
    siffror = [int(s) for s in varde if s in "0123456789"]
    if re.fullmatch(r"(\d\d)?\d{6}[-+]?\d{4}", varde, re.ASCII) and siffror[-8] < 2:
        raise ValidationError(
            "Numret ser ut som ett personnummer och får inte stå här. Lämna fältet tomt för en enskild firma.",
            code="personnummer",
        )
    if not re.fullmatch(r"\d{6}-\d{4}", varde, re.ASCII):
        raise ValidationError(
            "Skriv organisationsnumret som sex siffror, bindestreck och fyra siffror, till exempel 212000-0001.",
            code="form",
        )
    summa = sum(sum(divmod(siffra * (2 - plats % 2), 10)) for plats, siffra in enumerate(siffror))
    if summa % 10:
        raise ValidationError(
            "Kontrollsiffran stämmer inte. Jämför numret med avtalet eller företagets registreringsbevis.",
            code="kontrollsiffra",
        )


class GiltigaQuerySet(models.QuerySet[Any]):
    def giltiga(self, dag: date | None = None) -> Self:
        """Entries not retired on the day (default today); retired ones stay on old records."""
        return self.filter(Q(giltig_till__isnull=True) | Q(giltig_till__gte=dag or idag()))


class Upphor:
    """Something with a last day: afterwards it stays on old records only."""

    giltig_till: Any

    @property
    def har_upphort(self) -> bool:
        return self.giltig_till is not None and self.giltig_till < idag()


class Lagrum(models.Model):
    """The law a service is granted under, with the days it applies: older records keep their sections."""

    namn = models.CharField("namn", max_length=120, unique=True)
    kort = models.CharField("förkortning", max_length=20)
    giltig_fran = models.DateField("gäller från och med", null=True, blank=True)
    giltig_till = models.DateField("gäller till och med", null=True, blank=True)

    objects = GiltigaQuerySet.as_manager()

    class Meta:
        verbose_name = "lagrum"
        verbose_name_plural = "lagrum"
        ordering = ["kort", "namn"]

    def __str__(self) -> str:
        return self.namn


class MedVerksamheter(GiltigaQuerySet):
    def med_antal_verksamheter(self, dag: date) -> Self:
        """Adds `antal_verksamheter`: how many of the activities that belong to each are in operation on the day.

        A subquery, so that a list counts for the rows it shows and not for all it could show.
        """
        genom = self.model._meta.get_field("verksamheter").field.name  # type: ignore[union-attr]
        fraga = Verksamhet.objects.pa_dagen(dag).filter(**{genom: OuterRef("pk")}).order_by()
        antal = fraga.values(genom).annotate(antal=Count("pk")).values("antal")
        return self.annotate(antal_verksamheter=Coalesce(Subquery(antal), 0))


class InsatskategoriQuerySet(MedVerksamheter):
    def synliga_for(self, anvandare: Anvandare) -> "InsatskategoriQuerySet":
        """The register page is for those who follow providers or keep the lists; forms offer the list to everyone."""
        ser = anvandare.har_ratt(Ratt.UTFORARE_LASA) or anvandare.har_ratt(Ratt.LISTOR)
        return self if ser else self.none()  # type: ignore[return-value]


class Insatskategori(Upphor, Versionerad):
    """A kind of service, such as boendestöd or hemtjänst."""

    namn = models.CharField("namn", max_length=120, unique=True)
    lagrum = models.ManyToManyField(Lagrum, verbose_name="lagrum", blank=True, related_name="insatskategorier")
    malgrupp = models.CharField("målgrupp", max_length=160, blank=True)
    giltig_till = models.DateField("används till och med", null=True, blank=True)

    objects = InsatskategoriQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "insatskategori"
        verbose_name_plural = "insatskategorier"
        ordering = ["namn"]

    def __str__(self) -> str:
        return self.namn

    def get_absolute_url(self) -> str:
        return reverse("insatskategori_visa", args=[self.pk])


class UtforareQuerySet(MedVerksamheter):
    def synliga_for(self, anvandare: Anvandare) -> "UtforareQuerySet":
        """The register of providers is one for the whole house: open to those who follow providers anywhere."""
        return self if anvandare.har_ratt(Ratt.UTFORARE_LASA) else self.none()  # type: ignore[return-value]

    def verksamma(self, dag: date, insatskategori: Insatskategori | None = None) -> Self:
        """Providers with an activity in operation on the day, of the category when one is given."""
        i_drift = Verksamhet.objects.pa_dagen(dag).filter(utforare=OuterRef("pk"))
        if insatskategori is not None:
            i_drift = i_drift.filter(insatskategorier=insatskategori)
        return self.giltiga(dag).filter(Exists(i_drift))


class Utforare(Upphor, Versionerad):
    """Who carries out the services: the municipality itself, a company or an association."""

    class Driftform(models.TextChoices):
        KOMMUNAL = "kommunal", "kommunal"
        PRIVAT = "privat", "privat"
        IDEBUREN = "ideburen", "idéburen"

    class Storlek(models.TextChoices):
        ENMANS = "enmans", "enmansföretag"
        LITEN = "liten", "2–9 anställda"
        MELLAN = "mellan", "10–49 anställda"
        STOR = "stor", "50 anställda eller fler"

    namn = models.CharField("namn", max_length=160, unique=True)
    orgnr = models.CharField(
        "organisationsnummer",
        max_length=11,
        blank=True,
        validators=[kontrollera_orgnr],
        help_text="Sex siffror, bindestreck och fyra siffror.",
    )
    driftform = models.CharField("driftform", max_length=10, choices=Driftform, default=Driftform.PRIVAT)
    storlek = models.CharField("storlek", max_length=8, choices=Storlek, blank=True)
    anteckning = models.TextField("anteckning", blank=True)
    giltig_till = models.DateField("verksam till och med", null=True, blank=True)
    soktext = models.TextField(editable=False, default="")

    objects = UtforareQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["soktext"])

    class Meta:
        verbose_name = "utförare"
        verbose_name_plural = "utförare"
        ordering = ["namn"]
        indexes = [models.Index(pa_svenska("namn"), "id", name="utforare_pa_svenska")]
        constraints = [
            models.UniqueConstraint(
                fields=["orgnr"],
                condition=~Q(orgnr=""),
                name="utforare_orgnr_unikt",
                violation_error_message="Det finns redan en utförare med det organisationsnumret.",
            )
        ]

    def __str__(self) -> str:
        return self.namn

    def get_absolute_url(self) -> str:
        return reverse("utforare_visa", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.soktext = soktext(self.namn, self.orgnr)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.pk and self.driftform != self.Driftform.KOMMUNAL and self.verksamheter.exclude(enhet=None).exists():
            raise ValidationError(
                {"driftform": "Utföraren har verksamheter som är kommunens egna enheter och är därför kommunal."}
            )


class VerksamhetQuerySet(GiltigaQuerySet):
    def synliga_for(self, anvandare: Anvandare) -> "VerksamhetQuerySet":
        """As the providers."""
        return self if anvandare.har_ratt(Ratt.UTFORARE_LASA) else self.none()  # type: ignore[return-value]

    def pa_dagen(self, dag: date) -> Self:
        """Activities in operation on the day."""
        return self.filter(galler(dag))


class Verksamhet(Upphor, Versionerad):
    """A place or team where a provider gives services; with `enhet` it is the municipality's own: counted once."""

    utforare = models.ForeignKey(
        Utforare, verbose_name="utförare", on_delete=models.PROTECT, related_name="verksamheter"
    )
    namn = models.CharField("namn", max_length=160)
    insatskategorier = models.ManyToManyField(
        Insatskategori, verbose_name="insatskategorier", blank=True, related_name="verksamheter"
    )
    enhet = models.ForeignKey(
        Enhet,
        verbose_name="egen enhet",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="verksamheter",
        help_text="Fyll i när kommunen själv driver verksamheten.",
    )
    platser = models.PositiveIntegerField("platser", null=True, blank=True)
    ivo_tillstand = models.CharField("tillstånd från IVO", max_length=80, blank=True, help_text="Diarienummer.")
    kontakt = models.CharField(
        "kontaktväg", max_length=200, blank=True, help_text="Funktion och växel eller gemensam e-postadress."
    )
    giltig_fran = models.DateField("i drift från och med", null=True, blank=True)
    giltig_till = models.DateField("i drift till och med", null=True, blank=True)
    soktext = models.TextField(editable=False, default="")

    objects = VerksamhetQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["soktext"])

    class Meta:
        verbose_name = "verksamhet"
        verbose_name_plural = "verksamheter"
        ordering = ["namn", "pk"]
        indexes = [models.Index(pa_svenska("namn"), "id", name="verksamhet_pa_svenska")]
        constraints = [
            models.UniqueConstraint(
                fields=["utforare", "namn"],
                name="verksamhet_namn_unikt",
                violation_error_message="Utföraren har redan en verksamhet med det namnet.",
            ),
            models.CheckConstraint(
                name="verksamhet_slut_efter_start",
                condition=Q(giltig_fran__isnull=True)
                | Q(giltig_till__isnull=True)
                | Q(giltig_till__gte=F("giltig_fran")),
                violation_error_message="Sista dagen kan inte vara före första dagen.",
            ),
        ]

    def __str__(self) -> str:
        return self.namn

    def get_absolute_url(self) -> str:
        return reverse("verksamhet_visa", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.soktext = soktext(self.namn, self.utforare.namn)
        super().save(*args, **kwargs)

    @property
    def i_drift(self) -> bool:
        """Whether today is within its days."""
        return not self.har_upphort and (self.giltig_fran is None or self.giltig_fran <= idag())

    def clean(self) -> None:
        """The days stand in order; one of our own units is one activity, or it would be counted twice."""
        fel: dict[str, str] = {}
        if self.giltig_fran and self.giltig_till and self.giltig_till < self.giltig_fran:
            fel["giltig_till"] = "Sista dagen kan inte vara före första dagen."
        if self.enhet_id and self.utforare_id:
            if self.utforare.driftform != Utforare.Driftform.KOMMUNAL:
                fel["enhet"] = "En egen enhet kan bara höra till en kommunal utförare. Lämna fältet tomt för andra."
            elif dubblett := self._samma_enhet():
                fel["enhet"] = f"Enheten finns redan i registret som {dubblett}. Avsluta den verksamheten först."
        if fel:
            raise ValidationError(fel)

    def _samma_enhet(self) -> "Verksamhet | None":
        """Another activity of the same unit with a day in common."""
        gemensamma = Q()
        if self.giltig_till:
            gemensamma &= Q(giltig_fran__isnull=True) | Q(giltig_fran__lte=self.giltig_till)
        if self.giltig_fran:
            gemensamma &= Q(giltig_till__isnull=True) | Q(giltig_till__gte=self.giltig_fran)
        return Verksamhet.objects.filter(gemensamma, enhet=self.enhet_id).exclude(pk=self.pk).first()

"""Providers, their activities, and the categories of service they give."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from kvalitet.datum import idag
from kvalitet.models.organisation import Anvandare, Enhet
from kvalitet.roller import Ratt
from kvalitet.soktext import soktext
from kvalitet.versioner import Versionerad


def galler(dag: date, fran: str = "giltig_fran", till: str = "giltig_till") -> Q:
    """Condition on two date columns: in force on the day; an empty date is open."""
    return (Q(**{f"{fran}__isnull": True}) | Q(**{f"{fran}__lte": dag})) & (
        Q(**{f"{till}__isnull": True}) | Q(**{f"{till}__gte": dag})
    )


def kontrollera_orgnr(varde: str) -> None:
    """Raises ValidationError unless it is an organisation number: NNNNNN-NNNN, third digit from 2, right control digit.

    A personnummer has a month in the third and fourth digits and is refused: a sole trader's number is personal data.
    """
    siffror = [int(s) for s in varde if s.isdecimal()]
    if not re.fullmatch(r"\d{6}-\d{4}", varde, re.ASCII) or siffror[2] < 2:
        raise ValidationError(
            "Skriv organisationsnumret som sex siffror, bindestreck och fyra siffror. Personnummer ska inte stå här.",
            code="form",
        )
    summa = sum(sum(divmod(siffra * (2 - plats % 2), 10)) for plats, siffra in enumerate(siffror))
    if summa % 10:
        raise ValidationError(
            "Organisationsnumret är fel skrivet: kontrollsiffran stämmer inte.", code="kontrollsiffra"
        )


class GiltigaQuerySet(models.QuerySet["models.Model"]):
    def giltiga(self) -> "GiltigaQuerySet":
        """Entries in use today; retired ones stay on old records."""
        return self.filter(Q(giltig_till__isnull=True) | Q(giltig_till__gte=idag()))


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


class InsatskategoriQuerySet(GiltigaQuerySet):
    def synliga_for(self, anvandare: Anvandare) -> "InsatskategoriQuerySet":
        """The register page is for those who follow providers; the list itself is open in every form."""
        return self if anvandare.har_ratt(Ratt.UTFORARE_LASA) else self.none()  # type: ignore[return-value]


class Insatskategori(models.Model):
    """A kind of service, such as boendestöd or hemtjänst."""

    namn = models.CharField("namn", max_length=120, unique=True)
    lagrum = models.ManyToManyField(Lagrum, verbose_name="lagrum", blank=True, related_name="insatskategorier")
    malgrupp = models.CharField("målgrupp", max_length=160, blank=True)
    giltig_till = models.DateField("används till och med", null=True, blank=True)

    objects = InsatskategoriQuerySet.as_manager()

    class Meta:
        verbose_name = "insatskategori"
        verbose_name_plural = "insatskategorier"
        ordering = ["namn"]

    def __str__(self) -> str:
        return self.namn


class UtforareQuerySet(GiltigaQuerySet):
    def synliga_for(self, anvandare: Anvandare) -> "UtforareQuerySet":
        """The register of providers is one for the whole house: open to those who follow providers anywhere."""
        return self if anvandare.har_ratt(Ratt.UTFORARE_LASA) else self.none()  # type: ignore[return-value]


class Utforare(Versionerad):
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
        indexes = [models.Index(fields=["namn", "id"], name="utforare_namn")]
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


class VerksamhetQuerySet(models.QuerySet["Verksamhet"]):
    def synliga_for(self, anvandare: Anvandare) -> "VerksamhetQuerySet":
        """As the providers."""
        return self if anvandare.har_ratt(Ratt.UTFORARE_LASA) else self.none()

    def pa_dagen(self, dag: date) -> "VerksamhetQuerySet":
        """Activities in operation on the day."""
        return self.filter(galler(dag))


class Verksamhet(Versionerad):
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
        indexes = [models.Index(fields=["namn", "id"], name="verksamhet_namn")]
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

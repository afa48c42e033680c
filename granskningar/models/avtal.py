"""Contracts with providers, and the yearly survey to those who have one."""

from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from granskningar.models.register import RegisterQuerySet
from kvalitet.datum import SENASTE_AR, TIDIGASTE_AR, idag
from kvalitet.models import Insatskategori, Verksamhet
from kvalitet.soktext import soktext
from kvalitet.versioner import Versionerad

UTAN_SLUT = date(9999, 12, 31)


class AvtalQuerySet(RegisterQuerySet["Avtal"]):
    def pa_dagen(self, dag: date) -> Self:
        """Contracts in force on the day; the first and the last day count."""
        return self.filter(giltig_fran__lte=dag, slutar__gte=dag)

    def egen_uppfoljning(self) -> Self:
        """Contracts that the municipality follows up itself."""
        return self.filter(foljs_upp_av="")

    def loper_ut(self, fran: date, till: date) -> Self:
        """Contracts whose last day lies in the period (both days included) and that nothing follows upon."""
        fortsatter = Avtal.objects.filter(
            verksamhet=models.OuterRef("verksamhet"),
            insatskategori=models.OuterRef("insatskategori"),
            slutar__gt=models.OuterRef("slutar"),
        )
        return self.filter(slutar__gte=fran, slutar__lte=till).exclude(models.Exists(fortsatter))


class Avtal(Versionerad):
    """An agreement or approval by which an activity gives one kind of service. Counted per day: see `pa_dagen`.

    Sanction steps differ between contracts and are kept in each (LOV, LOU; kommunallagen 10 kap. 7–9 §§).
    """

    class Driftform(models.TextChoices):
        LOV = "lov", "kundval enligt LOV"
        LOU_RAMAVTAL = "lou_ramavtal", "ramavtal enligt LOU"
        ENTREPRENAD = "entreprenad", "entreprenad enligt LOU"
        OVERENSKOMMELSE = "overenskommelse", "överenskommelse"
        EGEN_REGI = "egen_regi", "egen regi"
        DIREKTUPPHANDLING = "direktupphandling", "direktupphandling"

    class Skal(models.TextChoices):
        LOPT_UT = "lopt_ut", "avtalet löpte ut"
        UPPSAGT_UTFORARE = "uppsagt_utforare", "uppsagt av utföraren"
        UPPSAGT_KOMMUNEN = "uppsagt_kommunen", "uppsagt av kommunen"
        UTAN_KUNDER = "utan_kunder", "utan kunder"
        OVERGANG = "overgang", "övertaget av annan utförare"
        ANNAT = "annat", "annat skäl"

    verksamhet = models.ForeignKey(
        Verksamhet, verbose_name="verksamhet", on_delete=models.PROTECT, related_name="avtal"
    )
    insatskategori = models.ForeignKey(
        Insatskategori, verbose_name="insatskategori", on_delete=models.PROTECT, related_name="avtal"
    )
    driftform = models.CharField("avtalsform", max_length=20, choices=Driftform)
    avtalsnummer = models.CharField("avtalsnummer", max_length=60, blank=True)
    giltig_fran = models.DateField("gäller från och med")
    giltig_till = models.DateField("gäller till och med", null=True, blank=True)
    upphort = models.DateField("sista dagen i förtid", null=True, blank=True)
    upphort_skal = models.CharField("varför avtalet upphörde", max_length=20, choices=Skal, blank=True)
    upphort_not = models.TextField("kommentar till att det upphörde", blank=True)
    sanktionstrappa = models.TextField("sanktioner som avtalet medger", blank=True)
    foljs_upp_av = models.CharField("följs upp av annan", max_length=160, blank=True)
    antal_kunder = models.PositiveIntegerField("kunder", null=True, blank=True)
    overtaget_fran = models.ForeignKey(
        "self",
        verbose_name="övertaget från",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="overtaget_av",
    )
    slutar = models.DateField(editable=False, default=UTAN_SLUT)  # the last day in force; far away when there is none
    soktext = models.TextField(editable=False, default="")

    objects = AvtalQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["slutar", "soktext"])

    class Meta:
        verbose_name = "avtal"
        verbose_name_plural = "avtal"
        indexes = [
            models.Index(fields=["giltig_fran", "id"], name="avtal_giltig_fran"),
            models.Index(fields=["slutar", "id"], name="avtal_slutar"),
            models.Index(fields=["insatskategori", "slutar"], name="avtal_kategori_slutar"),
        ]
        constraints = [
            models.CheckConstraint(
                name="avtal_slut_efter_start",
                condition=Q(giltig_till__isnull=True) | Q(giltig_till__gte=F("giltig_fran")),
                violation_error_message="Avtalet kan inte sluta före den dag det börjar gälla.",
            ),
            models.CheckConstraint(
                name="avtal_upphort_efter_start",
                condition=Q(upphort__isnull=True) | Q(upphort__gte=F("giltig_fran")),
                violation_error_message="Avtalet kan inte upphöra före den dag det börjar gälla.",
            ),
            models.CheckConstraint(
                name="avtal_upphort_med_skal",
                condition=(Q(upphort__isnull=True) & Q(upphort_skal=""))
                | (Q(upphort__isnull=False) & ~Q(upphort_skal="")),
                violation_error_message="Ange både sista dagen i förtid och varför avtalet upphörde, eller ingetdera.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verksamhet}, {self.insatskategori}"

    def get_absolute_url(self) -> str:
        return reverse("granskningar:avtal_visa", args=[self.pk])

    def fyll_i(self) -> None:
        """Set what is worked out from other fields. `save` does it; a bulk insert must do it first."""
        self.slutar = self.upphort or self.giltig_till or UTAN_SLUT
        v = self.verksamhet
        self.soktext = soktext(v.namn, v.utforare.namn, self.insatskategori.namn, self.avtalsnummer)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fyll_i()
        super().save(*args, **kwargs)

    @property
    def sista_dag(self) -> date | None:
        """The last day in force, None while no end is known."""
        return None if self.slutar == UTAN_SLUT else self.slutar

    @property
    def skal(self) -> str:
        """Why the contract is over: as given, or that it ran out. Empty while it is in force or has not begun."""
        if self.slutar >= idag():
            return ""
        return self.upphort_skal or self.Skal.LOPT_UT

    @property
    def lage(self) -> str:
        """ "kommande", "galler" or "upphort" today."""
        if self.giltig_fran > idag():
            return "kommande"
        return "galler" if self.slutar >= idag() else "upphort"

    @property
    def lagenamn(self) -> str:
        return {"kommande": "kommande", "galler": "gäller", "upphort": "upphört"}[self.lage]


class AvtalsenkatQuerySet(RegisterQuerySet["Avtalsenkat"]):
    def med_svarsantal(self) -> Self:
        """Each survey with `antal_skickade` and `antal_svar`."""
        skickade = Q(svar__utskickad=True)
        return self.annotate(
            antal_skickade=Count("svar", filter=skickade),
            antal_svar=Count("svar", filter=skickade & Q(svar__svarat__isnull=False)),
        )


class Avtalsenkat(Versionerad):
    """The yearly survey about how the contracts are kept, sent to every activity with a contract."""

    ar = models.PositiveSmallIntegerField(
        "år", validators=[MinValueValidator(TIDIGASTE_AR), MaxValueValidator(SENASTE_AR)]
    )
    namn = models.CharField("namn", max_length=160)
    skickad = models.DateField("skickas")
    sista_svarsdag = models.DateField("sista svarsdag", null=True, blank=True)

    objects = AvtalsenkatQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "avtalsenkät"
        verbose_name_plural = "avtalsenkäter"
        indexes = [models.Index(fields=["ar", "id"], name="avtalsenkat_ar")]
        constraints = [
            models.UniqueConstraint(
                fields=["ar", "namn"],
                name="avtalsenkat_unik",
                violation_error_message="Det finns redan en enkät med det namnet för året.",
            ),
            models.CheckConstraint(
                name="avtalsenkat_svar_efter_utskick",
                condition=Q(sista_svarsdag__isnull=True) | Q(sista_svarsdag__gte=F("skickad")),
                violation_error_message="Sista svarsdag kan inte vara före den dag enkäten skickas.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.namn} {self.ar}"

    def get_absolute_url(self) -> str:
        return reverse("granskningar:enkat_visa", args=[self.pk])


class Enkatsvar(models.Model):
    """One recipient of a survey: an activity and the kind of service it answers for."""

    enkat = models.ForeignKey(Avtalsenkat, verbose_name="enkät", on_delete=models.PROTECT, related_name="svar")
    verksamhet = models.ForeignKey(
        Verksamhet, verbose_name="verksamhet", on_delete=models.PROTECT, related_name="enkatsvar"
    )
    insatskategori = models.ForeignKey(
        Insatskategori, verbose_name="insatskategori", on_delete=models.PROTECT, related_name="enkatsvar"
    )
    utskickad = models.BooleanField("skickad", default=True)
    svarat = models.DateField("svarade", null=True, blank=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = "enkätsvar"
        verbose_name_plural = "enkätsvar"
        constraints = [
            models.UniqueConstraint(fields=["enkat", "verksamhet", "insatskategori"], name="enkatsvar_unikt"),
            models.CheckConstraint(
                name="enkatsvar_svar_pa_skickad",
                condition=Q(svarat__isnull=True) | Q(utskickad=True),
                violation_error_message="Den som inte fått enkäten kan inte ha svarat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verksamhet}, {self.insatskategori}"

    def get_absolute_url(self) -> str:
        return reverse("granskningar:enkat_visa", args=[self.enkat_id])

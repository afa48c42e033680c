"""What is measured: criteria, statistics, surveys and comparisons, and their values by unit and period."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from simple_history.models import HistoricalRecords

from kvalitet.datum import SENASTE_AR, TIDIGASTE_AR
from kvalitet.models.organisation import Anvandare, Enhet
from kvalitet.models.processer import Kvalitetsomrade
from kvalitet.models.utforare import Verksamhet
from kvalitet.ordning import pa_svenska
from kvalitet.roller import Ratt
from kvalitet.soktext import soktext
from kvalitet.versioner import Versionerad

NATT, EJ_NATT, EJ_MATT = "natt", "ej_natt", "ej_matt"
UTFALL = {NATT: "nått", EJ_NATT: "ej nått", EJ_MATT: "ej mätt"}
PROCENT = ("%", "procent")
UTANFOR_PROCENT = "En andel i procent är mellan 0 och 100."


def rent_tal(varde: Decimal) -> int | Decimal:
    """The same value without decimals that say nothing: 85.00 is 85."""
    return int(varde) if varde == varde.to_integral_value() else varde.normalize()


def svenskt_tal(varde: Decimal) -> str:
    """A stored value as Swedish text: no decimals that say nothing, a comma, a thin space between thousands."""
    text = f"{abs(varde):,.2f}".rstrip("0").rstrip(".")
    return ("\u2212" if varde < 0 else "") + text.replace(",", "\u202f").replace(".", ",")


class KriteriumQuerySet(models.QuerySet["Kriterium"]):
    def synliga_for(self, anvandare: Anvandare) -> "KriteriumQuerySet":
        """Published criteria where one reads measures and of the units above, whose aims hold there too; all of them
        where one reads drafts."""
        publicerade = Q(enhet_id__in=anvandare.enhetsid_ovanfor(Ratt.MATT_LASA), publicerad=True)
        return self.filter(publicerade | Q(enhet_id__in=anvandare.enhetsid_med(Ratt.MATT_LASA_UTKAST)))

    def med_utfall(self, ar: int, varden: "MatvardeQuerySet") -> "KriteriumQuerySet":
        """Adds `utfall_ar`, as `Kriterium.utfall` over those of the values that stand for the year.

        An aim is reached when every unit and activity with a value has reached it.
        """
        arets = varden.gallande().filter(kriterium=OuterRef("pk"), ar=ar, varde__isnull=False).order_by()
        mal = F("kriterium__malvarde")
        missade = arets.filter(
            Q(kriterium__operator="minst", varde__lt=mal)
            | Q(kriterium__operator="hogst", varde__gt=mal)
            | (Q(kriterium__operator="lika") & ~Q(varde=mal))
        )
        return self.annotate(
            utfall_ar=Case(
                When(~Exists(arets), then=Value(EJ_MATT)),
                When(~Q(operator__in=Kriterium.TALMAL), then=Value("")),
                When(Exists(missade), then=Value(EJ_NATT)),
                default=Value(NATT),
            )
        )


class Kriterium(Versionerad):
    """Something whose value tells how good the quality is: what it means, how it is measured and what is aimed at.

    `slag` says which part of the yearly report it belongs to; a criterion proper is what the nämnd has adopted.
    """

    class Slag(models.TextChoices):
        KRITERIUM = "kriterium", "kvalitetskriterium"
        MALGRUPP = "malgrupp", "målgrupp och insatser"
        ENKAT = "enkat", "enkät"
        UPPFOLJNING = "uppfoljning", "systematisk uppföljning"
        JAMFORELSE = "jamforelse", "öppna jämförelser"
        PERSONAL = "personal", "personal"

    class Galler(models.TextChoices):
        MYNDIGHET = "myndighet", "myndighetsutövning"
        UTFORARE = "utforare", "utförare"
        ALLA = "alla", "hela verksamheten"

    class Operator(models.TextChoices):
        MINST = "minst", "minst"
        HOGST = "hogst", "högst"
        LIKA = "lika", "exakt"
        TEXT = "text", "beskrivs i ord"
        INGET = "inget", "inget mål"

    TALMAL = (Operator.MINST, Operator.HOGST, Operator.LIKA)

    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="kriterier")
    slag = models.CharField("slag", max_length=12, choices=Slag, default=Slag.KRITERIUM)
    namn = models.CharField("namn", max_length=200)
    innebord = models.TextField("vad det innebär", blank=True)
    galler = models.CharField("gäller", max_length=10, choices=Galler, default=Galler.ALLA)
    kvalitetsomrade = models.ForeignKey(
        Kvalitetsomrade,
        verbose_name="kvalitetsområde",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kriterier",
    )
    overgripande_mal = models.CharField("mål det hör till", max_length=300, blank=True)
    matning = models.TextField("hur det mäts", blank=True)
    mattenhet = models.CharField("måttenhet", max_length=30, blank=True, help_text="Till exempel %, personer, dagar.")
    operator = models.CharField("målets slag", max_length=6, choices=Operator, default=Operator.INGET)
    malvarde = models.DecimalField("målvärde", max_digits=12, decimal_places=2, null=True, blank=True)
    mal_text = models.CharField("mål i ord", max_length=300, blank=True)
    ansvarig_text = models.CharField("ansvarig funktion", max_length=160, blank=True)
    publicerad = models.BooleanField("publicerat för alla medarbetare", default=True)
    giltig = models.BooleanField("används", default=True)
    sortering = models.CharField(max_length=60, editable=False, default="")
    soktext = models.TextField(editable=False, default="")

    objects = KriteriumQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["soktext", "sortering"])

    class Meta:
        verbose_name = "kriterium"
        verbose_name_plural = "kriterier och mått"
        indexes = [models.Index(pa_svenska("sortering"), "id", name="kriterium_pa_svenska")]
        constraints = [
            models.UniqueConstraint(
                fields=["enhet", "slag", "namn"],
                name="kriterium_namn_unikt",
                violation_error_message="Enheten har redan ett mått med det namnet.",
            ),
            models.CheckConstraint(
                name="kriterium_mal_stammer",
                condition=Q(operator__in=["minst", "hogst", "lika"], malvarde__isnull=False)
                | (Q(operator="text", malvarde__isnull=True) & ~Q(mal_text=""))
                | Q(operator="inget", malvarde__isnull=True),
                violation_error_message="Ange ett målvärde när målet är ett tal, och mål i ord när det beskrivs i ord.",
            ),
        ]

    def __str__(self) -> str:
        return self.namn

    def get_absolute_url(self) -> str:
        return reverse("kriterium_visa", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sortering = self.namn[:60]
        self.soktext = soktext(self.namn, self.innebord, self.matning, self.overgripande_mal)
        super().save(*args, **kwargs)

    @property
    def har_talmal(self) -> bool:
        return self.operator in self.TALMAL

    @property
    def i_procent(self) -> bool:
        return self.mattenhet.strip().casefold() in PROCENT

    def med_enhet(self, varde: Decimal | None) -> str:
        """A value as it is read: "85 %", "4,2", a dash where there is none."""
        if varde is None:
            return "–"
        return f"{svenskt_tal(varde)}\u00a0{self.mattenhet}".strip()

    @property
    def mal(self) -> str:
        """The aim in words: "minst 85 %", what is written where it is no number, or "" without an aim."""
        if self.har_talmal:
            return f"{self.get_operator_display()} {self.med_enhet(self.malvarde)}"
        return self.mal_text if self.operator == self.Operator.TEXT else ""

    def clean(self) -> None:
        """An aim in numbers has its number, an aim in words its words, and a share is at most all."""
        if self.har_talmal and self.malvarde is None:
            raise ValidationError({"malvarde": "Ange ett målvärde, eller välj ett annat slag av mål."})
        if not self.har_talmal and self.malvarde is not None:
            raise ValidationError({"malvarde": "Ta bort målvärdet, eller välj ett mål i tal."})
        if self.operator == self.Operator.TEXT and not self.mal_text.strip():
            raise ValidationError({"mal_text": "Beskriv målet i ord, eller välj ett annat slag av mål."})
        if self.i_procent and self.malvarde is not None and not 0 <= self.malvarde <= 100:
            raise ValidationError({"malvarde": UTANFOR_PROCENT})

    def utfall(self, varde: Decimal | None) -> str:
        """ "natt", "ej_natt", "ej_matt", or "" where the aim is no number and nothing can be said."""
        if varde is None:
            return EJ_MATT
        if not self.har_talmal or self.malvarde is None:
            return ""
        nadd = {
            self.Operator.MINST: varde >= self.malvarde,
            self.Operator.HOGST: varde <= self.malvarde,
            self.Operator.LIKA: varde == self.malvarde,
        }
        return NATT if nadd[self.Operator(self.operator)] else EJ_NATT


class Matmetod(models.Model):
    """One way a criterion is measured, and how often."""

    class Frekvens(models.TextChoices):
        LOPANDE = "lopande", "löpande"
        MANAD = "manad", "varje månad"
        KVARTAL = "kvartal", "varje kvartal"
        TERTIAL = "tertial", "varje tertial"
        HALVAR = "halvar", "varje halvår"
        AR = "ar", "varje år"
        VARTANNAT_AR = "vartannat_ar", "vartannat år"

    kriterium = models.ForeignKey(Kriterium, on_delete=models.CASCADE, related_name="metoder")
    metod = models.CharField("metod", max_length=160)
    frekvens = models.CharField("hur ofta", max_length=14, choices=Frekvens, default=Frekvens.AR)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "mätmetod"
        verbose_name_plural = "mätmetoder"
        ordering = ["kriterium", "pk"]

    def __str__(self) -> str:
        return f"{self.metod}, {self.get_frekvens_display()}"


class MatvardeQuerySet(models.QuerySet["Matvarde"]):
    def synliga_for(self, anvandare: Anvandare) -> "MatvardeQuerySet":
        """Published values of published criteria where one reads measures; all of them where one reads drafts."""
        publicerade = Q(
            enhet_id__in=anvandare.enhetsid_med(Ratt.MATT_LASA), publicerat=True, kriterium__publicerad=True
        )
        return self.filter(publicerade | Q(enhet_id__in=anvandare.enhetsid_med(Ratt.MATT_LASA_UTKAST)))

    def gallande(self) -> "MatvardeQuerySet":
        """The values that stand for their year: the whole year's, and those of parts only where that has none."""
        helar = Matvarde.objects.filter(
            kriterium=OuterRef("kriterium"),
            enhet=OuterRef("enhet"),
            ar=OuterRef("ar"),
            period=Matvarde.Period.HELAR,
            varde__isnull=False,
        ).alias(drivs_i=Coalesce("verksamhet_id", 0))
        return self.filter(
            Q(period=Matvarde.Period.HELAR) | ~Exists(helar.filter(drivs_i=Coalesce(OuterRef("verksamhet_id"), 0)))
        )


class Matvarde(Versionerad):
    """A criterion's value for a unit (or an activity of a provider) and a part of a year. No value is never 0.

    `n` is how many the value rests on, `tillfragade` how many were asked and `bortfall` those who could not answer.
    """

    class Period(models.TextChoices):
        HELAR = "helar", "helår"
        H1 = "h1", "första halvåret"
        H2 = "h2", "andra halvåret"
        T1 = "t1", "januari–april"
        T2 = "t2", "januari–augusti"
        K1 = "k1", "kvartal 1"
        K2 = "k2", "kvartal 2"
        K3 = "k3", "kvartal 3"
        K4 = "k4", "kvartal 4"
        DEL = "del", "del av år"

    kriterium = models.ForeignKey(
        Kriterium, verbose_name="kriterium", on_delete=models.PROTECT, related_name="matvarden"
    )
    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="matvarden")
    verksamhet = models.ForeignKey(
        Verksamhet, verbose_name="verksamhet", on_delete=models.PROTECT, null=True, blank=True, related_name="matvarden"
    )
    ar = models.PositiveSmallIntegerField("år")
    period = models.CharField("period", max_length=6, choices=Period, default=Period.HELAR)
    periodnot = models.CharField(
        "vilken del av året", max_length=80, blank=True, help_text="Till exempel t.o.m. november."
    )
    varde = models.DecimalField("värde", max_digits=14, decimal_places=2, null=True, blank=True)
    ungefarligt = models.BooleanField("ungefärligt", default=False)
    n = models.PositiveIntegerField("antal som värdet bygger på", null=True, blank=True)
    tillfragade = models.PositiveIntegerField("antal tillfrågade", null=True, blank=True)
    bortfall = models.PositiveIntegerField("varav inte kunde svara", null=True, blank=True)
    riket = models.DecimalField("riket", max_digits=14, decimal_places=2, null=True, blank=True)
    lanet = models.DecimalField("länet", max_digits=14, decimal_places=2, null=True, blank=True)
    kalla = models.CharField("källa", max_length=200, blank=True)
    kommentar = models.TextField("kommentar", blank=True)
    publicerat = models.BooleanField("publicerat för alla medarbetare", default=True)

    objects = MatvardeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "mätvärde"
        verbose_name_plural = "mätvärden"
        indexes = [
            models.Index(fields=["ar", "id"], name="matvarde_ar"),
            models.Index(fields=["enhet", "ar"], name="matvarde_enhet_ar"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kriterium", "enhet", "ar", "period"],
                condition=Q(verksamhet__isnull=True),
                name="matvarde_ett_per_period",
                violation_error_message="Det finns redan ett värde för enheten och perioden.",
            ),
            models.UniqueConstraint(
                fields=["kriterium", "enhet", "verksamhet", "ar", "period"],
                condition=Q(verksamhet__isnull=False),
                name="matvarde_ett_per_verksamhet",
                violation_error_message="Det finns redan ett värde för verksamheten och perioden.",
            ),
            models.CheckConstraint(
                name="matvarde_rimligt_ar",
                condition=Q(ar__gte=TIDIGASTE_AR, ar__lte=SENASTE_AR),
                violation_error_message=f"Ange ett år mellan {TIDIGASTE_AR} och {SENASTE_AR}.",
            ),
            models.CheckConstraint(
                name="matvarde_svar_ryms",
                condition=Q(n__isnull=True) | Q(tillfragade__isnull=True) | Q(n__lte=F("tillfragade")),
                violation_error_message="Fler kan inte ha svarat än som tillfrågades.",
            ),
            models.CheckConstraint(
                name="matvarde_bortfall_ryms",
                condition=Q(bortfall__isnull=True) | Q(tillfragade__isnull=False, bortfall__lte=F("tillfragade")),
                violation_error_message="Bortfallet kan inte vara större än antalet tillfrågade.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kriterium}, {self.enhet}, {self.ar}"

    def get_absolute_url(self) -> str:
        return reverse("matvarde_visa", args=[self.pk])

    def clean(self) -> None:
        """A share is at most all, more cannot have answered than were asked, and parts of a year are named."""
        fel: dict[str, str] = {}
        if hasattr(self, "kriterium") and self.kriterium.i_procent:
            for falt in ("varde", "riket", "lanet"):
                tal = getattr(self, falt)
                if tal is not None and not 0 <= tal <= 100:
                    fel[falt] = UTANFOR_PROCENT
        if self.n is not None and self.tillfragade is not None and self.n > self.tillfragade:
            fel["n"] = "Fler kan inte ha svarat än som tillfrågades."
        if self.bortfall is not None and (self.tillfragade is None or self.bortfall > self.tillfragade):
            fel["bortfall"] = "Bortfallet kan inte vara större än antalet tillfrågade."
        if self.period == self.Period.DEL and not self.periodnot.strip():
            fel["periodnot"] = "Skriv vilken del av året värdet gäller."
        if fel:
            raise ValidationError(fel)

    @property
    def utfall(self) -> str:
        """As `Kriterium.utfall`."""
        return self.kriterium.utfall(self.varde)

    @property
    def visat(self) -> str:
        """The value as it is read, with "cirka" where it is approximate."""
        text = self.kriterium.med_enhet(self.varde)
        return f"cirka {text}" if self.ungefarligt and self.varde is not None else text

    @property
    def galler_period(self) -> str:
        """Which part of the year the value is for: "" for all of it."""
        delar = ["" if self.period in (self.Period.HELAR, self.Period.DEL) else self.get_period_display()]
        return ", ".join(del_ for del_ in (*delar, self.periodnot.strip()) if del_)

    @property
    def plats(self) -> str:
        """Where it is measured: the provider's activity, or else the unit."""
        return str(self.verksamhet or self.enhet)

    @property
    def fa(self) -> bool:
        """Whether the value rests on so few that it should be read with caution."""
        return self.n is not None and self.n < settings.FORSIKTIGT_N

    def jamforelse(self, fore: Decimal | None) -> str:
        """How the value differs from another in words: "3 procentenheter högre", "lika", "" where one is missing."""
        if self.varde is None or fore is None:
            return ""
        skillnad = self.varde - fore
        if not skillnad:
            return "lika"
        enhet = "procentenheter" if self.kriterium.i_procent else ""
        if enhet and abs(skillnad) == 1:
            enhet = "procentenhet"
        return " ".join(d for d in (svenskt_tal(abs(skillnad)), enhet, "högre" if skillnad > 0 else "lägre") if d)

    @property
    def svarsfrekvens(self) -> Decimal | None:
        """Answers in per cent of those who could answer (one decimal); None when nobody could or nothing is known."""
        if self.n is None or self.tillfragade is None:
            return None
        kunde = self.tillfragade - (self.bortfall or 0)
        return (Decimal(100 * self.n) / kunde).quantize(Decimal("0.1")) if kunde > 0 else None

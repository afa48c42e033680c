"""Quality areas and the process register (SOSFS 2011:9, 4 kap.)."""

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from kvalitet.models.organisation import Anvandare, Enhet
from kvalitet.roller import Ratt
from kvalitet.soktext import soktext
from kvalitet.versioner import Versionerad


class Kvalitetsomrade(models.Model):
    """One of the areas that good quality is judged by; the wording differs between years, hence aliases."""

    namn = models.CharField("namn", max_length=80, unique=True)
    definition = models.TextField("definition", blank=True)
    alias = models.TextField("andra skrivsätt", blank=True, help_text="Ett på varje rad. Används vid import.")
    ordning = models.PositiveSmallIntegerField("ordning", default=0)
    fran_ar = models.PositiveSmallIntegerField("används från år", null=True, blank=True)
    till_ar = models.PositiveSmallIntegerField("används till och med år", null=True, blank=True)

    class Meta:
        verbose_name = "kvalitetsområde"
        verbose_name_plural = "kvalitetsområden"
        ordering = ["ordning", "pk"]

    def __str__(self) -> str:
        return self.namn

    def skrivsatt(self) -> list[str]:
        """The name and its aliases."""
        return [self.namn, *(rad.strip() for rad in self.alias.splitlines() if rad.strip())]


class ProcessQuerySet(models.QuerySet["Process"]):
    def synliga_for(self, anvandare: Anvandare) -> "ProcessQuerySet":
        """Processes are open to everyone who may read plans in their unit or below it: one works by them there too."""
        return self.filter(enhet_id__in=anvandare.enhetsid_ovanfor(Ratt.PLAN_LASA))

    def giltiga(self) -> "ProcessQuerySet":
        return self.filter(giltig=True)


class Process(Versionerad):
    """How a piece of the work is done, from start to end. Risks, self-checks and actions hang on it."""

    class Typ(models.TextChoices):
        HUVUD = "huvud", "huvudprocess"
        STOD = "stod", "stödprocess"

    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="processer")
    nummer = models.CharField("nummer", max_length=20, blank=True)
    sortering = models.CharField(max_length=60, editable=False, default="")
    namn = models.CharField("namn", max_length=200)
    typ = models.CharField("typ", max_length=8, choices=Typ, default=Typ.HUVUD)
    syfte = models.TextField("syfte", blank=True)
    agare = models.ForeignKey(
        Anvandare, verbose_name="processägare", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    giltig = models.BooleanField("används", default=True)
    soktext = models.TextField(editable=False, default="")

    objects = ProcessQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["soktext"])

    class Meta:
        verbose_name = "process"
        verbose_name_plural = "processer"
        constraints = [
            models.UniqueConstraint(
                fields=["enhet", "namn"],
                name="process_namn_unikt",
                violation_error_message="Enheten har redan en process med det namnet.",
            )
        ]
        indexes = [models.Index(fields=["sortering", "id"], name="process_sortering")]

    def __str__(self) -> str:
        return f"{self.nummer} {self.namn}".strip()

    def get_absolute_url(self) -> str:
        return reverse("process_visa", args=[self.pk])

    def save(self, *args: object, **kwargs: object) -> None:
        self.sortering = sorteringsnyckel(self.nummer, self.namn)
        self.soktext = soktext(self.nummer, self.namn, self.syfte)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


def sorteringsnyckel(nummer: str, namn: str) -> str:
    """Key that puts 4.10 after 4.9, and unnumbered processes last by name (at most 60 characters)."""
    delar = [del_.zfill(4) if del_.isdecimal() else del_ for del_ in nummer.split(".") if del_]
    return (".".join(delar) or "~" + namn.casefold())[:60]

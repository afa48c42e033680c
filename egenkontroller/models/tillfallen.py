"""Occasions: a self-check in one unit and one period, with its result, what it means and what comes of it."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from egenkontroller.models.egenkontroller import Egenkontroll, med_enhet
from egenkontroller.perioder import periodnamn
from kvalitet.datum import SENASTE_AR, TIDIGASTE_AR, idag
from kvalitet.models import Anvandare, Atgard, Enhet
from kvalitet.models.matt import EJ_MATT, EJ_NATT, NATT, UTFALL
from kvalitet.roller import Ratt
from kvalitet.tillstand import Krav, OtillatenOvergang, Overgang, Tillstandsmodell
from kvalitet.versioner import Versionerad


class KontrolltillfalleQuerySet(models.QuerySet["Kontrolltillfalle"]):
    def synliga_for(self, anvandare: Anvandare) -> "KontrolltillfalleQuerySet":
        """Occasions of public checks in the units where one reads plans; all where one reads drafts; one's own."""
        utkast = Q(enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA_UTKAST))
        oppna = Q(enhet_id__in=anvandare.enhetsid_med(Ratt.PLAN_LASA), egenkontroll__faststalld=True)
        return self.filter(utkast | oppna | Q(egenkontroll__ansvarig=anvandare))

    def oppna(self) -> "KontrolltillfalleQuerySet":
        """Not yet done, and not given up."""
        return self.filter(status__in=Kontrolltillfalle.OPPNA)

    def forsenade(self) -> "KontrolltillfalleQuerySet":
        return self.oppna().filter(forfaller__lt=idag())

    def under_malet(self) -> "KontrolltillfalleQuerySet":
        """Done with a number that does not reach the check's target: the same as `utfall` "ej_natt"."""
        mal = F("egenkontroll__mal_tal")
        missar = Q()
        for operator, ord_ in (("minst", "lt"), ("hogst", "gt"), ("lika", "lt"), ("lika", "gt")):
            andel = Q(**{"namnare__gt": 0, f"hundradelar__{ord_}": mal * F("namnare")})
            antal = Q(**{"namnare__isnull": True, f"antal__{ord_}": mal})
            missar |= Q(egenkontroll__mal_operator=operator) & (andel | antal)
        gjorda = self.filter(status=Kontrolltillfalle.Status.GENOMFORD)
        return gjorda.alias(hundradelar=F("taljare") * 100).filter(missar)

    def under_malet_utan_atgard(self) -> "KontrolltillfalleQuerySet":
        """Below the target with nothing decided about it."""
        atgard = Kontrolltillfalle.atgarder.through.objects.filter(kontrolltillfalle=OuterRef("pk"))
        return self.under_malet().filter(~Exists(atgard))


class Kontrolltillfalle(Tillstandsmodell, Versionerad):
    """A self-check at one time in one unit: planned, done with a result, or not done and why (SOSFS 2011:9, 5:2)."""

    class Status(models.TextChoices):
        PLANERAD = "planerad", "planerad"
        PAGAR = "pagar", "pågår"
        GENOMFORD = "genomford", "genomförd"
        UTEBLIVEN = "utebliven", "utebliven"

    OPPNA = (Status.PLANERAD, Status.PAGAR)

    egenkontroll = models.ForeignKey(
        Egenkontroll, verbose_name="egenkontroll", on_delete=models.PROTECT, related_name="tillfallen"
    )
    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="kontrolltillfallen")
    ar = models.PositiveSmallIntegerField("år")
    periodnr = models.PositiveSmallIntegerField("period", default=1)
    fran = models.DateField("från")
    till = models.DateField("till och med")
    forfaller = models.DateField("klar senast")
    status = models.CharField("läge", max_length=10, choices=Status, default=Status.PLANERAD, editable=False)
    taljare = models.DecimalField("täljare", max_digits=12, decimal_places=2, null=True, blank=True)
    namnare = models.DecimalField("nämnare", max_digits=12, decimal_places=2, null=True, blank=True)
    antal = models.DecimalField("antal", max_digits=12, decimal_places=2, null=True, blank=True)
    resultat_text = models.TextField("resultat i ord", blank=True)
    analys = models.TextField("analys", blank=True)
    slutsats = models.TextField("slutsats", blank=True)
    skal = models.TextField("varför den uteblev", blank=True, editable=False)
    genomford_dag = models.DateField("genomförd", null=True, blank=True)
    atgarder = models.ManyToManyField(Atgard, verbose_name="åtgärder", blank=True, related_name="kontrolltillfallen")

    OVERGANGAR = (
        Overgang(Status.PLANERAD, Status.PAGAR, "Påbörja", Ratt.PLAN_REDIGERA),
        Overgang(
            Status.PAGAR,
            Status.GENOMFORD,
            "Markera som genomförd",
            Ratt.PLAN_REDIGERA,
            krav=(
                Krav(
                    "resultatet saknas",
                    "Resultatet är registrerat",
                    lambda t: t.har_resultat,
                    ("Registrera resultatet", "egenkontroller:resultat"),
                ),
                Krav(
                    "dagen då kontrollen gjordes saknas",
                    "Dagen då kontrollen gjordes finns",
                    lambda t: t.genomford_dag is not None,
                    ("Fyll i dagen", "egenkontroller:resultat"),
                ),
            ),
        ),
        Overgang(Status.PLANERAD, Status.UTEBLIVEN, "Markera som utebliven", Ratt.PLAN_REDIGERA, motivering=True),
        Overgang(Status.PAGAR, Status.UTEBLIVEN, "Markera som utebliven", Ratt.PLAN_REDIGERA, motivering=True),
        Overgang(Status.GENOMFORD, Status.PAGAR, "Öppna igen", Ratt.PLAN_REDIGERA, motivering=True),
        Overgang(Status.UTEBLIVEN, Status.PLANERAD, "Öppna igen", Ratt.PLAN_REDIGERA, motivering=True),
    )
    VAG = (Status.PLANERAD, Status.PAGAR, Status.GENOMFORD)

    objects = KontrolltillfalleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "kontrolltillfälle"
        verbose_name_plural = "kontrolltillfällen"
        indexes = [
            models.Index(fields=["forfaller", "id"], name="tillfalle_forfaller"),
            models.Index(fields=["enhet", "ar"], name="tillfalle_enhet_ar"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["egenkontroll", "enhet", "fran"], name="tillfalle_ett_per_period"),
            models.CheckConstraint(name="tillfalle_rimligt_ar", condition=Q(ar__gte=TIDIGASTE_AR, ar__lte=SENASTE_AR)),
            models.CheckConstraint(name="tillfalle_slut_efter_start", condition=Q(till__gte=F("fran"))),
            models.CheckConstraint(
                name="tillfalle_taljare_ryms",
                condition=Q(taljare__isnull=True, namnare__isnull=True)
                | Q(taljare__isnull=False, namnare__isnull=False, taljare__gte=0, namnare__gte=F("taljare")),
                violation_error_message="Täljaren kan inte vara större än nämnaren. Ange båda, med siffror från 0.",
            ),
            models.CheckConstraint(
                name="tillfalle_antal_ej_negativt",
                condition=Q(antal__isnull=True) | Q(antal__gte=0),
                violation_error_message="Antalet kan inte vara mindre än 0.",
            ),
            models.CheckConstraint(
                name="tillfalle_genomford_har_dag",
                condition=~Q(status="genomford") | Q(genomford_dag__isnull=False),
            ),
            models.CheckConstraint(
                name="tillfalle_utebliven_har_skal",
                condition=(Q(status="utebliven") & ~Q(skal="")) | (~Q(status="utebliven") & Q(skal="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.egenkontroll}, {self.enhet}, {self.periodnamn}"

    def get_absolute_url(self) -> str:
        return reverse("egenkontroller:tillfalle", args=[self.pk])

    @property
    def periodnamn(self) -> str:
        return periodnamn(self.fran, self.till)

    @property
    def forsenad(self) -> bool:
        """Past its day without being done or given up."""
        return self.status in self.OPPNA and self.forfaller < idag()

    @property
    def har_resultat(self) -> bool:
        return self.namnare is not None or self.antal is not None or bool(self.resultat_text.strip())

    @property
    def varde(self) -> Decimal | None:
        """The share in per cent with one decimal, or the count. None without a result, or with nothing to count of."""
        if self.namnare is not None and self.taljare is not None:
            if not self.namnare:
                return None
            return (100 * self.taljare / self.namnare).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        return self.antal

    @property
    def varde_visat(self) -> str:
        """ "91,3 %" or "14"; empty when there is no number."""
        return "" if self.varde is None else med_enhet(self.varde, procent=self.namnare is not None)

    @property
    def av_visat(self) -> str:
        """ "21 av 23"; empty when the result is no share."""
        if self.taljare is None or self.namnare is None:
            return ""
        return " av ".join(med_enhet(tal, procent=False) for tal in (self.taljare, self.namnare))

    @property
    def ingen_att_rakna_pa(self) -> bool:
        """The denominator is 0: there was nobody and nothing, which is no share and not 0 %."""
        return self.namnare is not None and not self.namnare

    @property
    def utfall(self) -> str:
        """ "natt", "ej_natt" or "ej_matt" against the check's target; "" where it has none in numbers."""
        mal = self.egenkontroll.mal_tal
        if mal is None:
            return ""
        if self.varde is None:
            return EJ_MATT
        # What is compared is the share itself, not the rounded one: 94.96 % is not "at least 95".
        varde, grans = self.varde, mal
        if self.namnare is not None and self.taljare is not None:
            varde, grans = 100 * self.taljare, mal * self.namnare
        operator = Egenkontroll.Operator(self.egenkontroll.mal_operator)
        nadd = {
            Egenkontroll.Operator.MINST: varde >= grans,
            Egenkontroll.Operator.HOGST: varde <= grans,
            Egenkontroll.Operator.LIKA: varde == grans,
        }
        return NATT if nadd[operator] else EJ_NATT

    @property
    def utfallsnamn(self) -> str:
        return UTFALL.get(self.utfall, "")

    def far(self, overgang: Overgang, av: Any) -> bool:
        """Those who edit plans in the unit, and the person responsible for the check."""
        return self.far_andras_av(av)

    def far_andras_av(self, anvandare: Anvandare) -> bool:
        return self.egenkontroll.ansvarig_id == anvandare.pk or anvandare.har_ratt(Ratt.PLAN_REDIGERA, self.enhet_id)

    def byt_status(self, till: str, *, av: Any, motivering: str = "") -> None:
        """As Tillstandsmodell. The reason for an occasion that never took place stays with it."""
        fore = self.skal
        self.skal = motivering.strip() if till == self.Status.UTEBLIVEN else ""
        try:
            super().byt_status(till, av=av, motivering=motivering)
        except (OtillatenOvergang, PermissionDenied):
            self.skal = fore
            raise

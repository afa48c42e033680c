"""The case."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from avvikelser import val
from avvikelser.models.indelning import Kategori, Orsaksomrade
from avvikelser.overgangar import OPPNA, OVERGANGAR, VAG
from kvalitet.datum import under_ar
from kvalitet.models import Anvandare, Atgard, Enhet, Insatskategori, Process, Utforare
from kvalitet.roller import Ratt
from kvalitet.soktext import soktext
from kvalitet.tillstand import Overgang, Tillstandsmodell
from kvalitet.versioner import Versionerad

UTAN_SLAG = (val.Status.REGISTRERAD, *val.UTANFOR_STATISTIKEN)


def _lasbara(anvandare: Anvandare) -> Q:
    """Condition: read in full by place and role, or as the case's investigator or decider.

    Cases about the closest chief pass every role in the line by and wait for an investigator, as lex Sarah does.
    """
    lasa, lex_sarah, hsl, utreda = (
        anvandare.enhetsid_med(ratt)
        for ratt in (Ratt.ARENDE_LASA, Ratt.ARENDE_LEX_SARAH, Ratt.ARENDE_HSL, Ratt.ARENDE_UTREDA)
    )
    villkor = Q(utredare_id=anvandare.pk) | Q(beslutare_id=anvandare.pk) | Q(beslutad_av_id=anvandare.pk)
    if lasa == lex_sarah == hsl:
        villkor |= Q(enhet_id__in=lasa, galler_chef=False)
    else:
        vanliga = Q(enhet_id__in=lasa) & ~Q(slag__in=[val.Slag.LEX_SARAH, val.Slag.HSL])
        sarskilda = Q(enhet_id__in=lex_sarah, slag=val.Slag.LEX_SARAH) | Q(enhet_id__in=hsl, slag=val.Slag.HSL)
        villkor |= (vanliga | sarskilda) & Q(galler_chef=False)
    if utreda:
        att_fordela = Q(galler_chef=True) | Q(slag=val.Slag.LEX_SARAH)
        villkor |= Q(enhet_id__in=utreda, utredare__isnull=True) & att_fordela
    return villkor


def _egna(anvandare: Anvandare) -> Exists:
    """Condition: the person's own report. The table of protected data is named, for it stands below this model."""
    skyddade = Avvikelse._meta.get_field("skyddat").related_model._default_manager
    return Exists(skyddade.filter(avvikelse_id=OuterRef("pk"), rapportor_id=anvandare.pk))


class AvvikelseQuerySet(models.QuerySet["Avvikelse"]):
    def lasbara_for(self, anvandare: Anvandare) -> "AvvikelseQuerySet":
        """Cases the person may read in full, and so search, export and count."""
        return self.filter(_lasbara(anvandare)) if anvandare.is_active else self.none()

    def rapporterade_av(self, anvandare: Anvandare) -> "AvvikelseQuerySet":
        """The person's own reports."""
        return self.filter(_egna(anvandare)) if anvandare.is_active else self.none()

    def synliga_for(self, anvandare: Anvandare) -> "AvvikelseQuerySet":
        """Cases whose page the person may open: those read in full, and own reports, which show the reporter's part."""
        return self.filter(_lasbara(anvandare) | _egna(anvandare)) if anvandare.is_active else self.none()

    def giltiga(self) -> "AvvikelseQuerySet":
        """Cases that count in statistics: not voided, handed over, doubled or found to be no deviation."""
        return self.exclude(status__in=val.UTANFOR_STATISTIKEN)

    def under_ar(self, ar: int) -> "AvvikelseQuerySet":
        """Cases received in the calendar year, which is the year they count in."""
        return self.filter(under_ar("mottagen", ar))

    def i_enheter(self, ids: Iterable[int]) -> "AvvikelseQuerySet":
        """Cases whose responsible unit is one of the ids."""
        return self.filter(enhet_id__in=ids)


class Avvikelse(Tillstandsmodell, Versionerad):
    """Something that went wrong, was complained about or praised, and what came of it (SOSFS 2011:9, 5 kap.)."""

    Slag, RiktadMot, Kalla, Status = val.Slag, val.RiktadMot, val.Kalla, val.Status
    Allvarlighetsgrad, Utfall = val.Allvarlighetsgrad, val.Utfall
    OVERGANGAR, VAG = OVERGANGAR, VAG

    nummer = models.CharField("nummer", max_length=12, unique=True, editable=False)
    ar = models.PositiveSmallIntegerField("registreringsår", editable=False)
    lopnummer = models.PositiveIntegerField("löpnummer", editable=False)
    diarienummer = models.CharField("diarienummer", max_length=40, blank=True)
    status = models.CharField("läge", max_length=16, choices=Status, default=Status.REGISTRERAD, editable=False)
    slag = models.CharField("slag", max_length=12, choices=Slag, blank=True)
    riktad_mot = models.CharField("gäller", max_length=18, choices=RiktadMot, default=RiktadMot.EGEN)
    kalla = models.CharField("källa", max_length=12, choices=Kalla, default=Kalla.MEDARBETARE)

    rubrik = models.CharField("rubrik", max_length=160)
    handelse = models.TextField("vad som hände")
    handelsedatum = models.DateField("hände", null=True, blank=True)
    handelsetid = models.CharField("tid på dagen", max_length=40, blank=True)
    upptackt = models.DateField("upptäcktes", null=True, blank=True)
    mottagen = models.DateField("mottagen")
    registrerad = models.DateTimeField("registrerad", default=timezone.now, editable=False)
    plats = models.CharField("plats", max_length=160, blank=True)
    konsekvens = models.TextField("konsekvens för den enskilde", blank=True)
    omedelbart = models.TextField("vad som gjordes direkt", blank=True)
    galler_chef = models.BooleanField("gäller närmaste chef", default=False)

    enhet = models.ForeignKey(Enhet, verbose_name="ansvarig enhet", on_delete=models.PROTECT, related_name="avvikelser")
    berorda = models.ManyToManyField(
        Enhet, verbose_name="berörda enheter", blank=True, related_name="berors_av_avvikelser"
    )
    utforare = models.ForeignKey(
        Utforare, verbose_name="utförare", on_delete=models.PROTECT, null=True, blank=True, related_name="avvikelser"
    )
    process = models.ForeignKey(
        Process, verbose_name="process", on_delete=models.PROTECT, null=True, blank=True, related_name="avvikelser"
    )
    insatskategori = models.ForeignKey(
        Insatskategori,
        verbose_name="insatskategori",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="avvikelser",
    )
    kategorier = models.ManyToManyField(Kategori, verbose_name="kategorier", blank=True, related_name="avvikelser")
    orsaker = models.ManyToManyField(Orsaksomrade, verbose_name="orsaker", blank=True, related_name="avvikelser")
    allvarlighetsgrad = models.PositiveSmallIntegerField(
        "allvarlighetsgrad", choices=Allvarlighetsgrad, null=True, blank=True
    )
    allvar_motivering = models.TextField("motivering till allvarlighetsgraden", blank=True)

    utredare = models.ForeignKey(
        Anvandare, verbose_name="utredare", on_delete=models.PROTECT, null=True, blank=True, related_name="utreder"
    )
    beslutare = models.ForeignKey(
        Anvandare, verbose_name="beslutar", on_delete=models.PROTECT, null=True, blank=True, related_name="ska_besluta"
    )
    slutsats = models.TextField("slutsats", blank=True)
    utfall = models.CharField("utfall av lex Sarah-utredningen", max_length=28, choices=Utfall, blank=True)
    sammanfattning = models.TextField("avidentifierad sammanfattning", blank=True)
    beslutad_av = models.ForeignKey(
        Anvandare,
        verbose_name="beslutad av",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="beslutade_avvikelser",
    )
    beslutad_vid = models.DateTimeField("beslutad", null=True, blank=True)
    ivo_anmald = models.DateField("anmäld till IVO", null=True, blank=True)
    ivo_diarienummer = models.CharField("IVO:s diarienummer", max_length=40, blank=True)

    atgardat = models.TextField("vad som har gjorts", blank=True)
    atgarder = models.ManyToManyField(Atgard, verbose_name="åtgärder", blank=True, related_name="avvikelser")
    aterkoppling = models.TextField("återkoppling till den som rapporterade", blank=True)
    avslutsskal = models.TextField("skäl", blank=True)
    avslutad_vid = models.DateTimeField("avslutad", null=True, blank=True)
    dubblett_av = models.ForeignKey(
        "self", verbose_name="dubblett av", on_delete=models.PROTECT, null=True, blank=True, related_name="dubbletter"
    )
    omklassificerad_fran = models.CharField("omklassificerad från", max_length=12, choices=Slag, blank=True)

    soktext = models.TextField(editable=False, default="", blank=True)
    inlamningsnyckel = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = AvvikelseQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["soktext", "inlamningsnyckel"])

    class Meta:
        verbose_name = "ärende"
        verbose_name_plural = "ärenden"
        indexes = [
            models.Index(fields=["mottagen", "id"], name="avvikelse_mottagen"),
            models.Index(fields=["enhet", "mottagen", "id"], name="avvikelse_enhet_mottagen"),
            # With what access asks for, so that a list's count reads no rows (PostgreSQL).
            models.Index(
                fields=["slag", "mottagen"],
                include=["id", "enhet", "galler_chef", "status", "utredare", "beslutare", "beslutad_av"],
                name="avvikelse_slag_lista",
            ),
            models.Index(fields=["registrerad", "id"], name="avvikelse_registrerad"),
            # PostgreSQL reads a year's statistics from this index alone; SQLite has none such and reads the rows.
            models.Index(
                fields=["mottagen", "enhet"],
                include=[
                    "id",
                    "status",
                    "slag",
                    "riktad_mot",
                    "omklassificerad_fran",
                    "utfall",
                    "ivo_anmald",
                    "registrerad",
                ],
                name="avvikelse_statistik",
            ),
            models.Index(fields=["status", "enhet"], name="avvikelse_status_enhet"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["ar", "lopnummer"], name="avvikelse_lopnummer_unikt"),
            models.CheckConstraint(name="avvikelse_nummer_form", condition=Q(nummer__regex=r"^[0-9]{4}-[0-9]{4,7}$")),
            models.CheckConstraint(
                name="avvikelse_hande_fore_mottagen",
                condition=Q(handelsedatum__isnull=True) | Q(handelsedatum__lte=F("mottagen")),
                violation_error_message="Händelsen kan inte ha inträffat efter den dag då ärendet togs emot.",
            ),
            models.CheckConstraint(
                name="avvikelse_upptackt_i_ordning",
                condition=Q(upptackt__isnull=True)
                | (
                    Q(upptackt__lte=F("mottagen"))
                    & (Q(handelsedatum__isnull=True) | Q(upptackt__gte=F("handelsedatum")))
                ),
                violation_error_message="Det kan inte ha upptäckts före händelsen eller efter att ärendet togs emot.",
            ),
            models.CheckConstraint(
                name="avvikelse_allvarlighetsgrad_1_4",
                condition=Q(allvarlighetsgrad__isnull=True) | Q(allvarlighetsgrad__range=(1, 4)),
                violation_error_message="Allvarlighetsgraden ska vara 1–4.",
            ),
            models.CheckConstraint(
                name="avvikelse_beslut_av_och_nar",
                condition=Q(beslutad_av__isnull=True, beslutad_vid__isnull=True)
                | Q(beslutad_av__isnull=False, beslutad_vid__isnull=False),
                violation_error_message="Den som beslutade och när hör ihop.",
            ),
            models.CheckConstraint(
                name="avvikelse_avslutad_har_tid",
                condition=Q(status=val.Status.AVSLUTAD, avslutad_vid__isnull=False)
                | (~Q(status=val.Status.AVSLUTAD) & Q(avslutad_vid__isnull=True)),
            ),
            models.CheckConstraint(name="avvikelse_bedomd_har_slag", condition=Q(status__in=UTAN_SLAG) | ~Q(slag="")),
            models.CheckConstraint(
                name="avvikelse_utfall_bara_lex_sarah",
                condition=Q(utfall="") | Q(slag=val.Slag.LEX_SARAH),
                violation_error_message="Bara lex Sarah-ärenden har ett sådant utfall.",
            ),
            models.CheckConstraint(
                name="avvikelse_dubblett_har_original",
                condition=~Q(status=val.Status.DUBBLETT) | Q(dubblett_av__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.rubrik}"

    def get_absolute_url(self) -> str:
        return reverse("avvikelser:visa", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the search column up to date. Only what a reporter also sees is searched."""
        self.soktext = soktext(
            self.nummer, self.diarienummer, self.rubrik, self.handelse, self.plats, self.konsekvens, self.omedelbart
        )
        super().save(*args, **kwargs)

    @property
    def allvarlig(self) -> bool:
        """Whether every safeguard applies: lex Sarah, or severity 3 and up (vårdskada included)."""
        return self.slag == val.Slag.LEX_SARAH or (self.allvarlighetsgrad or 0) >= val.Allvarlighetsgrad.BETYDANDE

    @property
    def ar_oppet(self) -> bool:
        """Whether the case is being handled, neither closed nor put aside."""
        return self.status in OPPNA

    @property
    def slag_visat(self) -> str:
        return self.get_slag_display() if self.slag else "ej bedömt"

    @property
    def behover_aterkoppling(self) -> bool:
        """Whether somebody waits to hear what came of it: a known reporter, or a sender who wants a reply."""
        skyddat = getattr(self, "skyddat", None)
        return skyddat is not None and bool(skyddat.rapportor_id or (skyddat.kontakt and skyddat.onskar_svar))

    @property
    def ivo_ska_anmalas(self) -> bool:
        """Whether IVO must be told: own activity, serious outcome (SoL (2025:400) 27 kap. 6 §, LSS 24 f §)."""
        return self.riktad_mot == val.RiktadMot.EGEN and self.utfall in val.ALLVARLIGA_UTFALL

    def far_lasa(self, anvandare: Anvandare) -> bool:
        """Whether the person reads the case in full, beyond an own report's part."""
        return Avvikelse.objects.filter(pk=self.pk).lasbara_for(anvandare).exists()

    def far_handlagga(self, anvandare: Anvandare) -> bool:
        """Whether the person handles the case: its investigator or decider; else the chief in the line, who for
        lex Sarah does so only until an investigator has it; else, while nobody has it, whoever distributes what
        passes the chief by."""
        if not anvandare.is_active:
            return False
        if anvandare.pk in (self.utredare_id, self.beslutare_id):
            return True
        if (self.galler_chef or self.slag == val.Slag.LEX_SARAH) and self.utredare_id is not None:
            return False
        if (self.galler_chef or self.slag == val.Slag.LEX_SARAH) and anvandare.har_ratt(
            Ratt.ARENDE_UTREDA, self.enhet_id
        ):
            return True
        return not self.galler_chef and anvandare.har_ratt(Ratt.ARENDE_HANDLAGGA, self.enhet_id)

    def far_besluta(self, anvandare: Anvandare) -> bool:
        """Whether the person decides: the named decider, else a handler. Never the investigator for the kinds in
        settings.ANNAN_BESLUTAR, and lex Sarah only by the named decider."""
        if self.slag in settings.ANNAN_BESLUTAR and anvandare.pk == self.utredare_id:
            return False
        if self.beslutare_id is not None or self.slag == val.Slag.LEX_SARAH:
            return anvandare.is_active and anvandare.pk == self.beslutare_id
        return self.far_handlagga(anvandare)

    def far(self, overgang: Overgang, av: Anvandare) -> bool:
        if overgang.till == val.Status.BESLUTAD:
            return self.far_besluta(av)
        return self.far_handlagga(av)

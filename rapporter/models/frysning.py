"""What is kept of a report when it goes to the nämnd. Written once, never changed."""

import gzip
import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from kvalitet.models import Anvandare
from rapporter.models.dokument import Rapportdokument


def kontrollsumma(innehall: bytes | str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(innehall.encode() if isinstance(innehall, str) else innehall).hexdigest()


class Skrivskyddad(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValidationError for a row that is already stored."""
        if not self._state.adding:
            raise ValidationError("Det som är fryst går inte att ändra.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise ValidationError("Det som är fryst går inte att ta bort.")


class Frysning(Skrivskyddad):
    """The report as it was sent: the whole context of its page and PDF as JSON, and the PDF's file."""

    dokument = models.OneToOneField(Rapportdokument, on_delete=models.PROTECT, related_name="frysning")
    tid = models.DateTimeField("fryst", default=timezone.now)
    uttag = models.DateTimeField("uttag")
    av = models.ForeignKey(Anvandare, on_delete=models.PROTECT, related_name="+")
    kontext = models.TextField("innehåll")
    kontext_summa = models.CharField("innehållets kontrollsumma", max_length=64)
    pdf = models.FileField("pdf-fil", upload_to="rapporter/frysta", max_length=200)
    pdf_summa = models.CharField("pdf-filens kontrollsumma", max_length=64)

    class Meta:
        verbose_name = "frysning"
        verbose_name_plural = "frysningar"

    def __str__(self) -> str:
        return f"{self.dokument} fryst {self.tid:%Y-%m-%d}"

    def las_pdf(self) -> bytes:
        """The PDF's bytes. FileNotFoundError when the file is gone."""
        with self.pdf.open("rb") as fil:
            return fil.read()


class FrystTal(Skrivskyddad):
    """One figure as it was: value, number it rests on, definition and the filter of its records."""

    frysning = models.ForeignKey(Frysning, on_delete=models.PROTECT, related_name="tal")
    underlag = models.CharField(max_length=60)
    nyckel = models.CharField(max_length=120)
    etikett = models.CharField(max_length=300)
    varde = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    enhet = models.CharField(max_length=20, blank=True)
    n = models.PositiveIntegerField(null=True)
    definition = models.TextField(blank=True)
    filter = models.JSONField(default=dict)
    raknas = models.CharField(max_length=80, default="antal")
    tid = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "fryst tal"
        verbose_name_plural = "frysta tal"
        constraints = [models.UniqueConstraint(fields=["frysning", "nyckel"], name="fryst_tal_unikt")]

    def __str__(self) -> str:
        return f"{self.etikett}: {self.varde}"


class FrystaPoster(Skrivskyddad):
    """The records behind one underlag's figures: key, number and grouping keys, without personal data, compressed."""

    frysning = models.ForeignKey(Frysning, on_delete=models.PROTECT, related_name="poster")
    underlag = models.CharField(max_length=60)
    antal = models.PositiveIntegerField()
    innehall = models.BinaryField()
    summa = models.CharField("kontrollsumma", max_length=64)

    class Meta:
        verbose_name = "frysta poster"
        verbose_name_plural = "frysta poster"
        constraints = [models.UniqueConstraint(fields=["frysning", "underlag"], name="frysta_poster_ett")]

    def __str__(self) -> str:
        return f"{self.underlag}: {self.antal} poster"

    @staticmethod
    def packa(rader: list[dict[str, Any]]) -> bytes:
        text = json.dumps(rader, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return gzip.compress(text.encode(), compresslevel=6, mtime=0)

    def rader(self) -> list[dict[str, Any]]:
        return json.loads(gzip.decompress(bytes(self.innehall)))

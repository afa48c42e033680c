"""Names and contact data, apart from the case."""

from django.db import models

from avvikelser.models.avvikelse import Avvikelse
from kvalitet.models import Anvandare


class SkyddadUppgift(models.Model):
    """Who reported, how to reach the sender and where the person's file is. Only the case's handler reads it.

    Kept without history, so that it can be disposed of on its own. The reporter's name stands in the report and not in
    the investigation (SOSFS 2011:5).
    """

    avvikelse = models.OneToOneField(Avvikelse, on_delete=models.PROTECT, related_name="skyddat")
    rapportor = models.ForeignKey(
        Anvandare,
        verbose_name="rapportör",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rapporterade",
    )
    kontakt = models.TextField("avsändarens namn och kontaktuppgifter", blank=True)
    onskar_svar = models.BooleanField("avsändaren vill ha svar", default=False)
    personakt = models.CharField("hänvisning till personakt", max_length=120, blank=True)

    class Meta:
        verbose_name = "skyddad uppgift"
        verbose_name_plural = "skyddade uppgifter"

    def __str__(self) -> str:
        return f"Skyddade uppgifter i {self.avvikelse.nummer}"

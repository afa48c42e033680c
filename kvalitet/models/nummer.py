"""Number series without gap or double."""

from django.db import models, transaction
from django.db.models import F


class Nummerserie(models.Model):
    """The last number given in a series and year."""

    serie = models.CharField(max_length=20)
    ar = models.PositiveSmallIntegerField()
    senaste = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["serie", "ar"], name="nummerserie_unik")]

    def __str__(self) -> str:
        return f"{self.serie} {self.ar}: {self.senaste}"


def nasta_nummer(serie: str, ar: int) -> int:
    """The next number, 1 and up. Must run in the transaction that uses it: a rolled-back case gives its number back.

    The row stays locked until that transaction ends, so two cases never get the same number.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("nasta_nummer() måste köras i samma transaktion som posten den numrerar.")
    Nummerserie.objects.get_or_create(serie=serie, ar=ar)
    rad = Nummerserie.objects.filter(serie=serie, ar=ar)
    rad.update(senaste=F("senaste") + 1)
    return rad.values_list("senaste", flat=True).get()

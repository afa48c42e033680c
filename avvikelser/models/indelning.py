"""How cases are sorted: categories (several per case) and areas of cause."""

from django.db import models

from kvalitet.models.utforare import GiltigaQuerySet


class Indelning(models.Model):
    """An entry in a list that the municipality keeps itself. Retired entries stay on old cases."""

    namn = models.CharField("namn", max_length=120, unique=True)
    giltig_till = models.DateField("används till och med", null=True, blank=True)

    objects = GiltigaQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["namn"]

    def __str__(self) -> str:
        return self.namn


class Kategori(Indelning):
    """What a case is about, such as läkemedel or bemötande."""

    class Meta(Indelning.Meta):
        verbose_name = "kategori"
        verbose_name_plural = "kategorier"


class Orsaksomrade(Indelning):
    """Where the cause lies, such as processer och rutiner."""

    class Meta(Indelning.Meta):
        verbose_name = "orsaksområde"
        verbose_name_plural = "orsaksområden"

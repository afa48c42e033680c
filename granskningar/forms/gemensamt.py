"""What the forms share: which activities, people and units one may choose, and dates that can be right."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from granskningar.models import Granskning
from kvalitet.datum import idag
from kvalitet.forms_register import Personval, rimligt_datum
from kvalitet.models import Anvandare, Enhet, Insatskategori, Rolltilldelning, Verksamhet
from kvalitet.models.utforare import galler
from kvalitet.ordning import pa_svenska
from kvalitet.roller import RATTIGHETER, Ratt
from kvalitet.versioner import VersionsForm

RADER_3 = forms.Textarea(attrs={"rows": 3})


def verksamheter_att_valja(nuvarande: Iterable[int] = ()) -> QuerySet[Verksamhet]:
    """Activities in operation, and those already chosen."""
    villkor = galler(idag()) | Q(pk__in=[pk for pk in nuvarande if pk])
    return Verksamhet.objects.filter(villkor).select_related("utforare").order_by(pa_svenska("namn"), "pk")


def kategorier_att_valja(nuvarande: int | None = None) -> QuerySet[Insatskategori]:
    """Kinds of service in use, and the one already chosen."""
    i_bruk = Q(giltig_till__isnull=True) | Q(giltig_till__gte=idag())
    return Insatskategori.objects.filter(i_bruk | Q(pk=nuvarande)).order_by(pa_svenska("namn"), "pk")


def granskare_att_valja(nuvarande: int | None = None) -> QuerySet[Anvandare]:
    """People who follow up providers, and the one already chosen."""
    roller = [roll for roll, ratter in RATTIGHETER.items() if Ratt.UTFORARE_REDIGERA in ratter]
    galler_nu = Rolltilldelning.objects.galler_nu().filter(roll__in=roller)
    return Anvandare.objects.filter(
        Q(is_active=True, pk__in=galler_nu.values("anvandare_id")) | Q(pk=nuvarande)
    ).order_by(pa_svenska("last_name"), pa_svenska("first_name"), "pk")


class Verksamhetsval(forms.ModelChoiceField):
    """A choice of activity, shown with its provider."""

    def label_from_instance(self, obj: Verksamhet) -> str:
        return f"{obj.namn} ({obj.utforare})"


class Verksamhetsvalen(forms.ModelMultipleChoiceField):
    """A choice of several activities, shown with their providers."""

    def label_from_instance(self, obj: Verksamhet) -> str:
        return f"{obj.namn} ({obj.utforare})"


class Granskningsval(forms.ModelChoiceField):
    """A choice of audit, shown with activity and day."""

    def label_from_instance(self, obj: Granskning) -> str:
        return f"{obj.dag} {obj.rubrik} ({obj.verksamhet})"


FALTKLASSER = {
    "verksamhet": Verksamhetsval,
    "verksamheter": Verksamhetsvalen,
    "ansvarig": Personval,
    "granskning": Granskningsval,
    "arvd_fran": Granskningsval,
}


class Rumsform(VersionsForm):
    """Base of the rooms' forms: fills the choices and refuses dates outside 2000–2100."""

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.anvandare = anvandare
        nu = self.instance
        if falt := self.fields.get("verksamhet"):
            falt.queryset = verksamheter_att_valja([nu.verksamhet_id, self.initial.get("verksamhet")])
            falt.empty_label = "Välj verksamhet"
        if falt := self.fields.get("insatskategori"):
            falt.queryset = kategorier_att_valja(nu.insatskategori_id)
            falt.empty_label = "Välj insatskategori" if falt.required else "Ingen särskild"
        if falt := self.fields.get("ansvarig"):
            falt.queryset = granskare_att_valja(nu.ansvarig_id)
            falt.empty_label = "Ingen utsedd"
        if falt := self.fields.get("enhet"):
            falt.queryset = Enhet.objects.filter(
                Q(pk__in=Enhet.objects.giltiga().values("pk")) | Q(pk=nu.enhet_id)
            ).pa_svenska()
            falt.empty_label = "Välj enhet"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for namn, falt in self.fields.items():
            if isinstance(falt, forms.DateField) and data.get(namn):
                try:
                    rimligt_datum(data[namn])
                except ValidationError as fel:
                    self.add_error(namn, fel)
        return data

    def krav_ordning(self, data: dict[str, Any], fore: str, efter: str, text: str) -> None:
        """Refuse `efter` before `fore`, at the field."""
        if data.get(fore) and data.get(efter) and data[efter] < data[fore]:
            self.add_error(efter, text)

    def krav_varit(self, data: dict[str, Any], *namn: str) -> None:
        """Refuse days to come for what has been done."""
        for n in namn:
            if data.get(n) and data[n] > idag():
                self.add_error(n, "Datumet har inte varit ännu.")

"""The list's filters."""

from typing import Any

import django_filters as df
from django import forms
from django.db.models import QuerySet

from kvalitet.models import Enhet, enheter_under
from rapporter.models import Rapportdokument


class RapportFilter(df.FilterSet):
    ar = df.NumberFilter(label="År", field_name="ar", widget=forms.NumberInput(attrs={"inputmode": "numeric"}))
    enhet = df.ModelChoiceFilter(
        label="Enhet, med allt under den", queryset=lambda request: Enhet.objects.pa_svenska(), method="i_enhet",
        empty_label="Alla",
    )  # fmt: skip
    status = df.ChoiceFilter(label="Läge", choices=Rapportdokument.Status.choices, empty_label="Alla")

    class Meta:
        model = Rapportdokument
        fields = ["ar", "enhet", "status"]

    def i_enhet(self, fraga: QuerySet[Any], namn: str, enhet: Enhet) -> QuerySet[Any]:
        return fraga.filter(enhet_id__in=enheter_under([enhet.pk]))

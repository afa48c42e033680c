"""Form and filter of self-checks."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from egenkontroller.models import Egenkontroll
from kvalitet.forms_register import Registerfilter, Registerform, Undanlagt


class EgenkontrollForm(Registerform):
    class Meta:
        model = Egenkontroll
        fields = (
            "text",
            "varfor",
            "enhet",
            "process",
            "metod",
            "taljare",
            "namnare",
            "frekvens",
            "malvarde",
            "ansvarig_text",
            "giltig",
        )
        labels = {"text": "Vad kontrolleras?", "varfor": "Varför?"}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "taljare": "För en andel: det som räknas, till exempel ärenden där barnet fått komma till tals.",
            "namnare": "För en andel: av hur många, till exempel avslutade utredningar.",
            "frekvens": "Till exempel varje tertial.",
            "malvarde": "Till exempel minst 95 %.",
            "ansvarig_text": "Funktionen som gör kontrollen, till exempel gruppledare.",
            "giltig": "Avmarkera när kontrollen inte längre görs. Den finns kvar i äldre planer.",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("metod") == Egenkontroll.Metod.ANDEL and not (data.get("taljare") and data.get("namnare")):
            self.add_error("taljare", "En andel behöver både täljare och nämnare. Skriv vad som räknas och av vad.")
        return data


class EgenkontrollFilter(Registerfilter):
    metod = django_filters.ChoiceFilter(label="Metod", choices=Egenkontroll.Metod.choices, empty_label="Alla")
    alla = django_filters.BooleanFilter(
        label="Visa även sådana som inte görs längre", method="med_gamla", widget=forms.CheckboxInput
    )

    class Meta:
        model = Egenkontroll
        form = Undanlagt
        fields: tuple[str, ...] = ()

    def med_gamla(self, fraga: QuerySet[Egenkontroll], namn: str, varde: bool) -> QuerySet[Egenkontroll]:
        return fraga

    def filter_queryset(self, queryset: QuerySet[Egenkontroll]) -> QuerySet[Egenkontroll]:
        fraga = super().filter_queryset(queryset)
        return fraga if self.form.cleaned_data.get("alla") else fraga.filter(giltig=True)

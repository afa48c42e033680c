"""Forms and filters of self-checks."""

from datetime import date
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from egenkontroller.models import Egenkontroll
from egenkontroller.models.egenkontroller import utan_nollor
from kvalitet.datum import idag
from kvalitet.forms_register import Personval, Registerfilter, Registerform, enheter_att_valja, rimligt_datum
from kvalitet.models import Anvandare


class EgenkontrollForm(Registerform):
    class Meta:
        model = Egenkontroll
        fields = (
            "text",
            "varfor",
            "enhet",
            "gors_i",
            "process",
            "metod",
            "taljare",
            "namnare",
            "mal_operator",
            "mal_tal",
            "malvarde",
            "period",
            "startar",
            "frekvens",
            "ansvarig",
            "ansvarig_text",
            "giltig",
        )
        field_classes = {"ansvarig": Personval}
        labels = {
            "text": "Vad kontrolleras?",
            "varfor": "Varför?",
            "gors_i": "Enheter och grupper som gör kontrollen",
            "taljare": "Det som räknas",
            "namnare": "Av hur många",
            "frekvens": "Hur ofta, i egna ord",
            "mal_tal": "Talet",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "gors_i": forms.CheckboxSelectMultiple}
        help_texts = {
            "gors_i": "Var och en får egna tillfällen. Välj ingen om enheten ovan gör hela kontrollen.",
            "metod": "En granskning eller en enkät ger också en andel: hur många av dem som granskades eller svarade.",
            "taljare": "Till exempel ärenden där barnet fått komma till tals.",
            "namnare": "Till exempel avslutade utredningar.",
            "mal_operator": "Välj inget när målet beskrivs i ord.",
            "mal_tal": "För en andel: procent, till exempel 95.",
            "malvarde": "När målet inte är ett tal.",
            "period": "Ger ett tillfälle per period. Resultatet ska vara klart två veckor efter periodens slut.",
            "startar": "Tidigare perioder får inga tillfällen.",
            "frekvens": "När den inte följer en period, till exempel vid varje avslutad utredning.",
            "ansvarig": "Den som utses ser tillfällena på sin startsida.",
            "ansvarig_text": "När ansvaret ligger på en funktion, till exempel gruppledare.",
            "giltig": "Avmarkera när kontrollen inte längre görs. Den finns kvar i äldre planer.",
        }

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, anvandare=anvandare, **kwargs)
        gors_i: Any = self.fields["gors_i"]
        gors_i.queryset = enheter_att_valja(anvandare)
        if self.instance.pk:
            valda = self.instance.gors_i.values("pk")
            gors_i.queryset = gors_i.queryset.model.objects.filter(
                Q(pk__in=gors_i.queryset.values("pk")) | Q(pk__in=valda)
            ).pa_svenska()
        else:
            self.initial.setdefault("startar", idag())
        if self.instance.mal_tal is not None:
            self.initial["mal_tal"] = utan_nollor(self.instance.mal_tal)
        for namn, tomt in (("period", "Ingen bestämd period"), ("mal_operator", "Inget mål i tal")):
            falt: Any = self.fields[namn]
            falt.choices = [("", tomt), *(val for val in falt.choices if val[0])]

    def clean_startar(self) -> date | None:
        return rimligt_datum(self.cleaned_data["startar"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("metod") == Egenkontroll.Metod.ANDEL and not (data.get("taljare") and data.get("namnare")):
            self.add_error("taljare", "En andel behöver både täljare och nämnare. Skriv vad som räknas och av vad.")
        mal, operator = data.get("mal_tal"), data.get("mal_operator")
        if operator and mal is None and "mal_tal" not in self.errors:
            self.add_error("mal_tal", "Ange talet som är målet.")
        if mal is not None:
            if not operator:
                self.add_error("mal_operator", "Välj om målet är minst, högst eller exakt talet.")
            if mal < 0 or (mal > 100 and data.get("metod") in Egenkontroll.I_ANDEL):
                self.add_error("mal_tal", "Ange ett tal från 0, för en andel högst 100.")
        return data


class FlerFilter(forms.Form):
    """Filter form that keeps the rarely used fields behind "Fler filter"."""

    fler = ("metod", "alla")


class EgenkontrollFilter(Registerfilter):
    metod = django_filters.ChoiceFilter(label="Metod", choices=Egenkontroll.Metod.choices, empty_label="Alla")
    alla = django_filters.BooleanFilter(
        label="Visa även sådana som inte görs längre", method="med_gamla", widget=forms.CheckboxInput
    )

    class Meta:
        model = Egenkontroll
        form = FlerFilter
        fields: tuple[str, ...] = ()

    def med_gamla(self, fraga: QuerySet[Egenkontroll], namn: str, varde: bool) -> QuerySet[Egenkontroll]:
        return fraga

    def filter_queryset(self, queryset: QuerySet[Egenkontroll]) -> QuerySet[Egenkontroll]:
        fraga = super().filter_queryset(queryset)
        return fraga if self.form.cleaned_data.get("alla") else fraga.filter(giltig=True)


def inte_framtida(varde: date | None) -> date | None:
    """A day that has been; ValidationError for one to come."""
    varde = rimligt_datum(varde)
    if varde and varde > idag():
        raise ValidationError("Datumet har inte varit ännu.")
    return varde


def ryms(taljare: Decimal | None, namnare: Decimal | None) -> tuple[str, str] | None:
    """What is wrong with a numerator and its denominator as (field, message), or None."""
    if taljare is None and namnare is None:
        return None
    if taljare is None or namnare is None:
        return ("taljare", "Ange båda talen.") if taljare is None else ("namnare", "Ange båda talen.")
    if taljare < 0 or namnare < 0:
        return ("taljare" if taljare < 0 else "namnare"), "Ange ett tal från 0."
    if taljare > namnare:
        return "taljare", "Talet kan inte vara större än antalet det räknas av."
    return None

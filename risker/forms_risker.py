"""Forms and filters of the register of risks, their assessments and the matrix."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from egenkontroller.forms import inte_framtida
from kvalitet.datum import SENASTE_AR, TIDIGASTE_AR, idag
from kvalitet.forms_register import Registerfilter
from kvalitet.models import Anvandare, Kvalitetsomrade, Process
from kvalitet.personnummer import Textvakt
from risker.forms import RiskForm
from risker.models import Niva, Planrad, Risk, Riskbedomning, Riskskala, Skalsteg

OBEDOMD = "ej"


class NyRiskForm(RiskForm):
    """A risk that no plan has yet: it has come up during the year."""

    class Meta(RiskForm.Meta):
        fields = (
            "text",
            "enhet",
            "process",
            "kalla",
            "uppkommen",
            "kvalitetsomraden",
            "tema",
            "orsak",
            "konsekvens",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("uppkommen", idag())


class BedomningForm(Textvakt, forms.ModelForm):
    """How probable and how grave, chosen among the scale's steps. `rattar`: the assessment it corrects."""

    class Meta:
        model = Riskbedomning
        fields = ("sannolikhet", "allvar", "datum", "period", "motivering")
        labels = {
            "sannolikhet": "Hur sannolikt är det att det händer?",
            "allvar": "Hur allvarligt blir det för den enskilde?",
            "datum": "Bedömd den",
            "motivering": "Varför bedömer ni så?",
        }
        help_texts = {
            "period": "Till exempel period 1, när ni bedömer flera gånger om året.",
            "motivering": "Vad ärenden, egenkontroller och åtgärder har visat.",
        }

    def __init__(
        self, *args: Any, risk: Risk, rattar: Riskbedomning | None = None, anvandare: Anvandare, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.skala = rattar.skala if rattar else Riskskala.objects.gallande()
        self.instance.risk, self.instance.skala, self.instance.rattar = risk, self.skala, rattar
        self.instance.bedomd_av = anvandare
        for axel in Skalsteg.Axel.values:
            self.fields[axel] = forms.TypedChoiceField(
                label=self.fields[axel].label,
                choices=[(steg.varde, stegtext(steg)) for _, steg in sorted(self.skala.stegen[axel].items())],
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "Välj ett steg på skalan.", "invalid_choice": "Välj ett steg på skalan."},
            )
        self.initial.setdefault("datum", idag())
        if rattar:
            del self.fields["datum"]
            self.instance.datum = rattar.datum
            self.fields["motivering"].label = "Vad var fel, och varför bedömer ni så här?"
            for namn in (*Skalsteg.Axel.values, "period"):
                self.initial.setdefault(namn, getattr(rattar, namn))

    def clean_datum(self) -> date | None:
        return inte_framtida(self.cleaned_data["datum"])


def stegtext(steg: Skalsteg) -> SafeString:
    """A step as a choice: number and name, below it what it means."""
    return format_html("{} {}<small>{}</small>", steg.varde, steg.namn, steg.beskrivning)


class FlerFilter(forms.Form):
    """Filter form that keeps the rarely used fields behind "Fler filter"."""

    fler = ("omrade", "kalla", "alder", "utan")


class RiskFilter(Registerfilter):
    NIVAER = (("over", "vid eller över åtgärdsgränsen"), *Niva.choices, (OBEDOMD, "inte bedömd"))
    ALDRAR = (("1", "ny i år"), ("2", "andra året eller mer"), ("3", "tredje året eller mer"))

    niva = django_filters.ChoiceFilter(label="Nivå", choices=NIVAER, method="med_niva", empty_label="Alla")
    omrade = django_filters.ModelChoiceFilter(
        label="Kvalitetsområde",
        queryset=Kvalitetsomrade.objects.all(),
        field_name="kvalitetsomraden",
        empty_label="Alla",
    )
    kalla = django_filters.ChoiceFilter(label="Källa", choices=Risk.Kalla.choices, empty_label="Alla")
    alder = django_filters.ChoiceFilter(label="Ålder", choices=ALDRAR, method="med_alder", empty_label="Alla")
    utan = django_filters.BooleanFilter(
        label="Utan egenkontroll och åtgärd", method="utan_innehall", widget=forms.CheckboxInput
    )

    class Meta:
        model = Risk
        form = FlerFilter
        fields: tuple[str, ...] = ()

    def med_niva(self, fraga: Any, namn: str, varde: str) -> QuerySet[Risk]:
        if varde == "over":
            return fraga.over_gransen()
        return fraga.filter(niva="" if varde == OBEDOMD else varde)

    def med_alder(self, fraga: QuerySet[Risk], namn: str, varde: str) -> QuerySet[Risk]:
        """By the first year that a plan has the risk, or it was noticed."""
        ny = varde == "1"
        sista_ar = idag().year - (1 if ny else int(varde) - 1)
        i_plan = Exists(Planrad.objects.filter(risk=OuterRef("pk"), plan__ar__lte=sista_ar))
        arets_forsta = date(sista_ar + 1, 1, 1)
        if ny:
            return fraga.filter(~Q(i_plan), Q(uppkommen=None) | Q(uppkommen__gte=arets_forsta))
        return fraga.filter(Q(i_plan) | Q(uppkommen__lt=arets_forsta))

    def utan_innehall(self, fraga: Any, namn: str, varde: bool) -> QuerySet[Risk]:
        return fraga.utan_egenkontroll_och_atgard() if varde else fraga


class MatrisFilter(Registerfilter):
    """The risks of a year's plans, and those noticed during the year."""

    q = None
    ar = django_filters.NumberFilter(label="År", method="under_aret", min_value=TIDIGASTE_AR, max_value=SENASTE_AR)
    process = django_filters.ModelChoiceFilter(
        label="Process",
        queryset=lambda request: Process.objects.synliga_for(request.user).giltiga().order_by("sortering", "pk"),
        empty_label="Alla",
    )

    class Meta:
        model = Risk
        fields: tuple[str, ...] = ()

    @property
    def valt_ar(self) -> int:
        """The year chosen, or the running one."""
        return int(self.form.cleaned_data.get("ar") or idag().year)

    def under_aret(self, fraga: QuerySet[Risk], namn: str, varde: Any) -> QuerySet[Risk]:
        return fraga

    def filter_queryset(self, queryset: QuerySet[Risk]) -> QuerySet[Risk]:
        ar = self.valt_ar
        i_plan = Exists(Planrad.objects.filter(risk=OuterRef("pk"), plan__ar=ar))
        uppkom = Q(uppkommen__gte=date(ar, 1, 1), uppkommen__lt=date(ar + 1, 1, 1))
        return super().filter_queryset(queryset).filter(Q(i_plan) | uppkom)

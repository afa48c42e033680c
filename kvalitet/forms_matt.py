"""Forms and filters of what is measured: criteria, their methods and their values."""

from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from kvalitet.datum import SENASTE_AR, TIDIGASTE_AR
from kvalitet.forms_register import Registerfilter, Registerform
from kvalitet.models import Kriterium, Kvalitetsomrade, Matmetod, Matvarde, Verksamhet
from kvalitet.models.matt import UTFALL, rent_tal
from kvalitet.ordning import pa_svenska
from kvalitet.roller import Ratt
from kvalitet.soktext import traffar

TOMMA_METODER = 2  # blank rows after the criterion's own methods


class Mattform(Registerform):
    """A form of measures: units by the right to change measures, stored numbers without decimals that say nothing."""

    ratt = Ratt.MATT_REDIGERA

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for namn, varde in self.initial.items():
            if isinstance(varde, Decimal):
                self.initial[namn] = rent_tal(varde)


class KriteriumForm(Mattform):
    """A criterion with its methods: a row is what is done and how often, and an emptied row is taken away."""

    class Meta:
        model = Kriterium
        fields = (
            "namn",
            "slag",
            "enhet",
            "galler",
            "kvalitetsomrade",
            "innebord",
            "overgripande_mal",
            "matning",
            "mattenhet",
            "operator",
            "malvarde",
            "mal_text",
            "ansvarig_text",
            "publicerad",
            "giltig",
        )
        labels = {"operator": "Vilket slags mål?"}
        help_texts = {
            "namn": "Det som står i listor och i rapporten, till exempel Nöjda med bemötandet.",
            "slag": "Bestämmer i vilket kapitel av rapporten måttet står.",
            "enhet": "Där måttet är beslutat. Värden kan läggas in för den och för enheterna under.",
            "innebord": "Vad det betyder för den enskilde när det fungerar.",
            "malvarde": "Fyll i när målet är minst, högst eller exakt ett tal.",
            "mal_text": "Fyll i när målet beskrivs i ord. Ett sådant mål bedöms inte automatiskt.",
            "giltig": "Avmarkera när måttet inte längre används. Värdena finns kvar.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kvalitetsomrade"].empty_label = "Inget särskilt"  # type: ignore[attr-defined]
        self.metoder: list[Matmetod | None] = list(self.instance.metoder.order_by("pk")) if self.instance.pk else []
        self.metoder += [None] * TOMMA_METODER
        for nr, metod in enumerate(self.metoder, start=1):
            self.fields[f"metod_{nr}"] = forms.CharField(
                label=f"Mätmetod {nr}",
                max_length=160,
                required=False,
                initial=metod.metod if metod else "",
                help_text="Till exempel enkät, aktgranskning eller uttag ur verksamhetssystemet." if nr == 1 else "",
            )
            self.fields[f"frekvens_{nr}"] = forms.ChoiceField(
                label=f"Hur ofta används mätmetod {nr}?",
                choices=Matmetod.Frekvens.choices,
                required=False,
                initial=metod.frekvens if metod else Matmetod.Frekvens.AR,
            )
        self.order_fields([*(f for f in self.Meta.fields if f not in SIST), *self._metodfalt(), *SIST])

    def _metodfalt(self) -> list[str]:
        return [f"{falt}_{nr}" for nr in range(1, len(self.metoder) + 1) for falt in ("metod", "frekvens")]

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        for nr, metod in enumerate(self.metoder, start=1):
            text, ofta = self.cleaned_data[f"metod_{nr}"].strip(), self.cleaned_data[f"frekvens_{nr}"]
            if metod is None and text:
                Matmetod.objects.create(kriterium=self.instance, metod=text, frekvens=ofta or Matmetod.Frekvens.AR)
            elif metod is not None and not text:
                metod.delete()
            elif metod is not None and (metod.metod, metod.frekvens) != (text, ofta):
                metod.metod, metod.frekvens = text, ofta
                metod.save()

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk and any(namn in self.changed_data for namn in self._metodfalt()):
            self.instance._change_reason = "Mätmetoderna ändrades"
        return super().save(commit)


SIST = ("ansvarig_text", "publicerad", "giltig")


class MatvardeForm(Mattform):
    """A value for a unit, or an activity of a provider, and a year or a part of it."""

    class Meta:
        model = Matvarde
        fields = (
            "kriterium",
            "enhet",
            "verksamhet",
            "ar",
            "period",
            "periodnot",
            "varde",
            "ungefarligt",
            "n",
            "tillfragade",
            "bortfall",
            "riket",
            "lanet",
            "kalla",
            "kommentar",
            "publicerat",
        )
        labels = {"kriterium": "Mått", "ungefarligt": "Värdet är ungefärligt"}
        help_texts = {
            "verksamhet": "Fyll i när värdet gäller en viss utförares verksamhet.",
            "varde": "Lämna tomt om måttet inte är mätt. Då står det som ej mätt och aldrig som 0.",
            "n": "Hur många svar, akter eller personer värdet bygger på.",
            "bortfall": "De som tillfrågades men inte kunde svara räknas inte med i svarsfrekvensen.",
            "kalla": "Till exempel Nationella brukarundersökningen eller verksamhetssystemet.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        anvandare = kwargs["anvandare"]
        super().__init__(*args, **kwargs)
        nu = self.instance
        falt: dict[str, Any] = dict(self.fields)
        synliga = Kriterium.objects.synliga_for(anvandare).filter(giltig=True)
        falt["kriterium"].queryset = Kriterium.objects.filter(
            Q(pk__in=synliga.values("pk")) | Q(pk=nu.kriterium_id)
        ).order_by(pa_svenska("sortering"), "pk")
        falt["kriterium"].empty_label = "Välj mått"
        verksamheter = Verksamhet.objects.synliga_for(anvandare).select_related("utforare")
        falt["verksamhet"].queryset = verksamheter.order_by(pa_svenska("namn"), "pk")
        falt["verksamhet"].empty_label = "Hela enheten"
        for namn in ("varde", "riket", "lanet"):
            falt[namn].widget.attrs["step"] = "any"


class Mattundanlagt(forms.Form):
    """Filter form that keeps the rarely used fields behind "Fler filter"."""

    fler = ("galler", "kvalitetsomrade", "ar_utfall", "alla", "enhet", "kriterium", "period")


def arsfilter(etikett: str, **mer: Any) -> django_filters.NumberFilter:
    return django_filters.NumberFilter(label=etikett, min_value=TIDIGASTE_AR, max_value=SENASTE_AR, **mer)


class KriteriumFilter(Registerfilter):
    slag = django_filters.ChoiceFilter(label="Slag", choices=Kriterium.Slag.choices, empty_label="Alla")
    utfall = django_filters.ChoiceFilter(
        label="Utfall",
        choices=[(slug, ord_) for slug, ord_ in UTFALL.items()],
        field_name="utfall_ar",
        empty_label="Alla",
    )
    ar_utfall = arsfilter("År för värde och utfall", method="inget_villkor")
    galler = django_filters.ChoiceFilter(label="Gäller", choices=Kriterium.Galler.choices, empty_label="Alla")
    kvalitetsomrade = django_filters.ModelChoiceFilter(
        label="Kvalitetsområde", queryset=lambda request: Kvalitetsomrade.objects.all(), empty_label="Alla"
    )
    alla = django_filters.BooleanFilter(
        label="Visa även sådana som inte används", method="inget_villkor", widget=forms.CheckboxInput
    )

    class Meta:
        model = Kriterium
        form = Mattundanlagt
        fields: tuple[str, ...] = ()

    def inget_villkor(self, fraga: QuerySet[Kriterium], namn: str, varde: Any) -> QuerySet[Kriterium]:
        return fraga

    def filter_queryset(self, queryset: QuerySet[Kriterium]) -> QuerySet[Kriterium]:
        fraga = super().filter_queryset(queryset)
        return fraga if self.form.cleaned_data.get("alla") else fraga.filter(giltig=True)


class MatvardeFilter(Registerfilter):
    slag = django_filters.ChoiceFilter(
        label="Slag", choices=Kriterium.Slag.choices, field_name="kriterium__slag", empty_label="Alla"
    )
    ar = arsfilter("År")
    period = django_filters.ChoiceFilter(label="Period", choices=Matvarde.Period.choices, empty_label="Alla")
    kriterium = django_filters.ModelChoiceFilter(
        label="Mått",
        queryset=lambda request: Kriterium.objects.synliga_for(request.user),
        widget=forms.HiddenInput,  # set by the link from the measure's page
    )

    class Meta:
        model = Matvarde
        form = Mattundanlagt
        fields: tuple[str, ...] = ()

    def sok(self, fraga: QuerySet[Matvarde], namn: str, varde: str) -> QuerySet[Matvarde]:
        return fraga.filter(traffar(varde, "kriterium__soktext"))


class InlasningForm(forms.Form):
    """The file with values."""

    fil = forms.FileField(
        label="Fil med värden",
        help_text="En Excelfil (.xlsx) eller csv-fil, högst 2 MB och 5 000 rader.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom."},
    )

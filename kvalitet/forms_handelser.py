"""Forms and filters of supervision by others, training and changed conditions."""

from datetime import date
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from kvalitet.datum import under_ar
from kvalitet.forms_register import Registerfilter, Registerform, Undanlagt, rimligt_datum
from kvalitet.models import Anvandare, Atgard, Forutsattning, Kompetensinsats, Tillsyn, Verksamhet, enheter_under
from kvalitet.ordning import pa_svenska


class Handelseform(Registerform):
    """A form with the day it happened."""

    def clean_datum(self) -> date | None:
        return rimligt_datum(self.cleaned_data["datum"])


class Verksamhetsval(forms.ModelChoiceField):
    """A choice of activity, shown with its provider."""

    def label_from_instance(self, obj: Verksamhet) -> str:
        return f"{obj.utforare}: {obj}"


class TillsynForm(Handelseform):
    class Meta:
        model = Tillsyn
        fields = (
            "myndighet",
            "rubrik",
            "enhet",
            "verksamhet",
            "datum",
            "diarienummer",
            "anledning",
            "avslutad",
            "utfall",
            "resultat",
        )
        field_classes = {"verksamhet": Verksamhetsval}
        labels = {"myndighet": "Vem granskade?", "rubrik": "Vad granskades?"}
        help_texts = {
            "myndighet": "Till exempel IVO, kommunens revisorer eller Arbetsmiljöverket.",
            "verksamhet": "När tillsynen gällde en viss verksamhet hos en utförare.",
            "avslutad": "Fyll i när myndigheten har avslutat sin granskning.",
            "resultat": "Vad myndigheten kom fram till och vad den kräver.",
        }

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, anvandare=anvandare, **kwargs)
        synliga = Verksamhet.objects.synliga_for(anvandare).giltiga().values("pk")
        verksamhet: Any = self.fields["verksamhet"]
        verksamhet.queryset = (
            Verksamhet.objects.filter(Q(pk__in=synliga) | Q(pk=self.instance.verksamhet_id))
            .select_related("utforare")
            .order_by(pa_svenska("utforare__namn"), pa_svenska("namn"), "pk")
        )
        verksamhet.empty_label = "Ingen särskild verksamhet"
        utfall: Any = self.fields["utfall"]
        utfall.choices = [("", "Inte klart ännu"), *Tillsyn.Utfall.choices]

    def clean_avslutad(self) -> date | None:
        return rimligt_datum(self.cleaned_data["avslutad"])


class KompetensinsatsForm(Handelseform):
    class Meta:
        model = Kompetensinsats
        fields = ("rubrik", "tema", "enhet", "datum", "timmar", "malgrupp", "anordnare", "deltagare", "beskrivning")
        localized_fields = ("timmar",)
        labels = {"rubrik": "Vad var det?"}
        help_texts = {
            "rubrik": "Utbildning, handledning eller något annat som gav ny kunskap.",
            "tema": "Ett ord som återkommer, till exempel hot och våld. Rapporten räknar per tema.",
            "timmar": "Hur länge insatsen varade, till exempel 1,5.",
            "malgrupp": "Yrkesgrupp eller arbetslag. Inga namn.",
        }

    def clean_tema(self) -> str:
        return " ".join(self.cleaned_data["tema"].split())

    def clean_timmar(self) -> Decimal | None:
        varde = self.cleaned_data["timmar"]
        if varde is not None and varde <= 0:
            raise ValidationError("Ange ett tal som är större än noll, eller lämna fältet tomt.")
        return varde


class ForutsattningForm(Handelseform):
    class Meta:
        model = Forutsattning
        fields = ("rubrik", "enhet", "datum", "beskrivning", "foljd")
        labels = {"rubrik": "Vad förändrades?", "foljd": "Vad betydde det för kvaliteten?"}
        help_texts = {"rubrik": "En lag, organisationen, pengar, lokaler eller något annat runt verksamheten."}


class KopplaAtgarderForm(forms.Form):
    """Which actions belong to a record: ongoing ones in its unit and below, and those already tied to it."""

    atgarder = forms.ModelMultipleChoiceField(
        label="Åtgärder", queryset=Atgard.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, kalla: Tillsyn | Kompetensinsats, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        synliga = Atgard.objects.synliga_for(anvandare)
        egna = set(synliga.filter(pk__in=kalla.atgarder.values("pk")).values_list("pk", flat=True))
        i_enheten = synliga.pagaende().filter(enhet_id__in=enheter_under([kalla.enhet_id]), skyddad=False)
        falt: Any = self.fields["atgarder"]
        falt.queryset = Atgard.objects.filter(Q(pk__in=i_enheten.values("pk")) | Q(pk__in=egna)).order_by("-pk")
        falt.initial = egna


class Undanlagda(Undanlagt):
    fler = ("utfall", "ar")


class Handelsefilter(Registerfilter):
    """As every register, and the year it happened."""

    ar = django_filters.NumberFilter(label="År", method="aret", min_value=2000, max_value=2100)

    def aret(self, fraga: QuerySet[Any], namn: str, varde: Decimal) -> QuerySet[Any]:
        return fraga.filter(under_ar("datum", int(varde)))


class TillsynFilter(Handelsefilter):
    status = django_filters.ChoiceFilter(label="Läge", choices=Tillsyn.Status.choices, empty_label="Alla")
    utfall = django_filters.ChoiceFilter(label="Utfall", choices=Tillsyn.Utfall.choices, empty_label="Alla")

    class Meta:
        model = Tillsyn
        form = Undanlagda
        fields: tuple[str, ...] = ()


class KompetensFilter(Handelsefilter):
    class Meta:
        model = Kompetensinsats
        form = Undanlagda
        fields: tuple[str, ...] = ()


class ForutsattningFilter(Handelsefilter):
    class Meta:
        model = Forutsattning
        form = Undanlagda
        fields: tuple[str, ...] = ()

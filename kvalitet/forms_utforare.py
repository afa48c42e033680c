"""Forms and filters of the registers of providers, their activities and the categories of service."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from kvalitet.forms_register import Registerform, Undanlagt, rimligt_datum
from kvalitet.models import Enhet, Insatskategori, Lagrum, Utforare, Verksamhet
from kvalitet.models.utforare import kontrollera_orgnr, skriv_orgnr
from kvalitet.ordning import pa_svenska
from kvalitet.soktext import traffar


def kategorier_att_valja(*nuvarande: int) -> QuerySet[Insatskategori]:
    """Categories in use, and those already chosen."""
    return Insatskategori.objects.filter(
        Q(pk__in=Insatskategori.objects.giltiga().values("pk")) | Q(pk__in=nuvarande)
    ).order_by(pa_svenska("namn"), "pk")


class Organisationsnummer(forms.CharField):
    """Ten digits however they are grouped. A personnummer is refused with its own message."""

    default_validators = [kontrollera_orgnr]

    def to_python(self, value: Any) -> str:
        return skriv_orgnr(super().to_python(value) or "")


class UtforareForm(Registerform):
    orgnr = Organisationsnummer(
        label="Organisationsnummer",
        required=False,
        max_length=20,
        help_text="Tio siffror. Lämna tomt för en enskild firma: där är numret ett personnummer.",
    )

    class Meta:
        model = Utforare
        fields = ("namn", "orgnr", "driftform", "storlek", "anteckning", "giltig_till")
        help_texts = {
            "namn": "Företagets, föreningens eller förvaltningens namn.",
            "giltig_till": "Fyll i när utföraren slutar. Den finns kvar i äldre uppgifter.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        storlek: Any = self.fields["storlek"]
        storlek.choices = [("", "Vet inte"), *Utforare.Storlek.choices]

    def clean_giltig_till(self) -> Any:
        return rimligt_datum(self.cleaned_data["giltig_till"])


class VerksamhetForm(Registerform):
    class Meta:
        model = Verksamhet
        fields = (
            "utforare",
            "namn",
            "insatskategorier",
            "enhet",
            "platser",
            "ivo_tillstand",
            "kontakt",
            "giltig_fran",
            "giltig_till",
        )
        widgets = {"insatskategorier": forms.CheckboxSelectMultiple}
        help_texts = {"giltig_till": "Fyll i när verksamheten upphör. Den finns kvar i äldre uppgifter."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nu = self.instance
        utforare: Any = self.fields["utforare"]
        giltiga = Utforare.objects.giltiga().values("pk")
        utforare.queryset = Utforare.objects.filter(Q(pk__in=giltiga) | Q(pk=nu.utforare_id)).order_by(
            pa_svenska("namn"), "pk"
        )
        utforare.empty_label = "Välj utförare"
        egna = nu.insatskategorier.values_list("pk", flat=True) if nu.pk else ()
        self.fields["insatskategorier"].queryset = kategorier_att_valja(*egna)  # type: ignore[attr-defined]
        # The register is one for the house, so any unit of the house may be the one that runs the activity.
        enhet: Any = self.fields["enhet"]
        enhet.queryset = Enhet.objects.filter(
            Q(pk__in=Enhet.objects.giltiga().values("pk")) | Q(pk=nu.enhet_id)
        ).pa_svenska()
        enhet.empty_label = "Ingen, en annan utförare driver den"

    def clean_giltig_fran(self) -> Any:
        return rimligt_datum(self.cleaned_data["giltig_fran"])

    def clean_giltig_till(self) -> Any:
        return rimligt_datum(self.cleaned_data["giltig_till"])


class InsatskategoriForm(Registerform):
    class Meta:
        model = Insatskategori
        fields = ("namn", "malgrupp", "lagrum", "giltig_till")
        widgets = {"lagrum": forms.CheckboxSelectMultiple}
        help_texts = {
            "malgrupp": "Vilka insatsen är till för.",
            "giltig_till": "Fyll i när kategorin inte längre ska gå att välja. Den finns kvar i äldre uppgifter.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        egna = self.instance.lagrum.values("pk") if self.instance.pk else ()
        self.fields["lagrum"].queryset = Lagrum.objects.filter(  # type: ignore[attr-defined]
            Q(pk__in=Lagrum.objects.giltiga().values("pk")) | Q(pk__in=egna)
        )


class Husfilter(django_filters.FilterSet):
    """Text, day and "also retired" of the house's registers. A chosen day decides what is shown; else it is today."""

    q = django_filters.CharFilter(label="Sök", method="sok", max_length=100)
    insatskategori = django_filters.ModelChoiceFilter(
        label="Insatskategori",
        queryset=Insatskategori.objects.order_by(pa_svenska("namn"), "pk"),
        method="inget_an",
        empty_label="Alla",
    )
    dag = django_filters.DateFilter(label="I drift den dagen", method="inget_an")
    alla = django_filters.BooleanFilter(
        label="Visa även sådana som har upphört", method="inget_an", widget=forms.CheckboxInput
    )

    def sok(self, fraga: QuerySet[Any], namn: str, varde: str) -> QuerySet[Any]:
        return fraga.filter(traffar(varde))

    def inget_an(self, fraga: QuerySet[Any], namn: str, varde: Any) -> QuerySet[Any]:
        """Day, category and retirement hang together: `filter_queryset` takes them at once."""
        return fraga


class Undanlagda(Undanlagt):
    fler = ("storlek", "dag", "alla")


class UtforareFilter(Husfilter):
    driftform = django_filters.ChoiceFilter(label="Driftform", choices=Utforare.Driftform.choices, empty_label="Alla")
    storlek = django_filters.ChoiceFilter(label="Storlek", choices=Utforare.Storlek.choices, empty_label="Alla")

    class Meta:
        model = Utforare
        form = Undanlagda
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: QuerySet[Utforare]) -> QuerySet[Utforare]:
        fraga: Any = super().filter_queryset(queryset)
        valt = self.form.cleaned_data
        if dag := valt["dag"]:
            return fraga.verksamma(dag, valt["insatskategori"])
        if kategori := valt["insatskategori"]:
            har = Verksamhet.objects.filter(insatskategorier=kategori, utforare=OuterRef("pk"))
            fraga = fraga.filter(Exists(har))
        return fraga if valt["alla"] else fraga.giltiga()


class VerksamhetFilter(Husfilter):
    driftform = django_filters.ChoiceFilter(
        label="Driftform", field_name="utforare__driftform", choices=Utforare.Driftform.choices, empty_label="Alla"
    )

    class Meta:
        model = Verksamhet
        form = Undanlagda
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: QuerySet[Verksamhet]) -> QuerySet[Verksamhet]:
        fraga: Any = super().filter_queryset(queryset)
        valt = self.form.cleaned_data
        if kategori := valt["insatskategori"]:
            genom = Verksamhet.insatskategorier.through.objects.filter(
                verksamhet=OuterRef("pk"), insatskategori=kategori
            )
            fraga = fraga.filter(Exists(genom))
        if valt["dag"]:
            return fraga.pa_dagen(valt["dag"])
        return fraga if valt["alla"] else fraga.giltiga()


class InsatskategoriFilter(django_filters.FilterSet):
    alla = Husfilter.base_filters["alla"]

    class Meta:
        model = Insatskategori
        form = Undanlagda
        fields: tuple[str, ...] = ()

    def inget_an(self, fraga: QuerySet[Any], namn: str, varde: Any) -> QuerySet[Any]:
        return fraga

    def filter_queryset(self, queryset: QuerySet[Insatskategori]) -> QuerySet[Insatskategori]:
        fraga: Any = super().filter_queryset(queryset)
        return fraga if self.form.cleaned_data["alla"] else fraga.giltiga()

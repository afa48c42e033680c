"""Filters of the rooms' lists. Their names are the addresses that figures and menu items lead to."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet

from granskningar.forms.gemensamt import kategorier_att_valja
from granskningar.models import Avtal, Avtalsenkat, Direktupphandling, Granskning, Kvalitetsdialog, Sanktion
from kvalitet.datum import SENASTE_AR, TIDIGASTE_AR, ar_som_period, idag, inom, under_ar
from kvalitet.forms_register import Registerfilter
from kvalitet.models import Enhet
from kvalitet.soktext import traffar

SNART = timedelta(days=183)


class Rumsfilter(django_filters.FilterSet):
    """Text and kind of service; subclasses name what lies behind "Fler filter" in FLER."""

    FLER: tuple[str, ...] = ()

    q = django_filters.CharFilter(label="Sök", method="sok", max_length=100)
    kategori = django_filters.ModelChoiceFilter(
        label="Insatskategori",
        field_name="insatskategori",
        queryset=lambda request: kategorier_att_valja(),
        empty_label="Alla",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fler = self.FLER

    def sok(self, fraga: QuerySet[Any], namn: str, varde: str) -> QuerySet[Any]:
        return fraga.filter(traffar(varde))


def arsfilter(etikett: str, metod: str | None = None, falt: str = "ar") -> django_filters.NumberFilter:
    """A filter on a year between 2000 and 2100; `falt` is an integer column unless `metod` says how."""
    return django_filters.NumberFilter(
        field_name=falt,
        label=etikett,
        method=metod,
        validators=[MinValueValidator(TIDIGASTE_AR), MaxValueValidator(SENASTE_AR)],
        widget=forms.NumberInput(attrs={"placeholder": "ÅÅÅÅ"}),
    )


class AvtalFilter(Rumsfilter):
    FLER = ("upphort_ar", "loper_ut")

    driftform = django_filters.ChoiceFilter(label="Avtalsform", choices=Avtal.Driftform.choices, empty_label="Alla")
    dag = django_filters.DateFilter(label="Gäller på dagen", method="pa_dagen")
    upphort_ar = arsfilter("Upphörde under året", "upphort_under")
    loper_ut = django_filters.BooleanFilter(
        label="Löper ut inom sex månader", method="snart_slut", widget=forms.CheckboxInput
    )

    class Meta:
        model = Avtal
        fields: tuple[str, ...] = ()

    def pa_dagen(self, fraga: QuerySet[Avtal], namn: str, varde: date) -> QuerySet[Avtal]:
        return fraga.pa_dagen(varde)

    def upphort_under(self, fraga: QuerySet[Avtal], namn: str, varde: Any) -> QuerySet[Avtal]:
        """As the report counts: gone at the year's end, so the last day lies before 31 December."""
        fran, till = (d - timedelta(days=1) for d in ar_som_period(int(varde)))
        return fraga.filter(inom("slutar", fran, till))

    def snart_slut(self, fraga: QuerySet[Avtal], namn: str, varde: bool) -> QuerySet[Avtal]:
        return fraga.loper_ut(idag(), idag() + SNART) if varde else fraga


class GranskningFilter(Rumsfilter):
    FLER = ("uppfyller", "mina", "sena")
    LAGEN = (("oppna", "inte avslutade"), *Granskning.Status.choices)

    slag = django_filters.ChoiceFilter(label="Slag", choices=Granskning.Slag.choices, empty_label="Alla")
    status = django_filters.ChoiceFilter(label="Läge", choices=LAGEN, method="i_lage", empty_label="Alla")
    ar = arsfilter("År", "under_aret")
    uppfyller = django_filters.ChoiceFilter(
        label="De viktigaste kraven", choices=Granskning.Uppfyller.choices, empty_label="Alla"
    )
    sena = django_filters.BooleanFilter(
        label="Har försenade åtgärdspunkter", method="har_sena", widget=forms.CheckboxInput
    )
    mina = django_filters.BooleanFilter(label="Bara mina", method="egna", widget=forms.CheckboxInput)

    class Meta:
        model = Granskning
        fields: tuple[str, ...] = ()

    def i_lage(self, fraga: QuerySet[Granskning], namn: str, varde: str) -> QuerySet[Granskning]:
        return fraga.oppna() if varde == "oppna" else fraga.filter(status=varde)

    def under_aret(self, fraga: QuerySet[Granskning], namn: str, varde: Any) -> QuerySet[Granskning]:
        return fraga.filter(under_ar("dag", int(varde)))

    def har_sena(self, fraga: QuerySet[Granskning], namn: str, varde: bool) -> QuerySet[Granskning]:
        return fraga.med_sena_punkter(idag()) if varde else fraga

    def egna(self, fraga: QuerySet[Granskning], namn: str, varde: bool) -> QuerySet[Granskning]:
        return fraga.filter(ansvarig=self.request.user) if varde else fraga


class EnkatFilter(django_filters.FilterSet):
    ar = arsfilter("År")

    class Meta:
        model = Avtalsenkat
        fields: tuple[str, ...] = ()


class SanktionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Sök", method="sok", max_length=100)
    slag = django_filters.ChoiceFilter(label="Slag", choices=Sanktion.Slag.choices, empty_label="Alla")
    oppna = django_filters.BooleanFilter(label="Inte avhjälpta", method="ej_avhjalpta", widget=forms.CheckboxInput)

    class Meta:
        model = Sanktion
        fields: tuple[str, ...] = ()

    def sok(self, fraga: QuerySet[Sanktion], namn: str, varde: str) -> QuerySet[Sanktion]:
        return fraga.filter(traffar(varde))

    def ej_avhjalpta(self, fraga: QuerySet[Sanktion], namn: str, varde: bool) -> QuerySet[Sanktion]:
        return fraga.gallande() if varde else fraga


class DialogFilter(Rumsfilter):
    class Meta:
        model = Kvalitetsdialog
        fields: tuple[str, ...] = ()


class UpphandlingFilter(Rumsfilter, Registerfilter):
    """A unit stands for those below it too; one that has been closed can be chosen, its purchases remain."""

    FLER = ("till", "mojlig_inom_avtal")

    enhet = django_filters.ModelChoiceFilter(
        label="Enhet", queryset=lambda request: Enhet.objects.pa_svenska(), method="under", empty_label="Alla"
    )
    skal = django_filters.ChoiceFilter(label="Skäl", choices=Direktupphandling.Skal.choices, empty_label="Alla")
    fran = django_filters.DateFilter(label="Från", field_name="datum", lookup_expr="gte")
    till = django_filters.DateFilter(label="Till och med", field_name="datum", lookup_expr="lte")
    mojlig_inom_avtal = django_filters.BooleanFilter(
        label="Hade gått inom avtal",
        widget=forms.Select(choices=[("", "Alla"), ("true", "ja"), ("false", "nej")]),
    )

    class Meta:
        model = Direktupphandling
        fields: tuple[str, ...] = ()

"""Filter of the case list. Its names are the addresses that figures in reports lead to."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.validators import RegexValidator
from django.db.models import Exists, OuterRef, QuerySet

from avvikelser.forms.gemensamt import INGET_DATUM, stora, svenska
from avvikelser.models import Avvikelse, Kategori
from avvikelser.overgangar import OPPNA
from avvikelser.val import Kalla, RiktadMot, Slag, Status, Utfall
from kvalitet.datum import inom
from kvalitet.models import Enhet
from kvalitet.soktext import traffar

EJ_BEDOMT = "ej_bedomt"


class AvvikelseFilter(django_filters.FilterSet):
    """`status` also takes `giltiga` (those that count in statistics) and `oppna`; `enhet` includes all units below."""

    q = django_filters.CharFilter(label="Nummer eller ord", max_length=100, method="sok")
    slag = django_filters.ChoiceFilter(
        label="Slag", empty_label="Alla slag", choices=[*stora(Slag), (EJ_BEDOMT, "Ej bedömt")], method="av_slag"
    )
    status = django_filters.ChoiceFilter(
        label="Läge",
        empty_label="Alla lägen",
        choices=[("oppna", "Öppna"), ("giltiga", "Räknas i statistiken"), *stora(Status)],
        method="i_lage",
    )
    enhet = django_filters.ModelChoiceFilter(
        label="Enhet",
        empty_label="Alla enheter",
        queryset=lambda request: Enhet.objects.synliga_for(request.user).pa_svenska(),
        method="i_enhet",
    )
    fran = django_filters.DateFilter(
        label="Mottagen från", field_name="mottagen", lookup_expr="gte", error_messages={"invalid": INGET_DATUM}
    )
    till = django_filters.DateFilter(
        label="Mottagen till och med", field_name="mottagen", lookup_expr="lte", error_messages={"invalid": INGET_DATUM}
    )
    manad = django_filters.CharFilter(
        label="Månad",
        method="under_manad",
        validators=[RegexValidator(r"^20\d\d-(0[1-9]|1[0-2])$", "Skriv år och månad, till exempel 2026-03.")],
        widget=forms.TextInput(attrs={"placeholder": "ÅÅÅÅ-MM"}),
    )
    kategori = django_filters.ModelChoiceFilter(
        label="Kategori",
        empty_label="Alla kategorier",
        queryset=lambda request: svenska(Kategori.objects.all()),
        method="i_kategori",
    )
    riktad_mot = django_filters.ChoiceFilter(label="Gäller", empty_label="Alla", choices=stora(RiktadMot))
    kalla = django_filters.ChoiceFilter(label="Källa", empty_label="Alla källor", choices=stora(Kalla))
    utfall = django_filters.ChoiceFilter(label="Utfall", empty_label="Alla utfall", choices=stora(Utfall))
    omklassificerad_fran = django_filters.ChoiceFilter(
        label="Omklassificerat från", empty_label="Alla", choices=stora(Slag)
    )

    class Meta:
        model = Avvikelse
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fler = (
            "till",
            "manad",
            "kategori",
            "riktad_mot",
            "kalla",
            "utfall",
            "omklassificerad_fran",
        )

    def sok(self, fraga: QuerySet[Avvikelse], namn: str, varde: str) -> QuerySet[Avvikelse]:
        return fraga.filter(traffar(varde))

    def av_slag(self, fraga: QuerySet[Avvikelse], namn: str, varde: str) -> QuerySet[Avvikelse]:
        return fraga.filter(slag="" if varde == EJ_BEDOMT else varde)

    def i_lage(self, fraga: Any, namn: str, varde: str) -> QuerySet[Avvikelse]:
        match varde:
            case "oppna":
                return fraga.filter(status__in=OPPNA)
            case "giltiga":
                return fraga.giltiga()
        return fraga.filter(status=varde)

    def i_enhet(self, fraga: Any, namn: str, varde: Enhet) -> QuerySet[Avvikelse]:
        return fraga.i_enheter(self.request.user.enhetsid_under(varde.pk))

    def under_manad(self, fraga: QuerySet[Avvikelse], namn: str, varde: str) -> QuerySet[Avvikelse]:
        ar, manad = int(varde[:4]), int(varde[5:])
        nasta = date(ar + manad // 12, manad % 12 + 1, 1)
        return fraga.filter(inom("mottagen", date(ar, manad, 1), nasta))

    def i_kategori(self, fraga: QuerySet[Avvikelse], namn: str, varde: Kategori) -> QuerySet[Avvikelse]:
        rader = Avvikelse.kategorier.through.objects.filter(avvikelse_id=OuterRef("pk"), kategori_id=varde.pk)
        return fraga.filter(Exists(rader))

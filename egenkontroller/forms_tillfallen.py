"""Forms and filters of the occasions of self-checks."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from egenkontroller.forms import inte_framtida, ryms
from egenkontroller.models import Egenkontroll, Kontrolltillfalle
from egenkontroller.models.egenkontroller import utan_nollor
from kvalitet.datum import idag
from kvalitet.forms_register import Registerfilter
from kvalitet.models import Anvandare, Atgard
from kvalitet.soktext import traffar
from kvalitet.versioner import VersionsForm

FYLL_I = "Fyll i resultatet, eller avmarkera att kontrollen är genomförd."
STANDARDORD = {
    Egenkontroll.Metod.GRANSKNING: ("Antal som uppfyller det som granskas", "Antal granskade"),
    Egenkontroll.Metod.ENKAT: ("Antal som svarat så", "Antal som svarat"),
}


class ResultatForm(VersionsForm):
    """The result of an occasion, asked for in the check's own words, with what it means and what comes of it."""

    klar = forms.BooleanField(
        label="Kontrollen är genomförd", required=False, help_text="Avmarkera om du fyller på resultatet senare."
    )

    class Meta:
        model = Kontrolltillfalle
        fields = ("taljare", "namnare", "antal", "resultat_text", "genomford_dag", "analys", "slutsats")
        labels = {
            "antal": "Hur många?",
            "resultat_text": "Vad visade kontrollen?",
            "genomford_dag": "Vilken dag gjordes den?",
            "analys": "Vad beror resultatet på?",
            "slutsats": "Vad drar ni för slutsats?",
        }
        widgets = {namn: forms.Textarea(attrs={"rows": 4}) for namn in ("resultat_text", "analys", "slutsats")}
        help_texts = {
            "namnare": "Fanns det ingen att räkna på skriver du 0 på båda. Då blir det ingen andel.",
            "resultat_text": "Skriv inga namn eller personnummer.",
            "slutsats": "Åtgärder lägger du till på tillfällets sida när resultatet är sparat.",
        }

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kontroll = self.instance.egenkontroll
        if kontroll.i_andel:
            standard = STANDARDORD.get(kontroll.metod, ("", ""))
            for namn, ord_ in zip(("taljare", "namnare"), standard, strict=True):
                self.fields[namn].label = _stor(getattr(kontroll, namn) or ord_)
            del self.fields["antal"]
        else:
            del self.fields["taljare"], self.fields["namnare"]
            if kontroll.metod == Egenkontroll.Metod.ANTAL:
                self.fields["antal"].label = _stor(kontroll.taljare) or self.fields["antal"].label
            else:
                del self.fields["antal"]
        for namn in ("taljare", "namnare", "antal"):
            if namn in self.fields and (tal := getattr(self.instance, namn)) is not None:
                self.initial[namn] = utan_nollor(tal)
        self.initial.setdefault("klar", True)
        if not self.instance.genomford_dag:
            self.initial["genomford_dag"] = idag()
        if self.instance.status == Kontrolltillfalle.Status.GENOMFORD:
            del self.fields["klar"]
        if not self.is_bound or "klar" not in self.fields or self.data.get(self.add_prefix("klar")):
            self._krav_pa_resultat(kontroll)

    def _krav_pa_resultat(self, kontroll: Egenkontroll) -> None:
        """What must be filled in for the occasion to be done: its numbers and the day."""
        kravs = {Egenkontroll.Metod.ANDEL: ("taljare", "namnare"), Egenkontroll.Metod.ANTAL: ("antal",)}
        for namn in kravs.get(Egenkontroll.Metod(kontroll.metod), ()):
            self.fields[namn].required = True
            self.fields[namn].error_messages["required"] = FYLL_I
        self.fields["genomford_dag"].required = True
        self.fields["genomford_dag"].error_messages["required"] = "Ange vilken dag kontrollen gjordes."

    @property
    def klart(self) -> bool:
        """Whether the occasion is to be done once this is saved, or is so already."""
        return bool(self.cleaned_data.get("klar", True))

    def clean_genomford_dag(self) -> date | None:
        return inte_framtida(self.cleaned_data["genomford_dag"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (fel := ryms(data.get("taljare"), data.get("namnare"))) and not {"taljare", "namnare"} & set(self.errors):
            self.add_error(*fel)
        if (data.get("antal") or 0) < 0:
            self.add_error("antal", "Ange ett tal från 0.")
        resultat = (data.get(namn) for namn in ("namnare", "antal", "resultat_text"))
        if not self.errors and self.klart and all(varde in (None, "") for varde in resultat):
            self.add_error("taljare" if "taljare" in self.fields else "resultat_text", FYLL_I)
        return data


def _stor(text: str) -> str:
    return text[:1].upper() + text[1:]


class KopplaAtgarderForm(forms.Form):
    """Which actions came of an occasion."""

    atgarder = forms.ModelMultipleChoiceField(
        label="Åtgärder", queryset=Atgard.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, tillfalle: Kontrolltillfalle, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nu = list(tillfalle.atgarder.values_list("pk", flat=True))
        enheter = anvandare.enhetsid_under(tillfalle.egenkontroll.enhet_id)
        mojliga = Atgard.objects.synliga_for(anvandare).pagaende().filter(enhet_id__in=enheter, skyddad=False)
        falt: Any = self.fields["atgarder"]
        falt.queryset = Atgard.objects.filter(Q(pk__in=mojliga.values("pk")) | Q(pk__in=nu)).order_by("pk")
        falt.initial = nu


class Tillfallesform(forms.Form):
    """Filter form that keeps the rarely used fields behind "Fler filter"."""

    fler = ("ar", "mina", "forsenade", "utan_atgard")


def _ruta(etikett: str, metod: str) -> django_filters.BooleanFilter:
    return django_filters.BooleanFilter(label=etikett, method=metod, widget=forms.CheckboxInput)


class TillfalleFilter(Registerfilter):
    LAGEN = (("oppna", "inte gjorda"), *Kontrolltillfalle.Status.choices)

    lage = django_filters.ChoiceFilter(label="Läge", choices=LAGEN, method="med_lage", empty_label="Alla")
    ar = django_filters.NumberFilter(label="År", field_name="ar", min_value=2000, max_value=2100)
    forsenade = _ruta("Bara försenade", "som_ar_sena")
    mina = _ruta("Bara mina", "egna")
    utan_atgard = _ruta("Under målet utan åtgärd", "under_malet")
    kontroll = django_filters.ModelChoiceFilter(
        label="Egenkontroll",
        queryset=lambda request: Egenkontroll.objects.synliga_for(request.user),
        field_name="egenkontroll",
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Kontrolltillfalle
        form = Tillfallesform
        fields: tuple[str, ...] = ()

    def sok(self, fraga: QuerySet[Any], namn: str, varde: str) -> QuerySet[Any]:
        return fraga.filter(egenkontroll__in=Egenkontroll.objects.filter(traffar(varde)))

    def med_lage(self, fraga: Any, namn: str, varde: str) -> QuerySet[Kontrolltillfalle]:
        return fraga.oppna() if varde == "oppna" else fraga.filter(status=varde)

    def som_ar_sena(self, fraga: Any, namn: str, varde: bool) -> QuerySet[Kontrolltillfalle]:
        return fraga.forsenade() if varde else fraga

    def egna(self, fraga: Any, namn: str, varde: bool) -> QuerySet[Kontrolltillfalle]:
        return fraga.filter(egenkontroll__ansvarig=self.request.user) if varde else fraga

    def under_malet(self, fraga: Any, namn: str, varde: bool) -> QuerySet[Kontrolltillfalle]:
        return fraga.under_malet_utan_atgard() if varde else fraga

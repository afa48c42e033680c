"""Forms of the reports room. They clean input; rules live in the models and handlingar."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kvalitet.datum import SENASTE_AR, TIDIGASTE_AR, idag
from kvalitet.models import Anvandare, Enhet, handlaggare_i
from kvalitet.personnummer import Textvakt
from kvalitet.roller import Ratt
from kvalitet.versioner import VersionsForm
from rapporter import prosa, underlag
from rapporter.models import Mallavsnitt, Rapportavsnitt, Rapportdokument, Rapportmall


class Prosafalt(forms.CharField):
    """Rich text: an editor in the browser, a text area without script, cleaned here whatever was sent."""

    widget = forms.Textarea(attrs={"rows": 18, "data-textredigerare": ""})

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What is shown again after an error: without pictures, so that it can be saved at the next try."""
        return prosa.utan_bilder(data) if isinstance(data, str) else data

    def clean(self, value: Any) -> str:
        text = super().clean(value) or ""
        if prosa.har_bild(text):
            raise ValidationError(
                "Bilder kan inte läggas i texten. Bilden är borttagen nu; resten är kvar. Beskriv i ord det den visar, "
                "eller spara den i diariet och hänvisa dit. Spara sedan igen.",
                code="bild",
            )
        if len(text) > prosa.MAX_TECKEN:
            raise ValidationError(
                f"Texten är för lång: {len(text)} tecken med formatering, högst {prosa.MAX_TECKEN} får plats. "
                "Dela upp den på flera avsnitt eller korta den.",
                code="lang",
            )
        return prosa.rensa(text)

    def som_text(self, varde: str) -> str:
        """How the text is shown when two versions are compared."""
        return prosa.som_text(varde)


class NyRapportForm(forms.Form):
    mall = forms.ModelChoiceField(label="Mall", queryset=Rapportmall.objects.none(), empty_label=None)
    enhet = forms.ModelChoiceField(
        label="Enhet",
        queryset=Enhet.objects.none(),
        help_text="Siffrorna gäller enheten och allt under den.",
        empty_label="Välj enhet",
    )
    ar = forms.IntegerField(
        label="År",
        help_text="Det år rapporten handlar om, till exempel 2025.",
        min_value=TIDIGASTE_AR,
        max_value=SENASTE_AR,
        error_messages={
            "min_value": f"Ange ett år mellan {TIDIGASTE_AR} och {SENASTE_AR}.",
            "max_value": f"Ange ett år mellan {TIDIGASTE_AR} och {SENASTE_AR}.",
            "invalid": "Ange året med fyra siffror, till exempel 2025.",
        },
    )

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = anvandare.enhetsid_med(Ratt.RAPPORT_REDIGERA)
        self.fields["enhet"].queryset = Enhet.objects.filter(pk__in=ids).giltiga().pa_svenska()
        self.fields["mall"].queryset = Rapportmall.objects.exclude(giltig_till__lt=idag())
        self.fields["ar"].initial = idag().year - 1 if idag().month < 7 else idag().year

    def clean_ar(self) -> int:
        ar = self.cleaned_data["ar"]
        if ar > idag().year:
            raise ValidationError(f"Året har inte börjat. Ange {idag().year} eller tidigare.")
        return ar


class UppgifterForm(VersionsForm):
    class Meta:
        model = Rapportdokument
        fields = ["diarienummer", "uttagsdag", "forfattare"]
        widgets = {
            "uttagsdag": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "forfattare": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "diarienummer": "Krävs innan rapporten kan bli klar för nämnd. Till exempel SN 2026/00031.",
            "uttagsdag": "Ärenden som registreras senare räknas inte. Lämna tomt för att siffrorna ska följa registret "
            "tills rapporten är klar för nämnd.",
            "forfattare": "Står på titelsidan. Den som skriver i ett avsnitt läggs till av sig själv.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kan_skriva = handlaggare_i(self.instance.enhet, Ratt.RAPPORT_REDIGERA)
        nuvarande = Anvandare.objects.filter(rapporter=self.instance)
        self.fields["forfattare"].queryset = Anvandare.objects.filter(
            pk__in={p.pk for p in kan_skriva} | {p.pk for p in nuvarande}
        ).order_by("last_name", "first_name", "pk")

    def clean_diarienummer(self) -> str:
        return " ".join(self.cleaned_data["diarienummer"].split())

    def clean_uttagsdag(self) -> Any:
        dag = self.cleaned_data["uttagsdag"]
        if dag and dag > idag():
            raise ValidationError("Dagen kan inte ligga framåt i tiden.")
        if dag and dag.year < self.instance.ar:
            raise ValidationError(f"Dagen kan inte vara före rapportens år, {self.instance.ar}.")
        return dag


class AvsnittForm(VersionsForm):
    text = Prosafalt(label="Text", required=False)

    class Meta:
        model = Rapportavsnitt
        fields = ["text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.text_kravs:
            self.fields["text"].help_text = "Måste skrivas innan rapporten kan skickas till granskning."
        else:
            self.fields["text"].help_text = "Avsnitt utan text och siffror tas inte med i rapporten."


class MallavsnittForm(VersionsForm):
    underlag = forms.MultipleChoiceField(
        label="Siffror",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tabeller och diagram som räknas ur registren och står efter avsnittets text.",
    )

    class Meta:
        model = Mallavsnitt
        fields = ["rubrik", "vagledning", "underlag", "text_kravs"]
        widgets = {"vagledning": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "vagledning": "Står bredvid texten när någon skriver avsnittet.",
            "text_kravs": "Rapporten kan inte skickas till granskning förrän avsnittet har text.",
        }

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["underlag"].choices = underlag.val()


class BekraftaForm(forms.Form):
    """Nothing to fill in: the page says what will happen."""


class MotiveringForm(Textvakt, forms.Form):
    motivering = forms.CharField(
        label="Motivering",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Står kvar i historiken.",
    )


class BeslutForm(Textvakt, forms.Form):
    beslutsdag = forms.DateField(
        label="Nämnden beslutade", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    paragraf = forms.CharField(label="Paragraf", max_length=20, help_text="Till exempel § 27.")

    def clean_beslutsdag(self) -> Any:
        dag = self.cleaned_data["beslutsdag"]
        if dag > idag():
            raise ValidationError("Beslutet kan inte ligga framåt i tiden.")
        return dag

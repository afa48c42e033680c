"""What is written by the one who tells: the report of staff, and a complaint that somebody phones or mails."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.html import format_html

from avvikelser.forms.gemensamt import forbered_falt, kontrollera_datum, stora, valbara_enheter
from avvikelser.models import Avvikelse
from avvikelser.val import Kalla, RiktadMot, Slag
from kvalitet.datum import idag
from kvalitet.models import Enhet
from kvalitet.personnummer import Textvakt


class RapportForm(Textvakt, forms.ModelForm):
    """The reporter describes. Five required answers, nothing about kinds or severity."""

    NAR = (
        ("idag", "I dag"),
        ("igar", "I går"),
        ("annan", "En annan dag"),
        ("vet_inte", format_html("{}<small>{}</small>", "Vet inte säkert", "Vi räknar från när du märkte det")),
    )

    nar = forms.ChoiceField(
        label="När hände det?",
        choices=NAR,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj när det hände."},
    )
    galler_chef = forms.TypedChoiceField(
        label="Gäller det din närmaste chef?",
        choices=(("nej", "Nej"), ("ja", "Ja")),
        coerce=lambda v: v == "ja",
        initial="nej",
        widget=forms.RadioSelect,
        help_text="Svarar du ja går rapporten förbi chefen, till kommunens utredare.",
    )
    inlamningsnyckel = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Avvikelse
        fields = [
            "handelse",
            "nar",
            "handelsedatum",
            "handelsetid",
            "enhet",
            "plats",
            "konsekvens",
            "omedelbart",
            "galler_chef",
        ]
        labels = {
            "handelse": "Vad hände?",
            "handelsedatum": "Vilken dag?",
            "handelsetid": "Vilken tid?",
            "enhet": "Var hände det?",
            "plats": "Var, närmare bestämt?",
            "konsekvens": "Hur påverkades den som drabbades?",
            "omedelbart": "Vad gjorde du eller andra direkt?",
        }
        help_texts = {
            "handelse": "Skriv inte namn eller personnummer på den som drabbades. "
            "Skriv till exempel ”en kvinna på plan 2”.",
            "handelsedatum": "Fyll i om du valde En annan dag.",
            "handelsetid": "Ungefär räcker, till exempel ”efter lunch”.",
            "enhet": "Gruppen du brukar arbeta i är vald. Ändra om det hände någon annanstans.",
            "plats": "Till exempel badrummet eller matsalen.",
            "konsekvens": "Det du såg eller fick veta, både skada och oro. Hoppa över om du inte vet.",
        }
        error_messages = {
            "handelse": {"required": "Skriv vad som hände. En mening räcker."},
            "enhet": {
                "required": "Välj var det hände.",
                "invalid_choice": "Enheten finns inte eller används inte längre. Välj en annan.",
            },
        }

    def __init__(self, *args: Any, hemenhet: Enhet | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enhet"].queryset = valbara_enheter()
        self.fields["enhet"].empty_label = "Välj enhet"
        if hemenhet is None:
            self.fields["enhet"].help_text = "Välj den enhet eller grupp där det hände."
        else:
            self.fields["enhet"].initial = hemenhet.pk
        for namn in ("konsekvens", "omedelbart"):
            self.fields[namn].widget.attrs["rows"] = 3
        forbered_falt(self)

    def clean_handelsedatum(self) -> Any:
        if self.cleaned_data.get("nar") != "annan":
            return None
        return kontrollera_datum(self.cleaned_data["handelsedatum"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        dag = idag()
        match data.get("nar"):
            case "idag":
                data["handelsedatum"] = dag
            case "igar":
                data["handelsedatum"] = dag - timedelta(days=1)
            case "annan":
                if data.get("handelsedatum") is None and "handelsedatum" not in self.errors:
                    self.add_error("handelsedatum", "Skriv vilken dag det hände, eller välj Vet inte säkert.")
            case "vet_inte":
                # It has been noticed today at the latest; when it happened stays open.
                self.instance.upptackt = dag
        self.instance.mottagen = dag
        return data


class KlagomalForm(Textvakt, forms.ModelForm):
    """A complaint, comment or praise that came by telephone, letter or e-mail. The sender's contact data go apart."""

    slag = forms.ChoiceField(
        label="Vad är det?",
        choices=[v for v in stora(Slag) if v[0] in (Slag.KLAGOMAL, Slag.SYNPUNKT, Slag.BEROM)],
        initial=Slag.KLAGOMAL,
        widget=forms.RadioSelect,
    )
    kontakt = forms.CharField(
        label="Avsändarens namn och kontaktuppgifter",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Sparas för sig och visas bara för den som handlägger. Lämna tomt om avsändaren vill vara anonym; "
        "då går det inte att svara.",
    )
    onskar_svar = forms.BooleanField(label="Avsändaren vill ha svar", required=False)
    inlamningsnyckel = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Avvikelse
        fields = [
            "slag",
            "kalla",
            "mottagen",
            "enhet",
            "riktad_mot",
            "rubrik",
            "handelse",
            "handelsedatum",
            "konsekvens",
            "diarienummer",
        ]
        labels = {
            "kalla": "Från vem?",
            "mottagen": "När kom det in?",
            "enhet": "Vilken enhet gäller det?",
            "riktad_mot": "Vem riktas det mot?",
            "handelse": "Vad säger avsändaren?",
            "handelsedatum": "När hände det?",
            "konsekvens": "Hur har den enskilde påverkats?",
        }
        help_texts = {
            "rubrik": "En kort neutral rubrik utan namn.",
            "handelse": "Återge utan personnummer. Skriv namn bara om det behövs för att förstå.",
        }
        error_messages = {"enhet": {"invalid_choice": "Enheten finns inte eller används inte längre."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enhet"].queryset = valbara_enheter()
        self.fields["enhet"].empty_label = "Välj enhet"
        self.fields["kalla"].choices = [v for v in stora(Kalla) if v[0] != Kalla.MEDARBETARE]
        self.fields["riktad_mot"].choices = stora(RiktadMot)
        self.fields["kalla"].initial = Kalla.KUND
        self.fields["mottagen"].initial = idag
        self.fields["konsekvens"].widget.attrs["rows"] = 3
        forbered_falt(self)

    def clean_mottagen(self) -> Any:
        return kontrollera_datum(self.cleaned_data["mottagen"])

    def clean_handelsedatum(self) -> Any:
        return kontrollera_datum(self.cleaned_data["handelsedatum"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("onskar_svar") and not data.get("kontakt"):
            self.add_error("kontakt", "Skriv hur avsändaren kan nås, eller ta bort krysset för svar.")
        return data

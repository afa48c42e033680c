"""Forms of contracts and of the yearly survey."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from granskningar.forms.gemensamt import FALTKLASSER, RADER_3, Rumsform, kategorier_att_valja
from granskningar.models import Avtal, Avtalsenkat, Enkatsvar
from kvalitet.datum import idag
from kvalitet.models import Insatskategori


class Avtalsval(forms.ModelChoiceField):
    """A choice of contract, shown with its days."""

    def label_from_instance(self, obj: Avtal) -> str:
        return f"{obj.verksamhet}, {obj.insatskategori} ({obj.giltig_fran} till {obj.sista_dag or 'tills vidare'})"


class AvtalForm(Rumsform):
    class Meta:
        model = Avtal
        fields = (
            "verksamhet",
            "insatskategori",
            "driftform",
            "avtalsnummer",
            "giltig_fran",
            "giltig_till",
            "antal_kunder",
            "sanktionstrappa",
            "foljs_upp_av",
            "overtaget_fran",
            "upphort",
            "upphort_skal",
            "upphort_not",
        )
        field_classes = FALTKLASSER | {"overtaget_fran": Avtalsval}
        widgets = {"sanktionstrappa": RADER_3, "upphort_not": RADER_3}
        help_texts = {
            "giltig_till": "Lämna tomt när avtalet gäller tills vidare.",
            "antal_kunder": "Hur många som har insatsen just nu.",
            "sanktionstrappa": "Stegen i just det här avtalet, till exempel varning, vite, hävning.",
            "foljs_upp_av": "Fyll i när någon annan följer upp, till exempel en inköpscentral eller grannkommun.",
            "overtaget_fran": "Avtalet som det här ersätter när en verksamhet bytt utförare.",
            "upphort": "Fyll i när avtalet slutade tidigare än det var skrivet.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        val = Avtal.objects.exclude(pk=self.instance.pk).select_related("verksamhet", "insatskategori")
        falt = self.fields["overtaget_fran"]
        # A takeover begins when the other contract ends: those in force or ended within a year can be chosen.
        nyligen = Q(slutar__gte=date(idag().year - 1, 1, 1)) | Q(pk=self.instance.overtaget_fran_id)
        falt.queryset = val.filter(nyligen).order_by("verksamhet__namn", "giltig_fran", "pk")
        falt.empty_label = "Inget"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.krav_ordning(data, "giltig_fran", "giltig_till", "Avtalet kan inte sluta före den dag det börjar gälla.")
        self.krav_ordning(data, "giltig_fran", "upphort", "Avtalet kan inte upphöra före den dag det börjar gälla.")
        if data.get("upphort") and not data.get("upphort_skal"):
            self.add_error("upphort_skal", "Välj varför avtalet upphörde.")
        if data.get("upphort_skal") and not data.get("upphort") and "upphort" not in self.errors:
            self.add_error("upphort", "Ange sista dagen som avtalet gällde.")
        return data


class EnkatForm(Rumsform):
    """A survey; when it is made its recipients are those with a contract on the day it is sent."""

    kategorier = forms.ModelMultipleChoiceField(
        label="Insatskategorier",
        queryset=Insatskategori.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Välj inget för att skicka till alla. Avtal som någon annan följer upp är inte med.",
    )

    class Meta:
        model = Avtalsenkat
        fields = ("namn", "ar", "skickad", "sista_svarsdag")
        help_texts = {"ar": "Året som enkäten handlar om."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["kategorier"]
        else:
            self.fields["kategorier"].queryset = kategorier_att_valja()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.krav_ordning(
            data, "skickad", "sista_svarsdag", "Sista svarsdag kan inte vara före den dag enkäten skickas."
        )
        return data


class Svarsval(forms.ModelMultipleChoiceField):
    """Recipients to tick, shown with provider and kind of service."""

    def label_from_instance(self, obj: Enkatsvar) -> str:
        svarat = f", svarade {obj.svarat}" if obj.svarat else ""
        return f"{obj.verksamhet} ({obj.verksamhet.utforare}), {obj.insatskategori}{svarat}"


class SvarForm(forms.Form):
    """Who answered, and the day. Answers registered by mistake are taken back in the same place."""

    svarat = forms.DateField(
        label="Vilken dag svarade de?",
        help_text="Dagen gäller dem du bockar för nu.",
        error_messages={"required": "Ange vilken dag de svarade."},
    )
    nya = Svarsval(
        label="Har svarat", queryset=Enkatsvar.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    tillbaka = Svarsval(
        label="Ta bort ett svar som registrerats av misstag",
        queryset=Enkatsvar.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, enkat: Avtalsenkat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enkat = enkat
        mottagare = (
            enkat.svar.filter(utskickad=True)
            .select_related("verksamhet__utforare", "insatskategori")
            .order_by("insatskategori__namn", "verksamhet__namn", "pk")
        )
        self.fields["svarat"].initial = idag()
        self.fields["nya"].queryset = mottagare.filter(svarat__isnull=True)
        self.fields["tillbaka"].queryset = mottagare.filter(svarat__isnull=False)
        if not self.fields["nya"].queryset:
            self.fields["nya"].help_text = "Alla har svarat."
        if not self.fields["tillbaka"].queryset:
            del self.fields["tillbaka"]

    def clean_svarat(self) -> date:
        dag = self.cleaned_data["svarat"]
        if dag > idag():
            raise forms.ValidationError("Datumet har inte varit ännu.")
        if dag < self.enkat.skickad:
            raise forms.ValidationError(f"Enkäten skickades {self.enkat.skickad}. Ingen kan ha svarat före den dagen.")
        return dag

"""Forms and filters of plans and risks."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from egenkontroller.forms import inte_framtida
from egenkontroller.models import Egenkontroll
from kvalitet.forms_register import Registerfilter, Registerform, enheter_att_valja
from kvalitet.models import Anvandare, Atgard, Enhet, enheter_under
from kvalitet.personnummer import Textvakt
from kvalitet.versioner import VersionsForm
from risker.importen.bok import MAX_BYTE
from risker.models import Delrisk, Kvalitetsplan, Planrad, Risk


class NyPlanForm(Textvakt, forms.ModelForm):
    class Meta:
        model = Kvalitetsplan
        fields = ("enhet", "ar", "inledning")
        help_texts = {"inledning": "Vad planen bygger på och vad ni vill uppnå. Går att skriva senare."}

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        enhet: Any = self.fields["enhet"]
        enhet.queryset, enhet.empty_label = enheter_att_valja(anvandare), "Välj enhet"


class InledningForm(VersionsForm):
    class Meta:
        model = Kvalitetsplan
        fields = ("inledning",)

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inledning"].widget.attrs["rows"] = 16


def planens_enheter(plan: Kvalitetsplan) -> QuerySet[Enhet]:
    """The plan's unit and those below it."""
    return Enhet.objects.filter(pk__in=enheter_under([plan.enhet_id])).pa_svenska()


class RiskForm(Registerform):
    """A risk with its parts, one on each line."""

    delrisker = forms.CharField(
        label="Delrisker",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="När risken består av flera delar: en på varje rad.",
    )

    class Meta:
        model = Risk
        fields: tuple[str, ...] = (
            "text",
            "process",
            "kvalitetsomraden",
            "tema",
            "orsak",
            "konsekvens",
            "kalla",
            "uppkommen",
        )
        labels = {"text": "Vad kan gå fel?", "konsekvens": "Konsekvens för den enskilde"}
        widgets = {"kvalitetsomraden": forms.CheckboxSelectMultiple, "text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "process": "Välj ingen process när risken gäller hela enheten.",
            "tema": "Ett ord som återkommer i flera processer, till exempel barns delaktighet.",
            "uppkommen": "När ni fick syn på risken, om det var under året.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("delrisker", "\n".join(d.text for d in self.instance.delrisker.all()))

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    def clean_uppkommen(self) -> date | None:
        return inte_framtida(self.cleaned_data["uppkommen"])

    def _save_m2m(self) -> None:
        super()._save_m2m()
        texter = [" ".join(rad.split()) for rad in self.cleaned_data["delrisker"].splitlines() if rad.strip()]
        fore = list(self.instance.delrisker.all())
        for ordning, text in enumerate(texter, start=1):
            del_ = fore[ordning - 1] if ordning <= len(fore) else Delrisk(risk=self.instance)
            if (del_.ordning, del_.text) != (ordning, text):
                del_.ordning, del_.text = ordning, text
                del_.save()
        for del_ in fore[len(texter) :]:
            del_.delete()


class NyRadForm(RiskForm):
    """A new risk in a plan, or one that the unit already has (then last year's risk lives on)."""

    befintlig = forms.ModelChoiceField(
        label="Följ en risk som redan finns",
        queryset=Risk.objects.none(),
        required=False,
        empty_label="Nej, det är en ny risk",
        help_text="Väljer du en risk här behöver du inte fylla i resten.",
    )
    enhet = forms.ModelChoiceField(label="Enhet eller grupp som risken gäller", queryset=Enhet.objects.none())
    field_order = ("befintlig", "enhet")

    def __init__(self, *args: Any, plan: Kvalitetsplan, anvandare: Anvandare, **kwargs: Any) -> None:
        self.plan = plan
        super().__init__(*args, anvandare=anvandare, **kwargs)
        enhet: Any = self.fields["enhet"]
        enhet.queryset, enhet.empty_label = planens_enheter(plan), None
        self.initial.setdefault("enhet", plan.enhet_id)
        befintlig: Any = self.fields["befintlig"]
        befintlig.queryset = Risk.objects.synliga_for(anvandare).filter(enhet=plan.enhet).order_by("sortering", "pk")
        self.fields["text"].error_messages["required"] = "Beskriv risken, eller välj en risk som redan finns."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("befintlig"):
            self.errors.pop("text", None)
        risk, enhet = data.get("befintlig"), data.get("enhet")
        if risk and enhet and self.plan.rader.filter(risk=risk, enhet=enhet).exists():
            self.add_error("befintlig", "Risken finns redan i planen för den enheten.")
        return data

    def _post_clean(self) -> None:
        if not self.cleaned_data.get("befintlig"):
            self.instance.enhet = self.plan.enhet
            super()._post_clean()


class LageForm(VersionsForm):
    class Meta:
        model = Planrad
        fields = ("lage", "lage_kommentar")
        labels = {"lage": "Hur gick det med risken?", "lage_kommentar": "Hur vet ni det?"}
        widgets = {"lage": forms.RadioSelect}
        help_texts = {"lage_kommentar": "Vad egenkontroller, ärenden och åtgärder har visat under året."}

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lage: Any = self.fields["lage"]
        lage.choices = [(varde, namn.capitalize()) for varde, namn in Planrad.Lage.choices]
        lage.required = self.fields["lage_kommentar"].required = True
        lage.error_messages["required"] = "Välj ett läge."
        self.fields["lage_kommentar"].error_messages["required"] = "Skriv hur ni vet att läget är sådant."


class KopplaForm(forms.Form):
    """Which self-checks and actions belong to a row or process of the plan."""

    egenkontroller = forms.ModelMultipleChoiceField(
        label="Egenkontroller", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    atgarder = forms.ModelMultipleChoiceField(
        label="Åtgärder", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, plan: Kvalitetsplan, plats: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        enheter = enheter_under([plan.enhet_id])
        nu = {namn: list(getattr(plats, namn).values_list("pk", flat=True)) for namn in ("egenkontroller", "atgarder")}
        kontroller = Egenkontroll.objects.synliga_for(anvandare).filter(enhet_id__in=enheter, giltig=True)
        atgarder = Atgard.objects.synliga_for(anvandare).pagaende().filter(enhet_id__in=enheter, skyddad=False)
        for namn, modell, fraga in (("egenkontroller", Egenkontroll, kontroller), ("atgarder", Atgard, atgarder)):
            falt: Any = self.fields[namn]
            falt.queryset = modell.objects.filter(Q(pk__in=fraga.values("pk")) | Q(pk__in=nu[namn])).order_by("pk")
            falt.initial = nu[namn]


class ImportForm(forms.Form):
    fil = forms.FileField(
        label="Arbetsbok",
        help_text="Excelfil (.xlsx) enligt mallen, högst 10 MB. Inget sparas förrän du har sett vad som ändras.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom."},
    )

    def clean_fil(self) -> Any:
        fil = self.cleaned_data["fil"]
        if fil.size > MAX_BYTE:
            raise ValidationError("Filen är större än 10 MB. Ta bort bilder och blad som inte hör till mallen.")
        return fil


class PlanFilter(django_filters.FilterSet):
    enhet = Registerfilter.base_filters["enhet"]
    ar = django_filters.NumberFilter(label="År", field_name="ar", min_value=2000, max_value=2100)
    status = django_filters.ChoiceFilter(label="Läge", choices=Kvalitetsplan.Status.choices, empty_label="Alla")

    class Meta:
        model = Kvalitetsplan
        fields: tuple[str, ...] = ()

    under = Registerfilter.under

"""Forms of a draft plan's parts: improvement areas and what lives on from the plan before."""

from typing import Any

from django import forms

from kvalitet.models import Anvandare
from kvalitet.personnummer import Textvakt
from risker.handlingar import alder, att_ta_over
from risker.models import Forbattringsomrade, Kvalitetsplan, Planrad

AR_I_ORD = ("", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde")


def for_vilket_ar(nr: int) -> str:
    """ "för tredje året"."""
    return f"för {AR_I_ORD[nr]} året" if nr < len(AR_I_ORD) else f"för {nr}:e året"


class OmradeForm(Textvakt, forms.ModelForm):
    class Meta:
        model = Forbattringsomrade
        fields = ("text", "kvalitetsomrade")
        labels = {"text": "Vad behöver bli bättre?"}
        help_texts = {"text": "Det ni har sett i ärenden, granskningar, enkäter eller kartläggningar."}

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        omrade: Any = self.fields["kvalitetsomrade"]
        omrade.empty_label = "Verksamheten i stort"


class Radval(forms.ModelMultipleChoiceField):
    """Rows of the plan before, each with how it ended and its age."""

    aldrar: dict[int, int]

    def label_from_instance(self, obj: Planrad) -> str:
        lage = obj.get_lage_display() if obj.lage else "läget är inte bedömt"
        return f"{obj.risk.text} ({obj.enhet}, {lage}, {for_vilket_ar(self.aldrar.get(obj.risk_id, 1))})"


class TaOverForm(forms.Form):
    rader = Radval(
        label="Risker som inte är avhjälpta",
        queryset=Planrad.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en risk, eller gå till planen utan att ta över någon."},
    )

    def __init__(self, *args: Any, plan: Kvalitetsplan, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rader: Any = self.fields["rader"]
        rader.queryset = att_ta_over(plan)
        mojliga = list(rader.queryset)
        rader.aldrar = alder(plan, {rad.risk_id for rad in mojliga})
        rader.initial = [rad.pk for rad in mojliga]

"""Forms of sanctions, dialogues and direct procurements."""

from typing import Any

from django import forms

from granskningar.forms.gemensamt import FALTKLASSER, RADER_3, Rumsform, verksamheter_att_valja
from granskningar.forms.granskning import granskningar_att_valja
from granskningar.models import Direktupphandling, Kvalitetsdialog, Sanktion


class SanktionForm(Rumsform):
    class Meta:
        model = Sanktion
        fields = ("verksamhet", "granskning", "slag", "datum", "beslut", "skal", "belopp", "avhjalpt")
        field_classes = FALTKLASSER
        widgets = {"skal": RADER_3}
        help_texts = {
            "granskning": "Granskningen som visade bristen.",
            "beslut": "Vem som beslutade och paragraf, till exempel Socialnämnden § 12.",
            "belopp": "För ett vite.",
            "avhjalpt": "Fyll i när bristen är avhjälpt.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        falt = self.fields["granskning"]
        falt.queryset = granskningar_att_valja(self.instance.granskning_id)
        falt.empty_label = "Ingen"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.krav_varit(data, "datum", "avhjalpt")
        self.krav_ordning(data, "datum", "avhjalpt", "Bristen kan inte vara avhjälpt före beslutet.")
        granskning, verksamhet = data.get("granskning"), data.get("verksamhet")
        if granskning and verksamhet and granskning.verksamhet_id != verksamhet.pk:
            self.add_error("granskning", "Granskningen gäller en annan verksamhet.")
        return data


class DialogForm(Rumsform):
    class Meta:
        model = Kvalitetsdialog
        fields = ("rubrik", "datum", "insatskategori", "verksamheter", "teman", "anteckning")
        field_classes = FALTKLASSER
        widgets = {"teman": RADER_3, "verksamheter": forms.CheckboxSelectMultiple}
        help_texts = {"anteckning": "Det ni kom överens om eller lärde er. Nämn inga enskilda."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nu = self.instance.verksamheter.values_list("pk", flat=True) if self.instance.pk else ()
        self.fields["verksamheter"].queryset = verksamheter_att_valja(nu)


class UpphandlingForm(Rumsform):
    class Meta:
        model = Direktupphandling
        fields = (
            "enhet",
            "datum",
            "insatskategori",
            "leverantor",
            "belopp",
            "skal",
            "skal_text",
            "mojlig_inom_avtal",
        )
        widgets = {"skal_text": RADER_3}
        labels = {"mojlig_inom_avtal": "Hade det gått att köpa inom ett avtal?"}
        help_texts = {
            "leverantor": "Företaget eller organisationen, aldrig en enskild person.",
            "belopp": "Hela kronor, hela köpet.",
            "skal_text": "Nämn inte den enskilde.",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.krav_varit(data, "datum")
        if data.get("belopp") == 0:
            self.add_error("belopp", "Beloppet ska vara mer än 0 kronor.")
        if data.get("skal") == Direktupphandling.Skal.ANNAT and not (data.get("skal_text") or "").strip():
            self.add_error("skal_text", "Skriv skälet i ord när det är ett annat skäl än de i listan.")
        return data

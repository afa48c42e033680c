"""Django admin: only the templates, never the reports. A changed template applies to reports made after the change."""

from typing import Any

from django import forms
from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from kvalitet.admin import RattStyrd
from rapporter import underlag
from rapporter.models import Mallavsnitt, Rapportmall


class MallavsnittForm(forms.ModelForm):
    underlag = forms.MultipleChoiceField(
        label="Siffror",
        choices=underlag.val(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Mallavsnitt
        fields = ["ordning", "nyckel", "niva", "rubrik", "vagledning", "underlag", "liggande", "text_kravs"]


class MallavsnittRad(RattStyrd, admin.StackedInline):
    model = Mallavsnitt
    form = MallavsnittForm
    extra = 0


@admin.register(Rapportmall)
class RapportmallAdmin(RattStyrd, SimpleHistoryAdmin):
    list_display = ["namn", "giltig_till"]
    inlines = [MallavsnittRad]

    def get_readonly_fields(self, request: Any, obj: Any = None) -> list[str]:
        """The key is fixed once made: the command that writes the yearly report finds its template by it."""
        return ["nyckel"] if obj else []

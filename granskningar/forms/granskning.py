"""Forms of audits, their findings and the points of the action plan."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from granskningar.forms.gemensamt import FALTKLASSER, RADER_3, Rumsform
from granskningar.models import Atgardspunkt, Granskning, Iakttagelse
from kvalitet.models import Anvandare, Atgard


def granskningar_att_valja(nuvarande: int | None, *, utom: int | None = None) -> QuerySet[Granskning]:
    """Audits that have been carried out, latest first, and the one already chosen; at most 200."""
    fraga = Granskning.objects.filter(Q(paborjad__isnull=False) | Q(genomford__isnull=False) | Q(pk=nuvarande))
    return fraga.exclude(pk=utom).select_related("verksamhet").order_by("-dag", "-pk")


class GranskningForm(Rumsform):
    """An audit. What belongs to the result is asked for once it has been begun."""

    RESULTAT = ("paborjad", "genomford", "uppfyller", "sammanfattning")

    class Meta:
        model = Granskning
        fields = (
            "rubrik",
            "verksamhet",
            "insatskategori",
            "slag",
            "oanmald",
            "anledning",
            "planerad",
            "ansvarig",
            "arvd_fran",
            "paborjad",
            "genomford",
            "uppfyller",
            "sammanfattning",
        )
        field_classes = FALTKLASSER
        widgets = {"anledning": RADER_3}
        labels = {
            "rubrik": "Vad granskas?",
            "uppfyller": "Uppfyller verksamheten de viktigaste kraven?",
            "oanmald": "Granskningen är oanmäld",
        }
        help_texts = {
            "slag": "Påkallad: något har hänt. Det som hör till en behovsanalys räknas för sig.",
            "anledning": "Skriv om en påkallad granskning vad som föranledde den. Nämn inga personer.",
            "ansvarig": "Den som utses ser granskningen på sin startsida.",
            "arvd_fran": "När en verksamhet bytt utförare: granskningen vars öppna åtgärdspunkter följer med.",
            "paborjad": "Granskningen räknas det år den påbörjades.",
            "genomford": "Dagen då själva granskningen var gjord.",
            "sammanfattning": "Det viktigaste som kom fram. Sammanfattningen kan stå i kvalitetsberättelsen.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nu = self.instance
        if nu.status in (Granskning.Status.PLANERAD, Granskning.Status.INSTALLD):
            for namn in self.RESULTAT:
                del self.fields[namn]
        falt = self.fields["arvd_fran"]
        falt.queryset = granskningar_att_valja(nu.arvd_fran_id, utom=nu.pk)
        falt.empty_label = "Ingen"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.krav_varit(data, "paborjad", "genomford")
        text = "Granskningen kan inte vara genomförd före den dag den påbörjades."
        self.krav_ordning(data, "paborjad", "genomford", text)
        if data.get("slag") == Granskning.Slag.PAKALLAD and not (data.get("anledning") or "").strip():
            self.add_error("anledning", "Skriv vad som föranledde den påkallade granskningen.")
        if "paborjad" in self.fields and "paborjad" not in self.errors and not data.get("paborjad"):
            self.add_error("paborjad", "Ange dagen då granskningen påbörjades.")
        kommunicerad = (Granskning.Status.KOMMUNICERAD, Granskning.Status.ATGARDSPLAN, Granskning.Status.AVSLUTAD)
        if self.instance.status in kommunicerad:
            behovs = data.get("slag") == Granskning.Slag.BEHOVSANALYS
            for namn in ("genomford", "sammanfattning") if behovs else ("genomford", "sammanfattning", "uppfyller"):
                if namn not in self.errors and not data.get(namn):
                    self.add_error(namn, "Resultatet är kommunicerat, så uppgiften behöver finnas.")
        return data


class IakttagelseForm(Rumsform):
    class Meta:
        model = Iakttagelse
        fields = ("krav", "bedomning", "tema", "text")
        labels = {"text": "Vad ni såg"}
        help_texts = {
            "krav": "Kravet i avtalet eller föreskriften, till exempel aktuell genomförandeplan.",
            "tema": "Ett eller två ord, samma som i andra granskningar, till exempel dokumentation.",
        }


class PunktForm(Rumsform):
    class Meta:
        model = Atgardspunkt
        fields = ("text", "senast", "klar", "uppfoljning")
        widgets = {"uppfoljning": RADER_3}
        labels = {"text": "Vad ska utföraren göra?"}
        help_texts = {
            "klar": "Fyll i när ni har sett att punkten är åtgärdad.",
            "uppfoljning": "Hur ni vet att det är gjort.",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.krav_varit(data, "klar")
        return data


class KopplaAtgarder(forms.Form):
    """Which of the register's actions belong to the audit."""

    atgarder = forms.ModelMultipleChoiceField(
        label="Åtgärder", queryset=Atgard.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, granskning: Granskning, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        synliga = Atgard.objects.synliga_for(anvandare)
        val = synliga.filter(Q(pk__in=synliga.pagaende().values("pk")) | Q(granskningar=granskning))
        self.fields["atgarder"].queryset = val.distinct().order_by("rubrik", "pk")
        self.fields["atgarder"].initial = list(granskning.atgarder.values_list("pk", flat=True))

"""What the handler writes: assessment, simple closing, investigation and decision, changes."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from avvikelser.forms.gemensamt import forbered_falt, kontrollera_datum, stora, valbara, valbara_enheter
from avvikelser.handlingar import narmaste_chefer
from avvikelser.models import Avvikelse, Kategori, Orsaksomrade
from avvikelser.val import UTANFOR_STATISTIKEN, Allvarlighetsgrad, Kalla, RiktadMot, Slag, Status, Utfall
from kvalitet.models import Anvandare, Atgard, Insatskategori, Process, Utforare, handlaggare_i
from kvalitet.personnummer import Textvakt
from kvalitet.roller import Ratt
from kvalitet.versioner import VersionsForm

SLAG_HJALP = (
    "Lex Sarah: ett missförhållande eller en påtaglig risk för det. Hälso- och sjukvård: något i vården, till exempel "
    "läkemedel eller fall i samband med vård. Extern: till eller från en annan huvudman."
)


class ArendeForm(VersionsForm):
    """Base: `anvandare` is who fills in. Many-to-many choices are saved by the domain function, not by the form."""

    skal = ""

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.anvandare = anvandare
        self.anpassa()
        forbered_falt(self)

    def anpassa(self) -> None:
        """Adjust the fields to the case."""

    def _listor(self) -> None:
        """Offer the lists' entries in use."""
        for namn, modell in (("kategorier", Kategori), ("orsaker", Orsaksomrade)):
            if namn in self.fields:
                valda = self.initial.get(namn, ())
                self.fields[namn].queryset = valbara(modell.objects.all(), valda)

    def clean_handelsedatum(self) -> Any:
        return kontrollera_datum(self.cleaned_data["handelsedatum"])

    def clean_mottagen(self) -> Any:
        return kontrollera_datum(self.cleaned_data["mottagen"])


class BedomForm(ArendeForm):
    """The handler classifies."""

    UNDAN = ("riktad_mot", "kalla", "utforare", "process", "insatskategori", "berorda")

    class Meta:
        model = Avvikelse
        fields = [
            "slag",
            "allvarlighetsgrad",
            "allvar_motivering",
            "kategorier",
            "orsaker",
            "riktad_mot",
            "kalla",
            "utforare",
            "process",
            "insatskategori",
            "berorda",
        ]
        labels = {
            "slag": "Vilket slags ärende är det?",
            "allvarlighetsgrad": "Hur allvarligt är det för den enskilde?",
            "allvar_motivering": "Motivera bedömningen",
            "kategorier": "Vad handlar det om?",
            "orsaker": "Varför hände det?",
            "riktad_mot": "Gäller",
            "kalla": "Källa",
            "berorda": "Andra berörda enheter",
        }
        help_texts = {
            "slag": SLAG_HJALP,
            "allvarlighetsgrad": "Väg in både det som hände och det som kunde ha hänt. "
            "Från 3 ska ärendet utredas och åtgärdernas effekt följas upp.",
            "berorda": "Ärendet räknas en gång, hos den ansvariga enheten.",
            "orsaker": "Välj det du vet nu. Det går att ändra efter utredningen.",
        }
        widgets = {
            "slag": forms.RadioSelect,
            "allvarlighetsgrad": forms.RadioSelect,
            "kategorier": forms.CheckboxSelectMultiple,
            "orsaker": forms.CheckboxSelectMultiple,
            "berorda": forms.CheckboxSelectMultiple,
        }

    def anpassa(self) -> None:
        self._listor()
        slag = self.fields["slag"]
        slag.choices = stora(Slag)
        slag.required = True
        slag.error_messages["required"] = "Välj slag."
        if self.instance.slag and self.instance.status != Status.REGISTRERAD:
            del self.fields["slag"]
        grad = self.fields["allvarlighetsgrad"]
        grad.choices = Allvarlighetsgrad.choices
        grad.required = True
        grad.error_messages["required"] = "Välj hur allvarligt det är."
        motivering = self.fields["allvar_motivering"]
        motivering.required = True
        motivering.error_messages["required"] = "Skriv varför du bedömer det så."
        motivering.widget.attrs["rows"] = 4
        self.fields["riktad_mot"].choices = stora(RiktadMot)
        self.fields["kalla"].choices = stora(Kalla)
        self._erbjud("utforare", valbara(Utforare.objects.all(), [self.instance.utforare]))
        self._erbjud("insatskategori", valbara(Insatskategori.objects.all(), [self.instance.insatskategori]))
        self._erbjud("process", Process.objects.synliga_for(self.anvandare).giltiga().order_by("sortering"))
        self.fields["berorda"].queryset = valbara_enheter().exclude(pk=self.instance.enhet_id)

    def _erbjud(self, namn: str, fraga: QuerySet[Any]) -> None:
        """Offer the records, read once; without any the question is not asked."""
        if not (poster := list(fraga)):
            del self.fields[namn]
            return
        falt = self.fields[namn]
        falt.queryset, falt.empty_label = fraga, "Ingen vald"
        falt.choices = [("", falt.empty_label), *((post.pk, str(post)) for post in poster)]

    @property
    def fler(self) -> list[forms.BoundField]:
        """The fields that are filled in already or seldom needed."""
        return [falt for falt in self.visible_fields() if falt.name in self.UNDAN]

    @property
    def forsta(self) -> list[forms.BoundField]:
        return [falt for falt in self.visible_fields() if falt.name not in self.UNDAN]

    @property
    def fler_har_fel(self) -> bool:
        return any(falt.errors for falt in self.fler)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        utforare = self.fields.get("utforare")
        if utforare and data.get("riktad_mot") == Avvikelse.RiktadMot.UTFORARE and not data.get("utforare"):
            self.add_error("utforare", "Välj vilken utförare det gäller.")
        return data


class EnkeltAvslutForm(ArendeForm):
    """One screen: kind, what it was about and why, what was done, answer to the reporter. Then it is done."""

    class Meta:
        model = Avvikelse
        fields = ["slag", "kategorier", "orsaker", "atgardat", "aterkoppling"]
        labels = {
            "slag": "Vilket slags ärende är det?",
            "kategorier": "Vad handlar det om?",
            "orsaker": "Varför hände det?",
            "atgardat": "Vad har ni gjort?",
            "aterkoppling": "Svar till den som rapporterade",
        }
        help_texts = {"aterkoppling": "Visas för den som rapporterade. Skriv vad som hände med rapporten och tacka."}
        widgets = {
            "slag": forms.RadioSelect,
            "kategorier": forms.CheckboxSelectMultiple,
            "orsaker": forms.CheckboxSelectMultiple,
        }

    def anpassa(self) -> None:
        self._listor()
        slag = self.fields["slag"]
        slag.choices = [v for v in stora(Slag) if v[0] != Slag.LEX_SARAH]
        slag.required = True
        slag.error_messages["required"] = "Välj slag."
        if self.instance.status != Status.REGISTRERAD:
            del self.fields["slag"]
        for namn, fel in (("orsaker", "Välj minst en orsak."), ("atgardat", "Skriv vad som har gjorts.")):
            self.fields[namn].required = True
            self.fields[namn].error_messages["required"] = fel
        self.fields["aterkoppling"].required = self.instance.behover_aterkoppling
        self.fields["aterkoppling"].error_messages["required"] = "Skriv ett svar till den som rapporterade."
        for namn in ("atgardat", "aterkoppling"):
            self.fields[namn].widget.attrs["rows"] = 4


class BeslutForm(ArendeForm):
    """Investigation's result, saved by the investigator and decided by the decider."""

    KRAVS: ClassVar = {
        "konsekvens": "Beskriv konsekvensen för den enskilde.",
        "slutsats": "Skriv slutsatsen.",
        "utfall": "Välj utfall.",
        "sammanfattning": "Skriv en sammanfattning som inte pekar ut någon.",
    }

    class Meta:
        model = Avvikelse
        fields = ["konsekvens", "slutsats", "utfall", "sammanfattning", "ivo_anmald", "ivo_diarienummer"]
        labels = {"utfall": "Utfall"}
        help_texts = {
            "konsekvens": "Vad det innebar och kunde ha inneburit för den enskilde. Gäller det ett barn: för barnet.",
            "slutsats": "Vad som hände, varför, om det kan hända igen och vad det leder till.",
            "sammanfattning": "Utan uppgifter som kan knytas till någon. Används i kvalitetsberättelsen.",
            "ivo_anmald": "Anmälan kan göras när som helst, också innan utredningen är klar.",
        }
        widgets = {"utfall": forms.RadioSelect}

    def anpassa(self) -> None:
        if self.instance.slag != Slag.LEX_SARAH:
            for namn in ("utfall", "sammanfattning", "ivo_anmald", "ivo_diarienummer"):
                del self.fields[namn]
        else:
            self.fields["utfall"].choices = stora(Utfall)
        # Saving half of an investigation is fine; deciding asks for all of it.
        sparar = self.is_bound and "beslut" not in self.data
        for namn, fel in self.KRAVS.items():
            if namn in self.fields:
                self.fields[namn].required = not sparar
                self.fields[namn].error_messages["required"] = fel

    def clean_ivo_anmald(self) -> Any:
        return kontrollera_datum(self.cleaned_data["ivo_anmald"])


class AndraForm(ArendeForm):
    """The case's own text and facts."""

    class Meta:
        model = Avvikelse
        fields = [
            "rubrik",
            "handelse",
            "handelsedatum",
            "handelsetid",
            "upptackt",
            "mottagen",
            "enhet",
            "plats",
            "konsekvens",
            "omedelbart",
            "atgardat",
            "aterkoppling",
            "diarienummer",
            "ivo_anmald",
            "ivo_diarienummer",
        ]
        help_texts = {
            "rubrik": "En kort neutral rubrik utan namn.",
            "handelse": "Ändra bara det som är fel. Det som stod förut finns kvar i historiken.",
            "mottagen": "Ärendet räknas i det år då det togs emot.",
            "aterkoppling": "Visas för den som rapporterade.",
        }

    def anpassa(self) -> None:
        self.fields["enhet"].queryset = valbara_enheter() | type(self.instance.enhet).objects.filter(
            pk=self.instance.enhet_id
        )
        if self.instance.slag not in (Slag.LEX_SARAH, Slag.HSL):
            del self.fields["ivo_anmald"], self.fields["ivo_diarienummer"]
        for namn in ("konsekvens", "omedelbart", "atgardat", "aterkoppling"):
            self.fields[namn].widget.attrs["rows"] = 4

    def clean_upptackt(self) -> Any:
        return kontrollera_datum(self.cleaned_data["upptackt"])

    def clean_ivo_anmald(self) -> Any:
        return kontrollera_datum(self.cleaned_data["ivo_anmald"])


def mojliga_utredare(arende: Avvikelse) -> QuerySet[Anvandare]:
    """Those who may investigate: the unit's investigators, and its chiefs unless the case is about one or lex Sarah."""
    utredare = handlaggare_i(arende.enhet, Ratt.ARENDE_UTREDA)
    if arende.galler_chef or arende.slag == Slag.LEX_SARAH:
        return utredare
    return utredare | handlaggare_i(arende.enhet, Ratt.ARENDE_HANDLAGGA)


def mojliga_beslutare(arende: Avvikelse) -> QuerySet[Anvandare]:
    """Those who may be named to decide; the closest chiefs not when the case is about the chief."""
    alla = handlaggare_i(arende.enhet, Ratt.ARENDE_UTREDA) | handlaggare_i(arende.enhet, Ratt.ARENDE_HANDLAGGA)
    if arende.galler_chef:
        alla = alla.exclude(pk__in=[c.pk for c in narmaste_chefer(arende.enhet)])
    return alla


class TilldelaForm(ArendeForm):
    """Who investigates and who decides."""

    class Meta:
        model = Avvikelse
        fields = ["utredare", "beslutare"]
        labels = {"utredare": "Vem utreder?", "beslutare": "Vem beslutar?"}

    def anpassa(self) -> None:
        self.fields["utredare"].queryset = mojliga_utredare(self.instance)
        self.fields["utredare"].required = True
        self.fields["utredare"].empty_label = self.fields["beslutare"].empty_label = "Välj person"
        self.fields["utredare"].error_messages["required"] = "Välj vem som utreder."
        self.fields["beslutare"].queryset = mojliga_beslutare(self.instance)
        if self.instance.slag == Slag.LEX_SARAH:
            self.fields["beslutare"].required = True
            self.fields["beslutare"].error_messages["required"] = "Välj vem som beslutar."
            self.fields["beslutare"].help_text = "I lex Sarah-ärenden beslutar någon annan än den som utreder."
        else:
            self.fields["beslutare"].empty_label = "Den som handlägger"


class OmklassificeraForm(Textvakt, forms.Form):
    """Another kind, with the reason why the first was wrong."""

    slag = forms.ChoiceField(label="Rätt slag", widget=forms.RadioSelect)
    skal = forms.CharField(
        label="Varför var det fel?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv varför slaget ändras."},
    )

    def __init__(self, *args: Any, arende: Avvikelse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slag"].choices = [v for v in stora(Slag) if v[0] != arende.slag]


class LageForm(Textvakt, forms.Form):
    """The reason for a change of state, and for a double the number of the case that stays."""

    original = forms.CharField(
        label="Numret på det ärende som ska vara kvar",
        max_length=12,
        error_messages={"required": "Skriv numret, till exempel 2026-0147."},
    )
    motivering = forms.CharField(
        label="Motivering",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv en motivering."},
    )

    def __init__(self, *args: Any, arende: Avvikelse, till: str, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arende, self.anvandare = arende, anvandare
        if till in UTANFOR_STATISTIKEN:
            self.fields["motivering"].help_text = "Visas för den som rapporterade."
        if till != Status.DUBBLETT:
            del self.fields["original"]

    def clean_original(self) -> Avvikelse:
        nummer = self.cleaned_data["original"].strip()
        original = Avvikelse.objects.lasbara_for(self.anvandare).filter(nummer=nummer).first()
        if original is None:
            raise forms.ValidationError("Det finns inget sådant ärende som du kan se.")
        if original.pk == self.arende.pk:
            raise forms.ValidationError("Det är det här ärendets eget nummer.")
        return original


class AtgardForm(Textvakt, forms.Form):
    """An existing action in the unit, or a new one."""

    befintlig = forms.ModelChoiceField(
        label="Välj en åtgärd som redan finns", queryset=Atgard.objects.none(), required=False, empty_label="Ny åtgärd"
    )
    rubrik = forms.CharField(label="Vad ska göras?", max_length=500, required=False)
    ansvarig = forms.ModelChoiceField(
        label="Vem ansvarar?", queryset=Anvandare.objects.none(), required=False, empty_label="Välj person"
    )
    senast = forms.DateField(label="Klar senast", required=False)

    def __init__(self, *args: Any, arende: Avvikelse, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stallen = arende.enhet.ancestors(include_self=True).values_list("pk", flat=True)
        befintliga = (
            Atgard.objects.synliga_for(anvandare)
            .pagaende()
            .filter(enhet_id__in=list(stallen))
            .exclude(avvikelser=arende)
            .order_by("-pk")
        )
        self.fields["befintlig"].queryset = befintliga
        self.fields["ansvarig"].queryset = mojliga_beslutare(arende)
        valt = self.is_bound and self.data.get(self.add_prefix("befintlig"))
        for namn, fel in (
            ("rubrik", "Skriv vad som ska göras, eller välj en åtgärd som finns."),
            ("ansvarig", "Välj vem som ansvarar."),
            ("senast", "Skriv när det ska vara klart."),
        ):
            self.fields[namn].required = not valt
            self.fields[namn].error_messages["required"] = fel
        forbered_falt(self)

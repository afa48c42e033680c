"""Forms and filters of the core's registers."""

from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from kvalitet.datum import idag, rimligt_ar
from kvalitet.models import Anvandare, Atgard, Enhet, Process, Rolltilldelning, enheter_under
from kvalitet.ordning import pa_svenska
from kvalitet.roller import RATTIGHETER, Ratt
from kvalitet.soktext import traffar
from kvalitet.versioner import VersionsForm


def enheter_att_valja(
    anvandare: Anvandare, nuvarande: int | None = None, ratt: Ratt = Ratt.PLAN_REDIGERA
) -> QuerySet[Enhet]:
    """Units in use where the person has the right, and the one already chosen."""
    giltiga = Enhet.objects.giltiga().filter(pk__in=anvandare.enhetsid_med(ratt))
    return Enhet.objects.filter(Q(pk__in=giltiga.values("pk")) | Q(pk=nuvarande)).pa_svenska()


def processer_att_valja(anvandare: Anvandare, nuvarande: int | None = None) -> QuerySet[Process]:
    """Processes in use that the person sees, and the one already chosen."""
    synliga = Process.objects.synliga_for(anvandare).giltiga()
    return Process.objects.filter(Q(pk__in=synliga.values("pk")) | Q(pk=nuvarande)).order_by("sortering", "pk")


def personer_att_valja(anvandare: Anvandare, nuvarande: int | None = None) -> QuerySet[Anvandare]:
    """People with a leading or investigating role in or above the units where the person edits, and the one chosen."""
    egna = Enhet.objects.with_tree_fields().filter(pk__in=anvandare.enhetsid_med(Ratt.PLAN_REDIGERA))
    enheter = {pk for enhet in egna for pk in enhet.tree_path}
    roller = [roll for roll, ratter in RATTIGHETER.items() if Ratt.PLAN_LASA_UTKAST in ratter]
    galler = Rolltilldelning.objects.galler_nu().filter(enhet_id__in=enheter, roll__in=roller)
    return Anvandare.objects.filter(Q(is_active=True, pk__in=galler.values("anvandare_id")) | Q(pk=nuvarande)).order_by(
        pa_svenska("last_name"), pa_svenska("first_name"), "pk"
    )


class Personval(forms.ModelChoiceField):
    """A choice of person, shown with title."""

    def label_from_instance(self, obj: Anvandare) -> str:
        return obj.namn_och_titel


class Registerform(VersionsForm):
    """A form whose units, processes and people are those the person may choose; `ratt` decides among units."""

    ratt: ClassVar[Ratt] = Ratt.PLAN_REDIGERA

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nu = self.instance
        if enhet := self.fields.get("enhet"):
            enhet.queryset = enheter_att_valja(anvandare, nu.enhet_id, self.ratt)  # type: ignore[attr-defined]
            enhet.empty_label = "Välj enhet"  # type: ignore[attr-defined]
        if process := self.fields.get("process"):
            process.queryset = processer_att_valja(anvandare, nu.process_id)  # type: ignore[attr-defined]
            process.empty_label = "Ingen process"  # type: ignore[attr-defined]
        for namn in ("ansvarig", "agare"):
            if person := self.fields.get(namn):
                person.queryset = personer_att_valja(anvandare, getattr(nu, f"{namn}_id"))  # type: ignore[attr-defined]
                person.empty_label = "Ingen utsedd"  # type: ignore[attr-defined]


class ProcessForm(Registerform):
    class Meta:
        model = Process
        fields = ("enhet", "nummer", "namn", "typ", "syfte", "agare", "giltig")
        field_classes = {"agare": Personval}
        help_texts = {
            "nummer": "Till exempel 4.10. Listan sorteras efter numret.",
            "syfte": "Vad processen ska leda till för den enskilde.",
            "giltig": "Avmarkera när processen inte längre används. Den finns kvar i äldre planer.",
        }


EFFEKTDAG = "Dagen då ni ser efter om åtgärden gav effekt."
HUR_VI_VET = "Vad ni har sett, räknat eller hört som visar det."
EFFEKT_EFTER = timedelta(days=90)  # proposed from the day an action is done until its effect is looked at


def rimligt_datum(varde: date | None) -> date | None:
    """The date, or a message when its year is none that a plan can have."""
    if varde is not None and not rimligt_ar(varde.year):
        raise ValidationError("Ange ett datum mellan år 2000 och 2100.")
    return varde


class AtgardForm(Registerform):
    """An action. That it is done and what came of it is told on pages of their own; here it can be corrected."""

    class Meta:
        model = Atgard
        fields = (
            "rubrik",
            "beskrivning",
            "enhet",
            "process",
            "slag",
            "ansvarig",
            "ansvarig_text",
            "senast",
            "tid_text",
            "genomford",
            "effekt_planerad",
            "effekt",
            "effekt_motivering",
        )
        field_classes = {"ansvarig": Personval}
        widgets = {"rubrik": forms.Textarea(attrs={"rows": 2})}
        labels = {"rubrik": "Vad ska göras?"}
        help_texts = {
            "beskrivning": "Hur det ska göras och vad ni vill uppnå.",
            "ansvarig": "Den som utses ser åtgärden på sin startsida.",
            "ansvarig_text": "När ansvaret ligger på en funktion, till exempel gruppledare.",
            "tid_text": "Till exempel varje månad eller vid gruppmöten.",
            "effekt_planerad": EFFEKTDAG,
            "effekt_motivering": HUR_VI_VET,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.ar_genomford:
            del self.fields["genomford"]
        if self.instance.status != Atgard.Status.EFFEKT_UPPFOLJD:
            del self.fields["effekt"], self.fields["effekt_motivering"]

    def clean_senast(self) -> date | None:
        return rimligt_datum(self.cleaned_data["senast"])

    def clean_effekt_planerad(self) -> date | None:
        return rimligt_datum(self.cleaned_data["effekt_planerad"])

    def clean_genomford(self) -> date:
        return har_varit(self.cleaned_data["genomford"], "Ange när åtgärden genomfördes, eller öppna åtgärden igen.")

    def clean_effekt(self) -> str:
        if not self.cleaned_data["effekt"]:
            raise ValidationError("Effekten är uppföljd. Ange vad uppföljningen visade.")
        return self.cleaned_data["effekt"]


def har_varit(varde: date | None, saknas: str) -> date:
    """A date that has come; the message `saknas` when there is none."""
    dag = rimligt_datum(varde)
    if dag is None:
        raise ValidationError(saknas)
    if dag > idag():
        raise ValidationError("Datumet har inte varit ännu.")
    return dag


class GenomfordForm(VersionsForm):
    """When the action was done, and when its effect will be looked at."""

    class Meta:
        model = Atgard
        fields = ("genomford", "effekt_planerad")
        labels = {"genomford": "När genomfördes åtgärden?", "effekt_planerad": "När följer ni upp effekten?"}
        help_texts = {"effekt_planerad": EFFEKTDAG}

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["genomford"].required = self.fields["effekt_planerad"].required = True
        self.initial["genomford"] = self.instance.genomford or idag()
        self.initial["effekt_planerad"] = self.instance.effekt_planerad or idag() + EFFEKT_EFTER

    def clean_genomford(self) -> date:
        return har_varit(self.cleaned_data["genomford"], "Ange när åtgärden genomfördes.")

    def clean_effekt_planerad(self) -> date | None:
        dag = rimligt_datum(self.cleaned_data["effekt_planerad"])
        gjord = self.cleaned_data.get("genomford")
        if dag and gjord and dag < gjord:
            raise ValidationError("Effekten kan följas upp först när åtgärden är genomförd. Ange en senare dag.")
        return dag


class EffektForm(VersionsForm):
    """Whether the action had effect, and how one knows."""

    effekt = forms.ChoiceField(
        label="Vad visade uppföljningen?",
        choices=Atgard.Effekt.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Ange vad uppföljningen visade."},
    )

    class Meta:
        model = Atgard
        fields = ("effekt", "effekt_motivering", "effekt_datum")
        labels = {"effekt_motivering": "Hur vet ni det?", "effekt_datum": "När följdes effekten upp?"}
        help_texts = {"effekt_motivering": HUR_VI_VET}

    def __init__(self, *args: Any, anvandare: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effekt_motivering"].required = self.fields["effekt_datum"].required = True
        self.fields["effekt_motivering"].error_messages["required"] = "Skriv hur ni vet det."
        self.initial["effekt_datum"] = self.instance.effekt_datum or idag()

    def clean_effekt_datum(self) -> date:
        dag = har_varit(self.cleaned_data["effekt_datum"], "Ange när effekten följdes upp.")
        if self.instance.genomford and dag < self.instance.genomford:
            raise ValidationError(f"Åtgärden genomfördes {self.instance.genomford}. Ange en dag efter det.")
        return dag


class Registerfilter(django_filters.FilterSet):
    """Text and unit (with the units below), as every register has."""

    q = django_filters.CharFilter(label="Sök", method="sok", max_length=100)
    enhet = django_filters.ModelChoiceFilter(
        label="Enhet", queryset=lambda request: Enhet.objects.giltiga().pa_svenska(), method="under", empty_label="Alla"
    )

    def sok(self, fraga: QuerySet[Any], namn: str, varde: str) -> QuerySet[Any]:
        return fraga.filter(traffar(varde))

    def under(self, fraga: QuerySet[Any], namn: str, varde: Enhet) -> QuerySet[Any]:
        return fraga.filter(enhet_id__in=enheter_under([varde.pk]))


class Undanlagt(forms.Form):
    """Filter form that keeps the rarely used fields behind "Fler filter"."""

    fler: tuple[str, ...] = ("utan_agare", "alla", "slag", "effekt", "kalla", "mina")


class ProcessFilter(Registerfilter):
    typ = django_filters.ChoiceFilter(label="Typ", choices=Process.Typ.choices, empty_label="Alla")
    utan_agare = django_filters.BooleanFilter(
        label="Saknar processägare", method="saknar_agare", widget=forms.CheckboxInput
    )
    alla = django_filters.BooleanFilter(
        label="Visa även sådana som inte används", method="med_gamla", widget=forms.CheckboxInput
    )

    class Meta:
        model = Process
        form = Undanlagt
        fields: tuple[str, ...] = ()

    def saknar_agare(self, fraga: QuerySet[Process], namn: str, varde: bool) -> QuerySet[Process]:
        return fraga.filter(agare=None) if varde else fraga

    def med_gamla(self, fraga: QuerySet[Process], namn: str, varde: bool) -> QuerySet[Process]:
        return fraga

    def filter_queryset(self, queryset: QuerySet[Process]) -> QuerySet[Process]:
        fraga = super().filter_queryset(queryset)
        return fraga if self.form.cleaned_data.get("alla") else fraga.filter(giltig=True)


def atgardskallor() -> dict[str, tuple[str, Any]]:
    """Kinds of records that actions come from: name → title and the table of links. All that hold `atgarder`."""
    svar = {}
    for relation in Atgard._meta.related_objects:
        if relation.many_to_many:
            modell: Any = relation.related_model
            svar[modell._meta.model_name] = (str(modell._meta.verbose_name), modell.atgarder.through)
    return dict(sorted(svar.items(), key=lambda kalla: kalla[1][0]))


def _kallval() -> list[tuple[str, str]]:
    return [*((namn, titel) for namn, (titel, _) in atgardskallor().items()), ("ingen", "ingen källa")]


class AtgardFilter(Registerfilter):
    LAGEN = (
        ("oppna", "inte avslutade"),
        ("forsenade", "försenade"),
        ("effekt_nu", "effekt att följa upp"),
        *Atgard.Status.choices,
    )

    status = django_filters.ChoiceFilter(label="Läge", choices=LAGEN, method="lage", empty_label="Alla")
    slag = django_filters.ChoiceFilter(label="Slag", choices=Atgard.Slag.choices, empty_label="Alla")
    effekt = django_filters.ChoiceFilter(label="Effekt", choices=Atgard.Effekt.choices, empty_label="Alla")
    kalla = django_filters.ChoiceFilter(label="Kommer från", choices=_kallval, method="fran_kalla", empty_label="Alla")
    mina = django_filters.BooleanFilter(label="Bara mina", method="egna", widget=forms.CheckboxInput)

    class Meta:
        model = Atgard
        form = Undanlagt
        fields: tuple[str, ...] = ()

    def lage(self, fraga: QuerySet[Atgard], namn: str, varde: str) -> QuerySet[Atgard]:
        urval: Any = fraga
        match varde:
            case "oppna":
                return urval.pagaende()
            case "forsenade":
                return urval.forsenade()
            case "effekt_nu":
                return urval.effekt_att_folja_upp()
        return urval.filter(status=varde)

    def fran_kalla(self, fraga: QuerySet[Atgard], namn: str, varde: str) -> QuerySet[Atgard]:
        kallor = {n: Exists(lankar.objects.filter(atgard=OuterRef("pk"))) for n, (_, lankar) in atgardskallor().items()}
        if varde in kallor:
            return fraga.filter(kallor[varde])
        return fraga.exclude(reduce(or_, (Q(finns) for finns in kallor.values()), Q(pk__in=[])))

    def egna(self, fraga: QuerySet[Atgard], namn: str, varde: bool) -> QuerySet[Atgard]:
        return fraga.filter(ansvarig=self.request.user) if varde else fraga

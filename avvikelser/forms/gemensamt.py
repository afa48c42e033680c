"""What the forms share: a limit on texts, dates that are possible, lists in Swedish order."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db.models import Case, Q, QuerySet, Value, When

from kvalitet.datum import TIDIGASTE_AR, idag
from kvalitet.models import Enhet
from kvalitet.ordning import pa_svenska

MAX_TEXT = 20_000


INGET_DATUM = "Datumet finns inte. Skriv det som 2026-11-22."
OLASLIGA_TECKEN = "Texten innehåller tecken som inte går att spara. Skriv den på nytt."


def forbered_falt(form: forms.BaseForm) -> None:
    """Say in Swedish what to do about an impossible date, and refuse texts of more than 20,000 characters.

    The length is checked here and not by the browser, which cuts a pasted text in silence.
    """
    meddelande = "Texten får vara högst 20\u202f000 tecken. Nu är den %(show_value)s."
    for falt in form.fields.values():
        if isinstance(falt, forms.DateField):
            falt.error_messages["invalid"] = INGET_DATUM
        if isinstance(falt.widget, forms.Textarea):
            falt.validators = [
                ProhibitNullCharactersValidator(OLASLIGA_TECKEN)
                if isinstance(v, ProhibitNullCharactersValidator)
                else v
                for v in falt.validators
            ] + [MaxLengthValidator(MAX_TEXT, meddelande)]


def kontrollera_datum(varde: date | None) -> date | None:
    """Refuse a day that has not come or that lies before the year 2000."""
    if varde is None:
        return None
    if varde > idag():
        raise forms.ValidationError("Datumet kan inte ligga i framtiden.", code="framtid")
    if varde.year < TIDIGASTE_AR:
        raise forms.ValidationError(f"Datumet kan inte vara före år {TIDIGASTE_AR}.", code="for_gammalt")
    return varde


def stora(val: Any) -> list[tuple[Any, str]]:
    """Choices with a capital first letter and the rest as it is: "Lex Sarah"."""
    return [(varde, etikett[:1].upper() + etikett[1:]) for varde, etikett in val.choices]


def svenska(fraga: QuerySet[Any]) -> QuerySet[Any]:
    """Entries of a list in Swedish order, "Annat" last."""
    sist = Case(When(namn="Annat", then=Value(1)), default=Value(0))
    return fraga.order_by(sist, pa_svenska("namn"), "pk")


def valbara(fraga: QuerySet[Any], valda: Any = ()) -> QuerySet[Any]:
    """Entries in use, and those that the case already has, in Swedish order."""
    nycklar = [v.pk for v in valda if v is not None]
    return svenska(fraga.filter(Q(pk__in=nycklar) | Q(pk__in=fraga.model.objects.giltiga().values("pk"))))


def valbara_enheter() -> QuerySet[Enhet]:
    """Units that a case can belong to: all in use but the board itself."""
    return Enhet.objects.giltiga().exclude(slag=Enhet.Slag.NAMND).pa_svenska()

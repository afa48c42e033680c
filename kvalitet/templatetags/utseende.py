"""What the templates say in the look of the system: nodes, states, numbers, dates, sortable headings."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kvalitet.noder import LAGEN, OKANT_LAGE, nod_svg

register = template.Library()

SAKNAS = "–"
_ANTAL_I_ORD = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


@register.simple_tag
def nod(slag: str, storlek: int = 16, farg: str = "currentColor", titel: str = "") -> SafeString:
    """{% nod "halv" 14 %}: a node. `titel` makes it a named picture, `farg` sets its colour for the PDF."""
    return nod_svg(slag, storlek, farg, titel)


@register.simple_tag
def lage(slug: str, text: str = "", farg: str = "currentColor") -> SafeString:
    """{% lage "utreds" "Utreds" %}: node and word for a state. An unknown slug gives an empty ring."""
    slag, ton = LAGEN.get(slug, OKANT_LAGE)
    ord_ = text or slug.replace("_", " ").capitalize()
    return format_html('<span class="lage {}">{}{}</span>', ton, nod_svg(slag, 14, farg), ord_)


def _grupperat(varde: Decimal, decimaler: int) -> str:
    tal_ = varde.quantize(Decimal(1).scaleb(-decimaler), rounding=ROUND_HALF_UP)
    text = f"{abs(tal_):,.{decimaler}f}".replace(",", "\u202f").replace(".", ",")
    return f"\u2212{text}" if tal_ < 0 else text


def _decimaltal(varde: object) -> Decimal | None:
    """The value as a Decimal, None for what is not a finite number."""
    if isinstance(varde, bool) or not isinstance(varde, int | float | Decimal):
        return None
    decimaltal = Decimal(str(varde))
    return decimaltal if decimaltal.is_finite() else None


@register.filter
def tal(varde: object, decimaler: int | None = None) -> str:
    """1234.5 → "1 234,5" (U+202F in thousands, decimal comma, rounded half up). No number → "–".

    Without `decimaler` whole numbers get none, a Decimal keeps its own and a float shows at most two.
    """
    decimaltal = _decimaltal(varde)
    if decimaltal is None:
        return SAKNAS
    if decimaler is None:
        if isinstance(varde, float):
            decimaltal = decimaltal.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP).normalize()
        exponent = decimaltal.as_tuple().exponent
        decimaler = max(0, -exponent) if isinstance(exponent, int) else 0
    return _grupperat(decimaltal, int(decimaler))


@register.filter
def procent(varde: object, decimaler: int = 1) -> str:
    """A share as per cent: 0.123 → "12,3 %" with a no-break space. No number → "–"."""
    decimaltal = _decimaltal(varde)
    return SAKNAS if decimaltal is None else f"{_grupperat(decimaltal * 100, int(decimaler))}\u00a0%"


def _lokal(varde: datetime) -> datetime:
    return timezone.localtime(varde) if timezone.is_aware(varde) else varde


@register.filter
def datum(varde: date | datetime | None) -> str:
    """2026-11-22, in Swedish time for a moment. No date → "–"."""
    if isinstance(varde, datetime):
        varde = _lokal(varde).date()
    return varde.isoformat() if isinstance(varde, date) else SAKNAS


@register.filter
def tidpunkt(varde: datetime | None) -> str:
    """2026-11-22 kl. 09.41, in Swedish time. No moment → "–"."""
    if not isinstance(varde, datetime):
        return SAKNAS
    return f"{_lokal(varde):%Y-%m-%d kl. %H.%M}"


@register.filter
def klockslag(varde: datetime | None) -> str:
    """09.41, in Swedish time. No moment → "–"."""
    return f"{_lokal(varde):%H.%M}" if isinstance(varde, datetime) else SAKNAS


@register.filter
def antal_ord(antal: int) -> str:
    """Small numbers in words, as Swedish running text has them: 2 → "två", 13 → "13"."""
    return _ANTAL_I_ORD[antal] if 0 <= antal < len(_ANTAL_I_ORD) else tal(antal)


@register.simple_tag
def felrubrik(antal: int) -> str:
    """Heading of the error summary: "En sak behöver rättas", "Två saker behöver rättas"."""
    return "En sak behöver rättas" if antal == 1 else f"{antal_ord(antal).capitalize()} saker behöver rättas"


@register.filter
def falt_id(falt: BoundField) -> str:
    """The id that a link to the field should lead to: the first choice where the field is a group of choices."""
    return f"{falt.auto_id}_0" if falt.field.widget.use_fieldset else falt.id_for_label or falt.auto_id


@register.filter
def ar_kryssruta(falt: BoundField) -> bool:
    """Whether the field is one tick box, whose label stands beside the box."""
    return getattr(falt.field.widget, "input_type", "") == "checkbox" and not falt.field.widget.use_fieldset


def _med_etikett(falt: BoundField, text: str) -> str:
    """The text for the summary: a field's standard message ("Fyll i fältet.") says nothing there without the label."""
    allmanna = {
        str(medd)
        for klass in type(falt.field).__mro__
        for medd in getattr(klass, "default_error_messages", {}).values()
    }
    if text not in allmanna:
        return text
    return f"{falt.label} {text}" if str(falt.label).endswith("?") else f"{falt.label}: {text[:1].lower()}{text[1:]}"


@register.simple_tag
def formularfel(formular: BaseForm) -> list[dict[str, str]]:
    """All errors of a bound form in the order of its fields: `text` and, for a visible field's error, its `id`."""
    fel = [{"text": str(text), "id": ""} for text in formular.non_field_errors()]
    for falt in formular:
        if falt.is_hidden:
            fel += [{"text": str(text), "id": ""} for text in falt.errors]
        else:
            fel += [{"text": _med_etikett(falt, str(text)), "id": falt_id(falt)} for text in falt.errors]
    return fel


@register.simple_tag
def filterfalt(formular: BaseForm) -> dict[str, Any]:
    """A list filter's fields: `forsta` (always shown), `fler` (behind "Fler filter"), `oppen` (one of those is used).

    The form's attribute `fler` names the fields that are put away.
    """
    undan = set(getattr(formular, "fler", ()))
    synliga = formular.visible_fields()
    fler = [falt for falt in synliga if falt.name in undan]
    return {
        "dolda": formular.hidden_fields(),
        "forsta": [falt for falt in synliga if falt.name not in undan],
        "fler": fler,
        "oppen": any(falt.errors or falt.value() not in (None, "", [], False) for falt in fler),
    }


@register.simple_tag(takes_context=True)
def sorthuvud(context: Context, namn: str, text: str, klass: str = "") -> SafeString:
    """{% sorthuvud "mottagen" "Mottagen" "tal" %}: a column heading, with a link where the list can be sorted by it.

    The context's `sorteringar` maps names to kvalitet.listor.Sorthuvud.
    """
    huvud = (context.get("sorteringar") or {}).get(namn)
    klasser = format_html(' class="{}"', klass) if klass else ""
    if huvud is None:
        return format_html('<th role="columnheader" scope="col"{}>{}</th>', klasser, text)
    if not huvud.aktiv:
        return format_html('<th role="columnheader" scope="col"{}><a href="{}">{}</a></th>', klasser, huvud.url, text)
    sort, pil = ("descending", "↓") if huvud.fallande else ("ascending", "↑")
    return format_html(
        '<th role="columnheader" scope="col" aria-sort="{}"{}>'
        '<a href="{}">{}\u00a0<span aria-hidden="true">{}</span></a></th>',
        sort,
        klasser,
        huvud.url,
        text,
        pil,
    )

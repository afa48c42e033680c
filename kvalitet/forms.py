"""How forms are drawn: the error summary first, then label, help, error and field for each question."""

from html import escape
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

VALLISTA = "django/forms/widgets/select.html"


class Blankettrenderare(TemplatesSetting):
    """Draws every form with the project's own templates, widgets from templates/django/forms/widgets/ included.

    Only lists of choices are written here: a list's filter has a hundred options, and Django's templates take two files
    for each, a third of the page's whole time.
    """

    form_template_name = "_form.html"
    field_template_name = "_falt.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        if template_name == VALLISTA:
            return vallista(context["widget"])
        return mark_safe(super().render(template_name, context, request))  # noqa: S308 - what the template made


def _text(varde: Any) -> str:
    """Escaped text; what is marked safe already is left."""
    return varde.__html__() if hasattr(varde, "__html__") else escape(str(varde))


def vallista(widget: dict[str, Any]) -> SafeString:
    """`<select>` with its options and groups from the widget's context. Every value is escaped."""
    rader = []
    for grupp, val, _ in widget["optgroups"]:
        if grupp:
            rader.append(f'<optgroup label="{_text(grupp)}">')
        for v in val:
            attribut = flatatt(v["attrs"]) if v["attrs"] else ""
            rader.append(f'<option value="{_text(v["value"])}"{attribut}>{_text(v["label"])}</option>')
        if grupp:
            rader.append("</optgroup>")
    attribut = flatatt({namn: str(v) if v is not True else v for namn, v in widget["attrs"].items() if v is not False})
    alternativ = "\n".join(rader)
    return mark_safe(f'<select name="{_text(widget["name"])}"{attribut}>{alternativ}</select>')  # noqa: S308

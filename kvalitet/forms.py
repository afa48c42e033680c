"""How forms are drawn: the error summary first, then label, help, error and field for each question."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
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


def vallista(widget: dict[str, Any]) -> SafeString:
    """`<select>` with its options and groups from the widget's context. Every value is escaped."""
    grupper = []
    for namn, val, _ in widget["optgroups"]:
        rader = format_html_join(
            "\n", '<option value="{}"{}>{}</option>', ((v["value"], flatatt(v["attrs"]), v["label"]) for v in val)
        )
        grupper.append(format_html('<optgroup label="{}">{}</optgroup>', namn, rader) if namn else rader)
    attribut = {namn: str(v) if v is not True else v for namn, v in widget["attrs"].items() if v is not False}
    return format_html(
        '<select name="{}"{}>{}</select>',
        widget["name"],
        flatatt(attribut),
        format_html_join("\n", "{}", ((g,) for g in grupper)),
    )

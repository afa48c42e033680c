"""What the report's templates need beyond the tags of look and charts."""

from base64 import b64encode

from django import template
from django.template.context import Context

from kvalitet.diagram import Figur
from rapporter.bild import png

register = template.Library()


@register.simple_tag(takes_context=True)
def figurbild(context: Context, figur: Figur) -> str:
    """The address of a chart as a picture inside the document."""
    return "data:image/png;base64," + b64encode(png(figur, context["farger"])).decode()

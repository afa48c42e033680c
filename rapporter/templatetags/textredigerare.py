"""What a page with the rich-text editor needs in its head."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from django_prose_editor.widgets import importmap

register = template.Library()


@register.simple_tag(takes_context=True)
def importkarta(context: Context) -> SafeString:
    """The import map, so that our script finds the editor's under its versioned address; with the policy's nonce."""
    return importmap.render(attrs={"nonce": str(context["request"].csp_nonce)})

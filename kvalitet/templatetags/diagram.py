"""What charts and tables need beyond the look's own tags."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from kvalitet.farger import Farger
from kvalitet.noder import LAGEN, OKANT_LAGE
from kvalitet.templatetags.utseende import lage

register = template.Library()

TONER = {"pa": "profil", "klar": "gron", "obs": "ockra", "fel": "falu", "vilar": "text_2"}


@register.simple_tag(takes_context=True)
def figurlage(context: Context, slug: str, text: str = "") -> SafeString:
    """{% figurlage "utreds" "Utreds" %}: node and word for a state, on a page and on paper.

    On paper (`papper` in the context) the node gets its colour from `farger`: WeasyPrint's SVG has no currentColor.
    """
    farger = context.get("farger")
    if not context.get("papper") or not isinstance(farger, Farger):
        return lage(slug, text)
    return lage(slug, text, getattr(farger, TONER[LAGEN.get(slug, OKANT_LAGE)[1]]))

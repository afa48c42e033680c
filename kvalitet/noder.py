"""The nodes: small drawn signs that say how far something has come, and which state shows which.

A ring fills the further the work has come (ring, quarter, half, three quarters, full, tick). Triangle: late. Diamond:
look here. Broken ring: a broken chain. The colour only repeats what shape and word say.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_RING = '<circle cx="8" cy="8" r="6.25" fill="none" stroke="{f}" stroke-width="1.5"/>'
_FORMER = {
    "tom": _RING,
    "kvart": _RING + '<path d="M8 8V3.6A4.4 4.4 0 0 1 12.4 8Z" fill="{f}"/>',
    "halv": _RING + '<path d="M8 3.6A4.4 4.4 0 0 1 8 12.4Z" fill="{f}"/>',
    "trekvart": _RING + '<path d="M8 8H3.6A4.4 4.4 0 1 0 8 3.6Z" fill="{f}"/>',
    "full": _RING + '<circle cx="8" cy="8" r="4.4" fill="{f}"/>',
    "klar": '<circle cx="8" cy="8" r="7" fill="{f}"/>'
    '<path d="M4.6 8.3l2.3 2.3 4.5-5" class="n-in" fill="none" stroke="#fff" stroke-width="1.7"/>',
    "avbruten": _RING + '<path d="M3.8 12.2L12.2 3.8" stroke="{f}" stroke-width="1.5"/>',
    "sen": '<path d="M8 1L15 14.3H1Z" fill="{f}"/>'
    '<path class="n-in" d="M8 5.6V9.6M8 11v1.7" stroke="#fff" stroke-width="1.6"/>',
    "obs": '<path d="M8 .9L15.1 8 8 15.1.9 8Z" fill="none" stroke="{f}" stroke-width="1.5"/>'
    '<path d="M8 4.6V8.7M8 10v1.7" stroke="{f}" stroke-width="1.6"/>',
    "upp": _RING + '<path d="M8 11.6V4.8M5.2 7.4L8 4.6l2.8 2.8" fill="none" stroke="{f}" stroke-width="1.5"/>',
    "ner": _RING + '<path d="M8 4.4V11.2M5.2 8.6L8 11.4l2.8-2.8" fill="none" stroke="{f}" stroke-width="1.5"/>',
    "lika": _RING + '<path d="M4.9 6.6h6.2M4.9 9.4h6.2" stroke="{f}" stroke-width="1.5"/>',
    "kryss": _RING + '<path d="M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4" stroke="{f}" stroke-width="1.5"/>',
    "bruten": '<path d="M9.6 2a6.25 6.25 0 0 1 4.6 6.9M13 11.8A6.25 6.25 0 0 1 6.4 14M3 11.8A6.25 6.25 0 0 1 6.4 2" '
    'fill="none" stroke="{f}" stroke-width="1.7"/>'
    '<path d="M5.5 5.5l5 5M10.5 5.5l-5 5" stroke="{f}" stroke-width="1.7"/>',
}

# State (slug) → node and tone; the tone is a class in kvalitet.css, section 5.
LAGEN = {
    # Ärende
    "registrerad": ("tom", "vilar"),
    "bedomd": ("kvart", "pa"),
    "utreds": ("halv", "pa"),
    "beslutad": ("trekvart", "pa"),
    "atgardas": ("full", "pa"),
    "avslutad": ("klar", "klar"),
    "overlamnad": ("avbruten", "vilar"),
    "makulerad": ("avbruten", "vilar"),
    "dubblett": ("avbruten", "vilar"),
    "ingen_avvikelse": ("avbruten", "vilar"),
    # Åtgärd, egenkontroll
    "planerad": ("tom", "vilar"),
    "pagar": ("halv", "pa"),
    "genomford": ("full", "pa"),
    "effekt_uppfoljd": ("klar", "klar"),
    "avbruten": ("avbruten", "vilar"),
    "utebliven": ("kryss", "fel"),
    "forsenad": ("sen", "fel"),
    # Risk vid årets slut
    "avhjalpt": ("klar", "klar"),
    "minskat": ("ner", "klar"),
    "kvarstar": ("lika", "obs"),
    "okat": ("upp", "fel"),
    # Plan och rapport
    "utkast": ("tom", "vilar"),
    "granskning": ("halv", "pa"),
    "klar_for_namnd": ("trekvart", "pa"),
    "faststalld": ("klar", "klar"),
    "uppfoljd": ("klar", "klar"),
    "aterremitterad": ("obs", "obs"),
    "ersatt": ("avbruten", "vilar"),
    # Mål
    "natt": ("klar", "klar"),
    "ej_natt": ("obs", "obs"),
    "ej_matt": ("tom", "vilar"),
    "inga_rapporter": ("obs", "obs"),
    # Granskning av utförare, krav och avtal
    "faktagranskning": ("trekvart", "pa"),
    "kommunicerad": ("full", "pa"),
    "atgardsplan": ("full", "obs"),
    "installd": ("avbruten", "vilar"),
    "uppfyllt": ("klar", "klar"),
    "delvis": ("obs", "obs"),
    "ej": ("kryss", "fel"),
    "galler": ("full", "pa"),
    "upphort": ("avbruten", "vilar"),
    # Arbete i bakgrunden
    "vantar": ("tom", "vilar"),
    "klar": ("klar", "klar"),
    "fel": ("sen", "fel"),
    # Signaler
    "brott": ("bruten", "fel"),
    "sen": ("sen", "fel"),
    "se_hit": ("obs", "obs"),
}
OKANT_LAGE = ("tom", "vilar")


def nod_svg(slag: str, storlek: int = 16, farg: str = "currentColor", titel: str = "") -> SafeString:
    """The node as inline SVG, `storlek` pixels square.

    Without `titel` it is decoration beside a word and hidden from screen readers; with it, the node is a picture with
    that name. `farg` is for the PDF, where CSS does not reach into an SVG. KeyError for an unknown `slag`.
    """
    inre = mark_safe(_FORMER[slag].replace("{f}", str(format_html("{}", farg))))  # noqa: S308 - own shapes, colour escaped
    if titel:
        return format_html(
            '<svg width="{0}" height="{0}" viewBox="0 0 16 16" role="img"><title>{1}</title>{2}</svg>',
            storlek,
            titel,
            inre,
        )
    return format_html('<svg width="{0}" height="{0}" viewBox="0 0 16 16" aria-hidden="true">{1}</svg>', storlek, inre)

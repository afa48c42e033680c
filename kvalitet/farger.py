"""The look's colours where CSS cannot reach: in PDF (no relative colours there) and as attributes in SVG.

A municipality gives any colour. Only its hue and some of its chroma are used; the lightness is ours, so text keeps its
contrast (WCAG 2.2, 1.4.3) whatever is chosen. The five steps are the same as in section 1 of static/kvalitet.css.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

HEXFARG = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)

# name: (lightness, share of the chroma kept, most chroma)
STEG = {
    "profil": (0.40, 1.0, 0.115),
    "profil_djup": (0.295, 1.0, 0.075),
    "profil_linje": (0.79, 0.5, 0.05),
    "profil_ton": (0.955, 0.2, 0.018),
    "profil_ljus": (0.90, 0.35, 0.03),
}


@dataclass(frozen=True)
class Farger:
    """The colours of a drawing or a PDF as #rrggbb: five from the municipality, the rest the look's own."""

    profil: str
    profil_djup: str
    profil_linje: str
    profil_ton: str
    profil_ljus: str
    text: str = "#1b2427"
    text_2: str = "#4a5558"
    linje: str = "#dddad2"
    yta: str = "#ffffff"
    falu: str = "#98291d"
    ockra: str = "#7a4b00"
    ockra_2: str = "#b47a12"
    gron: str = "#22603a"

    @property
    def css(self) -> str:
        """Declarations for `:root` in a `<style>`; only #rrggbb values, so nothing in it needs escaping."""
        return " ".join(f"--{namn.replace('_', '-')}: {getattr(self, namn)};" for namn in STEG)


@lru_cache(maxsize=64)
def farger(kommunfarg: str) -> Farger:
    """Colours from the municipality's colour, `#rgb` or `#rrggbb`; raises ValueError for anything else."""
    _, krom, ton = _till_oklch(_rgb(kommunfarg))
    return Farger(
        **{namn: _hex(_i_omfang(ljus, min(krom * andel, mest), ton)) for namn, (ljus, andel, mest) in STEG.items()}
    )


def kontrast(a: str, b: str) -> float:
    """Contrast between two colours, 1 to 21, as WCAG defines it."""
    ljusast, morkast = sorted((_luminans(a), _luminans(b)), reverse=True)
    return (ljusast + 0.05) / (morkast + 0.05)


def _rgb(farg: str) -> tuple[float, float, float]:
    if not HEXFARG.fullmatch(farg):
        raise ValueError(f"Färgen ska skrivas som #rrggbb, inte {farg!r}.")
    siffror = farg[1:] if len(farg) == 7 else "".join(tecken * 2 for tecken in farg[1:])
    rod, gron, bla = (_linjar(int(siffror[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return rod, gron, bla


def _linjar(v: float) -> float:
    return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4


def _gamma(v: float) -> float:
    return 12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055


def _luminans(farg: str) -> float:
    rod, gron, bla = _rgb(farg)
    return 0.2126 * rod + 0.7152 * gron + 0.0722 * bla


def _till_oklch(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    """Linear sRGB to OKLCH (lightness 0–1, chroma, hue in radians), B. Ottosson's matrices as in CSS Color 4."""
    r, g, b = rgb
    l_ = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    m_ = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    s_ = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    ljus = 0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_
    a = 1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_
    b2 = 0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_
    return ljus, math.hypot(a, b2), math.atan2(b2, a)


def _fran_oklch(ljus: float, krom: float, ton: float) -> tuple[float, float, float]:
    a, b = krom * math.cos(ton), krom * math.sin(ton)
    l3 = (ljus + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m3 = (ljus - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s3 = (ljus - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3,
        -1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3,
        -0.0041960863 * l3 - 0.7034186147 * m3 + 1.7076147010 * s3,
    )


def _i_omfang(ljus: float, krom: float, ton: float) -> tuple[float, float, float]:
    """The nearest colour that sRGB has: lightness and hue kept, chroma lowered until it fits."""
    lag, hog = 0.0, krom
    if _ryms(_fran_oklch(ljus, krom, ton)):
        return _fran_oklch(ljus, krom, ton)
    for _ in range(20):
        mitt = (lag + hog) / 2
        lag, hog = (mitt, hog) if _ryms(_fran_oklch(ljus, mitt, ton)) else (lag, mitt)
    return _fran_oklch(ljus, lag, ton)


def _ryms(rgb: tuple[float, float, float]) -> bool:
    return all(-1e-4 <= v <= 1 + 1e-4 for v in rgb)


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(_gamma(min(max(v, 0.0), 1.0)) * 255):02x}" for v in rgb)

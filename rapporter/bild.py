"""A chart as PNG, for formats that take no SVG.

Reads the very SVG that page and PDF show, of which it knows just what templates/diagram/ uses: rectangles, lines,
circles, straight paths, polylines, text, patterns, and a group turned about a point.
"""

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import hypot
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from django.template.loader import render_to_string
from PIL import Image, ImageDraw, ImageFont

from kvalitet.diagram import Figur
from kvalitet.farger import Farger

BREDD = 620  # px that a fluid chart is drawn at: the width of a text column
TAT = 2  # pixels of the picture to each of the drawing
JAMN = 2  # drawn larger still and shrunk, so that edges are smooth
TYPSNITT = {False: ("Inter-Regular.otf", "DejaVuSans.ttf"), True: ("Inter-SemiBold.otf", "DejaVuSans-Bold.ttf")}
TAL = re.compile(r"-?\d+(?:\.\d+)?")

Punkt = tuple[float, float]


def png(figur: Figur, farger: Farger) -> bytes:
    """The chart as it stands in the PDF, on white."""
    kontext = {"figur": figur, "farger": farger, "papper": True, "lankar": False}
    return _Ritning(fromstring(render_to_string(figur.mall, kontext))).png()


@lru_cache(maxsize=64)
def _typsnitt(storlek: float, halvfet: bool) -> Any:
    """Inter, or what the machine has in its place."""
    for namn in TYPSNITT[halvfet]:
        try:
            return ImageFont.truetype(namn, round(storlek))
        except OSError:
            continue
    return ImageFont.load_default(round(storlek))


class _Ritning:
    """Draws one SVG. Sizes are in the drawing's own units times `skala`."""

    def __init__(self, rot: Element) -> None:
        self.rot = rot
        ruta = [float(v) for v in (rot.get("viewBox") or "").split()]
        self.bredd, self.hojd = (ruta[2], ruta[3]) if ruta else (float(BREDD), float(rot.get("height") or 0))
        self.skala = TAT * JAMN
        self.bild = Image.new("RGB", (round(self.bredd * self.skala), round(self.hojd * self.skala)), "white")
        self.penna = ImageDraw.Draw(self.bild)
        self.monster = {f"url(#{p.get('id')})": p for p in rot.iter("pattern")}

    def png(self) -> bytes:
        self._rita(self.rot)
        storlek = (self.bild.width // JAMN, self.bild.height // JAMN)
        ut = io.BytesIO()
        self.bild.resize(storlek, Image.Resampling.LANCZOS).quantize(64).save(ut, "PNG", optimize=True)
        return ut.getvalue()

    def _rita(self, element: Element) -> None:
        for barn in element:
            match barn.tag:
                case "rect":
                    self._rektangel(barn)
                case "line":
                    fran, till = (self._xy(barn, "x1", "y1"), self._xy(barn, "x2", "y2"))
                    self._streck(barn, [fran, till])
                case "polyline" | "path":
                    self._bana(barn)
                case "circle":
                    self._cirkel(barn)
                case "text":
                    self._text(barn)
                case "g":
                    self._grupp(barn)

    def _matt(self, element: Element, namn: str, hela: float) -> float:
        varde = element.get(namn) or "0"
        return float(varde[:-1]) / 100 * hela if varde.endswith("%") else float(varde)

    def _xy(self, element: Element, x: str, y: str) -> Punkt:
        dx, dy = self._flytt(element)
        return (
            (self._matt(element, x, self.bredd) + dx) * self.skala,
            (self._matt(element, y, self.hojd) + dy) * self.skala,
        )

    def _flytt(self, element: Element) -> Punkt:
        """How far the element is moved by dx, dy and translate."""
        dx, dy = float(element.get("dx") or 0), float(element.get("dy") or 0)
        if (andring := element.get("transform") or "").startswith("translate"):
            x, y = (float(v) for v in TAL.findall(andring))
            return dx + x, dy + y
        return dx, dy

    def _rektangel(self, element: Element) -> None:
        x, y = self._xy(element, "x", "y")
        b = self._matt(element, "width", self.bredd) * self.skala
        h = self._matt(element, "height", self.hojd) * self.skala
        ruta = (x, y, x + max(b, 1), y + h)
        fyllning = element.get("fill") or "none"
        if fyllning in self.monster:
            self._fyll_med_monster(ruta, self.monster[fyllning])
        elif fyllning.startswith("#") and element.get("fill-opacity") != "0":
            self.penna.rectangle(ruta, fill=fyllning)
        if element.get("stroke"):
            self.penna.rectangle(ruta, outline=element.get("stroke"), width=self.skala)

    def _fyll_med_monster(self, ruta: tuple[float, float, float, float], monster: Element) -> None:
        """Stripes or dots, as the pattern's own shapes say."""
        vanster, topp, hoger, botten = (round(v) for v in ruta)
        steg = float(monster.get("width") or 6) * self.skala
        lager = Image.new("RGB", (hoger - vanster, botten - topp), "white")
        penna = ImageDraw.Draw(lager)
        for form in monster:
            if form.tag == "path":
                for i in range(-lager.height, lager.width, round(steg)):
                    linje = [(i, lager.height), (i + lager.height, 0)]
                    penna.line(linje, fill=form.get("stroke"), width=round(1.6 * self.skala))
            elif form.tag == "circle":
                r = float(form.get("r") or 1) * self.skala
                for x in range(round(steg / 2), lager.width, round(steg)):
                    for y in range(round(steg / 2), lager.height, round(steg)):
                        penna.ellipse((x - r, y - r, x + r, y + r), fill=form.get("fill"))
        self.bild.paste(lager, (vanster, topp))

    def _bana(self, element: Element) -> None:
        tal = [float(v) for v in TAL.findall(element.get("points") or element.get("d") or "")]
        punkter = [(x * self.skala, y * self.skala) for x, y in zip(tal[::2], tal[1::2], strict=True)]
        if (fyllning := element.get("fill") or "none") != "none":
            self.penna.polygon(punkter, fill=fyllning)
        self._streck(element, punkter)

    def _cirkel(self, element: Element) -> None:
        x, y = self._xy(element, "cx", "cy")
        r = float(element.get("r") or 0) * self.skala
        ruta = (x - r, y - r, x + r, y + r)
        self.penna.ellipse(ruta, fill=element.get("fill"))
        if not (farg := element.get("stroke")):
            return
        if not element.get("stroke-dasharray"):
            self.penna.ellipse(ruta, outline=farg, width=round(self._tjocklek(element)))
            return
        for grad in range(0, 360, 24):
            self.penna.arc(ruta, grad, grad + 14, fill=farg, width=round(self._tjocklek(element)))

    def _tjocklek(self, element: Element) -> float:
        return float(element.get("stroke-width") or 1) * self.skala

    def _streck(self, element: Element, punkter: list[Punkt]) -> None:
        if not (farg := element.get("stroke")):
            return
        tjocklek = round(self._tjocklek(element))
        monster = [float(v) * self.skala for v in (element.get("stroke-dasharray") or "").split()]
        for a, b in pairwise(punkter):
            for fran, till in _streckad(a, b, monster) if monster else [(a, b)]:
                self.penna.line([fran, till], fill=farg, width=tjocklek)
        if not monster:  # corners and ends without notches
            r = tjocklek / 2
            for x, y in punkter:
                self.penna.ellipse((x - r, y - r, x + r, y + r), fill=farg)

    def _text(self, element: Element) -> None:
        plats, text = self._xy(element, "x", "y"), element.text or ""
        anfang = {"middle": "ms", "end": "rs"}.get(element.get("text-anchor") or "", "ls")
        self.penna.text(plats, text, fill=element.get("fill"), font=self._font(element), anchor=anfang)

    def _font(self, element: Element) -> Any:
        storlek = float(element.get("font-size") or 12) * self.skala
        return _typsnitt(storlek, element.get("font-weight") == "600")

    def _grupp(self, element: Element) -> None:
        """Text turned a quarter about a point."""
        _, x, y = (float(v) * self.skala for v in TAL.findall(element.get("transform") or ""))
        sida = round(200 * self.skala)
        for barn in element.iter("text"):
            lager = Image.new("L", (sida, sida), 0)
            dy = float(barn.get("dy") or 0) * self.skala
            ImageDraw.Draw(lager).text(
                (sida / 2, sida / 2 + dy), barn.text or "", fill=255, font=self._font(barn), anchor="ms"
            )
            mask = lager.rotate(90, resample=Image.Resampling.BICUBIC)
            horn = round(x - sida / 2), round(y - sida / 2)
            self.bild.paste(Image.new("RGB", mask.size, barn.get("fill")), horn, mask)


def _streckad(a: Punkt, b: Punkt, monster: list[float]) -> Iterator[tuple[Punkt, Punkt]]:
    """The dashes of a line."""
    langd = hypot(b[0] - a[0], b[1] - a[1])
    vid = 0.0
    while vid < langd:
        slut = min(vid + monster[0], langd)
        yield tuple((a[0] + (b[0] - a[0]) * v / langd, a[1] + (b[1] - a[1]) * v / langd) for v in (vid, slut))  # type: ignore[misc]
        vid += monster[0] + monster[1]

"""What axe does not see on a page as it stands: the skip link, states under pointer and focus, names of dialogs.

`granska_sida(page)` does all of it together with axe and the narrow width; once per kind of page is enough.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.stod.webblasare import granska_axe, granska_smal

# One of each kind: elements with the same tag and classes look the same.
FORETRADARE = """() => {
  const sedda = new Set();
  let nr = 0;
  for (const el of document.querySelectorAll('a[href], button, summary, input, select, textarea')) {
    const slag = el.tagName + '.' + el.className + '.' + (el.type || '') + '.' + (el.parentElement?.className || '');
    const ruta = el.getBoundingClientRect();
    if (sedda.has(slag) || !el.checkVisibility({visibilityProperty: true}) || ruta.width < 2 || el.disabled) continue;
    sedda.add(slag);
    el.dataset.foretradare = String(nr++);
  }
  return nr;
}"""
KONTRAST = """async (el) => {
  const svar = await axe.run(el, {runOnly: {type: 'rule', values: ['color-contrast']}, resultTypes: ['violations']});
  return svar.violations.flatMap((v) => v.nodes.map((n) => n.html.slice(0, 160) + ' – ' + n.any[0].message));
}"""
FOKUSMARKERAD = """(el) => {
  const stil = getComputedStyle(el);
  const ram = stil.outlineStyle === 'auto' || (stil.outlineStyle !== 'none' && parseFloat(stil.outlineWidth) >= 2);
  return ram || stil.boxShadow !== 'none';
}"""
DIALOGER = """() => [...document.querySelectorAll('dialog, [role=dialog], [role=alertdialog]')]
  .filter((d) => {
    const etikett = (d.getAttribute('aria-labelledby') || '').split(/\\s+/).map((id) => document.getElementById(id));
    return !d.getAttribute('aria-label')?.trim() && !etikett.some((e) => e?.textContent.trim());
  }).map((d) => d.outerHTML.slice(0, 160))"""


def bild(page: Page, namn: str, *, hela: bool = True) -> None:
    """Keep a picture of the page (or what is in view) in the folder that KVALITET_BILDER names, when it is set."""
    if mapp := os.environ.get("KVALITET_BILDER"):
        Path(mapp).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(mapp) / f"{namn}.png", full_page=hela)


def granska_adress(page: Page, adress: str, namn: str, *, mobil: bool) -> None:
    """Go there: it answers, axe finds nothing and, on a wide screen, it also fits 320 px and doubled text."""
    svar = page.goto(adress)
    assert svar is not None
    assert svar.status == 200, namn
    granska_axe(page)
    bild(page, f"{namn}-{'390' if mobil else '1280'}")
    if not mobil:
        granska_smal(page)


def granska_sida(page: Page) -> None:
    """Every check of this module, axe (WCAG A and AA) and no sideways scrolling at 320 px or with doubled text."""
    granska_axe(page)
    granska_dialognamn(page)
    granska_lagen(page)
    granska_smal(page)
    granska_hopplank(page)


def granska_hopplank(page: Page) -> None:
    """Fails unless the first Tab on the page reaches a visible link to the main content. Reloads the page."""
    page.reload()
    page.keyboard.press("Tab")
    lank: Any = page.evaluate(
        """() => {
          const el = document.activeElement;
          const ruta = el.getBoundingClientRect();
          const mal = el.getAttribute('href') || '';
          return {html: el.outerHTML.slice(0, 160), synlig: ruta.width > 20 && ruta.height > 10 && ruta.top >= 0
            && ruta.left >= 0, mal: mal.startsWith('#') && !!document.querySelector('main' + mal + ', main ' + mal)};
        }"""
    )
    if not (lank["synlig"] and lank["mal"]):
        pytest.fail(f"{page.url}: första Tab ska visa en länk till innehållet, men gav {lank}", pytrace=False)


def granska_dialognamn(page: Page) -> None:
    """Fails for a dialog, open or not, without an accessible name."""
    if utan := page.evaluate(DIALOGER):
        pytest.fail(f"{page.url}: dialoger utan namn:\n" + "\n".join(utan), pytrace=False)


def granska_lagen(page: Page) -> None:
    """Fails when a control's text has too little contrast under the pointer or in focus, or focus does not show.

    Looks at one of each kind of link, button and field.
    """
    page.evaluate(AXE_SCRIPT)
    brister = []
    for nr in range(page.evaluate(FORETRADARE)):
        element = page.locator(f"[data-foretradare='{nr}']")
        ruta = element.bounding_box()
        # A skip link waits outside the page until it has focus.
        if ruta and ruta["x"] + ruta["width"] > 0 and ruta["y"] + ruta["height"] > 0:
            element.hover(force=True)
            brister += [f"under pekaren: {rad}" for rad in element.evaluate(KONTRAST)]
            page.mouse.move(0, 0)
        # By keyboard, so that :focus-visible applies.
        page.keyboard.press("Shift")
        element.focus()
        brister += [f"i fokus: {rad}" for rad in element.evaluate(KONTRAST)]
        if not element.evaluate(FOKUSMARKERAD):
            brister.append(f"fokus syns inte: {element.evaluate('(el) => el.outerHTML.slice(0, 160)')}")
    page.evaluate("document.querySelectorAll('[data-foretradare]').forEach((el) => delete el.dataset.foretradare)")
    if brister:
        pytest.fail(f"{page.url}:\n" + "\n".join(brister), pytrace=False)

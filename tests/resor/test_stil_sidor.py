"""The style page in a real browser: every part in every width, with doubled text, forced colours and on paper."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.stod.tillganglighet import bild, granska_sida
from tests.stod.webblasare import NySida, granska_axe, granska_smal

# Text that does not fit where it stands: hidden or clipped by its own box.
KLIPPT = """() => [...document.querySelectorAll('main *')].filter((el) => {
  const stil = getComputedStyle(el);
  if (el.closest('.dold, svg, details:not([open])') || !el.checkVisibility()) return false;
  const gomd = ['hidden', 'clip'].includes(stil.overflowX) || ['hidden', 'clip'].includes(stil.overflowY);
  return gomd && (el.scrollWidth > el.clientWidth + 1 || el.scrollHeight > el.clientHeight + 1) && el.innerText;
}).map((el) => el.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize("bredd", [320, 390, 1280, 1920])
def test_delarna_haller_i_varje_bredd(folk: SimpleNamespace, ny_sida: NySida, bredd: int) -> None:
    page = ny_sida(folk.bo, bredd=bredd)
    page.goto(reverse("stil"))
    granska_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(KLIPPT) == []
    bild(page, f"stil-{bredd}")


def test_delarna_under_pekaren_i_fokus_och_med_dubbel_text(folk: SimpleNamespace, ny_sida: NySida) -> None:
    page = ny_sida(folk.bo)
    page.goto(reverse("stil"))
    granska_sida(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(KLIPPT) == []
    bild(page, "stil-dubbel")


def test_delarna_i_hogkontrast(folk: SimpleNamespace, ny_sida: NySida) -> None:
    page = ny_sida(folk.bo, forced_colors="active")
    page.goto(reverse("stil"))
    assert page.evaluate(KLIPPT) == []
    for valjare in (".knapp", ".val", ".panel", ".tal-ruta", ".avisering", ".notis", ".marke"):
        stil = page.locator(valjare).first.evaluate(
            "el => { const s = getComputedStyle(el); return [s.borderTopWidth, s.borderInlineStartWidth] }"
        )
        assert any(bredd != "0px" for bredd in stil), valjare
    bild(page, "stil-hogkontrast")


def test_delarna_pa_papper(folk: SimpleNamespace, ny_sida: NySida) -> None:
    page = ny_sida(folk.bo)
    page.goto(reverse("stil"))
    page.emulate_media(media="print")
    for valjare in (".rygg", ".brod", ".filter", ".flikar", ".listfot", ".knapp >> nth=0"):
        expect(page.locator(valjare).first).to_be_hidden()
    expect(page.locator(".staplas thead").first).to_be_visible()
    bild(page, "stil-papper")


def test_dialogen_tar_fokus_haller_det_och_lamnar_tillbaka(folk: SimpleNamespace, ny_sida: NySida) -> None:
    page = ny_sida(folk.bo)
    page.goto(reverse("stil"))
    knapp = page.get_by_role("link", name="Makulera exemplet")
    knapp.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Makulera 2026-0164?")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("Varför?")).to_be_focused()
    granska_axe(page)
    bild(page, "stil-dialog")
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('main, header, footer')")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(knapp).to_be_focused()
    knapp.click()
    dialog.get_by_role("link", name="Avbryt").click()
    expect(dialog).to_be_hidden()
    expect(page).to_have_url(page.url.split("#")[0])
    knapp.click()
    dialog.get_by_label("Varför?").fill("Prov")
    dialog.get_by_role("button", name="Makulera ärendet").click()
    expect(page.get_by_role("status").first).to_contain_text("Inget har ändrats.")


def test_utan_skript_ar_dialogen_en_sida(folk: SimpleNamespace, ny_sida: NySida) -> None:
    page = ny_sida(folk.bo, java_script_enabled=False)
    page.goto(reverse("stil"))
    page.get_by_role("link", name="Makulera exemplet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Makulera 2026-0164?")


def test_dialogens_sida_haller_for_sig(folk: SimpleNamespace, ny_sida: NySida) -> None:
    page = ny_sida(folk.bo)
    page.goto(reverse("stil_fraga"))
    granska_axe(page)
    granska_smal(page)

"""The frame and the forms in a real browser: keyboard, focus, menu, announcements, narrow screens."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from kvalitet.datum import idag
from tests.stod.arenden import skapa_avvikelse
from tests.stod.planer import skapa_atgard
from tests.stod.webblasare import NySida, granska_axe, granska_smal, logga_in


def test_hopplanken_syns_vid_fokus_och_leder_till_innehallet(folk: SimpleNamespace, sida: Page) -> None:
    logga_in(sida, folk.bo)
    sida.goto(reverse("start"))
    lank = sida.get_by_role("link", name="Hoppa till innehållet")
    assert lank.bounding_box()["width"] <= 1  # type: ignore[index]
    sida.keyboard.press("Tab")
    expect(lank).to_be_focused()
    assert lank.bounding_box()["width"] > 100  # type: ignore[index]
    sida.keyboard.press("Enter")
    expect(sida.locator("main")).to_be_focused()


def test_menyn_oppnas_och_stangs_pa_telefon(folk: SimpleNamespace, mobil: Page) -> None:
    logga_in(mobil, folk.bo)
    mobil.goto(reverse("start"))
    meny = mobil.get_by_role("navigation", name="Huvudmeny")
    expect(meny).to_be_hidden()
    mobil.get_by_role("button", name="Meny").click()
    expect(meny).to_be_visible()
    expect(meny.get_by_role("link", name="Start")).to_have_attribute("aria-current", "page")
    granska_axe(mobil)
    meny.get_by_role("button", name="Stäng menyn").click()
    expect(meny).to_be_hidden()
    mobil.get_by_role("button", name="Meny").click()
    mobil.keyboard.press("Escape")
    expect(meny).to_be_hidden()


def test_felen_far_fokus_och_leder_till_falten(folk: SimpleNamespace, sida: Page) -> None:
    sida.goto(reverse("account_login"))
    sida.get_by_role("button", name="Logga in").click()
    ruta = sida.get_by_role("alert")
    expect(ruta).to_be_focused()
    expect(ruta).to_contain_text("Två saker behöver rättas")
    expect(sida).to_have_title("Fel: Logga in – Kvalitet, Älvhamra kommun")
    granska_axe(sida)
    granska_smal(sida)
    ruta.get_by_role("link", name="Lösenord: fyll i fältet.").click()
    expect(sida.get_by_label("Lösenord")).to_be_focused()


def test_inloggning_med_anvandarnamn_och_utloggning(folk: SimpleNamespace, mobil: Page) -> None:
    mobil.goto(reverse("account_login"))
    mobil.get_by_label("Användarnamn eller e-postadress").fill("bo")
    mobil.get_by_label("Lösenord").fill("ett-langt-losenord")
    mobil.get_by_role("button", name="Logga in").click()
    expect(mobil.get_by_role("heading", level=1)).to_have_text("Hej, Bo")
    mobil.get_by_role("button", name="Meny").click()
    mobil.get_by_role("button", name="Logga ut").click()
    expect(mobil.get_by_role("heading", level=1)).to_have_text("Logga in")
    expect(mobil.get_by_role("status")).to_contain_text("Du är utloggad.")


@pytest.mark.parametrize(
    "namn", ["start", "kedja", "account_change_password", "om_tillganglighet", "om_personuppgifter"]
)
def test_sidorna_ar_tillgangliga_och_smala(folk: SimpleNamespace, ny_sida: NySida, namn: str) -> None:
    page = ny_sida(folk.bo)
    page.goto(reverse(namn))
    granska_axe(page)
    granska_smal(page)


@pytest.mark.parametrize("bredd", [390, 1920])
def test_startsidan_haller_for_varje_roll(folk: SimpleNamespace, ny_sida: NySida, bredd: int) -> None:
    skapa_avvikelse(enhet=folk.norra_gruppen, rapportor=folk.anna)
    skapa_atgard(folk.norra, "Se över rutinen", ansvarig=folk.bo, senast=idag() - timedelta(days=1))
    for namn in ("anna", "bo", "uno", "kim", "lena", "rut", "adam"):
        page = ny_sida(getattr(folk, namn), bredd=bredd)
        page.goto(reverse("start"))
        granska_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), namn


def test_hogkontrast_behaller_kanter_och_lagen(folk: SimpleNamespace, ny_sida: NySida) -> None:
    page = ny_sida(folk.bo, forced_colors="active")  # axe reads the colours that are not shown, so it is not asked
    page.goto(reverse("account_change_password"))
    kant = page.get_by_role("button", name="Byt lösenord").evaluate("k => getComputedStyle(k).borderTopWidth")
    assert kant != "0px"

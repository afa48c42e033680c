"""Drafts in a real browser: typing saves without a press, nothing is left behind by a sent form."""

from types import SimpleNamespace

from django.urls import reverse
from playwright.sync_api import Page, expect

from kvalitet.models import Utkast
from tests.stod.webblasare import logga_in

FRAGA = "Vad hände?"
SPARAT = "Senast kl."


def oppna(sida: Page, folk: SimpleNamespace) -> None:
    logga_in(sida, folk.anna)
    sida.goto(reverse("avvikelser:ny"))


def test_det_skrivna_sparas_och_finns_kvar(folk: SimpleNamespace, mobil: Page) -> None:
    oppna(mobil, folk)
    mobil.get_by_label(FRAGA).press_sequentially("Hon halkade i hallen")
    expect(mobil.locator("[data-utkast]")).to_contain_text(SPARAT)
    mobil.reload()
    expect(mobil.get_by_text("Det du skrev senast finns kvar.")).to_be_visible()
    expect(mobil.get_by_label(FRAGA)).to_have_value("Hon halkade i hallen")


def test_att_lamna_faltet_sparar_genast(folk: SimpleNamespace, mobil: Page) -> None:
    oppna(mobil, folk)
    mobil.get_by_label(FRAGA).fill("Hon halkade")
    with mobil.expect_response(lambda svar: svar.url.endswith(reverse("utkast")), timeout=1000):
        mobil.get_by_label("I dag").focus()
    expect(mobil.locator("[data-utkast]")).to_contain_text(SPARAT)


def test_borja_om_tommer_blanketten(folk: SimpleNamespace, mobil: Page) -> None:
    oppna(mobil, folk)
    mobil.get_by_label(FRAGA).fill("Fel text")
    expect(mobil.locator("[data-utkast]")).to_contain_text(SPARAT)
    mobil.reload()
    mobil.get_by_role("button", name="Börja om utan utkastet").click()
    expect(mobil.get_by_label(FRAGA)).to_have_value("")
    assert not Utkast.objects.exists()


def test_en_skickad_blankett_lamnar_inget_utkast_och_skickas_en_gang(folk: SimpleNamespace, mobil: Page) -> None:
    oppna(mobil, folk)
    skickade: list[str] = []
    mobil.on("request", lambda r: skickade.append(r.url) if r.method == "POST" and "utkast" not in r.url else None)
    mobil.get_by_label(FRAGA).fill("Dörren stod olåst")
    mobil.get_by_label("I dag").check()
    mobil.get_by_role("button", name="Skicka rapporten").dblclick()
    expect(mobil.get_by_role("heading", level=1)).to_contain_text("skickad")
    assert len(skickade) == 1
    mobil.wait_for_load_state("networkidle")
    mobil.wait_for_timeout(1700)  # longer than the pause after which typing is saved
    assert not Utkast.objects.exists()

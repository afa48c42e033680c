"""The browser fixtures catch what they are there for: each page below carries one fault."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path
from playwright.sync_api import Page

from tests.stod.webblasare import granska_axe, granska_smal


def svar(kropp: str, status: int = 200) -> Callable[[HttpRequest], HttpResponse]:
    def vy(request: HttpRequest) -> HttpResponse:
        html = (
            "<!doctype html><html lang='sv'><head><title>Prov</title><link rel='icon' href='data:,'>"
            "<meta name='viewport' content='width=device-width'></head>"
            f"<body><main><h1>Prov</h1>{kropp}</main></body></html>"
        )
        return HttpResponse(html, status=status)

    return vy


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("Finns inte", status=404)


urlpatterns = [
    path("bra/", svar("<p>Inget fel.</p>")),
    path("saknas/", svar("<p>Sidan finns inte.</p>", status=404)),
    path("trasig/", svar("<p>Fel på servern.</p>", status=500)),
    path("stil/", svar("<p style='color: red'>Röd</p>")),
    path("skript/", svar("<script>console.log(1)</script>")),
    path("ute/", svar("<img alt='' src='http://localhost:9/bild.png'>")),
    path("saknad-bild/", svar("<img alt='' src='/finns-inte.png'>")),
    path("utan-alt/", svar("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='>")),
    path("bred/", svar(f"<pre>{'x' * 300}</pre>")),
]


@pytest.fixture(autouse=True)
def adresser(live_server: object) -> object:
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_a_page_without_fault_passes(sida: Page, vakter: list) -> None:
    sida.goto("/bra/")
    granska_axe(sida)
    granska_smal(sida)
    sida.goto("/saknas/")
    assert [rad for vakt in vakter for rad in vakt.fel] == []


@pytest.mark.parametrize(
    ("adress", "text"),
    [
        ("/stil/", "Content Security Policy"),
        ("/skript/", "Content Security Policy"),
        ("/ute/", "begäran till annan plats: http://localhost:9/bild.png"),
        ("/saknad-bild/", "svar 404: GET"),
        ("/trasig/", "svar 500: GET"),
    ],
)
def test_a_fault_is_noticed(sida: Page, vakter: list, adress: str, text: str) -> None:
    sida.goto(adress)
    sida.wait_for_load_state("networkidle")
    fel = [rad for vakt in vakter for rad in vakt.fel]
    assert any(text in rad for rad in fel), fel
    for vakt in vakter:
        vakt.fel.clear()


def test_axe_names_the_element(sida: Page) -> None:
    sida.goto("/utan-alt/")
    with pytest.raises(pytest.fail.Exception, match="image-alt"):
        granska_axe(sida)


def test_sideways_scrolling_names_the_element(sida: Page) -> None:
    sida.goto("/bred/")
    with pytest.raises(pytest.fail.Exception, match="<pre>xxx"):
        granska_smal(sida)


def test_the_phone_is_a_phone(mobil: Page) -> None:
    mobil.goto("/bra/")
    assert mobil.evaluate("[innerWidth, innerHeight, navigator.maxTouchPoints > 0, navigator.language]") == [
        390,
        844,
        True,
        "sv-SE",
    ]
    assert mobil.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Europe/Stockholm"

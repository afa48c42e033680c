"""The accessibility checks beyond axe notice what they are there for."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path
from playwright.sync_api import Page

from tests.stod.tillganglighet import granska_dialognamn, granska_hopplank, granska_lagen, granska_sida

STIL = """
body { background: #fff; color: #000; }
a { color: #00409f; }
.hoppa:not(:focus) { position: absolute; left: -100rem; }
.blek:hover { color: #ccc; }
.matt:focus { color: #ccc; }
.osynlig { outline: none; }
"""


def stil(request: HttpRequest) -> HttpResponse:
    return HttpResponse(STIL, content_type="text/css")


def sidan(request: HttpRequest) -> HttpResponse:
    """The body is what the address carries; `utan` leaves the skip link out."""
    hopp = "" if "utan" in request.GET else "<a class='hoppa' href='#innehall'>Hoppa till innehållet</a>"
    return HttpResponse(
        "<!doctype html><html lang='sv'><head><title>Prov</title><link rel='icon' href='data:,'>"
        "<meta name='viewport' content='width=device-width'><link rel='stylesheet' href='/prov.css'></head>"
        f"<body>{hopp}<main id='innehall'><h1>Prov</h1>{request.GET.get('kropp', '')}</main></body></html>"
    )


urlpatterns = [path("prov.css", stil), path("prov/", sidan)]


@pytest.fixture(autouse=True)
def adresser(live_server: object) -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_a_good_page_passes(sida: Page) -> None:
    sida.goto("/prov/?kropp=<p><a href='/prov/'>Mer</a> <button>Spara</button></p>")
    granska_sida(sida)


@pytest.mark.parametrize(("klass", "text"), [("blek", "under pekaren"), ("matt", "i fokus"), ("osynlig", "syns inte")])
def test_states_are_looked_at(sida: Page, klass: str, text: str) -> None:
    sida.goto(f"/prov/?kropp=<a href='/prov/' class='{klass}'>Läs mer</a>")
    with pytest.raises(pytest.fail.Exception, match=f"{text}.*{klass}"):
        granska_lagen(sida)


def test_missing_skip_link(sida: Page) -> None:
    sida.goto("/prov/?utan&kropp=<a href='/prov/'>Läs mer</a>")
    with pytest.raises(pytest.fail.Exception, match="första Tab"):
        granska_hopplank(sida)


def test_dialog_without_name(sida: Page) -> None:
    sida.goto("/prov/?kropp=<dialog><p>Är du säker?</p></dialog><dialog aria-label='Ta bort'></dialog>")
    with pytest.raises(pytest.fail.Exception, match="dialoger utan namn") as fel:
        granska_dialognamn(sida)
    assert "Ta bort" not in str(fel.value)

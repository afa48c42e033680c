"""A real browser for tests: pages that fail the test on script errors, broken security policy and failed requests.

`sida` is a desktop page (1280 px), `mobil` a phone (390 × 844 px), `ny_sida` opens further ones, each with cookies of
its own. Addresses are relative to the live server: `sida.goto("/avvikelser/")`. `logga_in(sida, anna)` logs in by
session cookie. `granska_axe(sida)` and `granska_smal(sida)` check accessibility. Never freeze time in a browser test.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright
from playwright.sync_api import Error as PlaywrightError

VARD = "127.0.0.1"  # as --liveserver in pyproject.toml
WEBBLASARE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGGOR = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
EJ_FEL = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
FIXTURER = {"webblasare", "sida", "mobil", "ny_sida"}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BILDER = Path(settings.BASE_DIR) / "var" / "provbilder"

NySida = Callable[..., Page]
SIDOR = pytest.StashKey[list[Page]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every browser test, so that they can be chosen (-m webblasare) and counted."""
    for item in items:
        if "resor" in item.path.parts or FIXTURER & set(getattr(item, "fixturenames", ())):
            item.add_marker("webblasare")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Keeps a picture of each open page when a browser test fails, in var/provbilder/."""
    rapport = yield
    if rapport.when == "call" and rapport.failed:
        for nr, page in enumerate(item.stash.get(SIDOR, []), start=1):
            if not page.is_closed():
                BILDER.mkdir(parents=True, exist_ok=True)
                namn = re.sub(r"\W+", "-", item.nodeid).strip("-")
                page.screenshot(path=BILDER / f"{namn}-{nr}.png", full_page=True)
    return rapport


@cache
def webblasarprogram() -> str | None:
    """The path of a Chromium that starts (Ubuntu's `chromium-browser` may be an empty shell), or None."""
    for namn in WEBBLASARE:
        if program := shutil.which(namn):
            svar = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
            if svar.returncode == 0:
                return program
    return None


@pytest.fixture(scope="module")
def webblasare() -> Iterator[Browser]:
    """Chromium, started once per test module.

    Playwright's synchronous interface keeps an event loop running in the thread, which Django takes for asynchronous
    code: DJANGO_ALLOW_ASYNC_UNSAFE is set exactly as long as that loop lives.
    """
    program = webblasarprogram()
    if program is None:
        pytest.skip("ingen Chromium finns på datorn, webbläsarprov kan inte köras")
    with pytest.MonkeyPatch.context() as miljo:
        miljo.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            flaggor = [*FLAGGOR, "--no-sandbox"] if os.geteuid() == 0 else FLAGGOR
            browser = playwright.chromium.launch(executable_path=program, args=flaggor)
            yield browser
            browser.close()


class Vakt:
    """Listens to one page and gathers what must not happen on it."""

    def __init__(self, page: Page, adress: str) -> None:
        self.fel: list[str] = []
        self.adress = adress
        page.on("console", self._konsol)
        page.on("pageerror", lambda fel: self.fel.append(f"skriptfel: {fel}"))
        page.on("request", self._begaran)
        page.on("response", self._svar)
        page.on("requestfailed", self._misslyckad)

    def _konsol(self, rad: ConsoleMessage) -> None:
        # A failed request also writes a line in the console; _svar and _misslyckad judge those.
        # htmx writes two when a page is left while a draft is being saved; the form that was sent carries the text.
        if rad.type == "error" and not rad.text.startswith(EJ_FEL):
            self.fel.append(f"konsolfel: {rad.text} ({rad.location.get('url')})")

    def _begaran(self, begaran: Request) -> None:
        delar = urlsplit(begaran.url)
        if delar.scheme not in ("data", "blob") and not begaran.url.startswith(self.adress + "/"):
            self.fel.append(f"begäran till annan plats: {begaran.url}")

    def _svar(self, svar: Response) -> None:
        # A page may answer 403, 404 or 405 on purpose and the test asserts that; its parts may not.
        tak = 500 if svar.request.resource_type == "document" else 400
        if svar.status >= tak:
            self.fel.append(f"svar {svar.status}: {svar.request.method} {svar.url}")

    def _misslyckad(self, begaran: Request) -> None:
        # Aborted: the page was left, or the answer became a download.
        if begaran.failure != "net::ERR_ABORTED":
            self.fel.append(f"begäran misslyckades: {begaran.url} ({begaran.failure})")


@pytest.fixture
def vakter() -> list[Vakt]:
    """What was noticed on the test's pages, one guard per page. A journey need not touch it."""
    return []


@pytest.fixture
def ny_sida(
    request: pytest.FixtureRequest,
    webblasare: Browser,
    transactional_db: None,
    live_server: Any,
    vakter: list[Vakt],
) -> Iterator[NySida]:
    """Opens a page with its own cookies: `ny_sida(bo, bredd=1280, hojd=900, mobil=False, **kontext)`.

    The first argument, a user, may be left out: then nobody is logged in. Further keyword arguments go to the browser
    context. After the test each page is left in peace until its requests have been answered, then judged.
    """
    sidor: list[Page] = []
    request.node.stash[SIDOR] = sidor

    def oppna(
        anvandare: Any = None, *, bredd: int = 1280, hojd: int = 900, mobil: bool = False, **kontext: Any
    ) -> Page:
        kontext = {
            "base_url": live_server.url,
            "locale": "sv-SE",
            "timezone_id": "Europe/Stockholm",
            "viewport": {"width": bredd, "height": hojd},
            "is_mobile": mobil,
            "has_touch": mobil,
            **kontext,
        }
        context = webblasare.new_context(**kontext)
        context.set_default_timeout(15_000)
        # Every page of the context: also one that a link opens in a new tab.
        context.on("page", lambda page: vakter.append(Vakt(page, live_server.url)))
        page = context.new_page()
        sidor.append(page)
        if anvandare is not None:
            logga_in(page, anvandare)
        return page

    yield oppna

    for page in sidor:
        for flik in page.context.pages:
            try:
                flik.wait_for_load_state("networkidle", timeout=5_000)
            except PlaywrightError as fel:
                vakter[0].fel.append(f"sidan blev inte stilla: {flik.url} ({fel.message.splitlines()[0]})")
        page.context.close()
    fel = [rad for vakt in vakter for rad in vakt.fel]
    if fel:
        pytest.fail("Fel i webbläsaren:\n" + "\n".join(dict.fromkeys(fel)), pytrace=False)


@pytest.fixture
def sida(ny_sida: NySida) -> Page:
    """A desktop page, 1280 px wide, nobody logged in."""
    return ny_sida()


@pytest.fixture
def mobil(ny_sida: NySida) -> Page:
    """A phone, 390 × 844 px with touch, nobody logged in."""
    return ny_sida(bredd=390, hojd=844, mobil=True)


def logga_in(page: Page, anvandare: Any) -> None:
    """Gives the page's context a session of `anvandare`, without the login page."""
    client = Client()
    client.force_login(anvandare)
    kaka = client.cookies[settings.SESSION_COOKIE_NAME].value
    # Cookies do not tell ports apart: the live server's host is enough.
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": kaka, "domain": VARD, "path": "/", "httpOnly": True}]
    )


def granska_axe(page: Page, utom: tuple[str, ...] = ()) -> None:
    """Fails with a list when axe finds a breach of WCAG 2.0, 2.1 or 2.2, level A or AA, on the page as it stands.

    `utom` names rules (axe's ids) to leave out; say why where it is used.
    """
    val: dict[str, Any] = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    if utom:
        val["rules"] = {regel: {"enabled": False} for regel in utom}
    brister = Axe().run(page, options=val).response["violations"]
    if not brister:
        return
    rader = [f"axe fann {len(brister)} brister på {page.url}:"]
    for brist in brister:
        rader.append(f"- {brist['id']} ({brist['impact']}): {brist['help']}  {brist['helpUrl']}")
        for nod in brist["nodes"][:5]:
            rader.append(f"    {', '.join(map(str, nod['target']))}: {nod['html'][:200]}")
            rader.extend(f"      {rad.strip()}" for rad in nod["failureSummary"].splitlines()[1:4])
        if len(brist["nodes"]) > 5:
            rader.append(f"    … och {len(brist['nodes']) - 5} till")
    pytest.fail("\n".join(rader), pytrace=False)


UTANFOR = """() => {
  const bredd = document.documentElement.clientWidth;
  const rullar = (el) => {
    for (let e = el; e && e !== document.documentElement; e = e.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(e).overflowX)) return true;
    }
    return false;
  };
  if (document.documentElement.scrollWidth <= bredd) return [];
  const for_bred = [...document.body.querySelectorAll('*')].filter((el) => !rullar(el) &&
    (el.getBoundingClientRect().right > bredd + 1 || el.scrollWidth > el.clientWidth + 1));
  return ['sidan rullar i sidled', ...for_bred.map((el) => el.outerHTML.slice(0, 160)).slice(0, 10)];
}"""


def granska_smal(page: Page) -> None:
    """Fails when the page must be scrolled sideways at 320 px, or at 640 px with doubled text (WCAG 1.4.4, 1.4.10)."""
    ursprunglig = page.viewport_size
    for bredd, text in ((320, ""), (640, "200%")):
        page.set_viewport_size({"width": bredd, "height": 800})
        page.evaluate("(storlek) => { document.documentElement.style.fontSize = storlek; }", text)
        if utanfor := page.evaluate(UTANFOR):
            pytest.fail(
                f"{page.url} går utanför {bredd} px (text {text or '100%'}):\n" + "\n".join(utanfor), pytrace=False
            )
    page.evaluate("() => { document.documentElement.style.fontSize = ''; }")
    if ursprunglig:
        page.set_viewport_size(ursprunglig)

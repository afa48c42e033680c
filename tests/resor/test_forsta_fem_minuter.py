"""Each role's first five minutes in the demonstration, as docs/guide.md tells them.

With KVALITET_BILDER=docs/bilder the guide's pictures are made anew.
"""

import re
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from avvikelser.grunddata import lagg_in_indelningar
from kvalitet.datum import idag
from kvalitet.grunddata import lagg_in_kvalitetsomraden
from kvalitet.models import Anvandare
from rapporter.demo.organisation import LOSENORD
from rapporter.mallar import lagg_in_mallar
from rapporter.models import Rapportdokument
from risker.grunddata import lagg_in_riskskala
from tests.stod.tillganglighet import bild
from tests.stod.webblasare import NySida, granska_axe


@pytest.fixture
def demo(transactional_db: None) -> SimpleNamespace:
    lagg_in_kvalitetsomraden()
    lagg_in_indelningar()
    lagg_in_riskskala()
    lagg_in_mallar()
    call_command("ladda_demo", rapporter=1, stdout=StringIO())
    return SimpleNamespace(
        utkast=Rapportdokument.objects.get(status="utkast"),
        fastslagen=Rapportdokument.objects.get(status="faststalld", ar=idag().year - 1),
    )


def klicka(page: Page, roll: str, namn: str | re.Pattern[str]) -> None:
    page.get_by_role("main").get_by_role(roll, name=namn).first.click()  # type: ignore[arg-type]
    page.wait_for_load_state("networkidle")


def given_inloggad(ny_sida: NySida, namn: str, **val: object) -> Page:
    """Signs in by the form, as the person does."""
    page = ny_sida(None, **val)
    page.goto("/")
    page.get_by_label("Användarnamn eller e-postadress").fill(namn)
    page.get_by_label("Lösenord", exact=True).fill(LOSENORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hej")
    return page


def when_medarbetaren_rapporterar(page: Page) -> None:
    bild(page, "guide-medarbetare", hela=False)
    klicka(page, "link", "Rapportera en händelse")
    page.get_by_label("Vad hände?").fill("Hissen stod stilla och middagen blev en halvtimme sen på plan 2.")
    page.get_by_role("radio", name="I dag").check()
    page.get_by_label("Hur påverkades den som drabbades?").fill("Två personer hann bli hungriga och oroliga.")
    page.get_by_label("Vad gjorde du eller andra direkt?").fill("Vi bar upp maten i trappan.")
    bild(page, "guide-rapportera", hela=False)
    klicka(page, "button", "Skicka rapporten")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tack")
    bild(page, "guide-kvitto", hela=False)


def when_chefen_ser_vad_som_vantar(page: Page) -> None:
    expect(page.get_by_role("main")).to_contain_text("Väntar på dig")
    bild(page, "guide-chef", hela=False)
    page.get_by_role("navigation").get_by_role("link", name="Ärenden").click()
    klicka(page, "link", "Hissen stod stilla")
    expect(page.get_by_role("main")).to_contain_text("Nästa steg")
    bild(page, "guide-arende", hela=False)


def when_utredaren_oppnar_sitt_arende(page: Page) -> None:
    klicka(page, "link", re.compile("Fasthållning|Tillsyn uteblev|Pengar|Ansökan|Orosanmälan|Dubbel dos|Fall när"))
    expect(page.get_by_role("main")).to_contain_text("Nästa steg")
    granska_axe(page)


def when_kvalitetsutvecklaren_foljer_kedjan(page: Page, demo: SimpleNamespace) -> None:
    page.goto(reverse("kedja"))
    expect(page.get_by_role("main")).to_contain_text("Kedjan är bruten")
    bild(page, "guide-kedjan", hela=False)
    page.goto(reverse("risker:matris"))
    bild(page, "guide-matris", hela=False)
    page.goto(reverse("egenkontroller:tillfallen"))
    page.get_by_role("rowheader").get_by_role("link").first.click()
    expect(page.get_by_role("main")).to_contain_text("Klar senast")
    page.goto(reverse("rapporter:kapitel", args=[demo.utkast.pk, "avvikelser"]))
    expect(page.get_by_role("heading", name="Avvikelser, klagomål och lex Sarah").first).to_be_visible()
    bild(page, "guide-kapitel", hela=False)


def when_forvaltningschefen_ser_hur_langt_rapporten_kommit(page: Page, demo: SimpleNamespace) -> None:
    page.goto(demo.utkast.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("Text måste skrivas")
    bild(page, "guide-rapport", hela=False)


def when_ledningen_laser(page: Page, demo: SimpleNamespace) -> None:
    expect(page.get_by_role("main")).to_contain_text("Signaler")
    page.goto(demo.fastslagen.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("Nämnden beslutade")
    adress = page.get_by_role("link", name="Öppna som pdf").get_attribute("href")
    svar = page.request.get(adress)
    assert svar.headers["content-type"] == "application/pdf"
    assert svar.body().startswith(b"%PDF")


def when_registratorn_slar_upp_en_utforare(page: Page) -> None:
    page.goto(f"{reverse('utforare_lista')}?q=linden")
    klicka(page, "link", "Linden Assistans AB")
    expect(page.get_by_role("main")).to_contain_text("Varning")
    bild(page, "guide-utforare", hela=False)


def when_administratoren_oppnar_organisationen(page: Page) -> None:
    page.goto(reverse("admin:kvalitet_enhet_changelist"))
    expect(page.get_by_role("link", name="Hemtjänst Norr")).to_be_visible()


def test_var_roll_kommer_igang(demo: SimpleNamespace, ny_sida: NySida) -> None:
    assert Anvandare.objects.count() == 40
    when_medarbetaren_rapporterar(given_inloggad(ny_sida, "anna", bredd=390, mobil=True))
    when_chefen_ser_vad_som_vantar(given_inloggad(ny_sida, "bo"))
    when_utredaren_oppnar_sitt_arende(given_inloggad(ny_sida, "maj"))
    when_kvalitetsutvecklaren_foljer_kedjan(given_inloggad(ny_sida, "cecilia"), demo)
    when_forvaltningschefen_ser_hur_langt_rapporten_kommit(given_inloggad(ny_sida, "ingrid"), demo)
    when_ledningen_laser(given_inloggad(ny_sida, "lena"), demo)
    when_registratorn_slar_upp_en_utforare(given_inloggad(ny_sida, "rut"))
    when_administratoren_oppnar_organisationen(given_inloggad(ny_sida, "adam"))

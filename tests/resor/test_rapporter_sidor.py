"""Every page of the reports room in a real browser: axe, narrow screens, and the rich-text editor at work."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from avvikelser.models import Kategori
from kvalitet.models import Jobb
from rapporter.models import Rapportavsnitt, Rapportdokument
from risker.models import Kvalitetsplan
from tests.stod.folk import skapa_folk
from tests.stod.planer import skapa_atgard, skapa_egenkontroll, skapa_plan, skapa_process, skapa_rad, skapa_risk
from tests.stod.rapporter import arenden_2019, fryst, i_granskning, ny_rapport
from tests.stod.webblasare import NySida, granska_axe, granska_smal


@pytest.fixture
def f(transactional_db: None) -> SimpleNamespace:
    f = skapa_folk()
    arenden_2019(f)
    kategori, _ = Kategori.objects.get_or_create(namn="Bemötande")
    kategori.avvikelser.set(list(kategori.avvikelser.model.objects.filter(slag="klagomal")[:20]))
    process = skapa_process(f.norra)
    plan = skapa_plan(f.norra, 2019, faststalld_av=f.bo)
    for lage in ("avhjalpt", "minskat", "okat", ""):
        risk = skapa_risk(f.norra, f"Besked dröjer längre än utlovat {lage}", process=process)
        rad = skapa_rad(plan, risk, lage=lage, lage_kommentar="Väntan är kortare nu." if lage else "")
        rad.egenkontroller.add(skapa_egenkontroll(f.norra))
        rad.atgarder.add(skapa_atgard(f.norra))
    return f


def _avsnitt(rapport: Rapportdokument, nyckel: str) -> Rapportavsnitt:
    return rapport.avsnitt.get(nyckel=nyckel)


def _granska(sida: Page) -> None:
    granska_axe(sida)
    granska_smal(sida)


def _vanta_ut_utkastet(sida: Page) -> None:
    """Let the draft's own saving finish: leaving the page in the middle of it is logged as an error by htmx."""
    sida.wait_for_timeout(1_700)
    sida.wait_for_load_state("networkidle")


def test_sidorna_for_den_som_skriver(f: SimpleNamespace, ny_sida: NySida) -> None:
    rapport = ny_rapport(f.norra, f.kim, 2019, skriven=True)
    sida = ny_sida(f.kim)
    adresser = [
        reverse("rapporter:lista"),
        reverse("rapporter:ny"),
        rapport.get_absolute_url(),
        reverse("rapporter:kapitel", args=[rapport.pk, "avvikelser"]),
        reverse("rapporter:kapitel", args=[rapport.pk, "plan"]),
        reverse("rapporter:kapitel", args=[rapport.pk, "slutsatser"]),
        reverse("rapporter:plandokument", args=[Kvalitetsplan.objects.get().pk]),
        reverse("rapporter:uppgifter", args=[rapport.pk]),
        reverse("rapporter:historik", args=[rapport.pk]),
        reverse("rapporter:avsnitt_andra", args=[_avsnitt(rapport, "avvikelser").pk]),
        reverse("rapporter:poster", args=[rapport.pk, "arenden.klagomal_utforare"]),
        reverse("rapporter:poster", args=[rapport.pk, "plan.risker"]),
        reverse("rapporter:byt", args=[rapport.pk, "granskning"]),
    ]
    for adress in adresser:
        sida.goto(adress)
        _granska(sida)


def test_sidorna_for_den_som_beslutar(f: SimpleNamespace, ny_sida: NySida) -> None:
    rapport = i_granskning(f.norra, f.bo, 2019)
    sida = ny_sida(f.bo)
    for till in ("utkast", "klar_for_namnd"):
        sida.goto(reverse("rapporter:byt", args=[rapport.pk, till]))
        _granska(sida)
    sida.get_by_role("button", name="Klar för nämnd").click()
    expect(sida.get_by_role("heading", name="Klar för nämnd", level=2)).to_be_visible()
    expect(sida.get_by_text("stämmer med sina kontrollsummor")).to_be_visible()
    _granska(sida)
    sida.goto(reverse("rapporter:byt", args=[rapport.pk, "faststalld"]))
    sida.get_by_role("button", name="Registrera nämndens beslut").click()
    expect(sida.get_by_role("alert")).to_be_focused()
    _granska(sida)


def test_fruset_pa_telefon(f: SimpleNamespace, ny_sida: NySida) -> None:
    rapport = fryst(f.norra, f.bo, 2019)
    sida = ny_sida(f.lena, bredd=390, hojd=844, mobil=True)
    sida.goto(rapport.get_absolute_url())
    granska_axe(sida)
    sida.get_by_role("link", name="Avvikelser, klagomål och lex Sarah").click()
    granska_axe(sida)
    sida.get_by_role("link", name="Klagomål på utförare").first.click()
    expect(sida.get_by_role("heading", name="Klagomål på utförare: 55")).to_be_visible()
    expect(sida.get_by_text("55 poster är dolda")).to_be_visible()
    granska_axe(sida)


def test_skriva_i_redigeraren(f: SimpleNamespace, ny_sida: NySida) -> None:
    rapport = ny_rapport(f.norra, f.kim, 2019)
    avsnitt = _avsnitt(rapport, "sammanfattning")
    sida = ny_sida(f.kim)
    sida.goto(reverse("rapporter:avsnitt_andra", args=[avsnitt.pk]))
    ruta = sida.get_by_role("textbox", name="Text")
    ruta.click()
    sida.keyboard.type("Det blev ")
    sida.get_by_role("toolbar", name="Formatera text").get_by_role("button", name="Fet").click()
    sida.keyboard.type("bättre")
    expect(sida.get_by_role("button", name="Fet")).to_have_attribute("aria-pressed", "true")
    sida.keyboard.press("Enter")
    sida.get_by_role("button", name="Punktlista").click()
    sida.keyboard.type("Ett skäl")
    # A link by the dialog: focus goes in, stays and returns.
    sida.get_by_role("button", name="Länk", exact=True).click()
    dialog = sida.get_by_role("dialog", name="Länk")
    expect(dialog.get_by_label("Adress")).to_be_focused()
    granska_axe(sida)
    dialog.get_by_label("Adress").fill("https://alvhamra.example/")
    dialog.get_by_role("button", name="Spara länken").click()
    expect(ruta).to_be_focused()
    expect(sida.locator("#utkast-lage")).to_contain_text("Senast kl.", timeout=10_000)
    _vanta_ut_utkastet(sida)
    sida.get_by_role("button", name="Spara", exact=True).click()
    expect(sida.get_by_role("status").get_by_text("Sammanfattning är sparat.")).to_be_visible()
    avsnitt.refresh_from_db()
    assert avsnitt.text == (
        "<p>Det blev <strong>bättre</strong></p><ul><li><p>Ett skäl"
        '<a href="https://alvhamra.example/" rel="noopener noreferrer">'
        "https://alvhamra.example/</a></p></li></ul>"
    )


def test_klistra_in_fran_word(f: SimpleNamespace, ny_sida: NySida) -> None:
    rapport = ny_rapport(f.norra, f.kim, 2019)
    avsnitt = _avsnitt(rapport, "sammanfattning")
    sida = ny_sida(f.kim)
    sida.goto(reverse("rapporter:avsnitt_andra", args=[avsnitt.pk]))
    ruta = sida.get_by_role("textbox", name="Text")
    ruta.click()
    ruta.evaluate(
        """(el, klipp) => { const data = new DataTransfer(); data.setData('text/html', klipp);
        el.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }""",
        '<p class="MsoNormal" style="color:red"><b>Från Word</b><o:p></o:p><img src="x" onerror="window.ont=1"></p>'
        "<table><tr><td>Cell ett</td><td>Cell två</td></tr></table>",
    )
    expect(ruta).to_contain_text("Cell två")
    expect(ruta.locator("table td")).to_have_count(2)
    expect(sida.get_by_text("bilden klistrades inte in")).to_be_visible()
    _vanta_ut_utkastet(sida)
    sida.get_by_role("button", name="Spara", exact=True).click()
    expect(sida.get_by_role("status").get_by_text("Sammanfattning är sparat.")).to_be_visible()
    avsnitt.refresh_from_db()
    assert "<strong>Från Word</strong>" in avsnitt.text
    assert '<th scope="col">Cell ett</th>' in avsnitt.text
    assert not any(spar in avsnitt.text for spar in ("style", "class", "img", "onerror"))
    assert sida.evaluate("window.ont") is None


def test_pdf_av_utkastet(f: SimpleNamespace, ny_sida: NySida) -> None:
    rapport = ny_rapport(f.norra, f.kim, 2019)
    sida = ny_sida(f.kim)
    sida.goto(rapport.get_absolute_url())
    sida.get_by_role("button", name="Gör pdf av utkastet").click()
    lank = sida.get_by_role("link", name="Öppna kvalitetsberattelse")
    expect(lank).to_be_visible(timeout=30_000)
    svar = sida.request.get(lank.get_attribute("href"))
    assert svar.body().startswith(b"%PDF-")
    assert Jobb.objects.get().status == Jobb.Status.KLAR
    granska_axe(sida)

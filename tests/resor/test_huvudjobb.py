"""The main job, end to end, as the people do it: report, handle, plan, report to the nämnd, frozen.

One chain through all rooms. axe looks at every page on the way, in the state the person meets it.
"""

import re
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from avvikelser.grunddata import lagg_in_indelningar
from avvikelser.models import Avvikelse
from kvalitet.datum import idag
from rapporter.mallar import lagg_in_mallar
from rapporter.models import Rapportdokument
from risker.models import Kvalitetsplan
from tests.risker.underlag import bok
from tests.stod.arenden import skapa_avvikelse
from tests.stod.webblasare import granska_axe

HANDELSE = "Frukosten glömdes bort hos en kvinna på plan 2. Hon hade inte ätit när vi kom vid tio."
P2020_ANTAL = {"Processer": 16, "Risker": 43, "Egenkontroller": 19, "Åtgärder": 48}


@pytest.fixture
def folk(transactional_db, folk):
    lagg_in_indelningar()
    lagg_in_mallar()
    return folk


def klicka(page: Page, roll: str, namn: str | re.Pattern[str]) -> None:
    page.get_by_role(roll, name=namn).first.click()  # type: ignore[arg-type]
    page.wait_for_load_state("networkidle")


def given_forra_arets_arenden(folk) -> None:
    for dag in (3, 17):
        skapa_avvikelse(enhet=folk.norra_gruppen, mottagen=idag().replace(year=idag().year - 1, month=3, day=dag))


def when_medarbetaren_rapporterar(page: Page) -> str:
    page.goto("/")
    granska_axe(page)
    klicka(page, "link", "Rapportera")
    granska_axe(page)
    page.get_by_role("button", name="Skicka rapporten").click()
    expect(page.get_by_role("alert")).to_be_focused()
    granska_axe(page)
    page.get_by_label("Vad hände?").fill(HANDELSE)
    page.get_by_role("radio", name="I dag").check()
    page.get_by_label("Hur påverkades den som drabbades?").fill("Hon var hungrig och yr.")
    page.get_by_label("Vad gjorde du eller andra direkt?").fill("Hon fick frukost direkt.")
    klicka(page, "button", "Skicka rapporten")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tack")
    granska_axe(page)
    nummer = re.search(r"\d{4}-\d{4}", page.get_by_role("main").inner_text())
    assert nummer, "kvittot visar inget nummer"
    return nummer[0]


def when_chefen_bedomer_och_avslutar(page: Page, nummer: str) -> None:
    page.goto("/")
    granska_axe(page)
    klicka(page, "link", re.compile(nummer))
    granska_axe(page)
    klicka(page, "link", "Bedöm")
    granska_axe(page)
    page.get_by_role("radio", name="Intern avvikelse").check()
    page.get_by_role("radio", name="1 mindre").check()
    page.get_by_label("Motivera bedömningen").fill("Hon fick mat inom tre timmar och mådde bra efteråt.")
    page.get_by_role("checkbox", name="Mat och måltider").check()
    klicka(page, "button", "Spara bedömningen")
    granska_axe(page)
    klicka(page, "link", "Avsluta enkelt")
    granska_axe(page)
    page.get_by_role("checkbox", name="Processer och rutiner").check()
    page.get_by_label("Vad har ni gjort?").fill("Frukosten prickas av på tavlan i köket.")
    page.get_by_label("Svar till den som rapporterade").fill("Tack! Vi prickar av på tavlan nu.")
    klicka(page, "button", "Avsluta ärendet")
    expect(page.get_by_role("main")).to_contain_text("Avslutad")
    granska_axe(page)
    klicka(page, "link", "Historik")
    expect(page.get_by_role("main")).to_contain_text("Allvarlighetsgrad")
    granska_axe(page)


def then_medarbetaren_ser_svaret(page: Page) -> None:
    page.goto("/arenden/mina/")
    expect(page.get_by_role("main")).to_contain_text("Avslutad")
    granska_axe(page)
    page.get_by_role("main").get_by_role("link").filter(has_text="Frukosten").first.click()
    expect(page.get_by_role("main")).to_contain_text("Tack! Vi prickar av på tavlan nu.")
    granska_axe(page)


def when_kvalitetsutvecklaren_laser_in_planen(page: Page, fil: Path) -> None:
    page.goto("/plan/")
    granska_axe(page)
    klicka(page, "link", "Ny kvalitetsplan")
    granska_axe(page)
    page.get_by_label("Enhet").select_option(label="Norra enheten")
    page.get_by_label("År").fill(str(idag().year))
    klicka(page, "button", "Skapa planen")
    granska_axe(page)
    klicka(page, "link", re.compile("Läs in"))
    granska_axe(page)
    page.locator("input[type=file]").set_input_files(fil)
    klicka(page, "button", "Granska filen")
    for slag, antal in P2020_ANTAL.items():
        expect(page.get_by_role("row").filter(has_text=slag).first).to_contain_text(str(antal))
    granska_axe(page)
    klicka(page, "button", "Läs in filen")
    expect(page.get_by_role("main")).to_contain_text("43 risker")
    granska_axe(page)


def when_chefen_faststaller_planen(page: Page) -> None:
    page.goto(Kvalitetsplan.objects.get().get_absolute_url())
    klicka(page, "button", "Fastställ planen")
    expect(page.get_by_role("main")).to_contain_text("Fastställd")


def when_chefen_skapar_rapporten(page: Page) -> Rapportdokument:
    page.goto("/rapporter/")
    granska_axe(page)
    klicka(page, "link", "Ny rapport")
    granska_axe(page)
    page.get_by_label("Enhet").select_option(label="Norra enheten")
    page.get_by_label("År").fill(str(idag().year))
    klicka(page, "button", "Skapa rapporten")
    granska_axe(page)
    return Rapportdokument.objects.get()


def ruta(page: Page, etikett: str):
    """The large figure with the label."""
    return page.locator(".tal-ruta").filter(has=page.get_by_role("link", name=etikett, exact=True))


def then_rapporten_raknar(page: Page, rapport: Rapportdokument, antal: int) -> None:
    page.goto(rapport.get_absolute_url())
    expect(ruta(page, "Ärenden").locator(".varde")).to_have_text(re.compile(rf"^\s*{antal}\s*$"))


def when_texterna_skrivs(page: Page, rapport: Rapportdokument) -> None:
    for nr, avsnitt in enumerate(rapport.saknade_avsnitt()):
        page.goto(f"/rapporter/avsnitt/{avsnitt.pk}/andra/")
        textruta = page.get_by_role("textbox", name="Text")
        textruta.click()
        page.keyboard.type(f"Vi har arbetat med {avsnitt.rubrik.lower()} under året.")
        if nr == 0:
            granska_axe(page)
        page.get_by_role("button", name="Spara", exact=True).click()
        page.wait_for_load_state("networkidle")


def when_rapporten_blir_klar_for_namnd(page: Page, rapport: Rapportdokument) -> None:
    page.goto(f"/rapporter/{rapport.pk}/uppgifter/")
    granska_axe(page)
    page.get_by_label("Diarienummer").fill(f"SN {idag().year}/00031")
    klicka(page, "button", "Spara")
    klicka(page, "link", "Skicka till granskning")
    granska_axe(page)
    klicka(page, "button", "Skicka till granskning")
    klicka(page, "link", "Klar för nämnd")
    granska_axe(page)
    klicka(page, "button", "Klar för nämnd")
    expect(page.get_by_role("main")).to_contain_text("Texter, siffror och pdf är frusna")
    granska_axe(page)


def hamta_pdf(page: Page, rapport: Rapportdokument) -> bytes:
    svar = page.request.get(f"/rapporter/{rapport.pk}/pdf/")
    assert svar.status == 200
    return svar.body()


def then_siffran_oppnar_sina_poster(page: Page, rapport: Rapportdokument, nummer: str, antal: int) -> None:
    page.goto(rapport.get_absolute_url())
    ruta(page, "Ärenden").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(antal))
    assert page.locator("tbody tr").count() == antal
    expect(page.get_by_role("main")).to_contain_text(nummer)
    granska_axe(page)


def test_fran_rapport_till_frusen_kvalitetsberattelse(ny_sida, folk, tmp_path):
    given_forra_arets_arenden(folk)
    planfil = tmp_path / "plan.xlsx"
    planfil.write_bytes(bok("p2020"))
    anna, bo, kim = ny_sida(folk.anna, bredd=390, hojd=844, mobil=True), ny_sida(folk.bo), ny_sida(folk.kim)

    nummer = when_medarbetaren_rapporterar(anna)
    when_chefen_bedomer_och_avslutar(bo, nummer)
    then_medarbetaren_ser_svaret(anna)

    when_kvalitetsutvecklaren_laser_in_planen(kim, planfil)
    when_chefen_faststaller_planen(bo)

    rapport = when_chefen_skapar_rapporten(bo)
    then_rapporten_raknar(bo, rapport, 1)
    expect(ruta(bo, "Ärenden")).to_contain_text("2 år")
    bo.goto(f"/rapporter/{rapport.pk}/kapitel/plan/")
    expect(bo.get_by_role("table").filter(has_text="Egenkontroll").last).to_contain_text("4.6")
    granska_axe(bo)
    when_texterna_skrivs(bo, rapport)
    when_rapporten_blir_klar_for_namnd(bo, rapport)
    fore = hamta_pdf(bo, rapport)

    skapa_avvikelse(enhet=folk.norra_gruppen, slag="intern", status="bedomd")
    assert Avvikelse.objects.under_ar(idag().year).count() == 2
    then_rapporten_raknar(bo, rapport, 1)
    assert hamta_pdf(bo, rapport) == fore
    then_siffran_oppnar_sina_poster(bo, rapport, nummer, 1)

    fil = tmp_path / "berattelse.pdf"
    fil.write_bytes(fore)
    with pikepdf.open(fil) as pdf:
        assert str(pdf.Root.Lang) == "sv"
        assert len(pdf.pages) > 10

"""Every page of contracts and audits in the browser at phone and desktop width: axe, nothing clipped, no errors."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from granskningar.handlingar import skicka_enkat
from kvalitet.datum import idag
from tests.stod import granskningar as stod
from tests.stod.folk import skapa_folk
from tests.stod.planer import skapa_atgard
from tests.stod.tillganglighet import bild, granska_adress
from tests.stod.webblasare import NySida, granska_axe


@pytest.fixture
def varld(transactional_db: None) -> SimpleNamespace:
    folk = skapa_folk()
    v = SimpleNamespace(folk=folk)
    kategori = stod.insatsen()
    fore = stod.skapa_verksamhet("Lindens boendestöd i södra kommundelen", "Linden Assistans AB")
    efter = stod.skapa_verksamhet("Björkens boendestöd", "Björken Omsorg AB")
    v.gammalt = stod.skapa_avtal(
        fore, kategori, upphort=date(2025, 5, 31), upphort_skal="overgang", sanktionstrappa="Varning, vite, hävning."
    )
    v.avtal = stod.skapa_avtal(
        efter, kategori, giltig_fran=date(2025, 6, 1), giltig_till=idag() + timedelta(days=60),
        overtaget_fran=v.gammalt, antal_kunder=14, avtalsnummer="SN 2025/14",
    )  # fmt: skip
    v.enkat = stod.skapa_enkat()
    skicka_enkat(enkat=v.enkat)
    v.enkat.svar.filter(verksamhet=efter).update(svarat=date(2025, 10, 9))
    v.granskning = stod.skapa_avslutad(
        fore, insatskategori=kategori, status="atgardsplan", slag="pakallad", anledning="Flera klagomål på bemötande.",
        oanmald=True, uppfyller="delvis", ansvarig=folk.kim,
    )  # fmt: skip
    for bedomning in ("uppfyllt", "delvis", "ej"):
        stod.skapa_iakttagelse(v.granskning, bedomning=bedomning, text="Tre av tio planer var äldre än ett år.")
    stod.skapa_punkt(v.granskning)
    stod.skapa_punkt(v.granskning, klar=date(2025, 5, 1), text="Utse kontaktperson", uppfoljning="Sett i tio akter.")
    v.granskning.atgarder.add(skapa_atgard(folk.norra, "Förtydliga villkoren"))
    v.ny_granskning = stod.skapa_granskning(efter, arvd_fran=v.granskning, slag="uppfoljande")
    v.sanktion = stod.skapa_sanktion(fore, granskning=v.granskning)
    v.dialog = stod.skapa_dialog(teman="Dokumentation", anteckning="Vi delar mallar.")
    v.dialog.verksamheter.add(fore, efter)
    v.upphandling = stod.skapa_upphandling(folk.norra, insatskategori=kategori, belopp=1_250_000)
    v.iakttagelse, v.punkt = v.granskning.iakttagelser.first(), v.granskning.punkter.first()
    return v


def sidor(v: SimpleNamespace) -> dict[str, str]:
    def adress(namn: str, *args: Any) -> str:
        return reverse(f"granskningar:{namn}", args=args)

    rum = {"": v.granskning, "avtal_": v.avtal, "enkat_": v.enkat, "sanktion_": v.sanktion, "dialog_": v.dialog,
           "upphandling_": v.upphandling}  # fmt: skip
    sidor_ = {}
    for rot, post in rum.items():
        for namn in ("lista", "ny"):
            sidor_[f"{rot}{namn}"] = adress(f"{rot}{namn}")
        for namn in ("visa", "andra", "historik"):
            sidor_[f"{rot}{namn}"] = adress(f"{rot}{namn}", post.pk)
    return sidor_ | {
        "visa-arvd": adress("visa", v.ny_granskning.pk),
        "avtal-upphort": adress("avtal_visa", v.gammalt.pk),
        "skal": adress("status_skal", v.ny_granskning.pk, "installd"),
        "iakttagelse_ny": adress("iakttagelse_ny", v.granskning.pk),
        "iakttagelse_andra": adress("iakttagelse_andra", v.iakttagelse.pk),
        "punkt_ny": adress("punkt_ny", v.granskning.pk),
        "punkt_andra": adress("punkt_andra", v.punkt.pk),
        "koppla": adress("koppla_atgard", v.granskning.pk),
        "ny_atgard": adress("ny_atgard", v.granskning.pk),
        "enkat_svar": adress("enkat_svar", v.enkat.pk),
    }


@pytest.mark.parametrize(("bredd", "mobil"), [(1280, False), (390, True)])
def test_sidorna_haller_i_bada_bredderna(varld: SimpleNamespace, ny_sida: NySida, bredd: int, mobil: bool) -> None:
    page = ny_sida(varld.folk.kim, bredd=bredd, mobil=mobil)
    for namn, adress in sidor(varld).items():
        granska_adress(page, adress, namn, mobil=mobil)


def test_avtal_som_slutar_fore_start_far_fel_vid_faltet(varld: SimpleNamespace, ny_sida: NySida) -> None:
    page = ny_sida(varld.folk.kim)
    page.goto(reverse("granskningar:avtal_andra", args=[varld.avtal.pk]))
    page.get_by_label("gäller till och med", exact=False).fill("2025-05-01")
    page.get_by_role("button", name="Spara").click()
    fel = page.get_by_role("alert")
    expect(fel).to_contain_text("Avtalet kan inte sluta före den dag det börjar gälla.")
    expect(fel).to_be_focused()
    granska_axe(page)
    bild(page, "avtal-fel-1280")

"""The registers' pages in the browser at phone and desktop width: axe, nothing clipped, no script or policy errors."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kvalitet.models import Lagrum, Utforare
from tests.stod.folk import skapa_folk
from tests.stod.planer import skapa_atgard
from tests.stod.register import (
    skapa_forutsattning,
    skapa_kategori,
    skapa_kompetensinsats,
    skapa_tillsyn,
    skapa_utforare,
    skapa_verksamhet,
)
from tests.stod.tillganglighet import bild, granska_adress
from tests.stod.webblasare import NySida, granska_axe


@pytest.fixture
def varld(transactional_db: None) -> SimpleNamespace:
    folk = skapa_folk()
    v = SimpleNamespace(folk=folk)
    v.kategori = skapa_kategori("Boendestöd", malgrupp="Personer med funktionsnedsättning och personer över 65 år")
    hem = skapa_kategori("Hemtjänst")
    for namn, till in (("Påhittad socialtjänstlag 4 kap. 1 §", date(2025, 6, 30)), ("Påhittad lag 2 §", None)):
        v.kategori.lagrum.add(Lagrum.objects.create(namn=namn, kort="PL", giltig_till=till))
    v.utforare = skapa_utforare(
        "Omtanke i Älvdalen AB", orgnr="556000-0001", storlek="mellan", anteckning="Möts en gång per kvartal."
    )
    kommunen = skapa_utforare("Älvhamra kommun", driftform="kommunal", storlek="stor")
    skapa_utforare("Linden Assistans AB", giltig_till=date(2025, 12, 31))
    v.verksamhet = skapa_verksamhet(
        v.utforare,
        "Stödet på Ängsgatan",
        kategorier=[v.kategori, hem],
        platser=24,
        ivo_tillstand="PROV-1/2025",
        kontakt="Växeln, be om samordnaren",
        giltig_fran=date(2024, 1, 1),
    )
    skapa_verksamhet(v.utforare, "Gruppboendet Rönnen", kategorier=[v.kategori], giltig_till=date(2025, 6, 30))
    skapa_verksamhet(kommunen, "Norra hemtjänsten", kategorier=[hem], enhet=folk.norra, platser=1200)
    v.tillsyn = skapa_tillsyn(
        folk.norra,
        "Hur beslut om stöd i hemmet motiveras och följs upp under året",
        verksamhet=v.verksamhet,
        anledning="Tillsynen ingår i en nationell granskning.",
        diarienummer="8.5-00001/2026",
    )
    v.avslutad = skapa_tillsyn(folk.norra_gruppen, datum=date(2025, 3, 1), avslutad=date(2025, 9, 1), utfall="brister")
    v.atgard = skapa_atgard(folk.norra, "Skriv om mallen för beslut", status="pagar")
    v.tillsyn.atgarder.add(v.atgard)
    v.kompetens = skapa_kompetensinsats(
        folk.norra,
        tema="Bemötande",
        timmar=Decimal("3.5"),
        deltagare=24,
        malgrupp="All personal",
        anordnare="Högskolan",
    )
    v.forutsattning = skapa_forutsattning(
        folk.norra, beskrivning="Fler får rätt till stöd utan utredning.", foljd="Fler söker och kön växer."
    )
    return v


def sidor(v: SimpleNamespace) -> dict[str, str]:
    poster = {
        "utforare": v.utforare,
        "verksamhet": v.verksamhet,
        "insatskategori": v.kategori,
        "tillsyn": v.tillsyn,
        "kompetens": v.kompetens,
        "forutsattning": v.forutsattning,
    }
    svar = {}
    for namn, post in poster.items():
        svar |= {f"{namn}-lista": reverse(f"{namn}_lista"), f"{namn}-ny": reverse(f"{namn}_ny")}
        svar |= {f"{namn}-{sida}": reverse(f"{namn}_{sida}", args=[post.pk]) for sida in ("visa", "andra", "historik")}
    return svar | {
        "tillsyn-avslutad": v.avslutad.get_absolute_url(),
        "tillsyn-koppla": reverse("tillsyn_koppla", args=[v.tillsyn.pk]),
        "tillsyn-ny-atgard": reverse("tillsyn_ny_atgard", args=[v.tillsyn.pk]),
        "tillsyn-skal": reverse("tillsyn_status_skal", args=[v.avslutad.pk, "pagar"]),
        "utforare-tomt": f"{reverse('utforare_lista')}?q=finnsinte",
    }


@pytest.mark.parametrize(("bredd", "mobil"), [(1280, False), (390, True)])
def test_sidorna_haller_i_bada_bredderna(varld: SimpleNamespace, ny_sida: NySida, bredd: int, mobil: bool) -> None:
    page = ny_sida(varld.folk.kim, bredd=bredd, mobil=mobil)
    for namn, adress in sidor(varld).items():
        granska_adress(page, adress, namn, mobil=mobil)


def test_fel_organisationsnummer_far_fokus_och_kan_rattas(varld: SimpleNamespace, ny_sida: NySida) -> None:
    page = ny_sida(varld.folk.kim)
    page.goto(reverse("utforare_ny"))
    page.get_by_label("Namn").fill("Björkbacken Omsorg AB")
    page.get_by_label("Organisationsnummer").fill("19121212-1212")
    page.get_by_role("button", name="Spara").click()
    fel = page.get_by_role("alert")
    expect(fel).to_contain_text("Lämna fältet tomt för en enskild firma.")
    expect(fel).to_be_focused()
    granska_axe(page)
    bild(page, "utforare-fel-1280")
    page.get_by_label("Organisationsnummer").fill("")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Björkbacken Omsorg AB")
    assert Utforare.objects.get(namn="Björkbacken Omsorg AB").orgnr == ""

"""The pages of measures and of an action's effect in the browser at phone and desktop width: axe, nothing clipped."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kvalitet.datum import idag
from kvalitet.models import Matmetod
from tests.stod.folk import skapa_folk
from tests.stod.matt import skapa_kriterium, skapa_matvarde
from tests.stod.planer import skapa_atgard
from tests.stod.tillganglighet import bild, granska_adress
from tests.stod.webblasare import NySida, granska_axe, granska_smal


@pytest.fixture
def varld(transactional_db: None) -> SimpleNamespace:
    v = SimpleNamespace(folk=skapa_folk())
    ar = idag().year
    v.kriterium = skapa_kriterium(
        v.folk.norra,
        "Brukare som är nöjda med bemötandet",
        innebord="Alla möts med respekt och blir lyssnade på.",
        matning="Fråga 12 i den nationella undersökningen.",
        ansvarig_text="Kvalitetsutvecklaren",
    )
    Matmetod.objects.create(kriterium=v.kriterium, metod="Enkät till brukare")
    for steg, tal in enumerate((71, 78, None, 84, 88)):
        v.varde = skapa_matvarde(
            v.kriterium, tal, ar - 4 + steg, n=4 if steg == 4 else 40, tillfragade=60, bortfall=5, riket=86, lanet=85,
            kalla="Nationella brukarundersökningen", ungefarligt=steg == 1,
            periodnot="t.o.m. november" if steg == 4 else "",
        )  # fmt: skip
    skapa_matvarde(v.kriterium, 70, ar, enhet=v.folk.norra_gruppen, period="t2")
    skapa_kriterium(
        v.folk.norra, "Ledningssystemet är känt", operator="text", malvarde=None, mal_text="Alla svarar ja."
    )
    skapa_kriterium(v.folk.norra, "Väntetid till besked", mattenhet="dagar", operator="hogst", malvarde=30)
    v.gjord = skapa_atgard(v.folk.norra, "Genomgång av rutinen", status="genomford", genomford=date(2026, 1, 5))
    v.pagar = skapa_atgard(v.folk.norra, "Ny checklista vid överlämning", status="pagar")
    v.ej_nadd = skapa_atgard(
        v.folk.norra,
        "Affisch i fikarummet",
        status="effekt_uppfoljd",
        genomford=date(2026, 1, 5),
        effekt="ej_nadd",
        effekt_motivering="Lika många sena besked som förut.",
        effekt_datum=date(2026, 4, 5),
    )
    skapa_atgard(v.folk.norra, "Genomgång i varje grupp", fortsatter=v.ej_nadd)
    return v


def sidor(v: SimpleNamespace) -> dict[str, str]:
    def adress(namn: str, *args: Any) -> str:
        return reverse(namn, args=args)

    return {
        "kriterier": adress("kriterium_lista"),
        "kriterium": adress("kriterium_visa", v.kriterium.pk),
        "kriterium-andra": adress("kriterium_andra", v.kriterium.pk),
        "kriterium-ny": adress("kriterium_ny"),
        "kriterium-historik": adress("kriterium_historik", v.kriterium.pk),
        "nytt-varde": adress("kriterium_nytt_varde", v.kriterium.pk),
        "matvarden": adress("matvarde_lista"),
        "matvarde": adress("matvarde_visa", v.varde.pk),
        "matvarde-andra": adress("matvarde_andra", v.varde.pk),
        "matvarde-historik": adress("matvarde_historik", v.varde.pk),
        "importera": adress("matvarde_import"),
        "atgard-genomford": adress("atgard_genomford", v.pagar.pk),
        "atgard-effekt": adress("atgard_effekt", v.gjord.pk),
        "atgard-effekt-nej": adress("atgard_effekt", v.pagar.pk),
        "atgard-ej-nadd": adress("atgard_visa", v.ej_nadd.pk),
        "atgard-fortsatt": adress("atgard_fortsatt", v.ej_nadd.pk),
    }


@pytest.mark.parametrize(("bredd", "mobil"), [(1280, False), (390, True)])
def test_sidorna_haller_i_bada_bredderna(varld: SimpleNamespace, ny_sida: NySida, bredd: int, mobil: bool) -> None:
    page = ny_sida(varld.folk.kim, bredd=bredd, mobil=mobil)
    for namn, adress in sidor(varld).items():
        granska_adress(page, adress, namn, mobil=mobil)


@pytest.mark.parametrize(("bredd", "mobil"), [(1280, False), (390, True)])
def test_inlasning_fran_fel_till_granskad_fil(
    varld: SimpleNamespace, ny_sida: NySida, tmp_path: Path, bredd: int, mobil: bool
) -> None:
    page = ny_sida(varld.folk.kim, bredd=bredd, mobil=mobil)
    fil = tmp_path / "varden.csv"

    def granska(rad: str) -> None:
        fil.write_text(f"Kriterium;Enhet;År;Värde\n{rad}", encoding="utf-8")
        page.goto(reverse("matvarde_import"))
        page.get_by_label("Fil med värden").set_input_files(fil)
        page.get_by_role("button", name="Granska filen").click()

    granska("Väntetid till besked;Väst;2025;28")
    fel = page.get_by_role("alert")
    expect(fel).to_contain_text("Rad 2: enheten ”Väst” finns inte.")
    expect(fel).to_be_focused()
    granska_axe(page)
    bild(page, f"importera-fel-{bredd}")
    granska("Väntetid till besked;Norra enheten;2025;28")
    expect(page.get_by_role("table")).to_contain_text("28\u00a0dagar")
    granska_axe(page)
    granska_smal(page)
    bild(page, f"granska-{bredd}")
    page.goto(page.url)
    page.get_by_role("button", name="Läs in filen").click()
    expect(page.get_by_role("main")).to_contain_text("28\u00a0dagar")


def test_fel_i_uppfoljningen_star_vid_faltet(varld: SimpleNamespace, ny_sida: NySida) -> None:
    page = ny_sida(varld.folk.bo)
    page.goto(reverse("atgard_visa", args=[varld.gjord.pk]))
    page.get_by_role("link", name="Följ upp effekten").click()
    page.get_by_role("button", name="Avsluta med uppföljd effekt").click()
    expect(page.get_by_role("alert")).to_contain_text("Ange vad uppföljningen visade.")
    granska_axe(page)
    page.get_by_label("effekten är inte nådd").check()
    page.get_by_label("Hur vet ni det?").fill("Lika många sena besked som förut.")
    page.get_by_role("button", name="Avsluta med uppföljd effekt").click()
    page.get_by_role("link", name="Skapa ny åtgärd").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ny åtgärd")

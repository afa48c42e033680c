"""Every page of the cases in a real browser: axe, narrow and enlarged, and what only shows when it is used."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from avvikelser.models import Avvikelse, Kategori, Orsaksomrade
from kvalitet.datum import idag
from kvalitet.models import Atgard
from tests.stod.arenden import skapa_avvikelse
from tests.stod.folk import skapa_folk
from tests.stod.webblasare import granska_axe, granska_smal


@pytest.fixture
def varld(transactional_db) -> SimpleNamespace:
    v = skapa_folk()
    v.nytt = skapa_avvikelse(
        enhet=v.norra_gruppen,
        rapportor=v.anna,
        rubrik="Dörr till medicinskåp stod olåst",
        registrerad=timezone.now() - timedelta(days=20),
        mottagen=idag() - timedelta(days=20),
    )
    v.lex = skapa_avvikelse(
        enhet=v.norra_gruppen,
        rapportor=v.anna,
        kontakt="Eva Exempel",
        slag="lex_sarah",
        status="utreds",
        utredare=v.uno,
        beslutare=v.bo,
        allvarlighetsgrad=3,
        allvar_motivering="Kunde ha lett till en betydande skada.",
        konsekvens="Oro.",
        kategorier=Kategori.objects.all()[:2],
        orsaker=Orsaksomrade.objects.all()[:2],
        atgarder=[Atgard.objects.create(enhet=v.norra, rubrik="Ny rutin för nyckelskåp", ansvarig=v.bo)],
    )
    v.svarat = skapa_avvikelse(
        enhet=v.norra_gruppen, rapportor=v.anna, status="avslutad", aterkoppling="Tack för rapporten."
    )
    v.nytt.rubrik = "Dörren till medicinskåpet stod olåst"
    v.nytt.spara_ny_version(orsak="Rättade rubriken")
    return v


SIDOR = {
    "rapportera": ("anna", "ny", None),
    "kvitto": ("anna", "kvitto", "nytt"),
    "mina": ("anna", "mina", None),
    "egen rapport": ("anna", "visa", "svarat"),
    "lista": ("bo", "lista", None),
    "nytt ärende": ("bo", "visa", "nytt"),
    "ärende som utreds": ("uno", "visa", "lex"),
    "ärende läst": ("kim", "visa", "nytt"),
    "historik": ("bo", "historik", "nytt"),
    "skyddade": ("uno", "skyddade", "lex"),
    "bedöm": ("bo", "bedom", "nytt"),
    "avsluta enkelt": ("bo", "avsluta_enkelt", "nytt"),
    "ändra": ("bo", "andra", "nytt"),
    "tilldela": ("uno", "tilldela", "lex"),
    "besluta": ("bo", "besluta", "lex"),
    "ändra slag": ("uno", "omklassificera", "lex"),
    "åtgärd": ("uno", "koppla_atgard", "lex"),
    "klagomål": ("bo", "ny_klagomal", None),
}


@pytest.mark.parametrize("namn", SIDOR)
def test_axe_and_width(varld, ny_sida, namn):
    vem, adress, arende = SIDOR[namn]
    url = reverse(f"avvikelser:{adress}", args=[getattr(varld, arende).pk] if arende else [])
    for bredd in (390, 1280):
        sida = ny_sida(getattr(varld, vem), bredd=bredd)
        assert sida.goto(url).status == 200
        granska_axe(sida)
    granska_smal(sida)


def test_confirmation_page(varld, ny_sida):
    sida = ny_sida(varld.bo, bredd=390)
    sida.goto(reverse("avvikelser:bekrafta", args=[varld.nytt.pk, "dubblett"]))
    granska_axe(sida)
    granska_smal(sida)
    sida.get_by_role("button", name="Markera som dubblett").click()
    expect(sida.locator(".felsammanfattning")).to_be_focused()
    granska_axe(sida)


def test_a_report_with_errors_keeps_the_text_and_says_where(varld, ny_sida):
    sida = ny_sida(varld.anna, bredd=390, mobil=True)
    sida.goto(reverse("avvikelser:ny"))
    sida.get_by_label("Vad gjorde du eller andra direkt?").fill("Ringde sjuksköterskan.")
    sida.get_by_role("button", name="Skicka rapporten").click()
    expect(sida.locator(".felsammanfattning")).to_be_focused()
    expect(sida).to_have_title(re.compile("^Fel: "))
    granska_axe(sida)
    expect(sida.get_by_label("Vad gjorde du eller andra direkt?")).to_have_value("Ringde sjuksköterskan.")
    sida.get_by_role("link", name="Skriv vad som hände").click()
    expect(sida.get_by_label("Vad hände?")).to_be_focused()


def test_another_day_asks_which(varld, ny_sida):
    sida = ny_sida(varld.anna, bredd=390, mobil=True)
    sida.goto(reverse("avvikelser:ny"))
    expect(sida.get_by_label("Vilken dag?")).to_be_hidden()
    sida.get_by_label("En annan dag").check()
    expect(sida.get_by_label("Vilken dag?")).to_be_visible()
    sida.get_by_label("I går").check()
    expect(sida.get_by_label("Vilken dag?")).to_be_hidden()


def test_a_double_press_makes_one_case(varld, ny_sida):
    fore = Avvikelse.objects.count()
    sida = ny_sida(varld.anna, bredd=390, mobil=True)
    sida.goto(reverse("avvikelser:ny"))
    sida.get_by_label("Vad hände?").fill("Larmet gick inte fram.")
    sida.get_by_label("I dag").check()
    sida.get_by_role("button", name="Skicka rapporten").dblclick()
    expect(sida.get_by_role("heading", name="Tack, rapporten är skickad")).to_be_visible()
    assert Avvikelse.objects.count() == fore + 1


def test_conflict_shows_both_texts(varld, ny_sida):
    bo = ny_sida(varld.bo)
    bo.goto(reverse("avvikelser:andra", args=[varld.nytt.pk]))
    arende = Avvikelse.objects.get(pk=varld.nytt.pk)
    arende.handelse = "Någon annans text."
    arende.spara_ny_version(orsak="Annan")
    bo.get_by_label("Vad som hände").fill("Min egen text.")
    bo.get_by_role("button", name="Spara").click()
    ruta = bo.get_by_role("alert").filter(has_text="Någon annan hann spara före dig")
    expect(ruta).to_be_focused()
    expect(bo.get_by_text("Någon annans text.").first).to_be_visible()
    expect(bo.get_by_role("textbox", name="Vad som hände")).to_have_value("Min egen text.")
    granska_axe(bo)
    granska_smal(bo)

"""Self-checks and assessments in the browser: register a result on a phone; every page under axe at two widths."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from egenkontroller.models import Kontrolltillfalle
from kvalitet.datum import idag
from risker.models import Forbattringsomrade
from tests.stod.folk import skapa_folk
from tests.stod.planer import (
    bedom,
    skapa_atgard,
    skapa_egenkontroll,
    skapa_plan,
    skapa_process,
    skapa_rad,
    skapa_risk,
    skapa_tillfalle,
)
from tests.stod.tillganglighet import granska_adress
from tests.stod.webblasare import NySida, granska_axe

TEXTER = (
    ("Barn får inte komma till tals i utredningen", 3, 3, 2),
    ("Besked om beslut dröjer längre än utlovat", 3, 4, 3),
    ("Genomförandeplanen följs inte upp inom sex månader", 2, 4, 1),
    ("Nycklar till hemmen lämnas ut utan kvittens", 2, 2, 3),
    ("Journalen skrivs först efter flera dagar", 1, 3, 1),
)


@pytest.fixture
def v(transactional_db: None) -> SimpleNamespace:
    folk = skapa_folk()
    v = SimpleNamespace(folk=folk, ar=idag().year)
    process = skapa_process(folk.norra)
    v.kontroll = skapa_egenkontroll(
        folk.norra,
        "Andel utredningar där barnet har fått komma till tals enskilt",
        metod="andel",
        taljare="utredningar med enskilt samtal",
        namnare="avslutade utredningar om barn",
        mal_operator="minst",
        mal_tal=95,
        period="manad",
        process=process,
        ansvarig=folk.kim,
        faststalld=True,
    )
    for manad, (taljare, namnare) in enumerate(((17, 20), (18, 19), (0, 0), (21, 22)), start=1):
        dag = date(v.ar - 1, manad + 1, 3)
        gjord = {"status": "genomford", "genomford_dag": dag, "taljare": taljare, "namnare": namnare}
        v.gjord = skapa_tillfalle(v.kontroll, manad, v.ar - 1, analys="Två nya kände inte till rutinen.", **gjord)
    v.under = v.kontroll.tillfallen.get(periodnr=1)
    v.utebliven = skapa_tillfalle(
        v.kontroll, 5, v.ar - 1, status="utebliven", skal="Sommarens vikarier saknade behörighet."
    )
    v.sen = skapa_tillfalle(v.kontroll, 6, v.ar - 1)
    v.oppen = skapa_tillfalle(v.kontroll, 1, v.ar, forfaller=idag() + timedelta(days=9))
    v.gjord.atgarder.add(skapa_atgard(folk.norra, "Gå igenom rutinen på gruppmötet"))
    fjol, plan = skapa_plan(folk.norra, v.ar - 1, faststalld_av=folk.bo), skapa_plan(folk.norra, v.ar)
    for nr, (text, s, a, nu) in enumerate(TEXTER):
        risk = skapa_risk(folk.norra, text, process=process, uppkommen=date(v.ar, 1, 1) if nr == 4 else None)
        bedom(risk, s, a, date(v.ar - 1, 3, 1))
        v.bedomning = bedom(risk, nu, a, date(v.ar, 1, 1))
        skapa_rad(fjol, risk, lage="kvarstar", lage_kommentar="Syns i granskningen.")
        if nr > 1:
            v.rad = skapa_rad(plan, risk)
    skapa_rad(plan, skapa_risk(folk.norra, "En risk som ingen har bedömt"))
    v.plan = plan
    v.omrade = Forbattringsomrade.objects.create(plan=plan, text="Barns delaktighet i utredningar")
    return v


def sidor(v: SimpleNamespace) -> dict[str, str]:
    def adress(namn: str, *args: Any) -> str:
        return reverse(namn, args=args)

    return {
        "ek-lista": adress("egenkontroller:lista"),
        "ek-visa": adress("egenkontroller:visa", v.kontroll.pk),
        "ek-andra": adress("egenkontroller:andra", v.kontroll.pk),
        "tillfallen": adress("egenkontroller:tillfallen"),
        "tillfalle": adress("egenkontroller:tillfalle", v.gjord.pk),
        "tillfalle-under": adress("egenkontroller:tillfalle", v.under.pk),
        "tillfalle-utebliven": adress("egenkontroller:tillfalle", v.utebliven.pk),
        "tillfalle-sen": adress("egenkontroller:tillfalle", v.sen.pk),
        "tillfalle-historik": adress("egenkontroller:tillfalle_historik", v.gjord.pk),
        "resultat": adress("egenkontroller:resultat", v.oppen.pk),
        "tillfalle-koppla": adress("egenkontroller:koppla", v.under.pk),
        "risker-varde": adress("risker:risker"),
        "risk-bedomd": adress("risker:risk", v.bedomning.risk_id),
        "risk-ny": adress("risker:risk_ny"),
        "bedom": adress("risker:ratta", v.bedomning.pk),
        "matris": f"{adress('risker:matris')}?ar={v.ar}",
        "plan-gor-om": adress("risker:visa", v.plan.pk),
        "ta-over": adress("risker:ta_over", v.plan.pk),
        "omrade": adress("risker:omrade_andra", v.plan.pk, v.omrade.pk),
        "ta-bort": adress("risker:ta_bort_rad", v.plan.pk, v.rad.pk),
    }


@pytest.mark.parametrize(("bredd", "mobil"), [(1280, False), (390, True)])
def test_sidorna_haller_i_bada_bredderna(v: SimpleNamespace, ny_sida: NySida, bredd: int, mobil: bool) -> None:
    page = ny_sida(v.folk.kim, bredd=bredd, mobil=mobil)
    for namn, adress in sidor(v).items():
        granska_adress(page, adress, namn, mobil=mobil)


def test_resultatet_registreras_pa_telefonen(v: SimpleNamespace, ny_sida: NySida) -> None:
    page = ny_sida(v.folk.kim, bredd=390, mobil=True)
    given_ett_oppet_tillfalle(page, v)
    when_taljaren_ar_storre_an_namnaren(page)
    then_far_felet_fokus(page)
    when_resultatet_ar_ratt(page)
    then_ar_kontrollen_gjord_och_malet_inte_natt(page, v)


def given_ett_oppet_tillfalle(page: Page, v: SimpleNamespace) -> None:
    page.goto(v.oppen.get_absolute_url())
    page.get_by_role("link", name="Registrera resultatet").first.click()


def when_taljaren_ar_storre_an_namnaren(page: Page) -> None:
    page.get_by_label("Utredningar med enskilt samtal").fill("12")
    page.get_by_label("Avslutade utredningar om barn").fill("10")
    page.get_by_role("button", name="Spara").click()


def then_far_felet_fokus(page: Page) -> None:
    fel = page.get_by_role("alert")
    expect(fel).to_contain_text("Talet kan inte vara större än antalet det räknas av.")
    expect(fel).to_be_focused()


def when_resultatet_ar_ratt(page: Page) -> None:
    page.get_by_label("Utredningar med enskilt samtal").fill("9")
    page.get_by_role("button", name="Spara").click()


def then_ar_kontrollen_gjord_och_malet_inte_natt(page: Page, v: SimpleNamespace) -> None:
    expect(page.get_by_text("Målet är inte nått och ingen åtgärd är beslutad")).to_be_visible()
    assert Kontrolltillfalle.objects.get(pk=v.oppen.pk).status == "genomford"
    granska_axe(page)


def test_riskvardet_syns_medan_man_valjer_utan_skript(v: SimpleNamespace, ny_sida: NySida) -> None:
    page = ny_sida(v.folk.kim)
    page.goto(reverse("risker:bedom", args=[v.bedomning.risk_id]))
    page.get_by_role("radio", name="3 Stor").check()
    page.get_by_role("radio", name="4 Katastrofal").check()
    vikter = page.locator(".skaltabell td.s-3").evaluate_all("els => els.map(e => getComputedStyle(e).fontWeight)")
    assert vikter == ["700", "400", "400", "400"]

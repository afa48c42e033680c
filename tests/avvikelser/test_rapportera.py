"""Reporting: the form, its bad input, drafts and the session that ended."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from avvikelser.models import Avvikelse
from kvalitet.datum import idag
from kvalitet.models import Utkast

NY = reverse("avvikelser:ny")


@pytest.fixture
def svar(folk):
    return {
        "handelse": "Middagen uteblev. Ingen ringde.",
        "nar": "igar",
        "enhet": str(folk.norra_gruppen.pk),
        "galler_chef": "nej",
        "inlamningsnyckel": str(uuid4()),
    }


@pytest.fixture
def anna(client, folk):
    client.force_login(folk.anna)
    return client


def test_the_form_proposes_the_own_unit_and_says_what_comes(anna, folk):
    sida = anna.get(NY)
    assert sida.context["form"].fields["enhet"].initial == folk.norra_gruppen.pk
    text = sida.content.decode()
    assert "Bo Tallgren läser rapporten inom tre arbetsdagar" in text
    assert "visselblåsarkanal" in text
    kravs = [falt.name for falt in sida.context["form"].visible_fields() if falt.field.required]
    assert len(kravs) <= 8
    assert not {"slag", "allvarlighetsgrad", "kategorier"} & set(sida.context["form"].fields)


def test_a_report_becomes_a_case_with_receipt(anna, folk, svar):
    sida = anna.post(NY, svar, follow=True)
    arende = Avvikelse.objects.get()
    assert arende.rubrik == "Middagen uteblev"
    assert arende.handelsedatum == idag() - timedelta(days=1)
    assert (arende.mottagen, arende.enhet, arende.slag, arende.galler_chef) == (idag(), folk.norra_gruppen, "", False)
    assert arende.skyddat.rapportor == folk.anna
    text = sida.content.decode()
    assert arende.nummer in text
    assert "Bo Tallgren läser den" in text


@pytest.mark.parametrize(
    ("nar", "dag", "vantat"),
    [("idag", "", 0), ("igar", "", 1), ("annan", 5, 5), ("vet_inte", "", None), ("vet_inte", 5, None)],
)
def test_when_it_happened(anna, svar, nar, dag, vantat):
    skrivet = (idag() - timedelta(days=dag)).isoformat() if dag else ""
    anna.post(NY, svar | {"nar": nar, "handelsedatum": skrivet})
    hande = Avvikelse.objects.get().handelsedatum
    assert hande == (None if vantat is None else idag() - timedelta(days=vantat))


def test_about_the_chief_passes_the_chief(anna, folk, svar):
    sida = anna.post(NY, svar | {"galler_chef": "ja"}, follow=True)
    assert "går förbi din chef" in sida.content.decode()
    assert not Avvikelse.objects.lasbara_for(folk.bo).exists()
    assert Avvikelse.objects.lasbara_for(folk.uno).exists()


FEL = {
    "tomt": ({"handelse": " ", "nar": ""}, ["Skriv vad som hände", "Välj när det hände"]),
    "jättetext": ({"handelse": "å" * 20_001}, ["högst 20\u202f000 tecken"]),
    "i morgon": ({"nar": "annan", "handelsedatum": "{morgon}"}, ["kan inte ligga i framtiden"]),
    "30 februari": ({"nar": "annan", "handelsedatum": "2026-02-30"}, ["Datumet finns inte"]),
    "år 20026": ({"nar": "annan", "handelsedatum": "20026-01-01"}, ["Datumet finns inte"]),
    "år 1026": ({"nar": "annan", "handelsedatum": "1026-01-01"}, ["före år 2000"]),
    "annan dag utan dag": ({"nar": "annan"}, ["Skriv vilken dag"]),
    "okänd enhet": ({"enhet": "999999"}, ["Enheten finns inte"]),
    "enhet som inte är ett tal": ({"enhet": "norra"}, ["Enheten finns inte"]),
    "okänt val": ({"nar": "nyss"}, ["nyss"]),
    "nolltecken": ({"handelse": "a\x00b"}, ["tecken som inte går att spara"]),
}


@pytest.mark.parametrize(("andrat", "texter"), FEL.values(), ids=FEL.keys())
def test_bad_input_is_told_in_place_and_nothing_is_saved(anna, svar, andrat, texter):
    morgon = (idag() + timedelta(days=1)).isoformat()
    sida = anna.post(NY, svar | {namn: varde.replace("{morgon}", morgon) for namn, varde in andrat.items()})
    assert sida.status_code == 200
    html = sida.content.decode()
    for text in texter:
        assert text in html
    assert "felsammanfattning" in html
    assert "Fel: " in re.search(r"<title>(.*?)</title>", html)[1]
    assert not Avvikelse.objects.exists()


def test_double_click_makes_one_case(anna, svar):
    forsta, andra = anna.post(NY, svar), anna.post(NY, svar)
    assert forsta["Location"] == andra["Location"]
    assert Avvikelse.objects.count() == 1


def test_a_draft_is_kept_for_its_writer_and_gone_when_sent(anna, client, folk, svar):
    token = anna.get(NY).context["utkast"].token
    anna.post(reverse("utkast"), svar | {"utkast_token": token})
    assert "Middagen uteblev" in anna.get(NY).content.decode()
    client.force_login(folk.cecilia)
    assert "Middagen uteblev" not in client.get(NY).content.decode()
    client.force_login(folk.anna)
    client.post(NY, svar)
    assert not Utkast.objects.exists()


def test_what_was_sent_after_the_session_ended_is_there_after_login(anna, client, folk, svar):
    token = anna.get(NY).context["utkast"].token
    client.logout()
    sida = client.post(NY, svar | {"utkast_token": token})
    assert sida.status_code == 302
    assert sida["Location"].startswith(reverse("account_login"))
    assert not Avvikelse.objects.exists()
    client.force_login(folk.anna)
    sida = client.get(NY)
    assert "Middagen uteblev. Ingen ringde." in sida.content.decode()
    assert sida.context["form"].initial["inlamningsnyckel"] == svar["inlamningsnyckel"]


def test_the_text_is_escaped_wherever_it_is_shown(anna, client, folk, svar):
    anna.post(NY, svar | {"handelse": "<script>alert(1)</script> & <b>fet</b>"})
    arende = Avvikelse.objects.get()
    sidor = [(folk.anna, "avvikelser:visa"), (folk.bo, "avvikelser:visa"), (folk.bo, "avvikelser:bedom")]
    sidor += [(folk.bo, "avvikelser:historik"), (folk.bo, "avvikelser:lista"), (folk.anna, "avvikelser:mina")]
    for person, namn in sidor:
        client.force_login(person)
        args = [] if namn in ("avvikelser:lista", "avvikelser:mina") else [arende.pk]
        html = client.get(reverse(namn, args=args)).content.decode()
        assert "<script>alert" not in html, namn
        assert "&lt;script&gt;" in html, namn


KLAGOMAL = reverse("avvikelser:ny_klagomal")


@pytest.fixture
def klagomal(folk):
    return {
        "slag": "klagomal",
        "kalla": "narstaende",
        "mottagen": (idag() - timedelta(days=2)).isoformat(),
        "enhet": str(folk.norra.pk),
        "riktad_mot": "egen",
        "rubrik": "Sen hjälp på morgonen",
        "handelse": "Dottern ringde och sade att hjälpen kommer sent.",
        "kontakt": "Eva Exempel, 070-000 00 00",
        "onskar_svar": "on",
        "inlamningsnyckel": str(uuid4()),
    }


def test_a_complaint_by_telephone(client, folk, klagomal):
    client.force_login(folk.bo)
    sida = client.post(KLAGOMAL, klagomal, follow=True)
    arende = Avvikelse.objects.get()
    assert (arende.slag, arende.kalla, arende.status) == ("klagomal", "narstaende", "registrerad")
    assert arende.mottagen == idag() - timedelta(days=2)
    assert arende.behover_aterkoppling
    assert arende.history.get().history_user == folk.bo
    assert "Eva Exempel" not in sida.content.decode()
    assert "Eva Exempel" in client.get(reverse("avvikelser:skyddade", args=[arende.pk])).content.decode()


@pytest.mark.parametrize(
    ("andrat", "text"),
    [
        ({"mottagen": "2026-02-30"}, "Datumet finns inte"),
        ({"mottagen": "20026-01-01"}, "Datumet finns inte"),
        ({"mottagen": (idag() + timedelta(days=1)).isoformat()}, "i framtiden"),
        ({"handelsedatum": idag().isoformat()}, "kan inte ha inträffat efter"),
        ({"kontakt": ""}, "hur avsändaren kan nås"),
        ({"enhet": "0"}, "Enheten finns inte"),
        ({"slag": "lex_sarah"}, "lex_sarah"),
    ],
)
def test_a_bad_complaint_is_refused(client, folk, klagomal, andrat, text):
    client.force_login(folk.bo)
    sida = client.post(KLAGOMAL, klagomal | andrat)
    assert sida.status_code == 200
    assert text in sida.content.decode()
    assert not Avvikelse.objects.exists()

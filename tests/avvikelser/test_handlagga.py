"""The handler's pages: assessment, simple closing, decision, changes, conflicts, actions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from avvikelser.models import Avvikelse, Kategori, Orsaksomrade
from kvalitet.datum import idag
from kvalitet.models import Atgard, Utforare, Utkast
from tests.stod.arenden import skapa_avvikelse


@pytest.fixture
def bo(client, folk):
    client.force_login(folk.bo)
    return client


@pytest.fixture
def arende(folk):
    return skapa_avvikelse(enhet=folk.norra, rapportor=folk.anna)


def adress(namn, arende, *mer):
    return reverse(f"avvikelser:{namn}", args=[arende.pk, *mer])


def test_assess(bo, folk, arende):
    svar = {
        "version": arende.version,
        "slag": "intern",
        "allvarlighetsgrad": "2",
        "allvar_motivering": "Ingen skada.",
        "kategorier": [Kategori.objects.get(namn="Fall").pk, Kategori.objects.get(namn="Läkemedel").pk],
        "orsaker": [Orsaksomrade.objects.first().pk],
        "riktad_mot": "egen",
        "kalla": "medarbetare",
        "berorda": [folk.sodra.pk],
    }
    sida = bo.post(adress("bedom", arende), svar, follow=True)
    arende.refresh_from_db()
    assert (arende.status, arende.slag, arende.allvarlighetsgrad) == ("bedomd", "intern", 2)
    assert {k.namn for k in arende.kategorier.all()} == {"Fall", "Läkemedel"}
    assert list(arende.berorda.all()) == [folk.sodra]
    assert "Bedömningen är sparad" in sida.content.decode()
    assert arende.history.first().history_user == folk.bo


def test_assess_tells_what_is_missing(bo, arende):
    html = bo.post(adress("bedom", arende), {"version": arende.version}).content.decode()
    for text in ("Välj slag.", "Välj hur allvarligt det är.", "Skriv varför du bedömer det så."):
        assert text in html
    arende.refresh_from_db()
    assert arende.status == "registrerad"


def test_a_provider_is_named_when_the_case_is_about_one(bo, arende):
    Utforare.objects.create(namn="Omsorg Exempel AB")
    svar = {"slag": "intern", "allvarlighetsgrad": "1", "allvar_motivering": "x", "riktad_mot": "utforare"}
    html = bo.post(adress("bedom", arende), svar | {"kalla": "kund", "version": 1}).content.decode()
    assert "Välj vilken utförare det gäller." in html


def test_close_simply_on_one_screen(bo, arende):
    svar = {
        "version": arende.version,
        "slag": "intern",
        "orsaker": [Orsaksomrade.objects.first().pk],
        "atgardat": "Vi har pratat om det.",
        "aterkoppling": "Tack för rapporten.",
    }
    bo.post(adress("avsluta_enkelt", arende), svar)
    arende.refresh_from_db()
    assert (arende.status, arende.aterkoppling) == ("avslutad", "Tack för rapporten.")
    assert arende.orsaker.count() == 1


def test_simple_closing_tells_what_is_missing_and_undoes_all(bo, arende):
    html = bo.post(adress("avsluta_enkelt", arende), {"version": 1, "slag": "lex_sarah"}).content.decode()
    for text in ("Välj minst en orsak", "Skriv vad som har gjorts", "Skriv ett svar"):
        assert text in html
    assert "lex_sarah" in html
    assert Avvikelse.objects.get().status == "registrerad"


@pytest.mark.parametrize(
    "falt", [{"slag": "lex_sarah"}, {"allvarlighetsgrad": 3}, {"slag": "hsl", "allvarlighetsgrad": 4}]
)
def test_a_serious_case_has_no_simple_closing(bo, folk, falt):
    arende = skapa_avvikelse(enhet=folk.norra, status="bedomd", **falt)
    assert bo.get(adress("avsluta_enkelt", arende)).status_code == 302
    svar = {"version": 1, "orsaker": [1], "atgardat": "x", "aterkoppling": "x"}
    sida = bo.post(adress("avsluta_enkelt", arende), svar | {"orsaker": [Orsaksomrade.objects.first().pk]})
    assert "ska utredas" in sida.content.decode()
    arende.refresh_from_db()
    assert arende.status == "bedomd"
    assert not arende.orsaker.exists()


def test_name_investigator_and_decider(bo, folk):
    arende = skapa_avvikelse(enhet=folk.norra, status="bedomd", slag="lex_sarah")
    sida = bo.get(adress("tilldela", arende))
    assert list(sida.context["form"].fields["utredare"].queryset) == [folk.uno]
    html = bo.post(adress("tilldela", arende), {"version": 1, "utredare": folk.uno.pk}).content.decode()
    assert "Välj vem som beslutar" in html
    html = bo.post(
        adress("tilldela", arende), {"version": 1, "utredare": folk.uno.pk, "beslutare": folk.uno.pk}
    ).content.decode()
    assert "Välj någon annan än utredaren" in html
    bo.post(adress("tilldela", arende), {"version": 1, "utredare": folk.uno.pk, "beslutare": folk.bo.pk})
    arende.refresh_from_db()
    assert (arende.status, arende.utredare, arende.beslutare) == ("utreds", folk.uno, folk.bo)


def test_the_closest_chief_cannot_decide_what_is_about_the_chief(client, folk):
    arende = skapa_avvikelse(enhet=folk.norra, galler_chef=True)
    client.force_login(folk.uno)
    val = client.get(adress("tilldela", arende)).context["form"].fields
    assert folk.bo not in val["utredare"].queryset
    assert folk.bo not in val["beslutare"].queryset


def test_the_investigator_saves_and_the_decider_decides(client, folk):
    arende = skapa_avvikelse(
        enhet=folk.norra, status="utreds", slag="lex_sarah", utredare=folk.uno, beslutare=folk.lena
    )
    client.force_login(folk.uno)
    assert 'name="beslut"' not in client.get(adress("besluta", arende)).content.decode()
    client.post(adress("besluta", arende), {"version": 1, "slutsats": "Planeringen brast."})
    arende.refresh_from_db()
    assert (arende.status, arende.slutsats) == ("utreds", "Planeringen brast.")
    client.force_login(folk.lena)
    svar = {"version": 2, "slutsats": "Planeringen brast.", "beslut": "1"}
    html = client.post(adress("besluta", arende), svar).content.decode()
    assert "Välj utfall." in html
    assert "Beskriv konsekvensen för den enskilde." in html
    svar |= {"konsekvens": "Oro.", "utfall": "missforhallande", "sammanfattning": "En insats uteblev."}
    client.post(adress("besluta", arende), svar)
    arende.refresh_from_db()
    assert (arende.status, arende.beslutad_av, arende.utfall) == ("beslutad", folk.lena, "missforhallande")


def test_the_investigator_cannot_decide_by_adding_the_button(client, folk):
    arende = skapa_avvikelse(
        enhet=folk.norra, status="utreds", slag="lex_sarah", utredare=folk.uno, beslutare=folk.lena
    )
    client.force_login(folk.uno)
    svar = {"konsekvens": "x", "slutsats": "x", "utfall": "inget", "sammanfattning": "x", "beslut": "1", "version": 1}
    assert client.post(adress("besluta", arende), svar).status_code == 403
    arende.refresh_from_db()
    assert (arende.status, arende.slutsats) == ("utreds", "")


def test_what_was_decided_is_not_rewritten(client, folk):
    arende = skapa_avvikelse(
        enhet=folk.norra,
        status="beslutad",
        slag="intern",
        slutsats="Gammal",
        beslutad_av=folk.bo,
        beslutad_vid=timezone.now(),
    )
    client.force_login(folk.bo)
    assert client.get(adress("besluta", arende))["Location"] == arende.get_absolute_url()
    html = client.post(adress("besluta", arende), {"version": 1, "slutsats": "Ny"}).content.decode()
    assert "Beslutet är fattat" in html
    arende.refresh_from_db()
    assert arende.slutsats == "Gammal"


def andring(arende, **falt):
    return {
        "version": arende.version,
        "rubrik": arende.rubrik,
        "handelse": arende.handelse,
        "mottagen": arende.mottagen.isoformat(),
        "enhet": arende.enhet_id,
    } | falt


def test_two_people_saving_the_same_case_lose_nothing(client, folk, arende):
    client.force_login(folk.bo)
    client.post(adress("andra", arende), andring(arende, handelse="Bos text."))
    sida = client.post(adress("andra", arende), andring(arende, handelse="Min text."))
    html = sida.content.decode()
    assert "Någon annan hann spara före dig" in html
    assert "Bos text." in html
    assert "Min text." in html
    assert [k.etikett for k in sida.context["konflikt"]] == ["Vad som hände"]
    arende.refresh_from_db()
    assert arende.handelse == "Bos text."
    client.post(adress("andra", arende), andring(arende, handelse="Båda texterna."))
    arende.refresh_from_db()
    assert arende.handelse == "Båda texterna."
    assert {h.handelse for h in arende.history.all()} >= {"Bos text.", "Båda texterna."}


def test_an_assessment_made_meanwhile_is_shown_too(bo, folk, arende):
    svar = {"slag": "intern", "allvarlighetsgrad": "2", "riktad_mot": "egen", "kalla": "medarbetare"}
    bo.post(adress("bedom", arende), svar | {"version": 1, "allvar_motivering": "Först."})
    sida = bo.post(adress("bedom", arende), svar | {"version": 1, "allvar_motivering": "Sedan."})
    assert [k.etikett for k in sida.context["konflikt"]] == ["Motivera bedömningen"]


@pytest.mark.parametrize(
    ("falt", "text"),
    [
        ({"handelsedatum": "2026-02-30"}, "Datumet finns inte"),
        ({"mottagen": "20026-01-01"}, "Datumet finns inte"),
        ({"mottagen": (idag() + timedelta(days=1)).isoformat()}, "i framtiden"),
        ({"mottagen": "2026-01-01", "handelsedatum": "2026-01-02"}, "kan inte ha inträffat efter"),
        ({"handelse": "x" * 20_001}, "högst 20"),
        ({"rubrik": ""}, "rubrik"),
        ({"enhet": "999999"}, "id_enhet_error"),
    ],
)
def test_a_bad_change_is_refused(bo, arende, falt, text):
    sida = bo.post(adress("andra", arende), andring(arende, **falt))
    assert sida.status_code == 200
    assert text in sida.content.decode()
    assert Avvikelse.objects.get().version == 1


def test_a_change_that_was_cut_off_by_the_session_waits(client, folk, arende):
    client.force_login(folk.bo)
    token = client.get(adress("andra", arende)).context["utkast"].token
    client.logout()
    client.post(adress("andra", arende), andring(arende, handelse="Skrivet länge.", utkast_token=token))
    assert Avvikelse.objects.get().handelse != "Skrivet länge."
    client.force_login(folk.bo)
    assert "Skrivet länge." in client.get(adress("andra", arende)).content.decode()
    client.post(adress("andra", arende), andring(arende, handelse="Skrivet länge."))
    assert Avvikelse.objects.get().handelse == "Skrivet länge."
    assert not Utkast.objects.exists()


def test_a_closed_case_is_not_changed(bo, folk):
    arende = skapa_avvikelse(enhet=folk.norra, status="avslutad")
    for namn in ("andra", "bedom", "avsluta_enkelt", "tilldela", "besluta", "koppla_atgard"):
        assert bo.get(adress(namn, arende))["Location"] == arende.get_absolute_url()
    html = bo.post(adress("andra", arende), andring(arende, rubrik="Ny")).content.decode()
    assert "Öppna det igen" in html
    assert Avvikelse.objects.get().rubrik != "Ny"


def test_change_kind(bo, folk):
    arende = skapa_avvikelse(enhet=folk.norra, status="bedomd", slag="klagomal")
    html = bo.post(adress("omklassificera", arende), {"slag": "synpunkt"}).content.decode()
    assert "Skriv varför slaget ändras." in html
    bo.post(adress("omklassificera", arende), {"slag": "synpunkt", "skal": "Ingen begäran om rättelse."})
    arende.refresh_from_db()
    assert (arende.slag, arende.omklassificerad_fran) == ("synpunkt", "klagomal")


def test_new_and_existing_action(bo, folk):
    arende = skapa_avvikelse(enhet=folk.norra, status="utreds", slag="intern")
    html = bo.post(adress("koppla_atgard", arende), {"rubrik": ""}).content.decode()
    for text in ("Skriv vad som ska göras", "Välj vem som ansvarar.", "Skriv när det ska vara klart."):
        assert text in html
    svar = {"rubrik": "Ny rutin för nycklar", "ansvarig": folk.bo.pk, "senast": "2030-01-31"}
    bo.post(adress("koppla_atgard", arende), svar)
    assert arende.atgarder.get().rubrik == "Ny rutin för nycklar"
    annan = Atgard.objects.create(enhet=folk.forvaltning, rubrik="Gemensam utbildning")
    bo.post(adress("koppla_atgard", arende), {"befintlig": annan.pk})
    assert arende.atgarder.count() == 2 if annan in Atgard.objects.synliga_for(folk.bo) else 1


def test_an_action_elsewhere_cannot_be_chosen(bo, folk, arende):
    annan = Atgard.objects.create(enhet=folk.sodra, rubrik="Södras åtgärd")
    assert bo.post(adress("koppla_atgard", arende), {"befintlig": annan.pk}).status_code == 200
    assert not arende.atgarder.exists()


def test_void_with_reason(bo, arende):
    sida = bo.get(adress("bekrafta", arende, "makulerad"))
    assert "Inget tas bort" in sida.content.decode()
    html = bo.post(adress("byt_lage", arende, "makulerad"), {"motivering": " "}).content.decode()
    assert "Skriv en motivering." in html
    bo.post(adress("byt_lage", arende, "makulerad"), {"motivering": "Registrerat två gånger av misstag."})
    arende.refresh_from_db()
    assert (arende.status, arende.avslutsskal) == ("makulerad", "Registrerat två gånger av misstag.")
    assert arende.history.first().history_change_reason == "Registrerat två gånger av misstag."


def test_double_by_number(bo, folk, arende):
    andra = skapa_avvikelse(enhet=folk.norra)
    sodra = skapa_avvikelse(enhet=folk.sodra)
    url = adress("byt_lage", andra, "dubblett")
    for nummer, fel in ((sodra.nummer, "inget sådant ärende"), (andra.nummer, "eget nummer"), ("", "Skriv numret")):
        assert fel in bo.post(url, {"motivering": "Samma.", "original": nummer}).content.decode()
    bo.post(url, {"motivering": "Samma.", "original": arende.nummer})
    andra.refresh_from_db()
    assert andra.dubblett_av == arende


@pytest.mark.parametrize("till", ["bedomd", "beslutad", "finns_inte"])
def test_states_with_forms_of_their_own_have_no_short_cut(bo, arende, till):
    if till == "beslutad":
        Avvikelse.objects.update(status="utreds", slag="intern")
    assert bo.post(adress("byt_lage", arende, till), {"motivering": "x"}).status_code == 404


def test_a_change_that_somebody_else_made_first_is_said(bo, arende):
    bo.post(adress("byt_lage", arende, "makulerad"), {"motivering": "Ett."})
    sida = bo.post(adress("byt_lage", arende, "makulerad"), {"motivering": "Två."}, follow=True)
    assert "Det går inte att gå från makulerad" in sida.content.decode()
    assert Avvikelse.objects.get().avslutsskal == "Ett."

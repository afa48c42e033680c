"""Reading a case: what the reporter, the reader and the handler see."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from avvikelser.models import Kategori, Orsaksomrade
from kvalitet.models import Atgard, Insatskategori
from tests.stod.arenden import skapa_avvikelse


@pytest.fixture
def fullt(folk):
    """A case with something in every field."""
    return skapa_avvikelse(
        enhet=folk.norra_gruppen,
        rapportor=folk.anna,
        kontakt="kontakt@exempel.se",
        kategorier=Kategori.objects.filter(namn="Fall"),
        orsaker=Orsaksomrade.objects.all()[:1],
        berorda=[folk.sodra],
        atgarder=[Atgard.objects.create(enhet=folk.norra, rubrik="Åtgärdens rubrik")],
        insatskategori=Insatskategori.objects.create(namn="Boendestöd"),
        slag="lex_sarah",
        status="beslutad",
        handelsedatum=date(2026, 1, 2),
        mottagen=date(2026, 1, 3),
        konsekvens="Konsekvensens text",
        omedelbart="Det omedelbara",
        allvarlighetsgrad=4,
        allvar_motivering="Motiveringens text",
        utredare=folk.uno,
        beslutare=folk.lena,
        beslutad_av=folk.lena,
        beslutad_vid=timezone.now(),
        utfall="allvarligt",
        slutsats="Slutsatsens text",
        sammanfattning="Sammanfattningens text",
        ivo_anmald=date(2026, 2, 1),
        ivo_diarienummer="8.5-123/2026",
        diarienummer="SN 2026/12",
        aterkoppling="Återkopplingens text",
    )


def html(client, person, namn, arende):
    client.force_login(person)
    return client.get(reverse(namn, args=[arende.pk])).content.decode()


EGET = ["Frukosten kom en timme", "Konsekvensens text", "Det omedelbara", "Återkopplingens text", "2026-01-02"]
UTREDNINGEN = [
    "Motiveringens text",
    "Slutsatsens text",
    "Sammanfattningens text",
    "Åtgärdens rubrik",
    "Uno Bergvall",
    "8.5-123/2026",
    "Lex Sarah",
    "Allvarligt missförhållande",
    "Allvarlighetsgrad",
]
SKYDDAT = ["Åkerlind", "kontakt@exempel.se"]


def test_the_reporter_sees_own_words_state_and_answer_only(client, folk, fullt):
    sida = html(client, folk.anna, "avvikelser:visa", fullt).split("<main")[1]
    assert all(text in sida for text in EGET)
    assert not [text for text in [*UTREDNINGEN, "kontakt@exempel.se", "Historik", "missförhållande"] if text in sida]


@pytest.mark.parametrize("person", ["bo", "uno", "lena"])
def test_a_reader_sees_the_case_but_not_the_protected_data(client, folk, fullt, person):
    sida = html(client, getattr(folk, person), "avvikelser:visa", fullt)
    assert not [text for text in EGET + UTREDNINGEN if text not in sida]
    assert not [text for text in SKYDDAT if text in sida]
    assert ("Visa uppgifterna" in sida) is (person != "bo")


def test_protected_data_stand_on_their_own_page(client, folk, fullt):
    sida = html(client, folk.uno, "avvikelser:skyddade", fullt)
    assert all(text in sida for text in SKYDDAT)


def test_history_says_what_changed_and_not_who_reported(client, folk):
    arende = skapa_avvikelse(enhet=folk.norra, rapportor=folk.anna, rubrik="Gammal rubrik")
    arende._history_user = folk.bo
    arende.rubrik = "Ny rubrik"
    arende.spara_ny_version(orsak="Ändrade rubrik")
    sida = html(client, folk.kim, "avvikelser:historik", arende)
    assert "[borttaget] </span>Gammal" in sida
    assert "Skäl: Ändrade rubrik" in sida
    assert "av Bo Tallgren" in sida
    assert "av rapportören, vars namn är skyddat" in sida
    assert "Åkerlind" not in sida


@pytest.mark.parametrize(
    "namn", ["visa", "historik", "skyddade", "bedom", "andra", "besluta", "tilldela", "koppla_atgard"]
)
def test_at_most_20_queries(client, folk, fullt, hogst_fragor, namn):
    if namn == "besluta":
        type(fullt).objects.update(status="utreds")
    client.force_login(folk.uno)
    adress = reverse(f"avvikelser:{namn}", args=[fullt.pk])
    client.get(adress)
    with hogst_fragor(20):
        assert client.get(adress).status_code == 200


@pytest.mark.parametrize("namn", ["ny", "mina", "ny_klagomal"])
def test_at_most_20_queries_without_a_case(client, folk, fullt, hogst_fragor, namn):
    client.force_login(folk.bo)
    with hogst_fragor(20):
        assert client.get(reverse(f"avvikelser:{namn}")).status_code == 200


def test_own_reports_with_answer(client, folk, fullt):
    skapa_avvikelse(enhet=folk.sodra, rapportor=folk.cecilia, rubrik="Någon annans")
    client.force_login(folk.anna)
    sida = client.get(reverse("avvikelser:mina")).content.decode()
    assert "Svar: Återkopplingens text" in sida
    assert "Någon annans" not in sida
    assert sida.count("<li><a") >= 1


@pytest.mark.parametrize(
    ("falt", "texter"),
    [
        ({}, ["Nästa steg: bedöm ärendet", "Bo Tallgren läser", "Bedöms senast", "Avsluta enkelt"]),
        ({"status": "bedomd"}, ["Kan inte utredas eftersom", "ingen utredare är utsedd", "Utse utredare"]),
        ({"status": "utreds"}, ["Kan inte beslutas eftersom", "slutsatsen saknas"]),
        ({"status": "beslutad", "allvarlighetsgrad": 3}, ["Kan inte avslutas eftersom", "ingen åtgärd är knuten"]),
        ({"status": "atgardas"}, ["Nästa steg: avsluta", "Allt som krävs finns"]),
        ({"status": "avslutad"}, ["Ärendet är avslutat", "Öppna igen"]),
        ({"status": "overlamnad", "avslutsskal": "Till hälsovården"}, ["Ärendet är överlämnat", "Till hälsovården"]),
    ],
)
def test_the_state_box_says_what_comes_next_and_what_is_missing(client, folk, falt, texter):
    sida = html(client, folk.bo, "avvikelser:visa", skapa_avvikelse(enhet=folk.norra, **falt))
    assert not [text for text in texter if text not in sida]


def test_a_reader_gets_no_buttons(client, folk):
    sida = html(client, folk.kim, "avvikelser:visa", skapa_avvikelse(enhet=folk.norra))
    assert "Nästa steg" in sida
    assert reverse("avvikelser:bedom", args=[1])[:-8] + "/bedom" not in sida
    assert "Andra vägar" not in sida


def test_an_action_is_named_only_for_those_who_see_it(client, folk):
    atgard = Atgard.objects.create(enhet=folk.norra, rubrik="Skyddad åtgärd", skyddad=True)
    arende = skapa_avvikelse(enhet=folk.norra, status="utreds", utredare=folk.uno, atgarder=[atgard])
    lank = f'href="{atgard.get_absolute_url()}"'
    assert lank in html(client, folk.uno, "avvikelser:visa", arende)
    kims = html(client, folk.kim, "avvikelser:visa", arende)
    assert "En åtgärd du inte kan se" in kims
    assert "Skyddad åtgärd" not in kims
    assert lank not in kims


@pytest.mark.parametrize("pk", ["0", "99999999", "9223372036854775808", "99999999999999999999999999"])
def test_a_guessed_address_is_404(client, folk, pk):
    for person in folk.alla:
        client.force_login(person)
        for namn in ("", "historik/", "skyddade/", "andra/", "kvitto/"):
            assert client.get(f"/arenden/{pk}/{namn}").status_code == 404

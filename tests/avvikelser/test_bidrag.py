"""What the cases show on other pages: menu, what waits, own reports, where an action comes from."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kvalitet import bidrag
from kvalitet.datum import efter_arbetsdagar, idag
from kvalitet.models import Anvandare, Atgard, Utforare
from tests.stod.arenden import skapa_avvikelse


def arenden_som_vantar(person):
    person = Anvandare.objects.get(pk=person.pk)
    return [v for v in bidrag.vantar_pa(person) if v.url.startswith("/arenden/")]


def test_the_menu(folk):
    titlar = {p.username: {post.titel for g in bidrag.meny_for(p) for post in g.poster} for p in folk.alla}
    assert {namn for namn, t in titlar.items() if "Ärenden" in t} == {"bo", "uno", "kim", "david", "sara", "karl"}
    assert all("Mina rapporter" in t for t in titlar.values())


@pytest.mark.parametrize(
    ("falt", "vem"),
    [
        ({}, {"bo"}),
        ({"galler_chef": True}, {"uno"}),
        ({"status": "bedomd"}, {"bo"}),
        ({"status": "bedomd", "slag": "lex_sarah"}, {"bo", "uno"}),
        ({"status": "utreds", "utredare": "uno"}, {"uno"}),
        ({"status": "utreds", "slag": "lex_sarah", "utredare": "uno", "beslutare": "lena"}, {"uno", "lena"}),
        ({"status": "beslutad"}, {"bo"}),
        ({"status": "atgardas"}, set()),
        ({"status": "avslutad"}, set()),
        ({"status": "makulerad"}, set()),
    ],
)
def test_who_a_case_waits_for(folk, falt, vem):
    falt = {n: getattr(folk, v) if n in ("utredare", "beslutare") else v for n, v in falt.items()}
    arende = skapa_avvikelse(enhet=folk.norra_gruppen, rapportor=folk.anna, **falt)
    vantar = {p.username: arenden_som_vantar(p) for p in folk.alla}
    assert {namn for namn, v in vantar.items() if v} == vem
    for namn in vem:
        assert arende.nummer in vantar[namn][0].rubrik
        assert arende in type(arende).objects.synliga_for(getattr(folk, namn))


def test_the_deadline_is_some_working_days_after_registration(folk, settings):
    settings.BEDOMNINGSDAGAR = 3
    skapa_avvikelse(enhet=folk.norra)
    skapa_avvikelse(enhet=folk.norra, registrerad=timezone.now() - timedelta(days=30))
    sen, ny = arenden_som_vantar(folk.bo)
    assert ny.frist == efter_arbetsdagar(idag(), 3)
    assert sen.forsenad(idag())
    assert not ny.forsenad(idag())


def test_own_reports_on_the_start_page(folk):
    skapa_avvikelse(enhet=folk.norra, rapportor=folk.anna, rubrik="Obesvarad")
    skapa_avvikelse(enhet=folk.norra, rapportor=folk.anna, rubrik="Besvarad", aterkoppling="Tack.")
    skapa_avvikelse(enhet=folk.norra, rapportor=folk.bo, rubrik="Bos")
    assert [(r.rubrik, r.vad[:3]) for r in bidrag.egna_rapporter(folk.anna)] == [
        ("Besvarad", "Du "),
        ("Obesvarad", "Äre"),
    ]


def test_an_actions_origin_for_those_who_read_the_case(folk):
    atgard = Atgard.objects.create(enhet=folk.norra, rubrik="Ny rutin", senast=date(2030, 1, 1))
    vanligt = skapa_avvikelse(enhet=folk.norra, rapportor=folk.anna, atgarder=[atgard])
    lex = skapa_avvikelse(enhet=folk.norra, slag="lex_sarah", status="bedomd", atgarder=[atgard])
    ser = {p.username: {u.url for u in bidrag.ursprung([atgard.pk], p)[atgard.pk]} for p in folk.alla}
    assert ser["bo"] == {vanligt.get_absolute_url(), lex.get_absolute_url()}
    assert ser["kim"] == {vanligt.get_absolute_url()}
    assert ser["anna"] == ser["david"] == set()


def test_a_providers_latest_cases_for_those_who_read_them(folk, monkeypatch):
    monkeypatch.setattr("avvikelser.bidragsgivare.SENASTE_ARENDEN", 2)
    vard, annan = (Utforare.objects.create(namn=namn) for namn in ("Omtanke i Älvdalen AB", "Linden Assistans AB"))
    for dag in (1, 2, 3):
        skapa_avvikelse(enhet=folk.norra, utforare=vard, mottagen=date(2026, 3, dag), rubrik=f"Dag {dag}")
    skapa_avvikelse(enhet=folk.norra, utforare=annan)
    skapa_avvikelse(enhet=folk.norra, utforare=vard, status="makulerad", avslutsskal="Fel system")

    def del_for(person):
        delar = bidrag.verksamhetsdelar(vard.pk, [], person)
        return next(d for d in delar if d.rubrik == "Senaste ärenden om utföraren")

    assert [p.text.split(" ", 1)[1] for p in del_for(folk.bo).poster] == ["Dag 3", "Dag 2"]
    assert del_for(folk.bo).poster[0].lage == "registrerad"
    assert del_for(folk.rut).poster == del_for(folk.david).poster == ()

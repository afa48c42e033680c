"""Drafts on the server: whose, how long, how much."""

from datetime import timedelta

import pytest
from django.core import signing
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from kvalitet.models import Utkast
from kvalitet.utkast import MAX_TECKEN, SALT, Plats, glom_utkast, hamta_utkast, spara_utkast

SPARA = reverse("utkast")


@pytest.fixture
def plats(folk):
    return Plats(folk.anna.pk, "prov", 0)


def data(**falt):
    fraga = QueryDict(mutable=True)
    fraga.update(falt)
    return fraga


def test_a_draft_is_saved_over_and_forgotten(plats):
    spara_utkast(plats, data(text="Ett"))
    spara_utkast(plats, data(text="Två", csrfmiddlewaretoken="x", utkast_token="y"))
    assert hamta_utkast(plats).falt == {"text": ["Två"]}
    glom_utkast(plats)
    assert hamta_utkast(plats) is None


def test_drafts_do_not_meet(folk, plats):
    spara_utkast(plats, data(text="Annas"))
    for annan in (Plats(folk.bo.pk, "prov", 0), Plats(folk.anna.pk, "annat", 0), Plats(folk.anna.pk, "prov", 7)):
        assert hamta_utkast(annan) is None


def test_too_much_or_nobody_is_not_kept(folk, plats):
    assert spara_utkast(plats, data(text="x" * (MAX_TECKEN + 1))) is None
    folk.anna.is_active = False
    folk.anna.save()
    assert spara_utkast(plats, data(text="Hej")) is None
    assert not Utkast.objects.exists()


def test_the_token_permits_saving_that_persons_draft_and_nothing_more(client, folk, plats):
    assert client.post(SPARA, {"utkast_token": plats.token(), "text": "Utloggad"}).status_code == 200
    assert hamta_utkast(plats).falt == {"text": ["Utloggad"]}
    assert b"Utloggad" not in client.post(SPARA, {"utkast_token": plats.token(), "text": "Igen"}).content
    client.force_login(folk.bo)
    assert client.post(SPARA, {"utkast_token": plats.token(), "text": "Bos"}).status_code == 400
    assert hamta_utkast(plats).falt == {"text": ["Igen"]}


@pytest.mark.parametrize("token", ["", "skräp", "x" * 5000])
def test_a_forged_token_is_refused(client, db, token):
    assert client.post(SPARA, {"utkast_token": token, "text": "x"}).status_code == 400


def test_a_token_of_another_salt_or_age_is_refused(plats, monkeypatch):
    assert Plats.ur(signing.dumps([plats.anvandare_id, "prov", 0], salt="annat")) is None
    gammal = signing.dumps([plats.anvandare_id, "prov", 0], salt=SALT, compress=True)
    monkeypatch.setattr("kvalitet.utkast.MAX_ALDER", -1)
    assert Plats.ur(gammal) is None


def test_only_what_nobody_touched_for_30_days_is_old(plats):
    utkast = spara_utkast(plats, data(text="x"))
    assert not Utkast.objects.for_gamla().exists()
    Utkast.objects.filter(pk=utkast.pk).update(andrad=timezone.now() - timedelta(days=31))
    assert Utkast.objects.for_gamla().exists()


def test_get_is_refused(client):
    assert client.get(SPARA).status_code == 405


def test_starting_over_removes_the_draft(client, folk):
    client.force_login(folk.anna)
    plats = Plats(folk.anna.pk, "avvikelser.ny", 0)
    spara_utkast(plats, data(handelse="Halvfärdigt"))
    svar = client.post(reverse("avvikelser:ny"), {"borja_om": "1"})
    assert svar.status_code == 303
    assert hamta_utkast(plats) is None

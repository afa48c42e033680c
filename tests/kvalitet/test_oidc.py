"""Sign-in through the municipality's own service, the whole way round against a service on the loopback."""

from collections.abc import Iterator

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from kvalitet import miljo
from kvalitet.models import Anvandare
from tests.stod.folk import LOSENORD
from tests.stod.utfardare import HEMLIGHET, KLIENT, Utfardare

IN = "/konto/oidc/kommun/login/?process=login"
ATER = "/konto/oidc/kommun/login/callback/"


@pytest.fixture
def tjanst(settings) -> Iterator[Utfardare]:
    tjanst = Utfardare()
    settings.OIDC = {
        "utfardare": tjanst.adress,
        "klient": KLIENT,
        "hemlighet": HEMLIGHET,
        "namn": "Älvhamra kommun",
        "konto": "epost",
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": miljo.oidc_appar(settings.OIDC)}
    }
    tjanst.pastaenden = {"sub": "123", "email": "Anna@alvhamra.example", "email_verified": True, "name": "Anna Å"}
    yield tjanst
    tjanst.stang()


def logga_in(client, tjanst, fraga="", **andrat):
    """Sign in; the page one ends at."""
    svar = client.get(IN + fraga)
    assert svar.status_code == 302, svar.text
    return client.get(ATER, {**tjanst.godkann(svar["Location"]), **andrat}, follow=True)


def inloggad(client) -> str:
    pk = client.session.get("_auth_user_id")
    return Anvandare.objects.get(pk=pk).username if pk else ""


def test_logga_in(client, folk, tjanst):
    sida = client.get(reverse("account_login")).text
    assert "Logga in med Älvhamra kommun" in sida
    assert "Eller med lösenord" in sida
    svar = logga_in(client, tjanst)
    assert (inloggad(client), svar.redirect_chain[-1][0]) == ("anna", reverse("start"))
    lank = SocialAccount.objects.get()
    assert (lank.user, lank.uid, lank.extra_data) == (folk.anna, "123", {})


def test_sidan_man_ville_till(client, folk, tjanst):
    svar = logga_in(client, tjanst, "&next=/atgarder/")
    assert svar.redirect_chain[-1][0] == "/atgarder/"
    client.logout()
    svar = logga_in(client, tjanst, "&next=https://ond.example/")
    assert svar.redirect_chain[-1][0] == reverse("start")


def test_nasta_gang_galler_identiteten_inte_adressen(client, folk, tjanst):
    logga_in(client, tjanst)
    client.logout()
    tjanst.pastaenden["email"] = "anna.nytt.namn@alvhamra.example"
    logga_in(client, tjanst)
    assert inloggad(client) == "anna"
    assert SocialAccount.objects.get().extra_data == {}


def test_en_annan_identitet_med_samma_adress_avvisas(client, folk, tjanst):
    logga_in(client, tjanst)
    client.logout()
    tjanst.pastaenden["sub"] = "456"
    svar = logga_in(client, tjanst)
    assert (svar.status_code, inloggad(client)) == (403, "")
    assert "hör ihop med en annan inloggning" in svar.text
    client.force_login(folk.adam)
    adress = reverse("admin:kvalitet_anvandare_changelist")
    client.post(adress, {"action": "losgor", "_selected_action": [folk.anna.pk]})
    client.logout()
    logga_in(client, tjanst)
    assert inloggad(client) == "anna"


@pytest.mark.parametrize(
    "andrat",
    [
        {"email": "okand@annan.example"},
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "false"},
        {"email": ""},
        {"email": ["anna@alvhamra.example"]},
        {"email": "nytt@alvhamra.example", "preferred_username": "anna"},
    ],
)
def test_okand_eller_obekraftad_slapps_inte_in(client, folk, tjanst, andrat):
    tjanst.pastaenden |= andrat
    antal = Anvandare.objects.count()
    svar = logga_in(client, tjanst)
    assert (svar.status_code, inloggad(client)) == (403, "")
    assert "Vänd dig till den som sköter behörigheter" in svar.text
    assert (Anvandare.objects.count(), SocialAccount.objects.count()) == (antal, 0)


def test_userinfo_om_en_annan_person_avvisas(client, folk, tjanst):
    tjanst.userinfo = {"sub": "999", "email": folk.bo.email, "email_verified": True}
    assert logga_in(client, tjanst).status_code == 403


def test_anvandarnamn_nar_det_ar_valt(client, folk, tjanst, settings):
    settings.OIDC = settings.OIDC | {"konto": "anvandarnamn"}
    tjanst.pastaenden = {"sub": "1", "preferred_username": "BO", "email": folk.anna.email, "email_verified": True}
    logga_in(client, tjanst)
    assert inloggad(client) == "bo"


def test_avstangd_person_slapps_inte_in(client, folk, tjanst):
    Anvandare.objects.filter(pk=folk.anna.pk).update(is_active=False)
    svar = logga_in(client, tjanst)
    assert "Kontot är avstängt" in svar.text
    assert (inloggad(client), SocialAccount.objects.count()) == ("", 0)


def test_overanvandare_har_bara_lokal_inloggning(client, folk, tjanst):
    Anvandare.objects.filter(pk=folk.anna.pk).update(is_superuser=True)
    assert logga_in(client, tjanst).status_code == 403


@pytest.mark.parametrize("andrat", [{"state": "fel"}, {"state": ""}, {"code": "fel"}, {"error": "server_error"}])
def test_manipulerat_svar_avvisas(client, folk, tjanst, andrat):
    svar = logga_in(client, tjanst, **andrat)
    assert inloggad(client) == ""
    assert "Inloggningen med Älvhamra kommun gick inte." in svar.text


def test_nagon_annans_svar_avvisas(client, folk, tjanst):
    svar = client.get(IN)
    fraga = tjanst.godkann(svar["Location"])
    client.cookies.clear()
    assert "gick inte" in client.get(ATER, fraga, follow=True).text
    assert inloggad(client) == ""


def test_id_token_fran_nagon_annan_avvisas(client, folk, tjanst):
    tjanst.pastaenden["aud"] = "en-annan-tjanst"
    assert "gick inte" in logga_in(client, tjanst).text
    tjanst.pastaenden |= {"aud": KLIENT, "iss": "https://ond.example"}
    assert "gick inte" in logga_in(client, tjanst).text
    tjanst.pastaenden |= {"iss": tjanst.adress, "exp": 1}
    assert "gick inte" in logga_in(client, tjanst).text
    assert inloggad(client) == ""


def test_den_som_avbryter_kommer_tillbaka(client, folk, tjanst):
    svar = logga_in(client, tjanst, error="access_denied")
    assert "avbröts" in svar.text


def test_tjansten_svarar_inte(client, folk, tjanst):
    tjanst.stang()
    svar = client.get(IN, follow=True)
    assert "Inloggningen med Älvhamra kommun gick inte." in svar.text
    svar = client.post(reverse("account_login"), {"login": "anna", "password": LOSENORD}, follow=True)
    assert inloggad(client) == "anna"


def test_att_lanka_till_kontot_man_ar_inne_i_gar_inte(client, folk, tjanst):
    client.force_login(folk.bo)
    svar = client.get(IN.replace("=login", "=connect"))
    client.get(ATER, tjanst.godkann(svar["Location"]))
    assert not SocialAccount.objects.exists()


def test_avstangt_nar_inget_ar_installt(client, folk):
    assert "Logga in med" not in client.get(reverse("account_login")).text
    assert client.get(IN).status_code == 404
    assert client.get(ATER).status_code == 404


VARDEN = {
    "KVALITET_OIDC_UTFARDARE": "https://in.exempel.se/",
    "KVALITET_OIDC_KLIENT": "k",
    "KVALITET_OIDC_HEMLIGHET": "h",
    "KVALITET_OIDC_NAMN": "Exempel",
}


def test_installningar(monkeypatch):
    assert miljo.oidc("drift") == {}
    for namn, varde in VARDEN.items():
        monkeypatch.setenv(namn, varde)
    assert miljo.oidc("drift") == {
        "utfardare": "https://in.exempel.se",
        "klient": "k",
        "hemlighet": "h",
        "namn": "Exempel",
        "konto": "epost",
    }


@pytest.mark.parametrize(
    ("andrat", "sager"),
    [
        ({"KVALITET_OIDC_HEMLIGHET": ""}, "Ange även KVALITET_OIDC_HEMLIGHET"),
        ({"KVALITET_OIDC_UTFARDARE": ""}, "Ange även KVALITET_OIDC_UTFARDARE"),
        ({"KVALITET_OIDC_UTFARDARE": "http://in.exempel.se"}, "https://"),
        ({"KVALITET_OIDC_UTFARDARE": "http://localhost:1"}, "https://"),
        ({"KVALITET_OIDC_KONTO": "namn"}, "ska vara ett av: epost, anvandarnamn"),
    ],
)
def test_halv_eller_osaker_installning_stoppar_starten(monkeypatch, andrat, sager):
    for namn, varde in (VARDEN | andrat).items():
        monkeypatch.setenv(namn, varde)
    with pytest.raises(ImproperlyConfigured, match=sager):
        miljo.oidc("drift")

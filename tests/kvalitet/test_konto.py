"""Sign-in: closed to strangers, one way in, nothing kept by the browser."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.stod.folk import LOSENORD


@pytest.mark.parametrize("namn", ["anna", "anna@alvhamra.example", "ANNA@alvhamra.example"])
def test_logga_in_med_namn_eller_epost(client, folk, namn):
    svar = client.post(reverse("account_login"), {"login": namn, "password": LOSENORD}, follow=True)
    assert svar.redirect_chain[-1][0] == reverse("start")
    assert "Anna" in svar.text


def test_fel_losenord_sager_inte_vad_som_var_fel(client, folk):
    svar = client.post(reverse("account_login"), {"login": "anna", "password": "fel"})
    okand = client.post(reverse("account_login"), {"login": "finnsinte", "password": "fel"})
    assert svar.status_code == okand.status_code == 200
    assert "stämmer inte" in svar.context["form"].non_field_errors()[0]
    assert svar.context["form"].non_field_errors() == okand.context["form"].non_field_errors()


def test_ingen_kan_skapa_sitt_eget_konto(client, folk):
    antal = type(folk.anna).objects.count()
    client.post(
        reverse("account_signup"),
        {"username": "ny", "email": "ny@alvhamra.example", "password1": LOSENORD, "password2": LOSENORD},
    )
    assert type(folk.anna).objects.count() == antal


@pytest.mark.parametrize("adress", ["/", "/administration/"])
def test_utan_inloggning_till_inloggningen(client, db, adress):
    svar = client.get(adress, follow=True)
    assert svar.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_utloggning_kraver_post(client, folk):
    client.force_login(folk.anna)
    client.get(reverse("account_logout"))
    assert client.get(reverse("start")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("start")).status_code == 302


def test_sidor_for_inloggade_sparas_inte_i_webblasaren(client, folk):
    client.force_login(folk.anna)
    assert client.get(reverse("start"))["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("vem", "status"), [("adam", 200), ("kim", 302), ("bo", 302), ("anna", 302)])
def test_administrationen_oppnas_av_administratoren(client, folk, vem, status):
    client.force_login(getattr(folk, vem))
    assert client.get(reverse("admin:kvalitet_anvandare_changelist")).status_code == status


def test_administrationen_raderar_ingenting(client, folk):
    client.force_login(folk.adam)
    assert client.post(reverse("admin:kvalitet_enhet_delete", args=[folk.norra.pk]), {"post": "yes"}).status_code == 403


def test_administratoren_ser_inte_overanvandare(client, folk):
    chef = type(folk.anna).objects.create(username="glaskross", is_superuser=True, is_staff=True)
    client.force_login(folk.adam)
    assert client.get(reverse("admin:kvalitet_anvandare_change", args=[chef.pk])).status_code == 302


def test_innehallspolicyn_ar_strang(client, folk):
    policy = client.get(reverse("account_login"))["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "object-src 'none'" in policy


def test_administrationen_visar_bara_organisation_och_listor(client, folk):
    folk.adam.is_superuser = True
    folk.adam.save()
    client.force_login(folk.adam)
    appar = {
        app["app_label"]: {modell["object_name"] for modell in app["models"]}
        for app in client.get(reverse("admin:index")).context["app_list"]
    }
    assert set(appar) == {"kvalitet", "avvikelser", "rapporter"}
    assert appar["rapporter"] == {"Rapportmall"}


def test_sessionen_lever_sa_lange_den_anvands(client, folk, settings):
    with time_machine.travel("2026-11-22T08:00:00+00:00", tick=False) as klocka:
        client.force_login(folk.anna)
        for _ in range(3):
            klocka.shift(settings.SESSION_COOKIE_AGE - 60)
            assert client.get(reverse("start")).status_code == 200
        klocka.shift(settings.SESSION_COOKIE_AGE + 60)
        assert client.get(reverse("start")).status_code == 302


def test_sidor_i_rask_foljd_skriver_inte_sessionen(client, folk):
    client.force_login(folk.anna)
    client.get(reverse("start"))
    with CaptureQueriesContext(connection) as fragor:
        client.get(reverse("start"))
    assert not [f for f in fragor if f["sql"].startswith(("UPDATE", "INSERT"))]

"""The pages about jobs: one's own only, with and without scripts, and what to do when it did not work."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from kvalitet import jobb
from kvalitet.models import Jobb

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def slag():
    jobb.registrera("prov", lambda rad: None, rubrik="Provfil", far_hamta=lambda rad, person: rad.parametrar["far"])
    yield "prov"
    del jobb._slag["prov"]


def nytt(person, **falt) -> Jobb:
    grund = {"slag": "prov", "nyckel": "1:x", "rubrik": "Listan som fil", "tillbaka": "/atgarder/?q=x"}
    return Jobb.objects.create(bestalld_av=person, parametrar={"far": True}, **(grund | falt))


def test_medan_det_pagar(folk, client):
    rad = nytt(folk.kim, status="pagar", framsteg=40, framsteg_text="Skriver raderna")
    client.force_login(folk.kim)
    sida = client.get(rad.get_absolute_url()).text
    for text in ("Skriver raderna (40 procent)", "Du kan lämna sidan", ">Uppdatera<", 'role="status"', "hx-get"):
        assert text in sida
    assert 'href="/atgarder/?q=x"' in sida
    assert "http-equiv" not in sida


def test_sidan_fragar_och_far_bara_det_som_ar_nytt(folk, client):
    rad = nytt(folk.kim, status="pagar", framsteg=40)
    client.force_login(folk.kim)
    adress = rad.get_absolute_url()
    assert client.get(f"{adress}?sett={rad.marke}", **HTMX).status_code == 204
    Jobb.objects.update(framsteg=50)
    svar = client.get(f"{adress}?sett={rad.marke}", **HTMX).text
    assert "50 procent klart" in svar
    assert "<html" not in svar
    Jobb.objects.update(status="klar", resultat={"text": "Allt är skrivet."})
    svar = client.get(f"{adress}?sett={rad.marke}", **HTMX).text
    assert "Allt är skrivet." in svar
    assert "hx-get" not in svar


def test_bara_ens_egna(folk, client):
    rad = nytt(folk.kim, status="klar")
    for person in (folk.bo, folk.adam, folk.lena):
        client.force_login(person)
        assert client.get(rad.get_absolute_url()).status_code == 404
        assert "Listan som fil" not in client.get(reverse("jobb_lista")).text
    client.force_login(folk.kim)
    assert "Listan som fil" in client.get(reverse("jobb_lista")).text


def test_filen_kraver_att_man_far_lasa_den_nu(folk, client, slag):
    rad = nytt(folk.kim, status="klar", resultat={"filnamn": "a.html", "typ": "text/html"})
    rad.fil.save("a.html", ContentFile(b"<script>x</script>"))
    client.force_login(folk.kim)
    adress = reverse("jobb_fil", args=[rad.pk])
    svar = client.get(adress)
    assert (svar["Content-Disposition"], svar["X-Content-Type-Options"]) == ('attachment; filename="a.html"', "nosniff")
    assert svar["Cache-Control"] == "private, no-store"
    b"".join(svar.streaming_content)
    Jobb.objects.update(parametrar={"far": False})
    assert client.get(adress).status_code == 404
    Jobb.objects.update(parametrar={"far": True}, fil="jobb/borta.html")
    assert client.get(adress).status_code == 404


def test_borttagen_fil_sags(folk, client):
    rad = nytt(folk.kim, status="klar", resultat={"filnamn": "a.csv"})
    client.force_login(folk.kim)
    assert "Filer sparas i två dagar" in client.get(rad.get_absolute_url()).text


def test_det_som_inte_gick_bestalls_pa_nytt(folk, client, slag):
    rad = nytt(folk.kim, status="fel", fel="E-postservern svarar inte.", avslutad=timezone.now())
    client.force_login(folk.kim)
    sida = client.get(rad.get_absolute_url()).text
    assert "E-postservern svarar inte." in sida
    assert "Försök igen" in sida
    svar = client.post(reverse("jobb_igen", args=[rad.pk]))
    ny = Jobb.objects.latest("pk")
    assert svar["Location"] == ny.get_absolute_url()
    assert (ny.status, ny.rubrik, ny.nyckel, ny.tillbaka) == ("vantar", rad.rubrik, f"{folk.kim.pk}:x", rad.tillbaka)
    assert client.post(reverse("jobb_igen", args=[ny.pk])).status_code == 404  # nothing wrong with that one


def test_administratoren_ser_vad_som_inte_gick_men_inte_vems(folk, client, slag):
    rad = nytt(folk.kim, status="fel", fel="Gick inte alls.", avslutad=timezone.now(), forsok=3)
    nytt(folk.kim, nyckel="1:y", status="fel", fel="Gammalt fel.", avslutad=timezone.now() - timedelta(days=1))
    client.force_login(folk.adam)
    sida = client.get(reverse("jobb_fel")).text
    assert sida.index("Gick inte alls.") < sida.index("Gammalt fel.")
    assert "Provfil" in sida
    for hemligt in ("Listan som fil", "Norrby", "Försök igen<"):
        assert hemligt not in sida
    assert client.post(reverse("jobb_igen", args=[rad.pk])).status_code == 404


@pytest.mark.parametrize("antal", [1, 30])
def test_listorna_tar_lika_manga_fragor(folk, client, slag, antal, django_assert_max_num_queries):
    for nr in range(antal):
        nytt(folk.adam, nyckel=f"1:{nr}", status="fel", avslutad=timezone.now())
    client.force_login(folk.adam)
    client.get(reverse("start"))
    for namn in ("jobb_lista", "jobb_fel"):
        with django_assert_max_num_queries(12):
            client.get(reverse(namn))

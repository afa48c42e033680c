"""Writing a section: two people at once, an expired session, hostile text, drafts."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from kvalitet.models import Utkast
from kvalitet.utkast import Plats
from rapporter.models import Rapportavsnitt
from rapporter.prosa import MAX_TECKEN
from tests.stod.rapporter import fryst, ny_rapport


@pytest.fixture
def avsnitt(folk: SimpleNamespace) -> Rapportavsnitt:
    return ny_rapport(folk.norra, folk.kim).avsnitt.get(nyckel="sammanfattning")


def _adress(avsnitt: Rapportavsnitt) -> str:
    return reverse("rapporter:avsnitt_andra", args=[avsnitt.pk])


def test_spara_rensar_och_sager_vem(folk: SimpleNamespace, client: Client, avsnitt: Rapportavsnitt) -> None:
    client.force_login(folk.bo)
    text = (
        '<p onmouseover="x()">Bra<script>y()</script> år</p><p><a href="javascript:x()">L</a></p><img src=x onerror=y>'
    )
    svar = client.post(_adress(avsnitt), {"version": 1, "text": text})
    assert svar["Location"].endswith("#avsnitten")
    avsnitt.refresh_from_db()
    assert (avsnitt.text, avsnitt.version, avsnitt.andrad_av) == ("<p>Bra år</p><p>L</p>", 2, folk.bo)
    assert set(avsnitt.dokument.forfattare.all()) == {folk.kim, folk.bo}
    sida = client.get(avsnitt.dokument.get_absolute_url()).content.decode()
    assert "<p>Bra år</p>" in sida
    assert "javascript:" not in sida
    assert "onerror" not in sida


def test_spara_och_ga_vidare(folk: SimpleNamespace, client: Client, avsnitt: Rapportavsnitt) -> None:
    client.force_login(folk.kim)
    svar = client.post(_adress(avsnitt), {"version": 1, "text": "<p>a</p>", "nasta": "1"})
    assert svar["Location"] == _adress(avsnitt.dokument.avsnitt.get(nyckel="kvalitet-och-ansvar"))


def test_for_lang_text_sags_ifran_om_och_star_kvar(
    folk: SimpleNamespace, client: Client, avsnitt: Rapportavsnitt
) -> None:
    client.force_login(folk.kim)
    svar = client.post(_adress(avsnitt), {"version": 1, "text": "<p>" + "a" * MAX_TECKEN + "</p>"})
    assert "Texten är för lång" in svar.content.decode()
    assert "a" * 1000 in svar.content.decode()
    avsnitt.refresh_from_db()
    assert avsnitt.text == ""


def test_tva_skriver_samtidigt(folk: SimpleNamespace, client: Client, avsnitt: Rapportavsnitt) -> None:
    client.force_login(folk.bo)
    client.post(_adress(avsnitt), {"version": 1, "text": "<p>Bos text</p>"})
    client.force_login(folk.kim)
    svar = client.post(_adress(avsnitt), {"version": 1, "text": "<p>Kims <strong>text</strong></p>"}).content.decode()
    assert "Någon annan hann spara före dig" in svar
    assert "Bo Tallgren, enhetschef" in svar
    assert "Kims text" in svar.split('<form class="kol')[0]
    assert "Bos text" in svar.split('<form class="kol')[0]
    assert "&lt;p&gt;Kims &lt;strong&gt;text" in svar
    avsnitt.refresh_from_db()
    assert avsnitt.text == "<p>Bos text</p>"
    client.post(_adress(avsnitt), {"version": avsnitt.version, "text": "<p>Bådas text</p>"})
    avsnitt.refresh_from_db()
    assert avsnitt.text == "<p>Bådas text</p>"


def test_utgangen_session_behaller_texten(folk: SimpleNamespace, client: Client, avsnitt: Rapportavsnitt) -> None:
    token = Plats(folk.kim.pk, "rapporter.avsnitt", avsnitt.pk).token()
    svar = client.post(_adress(avsnitt), {"version": 1, "text": "<p>Halvfärdigt</p>", "utkast_token": token})
    assert "/konto/login/" in svar["Location"]
    avsnitt.refresh_from_db()
    assert avsnitt.text == ""
    client.force_login(folk.kim)
    sida = client.get(_adress(avsnitt)).content.decode()
    assert "Det du skrev senast finns kvar." in sida
    assert "&lt;p&gt;Halvfärdigt&lt;/p&gt;" in sida
    client.force_login(folk.bo)
    assert "Halvfärdigt" not in client.get(_adress(avsnitt)).content.decode()
    client.force_login(folk.kim)
    client.post(_adress(avsnitt), {"version": 1, "text": "<p>Klart</p>"})
    assert not Utkast.objects.exists()


def test_fientligt_utkast_visas_som_text(folk: SimpleNamespace, client: Client, avsnitt: Rapportavsnitt) -> None:
    client.force_login(folk.kim)
    token = Plats(folk.kim.pk, "rapporter.avsnitt", avsnitt.pk).token()
    client.post(reverse("utkast"), {"utkast_token": token, "text": "</textarea><script>alert(1)</script>"})
    assert "<script>alert(1)" not in client.get(_adress(avsnitt)).content.decode()


def test_fryst_rapport_gar_inte_att_skriva_i(folk: SimpleNamespace, client: Client) -> None:
    avsnitt = fryst(folk.norra, folk.bo).avsnitt.get(nyckel="sammanfattning")
    fore = avsnitt.text
    client.force_login(folk.bo)
    for svar in (client.get(_adress(avsnitt)), client.post(_adress(avsnitt), {"version": 1, "text": "<p>Nytt</p>"})):
        assert svar["Location"] == avsnitt.dokument.get_absolute_url()
    avsnitt.refresh_from_db()
    assert avsnitt.text == fore
    uppgifter = reverse("rapporter:uppgifter", args=[avsnitt.dokument_id])
    client.post(uppgifter, {"version": avsnitt.dokument.version, "diarienummer": "Annat"})
    avsnitt.dokument.refresh_from_db()
    assert avsnitt.dokument.diarienummer == "SN 2026/00031"


def test_historiken_visar_vad_som_skrevs(folk: SimpleNamespace, client: Client, avsnitt: Rapportavsnitt) -> None:
    client.force_login(folk.kim)
    client.post(_adress(avsnitt), {"version": 1, "text": "<p>Första texten</p>"})
    client.post(_adress(avsnitt), {"version": 2, "text": "<p>Andra texten</p>"})
    sida = client.get(reverse("rapporter:historik", args=[avsnitt.dokument_id])).content.decode()
    assert "[borttaget] </span>Första" in sida
    assert "[tillagt] </span>Andra" in sida
    assert "Kim Norrby" in sida


def test_redigeraren_har_nonce(folk: SimpleNamespace, client: Client, avsnitt: Rapportavsnitt) -> None:
    client.force_login(folk.kim)
    svar = client.get(_adress(avsnitt))
    nonce = svar.wsgi_request.csp_nonce
    assert f'type="importmap" nonce="{nonce}"' in svar.content.decode()
    assert f"'nonce-{nonce}'" in svar["Content-Security-Policy"]


@pytest.mark.parametrize("storlek", [100, 2_000_000])
def test_en_inklistrad_bild_sparas_aldrig_och_texten_finns_kvar(
    folk: SimpleNamespace, client: Client, avsnitt: Rapportavsnitt, storlek: int
) -> None:
    client.force_login(folk.kim)
    bild = f'<img alt="" src="data:image/png;base64,{"A" * storlek}">'
    svar = client.post(_adress(avsnitt), {"version": 1, "text": f"<p>Före {bild} efter</p>"})
    sida = svar.content.decode()
    assert "Bilder kan inte läggas i texten" in sida
    assert "spara den i diariet och hänvisa dit" in sida
    assert "Före  efter" in sida
    assert len(sida) < 100_000
    avsnitt.refresh_from_db()
    assert avsnitt.text == ""
    assert not Utkast.objects.exists()
    client.post(_adress(avsnitt), {"version": 1, "text": "<p>Före  efter</p>"})
    avsnitt.refresh_from_db()
    assert avsnitt.text == "<p>Före  efter</p>"


def test_en_bild_pa_fem_megabyte_avvisas(folk: SimpleNamespace, client: Client, avsnitt: Rapportavsnitt) -> None:
    client.force_login(folk.kim)
    bild = f'<img src="data:image/png;base64,{"A" * 6_990_000}">'  # 5 MB as base64
    svar = client.post(_adress(avsnitt), {"version": 1, "text": f"<p>Före</p>{bild}"})
    assert svar.status_code == 400
    assert "mycket stor" in svar.content.decode()
    avsnitt.refresh_from_db()
    assert avsnitt.text == ""


def test_en_tabell_ur_word_finns_kvar_som_tabell(
    folk: SimpleNamespace, client: Client, avsnitt: Rapportavsnitt
) -> None:
    client.force_login(folk.kim)
    tabell = "<table><tr><td>Månad</td><td>Antal</td></tr><tr><td>Maj</td><td>12</td></tr></table>"
    client.post(_adress(avsnitt), {"version": 1, "text": tabell})
    sida = client.get(avsnitt.dokument.get_absolute_url()).content.decode()
    assert '<th scope="col">Månad</th>' in sida
    assert "<td>12</td>" in sida

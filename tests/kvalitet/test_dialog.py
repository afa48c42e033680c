"""A question asked on the spot, and the way back in the message about what happened."""

import re
from datetime import date
from types import SimpleNamespace

from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from kvalitet.models import Atgard
from tests.stod.arenden import skapa_avvikelse
from tests.stod.planer import skapa_atgard
from tests.stod.webblasare import NySida, granska_axe


def test_det_som_kraver_skal_oppnas_som_dialog(folk: SimpleNamespace, client: Client) -> None:
    atgard = skapa_atgard(folk.norra)
    client.force_login(folk.bo)
    html = client.get(atgard.get_absolute_url()).content.decode()
    knapp = re.search(r"<a [^>]*data-dialog[^>]*>Avbryt åtgärden</a>", html)
    assert knapp
    assert reverse("atgard_status_skal", args=[atgard.pk, "avbruten"]) in knapp[0]


def test_beskedet_leder_tillbaka_dar_det_gar(folk: SimpleNamespace, client: Client) -> None:
    atgard = skapa_atgard(folk.norra)
    client.force_login(folk.bo)
    adress = reverse("atgard_status", args=[atgard.pk, "avbruten"])
    html = client.post(adress, {"motivering": "Behövs inte."}, follow=True).content.decode()
    tillbaka = reverse("atgard_status_skal", args=[atgard.pk, "planerad"])
    assert re.search(rf'Åtgärd: avbruten\. <a href="{tillbaka}"[^>]*>Ångra</a>', html)


def test_utan_vag_tillbaka_lovas_ingen(folk: SimpleNamespace, client: Client) -> None:
    atgard = skapa_atgard(folk.norra)
    client.force_login(folk.bo)
    html = client.post(reverse("atgard_status", args=[atgard.pk, "pagar"]), follow=True).content.decode()
    assert "Åtgärd: pågår." in html
    assert "Ångra" not in html


def test_avbryt_i_dialogen_och_angra(folk: SimpleNamespace, ny_sida: NySida) -> None:
    atgard = skapa_atgard(folk.norra, status="pagar", senast=date(2026, 12, 1))
    page = ny_sida(folk.bo)
    page.goto(atgard.get_absolute_url())
    page.get_by_role("link", name="Avbryt åtgärden").click()
    dialog = page.get_by_role("dialog", name="Avbryt åtgärden")
    expect(dialog.get_by_label("Varför?")).to_be_focused()
    dialog.get_by_label("Varför?").fill("Behövs inte längre.")
    dialog.get_by_role("button", name="Avbryt åtgärden").click()
    besked = page.get_by_role("status").first
    expect(besked).to_contain_text("Åtgärd: avbruten.")
    granska_axe(page)
    atgard.refresh_from_db()
    assert atgard.status == Atgard.Status.AVBRUTEN


def test_makulera_ett_arende_i_dialogen(folk: SimpleNamespace, ny_sida: NySida) -> None:
    arende = skapa_avvikelse(enhet=folk.norra_gruppen)
    page = ny_sida(folk.bo, bredd=390, mobil=True)
    page.goto(arende.get_absolute_url())
    page.get_by_role("link", name="Makulera").click()
    dialog = page.get_by_role("dialog", name="Makulera")
    expect(dialog).to_contain_text("Inget tas bort, men ärendet räknas inte.")
    granska_axe(page)
    dialog.get_by_role("button", name="Makulera").click()  # without a reason: the page comes back and says so
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text("Makulera")

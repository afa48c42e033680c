"""What is done is not over: the effect is followed up as a step of its own, and what failed is continued."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kvalitet import bidrag
from kvalitet.datum import idag
from kvalitet.models import Atgard
from tests.stod.planer import skapa_atgard

GJORD = {"status": "genomford", "genomford": date(2026, 1, 5)}


def effekt(atgard: Atgard, **falt: Any) -> dict[str, Any]:
    return {
        "effekt": "nadd",
        "effekt_motivering": "Väntetiden halverades.",
        "effekt_datum": idag(),
        "version": atgard.version,
    } | falt


def test_hela_vagen(client: Client, folk: SimpleNamespace, hogst_fragor: Any) -> None:
    client.force_login(folk.kim)
    data = {"rubrik": "Ge besked på måndagar", "enhet": folk.norra.pk, "slag": "rutin", "ansvarig": folk.bo.pk}
    svar = client.post(reverse("atgard_ny"), data)
    atgard = Atgard.objects.get()
    assert svar.url == atgard.get_absolute_url()
    client.post(reverse("atgard_status", args=[atgard.pk, "pagar"]))

    sida = client.get(atgard.get_absolute_url()).content.decode()
    adress = reverse("atgard_genomford", args=[atgard.pk])
    assert adress in sida
    assert "Kan inte bli genomförd" not in sida
    atgard.refresh_from_db()
    dag = {"genomford": idag(), "effekt_planerad": idag() + timedelta(days=60), "version": atgard.version}
    for fel, text in (
        ({"genomford": idag() + timedelta(days=1)}, "Datumet har inte varit ännu."),
        ({"genomford": "1026-01-01"}, "Ange ett datum mellan år 2000 och 2100."),
        ({"effekt_planerad": idag() - timedelta(days=1)}, "först när åtgärden är genomförd"),
        ({"effekt_planerad": ""}, "När följer ni upp effekten?"),
    ):
        assert text in client.post(adress, dag | fel).content.decode()
    client.post(adress, dag)
    atgard.refresh_from_db()
    assert (atgard.status, atgard.effekt_planerad) == ("genomford", idag() + timedelta(days=60))

    adress = reverse("atgard_effekt", args=[atgard.pk])
    assert adress in client.get(atgard.get_absolute_url()).content.decode()
    assert "Skriv hur ni vet det." in client.post(adress, effekt(atgard, effekt_motivering=" ")).content.decode()
    assert "Ange vad uppföljningen visade." in client.post(adress, effekt(atgard, effekt="")).content.decode()
    fore = effekt(atgard, effekt_datum=idag() - timedelta(days=1))
    assert f"Åtgärden genomfördes {idag()}." in client.post(adress, fore).content.decode()
    client.post(adress, effekt(atgard))
    atgard.refresh_from_db()
    assert (atgard.status, atgard.effekt, atgard.effekt_datum) == ("effekt_uppfoljd", "nadd", idag())
    with hogst_fragor(20):
        text = client.get(atgard.get_absolute_url()).content.decode()
    assert "Väntetiden halverades." in text
    assert "Skapa ny åtgärd" not in text
    assert "Effekten är redan uppföljd." in client.get(adress).content.decode()


@pytest.mark.parametrize("status", ["planerad", "pagar", "avbruten"])
def test_effekten_foljs_inte_upp_fore_atgarden(client: Client, folk: SimpleNamespace, status: str) -> None:
    atgard = skapa_atgard(folk.norra, status=status)
    client.force_login(folk.kim)
    adress = reverse("atgard_effekt", args=[atgard.pk])
    nej = "Effekten kan inte följas upp eftersom åtgärden inte är genomförd."
    assert nej in client.get(adress).content.decode()
    assert nej in client.post(adress, effekt(atgard)).content.decode()
    atgard.refresh_from_db()
    assert (atgard.status, atgard.effekt) == (status, "")


def test_genomford_hoppas_inte_over(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.kim)
    for falt, text in (
        ({"status": "planerad"}, "eftersom den inte är påbörjad"),
        ({"status": "avbruten"}, "eftersom den är avbruten"),
        (GJORD, "Åtgärden är redan genomförd."),
    ):
        atgard = skapa_atgard(folk.norra, **falt)
        adress = reverse("atgard_genomford", args=[atgard.pk])
        assert text in client.get(adress).content.decode()
        data = {"genomford": idag(), "effekt_planerad": idag(), "version": 1}
        assert text in client.post(adress, data).content.decode()
        atgard.refresh_from_db()
        assert atgard.status == falt["status"]


def test_ej_nadd_effekt_leder_till_en_ny_atgard_som_hor_ihop(client: Client, folk: SimpleNamespace) -> None:
    fore = skapa_atgard(folk.norra, "Affisch i fikarummet", **GJORD, slag="information", ansvarig=folk.bo)
    client.force_login(folk.bo)
    client.post(reverse("atgard_effekt", args=[fore.pk]), effekt(fore, effekt="ej_nadd"))
    ny = reverse("atgard_fortsatt", args=[fore.pk])
    assert ny in client.get(fore.get_absolute_url()).content.decode()
    form = client.get(ny).context["form"]
    assert (form["enhet"].value(), form["slag"].value(), form["ansvarig"].value()) == (
        folk.norra.pk,
        "information",
        folk.bo.pk,
    )
    assert not form["rubrik"].value()
    client.post(ny, {"rubrik": "Genomgång på mötet", "enhet": folk.norra.pk, "slag": "utbildning"})
    atgard = Atgard.objects.get(rubrik="Genomgång på mötet")
    assert atgard.fortsatter == fore
    assert "Fortsätter: Affisch i fikarummet" in client.get(atgard.get_absolute_url()).content.decode()
    sida = client.get(fore.get_absolute_url()).content.decode()
    assert "Fortsätts av: Genomgång på mötet" in sida
    assert "Skapa ny åtgärd" not in sida


def test_bara_det_som_inte_nadde_fortsatter(client: Client, folk: SimpleNamespace) -> None:
    klar = GJORD | {"status": "effekt_uppfoljd", "effekt_motivering": "Syns i akterna."}
    client.force_login(folk.kim)
    for effekt_, kod in (("nadd", 404), ("ej_tillamplig", 404), ("delvis", 200), ("ej_nadd", 200)):
        atgard = skapa_atgard(folk.norra, **klar, effekt=effekt_)
        assert client.get(reverse("atgard_fortsatt", args=[atgard.pk])).status_code == kod


def test_det_som_fortsatter_en_skyddad_atgard_ar_skyddat(folk: SimpleNamespace) -> None:
    fore = skapa_atgard(folk.norra, skyddad=True, forbi_chef=True)
    atgard = fore.fortsattning()
    assert (atgard.skyddad, atgard.forbi_chef, atgard.fortsatter) == (True, True, fore)


def test_startsidan_leder_till_uppfoljningen(folk: SimpleNamespace) -> None:
    gjord = skapa_atgard(folk.norra, "Gjord", **GJORD, effekt_planerad=idag() - timedelta(days=1), ansvarig=folk.bo)
    skapa_atgard(folk.norra, "Sen", senast=idag() - timedelta(days=2), ansvarig=folk.bo)
    sen, effekten = bidrag.vantar_pa(folk.bo)
    assert sen.vad == "Din åtgärd, planerad och försenad."
    assert effekten.url == reverse("atgard_effekt", args=[gjord.pk])

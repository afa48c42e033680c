"""Self-checks: list, page, new, change, history."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from egenkontroller.models import Egenkontroll
from tests.stod.planer import skapa_atgard, skapa_egenkontroll, skapa_process

LIKA: set[int] = set()


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    process = skapa_process(folk.norra)
    Egenkontroll.objects.bulk_create(
        Egenkontroll(enhet=folk.norra, text=f"E{n}", process=process, sortering=f"E{n}") for n in range(antal)
    )
    client.force_login(folk.kim)
    with hogst_fragor(12) as fragor:
        client.get(reverse("egenkontroller:lista"))
    LIKA.add(len(fragor))
    assert len(LIKA) == 1


def test_listan_i_svensk_ordning_med_filter(client: Client, folk: SimpleNamespace) -> None:
    for text in ("Öppna ärenden", "Ärenden utan plan", "Zebra", "Aktgranskning"):
        skapa_egenkontroll(folk.norra, text, metod="antal")
    skapa_egenkontroll(folk.norra, "Gammal", giltig=False)
    skapa_egenkontroll(folk.sodra, "Annan enhets", faststalld=True)
    client.force_login(folk.kim)

    def visade(**filter: str) -> list[str]:
        return [e.text for e in client.get(reverse("egenkontroller:lista"), filter).context["sida"].rader]

    assert visade() == ["Aktgranskning", "Zebra", "Ärenden utan plan", "Öppna ärenden"]
    assert visade(q="ÖPPNA") == ["Öppna ärenden"]
    assert visade(metod="andel") == []
    assert "Gammal" in visade(alla="on")


def test_ny_andra_historik(client: Client, folk: SimpleNamespace, hogst_fragor: Any) -> None:
    client.force_login(folk.kim)
    data = {"text": "Andel i tid", "enhet": folk.norra.pk, "metod": "andel", "giltig": "on"}
    svar = client.post(reverse("egenkontroller:ny"), data)
    assert "En andel behöver både täljare och nämnare." in svar.content.decode()
    data |= {"taljare": "i tid", "namnare": "alla", "malvarde": "95 %"}
    assert client.post(reverse("egenkontroller:ny"), data | {"enhet": folk.sodra.pk}).status_code == 200
    client.post(reverse("egenkontroller:ny"), data)
    kontroll = Egenkontroll.objects.get()
    kontroll.atgarder.add(skapa_atgard(folk.norra, "Påminna"))
    with hogst_fragor(20):
        sida = client.get(kontroll.get_absolute_url()).content.decode()
    assert "95 %" in sida
    assert "Påminna" in sida
    adress = reverse("egenkontroller:andra", args=[kontroll.pk])
    with hogst_fragor(20):
        client.get(adress)
    client.post(adress, data | {"malvarde": "98 %", "version": 1})
    svar = client.post(adress, data | {"malvarde": "99 %", "version": 1})
    assert "Någon annan hann spara före dig" in svar.content.decode()
    kontroll.refresh_from_db()
    assert (kontroll.malvarde, kontroll.version) == ("98 %", 2)
    historik = client.get(reverse("egenkontroller:historik", args=[kontroll.pk])).content.decode()
    assert "98" in historik

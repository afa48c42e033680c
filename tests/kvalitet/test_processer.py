"""The process register: list, page, new, change, history."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kvalitet.models import Process
from tests.stod.planer import skapa_process


def test_listan_visar_i_nummerordning_och_filtrerar(client: Client, folk: SimpleNamespace) -> None:
    skapa_process(folk.norra, "Följa upp", "4.10")
    skapa_process(folk.norra, "Ärenden till nämnden", "4.9", agare=folk.bo)
    skapa_process(folk.norra, "Gammal", "1", giltig=False)
    skapa_process(folk.sodra, "Annan enhets process", "2")
    client.force_login(folk.kim)
    text = client.get(reverse("process_lista")).content.decode()
    assert text.index("4.9 Ärenden till nämnden") < text.index("4.10 Följa upp")
    assert "Gammal" not in text
    assert "Annan enhets process" not in text
    assert "Gammal" in client.get(reverse("process_lista"), {"alla": "on"}).content.decode()
    traff = client.get(reverse("process_lista"), {"q": "ÄRENDEN"}).content.decode()
    assert "4.9 Ärenden till nämnden" in traff
    assert "Följa upp" not in traff
    assert "4.9 Ärenden" not in client.get(reverse("process_lista"), {"utan_agare": "on"}).content.decode()
    csv = b"".join(client.get(reverse("process_lista"), {"export": "csv"}).streaming_content).decode()
    assert "4.10;Följa upp;huvudprocess;Norra enheten" in csv


LIKA: set[int] = set()  # the number of queries, whatever the number of rows


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    Process.objects.bulk_create(
        Process(enhet=folk.norra, namn=f"P{n}", sortering=f"{n:04}", agare=folk.bo) for n in range(antal)
    )
    client.force_login(folk.kim)
    with hogst_fragor(12) as fragor:
        client.get(reverse("process_lista"))
    LIKA.add(len(fragor))
    assert len(LIKA) == 1


def test_ny_process(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.kim)
    data = {"enhet": folk.norra.pk, "nummer": "1", "namn": "Utreda", "typ": "huvud", "giltig": "on"}
    svar = client.post(reverse("process_ny"), data)
    process = Process.objects.get()
    assert svar.url == process.get_absolute_url()
    svar = client.post(reverse("process_ny"), data)
    assert "Enheten har redan en process med det namnet." in svar.content.decode()
    svar = client.post(reverse("process_ny"), data | {"namn": "Annan", "enhet": folk.sodra.pk})
    assert svar.status_code == 200
    assert Process.objects.count() == 1


def test_andra_process_med_historik_och_konflikt(client: Client, folk: SimpleNamespace, hogst_fragor: Any) -> None:
    process = skapa_process(folk.norra, "Utreda", "1", syfte="Rätt stöd.")
    client.force_login(folk.kim)
    data = {"enhet": folk.norra.pk, "nummer": "1", "namn": "Utreda", "typ": "huvud", "giltig": "on", "version": 1}
    adress = reverse("process_andra", args=[process.pk])
    client.post(adress, data | {"syfte": "Rätt stöd i tid."})
    svar = client.post(adress, data | {"syfte": "Något annat."})
    assert "Någon annan hann spara före dig" in svar.content.decode()
    process.refresh_from_db()
    assert (process.syfte, process.version) == ("Rätt stöd i tid.", 2)
    text = client.get(reverse("process_historik", args=[process.pk])).content.decode()
    assert "Kim Norrby" in text
    assert "i tid." in text
    with hogst_fragor(20):
        client.get(process.get_absolute_url())
    with hogst_fragor(20):
        client.get(adress)

"""Changed conditions: what changed around us, from when, and what it meant for quality."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse, reverse_lazy

from kvalitet.models import Forutsattning
from tests.stod.register import skapa_forutsattning

LISTA = reverse_lazy("forutsattning_lista")


def visade(client: Client, **filter_: Any) -> list[str]:
    return [f.rubrik for f in client.get(LISTA, filter_).context["sida"].rader]


def test_listan_ar_och_text(client: Client, folk: SimpleNamespace) -> None:
    skapa_forutsattning(folk.norra, "Ny lag", datum=date(2025, 7, 1), beskrivning="Fler får rätt till stöd.")
    skapa_forutsattning(folk.norra_gruppen, "Flytt", datum=date(2026, 2, 1), foljd="Längre resor.")
    skapa_forutsattning(folk.sodra, "Annan enhet")
    client.force_login(folk.lena)
    assert visade(client) == ["Annan enhet", "Flytt", "Ny lag"]
    client.force_login(folk.uno)
    assert visade(client) == ["Flytt", "Ny lag"]
    assert visade(client, ar=2025) == ["Ny lag"]
    assert visade(client, q="rätt till") == ["Ny lag"]
    export = b"".join(client.get(LISTA, {"export": "csv", "ar": 2026}).streaming_content).decode()
    assert "Längre resor." in export
    assert "Ny lag" not in export


LIKA: set[int] = set()


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    Forutsattning.objects.bulk_create(
        Forutsattning(enhet=folk.norra, rubrik=f"F{n}", datum=date(2026, 1, 1)) for n in range(antal)
    )
    client.force_login(folk.kim)
    with hogst_fragor(12) as fragor:
        client.get(LISTA)
    LIKA.add(len(fragor))
    assert len(LIKA) == 1


def test_tomt_register_sager_vad_som_kommer(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.anna)
    assert "Inga förändringar ännu" in client.get(LISTA).content.decode()


def test_skapa_andra_och_historik(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.kim)
    data = {"rubrik": "Ny lag", "enhet": folk.norra.pk, "datum": "2026-07-01"}
    assert (
        "Skriv ett datum som finns"
        in client.post(reverse("forutsattning_ny"), data | {"datum": "1-1-1"}).content.decode()
    )
    svar = client.post(reverse("forutsattning_ny"), data)
    post = Forutsattning.objects.get()
    assert svar.url == post.get_absolute_url()
    assert "Inte beskrivet ännu." in client.get(svar.url).content.decode()
    client.post(reverse("forutsattning_andra", args=[post.pk]), data | {"version": 1, "foljd": "Fler ansöker."})
    assert "Fler ansöker." in client.get(svar.url).content.decode()
    assert "Fler ansöker." in client.get(reverse("forutsattning_historik", args=[post.pk])).content.decode()

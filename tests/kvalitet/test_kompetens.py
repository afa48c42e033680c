"""Training given to staff: by theme, with hours and participants, tied to the actions it belongs to."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse, reverse_lazy

from kvalitet import bidrag
from kvalitet.models import Atgard, Kompetensinsats
from tests.stod.planer import skapa_atgard
from tests.stod.register import skapa_kompetensinsats

LISTA = reverse_lazy("kompetens_lista")


def visade(client: Client, **filter_: Any) -> list[str]:
    return [k.rubrik for k in client.get(LISTA, filter_).context["sida"].rader]


def test_listan_efter_tema_och_ar(client: Client, folk: SimpleNamespace) -> None:
    skapa_kompetensinsats(folk.norra, "Samtal", tema="Bemötande", datum=date(2025, 3, 1), timmar=Decimal("1.5"))
    skapa_kompetensinsats(folk.norra_gruppen, "Brand", tema="Ansvar", datum=date(2026, 3, 1), anordnare="Räddningen")
    skapa_kompetensinsats(folk.norra, "Handledning", datum=date(2026, 4, 1))
    skapa_kompetensinsats(folk.sodra, "Annan enhets", tema="Hemligt tema")
    client.force_login(folk.bo)
    assert visade(client) == ["Handledning", "Brand", "Samtal"]
    assert visade(client, sort="tema") == ["Handledning", "Brand", "Samtal"]
    assert visade(client, sort="-tema") == ["Samtal", "Brand", "Handledning"]
    assert visade(client, q="BEMÖT") == ["Samtal"]
    assert visade(client, ar=2026) == ["Handledning", "Brand"]
    assert visade(client, q="räddning") == ["Brand"]
    svar = client.get(LISTA)
    assert "1,5" in svar.content.decode()
    export = b"".join(client.get(LISTA, {"export": "csv"}).streaming_content).decode()
    assert "Bemötande" in export
    assert "Annan enhets" not in export


LIKA: set[int] = set()


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    Kompetensinsats.objects.bulk_create(
        Kompetensinsats(enhet=folk.norra, rubrik=f"K{n}", tema=f"T{n % 9}", datum=date(2026, 1, 1))
        for n in range(antal)
    )
    client.force_login(folk.kim)
    with hogst_fragor(13) as fragor:
        client.get(LISTA)
    LIKA.add(len(fragor))
    assert len(LIKA) == 1


def test_skapa_med_decimalkomma_andra_och_historik(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.bo)
    data = {
        "rubrik": "Samtal",
        "tema": " Svåra  samtal ",
        "enhet": folk.norra.pk,
        "datum": "2026-03-04",
        "timmar": "3,5",
    }
    svar = client.post(reverse("kompetens_ny"), data | {"deltagare": "12"})
    insats = Kompetensinsats.objects.get()
    assert svar.url == insats.get_absolute_url()
    assert (insats.timmar, insats.deltagare, insats.tema) == (Decimal("3.5"), 12, "Svåra samtal")
    adress = reverse("kompetens_andra", args=[insats.pk])
    assert 'value="3,5"' in client.get(adress).content.decode()
    client.post(adress, data | {"deltagare": "14", "version": 1})
    text = client.get(svar.url).content.decode()
    assert "3,5" in text
    assert "<dd>14</dd>" in text
    assert "Antal deltagare" in client.get(reverse("kompetens_historik", args=[insats.pk])).content.decode()


@pytest.mark.parametrize(
    ("falt", "besked"),
    [
        ({"timmar": "0"}, "Ange ett tal som är större än noll"),
        ({"timmar": "-1"}, "Ange ett tal som är större än noll"),
        ({"timmar": "länge"}, "Skriv ett tal, till exempel 12,5."),
        ({"deltagare": "-3"}, "Skriv minst 0."),
        ({"datum": ""}, "Datum"),
        ({"datum": "2199-01-01"}, "Ange ett datum mellan år 2000 och 2100."),
    ],
)
def test_fel_i_blanketten_sags(client: Client, folk: SimpleNamespace, falt: dict[str, str], besked: str) -> None:
    client.force_login(folk.bo)
    data = {"rubrik": "Samtal", "enhet": folk.norra.pk, "datum": "2026-03-04"}
    svar = client.post(reverse("kompetens_ny"), data | falt)
    assert svar.status_code == 200
    assert besked in svar.content.decode()
    assert not Kompetensinsats.objects.exists()


def test_atgarder_kopplas_och_skapas(client: Client, folk: SimpleNamespace) -> None:
    insats, finns = skapa_kompetensinsats(folk.norra), skapa_atgard(folk.norra, "Utbilda alla")
    client.force_login(folk.kim)
    client.post(reverse("kompetens_koppla", args=[insats.pk]), {"atgarder": [finns.pk]})
    data = {"rubrik": "Följ upp kunskapen", "enhet": folk.norra.pk, "slag": "utbildning"}
    client.post(reverse("kompetens_ny_atgard", args=[insats.pk]), data)
    ny = Atgard.objects.get(rubrik="Följ upp kunskapen")
    assert set(insats.atgarder.all()) == {finns, ny}
    ursprung = bidrag.ursprung([finns.pk, ny.pk], folk.bo)
    assert [[u.text for u in poster] for poster in ursprung.values()] == [[f"Kompetensinsats: {insats}"]] * 2

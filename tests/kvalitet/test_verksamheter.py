"""The register of activities: days in order, our own units counted once, whatever the provider."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse, reverse_lazy

from kvalitet.models import Enhet, Insatskategori, Verksamhet
from tests.stod.register import skapa_kategori, skapa_utforare, skapa_verksamhet

LISTA = reverse_lazy("verksamhet_lista")


def visade(client: Client, **filter_: Any) -> list[str]:
    return [v.namn for v in client.get(LISTA, filter_).context["sida"].rader]


def test_listan_filtreras_och_hamtas(client: Client, folk: SimpleNamespace) -> None:
    stod, hem = skapa_kategori("Boendestöd"), skapa_kategori("Hemtjänst")
    linden = skapa_utforare("Linden Assistans AB")
    alv = skapa_utforare("Älvhamra kommun", driftform="kommunal")
    skapa_verksamhet(linden, "Åsen", kategorier=[stod, hem], platser=4)
    skapa_verksamhet(linden, "Avslutad", kategorier=[stod], giltig_till=date(2025, 6, 30))
    skapa_verksamhet(alv, "Östra", kategorier=[hem], enhet=folk.norra)
    client.force_login(folk.bo)
    assert visade(client) == ["Åsen", "Östra"]
    assert visade(client, alla="on") == ["Avslutad", "Åsen", "Östra"]
    assert visade(client, dag="2025-06-30") == ["Avslutad", "Åsen", "Östra"]
    assert visade(client, dag="2025-07-01") == ["Åsen", "Östra"]
    assert visade(client, insatskategori=stod.pk) == ["Åsen"]
    assert visade(client, driftform="kommunal") == ["Östra"]
    assert visade(client, q="linden ås") == ["Åsen"]
    export = b"".join(client.get(LISTA, {"export": "csv"}).streaming_content).decode()
    assert "Boendestöd, Hemtjänst" in export


LIKA: set[int] = set()


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    utforare, kategori = skapa_utforare(), skapa_kategori()
    rader = Verksamhet.objects.bulk_create(Verksamhet(utforare=utforare, namn=f"V{n}") for n in range(antal))
    genom = Verksamhet.insatskategorier.through
    genom.objects.bulk_create(genom(verksamhet=v, insatskategori=kategori) for v in rader)
    client.force_login(folk.kim)
    with hogst_fragor(12) as fragor:
        client.get(LISTA, {"dag": "2026-01-01"})
    LIKA.add(len(fragor))
    assert len(LIKA) == 1


def test_skapa_fran_utforarens_sida_och_andra(client: Client, folk: SimpleNamespace) -> None:
    utforare = skapa_utforare("Älvhamra kommun", driftform="kommunal")
    stod, hem = skapa_kategori("Boendestöd"), skapa_kategori("Hemtjänst")
    client.force_login(folk.karl)
    ny = f"{reverse('verksamhet_ny')}?utforare={utforare.pk}"
    assert ny in client.get(utforare.get_absolute_url()).content.decode()
    assert f'<option value="{utforare.pk}" selected' in client.get(ny).content.decode()
    data = {
        "utforare": utforare.pk,
        "namn": "Norra hemtjänsten",
        "insatskategorier": [stod.pk, hem.pk],
        "enhet": folk.norra.pk,  # one register for the house: karl's right is in another unit
        "platser": 20,
    }
    svar = client.post(reverse("verksamhet_ny"), data)
    verksamhet = Verksamhet.objects.get()
    assert svar.url == verksamhet.get_absolute_url()
    client.post(reverse("verksamhet_andra", args=[verksamhet.pk]), data | {"version": 1, "platser": 18})
    text = client.get(svar.url).content.decode()
    assert "Norra enheten" in text
    assert "Boendestöd" in text
    historik = client.get(reverse("verksamhet_historik", args=[verksamhet.pk])).content.decode()
    assert "Platser" in historik


@pytest.mark.parametrize(
    ("falt", "besked"),
    [
        (
            {"giltig_fran": "2026-03-02", "giltig_till": "2026-03-01"},
            "Sista dagen kan inte vara före första dagen.",
        ),
        ({"namn": "Stödet på Ängsgatan"}, "Utföraren har redan en verksamhet med det namnet."),
        ({"enhet": "norra"}, "En egen enhet kan bara höra till en kommunal utförare."),
        ({"platser": "-1"}, "Skriv minst 0."),
        ({"giltig_fran": "20260-01-01"}, "Skriv ett datum som finns"),
    ],
)
def test_fel_i_blanketten_sags(client: Client, folk: SimpleNamespace, falt: dict[str, Any], besked: str) -> None:
    utforare = skapa_utforare()
    skapa_verksamhet(utforare)
    if "enhet" in falt:
        falt = {"enhet": folk.norra.pk}
    client.force_login(folk.kim)
    svar = client.post(reverse("verksamhet_ny"), {"utforare": utforare.pk, "namn": "Ny"} | falt)
    assert svar.status_code == 200
    assert besked in svar.content.decode()
    assert Verksamhet.objects.count() == 1


@pytest.mark.parametrize(
    ("fran", "till", "gar"),
    [
        (None, None, False),
        (date(2025, 7, 1), None, True),
        (date(2025, 6, 30), None, False),
        (None, date(2024, 12, 31), True),
        (None, date(2025, 1, 1), False),
    ],
)
def test_en_egen_enhet_ar_en_verksamhet_at_gangen(
    folk: SimpleNamespace, fran: date | None, till: date | None, gar: bool
) -> None:
    kommunen = skapa_utforare("Älvhamra kommun", driftform="kommunal")
    skapa_verksamhet(kommunen, "Förra", enhet=folk.norra, giltig_fran=date(2025, 1, 1), giltig_till=date(2025, 6, 30))
    ny = Verksamhet(utforare=kommunen, namn="Nästa", enhet=folk.norra, giltig_fran=fran, giltig_till=till)
    if gar:
        ny.full_clean()
    else:
        with pytest.raises(ValidationError, match="Enheten finns redan i registret som Förra"):
            ny.full_clean()


def test_nedlagda_enheter_och_kategorier_erbjuds_bara_dar_de_redan_ar_valda(
    client: Client, folk: SimpleNamespace
) -> None:
    kommunen = skapa_utforare("Älvhamra kommun", driftform="kommunal")
    kategori = skapa_kategori()
    gammal = skapa_verksamhet(kommunen, enhet=folk.norra_gruppen, kategorier=[kategori])
    Enhet.objects.filter(pk=folk.norra_gruppen.pk).update(giltig_till=date(2025, 6, 30))
    Insatskategori.objects.update(giltig_till=date(2025, 6, 30))
    client.force_login(folk.kim)
    ny = client.get(reverse("verksamhet_ny")).context["form"]
    egen = client.get(reverse("verksamhet_andra", args=[gammal.pk])).context["form"]
    assert folk.norra_gruppen not in ny.fields["enhet"].queryset
    assert folk.norra_gruppen in egen.fields["enhet"].queryset
    assert list(ny.fields["insatskategorier"].queryset) == []
    assert list(egen.fields["insatskategorier"].queryset) == [kategori]

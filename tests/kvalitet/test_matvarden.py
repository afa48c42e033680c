"""The values: what may be entered, how they read and who sees them."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kvalitet.models import Matvarde
from kvalitet.models.matt import svenskt_tal
from tests.stod.matt import skapa_kriterium, skapa_matvarde


def data(folk: SimpleNamespace, kriterium: Any, **falt: Any) -> dict[str, Any]:
    return {
        "kriterium": kriterium.pk,
        "enhet": folk.norra.pk,
        "ar": 2025,
        "period": "helar",
        "varde": "85.5",
        "publicerat": "on",
    } | falt


def test_lagg_in_for_ett_matt_och_andra(client: Client, folk: SimpleNamespace) -> None:
    kriterium = skapa_kriterium(folk.norra)
    client.force_login(folk.kim)
    adress = reverse("kriterium_nytt_varde", args=[kriterium.pk])
    form = client.get(adress).context["form"]
    assert (form["kriterium"].value(), form["enhet"].value()) == (kriterium.pk, folk.norra.pk)
    svar = client.post(adress, data(folk, kriterium, n=40, tillfragade=60, bortfall=10, kalla="Egen enkät"))
    varde = Matvarde.objects.get()
    assert svar.url == varde.get_absolute_url()
    assert varde.svarsfrekvens == Decimal("80.0")
    text = client.get(svar.url).content.decode()
    for vantat in ("85,5\u00a0%", "Målet är minst 85\u00a0%", "Nått", "80,0 % av dem som kunde svara", "Egen enkät"):
        assert vantat in text
    client.post(reverse("matvarde_andra", args=[varde.pk]), data(folk, kriterium, varde="84", version=1))
    varde.refresh_from_db()
    assert (varde.varde, varde.version) == (84, 2)
    assert "85.50" in client.get(reverse("matvarde_historik", args=[varde.pk])).content.decode()


@pytest.mark.parametrize(
    ("falt", "text"),
    [
        ({"varde": "100.5"}, "En andel i procent är mellan 0 och 100."),
        ({"varde": "-1"}, "En andel i procent är mellan 0 och 100."),
        ({"riket": "101"}, "En andel i procent är mellan 0 och 100."),
        ({"n": 11, "tillfragade": 10}, "Fler kan inte ha svarat än som tillfrågades."),
        ({"bortfall": 11, "tillfragade": 10}, "Bortfallet kan inte vara större än antalet tillfrågade."),
        ({"bortfall": 1}, "Bortfallet kan inte vara större än antalet tillfrågade."),
        ({"period": "del"}, "Skriv vilken del av året värdet gäller."),
        ({"ar": 1999}, "2000"),
        ({"ar": 2024}, "Det finns redan ett värde för enheten och perioden."),
    ],
)
def test_det_som_inte_gar(client: Client, folk: SimpleNamespace, falt: dict[str, Any], text: str) -> None:
    kriterium = skapa_kriterium(folk.norra)
    skapa_matvarde(kriterium, 50, 2024)
    client.force_login(folk.kim)
    svar = client.post(reverse("matvarde_ny"), data(folk, kriterium, **falt))
    assert text in svar.content.decode()
    assert Matvarde.objects.count() == 1


def test_annat_an_procent_far_vara_over_hundra_och_inget_varde_ar_aldrig_noll(
    client: Client, folk: SimpleNamespace
) -> None:
    kriterium = skapa_kriterium(folk.norra, mattenhet="personer", operator="inget", malvarde=None)
    client.force_login(folk.kim)
    client.post(reverse("matvarde_ny"), data(folk, kriterium, varde="1250"))
    client.post(reverse("matvarde_ny"), data(folk, kriterium, varde="", ar=2024))
    nu, tomt = Matvarde.objects.order_by("-ar")
    assert (nu.visat, nu.utfall) == ("1\u202f250\u00a0personer", "")
    assert (tomt.varde, tomt.visat, tomt.utfall) == (None, "–", "ej_matt")
    text = client.get(tomt.get_absolute_url()).content.decode()
    assert "Inget värde" in text
    assert "Ej mätt" in text


def test_ingen_kunde_svara_ger_ingen_frekvens(folk: SimpleNamespace) -> None:
    varde = skapa_matvarde(skapa_kriterium(folk.norra), None, n=0, tillfragade=4, bortfall=4)
    assert varde.svarsfrekvens is None


@pytest.mark.parametrize(("n", "gransen", "fa"), [(4, 5, True), (5, 5, False), (None, 5, False), (9, 10, True)])
def test_fa_svar_ger_forsiktighet(folk: SimpleNamespace, settings: Any, n: int | None, gransen: int, fa: bool) -> None:
    settings.FORSIKTIGT_N = gransen
    assert skapa_matvarde(skapa_kriterium(folk.norra), 50, n=n).fa is fa


@pytest.mark.parametrize(
    ("tal", "text"),
    [("85.00", "85"), ("85.50", "85,5"), ("0.00", "0"), ("-3.25", "\u22123,25"), ("1234567", "1\u202f234\u202f567")],
)
def test_tal_som_de_skrivs(tal: str, text: str) -> None:
    assert svenskt_tal(Decimal(tal)) == text


def test_listan_filtrerar_sorterar_och_exporterar(client: Client, folk: SimpleNamespace) -> None:
    kriterium = skapa_kriterium(folk.norra, "Ökad trygghet", slag="enkat")
    annat = skapa_kriterium(folk.norra, "Väntetid", mattenhet="dagar", operator="hogst", malvarde=30)
    skapa_matvarde(kriterium, 80, 2024)
    skapa_matvarde(kriterium, 82, 2025, enhet=folk.norra_gruppen)
    skapa_matvarde(annat, 31, 2025, period="t2", n=3, tillfragade=6)
    skapa_matvarde(skapa_kriterium(folk.sodra), 1, 2025)
    client.force_login(folk.bo)

    def visade(**filter: Any) -> list[tuple[int, int]]:
        return [(v.ar, int(v.varde)) for v in client.get(reverse("matvarde_lista"), filter).context["sida"].rader]

    assert visade() == [(2025, 31), (2025, 82), (2024, 80)]
    assert visade(sort="ar") == [(2024, 80), (2025, 82), (2025, 31)]
    assert visade(q="ÖKAD") == [(2025, 82), (2024, 80)]
    assert visade(slag="enkat", ar=2024) == [(2024, 80)]
    assert visade(period="t2") == [(2025, 31)]
    assert visade(enhet=folk.norra_gruppen.pk) == [(2025, 82)]
    assert visade(kriterium=annat.pk) == [(2025, 31)]
    rader = b"".join(client.get(reverse("matvarde_lista"), {"export": "csv"}).streaming_content).decode().splitlines()
    assert rader[1].split(";")[4:8] == ["2025", "januari–augusti", "", "31.0"]
    assert "ej nått" in rader[1]
    assert "januari–augusti" in client.get(reverse("matvarde_lista")).content.decode()


def test_opublicerat_ses_av_dem_som_foljer_upp(folk: SimpleNamespace) -> None:
    skapa_matvarde(skapa_kriterium(folk.norra_gruppen), 80, publicerat=False)
    skapa_matvarde(skapa_kriterium(folk.norra_gruppen, "Utkast", publicerad=False), 80)
    assert not Matvarde.objects.synliga_for(folk.anna).exists()
    assert Matvarde.objects.synliga_for(folk.bo).count() == 2
    assert not Matvarde.objects.synliga_for(folk.david).exists()


LIKA: set[int] = set()


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    kriterium = skapa_kriterium(folk.norra)
    platser = [(ar, period) for ar in range(2000, 2101) for period in Matvarde.Period.values][:antal]
    Matvarde.objects.bulk_create(
        Matvarde(kriterium=kriterium, enhet=folk.norra, ar=ar, period=period, varde=1) for ar, period in platser
    )
    client.force_login(folk.kim)
    with hogst_fragor(14) as fragor:
        client.get(reverse("matvarde_lista"))
    LIKA.add(len(fragor))
    assert len(LIKA) == 1

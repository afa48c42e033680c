"""Contracts: in force on a day, ended with a reason, taken over by another provider."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from granskningar.models import Avtal
from kvalitet.datum import idag
from tests.stod import granskningar as stod

FORE = date(2020, 1, 1)


def test_pa_dagen_raknar_bade_forsta_och_sista_dagen(db: None) -> None:
    avtal = stod.skapa_avtal(giltig_fran=date(2024, 3, 1), giltig_till=date(2025, 3, 31))
    dagar = [date(2024, 2, 29), date(2024, 3, 1), date(2025, 3, 31), date(2025, 4, 1)]
    assert [Avtal.objects.pa_dagen(dag).exists() for dag in dagar] == [False, True, True, False]
    avtal.upphort, avtal.upphort_skal = date(2024, 12, 31), Avtal.Skal.UTAN_KUNDER
    avtal.save()
    assert not Avtal.objects.pa_dagen(date(2025, 1, 1)).exists()
    assert avtal.skal == Avtal.Skal.UTAN_KUNDER


def test_avtal_som_lopt_ut_har_det_skalet(db: None) -> None:
    plats = stod.skapa_verksamhet()
    assert stod.skapa_avtal(plats, giltig_till=idag() - timedelta(days=1)).skal == Avtal.Skal.LOPT_UT
    assert stod.skapa_avtal(plats, giltig_till=idag()).skal == ""
    assert stod.skapa_avtal(plats, giltig_fran=idag() + timedelta(days=1)).lage == "kommande"


def test_loper_ut_utom_nar_ett_annat_tar_vid(db: None) -> None:
    plats, kategori = stod.skapa_verksamhet(), stod.insatsen()
    slut = idag() + timedelta(days=30)
    avtal = stod.skapa_avtal(plats, kategori, giltig_till=slut)
    period = (idag(), idag() + timedelta(days=60))
    assert list(Avtal.objects.loper_ut(*period)) == [avtal]
    stod.skapa_avtal(plats, kategori, giltig_fran=slut + timedelta(days=1))
    assert not Avtal.objects.loper_ut(*period).exists()


@pytest.mark.parametrize(
    "falt",
    [
        {"giltig_till": date(2019, 12, 31)},
        {"upphort": date(2019, 12, 31), "upphort_skal": "annat"},
        {"upphort": date(2021, 1, 1)},
        {"upphort_skal": "annat"},
    ],
    ids=["slut före start", "upphört före start", "upphört utan skäl", "skäl utan dag"],
)
def test_databasen_vagrar(db: None, falt: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        stod.skapa_avtal(**falt)


def data(verksamhet: Any, **falt: Any) -> dict[str, Any]:
    grund = {"verksamhet": verksamhet.pk, "insatskategori": stod.insatsen().pk, "driftform": "lov"}
    return grund | {"giltig_fran": "2024-01-01"} | falt


@pytest.mark.parametrize(
    ("falt", "text"),
    [
        ({"giltig_till": "2023-12-31"}, "Avtalet kan inte sluta före den dag det börjar gälla."),
        ({"upphort": "2023-12-31", "upphort_skal": "annat"}, "Avtalet kan inte upphöra före den dag det börjar gälla."),
        ({"upphort": "2024-06-30"}, "Välj varför avtalet upphörde."),
        ({"upphort_skal": "annat"}, "Ange sista dagen som avtalet gällde."),
        ({"giltig_fran": "1024-01-01"}, "Ange ett datum mellan år 2000 och 2100."),
    ],
)
def test_formularet_sager_vad_som_ar_fel(
    client: Client, folk: SimpleNamespace, falt: dict[str, Any], text: str
) -> None:
    client.force_login(folk.kim)
    svar = client.post(reverse("granskningar:avtal_ny"), data(stod.skapa_verksamhet(), **falt))
    assert text in svar.content.decode()
    assert not Avtal.objects.exists()


def test_skapa_andra_och_historik(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.kim)
    plats = stod.skapa_verksamhet()
    svar = client.get(reverse("granskningar:avtal_ny"), {"verksamhet": plats.pk})
    assert svar.context["form"].initial["verksamhet"] == plats.pk
    client.post(reverse("granskningar:avtal_ny"), data(plats, giltig_till="2027-12-31"))
    avtal = Avtal.objects.get()
    assert avtal.slutar == date(2027, 12, 31)
    ny = data(plats, giltig_till="2027-12-31", upphort="2025-05-31", upphort_skal="uppsagt_kommunen", version=1)
    client.post(reverse("granskningar:avtal_andra", args=[avtal.pk]), ny)
    avtal.refresh_from_db()
    assert (avtal.slutar, avtal.version) == (date(2025, 5, 31), 2)
    text = client.get(avtal.get_absolute_url()).content.decode()
    assert "Uppsagt av kommunen, sista dagen 2025-05-31." in text
    text = client.get(reverse("granskningar:avtal_historik", args=[avtal.pk])).content.decode()
    assert "uppsagt av kommunen" in text.lower()


def test_tva_som_sparar_samtidigt(client: Client, folk: SimpleNamespace) -> None:
    avtal = stod.skapa_avtal()
    client.force_login(folk.kim)
    adress = reverse("granskningar:avtal_andra", args=[avtal.pk])
    client.post(adress, data(avtal.verksamhet, avtalsnummer="Kims", version=1))
    text = client.post(adress, data(avtal.verksamhet, avtalsnummer="Karls", version=1)).content.decode()
    assert "Kims" in text
    assert "Karls" in text
    avtal.refresh_from_db()
    assert avtal.avtalsnummer == "Kims"


def test_overtagande_syns_at_bada_hallen_med_oppna_punkter(client: Client, folk: SimpleNamespace) -> None:
    gammalt = stod.skapa_avtal(giltig_till=date(2025, 5, 31))
    ny = stod.skapa_verksamhet("Björkens boendestöd", "Björken Omsorg AB")
    nytt = stod.skapa_avtal(ny, giltig_fran=date(2025, 6, 1), overtaget_fran=gammalt)
    granskning = stod.skapa_avslutad(gammalt.verksamhet)
    stod.skapa_punkt(granskning, text="Öppen punkt")
    stod.skapa_punkt(granskning, text="Klar punkt", klar=date(2025, 5, 1))
    client.force_login(folk.kim)
    text = client.get(nytt.get_absolute_url()).content.decode()
    assert "Avtalet som det här tog över från." in text
    assert "Öppen punkt" in text
    assert "Klar punkt" not in text
    assert f"?verksamhet={ny.pk}&amp;arvd_fran={granskning.pk}" in text
    assert "Tog över det här avtalet 2025-06-01." in client.get(gammalt.get_absolute_url()).content.decode()


def test_listans_filter_och_export(client: Client, folk: SimpleNamespace) -> None:
    daglig = stod.insatsen("Daglig verksamhet")
    plats = stod.skapa_verksamhet()
    stod.skapa_avtal(plats, avtalsnummer="Gäller")
    stod.skapa_avtal(plats, daglig, avtalsnummer="Snart", driftform="entreprenad", giltig_till=idag() + timedelta(90))
    stod.skapa_avtal(
        plats, avtalsnummer="Slut", upphort=date(2024, 6, 30), upphort_skal="annat", giltig_fran=date(2021, 1, 1)
    )
    stod.skapa_avtal(plats, avtalsnummer="Årsskifte", giltig_till=date(2024, 12, 31), giltig_fran=date(2022, 1, 1))
    client.force_login(folk.lena)

    def visade(**filter_: object) -> set[str]:
        sida = client.get(reverse("granskningar:avtal_lista"), filter_).context["sida"]
        return {a.avtalsnummer for a in sida.rader}

    assert visade() == {"Gäller", "Snart", "Slut", "Årsskifte"}
    assert visade(q="LINDEN gäller") == {"Gäller"}
    assert visade(kategori=daglig.pk) == {"Snart"}
    assert visade(driftform="entreprenad") == {"Snart"}
    assert visade(dag="2024-12-31") == {"Gäller", "Snart", "Årsskifte"}
    assert visade(upphort_ar=2024) == {"Slut"}  # in force on 31 December still: it ended the year after
    assert visade(upphort_ar=2025) == {"Årsskifte"}
    assert visade(loper_ut="on") == {"Snart"}
    assert (
        client.get(reverse("granskningar:avtal_lista"), {"sort": "slut"}).context["sida"].rader[0].avtalsnummer
        == "Slut"
    )
    csv = b"".join(client.get(reverse("granskningar:avtal_lista"), {"export": "csv"}).streaming_content).decode()
    assert "Linden Assistans AB" in csv
    assert "avtalet löpte ut" in csv


LIKA: set[int] = set()  # the number of queries, whatever the number of rows


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    plats, kategori = stod.skapa_verksamhet(), stod.insatsen()
    Avtal.objects.bulk_create(
        Avtal(verksamhet=plats, insatskategori=kategori, driftform="lov", giltig_fran=FORE) for _ in range(antal)
    )
    client.force_login(folk.kim)
    with hogst_fragor(14) as fragor:
        client.get(reverse("granskningar:avtal_lista"))
    LIKA.add(len(fragor))
    assert len(LIKA) == 1

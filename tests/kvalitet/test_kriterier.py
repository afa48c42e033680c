"""The register of criteria: what is aimed at, how it is measured and how it went."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kvalitet.datum import idag
from kvalitet.models import Kriterium, Kvalitetsomrade, Matvarde
from tests.stod.matt import skapa_kriterium, skapa_matvarde


def data(folk: SimpleNamespace, **falt: Any) -> dict[str, Any]:
    return {
        "namn": "Nöjda med bemötandet",
        "slag": "kriterium",
        "enhet": folk.norra.pk,
        "galler": "alla",
        "mattenhet": "%",
        "operator": "minst",
        "malvarde": "85",
        "publicerad": "on",
        "giltig": "on",
    } | falt


def test_skapa_med_metoder_och_andra_dem(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.kim)
    metoder = {"metod_1": "Enkät", "frekvens_1": "ar", "metod_2": "Aktgranskning", "frekvens_2": "kvartal"}
    svar = client.post(reverse("kriterium_ny"), data(folk, **metoder, innebord="Alla möts med respekt."))
    kriterium = Kriterium.objects.get()
    assert svar.url == kriterium.get_absolute_url()
    text = client.get(svar.url).content.decode()
    for vantat in ("minst 85\u00a0%", "Enkät, varje år", "Aktgranskning, varje kvartal", "Alla möts med respekt."):
        assert vantat in text

    adress = reverse("kriterium_andra", args=[kriterium.pk])
    assert client.get(adress).context["form"]["metod_2"].value() == "Aktgranskning"
    nya = {
        "metod_1": "",
        "metod_2": "Aktgranskning",
        "frekvens_2": "halvar",
        "metod_3": "Samtal",
        "frekvens_3": "manad",
    }
    client.post(adress, data(folk, **nya, version=1))
    assert [str(m) for m in kriterium.metoder.order_by("pk")] == ["Aktgranskning, varje halvår", "Samtal, varje månad"]
    assert "Mätmetoderna ändrades" in client.get(reverse("kriterium_historik", args=[kriterium.pk])).content.decode()


@pytest.mark.parametrize(
    ("falt", "text"),
    [
        ({"malvarde": ""}, "Ange ett målvärde, eller välj ett annat slag av mål."),
        ({"operator": "text", "malvarde": ""}, "Beskriv målet i ord, eller välj ett annat slag av mål."),
        ({"operator": "inget"}, "Ta bort målvärdet, eller välj ett mål i tal."),
        ({"malvarde": "101"}, "En andel i procent är mellan 0 och 100."),
        ({"namn": ""}, "Namn"),
        ({"namn": "Finns redan"}, "Enheten har redan ett mått med det namnet."),
    ],
)
def test_det_som_inte_gar(client: Client, folk: SimpleNamespace, falt: dict[str, str], text: str) -> None:
    skapa_kriterium(folk.norra, "Finns redan")
    client.force_login(folk.kim)
    svar = client.post(reverse("kriterium_ny"), data(folk, **falt))
    assert text in svar.content.decode()
    assert svar.context["form"].errors
    assert Kriterium.objects.count() == 1


def test_den_som_bara_laser_far_inte_andra(client: Client, folk: SimpleNamespace) -> None:
    kriterium = skapa_kriterium(folk.norra)
    client.force_login(folk.bo)
    assert client.get(reverse("kriterium_andra", args=[kriterium.pk])).status_code == 403
    assert "Lägg in värde" not in client.get(kriterium.get_absolute_url()).content.decode()
    client.force_login(folk.karl)
    assert client.get(kriterium.get_absolute_url()).status_code == 404


def test_namndens_matt_ses_i_enheterna_men_bara_publicerade(folk: SimpleNamespace) -> None:
    skapa_kriterium(folk.namnd, "Publicerat")
    skapa_kriterium(folk.namnd, "Utkast", publicerad=False)
    skapa_kriterium(folk.norra, "Norras utkast", publicerad=False)

    def ser(person: Any) -> set[str]:
        return {k.namn for k in Kriterium.objects.synliga_for(person)}

    assert ser(folk.anna) == ser(folk.cecilia) == {"Publicerat"}
    assert ser(folk.kim) == {"Publicerat", "Norras utkast"}
    assert ser(folk.lena) == {"Publicerat", "Utkast", "Norras utkast"}
    assert ser(folk.adam) == set()


def test_utfallet_over_enheter_och_delar_av_aret(folk: SimpleNamespace) -> None:
    def utfall(kriterium: Kriterium) -> str:
        return Kriterium.objects.med_utfall(2025, Matvarde.objects.all()).get(pk=kriterium.pk).utfall_ar

    natt = skapa_kriterium(folk.norra, "Nått")
    assert utfall(natt) == "ej_matt"
    skapa_matvarde(natt, 60, 2024)
    skapa_matvarde(natt, None)
    assert utfall(natt) == "ej_matt"
    skapa_matvarde(natt, 85, period="t2")
    assert utfall(natt) == "natt"
    skapa_matvarde(natt, 90, enhet=folk.norra_gruppen)
    assert utfall(natt) == "natt"
    skapa_matvarde(natt, 84.99, enhet=folk.sodra)
    assert utfall(natt) == "ej_natt"

    delar = skapa_kriterium(folk.norra, "Delar")
    skapa_matvarde(delar, 50, period="k1")
    assert utfall(delar) == "ej_natt"
    skapa_matvarde(delar, 86)  # the whole year is what counts
    assert utfall(delar) == "natt"

    for operator, mal, varde, vantat in (
        ("hogst", 10, 10, "natt"),
        ("hogst", 10, 10.5, "ej_natt"),
        ("lika", 100, 100, "natt"),
        ("lika", 100, 99, "ej_natt"),
        ("inget", None, 7, ""),
    ):
        k = skapa_kriterium(folk.norra, f"{operator} {varde}", operator=operator, malvarde=mal)
        v = skapa_matvarde(k, varde)
        assert (utfall(k), v.utfall) == (vantat, vantat)
    i_ord = skapa_kriterium(folk.norra, "Ord", operator="text", malvarde=None, mal_text="Alla känner till rutinen.")
    assert utfall(i_ord) == "ej_matt"
    skapa_matvarde(i_ord, 3)
    assert (utfall(i_ord), i_ord.mal) == ("", "Alla känner till rutinen.")


def test_listan_filtrerar_och_visar_arets_utfall(client: Client, folk: SimpleNamespace) -> None:
    ar = idag().year
    omrade = Kvalitetsomrade.objects.first()
    bra = skapa_kriterium(folk.norra, "Åtta av tio nöjda", kvalitetsomrade=omrade)
    dalig = skapa_kriterium(folk.norra, "Ärlighet", galler="utforare")
    skapa_kriterium(folk.norra, "Zon", slag="enkat", operator="inget", malvarde=None)
    skapa_kriterium(folk.norra, "Gammalt", giltig=False)
    skapa_matvarde(bra, 91, ar)
    skapa_matvarde(dalig, 40, ar)
    skapa_matvarde(dalig, 99, ar - 1)
    client.force_login(folk.bo)

    def visade(**filter: Any) -> list[str]:
        return [k.namn for k in client.get(reverse("kriterium_lista"), filter).context["sida"].rader]

    assert visade() == ["Zon", "Åtta av tio nöjda", "Ärlighet"]  # å and ä after z
    assert visade(sort="-namn") == ["Ärlighet", "Åtta av tio nöjda", "Zon"]
    assert visade(q="ÅTTA") == ["Åtta av tio nöjda"]
    assert visade(slag="enkat") == ["Zon"]
    assert visade(galler="utforare") == ["Ärlighet"]
    assert visade(kvalitetsomrade=omrade.pk) == ["Åtta av tio nöjda"]
    assert visade(utfall="natt") == ["Åtta av tio nöjda"]
    assert visade(utfall="ej_natt") == ["Ärlighet"]
    assert visade(utfall="natt", ar_utfall=ar - 1) == ["Ärlighet"]
    assert visade(utfall="ej_matt") == ["Zon"]
    assert "Gammalt" in visade(alla="on")
    text = client.get(reverse("kriterium_lista")).content.decode()
    assert f"Utfall {ar}" in text
    assert "91\u00a0%" in text
    rader = b"".join(client.get(reverse("kriterium_lista"), {"export": "csv"}).streaming_content).decode().splitlines()
    assert f"Utfall {ar}" in rader[0]
    assert [rad.split(";")[-2] for rad in rader[1:]] == ["ej mätt", "nått", "ej nått"]


LIKA: set[int] = set()


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    mall = skapa_kriterium(folk.norra, "0")
    kriterier = Kriterium.objects.bulk_create(
        Kriterium(
            enhet=folk.norra, namn=f"{n}", sortering=f"{n}", mattenhet="%", operator="minst", malvarde=mall.malvarde
        )
        for n in range(1, antal)
    )
    Matvarde.objects.bulk_create(
        Matvarde(kriterium=k, enhet=folk.norra, ar=idag().year, varde=1) for k in [mall, *kriterier]
    )
    client.force_login(folk.kim)
    with hogst_fragor(14) as fragor:
        client.get(reverse("kriterium_lista"))
    LIKA.add(len(fragor))
    assert len(LIKA) == 1


def test_sidan_visar_aren_med_jamforelser_i_ord(client: Client, folk: SimpleNamespace, hogst_fragor: Any) -> None:
    kriterium = skapa_kriterium(folk.norra)
    for ar in range(2015, 2025):
        skapa_matvarde(kriterium, 60 + ar - 2015, ar)
    skapa_matvarde(
        kriterium, 72.5, 2025, riket=80, lanet=72.5, n=4, tillfragade=9, bortfall=1, kalla="Egen enkät",
        ungefarligt=True, periodnot="t.o.m. november",
    )  # fmt: skip
    client.force_login(folk.bo)
    with hogst_fragor(14):
        text = client.get(kriterium.get_absolute_url()).content.decode()
    for vantat in (
        "cirka 72,5\u00a0%",
        "År 2024: 69\u00a0%, 3,5 procentenheter högre",
        "Riket: 80\u00a0%, 7,5 procentenheter lägre",
        "Länet: 72,5\u00a0%, lika",
        "4 av 9, svarsfrekvens 50,0 %",
        "få svar, läs med försiktighet",
        "t.o.m. november",
        "Egen enkät",
    ):
        assert vantat in text
    assert "1 procentenhet högre" in text
    figur = client.get(kriterium.get_absolute_url()).context["figur"]
    assert figur.titel == "60\u00a0% år 2015 och cirka 72,5\u00a0% år 2025"
    assert (figur.mal, len(figur.punkter), figur.punkter[0].etikett) == (85, 11, "2015")


def test_luckor_i_utvecklingen_ar_luckor(client: Client, folk: SimpleNamespace) -> None:
    kriterium = skapa_kriterium(folk.norra, operator="inget", malvarde=None)
    skapa_matvarde(kriterium, 60, 2022)
    skapa_matvarde(kriterium, 99, 2022, enhet=folk.norra_gruppen)
    client.force_login(folk.bo)
    assert client.get(kriterium.get_absolute_url()).context["figur"] is None
    skapa_matvarde(kriterium, None, 2023)
    skapa_matvarde(kriterium, 70, 2024)
    figur = client.get(kriterium.get_absolute_url()).context["figur"]
    assert [(p.etikett, p.nu) for p in figur.punkter] == [("2022", 60), ("2023", None), ("2024", 70)]

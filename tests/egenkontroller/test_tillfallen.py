"""Occasions: result against target and former ones, what comes of it, what waits, the list."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from egenkontroller.jamforelse import diagram, jamforelser, serie
from egenkontroller.models import Egenkontroll, Kontrolltillfalle
from kvalitet import bidrag
from kvalitet.datum import idag
from kvalitet.models import Anvandare, Atgard
from kvalitet.tillstand import OtillatenOvergang
from tests.stod.planer import skapa_atgard, skapa_egenkontroll, skapa_tillfalle

GJORD = {"status": "genomford", "genomford_dag": date(2026, 3, 2)}
LIKA: set[int] = set()


def andel(enhet: Any, text: str = "Barn som fått komma till tals", **falt: Any) -> Egenkontroll:
    standard = {"metod": "andel", "taljare": "barn med enskilt samtal", "namnare": "barn i avslutade utredningar"}
    return skapa_egenkontroll(enhet, text, **{**standard, "mal_operator": "minst", "mal_tal": 95, **falt})


def resultat(tillfalle: Kontrolltillfalle, **data: Any) -> dict[str, Any]:
    return {"version": tillfalle.version, "genomford_dag": "2026-03-02", "klar": "on", **data}


@pytest.mark.parametrize(
    ("operator", "mal", "taljare", "namnare", "utfall"),
    [
        ("minst", 95, 19, 20, "natt"),
        ("minst", 95, 9496, 10000, "ej_natt"),
        ("minst", 95, 18, 20, "ej_natt"),
        ("hogst", 10, 2, 20, "natt"),
        ("hogst", 10, 3, 20, "ej_natt"),
        ("lika", 50, 1, 2, "natt"),
        ("lika", 50, 2, 3, "ej_natt"),
        ("lika", 50, 1, 3, "ej_natt"),
        ("minst", 95, 0, 0, "ej_matt"),
        ("minst", 95, None, None, "ej_matt"),
        ("", None, 1, 2, ""),
    ],
)
def test_andel_mot_malet(
    folk: SimpleNamespace, operator: str, mal: int | None, taljare: int | None, namnare: int | None, utfall: str
) -> None:
    kontroll = andel(folk.norra, mal_operator=operator, mal_tal=mal)
    tillfalle = skapa_tillfalle(kontroll, taljare=taljare, namnare=namnare, **GJORD)
    tillfalle.refresh_from_db()
    assert tillfalle.utfall == utfall
    assert Kontrolltillfalle.objects.under_malet().exists() == (utfall == "ej_natt")


def test_antal_mot_malet_och_namnare_noll(folk: SimpleNamespace) -> None:
    kontroll = skapa_egenkontroll(folk.norra, metod="antal", mal_operator="hogst", mal_tal=3)
    assert skapa_tillfalle(kontroll, 1, antal=3, **GJORD).utfall == "natt"
    assert skapa_tillfalle(kontroll, 2, antal=4, **GJORD).utfall == "ej_natt"
    assert Kontrolltillfalle.objects.under_malet().get().periodnr == 2
    tom = skapa_tillfalle(andel(folk.norra), 3, taljare=0, namnare=0, **GJORD)
    assert (tom.varde, tom.varde_visat, tom.ingen_att_rakna_pa) == (None, "", True)
    assert kontroll.mal_visat == "högst 3"
    assert andel(folk.norra).mal_visat == "minst 95\u00a0%"


@pytest.mark.parametrize(
    "falt",
    [
        {"taljare": 3, "namnare": 2},
        {"taljare": 3},
        {"antal": -1},
        {"status": "genomford"},
        {"status": "utebliven"},
        {"skal": "Ingen tid"},
        {"till": date(2025, 1, 1)},
    ],
)
def test_databasen_vagrar_orimliga_tillfallen(folk: SimpleNamespace, falt: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        skapa_tillfalle(andel(folk.norra), **falt)


def test_resultatet_registreras_pa_en_sida(client: Client, folk: SimpleNamespace) -> None:
    tillfalle = skapa_tillfalle(andel(folk.norra))
    client.force_login(folk.kim)
    adress = reverse("egenkontroller:resultat", args=[tillfalle.pk])
    sida = client.get(adress).content.decode()
    assert "Barn med enskilt samtal" in sida
    assert "Barn i avslutade utredningar" in sida

    def fel(**data: Any) -> str:
        svar = client.post(adress, resultat(tillfalle, **data))
        assert svar.status_code == 200
        return svar.content.decode()

    assert "Talet kan inte vara större än antalet det räknas av." in fel(taljare=12, namnare=10)
    assert "Ange ett tal från 0." in fel(taljare=-1, namnare=10)
    assert "Fyll i resultatet" in fel()
    assert "Ange vilken dag kontrollen gjordes." in fel(taljare=1, namnare=10, genomford_dag="")
    assert "Datumet har inte varit ännu." in fel(taljare=1, namnare=10, genomford_dag=idag() + timedelta(days=1))

    client.post(adress, resultat(tillfalle, taljare=9, namnare=10, analys="Två vikarier kände inte rutinen."))
    tillfalle.refresh_from_db()
    assert (tillfalle.status, tillfalle.varde, tillfalle.utfall) == ("genomford", Decimal("90.0"), "ej_natt")
    sida = client.get(tillfalle.get_absolute_url()).content.decode()
    for text in ("90\u00a0%", "9 av 10", "Ej nått", "minst 95", "Två vikarier", "ingen åtgärd är beslutad"):
        assert text in sida, text
    historik = client.get(reverse("egenkontroller:tillfalle_historik", args=[tillfalle.pk])).content.decode()
    assert "Resultatet registrerat" in historik


def test_ingen_att_rakna_pa_blir_aldrig_noll_procent(client: Client, folk: SimpleNamespace) -> None:
    tillfalle = skapa_tillfalle(andel(folk.norra))
    client.force_login(folk.kim)
    client.post(
        reverse("egenkontroller:resultat", args=[tillfalle.pk]), resultat(tillfalle, taljare=0, namnare=0, klar="on")
    )
    for adress in (
        tillfalle.get_absolute_url(),
        tillfalle.egenkontroll.get_absolute_url(),
        reverse("egenkontroller:tillfallen"),
    ):
        sida = client.get(adress).content.decode()
        assert "ingen att räkna på" in sida
        assert "0\u00a0%" not in sida.replace("minst 95\u00a0%", "")


def test_halvfardigt_resultat_sparas_utan_att_vara_klart(client: Client, folk: SimpleNamespace) -> None:
    kontroll = skapa_egenkontroll(folk.norra, metod="antal")
    tillfalle = skapa_tillfalle(kontroll)
    client.force_login(folk.bo)
    data = {**resultat(tillfalle, antal=4), "klar": ""}
    client.post(reverse("egenkontroller:resultat", args=[tillfalle.pk]), data)
    tillfalle.refresh_from_db()
    assert (tillfalle.status, tillfalle.antal) == ("pagar", 4)
    sen = client.post(reverse("egenkontroller:resultat", args=[tillfalle.pk]), data | {"antal": 5})
    assert "Någon annan hann spara före dig" in sen.content.decode()


def test_en_granskning_kan_ha_resultat_i_ord(client: Client, folk: SimpleNamespace) -> None:
    tillfalle = skapa_tillfalle(skapa_egenkontroll(folk.norra, metod="granskning"))
    client.force_login(folk.kim)
    adress = reverse("egenkontroller:resultat", args=[tillfalle.pk])
    assert "Antal som uppfyller det som granskas" in client.get(adress).content.decode()
    assert "Ange båda talen." in client.post(adress, resultat(tillfalle, taljare=3)).content.decode()
    assert "Fyll i resultatet" in client.post(adress, resultat(tillfalle)).content.decode()
    client.post(adress, resultat(tillfalle, resultat_text="Alla tio akter har en plan."))
    tillfalle.refresh_from_db()
    assert (tillfalle.status, tillfalle.varde) == ("genomford", None)


def test_utebliven_med_skal(client: Client, folk: SimpleNamespace) -> None:
    tillfalle = skapa_tillfalle(andel(folk.norra))
    client.force_login(folk.bo)
    adress = reverse("egenkontroller:status", args=[tillfalle.pk, "utebliven"])
    assert "Skriv en motivering." in client.post(adress, {"motivering": " "}).content.decode()
    client.post(adress, {"motivering": "Gruppledaren var sjuk hela månaden."})
    tillfalle.refresh_from_db()
    assert (tillfalle.status, tillfalle.skal) == ("utebliven", "Gruppledaren var sjuk hela månaden.")
    assert "Gruppledaren var sjuk" in client.get(tillfalle.get_absolute_url()).content.decode()
    assert client.get(reverse("egenkontroller:resultat", args=[tillfalle.pk])).status_code == 403
    tillfalle.byt_status("planerad", av=folk.bo, motivering="Vi hinner ändå.")
    tillfalle.refresh_from_db()
    assert tillfalle.skal == ""


def test_vagen_och_vem_som_far_ga_den(folk: SimpleNamespace) -> None:
    tillfalle = skapa_tillfalle(andel(folk.norra, ansvarig=folk.uno))
    with pytest.raises(OtillatenOvergang):
        tillfalle.byt_status("genomford", av=folk.kim)
    tillfalle.byt_status("pagar", av=folk.uno)
    with pytest.raises(OtillatenOvergang, match="resultatet saknas"):
        tillfalle.byt_status("genomford", av=folk.uno)
    tillfalle.taljare, tillfalle.namnare, tillfalle.genomford_dag = Decimal(1), Decimal(2), date(2026, 2, 1)
    for obehorig in (folk.lena, folk.anna, folk.david):
        with pytest.raises(PermissionDenied):
            tillfalle.byt_status("genomford", av=obehorig)
    tillfalle.byt_status("genomford", av=folk.uno)
    with pytest.raises(OtillatenOvergang, match="motivering"):
        tillfalle.byt_status("pagar", av=folk.uno)


def test_jamforelse_med_forra_och_samma_period_aret_fore(folk: SimpleNamespace) -> None:
    kontroll = andel(folk.norra)
    skapa_tillfalle(kontroll, 3, 2025, taljare=16, namnare=20, **GJORD)
    skapa_tillfalle(kontroll, 2, 2026, status="utebliven", skal="Ingen hann")
    nu = skapa_tillfalle(kontroll, 3, 2026, taljare=17, namnare=20, **GJORD)
    skapa_tillfalle(kontroll, 4, 2026, enhet=folk.norra_gruppen, taljare=1, namnare=20, **GJORD)
    fore, fjol = jamforelser(nu, serie(nu))
    assert (fore.rubrik, fore.text) == ("Tillfället före, februari 2026", "uteblev")
    assert (fjol.rubrik, fjol.text) == ("Samma period året före, mars 2025", "5 procentenheter högre (då 80\u00a0%)")
    assert jamforelser(serie(nu)[0], serie(nu)) == []
    figur = diagram(kontroll, serie(nu), "serie")
    assert figur is not None
    assert figur.titel == "85\u00a0% i mars 2026, upp sedan mars 2025"
    assert [p.nu for p in figur.punkter] == [80, 85]
    assert diagram(kontroll, serie(nu)[:1], "serie") is None


def test_atgard_ur_tillfallet(client: Client, folk: SimpleNamespace) -> None:
    tillfalle = skapa_tillfalle(andel(folk.norra), taljare=1, namnare=20, **GJORD)
    gammal = skapa_atgard(folk.norra, "Kollegialt stöd")
    client.force_login(folk.kim)
    client.post(reverse("egenkontroller:koppla", args=[tillfalle.pk]), {"atgarder": [gammal.pk]})
    adress = reverse("egenkontroller:ny_atgard", args=[tillfalle.pk])
    assert client.post(adress, {"rubrik": "", "enhet": folk.norra.pk, "slag": "annat"}).status_code == 200
    client.post(adress, {"rubrik": "Gå igenom rutinen", "enhet": folk.norra.pk, "slag": "rutin"})
    ny = Atgard.objects.get(rubrik="Gå igenom rutinen")
    assert set(tillfalle.atgarder.all()) == {gammal, ny} == set(tillfalle.egenkontroll.atgarder.all())
    [ursprung] = bidrag.ursprung([ny.pk], folk.kim)[ny.pk]
    assert ursprung.text == "Egenkontroll januari 2026: Barn som fått komma till tals"
    assert not Kontrolltillfalle.objects.under_malet_utan_atgard().exists()


def test_vad_som_vantar_och_signaler(folk: SimpleNamespace) -> None:
    dag = idag()
    egen = andel(folk.sodra, "Unos", ansvarig=folk.uno)
    ingens = andel(folk.norra, "Ingens")
    skapa_tillfalle(egen, forfaller=dag + timedelta(days=14), ar=dag.year)
    skapa_tillfalle(egen, 2, forfaller=dag + timedelta(days=15), ar=dag.year)
    skapa_tillfalle(ingens, forfaller=dag - timedelta(days=1), ar=dag.year)
    skapa_tillfalle(ingens, 2, ar=dag.year, taljare=1, namnare=2, **GJORD)
    skapa_tillfalle(ingens, 3, ar=dag.year, status="utebliven", skal="Sjuka")

    def vantar(person: Anvandare) -> list[str]:
        return [v.rubrik for v in bidrag.vantar_pa(person)]

    assert vantar(folk.uno) == ["Unos"]
    assert vantar(folk.bo) == ["Ingens"]
    assert vantar(folk.david) == vantar(folk.kim) == vantar(folk.lena) == []
    assert [s.rubrik for s in bidrag.signaler(folk.bo) if "egenkontroller" in s.url] == [
        "Ett resultat under målet utan åtgärd",
        "En egenkontroll är försenad",
        "En egenkontroll har uteblivit i år",
    ]
    assert not [s for s in bidrag.signaler(folk.anna) if "egenkontroller" in s.url]


def test_listan_filtrerar(client: Client, folk: SimpleNamespace) -> None:
    egen = andel(folk.norra, "Kims", ansvarig=folk.kim)
    annan = andel(folk.norra, "Öppna ärenden")
    sen = skapa_tillfalle(egen, 1, 2025)
    klar = skapa_tillfalle(annan, 2, 2026, taljare=1, namnare=2, **GJORD)
    framtid = skapa_tillfalle(annan, 12, 2099)
    skapa_tillfalle(andel(folk.sodra), 1)
    client.force_login(folk.kim)

    def visade(**filter: Any) -> list[Any]:
        return client.get(reverse("egenkontroller:tillfallen"), filter).context["sida"].rader

    assert visade() == [sen, klar, framtid]
    assert visade(sort="-forfaller") == [framtid, klar, sen]
    assert visade(q="ÖPPNA") == [klar, framtid]
    assert visade(mina="on") == [sen] == visade(forsenade="on") == visade(ar=2025)
    assert visade(lage="genomford") == [klar] == visade(utan_atgard="on")
    assert visade(lage="oppna") == [sen, framtid]
    assert visade(kontroll=egen.pk) == [sen]
    assert visade(enhet=folk.sodra.pk) == []
    csv = b"".join(client.get(reverse("egenkontroller:tillfallen"), {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert "50\u00a0%;;minst 95\u00a0%;ej nått" in csv


def test_knappen_skapar_arets_tillfallen(client: Client, folk: SimpleNamespace) -> None:
    kontroll = andel(folk.norra, period="kvartal")
    andel(folk.sodra, period="kvartal")
    client.force_login(folk.kim)
    svar = client.post(reverse("egenkontroller:skapa"), follow=True)
    assert "4 tillfällen är skapade." in svar.content.decode()
    svar = client.post(reverse("egenkontroller:skapa_for", args=[kontroll.pk]), follow=True)
    assert "Alla tillfällen för året fanns redan." in svar.content.decode()
    assert Kontrolltillfalle.objects.count() == 4


def test_malet_maste_ha_bade_tal_och_ord(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.kim)
    data = {"text": "Aktgranskning", "enhet": folk.norra.pk, "metod": "granskning", "giltig": "on"}

    def sida(**mer: Any) -> str:
        return client.post(reverse("egenkontroller:ny"), data | mer).content.decode()

    assert "Ange talet som är målet." in sida(mal_operator="minst")
    assert "Välj om målet är minst, högst eller exakt talet." in sida(mal_tal="5")
    assert "för en andel högst 100" in sida(mal_operator="minst", mal_tal="101")
    sida(mal_operator="minst", mal_tal="99.5", period="tertial", gors_i=[folk.norra_gruppen.pk])
    kontroll = Egenkontroll.objects.get()
    assert (kontroll.mal_visat, list(kontroll.gors_i.all())) == ("minst 99,5\u00a0%", [folk.norra_gruppen])


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    kontroll = andel(folk.norra)
    Kontrolltillfalle.objects.bulk_create(
        Kontrolltillfalle(
            egenkontroll=kontroll,
            enhet=folk.norra,
            ar=2026,
            fran=date(2026, 1, 1) + timedelta(days=n),
            till=date(2030, 1, 1),
            forfaller=date(2030, 1, 1),
        )
        for n in range(antal)
    )
    client.force_login(folk.kim)
    with hogst_fragor(14) as fragor:
        client.get(reverse("egenkontroller:tillfallen"))
    with hogst_fragor(20) as sidans:
        client.get(kontroll.get_absolute_url())
    LIKA.add(len(fragor) * 100 + len(sidans))
    assert len(LIKA) == 1

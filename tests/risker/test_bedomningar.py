"""Assessments: on a scale, never changed, corrected by new ones; the risk's value, list, matrix and movement."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kvalitet import bidrag
from kvalitet.datum import idag
from risker.grunddata import lagg_in_riskskala
from risker.models import Risk, Riskbedomning, Riskskala, Skalsteg
from risker.rorelse import matris, platser, tidslinje
from tests.stod.planer import bedom, skapa_atgard, skapa_egenkontroll, skapa_plan, skapa_process, skapa_rad, skapa_risk

LIKA: set[tuple[int, int]] = set()


def test_skalan_laggs_in_en_gang(folk: SimpleNamespace) -> None:
    lagg_in_riskskala()
    skala = Riskskala.objects.get()
    assert (skala.storlek, skala.atgardsgrans, Skalsteg.objects.count()) == (4, 8, 8)
    assert [s.namn for _, s in sorted(skala.stegen["allvar"].items())] == [
        "Mindre",
        "Måttlig",
        "Betydande",
        "Katastrofal",
    ]


@pytest.mark.parametrize(
    ("varde", "niva"), [(1, "lag"), (3, "lag"), (4, "medel"), (6, "medel"), (8, "hog"), (9, "hog"), (12, "mycket_hog")]
)
def test_nivan_foljer_atgardsgransen(folk: SimpleNamespace, varde: int, niva: str) -> None:
    assert Riskskala.objects.gallande().niva(varde) == niva


def test_bedomningen_behaller_sin_skala(folk: SimpleNamespace) -> None:
    risk = skapa_risk(folk.norra)
    gammal = bedom(risk, 3, 3, date(2025, 3, 1))
    ny = Riskskala.objects.create(namn="Fem steg", version=2, giltig_fran=date(2026, 1, 1), storlek=5, atgardsgrans=12)
    assert Riskskala.objects.gallande(date(2025, 12, 31)) == gammal.skala
    nu = bedom(risk, 3, 3, date(2026, 2, 1))
    assert (gammal.niva, nu.skala, nu.niva) == ("hog", ny, "medel")
    assert [s.riktning for s in tidslinje(risk)] == ["", ""]


def test_bedomningar_andras_inte(folk: SimpleNamespace) -> None:
    bedomning = bedom(skapa_risk(folk.norra), 2, 3)
    bedomning.allvar = 4
    with pytest.raises(ValidationError, match="ändras inte"):
        bedomning.save()
    for falt in ({"sannolikhet": 0}, {"motivering": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            bedom(bedomning.risk, **{"sannolikhet": 1, "allvar": 1, **falt})
    with pytest.raises(IntegrityError), transaction.atomic():
        Riskbedomning.objects.filter(pk=bedomning.pk).update(varde=7)


def test_bedom_pa_sidan(client: Client, folk: SimpleNamespace) -> None:
    risk = skapa_risk(folk.norra)
    client.force_login(folk.kim)
    adress = reverse("risker:bedom", args=[risk.pk])
    assert "Kan hända ungefär varje vecka." in client.get(adress).content.decode()
    data = {"sannolikhet": "3", "allvar": "4", "datum": "2026-02-01", "motivering": "Tre klagomål på en månad."}

    def fel(**mer: str) -> str:
        svar = client.post(adress, data | mer)
        assert svar.status_code == 200
        return svar.content.decode()

    assert "Välj ett steg på skalan." in fel(sannolikhet="")
    assert "Välj ett steg på skalan." in fel(allvar="5")
    assert "Datumet har inte varit ännu." in fel(datum=str(idag() + timedelta(days=1)))
    fel(motivering="")
    client.post(adress, data)
    client.post(adress, data | {"sannolikhet": "2", "datum": "2026-06-01", "motivering": "Beredskapen fungerar."})
    risk.refresh_from_db()
    assert (risk.varde, risk.niva) == (8, "hog")
    assert risk.bedomningar.first().bedomd_av == folk.kim  # type: ignore[union-attr]
    sida = client.get(risk.get_absolute_url()).content.decode()
    for text in ("8 hög", "minskat från 12", "Tre klagomål", "2 Liten", "4 Katastrofal"):
        assert text in sida, text


def test_rattelse_ersatter_och_star_kvar(client: Client, folk: SimpleNamespace) -> None:
    risk = skapa_risk(folk.norra)
    bedom(risk, 2, 2, date(2026, 1, 10))
    fel = bedom(risk, 4, 4, date(2026, 3, 1))
    client.force_login(folk.kim)
    adress = reverse("risker:ratta", args=[fel.pk])
    client.post(
        adress, {"sannolikhet": "1", "allvar": "4", "motivering": "Vi läste skalan fel.", "datum": "2020-01-01"}
    )
    risk.refresh_from_db()
    ny = risk.bedomningar.get(rattar=fel)
    assert (risk.varde, ny.datum) == (4, date(2026, 3, 1))
    assert [(s.bedomning.varde, s.rattad, s.rorelse) for s in tidslinje(risk)] == [
        (4, False, "oförändrat"),
        (16, True, ""),
        (4, False, ""),
    ]
    assert "Rättad genom en ny bedömning" in client.get(risk.get_absolute_url()).content.decode()
    assert client.get(adress).status_code == 403


def test_platser_vid_arets_borjan_och_nu(folk: SimpleNamespace) -> None:
    skala = Riskskala.objects.gallande()
    ner, ny, gammal, senare = (skapa_risk(folk.norra, text) for text in ("Ner", "Ny", "Gammal", "Senare"))
    bedom(ner, 4, 3, date(2024, 2, 1))
    bedom(ner, 3, 3, date(2025, 12, 31))
    bedom(ner, 2, 3, date(2026, 6, 1))
    bedom(ny, 1, 4, date(2026, 2, 1))
    bedom(ny, 2, 4, date(2026, 8, 1))
    bedom(gammal, 2, 2, date(2025, 5, 1))
    bedom(senare, 4, 4, date(2027, 1, 1))
    rader = platser([ner, ny, gammal, senare], 2026, skala)
    assert [(p.nr, p.risk.text, p.da.varde if p.da else None, p.nu.varde, p.rorelse) for p in rader] == [
        ("R1", "Ny", 4, 8, "ökat"),
        ("R2", "Ner", 9, 6, "minskat"),
        ("R3", "Gammal", 4, 4, "oförändrat"),
    ]
    figur = matris("m", 2026, skala, rader)
    assert figur.titel == "En risk har minskat, en har ökat"
    assert [(p.plats, p.plats_da) for p in figur.punkter] == [((2, 4), (1, 4)), ((2, 3), (3, 3)), ((2, 2), (2, 2))]
    assert figur.axlar[0] == ("Mycket liten", "Liten", "Stor", "Mycket stor")


def test_matrisens_sida(client: Client, folk: SimpleNamespace) -> None:
    process = skapa_process(folk.norra)
    plan = skapa_plan(folk.norra, 2026)
    i_plan, utan = skapa_risk(folk.norra, "I planen", process=process), skapa_risk(folk.norra, "Utan bedömning")
    for risk in (i_plan, utan):
        skapa_rad(plan, risk)
    uppkommen = skapa_risk(folk.norra, "Uppkommen", uppkommen=date(2026, 4, 1))
    gammal = skapa_risk(folk.norra, "Gammal")
    for risk in (i_plan, uppkommen, gammal):
        bedom(risk, 3, 3)
    client.force_login(folk.kim)

    def sida(**filter: Any) -> tuple[list[str], list[str]]:
        kontext = client.get(reverse("risker:matris"), {"ar": 2026, **filter}).context
        return [p.risk.text for p in kontext["platser"]], [r.text for r in kontext["obedomda"]]

    assert sida() == (["I planen", "Uppkommen"], ["Utan bedömning"])
    assert sida(process=process.pk) == (["I planen"], [])
    assert sida(ar=2025) == ([], [])
    assert sida(enhet=folk.norra_gruppen.pk) == ([], [])
    assert "Filtret gick inte" in client.get(reverse("risker:matris"), {"ar": "x"}).content.decode()


def test_listan_sorterar_pa_varde_och_filtrerar(client: Client, folk: SimpleNamespace) -> None:
    ar = idag().year
    hog = skapa_risk(folk.norra, "Hög", kalla="tillsyn", uppkommen=date(ar, 1, 1))
    lag, obedomd = skapa_risk(folk.norra, "Låg"), skapa_risk(folk.norra, "Obedömd", process=skapa_process(folk.norra))
    bedom(hog, 4, 4)
    bedom(lag, 1, 2)
    skapa_rad(skapa_plan(folk.norra, ar - 2), lag).atgarder.add(skapa_atgard(folk.norra))
    rad = skapa_rad(skapa_plan(folk.norra, ar - 1), obedomd)
    rad.planprocess.egenkontroller.add(skapa_egenkontroll(folk.norra))  # type: ignore[union-attr]
    client.force_login(folk.kim)

    def visade(**filter: Any) -> list[str]:
        return [r.text for r in client.get(reverse("risker:risker"), filter).context["sida"].rader]

    assert visade() == ["Hög", "Låg", "Obedömd"]
    assert visade(sort="text") == ["Hög", "Låg", "Obedömd"]
    assert visade(niva="over") == ["Hög"] == visade(niva="mycket_hog") == visade(kalla="tillsyn") == visade(utan="on")
    assert visade(niva="ej") == ["Obedömd"]
    assert visade(alder="1") == ["Hög"]
    assert visade(alder="2") == ["Låg", "Obedömd"]
    assert visade(alder="3") == ["Låg"]
    [signal] = [s for s in bidrag.signaler(folk.bo) if "risker" in s.url]
    assert signal.rubrik == "En hög risk utan egenkontroll och åtgärd"


def test_risk_utanfor_plan(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.kim)
    adress = reverse("risker:risk_ny")
    sida = client.get(adress, {"kalla": "tillsyn"})
    assert sida.context["form"]["kalla"].value() == "tillsyn"
    data = {"text": "Nyckelskåpet lämnas öppet", "enhet": folk.norra.pk, "kalla": "tillsyn", "uppkommen": "2026-03-01"}
    assert "Datumet har inte varit" in client.post(adress, data | {"uppkommen": "2099-01-01"}).content.decode()
    assert client.post(adress, data | {"enhet": folk.sodra.pk}).status_code == 200
    client.post(adress, data | {"delrisker": "Kvällar\nHelger"})
    risk = Risk.objects.get()
    assert (risk.kalla, risk.uppkommen, risk.delrisker.count()) == ("tillsyn", date(2026, 3, 1), 2)
    client.force_login(folk.rut)
    assert client.get(risk.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_lika_manga_fragor_hur_manga_riskerna_an_ar(
    client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int
) -> None:
    skala = Riskskala.objects.gallande()
    risker = Risk.objects.bulk_create(
        Risk(enhet=folk.norra, text=f"R{n}", uppkommen=date(2026, 1, 1), varde=4, niva="medel") for n in range(antal)
    )
    Riskbedomning.objects.bulk_create(
        Riskbedomning(
            risk=r, skala=skala, datum=date(2026, 2, m), sannolikhet=2, allvar=2, varde=4, motivering="Så är det."
        )
        for r in risker
        for m in (1, 2)
    )
    Riskbedomning.objects.bulk_create(
        Riskbedomning(
            risk=risker[0], skala=skala, datum=date(2025, 1, 1), sannolikhet=2, allvar=2, varde=4, motivering="Då."
        )
        for _ in range(min(antal, 25))
    )
    client.force_login(folk.kim)
    with hogst_fragor(14) as listans:
        client.get(reverse("risker:risker"))
    with hogst_fragor(14) as matrisens:
        client.get(reverse("risker:matris"), {"ar": 2026})
    with hogst_fragor(18):
        client.get(risker[0].get_absolute_url())
    LIKA.add((len(listans), len(matrisens)))
    assert len(LIKA) == 1

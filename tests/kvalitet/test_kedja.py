"""The chain of a unit and a year: what each link counts, and which breaks are named."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kvalitet import bidrag
from kvalitet.bidrag import Brott, Led
from kvalitet.kedja import brott, lankar
from kvalitet.models import Anvandare
from kvalitet.roller import Ratt
from tests.stod.planer import (
    skapa_atgard,
    skapa_egenkontroll,
    skapa_plan,
    skapa_process,
    skapa_rad,
    skapa_risk,
    skapa_tillfalle,
)


@pytest.fixture(autouse=True)
def _tid():
    with time_machine.travel(datetime(2026, 11, 22, 10, tzinfo=UTC), tick=False):
        yield


def led_for(person: Anvandare, ar: int = 2026) -> dict[str, bidrag.Led]:
    person = Anvandare.objects.get(pk=person.pk)
    ids = person.enhetsid_med(Ratt.PLAN_LASA)
    return {lank.rubrik: lank for lank in lankar(bidrag.kedja(ids, ar, person))}  # type: ignore[misc]


def sagt(lank: object) -> list[str]:
    return [b.text for b in lank.brott]  # type: ignore[attr-defined]


def test_lederna_star_i_kedjans_ordning(folk: SimpleNamespace) -> None:
    assert list(led_for(folk.bo)) == [
        "Process",
        "Risk",
        "Egenkontroll",
        "Resultat",
        "Åtgärd",
        "Effekt",
        "Riskens läge",
    ]


def test_en_process_utan_risk_bryter_kedjan_och_namns(folk: SimpleNamespace) -> None:
    med, utan = skapa_process(folk.norra, "Ta emot", "1"), skapa_process(folk.norra, "Följa upp", "2")
    skapa_risk(folk.norra, process=med)
    skapa_process(folk.norra, "Gammal", "3", giltig=False)
    skapa_process(folk.sodra, "Annans", "4")
    led = led_for(folk.bo)
    assert led["Process"].vad == "2 processer"
    assert sagt(led["Risk"]) == ["En process saknar risk"]
    assert [p.url for p in led["Risk"].brott[0].poster] == [utan.get_absolute_url()]


def test_en_risk_utan_egenkontroll_och_atgard_bryter_kedjan(folk: SimpleNamespace) -> None:
    plan = skapa_plan(folk.norra, faststalld_av=folk.bo)
    foljd, mott, ingen = (skapa_rad(plan) for _ in range(3))
    foljd.egenkontroller.add(skapa_egenkontroll(folk.norra))
    mott.atgarder.add(skapa_atgard(folk.norra))
    led = led_for(folk.bo)
    assert led["Risk"].vad == "3 risker i planen"
    assert sagt(led["Egenkontroll"]) == ["En risk saknar både egenkontroll och åtgärd"]
    assert led["Egenkontroll"].vad == "En egenkontroll"
    assert ingen.risk.enhet == folk.norra


def test_en_gjord_atgard_utan_uppfoljd_effekt_bryter_kedjan(folk: SimpleNamespace) -> None:
    gjord = {"status": "genomford", "genomford": date(2026, 5, 1)}
    skapa_atgard(folk.norra, effekt_planerad=date(2026, 11, 1), **gjord)
    skapa_atgard(folk.norra, effekt_planerad=date(2026, 12, 1), **gjord)
    skapa_atgard(
        folk.norra, status="effekt_uppfoljd", genomford=date(2026, 2, 1), effekt="nadd", effekt_motivering="Vi ser det."
    )
    led = led_for(folk.bo)
    assert led["Åtgärd"].vad == "3 åtgärder"
    assert led["Effekt"].vad == "En uppföljd effekt"
    assert sagt(led["Effekt"]) == ["En gjord åtgärds effekt är inte uppföljd"]


def test_laget_saknas_forst_nar_aret_ar_slut(folk: SimpleNamespace) -> None:
    for ar in (2025, 2026):
        plan = skapa_plan(folk.norra, ar, faststalld_av=folk.bo)
        skapa_rad(plan)
        skapa_rad(plan, lage="minskat", lage_kommentar="Färre händelser.")
    assert sagt(led_for(folk.bo)["Riskens läge"]) == []
    assert sagt(led_for(folk.bo, 2025)["Riskens läge"]) == ["En risk saknar läge"]
    assert led_for(folk.bo, 2025)["Riskens läge"].vad == "En risk har fått läge"


def test_det_efter_brottet_kan_inte_bedomas() -> None:
    kedjan = lankar(
        [
            Led(10, "Process", 2, "2 processer", "/p/"),
            Led(20, "Risk", 1, "1 risk", "/r/", (Brott(1, "En process saknar risk", "/p/"),)),
            Led(30, "Egenkontroll", 3, "3", "/e/"),
            Led(30, "", 0, "", "", brott(2, "risk", "risker", "/r/")),
            Led(40, "Resultat", 0, "Inga", "/t/"),
        ]
    )
    assert [(d.rubrik, d.klass, d.nod) for d in kedjan] == [
        ("Process", "", "klar"),
        ("Risk", "bruten", "bruten"),
        ("Egenkontroll", "bruten", "bruten"),
        ("Resultat", "efter", "tom"),
    ]
    assert sagt(kedjan[2]) == ["2 risker"]


def test_sidan_namner_brotten_forst(folk: SimpleNamespace, client: Client) -> None:
    skapa_process(folk.norra)
    skapa_atgard(folk.norra, status="genomford", genomford=date(2026, 5, 1), effekt_planerad=date(2026, 6, 1))
    client.force_login(folk.bo)
    html = client.get(reverse("kedja")).content.decode()
    assert "Kedjan är bruten på två ställen" in html
    assert html.index("En process saknar risk") < html.index('class="kedja"')


def test_en_hel_kedja_sags_vara_hel(folk: SimpleNamespace, client: Client) -> None:
    client.force_login(folk.bo)
    assert "Kedjan är hel så långt den har kommit" in client.get(reverse("kedja")).content.decode()


def test_enhet_och_ar_valjs(folk: SimpleNamespace, client: Client) -> None:
    skapa_process(folk.sodra)
    client.force_login(folk.lena)
    adress = reverse("kedja")
    assert "En process saknar risk" in client.get(adress).content.decode()
    norra = client.get(adress, {"enhet": folk.norra.pk, "ar": 2025}).content.decode()
    assert "<h1>Kedjan 2025, Norra enheten</h1>" in norra
    assert 'name="ar" value="2025"' in norra
    assert "En process saknar risk" not in norra


@pytest.mark.parametrize("fraga", [{"enhet": "x"}, {"ar": "1"}, {"ar": "tjugo"}, {"enhet": 999999}])
def test_felaktigt_urval_sags_vid_faltet(folk: SimpleNamespace, client: Client, fraga: dict[str, object]) -> None:
    client.force_login(folk.bo)
    html = client.get(reverse("kedja"), fraga).content.decode()
    assert "Kedjan gick inte att visa" in html
    assert 'class="fel-text"' in html


def test_annans_enhet_gar_inte_att_valja(folk: SimpleNamespace, client: Client) -> None:
    client.force_login(folk.bo)
    html = client.get(reverse("kedja"), {"enhet": folk.sodra.pk}).content.decode()
    assert "Kedjan gick inte att visa" in html
    assert "Södra enheten" not in html


def test_lika_manga_fragor_for_en_tjugofem_och_tusen(folk: SimpleNamespace, client: Client) -> None:
    client.force_login(folk.bo)
    client.get(reverse("kedja"))
    plan = skapa_plan(folk.norra, faststalld_av=folk.bo)
    matt, finns = [], 0
    for antal in (1, 25, 1000):
        for nr in range(finns, antal):
            process = skapa_process(folk.norra, f"Process {nr}", str(nr))
            if nr < 25:
                skapa_rad(plan, nr=nr + 1)
            assert process.pk
        finns = antal
        with CaptureQueriesContext(connection) as fragor:
            svar = client.get(reverse("kedja"))
        matt.append(len(fragor))
        assert len(svar.content) < 100_000
    assert len(set(matt)) == 1, matt


def test_en_egenkontroll_utan_tillfalle_i_ar_bryter_kedjan(folk: SimpleNamespace) -> None:
    skapa_egenkontroll(folk.norra)
    skapa_tillfalle(skapa_egenkontroll(folk.norra), 12)
    assert sagt(led_for(folk.bo)["Resultat"]) == ["En egenkontroll har varken tillfälle eller resultat"]
    assert sagt(led_for(folk.bo, 2025)["Resultat"]) == []


def test_uteblivna_sena_och_under_malet_bryter_kedjan(folk: SimpleNamespace) -> None:
    kontroll = skapa_egenkontroll(folk.norra, metod="antal", mal_operator="hogst", mal_tal=2)
    skapa_tillfalle(kontroll, 1)
    skapa_tillfalle(kontroll, 12)  # due next year
    skapa_tillfalle(kontroll, 2, status="utebliven", skal="Sjukdom")
    skapa_tillfalle(kontroll, 3, status="genomford", genomford_dag=date(2026, 4, 1), antal=1)
    skapa_tillfalle(kontroll, 4, status="genomford", genomford_dag=date(2026, 5, 1), antal=3)
    led = led_for(folk.bo)
    assert led["Resultat"].vad == "2 resultat"
    assert sagt(led["Resultat"]) == ["En kontroll är försenad", "En kontroll uteblev"]
    assert sagt(led["Åtgärd"]) == ["En kontroll är under målet utan åtgärd"]

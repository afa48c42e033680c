"""The start page: what each role meets, and that it costs the same however much there is."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.stod.arenden import skapa_avvikelse
from tests.stod.planer import skapa_atgard

SONDAG = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tid():
    with time_machine.travel(SONDAG, tick=False):
        yield


def start(client: Client, person: object) -> str:
    client.force_login(person)  # type: ignore[arg-type]
    svar = client.get(reverse("start"))
    assert svar.status_code == 200
    return svar.content.decode()


def test_medarbetaren_moter_rapportknappen_fore_allt_annat(folk: SimpleNamespace, client: Client) -> None:
    html = start(client, folk.anna)
    innehall = html[html.index("<main") :]
    assert innehall.index("Rapportera en händelse") < innehall.index("Väntar på dig")
    assert "Du har inte rapporterat något ännu." in innehall
    assert "Signaler" not in innehall
    assert "Hitta i Kvalitet" in innehall


def test_chefen_moter_signaler_nyckeltal_och_diagram(folk: SimpleNamespace, client: Client) -> None:
    skapa_avvikelse(enhet=folk.norra_gruppen, mottagen=date(2026, 3, 1), status="bedomd")
    html = start(client, folk.bo)
    ordning = [
        html.index(t)
        for t in ("Väntar på dig", "Förfaller inom två veckor", "h-signaler", "h-nyckeltal", "arenden-manad", "h-egna")
    ]
    assert ordning == sorted(ordning)
    assert "Norra gruppen är tyst" in html
    assert "Södra gruppen" not in html


def test_ledningen_ser_hela_huset(folk: SimpleNamespace, client: Client) -> None:
    html = start(client, folk.lena)
    assert "Norra gruppen är tyst" in html
    assert "Södra gruppen är tyst" in html
    assert "Försenade åtgärder" not in html  # none to be done: no figure without a ground


@pytest.mark.parametrize("namn", ["rut", "adam", "ove", "gammal"])
def test_ingen_moter_en_tom_sida(folk: SimpleNamespace, client: Client, namn: str) -> None:
    html = start(client, getattr(folk, namn))
    assert "Väntar på dig" in html
    assert "Rapportera en händelse" in html
    assert html.count("<h2") > 3


def test_administratoren_hittar_till_sitt(folk: SimpleNamespace, client: Client) -> None:
    html = start(client, folk.adam)
    innehall = html[html.index("<main") :]
    assert f'href="{reverse("admin:index")}"' in innehall


def test_det_som_forfaller_senare_skiljs_fran_det_som_ska_goras_nu(folk: SimpleNamespace, client: Client) -> None:
    for dagar, rubrik in ((-1, "Förra veckan"), (3, "På onsdag"), (4, "På torsdag"), (14, "Om två veckor")):
        skapa_atgard(folk.norra, rubrik, ansvarig=folk.bo, senast=date(2026, 11, 22) + timedelta(days=dagar))
    html = start(client, folk.bo)
    nu, snart = html.index('id="h-vantar"'), html.index('id="h-snart"')
    signaler = html.index('id="h-signaler"')
    for rubrik in ("Förra veckan", "På onsdag"):
        assert nu < html.index(rubrik) < snart
    for rubrik in ("På torsdag", "Om två veckor"):
        assert snart < html.index(rubrik) < signaler
    assert "skulle ha gjorts 2026-11-21" in html


def test_utan_signaler_sags_det_men_tystnad_ar_aldrig_gron(folk: SimpleNamespace, client: Client) -> None:
    skapa_avvikelse(enhet=folk.norra_gruppen, mottagen=date(2026, 11, 1), status="bedomd")
    html = start(client, folk.bo)
    assert "Inga signaler" in html
    folk.norra_gruppen.avvikelser.update(mottagen=date(2026, 6, 1))
    html = start(client, folk.bo)
    assert "Inga signaler" not in html
    assert "lage obs" in html[html.index("h-signaler") : html.index("Norra gruppen är tyst")]


def fler(folk: SimpleNamespace, antal: int) -> None:
    for nr in range(antal):
        skapa_avvikelse(enhet=folk.norra_gruppen, mottagen=date(2026, 11, 1), rapportor=folk.bo)
        skapa_atgard(folk.norra, f"Åtgärd {nr}", ansvarig=folk.bo, senast=date(2026, 11, 1))


def test_lika_manga_fragor_for_en_tjugofem_och_tusen(folk: SimpleNamespace, client: Client) -> None:
    client.force_login(folk.bo)
    client.get(reverse("start"))
    matt, finns = [], 0
    for antal in (1, 25, 1000):
        fler(folk, antal - finns)
        finns = antal
        with CaptureQueriesContext(
            connection,
        ) as fragor:
            svar = client.get(reverse("start"))
        matt.append(len(fragor))
        assert len(svar.content) < 100_000
    assert len(set(matt)) == 1, matt
    assert matt[0] <= 20, "\n".join(f["sql"][:200] for f in fragor.captured_queries)

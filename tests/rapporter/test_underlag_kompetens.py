"""Training, counted by hand."""

import json
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from kvalitet.models import Enhet, enheter_under
from rapporter.underlag.kompetens import kompetens, rader, synliga
from rapporter.underlag.rader import raknat, stammer
from tests.stod.rapporter import STOCKHOLM
from tests.stod.register import skapa_kompetensinsats

UTTAG = datetime(2025, 12, 1, 8, tzinfo=STOCKHOLM)


@pytest.fixture
def f(folk: SimpleNamespace) -> SimpleNamespace:
    def insats(rubrik: str, tema: str, datum: date, timmar: str | None, deltagare: int | None, **falt: Any) -> None:
        varden = {"timmar": timmar and Decimal(timmar), "deltagare": deltagare, **falt}
        skapa_kompetensinsats(folk.norra, rubrik, tema=tema, datum=datum, **varden)

    insats("Samtal", "Bemötande", date(2025, 1, 10), "3.5", 12, malgrupp="alla", anordnare="Högskolan")
    insats("Samtal igen", "bemötande", date(2025, 5, 10), "1.0", None)
    insats("Handledning", "", date(2025, 9, 1), None, None)
    insats("Brandskydd", "Säkerhet", date(2025, 10, 1), "2.0", 30)
    insats("Förra året", "Bemötande", date(2024, 10, 1), "8.0", 5)
    insats("Planerad", "Säkerhet", date(2025, 12, 2), "2.0", 30)
    insats("Länge sedan", "Säkerhet", date(2023, 12, 31), "2.0", 30)
    skapa_kompetensinsats(folk.sodra, datum=date(2025, 3, 1))
    return folk


def test_talen_och_tabellerna(f: SimpleNamespace, hogst_fragor: Any) -> None:
    with hogst_fragor(1):
        u = kompetens([f.norra.pk], 2025, UTTAG)
    assert [(t.nyckel, t.varde) for t in u.tal[:6]] == [
        ("kompetens.antal", 4),
        ("kompetens.antal.fjol", 1),
        ("kompetens.deltagare", 42),
        ("kompetens.deltagare.fjol", 5),
        ("kompetens.timmar", Decimal("6.5")),
        ("kompetens.timmar.fjol", 8),
    ]
    per_tema, lista = u.tabeller
    assert [[c.text for c in rad] for rad in per_tema.rader] == [
        ["Bemötande", "2", "1", "12", "4,5"],
        ["Säkerhet", "1", "0", "30", "2"],
        ["Utan tema", "1", "0", "–", "–"],
    ]
    assert [rad[0].text for rad in lista.rader] == ["Samtal", "Samtal igen", "Handledning", "Brandskydd"]
    assert [c.text for c in lista.rader[0]] == ["Samtal", "alla", "Norra enheten", "2025-01-10", "3,5", "12"]
    assert lista.rader[0][0].under == "Bemötande, Högskolan"
    assert u.forbehall == (
        "2 av 4 insatser saknar uppgift om antal deltagare och ingår inte i den summan.",
        "1 av 4 insatser saknar uppgift om längd i timmar och ingår inte i den summan.",
    )


def test_varje_tal_ar_det_som_de_lagrade_raderna_ger(f: SimpleNamespace) -> None:
    lagrade = json.loads(json.dumps(rader([f.norra.pk], 2025, UTTAG)))  # as they are frozen
    for tal in kompetens([f.norra.pk], 2025, UTTAG).tal:
        assert raknat(tal.raknas, [rad for rad in lagrade if stammer(rad, tal.filter)]) == tal.varde


def test_utan_uppgift_ar_summan_inget_tal(folk: SimpleNamespace) -> None:
    skapa_kompetensinsats(folk.norra, datum=date(2025, 1, 1))
    u = kompetens([folk.norra.pk], 2025, UTTAG)
    assert u.hamta_tal("kompetens.antal").varde == 1
    assert u.hamta_tal("kompetens.deltagare").varde is None
    assert u.hamta_tal("kompetens.timmar").varde is None


def test_utan_insatser_sags_det(folk: SimpleNamespace) -> None:
    u = kompetens([folk.norra.pk], 2025, UTTAG)
    assert u.forbehall == ("Ingen kompetensinsats är registrerad för 2025.",)
    assert u.tabeller == ()


def test_nedlagd_enhet_raknas_och_bara_de_som_far_ser(f: SimpleNamespace) -> None:
    skapa_kompetensinsats(f.norra_gruppen, "I gruppen", datum=date(2025, 3, 1))
    Enhet.objects.filter(pk=f.norra_gruppen.pk).update(giltig_till=date(2025, 6, 30))
    ids = enheter_under([f.norra.pk])
    assert kompetens(ids, 2025, UTTAG).hamta_tal("kompetens.antal").varde == 5
    alla = [rad["id"] for rad in rader(ids, 2025, UTTAG)]
    assert {k.rubrik for k in synliga(alla, f.anna)} == {"I gruppen"}

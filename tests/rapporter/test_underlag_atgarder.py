"""The year's actions and their effect, counted by hand."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from kvalitet.models import Atgard, Enhet, enheter_under
from rapporter.underlag.atgarder import atgarder, effekt, lage, rader, synliga
from rapporter.underlag.rader import raknat, stammer
from tests.stod.planer import skapa_atgard, skapa_egenkontroll
from tests.stod.rapporter import STOCKHOLM

UTTAG = datetime(2026, 1, 26, 8, tzinfo=STOCKHOLM)


def tid(ar: int, manad: int = 6, dag: int = 1) -> datetime:
    return datetime(ar, manad, dag, 12, tzinfo=STOCKHOLM)


def skapa(enhet: Enhet, rubrik: str, registrerad: datetime, **falt: Any) -> Atgard:
    atgard = skapa_atgard(enhet, rubrik, **falt)
    atgard.history.update(history_date=registrerad)
    return atgard


def uppfoljd(effekt: str, **falt: Any) -> dict[str, Any]:
    return {"status": "effekt_uppfoljd", "effekt": effekt, "effekt_motivering": "Vi räknade."} | falt


@pytest.fixture
def f(folk: SimpleNamespace) -> SimpleNamespace:
    """2025: five done (reached, partly, not, cannot be told, not followed up), two late, two going on, one called off.
    2024: one done, one late that is late in 2025 too, and one going on that was done in 2025."""
    norra, da = folk.norra, tid(2024)
    skapa(norra, "Nådd", da, senast=date(2025, 3, 1), genomford=date(2025, 2, 1), slag="rutin", **uppfoljd("nadd"))
    folk.delvis = skapa(norra, "Delvis", tid(2025), genomford=date(2025, 12, 31), **uppfoljd("delvis"))
    folk.ej = skapa(folk.norra_gruppen, "Ej nådd", tid(2025), genomford=date(2025, 5, 1), **uppfoljd("ej_nadd"))
    skapa(norra, "Går inte", tid(2025), genomford=date(2025, 6, 1), **uppfoljd("ej_tillamplig"))
    skapa(norra, "Gjord", tid(2025), genomford=date(2025, 7, 1), status="genomford", effekt_planerad=date(2025, 10, 1))
    folk.sen = skapa(norra, "Sen", da, senast=date(2024, 10, 1), slag="rutin")
    # done in January, after the year's end, so late in the report of the year
    skapa(norra, "För sent", tid(2025), senast=date(2025, 12, 31), genomford=date(2026, 1, 5), status="genomford")
    skapa(norra, "Pågår", tid(2025), senast=date(2026, 6, 1), status="pagar")
    skapa(norra, "Utan dag", tid(2025, 12, 31))
    skapa(norra, "Avbruten", tid(2025), status="avbruten")
    skapa(norra, "Gjord före", tid(2023), genomford=date(2024, 4, 1), **uppfoljd("nadd"))
    skapa(norra, "Avbruten före", tid(2023), status="avbruten")
    skapa(norra, "Registrerad efter", tid(2026, 1, 2), senast=date(2026, 6, 1))
    skapa(norra, "Skyddad", tid(2025), senast=date(2025, 3, 1), skyddad=True)
    skapa(folk.sodra, "Annan enhet", tid(2025), senast=date(2025, 3, 1))
    skapa_egenkontroll(norra).atgarder.add(folk.sen, folk.delvis)
    return folk


def test_talen_raknade_for_hand(f: SimpleNamespace, hogst_fragor: Any) -> None:
    ids = enheter_under([f.norra.pk])
    with hogst_fragor(2):
        u = atgarder(ids, 2025, UTTAG, publicerat={"atgarder.genomforda": 2})
    tal = {t.nyckel.removeprefix("atgarder."): t.varde for t in u.tal if t.nyckel.count(".") == 1}
    assert tal == {
        "antal": 10,
        "genomforda": 5,
        "forsenade": 2,
        "pagaende": 2,
        "avbrutna": 1,
        "effekt_nadd": 1,
        "effekt_delvis": 1,
        "effekt_ej_nadd": 1,
        "effekt_ej_tillamplig": 1,
        "effekt_ej_uppfoljd": 1,
        "effekt_forsenad": 1,
        "andel_uppfoljd": Decimal("80.0"),
    }
    fjol = {t.nyckel.split(".")[1]: t.varde for t in u.tal if t.nyckel.endswith(".fjol") and t.nyckel.count(".") == 2}
    assert fjol == {
        "antal": 3,
        "genomforda": 1,
        "forsenade": 1,
        "pagaende": 1,
        "avbrutna": 0,
        "effekt_nadd": 1,
        "effekt_delvis": 0,
        "effekt_ej_nadd": 0,
        "effekt_ej_tillamplig": 0,
        "effekt_ej_uppfoljd": 0,
        "effekt_forsenad": 0,
        "andel_uppfoljd": Decimal("100.0"),
    }
    assert u.hamta_tal("atgarder.genomforda").jamforelse == "2024: publicerat 2, omräknat 1"
    vid_slutet, efter_effekt, per_slag, per_kalla, ej_nadda = u.tabeller
    assert [c.text for c in vid_slutet.fot] == ["Summa", "10", "3"]
    assert [c.text for c in efter_effekt.rader[-1]] == ["Andel med uppföljd effekt", "80,0\u00a0%", "100,0\u00a0%"]
    assert efter_effekt.underrubrik == "Åtgärder genomförda 2025 och 2024. n = 5"
    assert [[c.text for c in rad] for rad in per_slag.rader] == [
        ["Rutin eller arbetssätt", "1", "1", "0", "0"],
        ["Annat", "4", "1", "2", "1"],
    ]
    assert [[c.text for c in rad] for rad in per_kalla.rader] == [
        ["Egenkontroll", "1", "1", "0", "0"],
        ["Fristående", "4", "1", "2", "1"],
    ]
    assert [[c.text for c in rad] for rad in ej_nadda.rader] == [
        ["Delvis", "Norra enheten", "2025-12-31", "Delvis nådd"],
        ["Ej nådd", "Norra gruppen", "2025-05-01", "Inte nådd"],
    ]
    assert u.forbehall == (
        "Effekten är ännu inte uppföljd för 1 av 5 genomförda åtgärder, varav 1 skulle ha varit uppföljda.",
    )
    assert u.figurer[0].titel == "Effekten är uppföljd för 4 av 5 åtgärder"
    assert "Skyddad" not in u.to_json()


def test_varje_tal_ar_vad_dess_rader_ger(f: SimpleNamespace) -> None:
    ids = enheter_under([f.norra.pk])
    lagrade = rader(ids, 2025, UTTAG)
    u = atgarder(ids, 2025, UTTAG)
    for t in u.tal:
        assert t.varde == raknat(t.raknas, (rad for rad in lagrade if stammer(rad, t.filter))), t.nyckel
    ej = [rad["id"] for rad in lagrade if stammer(rad, u.hamta_tal("atgarder.effekt_ej_nadd").filter)]
    assert ej == [f.ej.pk]
    assert list(synliga(ej, f.bo)) == [f.ej]
    assert list(synliga(ej, f.karl)) == []


def test_under_aret_galler_dagen_for_uttaget(folk: SimpleNamespace) -> None:
    i_dag = skapa(folk.norra, "Klar senast i dag", tid(2025), senast=date(2026, 1, 26))
    i_gar = skapa(folk.norra, "Skulle varit klar i går", tid(2025), senast=date(2026, 1, 25))
    i_morgon = skapa(folk.norra, "Gjord i morgon", tid(2025), genomford=date(2026, 1, 27), status="genomford")
    rader_ = {rad["id"]: rad["lage"] for rad in rader([folk.norra.pk], 2026, UTTAG) if rad["ar"] == 2026}
    assert rader_ == {i_dag.pk: "pagar", i_gar.pk: "forsenad", i_morgon.pk: "pagar"}


def test_effekt_som_foljts_upp_efter_uttaget_ar_inte_kand(folk: SimpleNamespace) -> None:
    a = skapa_atgard(folk.norra, genomford=date(2025, 5, 1), **uppfoljd("nadd", effekt_datum=date(2026, 1, 27)))
    assert effekt(a, UTTAG) == "ej_uppfoljd"
    a.effekt_datum = date(2026, 1, 26)
    assert effekt(a, UTTAG) == "nadd"


def test_aterupptagen_atgard_ar_inte_avbruten(folk: SimpleNamespace) -> None:
    a = skapa(folk.norra, "Öppnad igen", tid(2025), status="avbruten")
    a.status = "planerad"
    a.save()
    a.registrerad, a.avbruten_vid = tid(2025), tid(2025)
    assert lage(a, 2025, UTTAG) == "pagar"


def test_utan_genomforda_finns_ingen_andel(folk: SimpleNamespace) -> None:
    u = atgarder([folk.norra.pk], 2025, UTTAG)
    assert u.hamta_tal("atgarder.andel_uppfoljd").varde is None
    assert u.forbehall == ("Det finns inga åtgärder för 2025.",)
    skapa(folk.norra, "Sen", tid(2025), senast=date(2025, 3, 1))
    u = atgarder([folk.norra.pk], 2025, UTTAG)
    assert u.forbehall == ("Ingen åtgärd genomfördes under året, så det finns ingen effekt att följa upp.",)
    assert u.figurer == ()

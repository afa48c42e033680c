"""Direct procurements in the report, counted by hand."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from granskningar.models import Direktupphandling
from kvalitet.models import enheter_under
from rapporter.underlag.rader import raknat, stammer
from rapporter.underlag.upphandling import cirka, rader, upphandling
from tests.stod import granskningar as stod
from tests.stod.rapporter import STOCKHOLM

UTTAG = datetime(2026, 1, 26, 8, tzinfo=STOCKHOLM)


@pytest.fixture
def f(folk: SimpleNamespace) -> SimpleNamespace:
    stod.skapa_upphandling(folk.norra, belopp=1_500_000, insatskategori=stod.insatsen(), mojlig_inom_avtal=True)
    stod.skapa_upphandling(folk.norra_gruppen, belopp=900_000, skal="kompetens", mojlig_inom_avtal=False)
    stod.skapa_upphandling(folk.norra, datum=date(2024, 12, 31), belopp=200_000)
    stod.skapa_upphandling(folk.sodra)  # another unit's
    stod.skapa_upphandling(folk.norra, datum=date(2026, 1, 2))  # another year's
    folk.ids = enheter_under([folk.norra.pk])
    return folk


def test_antal_och_summa_i_enheten_och_dem_under(f: SimpleNamespace) -> None:
    u = upphandling(f.ids, 2025, UTTAG)
    t = {tal.nyckel.partition(".")[2]: tal.varde for tal in u.tal}
    assert (t["antal"], t["antal.fjol"], t["summa"], t["summa.fjol"], t["inom_avtal"]) == (2, 1, 2_400_000, 200_000, 1)
    assert (t["skal.kapacitet"], t["skal.kompetens"], t["summa_skal.kompetens"]) == (1, 1, 900_000)
    assert (t[f"enhet.{f.norra.pk}"], t[f"summa_enhet.{f.norra_gruppen.pk}"]) == (1, 900_000)
    assert t["kategori.0"] == 1
    assert u.hamta_tal("upphandling.summa").jamforelse == "cirka 2,4 mnkr, 200\u202f000\u00a0kr år 2024"
    assert u.tabeller[0].fot[3].text == "2\u202f400\u202f000\u00a0kr"
    assert u.tabeller[0].fot[3].under == "cirka 2,4 mnkr"


def test_enhet_som_lagts_ned_under_aret_raknas(f: SimpleNamespace) -> None:
    f.norra_gruppen.giltig_till = date(2025, 6, 30)
    f.norra_gruppen.save()
    u = upphandling(enheter_under([f.norra.pk]), 2025, UTTAG)
    assert u.hamta_tal(f"upphandling.enhet.{f.norra_gruppen.pk}").varde == 1


def test_varje_tal_oppnar_sina_rader(f: SimpleNamespace) -> None:
    u, alla = upphandling(f.ids, 2025, UTTAG), rader(f.ids, 2025, UTTAG)
    for t in u.tal:
        assert raknat(t.raknas, [rad for rad in alla if stammer(rad, t.filter)]) == t.varde, t.nyckel


def test_inga_upphandlingar(folk: SimpleNamespace) -> None:
    u = upphandling([folk.norra.pk], 2025, UTTAG)
    assert u.tabeller == ()
    assert u.forbehall == ("Ingen direktupphandling är registrerad för 2025.",)


@pytest.mark.parametrize(
    ("kronor", "ord_"),
    [(59_850_000, "cirka 60 mnkr"), (2_440_000, "cirka 2,4 mnkr"), (999_999, ""), (None, "")],
)
def test_ungefar_i_ord(kronor: int | None, ord_: str) -> None:
    assert cirka(kronor) == ord_


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_en_fraga(folk: SimpleNamespace, django_assert_num_queries: Any, antal: int) -> None:
    post = Direktupphandling(enhet=folk.norra, datum=date(2025, 1, 1), leverantor="X", belopp=1, skal="kapacitet")
    Direktupphandling.objects.bulk_create([post] * antal)
    with django_assert_num_queries(1):
        u = upphandling([folk.norra.pk], 2025, UTTAG)
    assert u.hamta_tal("upphandling.antal").varde == antal

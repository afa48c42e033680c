"""A sum and a share behind generic rows: they open the same records live and frozen, and are checked when frozen."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from granskningar.models import Direktupphandling
from rapporter.frysning import Frysfel, frys
from rapporter.models import Mallavsnitt, Rapportdokument, Rapportmall
from rapporter.underlag import UNDERLAG
from tests.stod.planer import skapa_egenkontroll, skapa_tillfalle
from tests.stod.rapporter import fryst, i_granskning, liten_mall, ny_rapport

SUMMA, ANDEL = "upphandling.summa", "egenkontroll.andel_genomforda"


@pytest.fixture
def mall(folk: SimpleNamespace) -> Rapportmall:
    m = liten_mall()
    Mallavsnitt.objects.create(
        mall=m, nyckel="tva", ordning=2, rubrik="Två", underlag=["upphandling", "egenkontroll"], text_kravs=True
    )
    for belopp in (40_000, 20_000):
        Direktupphandling.objects.create(
            enhet=folk.norra, datum=date(2025, 4, 1), leverantor="Linden Assistans AB", belopp=belopp, skal="kapacitet"
        )
    kontroll = skapa_egenkontroll(folk.norra, faststalld=True)
    for manad in (1, 2, 3):
        gjord = manad < 3
        skapa_tillfalle(
            kontroll,
            manad,
            2025,
            status="genomford" if gjord else "utebliven",
            genomford_dag=date(2025, manad, 28) if gjord else None,
            resultat_text="Gick bra" if gjord else "",
            skal="" if gjord else "Sjukdom",
        )
    return m


def _oppnat(client: Client, rapport: Rapportdokument, nyckel: str) -> tuple[object, int]:
    svar = client.get(reverse("rapporter:poster", args=[rapport.pk, nyckel]))
    assert svar.status_code == 200
    return svar.context["tal"].varde, svar.context["antal"]


def test_de_oppnar_sina_poster_levande_och_frusna(folk: SimpleNamespace, mall: Rapportmall, client: Client) -> None:
    client.force_login(folk.bo)
    rapport = ny_rapport(folk.norra, folk.bo, 2025, av_mall=mall)
    levande = {n: _oppnat(client, rapport, n) for n in (SUMMA, ANDEL)}
    assert levande[SUMMA] == (60_000, 2)
    assert levande[ANDEL][1] == 3
    assert float(levande[ANDEL][0]) == pytest.approx(66.7)  # type: ignore[arg-type]
    Rapportdokument.objects.filter(pk=rapport.pk).update(ar=2019)  # out of the way: one report a year
    frusen = fryst(folk.norra, folk.bo, 2025, av_mall=mall)
    Direktupphandling.objects.update(belopp=1)
    for nyckel, (varde, antal) in levande.items():
        fruset = _oppnat(client, frusen, nyckel)
        assert (float(fruset[0]), fruset[1]) == (pytest.approx(float(varde)), antal)  # type: ignore[arg-type]


@pytest.mark.parametrize("nyckel", ["upphandling", "egenkontroll"])
def test_tal_som_inte_stammer_med_sina_poster_fryses_inte(
    folk: SimpleNamespace, mall: Rapportmall, nyckel: str
) -> None:
    rapport = i_granskning(folk.norra, folk.bo, 2025, av_mall=mall)
    kalla = UNDERLAG[nyckel]
    utan_en = replace(kalla, rader=lambda *args: kalla.rader(*args)[1:])
    with (
        patch.dict(UNDERLAG, {nyckel: utan_en}),
        patch("rapporter.frysning.rendera_pdf", return_value=("", b"%PDF-1.7 prov")),
        pytest.raises(Frysfel, match="ändrades medan"),
    ):
        frys(dokument=rapport.pk, av=folk.bo)
    rapport.refresh_from_db()
    assert rapport.status == Rapportdokument.Status.GRANSKNING

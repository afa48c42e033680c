"""The key figures that stand first: chosen from the other sets, a number divisible by three, with earlier years."""

from datetime import date
from types import SimpleNamespace

from django.test import Client
from django.urls import reverse

from rapporter.kontext import Innehall, innehall_for, innehall_nu
from rapporter.models import Mallavsnitt
from rapporter.underlag import UNDERLAG
from rapporter.underlag.nyckeltal import NYCKEL, RAD, VALDA
from tests.stod.rapporter import arende, fryst, liten_mall, ny_rapport


def test_de_valda_finns_och_blir_hela_rader(folk: SimpleNamespace) -> None:
    assert {n.partition(".")[0] for n in VALDA} <= set(UNDERLAG)
    tal = innehall_nu(ny_rapport(folk.norra, folk.kim)).underlag[NYCKEL].tal
    assert [t.nyckel for t in tal] == list(VALDA)
    assert len(tal) % RAD == 0
    assert tal[-1].etikett == "Åtgärder vars effekt är uppföljd"
    assert (tal[-1].varde, tal[-1].n) == (None, 0)  # no action to follow up: no share, never 0 %


def test_bara_av_underlag_som_rapporten_har_och_med_tidigare_ars_tal(folk: SimpleNamespace) -> None:
    mall = liten_mall()
    Mallavsnitt.objects.create(mall=mall, nyckel="forst", ordning=2, rubrik="Först", underlag=[NYCKEL])
    arende(folk.norra, date(2023, 5, 5), 4, slag="klagomal")
    arende(folk.norra, date(2024, 5, 5), 2, slag="klagomal")
    arende(folk.norra, date(2025, 5, 5), 3, slag="klagomal")
    for ar in (2023, 2024):
        fryst(folk.norra, folk.bo, ar, av_mall=mall)
    rapport = ny_rapport(folk.norra, folk.bo, 2025, av_mall=mall)
    tal = innehall_nu(rapport).underlag[NYCKEL].tal
    assert [t.nyckel for t in tal] == ["arenden.totalt", "arenden.klagomal_utforare", "arenden.lex_sarah_egna"]
    assert tal[0].serie == (("2023", 4), ("2024", 2), ("2025", 3))
    assert tal[0].gnista.utlasning == "2023: 4, 2024: 2, 2025: 3"


def test_sidan_och_det_frysta_visar_dem(folk: SimpleNamespace, client: Client) -> None:
    arende(folk.norra, date(2025, 5, 5), 3, slag="klagomal")
    rapport = fryst(folk.norra, folk.bo, 2025)
    assert innehall_for(rapport, sida="sammanfattning").underlag.keys() == {NYCKEL}
    assert len(Innehall.from_json(rapport.frysning.kontext).underlag) > len(UNDERLAG)
    client.force_login(folk.bo)
    fram = client.get(rapport.get_absolute_url()).content.decode()
    assert reverse("rapporter:poster", args=[rapport.pk, "arenden.totalt"]) in fram
    assert client.get(reverse("rapporter:poster", args=[rapport.pk, "atgarder.genomforda"])).status_code == 200

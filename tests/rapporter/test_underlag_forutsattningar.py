"""Changed conditions, counted by hand."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from kvalitet.models import enheter_under
from rapporter.underlag.forutsattningar import forutsattningar, rader, synliga
from tests.stod.rapporter import STOCKHOLM
from tests.stod.register import skapa_forutsattning

UTTAG = datetime(2026, 1, 26, 8, tzinfo=STOCKHOLM)


def test_arets_forandringar(folk: SimpleNamespace, hogst_fragor: Any) -> None:
    skapa_forutsattning(folk.norra, "Ny lag", datum=date(2025, 7, 1), beskrivning="Fler får rätt.", foljd="Längre kö.")
    skapa_forutsattning(folk.norra_gruppen, "Flytt", datum=date(2025, 2, 1))
    skapa_forutsattning(folk.norra, "Förra", datum=date(2024, 2, 1))
    skapa_forutsattning(folk.norra, "Nästa", datum=date(2026, 1, 1))
    skapa_forutsattning(folk.sodra, "Annan enhet", datum=date(2025, 2, 1))
    ids = enheter_under([folk.norra.pk])
    with hogst_fragor(1):
        u = forutsattningar(ids, 2025, UTTAG)
    assert [(t.nyckel, t.varde) for t in u.tal] == [("forutsattningar.antal", 2), ("forutsattningar.antal.fjol", 1)]
    assert [[c.text for c in rad] for rad in u.tabeller[0].rader] == [
        ["2025-02-01", "Flytt", "Norra gruppen", "–"],
        ["2025-07-01", "Ny lag", "Norra enheten", "Längre kö."],
    ]
    assert u.tabeller[0].rader[1][1].under == "Fler får rätt."
    assert u.forbehall == ()
    assert {f.rubrik for f in synliga([rad["id"] for rad in rader(ids, 2025, UTTAG)], folk.anna)} == {"Flytt"}


def test_utan_forandringar_sags_det(folk: SimpleNamespace) -> None:
    u = forutsattningar([folk.norra.pk], 2025, UTTAG)
    assert u.forbehall == ("Ingen förändrad förutsättning är registrerad för 2025.",)
    assert u.tabeller == ()

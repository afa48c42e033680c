"""Years as half-open ranges, working days and Swedish order."""

from datetime import date

import pytest
import time_machine

from kvalitet import datum, ordning


def test_ar_som_period():
    assert datum.ar_som_period(2026) == (date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("start", "antal", "vantat"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday → Monday
        (date(2026, 11, 18), 3, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # Saturday
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_efter_arbetsdagar(start, antal, vantat):
    assert datum.efter_arbetsdagar(start, antal) == vantat


@time_machine.travel("2026-12-31T23:30:00+00:00", tick=False)
def test_idag_ar_svensk_tid():
    assert datum.idag() == date(2027, 1, 1)


@pytest.mark.parametrize(("ar", "rimligt"), [(1999, False), (2000, True), (2100, True), (20026, False)])
def test_rimligt_ar(ar, rimligt):
    assert datum.rimligt_ar(ar) is rimligt


def test_svensk_ordning_i_python():
    assert sorted(["öl", "Ärta", "zebra", "ål", "Éva", "eva", "apa"], key=ordning.nyckel) == [
        "apa",
        "eva",
        "Éva",
        "zebra",
        "ål",
        "Ärta",
        "öl",
    ]

"""At the same moment: two presses, many reporters."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from avvikelser.handlingar import registrera_avvikelse
from avvikelser.models import Avvikelse
from kvalitet.datum import idag
from tests.stod.folk import skapa_folk


@pytest.fixture
def alla(transactional_db):
    return skapa_folk()


def samtidigt(antal: int, gor: Callable[[], int]) -> list[int]:
    start = Barrier(antal)

    def kor(_: int) -> int:
        try:
            start.wait(timeout=10)
            return gor()
        finally:
            connection.close()

    with ThreadPoolExecutor(antal) as tradar:
        return list(tradar.map(kor, range(antal)))


def test_two_presses_at_the_same_moment_make_one_case(alla):
    nyckel = uuid4()

    def tryck() -> int:
        avvikelse = Avvikelse(enhet=alla.norra, rubrik="Fel", handelse="Det blev fel.", mottagen=idag())
        return registrera_avvikelse(avvikelse=avvikelse, rapportor=alla.anna, nyckel=nyckel).pk

    assert len(set(samtidigt(3, tryck))) == 1
    assert Avvikelse.objects.count() == 1


def test_many_at_once_get_numbers_without_gap_or_double(alla):
    def rapportera() -> int:
        avvikelse = Avvikelse(enhet=alla.norra, rubrik="Fel", handelse="Det blev fel.", mottagen=idag())
        return registrera_avvikelse(avvikelse=avvikelse, rapportor=alla.anna, nyckel=uuid4()).lopnummer

    assert sorted(samtidigt(6, rapportera)) == [1, 2, 3, 4, 5, 6]

"""What the migrations put in is there for every test, also after one that emptied the tables."""

import pytest

from kvalitet.models import Kvalitetsomrade


def omraden() -> list[tuple[int, str]]:
    return list(Kvalitetsomrade.objects.order_by("pk").values_list("pk", "namn"))


@pytest.mark.parametrize("gang", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_transactional_test_starts_with_the_reference_data(gang: int) -> None:
    assert len(omraden()) >= 6
    Kvalitetsomrade.objects.create(namn="Kortlivat")


@pytest.mark.django_db
def test_so_does_an_ordinary_one() -> None:
    assert len(omraden()) >= 6
    assert "Kortlivat" not in [namn for _, namn in omraden()]

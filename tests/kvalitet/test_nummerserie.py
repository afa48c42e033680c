import pytest
from django.db import transaction

from kvalitet.models import nasta_nummer


@pytest.mark.django_db
def test_each_series_and_year_counts_by_itself():
    assert [nasta_nummer("prov", 2026) for _ in range(3)] == [1, 2, 3]
    assert nasta_nummer("prov", 2027) == 1
    assert nasta_nummer("annan", 2026) == 1


@pytest.mark.django_db
def test_a_rollback_gives_the_number_back():
    with transaction.atomic():
        assert nasta_nummer("prov", 2026) == 1
        transaction.set_rollback(True)
    assert nasta_nummer("prov", 2026) == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_needs_the_transaction_that_uses_it():
    with pytest.raises(RuntimeError, match="samma transaktion"):
        nasta_nummer("prov", 2026)

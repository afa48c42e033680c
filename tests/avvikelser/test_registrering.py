"""Number series, protected data, once and only once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from avvikelser.handlingar import narmaste_chefer, registrera_avvikelse, rubrik_ur
from avvikelser.models import Avvikelse, SkyddadUppgift
from kvalitet.datum import idag
from kvalitet.models import Rolltilldelning
from kvalitet.roller import Roll


def ny(folk, **falt):
    return Avvikelse(
        enhet=folk.norra, rubrik="Fel", handelse="Det blev fel.", mottagen=falt.pop("mottagen", idag()), **falt
    )


def test_numbers_follow_each_other_in_the_year_of_registration(folk):
    i_fjol = idag().replace(year=idag().year - 1)
    nummer = [registrera_avvikelse(avvikelse=ny(folk, mottagen=dag)).nummer for dag in (idag(), i_fjol, idag())]
    assert nummer == [f"{idag().year}-{n:04d}" for n in (1, 2, 3)]


def test_a_case_that_was_not_saved_gives_its_number_back(folk):
    with transaction.atomic():
        registrera_avvikelse(avvikelse=ny(folk))
        transaction.set_rollback(True)
    assert registrera_avvikelse(avvikelse=ny(folk)).lopnummer == 1


def test_the_same_form_twice_is_one_case(folk):
    nyckel = uuid4()
    forsta = registrera_avvikelse(avvikelse=ny(folk), rapportor=folk.anna, nyckel=nyckel)
    igen = registrera_avvikelse(avvikelse=ny(folk), rapportor=folk.anna, nyckel=nyckel)
    assert igen.pk == forsta.pk
    assert Avvikelse.objects.count() == SkyddadUppgift.objects.count() == 1


def test_another_text_or_person_with_the_same_key_is_another_case(folk):
    nyckel = uuid4()
    registrera_avvikelse(avvikelse=ny(folk), rapportor=folk.anna, nyckel=nyckel)
    annan = ny(folk)
    annan.handelse = "Något annat."
    registrera_avvikelse(avvikelse=annan, rapportor=folk.anna, nyckel=nyckel)
    registrera_avvikelse(avvikelse=ny(folk), rapportor=folk.cecilia, nyckel=nyckel)
    assert Avvikelse.objects.count() == 3


def test_the_future_is_refused(folk):
    with pytest.raises(ValidationError, match="framtiden"):
        registrera_avvikelse(avvikelse=ny(folk, mottagen=idag() + timedelta(days=1)))


def test_the_reporter_stands_in_the_protected_data_and_nowhere_else(folk, client):
    arende = registrera_avvikelse(avvikelse=ny(folk), rapportor=folk.anna)
    assert arende.skyddat.rapportor == folk.anna
    assert arende.history.get().history_user is None
    with connection.cursor() as markor:
        markor.execute("SELECT * FROM avvikelser_historicalavvikelse")
        rad = dict(zip([k[0] for k in markor.description], markor.fetchone(), strict=True))
    assert folk.anna.pk not in {v for k, v in rad.items() if k.endswith("_user_id")}
    assert not hasattr(SkyddadUppgift, "history")


@pytest.mark.parametrize(
    ("handelse", "rubrik"),
    [
        ("Dörren stod öppen. Ingen var där.", "Dörren stod öppen"),
        ("  Dörren\nstod öppen ", "Dörren stod öppen"),
        ("ord " * 60, ("ord " * 20).strip() + " …"),
        ("x" * 200, "x" * 80 + " …"),
    ],
)
def test_the_heading_is_the_first_sentence(handelse, rubrik):
    assert rubrik_ur(handelse) == rubrik


def test_the_closest_chief(folk):
    assert narmaste_chefer(folk.norra_gruppen) == [folk.bo]
    assert narmaste_chefer(folk.forvaltning) == []
    Rolltilldelning.objects.create(anvandare=folk.kim, roll=Roll.CHEF, enhet=folk.norra_gruppen)
    assert narmaste_chefer(folk.norra_gruppen) == [folk.kim]
    assert narmaste_chefer(folk.norra) == [folk.bo]

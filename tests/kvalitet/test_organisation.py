"""Units and roles: subtree, dates, and what a role grants."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kvalitet.datum import idag
from kvalitet.models import Anvandare, Enhet, Rolltilldelning, enheter_under, handlaggare_i
from kvalitet.roller import RATTIGHETER, Ratt, Roll


def test_ratt_galler_enheten_och_allt_under(folk):
    assert folk.bo.enhetsid_med(Ratt.ARENDE_LASA) == {folk.norra.pk, folk.norra_gruppen.pk}
    assert folk.lena.enhetsid_med(Ratt.ARENDE_TOTALER) == set(Enhet.objects.values_list("pk", flat=True))


def test_medarbetare_laser_men_handlagger_inte(folk):
    assert folk.anna.har_ratt(Ratt.PLAN_LASA, folk.norra_gruppen.pk)
    assert not folk.anna.har_ratt(Ratt.PLAN_LASA, folk.norra.pk)
    assert not folk.anna.har_ratt(Ratt.ARENDE_HANDLAGGA)


def test_utan_roll_utan_ratt(folk):
    assert not any(folk.ove.har_ratt(r) for r in Ratt)


def test_avslutad_roll_ger_ingen_ratt(folk):
    assert not folk.gammal.har_ratt(Ratt.ARENDE_LASA)


@pytest.mark.parametrize(
    ("fran", "till", "galler"), [(0, 0, True), (-5, -1, False), (1, None, False), (-1, None, True)]
)
def test_rollens_bada_dagar_raknas(folk, fran, till, galler):
    Rolltilldelning.objects.create(
        anvandare=folk.ove,
        roll=Roll.CHEF,
        enhet=folk.sodra,
        fran=idag() + timedelta(days=fran),
        till=None if till is None else idag() + timedelta(days=till),
    )
    assert folk.ove.har_ratt(Ratt.ARENDE_LASA, folk.sodra.pk) is galler


def test_inaktiv_person_har_ingen_ratt(folk):
    folk.bo.is_active = False
    assert not folk.bo.har_ratt(Ratt.ARENDE_LASA)
    assert folk.bo.enhetsid_med(Ratt.ARENDE_LASA) == frozenset()


def test_rattigheterna_laser_databasen_en_gang(folk, django_assert_num_queries):
    bo = Anvandare.objects.get(pk=folk.bo.pk)
    with django_assert_num_queries(2):
        for _ in range(3):
            bo.har_ratt(Ratt.ARENDE_LASA, folk.norra.pk)
    bo.glom_rattigheter()
    with django_assert_num_queries(1):
        bo.har_ratt(Ratt.ARENDE_LASA)


def test_administrator_ser_inga_arenden_eller_planer():
    assert RATTIGHETER[Roll.ADMINISTRATOR] == {Ratt.LISTOR, Ratt.ORGANISATION}


def test_varje_roll_har_rattigheter():
    assert set(RATTIGHETER) == set(Roll)


def test_enheter_under_tar_med_stangda(folk):
    folk.norra_gruppen.giltig_till = date(2020, 12, 31)
    folk.norra_gruppen.save()
    assert enheter_under([folk.norra.pk]) == {folk.norra.pk, folk.norra_gruppen.pk}
    assert folk.norra_gruppen not in Enhet.objects.giltiga()


def test_handlaggare_i_gruppen_ar_chefen_ovanfor(folk):
    assert list(handlaggare_i(folk.norra_gruppen, Ratt.ARENDE_HANDLAGGA)) == [folk.bo]


def test_skyddad_person_visas_inte_med_namn(folk):
    folk.anna.skyddad = True
    assert str(folk.anna) == "Skyddad person"
    assert "Åkerlind" not in folk.anna.namn_och_titel


def test_giltighet_kan_inte_sluta_fore_borjan(folk):
    folk.norra.giltig_fran, folk.norra.giltig_till = date(2026, 2, 1), date(2026, 1, 1)
    with pytest.raises(ValidationError, match="Giltig till"):
        folk.norra.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        folk.norra.save()


def test_samma_epost_med_annan_skiftlage_gar_inte(folk):
    with pytest.raises(IntegrityError), transaction.atomic():
        Anvandare.objects.create(username="anna2", email=folk.anna.email.upper())


def test_enheter_i_svensk_ordning(folk):
    for namn in ("Ängen", "Åsen", "Zonen", "Ön", "alen"):
        Enhet.objects.create(namn=namn, parent=folk.namnd)
    ordning = [e.namn for e in Enhet.objects.filter(parent=folk.namnd).exclude(pk=folk.forvaltning.pk).pa_svenska()]
    assert ordning == ["alen", "Zonen", "Åsen", "Ängen", "Ön"]

"""The daily command removes what nobody needs any more, orders what the day wants, and says what could not be done."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from kvalitet.datum import idag
from kvalitet.models import Jobb, Utkast


def kor() -> tuple[str, str]:
    ut, fel = StringIO(), StringIO()
    call_command("dagligen", stdout=ut, stderr=fel)
    return ut.getvalue(), fel.getvalue()


@pytest.mark.parametrize(("dagar", "kvar"), [(29, True), (31, False)])
def test_utkast_som_ingen_rort_pa_trettio_dagar_tas_bort(folk, dagar, kvar):
    utkast = Utkast.objects.create(anvandare=folk.anna, blankett="prov", falt={"text": ["påbörjat"]})
    Utkast.objects.filter(pk=utkast.pk).update(andrad=timezone.now() - timedelta(days=dagar))
    assert f"30 dagar: {0 if kvar else 1}" in kor()[0]
    assert Utkast.objects.filter(pk=utkast.pk).exists() is kvar


def test_dagen_bestaller_paminnelser_en_gang(folk):
    assert f"Påminnelser: beställda för {idag()}" in kor()[0]
    kor()
    assert Jobb.objects.filter(slag="paminnelser").count() == 1


def test_overgivet_jobb_tas_over_och_uppgivet_sags(folk):
    sen = timezone.now() - timedelta(hours=1)
    Jobb.objects.create(slag="paminnelser", nyckel="0:a", status="pagar", forsok=9, lanad_av="x", lanad_till=sen)
    ut, fel = kor()
    assert "1 uppgivna" in ut
    assert "Jobb som inte gick det senaste dygnet: 1" in fel
    assert "0 uppgivna" in kor()[0]

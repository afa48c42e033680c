"""The demonstration municipality: the same each time, and a user's own entries stay."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from avvikelser.grunddata import lagg_in_indelningar
from avvikelser.models import Avvikelse
from kvalitet.grunddata import lagg_in_kvalitetsomraden
from kvalitet.models import Anvandare
from rapporter.demo.organisation import LOSENORD
from rapporter.mallar import lagg_in_mallar
from rapporter.models import Rapportdokument
from risker.models import Kvalitetsplan, Planrad
from tests.stod.arenden import skapa_avvikelse


@pytest.fixture
def grunddata(db):
    lagg_in_kvalitetsomraden()
    lagg_in_indelningar()
    lagg_in_mallar()


def ladda() -> str:
    ut = StringIO()
    call_command("ladda_demo", stdout=ut)
    return ut.getvalue()


def test_laddas_en_gang_med_hela_kedjan_och_lamnar_det_anvandare_lagt_in(grunddata):
    text = ladda()
    assert LOSENORD in text
    assert "bo         Bo Tallgren" in text
    antal = Avvikelse.objects.count()
    assert antal > 100
    assert Kvalitetsplan.objects.filter(status="uppfoljd").count() == 9
    assert Kvalitetsplan.objects.filter(status="faststalld").count() == 3
    assert Planrad.objects.filter(lage="okat").exists()
    assert Avvikelse.objects.filter(slag="lex_sarah", status="utreds").exists()
    assert Avvikelse.objects.filter(status="registrerad").exists()
    assert set(Rapportdokument.objects.values_list("status", flat=True)) == {"faststalld", "utkast"}

    bo = Anvandare.objects.get(username="bo")
    bo.set_password("bos-eget-nya-losenord")
    bo.save()
    skapa_avvikelse(enhet=bo.hemenhet(), rubrik="Min egen")
    assert ladda() == text
    assert Avvikelse.objects.count() == antal + 1
    assert Rapportdokument.objects.count() == 4
    bo.refresh_from_db()
    assert bo.check_password("bos-eget-nya-losenord")


def test_inte_i_drift(grunddata, settings):
    settings.LAGE = "drift"
    with pytest.raises(CommandError, match="drift"):
        ladda()
    assert not Anvandare.objects.exists()

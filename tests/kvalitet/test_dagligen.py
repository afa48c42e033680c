"""The daily command removes what nobody needs any more, and nothing else."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from kvalitet.models import Utkast


@pytest.mark.parametrize(("dagar", "kvar"), [(29, True), (31, False)])
def test_utkast_som_ingen_rort_pa_trettio_dagar_tas_bort(folk, dagar, kvar):
    utkast = Utkast.objects.create(anvandare=folk.anna, blankett="prov", falt={"text": ["påbörjat"]})
    Utkast.objects.filter(pk=utkast.pk).update(andrad=timezone.now() - timedelta(days=dagar))
    ut = StringIO()
    call_command("dagligen", stdout=ut)
    assert Utkast.objects.filter(pk=utkast.pk).exists() is kvar
    assert f"30 dagar: {0 if kvar else 1}" in ut.getvalue()

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from avvikelser.grunddata import lagg_in_indelningar
from avvikelser.models import Avvikelse, Kategori, Orsaksomrade
from kvalitet.datum import idag
from tests.stod.arenden import skapa_avvikelse

I_DAG = idag()

BRUTNA = {
    "händelsen efter mottagen": {"handelsedatum": I_DAG + timedelta(days=1)},
    "upptäckt efter mottagen": {"upptackt": I_DAG + timedelta(days=1)},
    "upptäckt före händelsen": {"handelsedatum": I_DAG, "upptackt": I_DAG - timedelta(days=1)},
    "grad 0": {"allvarlighetsgrad": 0},
    "grad 5": {"allvarlighetsgrad": 5},
    "beslut utan beslutsfattare": {"beslutad_vid": timezone.now()},
    "avslutad utan tid": {"status": "avslutad", "slag": "intern", "avslutad_vid": None},
    "tid utan avslut": {"avslutad_vid": timezone.now()},
    "bedömd utan slag": {"status": "bedomd", "slag": ""},
    "utfall för annat än lex Sarah": {"slag": "intern", "utfall": "risk"},
    "dubblett utan original": {"status": "dubblett"},
    "nummer med annan form": {"nummer": "147/2026"},
}


@pytest.mark.parametrize("falt", BRUTNA.values(), ids=BRUTNA.keys())
def test_the_database_refuses_what_cannot_be(folk, falt):
    with pytest.raises(IntegrityError), transaction.atomic():
        skapa_avvikelse(enhet=folk.norra, **falt)


def test_a_number_and_a_place_in_the_series_are_given_once(folk):
    forsta = skapa_avvikelse(enhet=folk.norra)
    with pytest.raises(IntegrityError), transaction.atomic():
        skapa_avvikelse(enhet=folk.norra, nummer=forsta.nummer)
    with pytest.raises(IntegrityError), transaction.atomic():
        skapa_avvikelse(enhet=folk.norra, lopnummer=forsta.lopnummer, nummer=f"{forsta.ar}-9999")


def test_the_database_says_it_in_swedish(folk):
    arende = skapa_avvikelse(enhet=folk.norra)
    arende.handelsedatum = I_DAG + timedelta(days=1)
    with pytest.raises(ValidationError, match="kan inte ha inträffat efter"):
        arende.full_clean()


def test_search_text_is_casefolded_and_leaves_the_investigation_out(folk):
    arende = skapa_avvikelse(enhet=folk.norra, rubrik="ÖVERFULL Läkemedelslåda", slutsats="Hemlig slutsats")
    assert "överfull läkemedelslåda" in arende.soktext
    assert arende.nummer in arende.soktext
    assert "hemlig" not in arende.soktext


def test_giltiga_leaves_out_what_is_not_counted(folk):
    original = skapa_avvikelse(enhet=folk.norra)
    for status in ("makulerad", "overlamnad", "ingen_avvikelse"):
        skapa_avvikelse(enhet=folk.norra, status=status)
    skapa_avvikelse(enhet=folk.norra, status="dubblett", dubblett_av=original)
    assert list(Avvikelse.objects.giltiga()) == [original]


def test_a_case_counts_in_the_year_it_was_received(folk):
    nyar = skapa_avvikelse(enhet=folk.norra, mottagen=date(2026, 1, 1), handelsedatum=date(2025, 12, 31))
    skapa_avvikelse(enhet=folk.norra, mottagen=date(2025, 12, 31))
    assert list(Avvikelse.objects.under_ar(2026)) == [nyar]


def test_lists_are_filled_once(folk):
    fore = Kategori.objects.count(), Orsaksomrade.objects.count()
    Kategori.objects.filter(namn="Fall").update(giltig_till=date(2020, 1, 1))
    lagg_in_indelningar()
    assert (Kategori.objects.count(), Orsaksomrade.objects.count()) == fore == (18, 5)
    assert not Kategori.objects.giltiga().filter(namn="Fall").exists()

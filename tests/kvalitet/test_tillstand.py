"""The state machine's own rules, shown on Atgard."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kvalitet.datum import idag
from kvalitet.lagesruta import hinder_for, steg_for
from kvalitet.models import Atgard
from kvalitet.tillstand import OtillatenOvergang

S = Atgard.Status


@pytest.fixture
def atgard(folk):
    return Atgard.objects.create(enhet=folk.norra, rubrik="Inför dubbel avprickning")


def test_lycklig_vag(folk, atgard):
    atgard.byt_status(S.PAGAR, av=folk.bo)
    atgard.genomford = idag()
    atgard.byt_status(S.GENOMFORD, av=folk.bo)
    atgard.effekt, atgard.effekt_motivering = Atgard.Effekt.NADD, "Inga missade signaturer på tre månader."
    atgard.byt_status(S.EFFEKT_UPPFOLJD, av=folk.bo)
    atgard.refresh_from_db()
    assert atgard.status == S.EFFEKT_UPPFOLJD
    assert atgard.version == 4


def test_overgang_utanfor_tabellen(folk, atgard):
    with pytest.raises(OtillatenOvergang, match="från planerad till effekt uppföljd"):
        atgard.byt_status(S.EFFEKT_UPPFOLJD, av=folk.bo)


def test_villkor_som_saknas_namns(folk, atgard):
    atgard.byt_status(S.PAGAR, av=folk.bo)
    with pytest.raises(OtillatenOvergang, match="datum då åtgärden genomfördes saknas"):
        atgard.byt_status(S.GENOMFORD, av=folk.bo)
    atgard.refresh_from_db()
    assert atgard.status == S.PAGAR


@pytest.mark.parametrize("vem", ["anna", "uno", "david", "lena", "rut", "adam", "ove", "gammal"])
def test_bara_den_som_far(folk, atgard, vem):
    with pytest.raises(PermissionDenied):
        atgard.byt_status(S.PAGAR, av=getattr(folk, vem))


@pytest.mark.parametrize("motivering", ["", "   "])
def test_avbryta_kraver_motivering(folk, atgard, motivering):
    with pytest.raises(OtillatenOvergang, match="motivering"):
        atgard.byt_status(S.AVBRUTEN, av=folk.bo, motivering=motivering)


def test_motiveringen_star_i_historiken(folk, atgard):
    atgard.byt_status(S.AVBRUTEN, av=folk.bo, motivering="Ersatt av ny rutin")
    assert atgard.history.first().history_change_reason == "Ersatt av ny rutin"


def test_lagesrutan_visar_steg_och_hinder(folk, atgard):
    atgard.byt_status(S.PAGAR, av=folk.bo)
    steg = steg_for(atgard)
    assert [s.klass for s in steg] == ["gjord", "nu", "", ""]
    assert [s.namn for s in steg] == ["Planerad", "Pågår", "Genomförd", "Effekt uppföljd"]
    hinder = hinder_for(atgard, atgard.overgang_till(S.GENOMFORD))
    assert [(h.klart, h.lank_text) for h in hinder] == [(False, "Fyll i datum")]


def test_steg_saknas_utanfor_vagen(folk, atgard):
    atgard.byt_status(S.AVBRUTEN, av=folk.bo, motivering="Behövs inte")
    assert steg_for(atgard) == []


def test_databasen_haller_att_genomford_har_datum(atgard):
    with pytest.raises(IntegrityError), transaction.atomic():
        Atgard.objects.filter(pk=atgard.pk).update(status=S.GENOMFORD)

"""Reminders: one a day and person, without anything of the matters, nothing lost when the mail server is down."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from kvalitet import paminnelser
from kvalitet.datum import idag
from kvalitet.jobb import bestall_igen, kor
from kvalitet.models import Jobb, Utskick
from tests.stod.arenden import skapa_avvikelse
from tests.stod.planer import skapa_atgard


def dagens() -> Jobb:
    """Order today's digests and do the job."""
    paminnelser.dagligen()
    jobb = Jobb.objects.latest("pk")
    kor(jobb.pk)
    jobb.refresh_from_db()
    return jobb


def mottagare() -> list[str]:
    return sorted(brev.to[0].split("@")[0] for brev in mail.outbox)


@pytest.fixture
def f(folk: SimpleNamespace) -> SimpleNamespace:
    """bo has two actions, one late; kim has one; there is nothing for anybody else."""
    for person, dagar in ((folk.bo, -3), (folk.bo, 3), (folk.kim, 3)):
        skapa_atgard(folk.norra, rubrik="Hemlig text", ansvarig=person, senast=idag() + timedelta(days=dagar))
    return folk


def test_ett_brev_till_var_och_en_som_har_nagot(f):
    jobb = dagens()
    assert (jobb.status, jobb.resultat["text"]) == (
        Jobb.Status.KLAR,
        "Skickade: 2. Adresser som inte togs emot: 0.",
    )
    assert mottagare() == ["bo", "kim"]
    brev = next(b for b in mail.outbox if b.to == [f.bo.email])
    assert brev.subject == "Kvalitet: 2 saker att titta på"
    assert "- Åtgärder: 2, varav 1 försenad" in brev.body
    assert f"http://localhost:8000{reverse('atgard_lista')}" in brev.body


def test_brevet_sager_inget_om_vad_det_galler_och_inga_namn(f):
    arende = skapa_avvikelse(enhet=f.norra, rubrik="Kunden ramlade", handelse="Anna hittade henne", utredare=f.bo)
    dagens()
    text = "".join(b.subject + b.body for b in mail.outbox)
    for hemligt in ("Hemlig text", "ramlade", "hittade", arende.nummer, "Tallgren", "Norra"):
        assert hemligt not in text


def test_kors_dagen_tva_ganger_blir_det_anda_ett_brev(f):
    dagens()
    dagens()
    assert mottagare() == ["bo", "kim"]
    Utskick.objects.update(dag=idag() - timedelta(days=1))
    dagens()
    assert mottagare() == ["bo", "bo", "kim", "kim"]


def test_den_som_far_nagot_senare_samma_dag_far_sitt_brev_da(f):
    dagens()
    skapa_atgard(f.norra, ansvarig=f.uno, senast=idag())
    dagens()
    assert mottagare() == ["bo", "kim", "uno"]


@pytest.mark.parametrize("falt", [{"skyddad": True}, {"email": ""}, {"paminnelser": False}, {"is_active": False}])
def test_vissa_far_inga_brev(f, falt):
    for namn, varde in falt.items():
        setattr(f.bo, namn, varde)
    f.bo.save()
    dagens()
    assert mottagare() == ["kim"]


def test_svar_pa_det_man_rapporterat(f):
    dagens()
    skapa_avvikelse(enhet=f.norra, rapportor=f.anna, status="avslutad", aterkoppling="Tack, vi har ändrat rutinen.")
    skapa_avvikelse(enhet=f.norra, rapportor=f.anna, status="avslutad")  # closed without an answer
    innehall = paminnelser.sammandrag(f.anna)
    assert [(s.titel, s.antal) for s in innehall.slag] == [("Mina rapporter", 1)]
    Utskick.objects.create(
        anvandare=f.anna, dag=idag() - timedelta(days=1), skickat=timezone.now() + timedelta(minutes=1)
    )
    assert paminnelser.sammandrag(f.anna).antal == 0


@pytest.mark.parametrize("fel", [SMTPServerDisconnected("borta"), ConnectionRefusedError("ingen svarar")])
def test_e_postservern_nere_inget_gar_forlorat(f, client, fel):
    with patch.object(EmailMessage, "send", side_effect=fel):
        jobb = dagens()
    assert (jobb.status, jobb.fel, jobb.forsok) == (Jobb.Status.FEL, paminnelser.NERE, paminnelser.FORSOK)
    assert not Utskick.objects.filter(skickat__isnull=False).exists()
    client.force_login(f.adam)
    assert paminnelser.NERE in client.get(reverse("jobb_fel")).content.decode()
    kor(bestall_igen(jobb).pk)
    assert mottagare() == ["bo", "kim"]


def test_servern_faller_efter_forsta_brevet(f):
    riktig = EmailMessage.send

    def ett_brev(brev: EmailMessage) -> int:
        if mail.outbox:
            raise SMTPServerDisconnected("borta")
        return riktig(brev)

    with patch.object(EmailMessage, "send", ett_brev):
        jobb = dagens()
    assert jobb.status == Jobb.Status.FEL
    kor(bestall_igen(jobb).pk)
    assert mottagare() == ["bo", "kim"]


def test_en_adress_som_inte_tas_emot_hindrar_ingen_annan(f, client):
    riktig = EmailMessage.send

    def inte_bo(brev: EmailMessage) -> int:
        if brev.to == [f.bo.email]:
            raise SMTPRecipientsRefused({})
        return riktig(brev)

    with patch.object(EmailMessage, "send", inte_bo):
        jobb = dagens()
        dagens()
    assert jobb.resultat["text"].endswith("inte togs emot: 1.")
    assert mottagare() == ["kim"]
    client.force_login(f.adam)
    assert "Bo Tallgren" in client.get(reverse("jobb_fel")).content.decode()


def test_en_arbetare_som_dog_mitt_i_hindrar_inte_brevet(f):
    sen = timezone.now() - paminnelser.TAGET - timedelta(minutes=1)
    Utskick.objects.create(anvandare=f.bo, dag=idag(), taget=sen)
    Utskick.objects.create(anvandare=f.kim, dag=idag(), taget=timezone.now())
    dagens()
    assert mottagare() == ["bo"]


def test_utan_e_postserver_skickas_inget_och_det_sags(f, settings, capsys):
    settings.PAMINNELSER = False
    call_command("dagligen")
    assert "ingen e-postserver är inställd" in capsys.readouterr().out
    assert not Jobb.objects.exists()


def test_sidan_visar_samma_som_brevet(f, client):
    client.force_login(f.bo)
    sida = client.get(reverse("paminnelser")).content.decode()
    assert "Åtgärder: 2" in sida
    assert "1 försenad" in sida
    client.force_login(f.ove)
    assert "Inget väntar på dig" in client.get(reverse("paminnelser")).content.decode()


def test_man_stanger_av_sina_egna(f, client):
    client.force_login(f.bo)
    adress = reverse("installningar")
    assert "checked" in client.get(adress).content.decode()
    svar = client.post(adress, {}, follow=True)
    assert "Dina inställningar är sparade." in svar.content.decode()
    f.bo.refresh_from_db()
    assert not f.bo.paminnelser
    dagens()
    assert mottagare() == ["kim"]

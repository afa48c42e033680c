"""Letters about sign-in are sent by a job: the page answers alike whether the mail server does or not."""

from smtplib import SMTPServerDisconnected
from unittest.mock import patch

from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse

from kvalitet import brev
from kvalitet.models import Jobb


def be_om_losenord(client, adress, fanga):
    with fanga(execute=True):
        return client.post(reverse("account_reset_password"), {"email": adress}, follow=True)


def test_lank_till_nytt_losenord(folk, client, django_capture_on_commit_callbacks):
    svar = be_om_losenord(client, folk.anna.email, django_capture_on_commit_callbacks)
    assert svar.status_code == 200
    (skickat,) = mail.outbox
    assert skickat.to == [folk.anna.email]
    assert "Välj nytt lösenord" in skickat.subject
    assert "/konto/password/reset/key/" in skickat.body
    jobb = Jobb.objects.get()
    assert (jobb.status, jobb.parametrar) == (Jobb.Status.KLAR, {})


def test_okand_adress_far_samma_svar(folk, client, django_capture_on_commit_callbacks):
    kand = be_om_losenord(client, folk.anna.email, django_capture_on_commit_callbacks)
    okand = be_om_losenord(client, "ingen@alvhamra.example", django_capture_on_commit_callbacks)
    assert kand.redirect_chain == okand.redirect_chain


def test_e_postservern_nere_hindrar_inte_sidan(folk, client, django_capture_on_commit_callbacks):
    with patch.object(EmailMessage, "send", side_effect=SMTPServerDisconnected("borta")):
        svar = be_om_losenord(client, folk.anna.email, django_capture_on_commit_callbacks)
    assert svar.status_code == 200
    jobb = Jobb.objects.get()
    assert (jobb.status, jobb.fel, jobb.forsok) == (Jobb.Status.FEL, brev.NERE, 5)
    client.force_login(folk.adam)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("jobb_igen", args=[jobb.pk]))
    assert mail.outbox[0].to == [folk.anna.email]

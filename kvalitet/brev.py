"""Single letters, such as the link to a new password, sent in the background: no page waits for the mail server."""

from smtplib import SMTPException
from uuid import uuid4

from django.core.mail import EmailMessage

from kvalitet import jobb
from kvalitet.models import Jobb

SLAG = "brev"
NERE = "E-postservern svarar inte, så ett brev om inloggning kunde inte skickas. Kontrollera e-postinställningarna."


def skicka(brev: EmailMessage) -> Jobb:
    """Order that the letter be sent."""
    parametrar = {"amne": brev.subject, "text": brev.body, "till": list(brev.to)}
    return jobb.bestall(SLAG, av=None, nyckel=uuid4().hex, parametrar=parametrar)


def _skicka(jobbet: Jobb) -> None:
    """Send, and forget what it said: it may hold a link that opens an account."""
    innehall = jobbet.parametrar
    try:
        EmailMessage(innehall["amne"], innehall["text"], to=innehall["till"]).send()
    except (OSError, SMTPException) as fel:
        raise jobb.Jobbfel(NERE, igen=True) from fel
    Jobb.objects.filter(pk=jobbet.pk).update(parametrar={})


def registrera() -> None:
    jobb.registrera(SLAG, _skicka, rubrik="Brev om inloggning", forsok=5, lan=5)

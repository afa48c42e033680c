"""Reminders: one digest per person and day, with number, kind and address only. Nothing of what the matters say."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage, get_connection
from django.db.models import Max, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from kvalitet import bidrag, jobb
from kvalitet.bidrag import Vantarslag
from kvalitet.datum import idag
from kvalitet.models import Anvandare, Jobb, Utskick

SLAG = "paminnelser"
FORSOK = 5
TAGET = timedelta(minutes=15)  # how long a digest may be under way before another worker sends it
SVAR_VISAS = timedelta(days=7)  # answers are new for so long for one who has had no digest
SPARAS = timedelta(days=90)
STEG = 25  # people between two reports of progress
NERE = "E-postservern svarar inte, så påminnelserna kunde inte skickas. Kontrollera inställningarna för e-post."


@dataclass(frozen=True)
class Sammandrag:
    """What waits for a person."""

    slag: list[Vantarslag]

    @property
    def antal(self) -> int:
        return sum(s.antal for s in self.slag)

    @property
    def sena(self) -> int:
        return sum(s.sena for s in self.slag)


def sammandrag(anvandare: Anvandare, sedan: datetime | None = None) -> Sammandrag:
    """What waits for the person now, and answers since the moment (default: since the latest digest)."""
    if sedan is None:
        senast = Utskick.objects.filter(anvandare=anvandare, dag__lt=idag()).aggregate(m=Max("skickat"))["m"]
        sedan = senast or timezone.now() - SVAR_VISAS
    return Sammandrag(bidrag.slag_som_vantar(anvandare, idag(), sedan))


def mottagare() -> QuerySet[Anvandare]:
    """People who may get a digest: active, with an address, not protected, and who have not declined."""
    return Anvandare.objects.filter(is_active=True, skyddad=False, paminnelser=True).exclude(email="")


def dagligen() -> str:
    """Order today's digests and forget old ones. A line about it."""
    Utskick.objects.filter(dag__lt=idag() - SPARAS).delete()
    if not settings.PAMINNELSER:
        return "Påminnelser: ingen e-postserver är inställd, inga brev skickas"
    jobb.bestall(SLAG, av=None, nyckel=idag().isoformat(), rubrik=f"Påminnelser {idag()}")
    return f"Påminnelser: beställda för {idag()}"


def skicka(jobbet: Jobb) -> jobb.Resultat:
    """Send the digests of today that have not been sent. Raises Jobbfel when the mail server does not answer."""
    dag = idag()
    kvar = mottagare().exclude(utskick__in=Utskick.objects.filter(Q(skickat__isnull=False) | ~Q(fel=""), dag=dag))
    personer = list(kvar.order_by("pk"))
    skickade = avvisade = 0
    forbindelse = get_connection()
    try:
        for nr, person in enumerate(personer):
            if nr % STEG == 0:
                jobb.framsteg(jobbet, 100 * nr // len(personer), "Skickar påminnelser")
            innehall = sammandrag(person)
            if not innehall.slag or not (utskick := _ta(person, dag)):
                continue
            brev = _brev(person, innehall)
            brev.connection = forbindelse
            try:
                brev.send()
            except (SMTPRecipientsRefused, BadHeaderError, UnicodeError):
                avvisade += 1
                Utskick.objects.filter(pk=utskick.pk).update(fel="Adressen togs inte emot.")
            except (OSError, SMTPException) as fel:
                Utskick.objects.filter(pk=utskick.pk).update(taget=None)
                raise jobb.Jobbfel(NERE, igen=True) from fel
            else:
                skickade += 1
                Utskick.objects.filter(pk=utskick.pk).update(skickat=timezone.now())
    finally:
        forbindelse.close()
    return jobb.Resultat(text=f"Skickade: {skickade}. Adresser som inte togs emot: {avvisade}.")


def _ta(person: Anvandare, dag: date) -> Utskick | None:
    """The person's digest of the day, for one caller: None when it is sent, refused or under way."""
    nu = timezone.now()
    utskick, _ = Utskick.objects.get_or_create(anvandare=person, dag=dag)
    ledigt = Utskick.objects.filter(Q(taget__isnull=True) | Q(taget__lt=nu - TAGET), skickat__isnull=True, fel="")
    return utskick if ledigt.filter(pk=utskick.pk).update(taget=nu) else None


def _brev(person: Anvandare, innehall: Sammandrag) -> EmailMessage:
    kontext = {
        "innehall": innehall,
        "adress": settings.ADRESS,
        "att_gora": reverse("paminnelser"),
        "installningar": reverse("installningar"),
    }
    antal = "en sak" if innehall.antal == 1 else f"{innehall.antal} saker"
    return EmailMessage(
        f"Kvalitet: {antal} att titta på", render_to_string("epost/paminnelse.txt", kontext), to=[person.email]
    )


def registrera() -> None:
    jobb.registrera(SLAG, skicka, rubrik="Påminnelser med e-post", forsok=FORSOK, lan=30)

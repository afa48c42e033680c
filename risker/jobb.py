"""Large plan files are read in the background: five thousand rows take a quarter of a minute."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from types import SimpleNamespace

from django.db import transaction
from django.urls import reverse
from simple_history.models import HistoricalRecords

from kvalitet import jobb
from kvalitet.models import Anvandare, Jobb
from kvalitet.roller import Ratt
from risker.importen.bok import Importfel
from risker.importen.handling import forhandsgranska, importera
from risker.importen.resultat import Faltandring, Importresultat, Post
from risker.models import Planfil

GRANSKA, LAS_IN = "plan_granska", "plan_las_in"
STOR = 60_000  # bytes: about a thousand rows, which take some seconds
VISAS = 10  # faults shown on the job's page
BORTA = "Filen finns inte längre, eller så får du inte ändra planen. Välj filen igen."


def ar_stor(planfil: Planfil) -> bool:
    """Whether nobody should wait for the file to be read."""
    return len(bytes(planfil.innehall)) > STOR


def bestall(slag: str, planfil: Planfil) -> Jobb:
    """Order that the file be previewed or read in."""
    gor = "Granska" if slag == GRANSKA else "Läs in"
    return jobb.bestall(
        slag,
        av=planfil.anvandare,
        nyckel=str(planfil.pk),
        parametrar={"planfil": planfil.pk, "plan": planfil.plan_id},
        rubrik=f"{gor} {planfil.namn}",
        tillbaka=reverse("risker:importera", args=[planfil.plan_id]),
    )


def granskning(planfil: Planfil) -> Importresultat | None:
    """What the latest preview of the file said; None when there is none."""
    egna = Jobb.objects.filter(slag=GRANSKA, nyckel=f"{planfil.anvandare_id}:{planfil.pk}", status=Jobb.Status.KLAR)
    senast = egna.exclude(fil="").order_by("-pk").first()
    if senast is None or not senast.fil.storage.exists(str(senast.fil.name)):
        return None
    with senast.fil.open("rb") as fil:
        data = json.load(fil)
    poster, utanfor = ([_post(rad) for rad in data[namn]] for namn in ("poster", "utanfor"))
    return Importresultat(poster, utanfor, data["anmarkningar"])


def _post(rad: dict) -> Post:
    return Post(**{**rad, "andringar": tuple(Faltandring(**a) for a in rad["andringar"])})


def _planfil(jobbet: Jobb) -> Planfil | None:
    """The file, if the person who ordered still may change the plan."""
    person = jobbet.bestalld_av
    if person is None:
        raise jobb.Jobbfel(BORTA)
    planfil = Planfil.objects.synliga_for(person).select_related("plan").filter(pk=jobbet.parametrar["planfil"]).first()
    if planfil and not person.har_ratt(Ratt.PLAN_REDIGERA, planfil.plan.enhet_id):
        raise jobb.Jobbfel(BORTA)
    return planfil


@contextmanager
def _felen_visas() -> Iterator[None]:
    try:
        yield
    except Importfel as fel:
        fler = f" Och {len(fel.rader) - VISAS} fel till." if len(fel.rader) > VISAS else ""
        raise jobb.Jobbfel(f"Filen går inte att läsa in. {' '.join(fel.rader[:VISAS])}{fler}") from fel


@contextmanager
def _i_historiken(person: Anvandare | None) -> Iterator[None]:
    """What is saved is the person's doing, as in a request."""
    HistoricalRecords.context.request = SimpleNamespace(user=person)
    try:
        yield
    finally:
        del HistoricalRecords.context.request


def _granska(jobbet: Jobb) -> jobb.Resultat:
    planfil = _planfil(jobbet)
    if planfil is None:
        raise jobb.Jobbfel(BORTA)
    with _felen_visas():
        resultat = forhandsgranska(plan=planfil.plan, innehall=bytes(planfil.innehall))
    url = reverse("risker:forhandsgranska", args=[planfil.pk])
    return jobb.Resultat(
        text="Filen är läst. Inget är sparat ännu.", url=url, fil=json.dumps(asdict(resultat)).encode()
    )


def _las_in(jobbet: Jobb) -> jobb.Resultat:
    """Read the file in, once: it is removed in the same transaction."""
    url = reverse("risker:visa", args=[jobbet.parametrar["plan"]])
    planfil = _planfil(jobbet)
    if planfil is None:
        return jobb.Resultat(text="Planen är inläst.", url=url)
    with _felen_visas(), _i_historiken(jobbet.bestalld_av), transaction.atomic():
        resultat = importera(plan=planfil.plan, innehall=bytes(planfil.innehall), namn=planfil.namn)
        planfil.delete()
    nya, andrade = len(resultat.nya), len(resultat.andrade)
    return jobb.Resultat(text=f"Planen är inläst: {nya} nya poster och {andrade} ändrade.", url=url)


def registrera() -> None:
    jobb.registrera(GRANSKA, _granska, rubrik="Granska en planfil", far_hamta=lambda jobbet, person: False)
    jobb.registrera(LAS_IN, _las_in, rubrik="Läs in en planfil")

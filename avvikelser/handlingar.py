"""What is done to a case. Each function is one transaction, locks the case's row and writes why in its history."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from avvikelser.models import Avvikelse, SkyddadUppgift
from avvikelser.overgangar import HAR_ALLVAR, HAR_SLAG, OPPNA
from avvikelser.val import Slag, Status
from kvalitet.datum import idag, lokal
from kvalitet.models import Anvandare, Atgard, Enhet, Rolltilldelning, nasta_nummer
from kvalitet.roller import RATTIGHETER, Ratt
from kvalitet.tillstand import OtillatenOvergang


def rubrik_ur(handelse: str) -> str:
    """A heading from what happened: the first sentence, at most 80 characters, cut between words."""
    rad = " ".join(handelse.split())
    for tecken in (". ", "! ", "? "):
        rad = rad.split(tecken)[0]
    if len(rad) > 80:
        rad = rad[:80].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return rad.rstrip(".") or "Utan rubrik"


def narmaste_chefer(enhet: Enhet) -> list[Anvandare]:
    """Those who handle the unit's cases closest to it: the chiefs of the unit, else of the nearest one above."""
    ids = [e.pk for e in enhet.ancestors(include_self=True)]
    roller = [roll for roll, ratter in RATTIGHETER.items() if Ratt.ARENDE_HANDLAGGA in ratter]
    tilldelningar = (
        Rolltilldelning.objects.galler_nu()
        .filter(enhet_id__in=ids, roll__in=roller, anvandare__is_active=True)
        .select_related("anvandare")
        .order_by("anvandare__last_name", "pk")
    )
    per_enhet: dict[int, list[Anvandare]] = {}
    for tilldelning in tilldelningar:
        per_enhet.setdefault(tilldelning.enhet_id, []).append(tilldelning.anvandare)
    for enhet_id in reversed(ids):
        if enhet_id in per_enhet:
            return per_enhet[enhet_id]
    return []


def _las_raden(avvikelse: Avvikelse) -> Avvikelse:
    return Avvikelse.objects.select_for_update(of=("self",)).get(pk=avvikelse.pk)


def _krav_handlaggare(avvikelse: Avvikelse, av: Anvandare) -> None:
    if not avvikelse.far_handlagga(av):
        raise PermissionDenied


def _krav_oppen(avvikelse: Avvikelse) -> None:
    if avvikelse.status not in OPPNA:
        raise OtillatenOvergang("Ärendet är avslutat. Öppna det igen innan du ändrar.", code="stangt")


def registrera_avvikelse(
    *,
    avvikelse: Avvikelse,
    rapportor: Anvandare | None = None,
    kontakt: str = "",
    onskar_svar: bool = False,
    personakt: str = "",
    nyckel: UUID | None = None,
) -> Avvikelse:
    """Give a filled-in case its number and save it with its protected data.

    `nyckel` comes with the form: the same form sent twice gives the case that the first one made. The reporter's name
    goes to the protected data alone, not to the history. Raises ValidationError for a case received in the future.
    """
    if avvikelse.mottagen > idag():
        raise ValidationError({"mottagen": "Dagen då ärendet togs emot kan inte ligga i framtiden."})
    with transaction.atomic():
        avvikelse.registrerad = timezone.now()
        avvikelse.ar = lokal(avvikelse.registrerad).year
        avvikelse.lopnummer = nasta_nummer("avvikelse", avvikelse.ar)
        # The series is locked from here on: of two presses at the same moment the second sees what the first one made.
        if nyckel and (redan := _redan_skickad(avvikelse, nyckel, rapportor)):
            transaction.set_rollback(True)
            return redan
        avvikelse.nummer = f"{avvikelse.ar}-{avvikelse.lopnummer:04d}"
        if nyckel and not Avvikelse.objects.filter(inlamningsnyckel=nyckel).exists():
            avvikelse.inlamningsnyckel = nyckel
        avvikelse._change_reason = "Registrerad"
        if rapportor:
            avvikelse._history_user = None  # type: ignore[attr-defined]
        avvikelse.save()
        if rapportor or kontakt or personakt:
            SkyddadUppgift.objects.create(
                avvikelse=avvikelse,
                rapportor=rapportor,
                kontakt=kontakt,
                onskar_svar=onskar_svar,
                personakt=personakt,
            )
    avvikelse.__dict__.pop("_history_user", None)
    return avvikelse


def _redan_skickad(avvikelse: Avvikelse, nyckel: UUID, rapportor: Anvandare | None) -> Avvikelse | None:
    """The case made by the same form with the same text; another text in a form sent again is another case."""
    return Avvikelse.objects.filter(
        inlamningsnyckel=nyckel, handelse=avvikelse.handelse, skyddat__rapportor=rapportor
    ).first()


def _satt_indelning(
    avvikelse: Avvikelse,
    kategorier: Iterable[Any] | None,
    orsaker: Iterable[Any] | None,
    berorda: Iterable[Enhet] | None = None,
) -> None:
    for namn, poster in (("kategorier", kategorier), ("orsaker", orsaker), ("berorda", berorda)):
        if poster is not None:
            getattr(avvikelse, namn).set(poster)


@transaction.atomic
def spara_andring(*, avvikelse: Avvikelse, av: Anvandare, orsak: str = "Ändrad") -> None:
    """Save what a handler has changed in a case whose row the caller holds. Raises when it is closed."""
    _krav_handlaggare(avvikelse, av)
    _krav_oppen(avvikelse)
    avvikelse.spara_ny_version(orsak=orsak)


@transaction.atomic
def bedom_avvikelse(
    *,
    avvikelse: Avvikelse,
    av: Anvandare,
    kategorier: Iterable[Any] | None = None,
    orsaker: Iterable[Any] | None = None,
    berorda: Iterable[Enhet] | None = None,
) -> None:
    """Classify: kind, severity with its motivation and what the case is about. The caller holds the row.

    A registered case becomes assessed; later only the assessment changes (its kind by `omklassificera`).
    """
    _krav_handlaggare(avvikelse, av)
    _krav_oppen(avvikelse)
    _satt_indelning(avvikelse, kategorier, orsaker, berorda)
    if avvikelse.status == Status.REGISTRERAD:
        avvikelse.byt_status(Status.BEDOMD, av=av)
        return
    if saknas := [krav for krav in (HAR_SLAG, HAR_ALLVAR) if not krav.uppfyllt(avvikelse)]:
        raise OtillatenOvergang([f"Det går inte eftersom {krav.saknas}." for krav in saknas], code="villkor")
    avvikelse.spara_ny_version(orsak="Bedömningen ändrades")


@transaction.atomic
def omklassificera(*, avvikelse: Avvikelse, av: Anvandare, slag: str, skal: str) -> Avvikelse:
    """Correct a kind that was wrong. Counted apart by the kind it first had; a lex Sarah outcome goes with its kind."""
    avvikelse = _las_raden(avvikelse)
    _krav_handlaggare(avvikelse, av)
    _krav_oppen(avvikelse)
    if not avvikelse.slag or slag not in Slag.values or slag == avvikelse.slag:
        raise OtillatenOvergang("Välj ett annat slag än det ärendet har.", code="slag")
    if not skal.strip():
        raise OtillatenOvergang("Skriv varför slaget ändras.", code="motivering")
    avvikelse.omklassificerad_fran = avvikelse.omklassificerad_fran or avvikelse.slag
    if avvikelse.omklassificerad_fran == slag:
        avvikelse.omklassificerad_fran = ""
    avvikelse.slag = slag
    if slag != Slag.LEX_SARAH:
        avvikelse.utfall = ""
    avvikelse.spara_ny_version(orsak=f"Omklassificerat: {skal.strip()}")
    return avvikelse


@transaction.atomic
def enkelt_avslut(
    *,
    avvikelse: Avvikelse,
    av: Anvandare,
    kategorier: Iterable[Any] | None = None,
    orsaker: Iterable[Any] | None = None,
) -> None:
    """Close a simple case on one screen. The caller holds the row; the table of states says what must be there."""
    _satt_indelning(avvikelse, kategorier, orsaker)
    avvikelse.avslutad_vid = timezone.now()
    avvikelse.byt_status(Status.AVSLUTAD, av=av)


@transaction.atomic
def tilldela(*, avvikelse: Avvikelse, av: Anvandare, utredare: Anvandare, beslutare: Anvandare | None) -> None:
    """Name investigator and decider; an assessed case then goes to investigation. The caller holds the row."""
    _krav_handlaggare(_las_raden(avvikelse), av)
    _krav_oppen(avvikelse)
    avvikelse.utredare, avvikelse.beslutare = utredare, beslutare
    if avvikelse.slag in settings.ANNAN_BESLUTAR and utredare == beslutare:
        raise ValidationError({"beslutare": "Välj någon annan än utredaren."})
    if avvikelse.status != Status.BEDOMD:
        avvikelse.spara_ny_version(orsak=f"Utredare: {utredare.visat_namn}")
        return
    if saknas := avvikelse.hinder(avvikelse.overgang_till(Status.UTREDS)):
        raise OtillatenOvergang([f"Det går inte eftersom {krav.saknas}." for krav in saknas], code="villkor")
    avvikelse.status = Status.UTREDS
    avvikelse.spara_ny_version(orsak=f"Utredning startad. Utredare: {utredare.visat_namn}")


@transaction.atomic
def besluta_avvikelse(*, avvikelse: Avvikelse, av: Anvandare) -> None:
    """Decide the investigated case, whose row the caller holds. Who decided and when go together."""
    avvikelse.beslutad_av, avvikelse.beslutad_vid = av, timezone.now()
    avvikelse.byt_status(Status.BESLUTAD, av=av)


@transaction.atomic
def byt_lage(
    *, avvikelse: Avvikelse, av: Anvandare, till: str, motivering: str = "", dubblett_av: Avvikelse | None = None
) -> Avvikelse:
    """Any other change of state: act on, close, hand over, void, mark as double, reopen."""
    avvikelse = _las_raden(avvikelse)
    if till == Status.DUBBLETT:
        avvikelse.dubblett_av = dubblett_av
    elif avvikelse.status == Status.DUBBLETT:
        avvikelse.dubblett_av = None
    avvikelse.avslutad_vid = timezone.now() if till == Status.AVSLUTAD else None
    if till in (Status.UTREDS, Status.BEDOMD, Status.REGISTRERAD):
        # The former decision no longer holds; the history keeps it.
        avvikelse.beslutad_av = avvikelse.beslutad_vid = None
    if motivering.strip():
        avvikelse.avslutsskal = motivering.strip()
    avvikelse.byt_status(till, av=av, motivering=motivering)
    return avvikelse


@transaction.atomic
def koppla_atgard(*, avvikelse: Avvikelse, av: Anvandare, atgard: Atgard) -> None:
    """Tie an existing action to the case."""
    avvikelse = _las_raden(avvikelse)
    _krav_handlaggare(avvikelse, av)
    _krav_oppen(avvikelse)
    avvikelse.atgarder.add(atgard)
    avvikelse.spara_ny_version(orsak=f"Åtgärd kopplad: {atgard.rubrik}")


@transaction.atomic
def ny_atgard(
    *, avvikelse: Avvikelse, av: Anvandare, rubrik: str, ansvarig: Anvandare | None, senast: date | None
) -> Atgard:
    """A new action in the case's unit, tied to it. It is protected when the case is, and passes whom that passes."""
    avvikelse = _las_raden(avvikelse)
    skyddad = avvikelse.galler_chef or avvikelse.slag in (Slag.LEX_SARAH, Slag.HSL)
    atgard = Atgard(
        enhet=avvikelse.enhet,
        process=avvikelse.process,
        rubrik=rubrik,
        ansvarig=ansvarig,
        senast=senast,
        skyddad=skyddad,
        forbi_chef=avvikelse.galler_chef,
    )
    atgard._change_reason = f"Från ärende {avvikelse.nummer}"
    atgard.save()
    koppla_atgard(avvikelse=avvikelse, av=av, atgard=atgard)
    return atgard

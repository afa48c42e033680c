"""What the core itself contributes to menu and start page."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.urls import reverse

from kvalitet import bidrag, kedjans_led, signaler
from kvalitet.datum import idag
from kvalitet.roller import Ratt

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kvalitet.models import Anvandare, Atgard, Tillsyn

FORVARNING = timedelta(days=14)


def _vantande(anvandare: "Anvandare") -> "QuerySet[Atgard]":
    """Own actions that are late or due within a fortnight, and done ones whose effect should be looked at by then."""
    from kvalitet.models import Atgard

    senast = idag() + FORVARNING
    oppna = Q(status__in=[Atgard.Status.PLANERAD, Atgard.Status.PAGAR], senast__lte=senast)
    gjorda = Q(status=Atgard.Status.GENOMFORD, effekt_planerad__lte=senast)
    return Atgard.objects.filter(oppna | gjorda, ansvarig=anvandare).order_by("senast", "pk")


def _vantar(atgard: "Atgard", anvandare: "Anvandare") -> bidrag.Vantar:
    if atgard.status == atgard.Status.GENOMFORD:
        adress = reverse("atgard_effekt", args=[atgard.pk])
        return bidrag.Vantar(
            atgard.rubrik, adress, "Genomförd åtgärd. Följ upp om den gav effekt.", atgard.effekt_planerad
        )
    vad = f"Din åtgärd, {atgard.get_status_display()}{' och försenad' if atgard.forsenad else ''}."
    return bidrag.Vantar(atgard.rubrik, atgard.get_absolute_url(), vad, atgard.senast)


def _laser_planer(anvandare: "Anvandare") -> bool:
    return anvandare.har_ratt(Ratt.PLAN_LASA)


def _laser_matt(anvandare: "Anvandare") -> bool:
    return anvandare.har_ratt(Ratt.MATT_LASA)


def _laser_utforare(anvandare: "Anvandare") -> bool:
    return anvandare.har_ratt(Ratt.UTFORARE_LASA)


def _ursprung(atgarder: Iterable[int], anvandare: "Anvandare") -> Iterator[bidrag.Ursprung]:
    """The inspections and trainings that actions belong to, as far as the person may see them."""
    from kvalitet.models import Kompetensinsats, Tillsyn

    ids = list(atgarder)
    for modell, namn in ((Tillsyn, "Tillsyn"), (Kompetensinsats, "Kompetensinsats")):
        synliga = modell.objects.synliga_for(anvandare).filter(atgarder__in=ids).annotate(atgard_id=F("atgarder"))
        for post in synliga.order_by("pk"):
            yield bidrag.Ursprung(post.atgard_id, f"{namn}: {post}", post.get_absolute_url())


def _tillsyner(utforare_id: int, verksamhet_ids: list[int], anvandare: "Anvandare") -> bidrag.Processdel:
    """Inspections of a provider's activities."""
    from kvalitet.models import Tillsyn

    synliga = Tillsyn.objects.synliga_for(anvandare).filter(verksamhet__in=verksamhet_ids).order_by("-datum", "-pk")
    poster = tuple(
        bidrag.Post(f"{t.datum} {t}", t.get_absolute_url(), t.status, t.get_status_display().capitalize())
        for t in synliga
    )
    return bidrag.Processdel(60, "Tillsyn", poster, "Ingen tillsyn av verksamheten som du ser.")


def _pagaende_tillsyner(anvandare: "Anvandare") -> "QuerySet[Tillsyn]":
    """Inspections that are not closed, for those who may close them."""
    from kvalitet.models import Tillsyn

    ids = anvandare.enhetsid_med(Ratt.PLAN_REDIGERA)
    return Tillsyn.objects.filter(status=Tillsyn.Status.PAGAR, enhet_id__in=ids).order_by("datum", "pk")


def _tillsyn_vantar(tillsyn: "Tillsyn", anvandare: "Anvandare") -> bidrag.Vantar:
    return bidrag.Vantar(
        str(tillsyn), tillsyn.get_absolute_url(), f"Tillsynen pågår sedan {tillsyn.datum}. Följ den och avsluta den."
    )


def registrera() -> None:
    bidrag.registrera(
        meny=[
            bidrag.Menyval("Översikt", 0, "Start", "start", lambda anvandare: True),
            bidrag.Menyval("Översikt", 20, "Kedjan", "kedja", _laser_planer),
            bidrag.Menyval("Kedjan", 10, "Processer", "process_lista", _laser_planer),
            bidrag.Menyval("Kedjan", 50, "Åtgärder", "atgard_lista", _laser_planer),
            bidrag.Menyval("Underlag", 10, "Kriterier och mått", "kriterium_lista", _laser_matt),
            bidrag.Menyval("Underlag", 20, "Utförare", "utforare_lista", _laser_utforare),
            bidrag.Menyval("Underlag", 60, "Tillsyn", "tillsyn_lista", _laser_planer),
            bidrag.Menyval("Underlag", 70, "Kompetens", "kompetens_lista", _laser_planer),
            bidrag.Menyval("Underlag", 80, "Förutsättningar", "forutsattning_lista", _laser_planer),
            bidrag.Menyval(
                "Administration",
                10,
                "Insatskategorier",
                "insatskategori_lista",
                lambda anvandare: anvandare.har_ratt(Ratt.LISTOR),
            ),
            bidrag.Menyval(
                "Administration",
                10,
                "Jobb som inte gick",
                "jobb_fel",
                lambda anvandare: anvandare.har_ratt(Ratt.ORGANISATION),
            ),
            bidrag.Menyval(
                "Administration",
                0,
                "Organisation och listor",
                "admin:index",
                lambda anvandare: (
                    anvandare.is_staff and (anvandare.har_ratt(Ratt.ORGANISATION) or anvandare.har_ratt(Ratt.LISTOR))
                ),
            ),
        ],
        vantar_pa=bidrag.Vantan("atgard_lista", _vantande, _vantar),
        signaler=signaler.signaler,
        nyckeltal=signaler.nyckeltal,
        kedja=kedjans_led.led,
        ursprung=_ursprung,
        verksamhetsdel=_tillsyner,
    )
    bidrag.registrera(vantar_pa=bidrag.Vantan("tillsyn_lista", _pagaende_tillsyner, _tillsyn_vantar))

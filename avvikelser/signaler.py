"""What the cases say on the start page: silence, lateness, key figures and the year month by month.

Totals over the units where one may see totals (Ratt.ARENDE_TOTALER); only those who read cases get links to them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, F, FilteredRelation, Max, Q
from django.urls import reverse
from django.utils import timezone

from avvikelser.val import UTANFOR_STATISTIKEN, Kalla, Status
from kvalitet import bidrag
from kvalitet.datum import MANADER, ar_som_period, efter_arbetsdagar, idag, inom
from kvalitet.diagram import Figur, manadslinje
from kvalitet.models import Anvandare, Enhet
from kvalitet.roller import Ratt

TYST_EFTER = timedelta(days=90)
SVAR_INOM = timedelta(days=30)  # from registration to the closing, when whoever reported has got the answer
FLEST_TYSTA = 5


def samma_dag_i_fjol(dag: date) -> date:
    """The same day the year before; 28 February for 29 February."""
    return dag.replace(year=dag.year - 1, day=28 if (dag.month, dag.day) == (2, 29) else dag.day)


def sena_till_och_med(dag: date) -> date:
    """Cases registered on or before this day should have been assessed before `dag`."""
    sist = dag - timedelta(days=1)
    while efter_arbetsdagar(sist, settings.BEDOMNINGSDAGAR) >= dag:
        sist -= timedelta(days=1)
    return sist


def _midnatt_efter(dag: date) -> datetime:
    return timezone.make_aware(datetime.combine(dag + timedelta(days=1), time.min))


@dataclass(frozen=True)
class Grupp:
    """A unit without units below it, and when its staff last reported something, at most two years back."""

    pk: int
    namn: str
    sist: date | None


@dataclass(frozen=True)
class Siffror:
    """The cases of one's units on a day: this year and the same part of last year. Months are (this, last) year."""

    dag: date
    enheter: frozenset[int]
    nu: int = 0
    da: int = 0
    svar: tuple[int, int] = (0, 0)
    svar_da: tuple[int, int] = (0, 0)
    sena: int = 0
    manader: tuple[list[int], list[int]] = field(default_factory=lambda: ([], []))
    tysta: tuple[Grupp, ...] = ()


def siffror(anvandare: Anvandare) -> Siffror | None:
    """The figures, read once a request; None for those who may not see totals anywhere."""
    minne = anvandare.__dict__
    if "_arendesiffror" not in minne:
        enheter = anvandare.enhetsid_med(Ratt.ARENDE_TOTALER)
        minne["_arendesiffror"] = _rakna(idag(), enheter) if enheter else None
    return minne["_arendesiffror"]


def _rakna(dag: date, enheter: frozenset[int]) -> Siffror:
    i_ar, i_fjol = ar_som_period(dag.year), ar_som_period(dag.year - 1)
    da_dag = samma_dag_i_fjol(dag)
    giltig = ~Q(a__status__in=UTANFOR_STATISTIKEN)
    matt: dict[str, Q] = {
        "nu": giltig & inom("a__mottagen", *i_ar),
        "da": giltig & inom("a__mottagen", i_fjol[0], da_dag + timedelta(days=1)),
        "sena": Q(a__status=Status.REGISTRERAD, a__registrerad__lt=_midnatt_efter(sena_till_och_med(dag))),
    }
    i_tid = Q(a__avslutad_vid__lte=F("a__registrerad") + SVAR_INOM)
    for namn, start, slut in (("svar", i_ar[0], dag - SVAR_INOM), ("svar_da", i_fjol[0], da_dag - SVAR_INOM)):
        matt[f"{namn}_av"] = giltig & inom("a__mottagen", start, max(start, slut))
        matt[f"{namn}_i_tid"] = matt[f"{namn}_av"] & i_tid
    for ar in (dag.year, dag.year - 1):
        for nr in range(1, 13):
            start, slut = date(ar, nr, 1), date(ar + nr // 12, nr % 12 + 1, 1)
            matt[f"m_{ar}_{nr}"] = giltig & inom("a__mottagen", start, slut)
    aktuella = Q(avvikelser__mottagen__gte=i_fjol[0]) | Q(avvikelser__status=Status.REGISTRERAD)
    rader: list[dict[str, Any]] = list(
        Enhet.objects.filter(pk__in=enheter)
        .annotate(a=FilteredRelation("avvikelser", condition=aktuella))
        .values("pk", "namn", "parent_id", "giltig_fran", "giltig_till")
        .annotate(
            sist=Max("a__mottagen", filter=giltig & Q(a__kalla=Kalla.MEDARBETARE)),
            **{namn: Count("a__pk", filter=villkor) for namn, villkor in matt.items()},
        )
        .order_by("pk")
    )
    summa = {namn: sum(rad[namn] for rad in rader) for namn in matt}
    return Siffror(
        dag=dag,
        enheter=enheter,
        nu=summa["nu"],
        da=summa["da"],
        svar=(summa["svar_i_tid"], summa["svar_av"]),
        svar_da=(summa["svar_da_i_tid"], summa["svar_da_av"]),
        sena=summa["sena"],
        manader=(
            [summa[f"m_{dag.year}_{nr}"] for nr in range(1, dag.month + 1)],
            [summa[f"m_{dag.year - 1}_{nr}"] for nr in range(1, 13)],
        ),
        tysta=tuple(_tysta(rader, dag)),
    )


def _tysta(rader: list[dict[str, Any]], dag: date) -> Iterator[Grupp]:
    """Groups in use for long enough, with nothing below them, whose own staff have reported nothing lately."""
    har_under_sig = {rad["parent_id"] for rad in rader}
    grans = dag - TYST_EFTER
    for rad in rader:
        i_bruk = (rad["giltig_fran"] or date.min) <= grans and (rad["giltig_till"] or date.max) >= dag
        if i_bruk and rad["pk"] not in har_under_sig and (rad["sist"] is None or rad["sist"] < grans):
            yield Grupp(rad["pk"], rad["namn"], rad["sist"])


def _lista(anvandare: Anvandare, **filter_: object) -> str:
    """The list behind a figure, empty for those who see totals only."""
    if not anvandare.har_ratt(Ratt.ARENDE_LASA):
        return ""
    return f"{reverse('avvikelser:lista')}?{urlencode(filter_)}"


def signaler(anvandare: Anvandare) -> Iterator[bidrag.Signal]:
    """Late assessments in one line; each silent group, and how many more there are."""
    s = siffror(anvandare)
    if s is None:
        return
    if s.sena:
        yield bidrag.Signal(
            "Ett ärende är inte bedömt i tid" if s.sena == 1 else f"{s.sena} ärenden är inte bedömda i tid",
            _lista(anvandare, status=Status.REGISTRERAD.value, sort="mottagen"),
            f"Nya ärenden ska bedömas inom {settings.BEDOMNINGSDAGAR} arbetsdagar.",
            bidrag.Grad.SEN,
            10,
        )
    for grupp in s.tysta[:FLEST_TYSTA]:
        sedan = f"sedan {grupp.sist}" if grupp.sist else f"varken i år eller {s.dag.year - 1}"
        yield bidrag.Signal(
            f"{grupp.namn} är tyst",
            _lista(anvandare, enhet=grupp.pk),
            f"Ingen medarbetare har rapporterat {sedan}. Tystnad är inte ett gott resultat: ta upp det på nästa möte.",
            bidrag.Grad.SE_HIT,
            10,
        )
    if (fler := len(s.tysta) - FLEST_TYSTA) > 0:
        yield bidrag.Signal(
            "En grupp till är tyst" if fler == 1 else f"{fler} grupper till är tysta",
            _lista(anvandare, sort="-mottagen"),
            f"Ingen medarbetare har rapporterat på {TYST_EFTER.days} dagar.",
            bidrag.Grad.SE_HIT,
            11,
        )


def nyckeltal(anvandare: Anvandare) -> Iterator[bidrag.Startnyckeltal]:
    """Reports and the share answered in time, each against the same day last year."""
    s = siffror(anvandare)
    if s is None:
        return
    ar = s.dag.year
    yield bidrag.Startnyckeltal(
        etikett=f"Rapporterat {ar}",
        url=_lista(anvandare, status="giltiga", fran=date(ar, 1, 1)),
        varde=str(s.nu),
        jamforelse=f"{_jamfort(s.nu, s.da)} ({s.da}). Fler rapporter är ofta bra.",
        serie=tuple(zip(MANADER, s.manader[0], strict=False)),
        ordning=10,
    )
    i_tid, av = s.svar
    if not av:
        yield bidrag.Startnyckeltal(
            "Besvarat inom 30 dagar",
            "",
            "–",
            "Inget ärende är äldre än 30 dagar i år.",
            "ej_matt",
            "Ej mätt",
            ordning=20,
        )
        return
    andel, da_i_tid, da_av = round(100 * i_tid / av), *s.svar_da
    i_fjol = f"{round(100 * da_i_tid / da_av)} % av {da_av} samma dag i fjol" if da_av else "Inga ärenden i fjol"
    yield bidrag.Startnyckeltal(
        etikett="Besvarat inom 30 dagar",
        url="",
        varde=str(andel),
        enhet=f"% av {av}",
        jamforelse=f"{i_fjol}. Räknas när ärendet är avslutat med återkoppling.",
        ordning=20,
    )


def _jamfort(nu: int, da: int, vad: str = "") -> str:
    if nu == da:
        return f"Lika många{vad} som samma dag i fjol"
    return f"{abs(nu - da)} {'fler' if nu > da else 'färre'}{vad} än samma dag i fjol"


def diagram(anvandare: Anvandare) -> Figur | None:
    """The year's cases by month; nothing to draw without any."""
    s = siffror(anvandare)
    if s is None or not (any(s.manader[0]) or any(s.manader[1])):
        return None
    ar, hela_fjol = s.dag.year, sum(s.manader[1])
    lankar = [
        _lista(anvandare, status="giltiga", manad=f"{ar}-{nr:02d}") if antal else ""
        for nr, antal in enumerate(s.manader[0], start=1)
    ]
    return manadslinje(
        "arenden-manad",
        _jamfort(s.nu, s.da, " ärenden"),
        f"Ärenden per månad. n = {s.nu} år {ar} till och med {s.dag}, {hela_fjol} hela {ar - 1}.",
        f"{s.nu} ärenden hittills {ar}, {s.da} samma dag {ar - 1}.",
        serier=(str(ar), str(ar - 1)),
        nu=s.manader[0],
        da=s.manader[1],
        lankar=lankar,
    )

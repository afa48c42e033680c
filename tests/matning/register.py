"""A large register of each kind, the same each time: the rows, the list's address and the filter of the plain admin."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random
from types import SimpleNamespace
from typing import Any

from django.db import connection, models

from egenkontroller.models import Egenkontroll, Kontrolltillfalle
from granskningar.models import Avtal, Direktupphandling, Granskning
from kvalitet.models import (
    Atgard,
    Enhet,
    Forutsattning,
    Insatskategori,
    Kompetensinsats,
    Kriterium,
    Matvarde,
    Process,
    Tillsyn,
    Utforare,
    Verksamhet,
)
from risker.models import Risk
from tests.matning.rader import ORD

STEG = 5000


@dataclass(frozen=True)
class Register:
    """A list to measure: its url name and filter, and the admin's columns and the same filter there."""

    namn: str
    modell: type[models.Model]
    url_namn: str
    filter: str
    kolumner: tuple[str, ...]
    admin_filter: str
    ordning: str
    gor: Callable[["Underlag", int], models.Model]


@dataclass
class Underlag:
    """What the rows hang on."""

    enheter: list[Enhet]
    tarning: Random
    kategori: Insatskategori
    utforare: Utforare | None = None
    verksamhet: Verksamhet | None = None
    kriterium: Kriterium | None = None
    egenkontroll: Egenkontroll | None = None

    def enhet(self) -> Enhet:
        return self.tarning.choice(self.enheter)

    def text(self, antal: int) -> str:
        return " ".join(self.tarning.choices(ORD, k=antal)).capitalize()

    def dag(self, i: int) -> date:
        return date(2022, 1, 1) + timedelta(days=i % 1780)


def _sokbar(post: Any, text: str) -> Any:
    """The fields that `save` would have filled."""
    if hasattr(post, "fyll_i"):
        post.fyll_i()
        return post
    post.soktext = text.casefold()
    if hasattr(post, "sortering"):
        post.sortering = text[:60]
    return post


def _process(u: Underlag, i: int) -> Any:
    namn = f"{u.text(4)} {i}"
    return _sokbar(Process(enhet=u.enhet(), nummer=str(i), namn=namn, typ=("huvud", "stod")[i % 2]), namn)


def _atgard(u: Underlag, i: int) -> Any:
    rubrik, dag, klar = u.text(6), u.dag(i), i % 100 > 0
    atgard = Atgard(
        enhet=u.enhet(), rubrik=rubrik, slag=("rutin", "utbildning")[i % 2], senast=dag, forfaller=dag,
        status="effekt_uppfoljd" if klar else "pagar", genomford=dag if klar else None,
    )  # fmt: skip
    return _sokbar(atgard, rubrik)


def _risk(u: Underlag, i: int) -> Any:
    text = u.text(8)
    return _sokbar(Risk(enhet=u.enhet(), text=text), text)


def _egenkontroll(u: Underlag, i: int) -> Any:
    text = u.text(8)
    return _sokbar(Egenkontroll(enhet=u.enhet(), text=text, metod=("antal", "andel")[i % 2], faststalld=True), text)


def _tillfalle(u: Underlag, i: int) -> Any:
    dag, klar = u.dag(i), i % 100 > 0
    return Kontrolltillfalle(
        egenkontroll_id=u.egenkontroll.pk + i // 1780, enhet=u.enheter[i % 4], ar=dag.year, periodnr=i % 1780 + 1,
        fran=dag, till=dag, forfaller=dag, status="genomford" if klar else "planerad",
        genomford_dag=dag if klar else None,
    )  # fmt: skip


def _utforare(u: Underlag, i: int) -> Any:
    namn = f"{u.text(3)} {i}"
    return _sokbar(Utforare(namn=namn, driftform=("privat", "ideburen")[i % 2]), namn)


def _verksamhet(u: Underlag, i: int) -> Any:
    namn = f"{u.text(3)} {i}"
    return _sokbar(Verksamhet(utforare_id=u.utforare.pk + i // 2, namn=namn, giltig_fran=u.dag(i)), namn)


def _avtal(u: Underlag, i: int) -> Any:
    avtal = Avtal(
        verksamhet=u.verksamhet, insatskategori=u.kategori, driftform=("lov", "lou_ramavtal")[i % 2],
        giltig_fran=u.dag(i), giltig_till=u.dag(i) + timedelta(days=1500),
    )  # fmt: skip
    return _sokbar(avtal, "")


def _granskning(u: Underlag, i: int) -> Any:
    granskning = Granskning(
        verksamhet=u.verksamhet, insatskategori=u.kategori, slag=("planerad", "tematisk")[i % 2], rubrik=u.text(5),
        planerad=u.dag(i), paborjad=u.dag(i), genomford=u.dag(i), sammanfattning="Allt väl.", uppfyller="ja",
        status="avslutad",
    )  # fmt: skip
    return _sokbar(granskning, "")


def _upphandling(u: Underlag, i: int) -> Any:
    return _sokbar(
        Direktupphandling(
            enhet=u.enhet(), datum=u.dag(i), insatskategori=u.kategori, leverantor=u.text(2), belopp=1000 + i,
            skal=("kapacitet", "kompetens")[i % 2],
        ),
        "",
    )  # fmt: skip


def _kriterium(u: Underlag, i: int) -> Any:
    namn = f"{u.text(5)} {i}"
    return _sokbar(Kriterium(enhet=u.enhet(), namn=namn, slag=("kriterium", "enkat")[i % 2]), namn)


def _matvarde(u: Underlag, i: int) -> Any:
    return Matvarde(
        kriterium_id=u.kriterium.pk + i // 10, enhet=u.enheter[i % 4], ar=2017 + i % 10, varde=i % 100, n=50
    )


def _tillsyn(u: Underlag, i: int) -> Any:
    rubrik = u.text(5)
    tillsyn = Tillsyn(
        enhet=u.enhet(), myndighet="Inspektionen", rubrik=rubrik, datum=u.dag(i), avslutad=u.dag(i),
        utfall=("ingen_brist", "brister")[i % 2], resultat="Klart.", status="avslutad",
    )  # fmt: skip
    return _sokbar(tillsyn, rubrik)


def _kompetens(u: Underlag, i: int) -> Any:
    rubrik = u.text(5)
    return _sokbar(Kompetensinsats(enhet=u.enhet(), rubrik=rubrik, tema=f"Tema {i % 9}", datum=u.dag(i)), rubrik)


def _forutsattning(u: Underlag, i: int) -> Any:
    rubrik = u.text(5)
    return _sokbar(Forutsattning(enhet=u.enhet(), rubrik=rubrik, datum=u.dag(i)), rubrik)


ENHET = "enhet={enhet}"
ADMIN_ENHET = "enhet__id__exact={enhet}"
REGISTER = (
    Register("Processer", Process, "process_lista", "typ=huvud", ("nummer", "namn", "enhet", "typ"),
             "typ__exact=huvud", "sortering", _process),
    Register("Åtgärder", Atgard, "atgard_lista", "slag=rutin", ("rubrik", "enhet", "slag", "status", "senast"),
             "slag__exact=rutin", "forfaller", _atgard),
    Register("Risker", Risk, "risker:risker", ENHET, ("text", "enhet", "process"), ADMIN_ENHET, "sortering", _risk),
    Register("Egenkontroller", Egenkontroll, "egenkontroller:lista", ENHET, ("text", "enhet", "process", "metod"),
             ADMIN_ENHET, "sortering", _egenkontroll),
    Register("Tillfällen", Kontrolltillfalle, "egenkontroller:tillfallen", ENHET,
             ("egenkontroll", "enhet", "ar", "forfaller", "status"), ADMIN_ENHET, "forfaller", _tillfalle),
    Register("Utförare", Utforare, "utforare_lista", "driftform=privat", ("namn", "orgnr", "driftform", "storlek"),
             "driftform__exact=privat", "namn", _utforare),
    Register("Verksamheter", Verksamhet, "verksamhet_lista", "q=natten", ("namn", "utforare", "enhet", "platser"),
             "q=natten", "namn", _verksamhet),
    Register("Avtal", Avtal, "granskningar:avtal_lista", "driftform=lov",
             ("verksamhet", "insatskategori", "driftform", "giltig_fran", "giltig_till"), "driftform__exact=lov",
             "-giltig_fran", _avtal),
    Register("Granskningar", Granskning, "granskningar:lista", "slag=tematisk",
             ("rubrik", "verksamhet", "slag", "status", "planerad"), "slag__exact=tematisk", "-dag", _granskning),
    Register("Direktupphandlingar", Direktupphandling, "granskningar:upphandling_lista", "skal=kapacitet",
             ("leverantor", "enhet", "datum", "skal", "belopp"), "skal__exact=kapacitet", "-datum", _upphandling),
    Register("Kriterier och mått", Kriterium, "kriterium_lista", "slag=enkat", ("namn", "enhet", "slag", "operator"),
             "slag__exact=enkat", "sortering", _kriterium),
    Register("Mätvärden", Matvarde, "matvarde_lista", ENHET, ("kriterium", "enhet", "ar", "period", "varde"),
             ADMIN_ENHET, "-ar", _matvarde),
    Register("Tillsyn", Tillsyn, "tillsyn_lista", ENHET, ("rubrik", "enhet", "myndighet", "datum", "status"),
             ADMIN_ENHET, "-datum", _tillsyn),
    Register("Kompetens", Kompetensinsats, "kompetens_lista", ENHET, ("rubrik", "enhet", "tema", "datum"),
             ADMIN_ENHET, "-datum", _kompetens),
    Register("Förutsättningar", Forutsattning, "forutsattning_lista", ENHET, ("rubrik", "enhet", "datum"),
             ADMIN_ENHET, "-datum", _forutsattning),
)  # fmt: skip


def fyll_register(folk: SimpleNamespace, antal: int) -> None:
    """`antal` rows in every register, over four units."""
    kategori, _ = Insatskategori.objects.get_or_create(namn="Hemtjänst")
    u = Underlag([folk.norra, folk.norra_gruppen, folk.sodra, folk.sodra_gruppen], Random(11), kategori)
    for register in REGISTER:
        rader: Iterator[Any] = (register.gor(u, i) for i in range(antal))
        while hop := list(islice(rader, STEG)):
            register.modell._default_manager.bulk_create(hop)
        # What comes after hangs on the first of these.
        if (namn := register.modell.__name__.lower()) in ("utforare", "verksamhet", "kriterium", "egenkontroll"):
            setattr(u, namn, register.modell._default_manager.order_by("pk").first())
    with connection.cursor() as markor:
        markor.execute("VACUUM ANALYZE")

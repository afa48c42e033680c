"""The list of cases that the person reads in full, and its export."""

from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from avvikelser.filter import AvvikelseFilter
from avvikelser.frist import bedomning_senast
from avvikelser.models import Avvikelse
from avvikelser.val import Status
from kvalitet.datum import idag
from kvalitet.export import Kolumn
from kvalitet.listor import Lista, Sortering
from kvalitet.roller import Ratt

LASRATTER = (
    Ratt.ARENDE_LASA,
    Ratt.ARENDE_LEX_SARAH,
    Ratt.ARENDE_HSL,
    Ratt.ARENDE_HANDLAGGA,
    Ratt.ARENDE_UTREDA,
)


def arbetar_med_arenden(anvandare: Any) -> bool:
    """Whether the list is of use to the person; others have only their own reports."""
    return any(anvandare.har_ratt(ratt) for ratt in LASRATTER)


class Arendelista(Lista):
    template_name = "avvikelser/lista.html"
    filterset_class = AvvikelseFilter
    filnamn = "arenden"
    sorteringar: ClassVar = {
        "mottagen": Sortering("Mottagen", "mottagen", fallande=True),
        "registrerad": Sortering("Registrerad", "registrerad", fallande=True),
        "nummer": Sortering("Nummer", "nummer", fallande=True),
    }
    # What a row shows; the long texts stay in the database.
    SYNS = ("nummer", "rubrik", "slag", "status", "mottagen", "registrerad", "allvarlighetsgrad", "enhet__namn")
    # Nothing protected, no running text from the investigation.
    exportkolumner: ClassVar = [
        Kolumn("Nummer", lambda a: a.nummer),
        Kolumn("Diarienummer", lambda a: a.diarienummer),
        Kolumn("Rubrik", lambda a: a.rubrik),
        Kolumn("Slag", lambda a: a.slag_visat),
        Kolumn("Gäller", lambda a: a.get_riktad_mot_display()),
        Kolumn("Källa", lambda a: a.get_kalla_display()),
        Kolumn("Läge", lambda a: a.get_status_display()),
        Kolumn("Ansvarig enhet", lambda a: a.enhet.namn),
        Kolumn("Hände", lambda a: a.handelsedatum),
        Kolumn("Mottagen", lambda a: a.mottagen),
        Kolumn("Registrerad", lambda a: a.registrerad),
        Kolumn("Allvarlighetsgrad", lambda a: a.allvarlighetsgrad),
        Kolumn("Kategorier", lambda a: "; ".join(k.namn for k in a.kategorier.all())),
        Kolumn("Orsaker", lambda a: "; ".join(o.namn for o in a.orsaker.all())),
        Kolumn("Utfall", lambda a: a.get_utfall_display()),
        Kolumn("Omklassificerat från", lambda a: a.get_omklassificerad_fran_display()),
        Kolumn("Beslutad", lambda a: a.beslutad_vid),
        Kolumn("Avslutad", lambda a: a.avslutad_vid),
    ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not arbetar_med_arenden(request.user) and not self.get_queryset().exists():
            return redirect("avvikelser:mina")
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Avvikelse]:
        return Avvikelse.objects.lasbara_for(self.request.user).select_related("enhet").only(*self.SYNS)

    def exportfraga(self, fraga: QuerySet[Avvikelse]) -> QuerySet[Avvikelse]:
        return fraga.defer(None).prefetch_related("kategorier", "orsaker")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kontext = super().get_context_data(**kwargs)
        dag = idag()
        for arende in kontext["sida"].rader:
            arende.frist = bedomning_senast(arende) if arende.status == Status.REGISTRERAD else None
            arende.sen = arende.frist is not None and arende.frist < dag
        kontext["far_registrera"] = self.request.user.har_ratt(Ratt.ARENDE_HANDLAGGA) or self.request.user.har_ratt(
            Ratt.ARENDE_LASA
        )
        kontext["bedomningsdagar"] = settings.BEDOMNINGSDAGAR
        return kontext

"""The process register."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from kvalitet import bidrag, sidor
from kvalitet.export import Kolumn
from kvalitet.forms_register import ProcessFilter, ProcessForm
from kvalitet.listor import Lista, Sortering
from kvalitet.models import Process
from kvalitet.roller import Ratt


class Processer(Lista):
    template_name = "processer/lista.html"
    filterset_class = ProcessFilter
    filnamn = "processer"
    skapa_ratt = Ratt.PLAN_REDIGERA
    sorteringar = {"nummer": Sortering("Nummer", "sortering")}
    exportkolumner = [
        Kolumn("Nummer", lambda p: p.nummer),
        Kolumn("Process", lambda p: p.namn),
        Kolumn("Typ", lambda p: p.get_typ_display()),
        Kolumn("Enhet", lambda p: p.enhet),
        Kolumn("Processägare", lambda p: p.agare or ""),
        Kolumn("Används", lambda p: p.giltig),
    ]

    def get_queryset(self) -> QuerySet[Process]:
        return Process.objects.synliga_for(self.request.user).select_related("enhet", "agare")  # type: ignore[arg-type]


class Visa(sidor.Visa):
    model = Process
    template_name = "processer/visa.html"
    med = ("enhet", "agare")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delar = bidrag.processdelar(self.object.pk, self.request.user)  # type: ignore[arg-type]
        return super().get_context_data(delar=delar, **kwargs)


class Historik(sidor.Historik):
    model = Process
    template_name = "processer/historik.html"


class Ny(sidor.Ny):
    model = Process
    form_class = ProcessForm
    blankett = "process"
    rubrik = "Ny process"

    def brod(self) -> sidor.Brodsmulor:
        return [("Processer", reverse("process_lista"))]


class Andra(sidor.Andra):
    model = Process
    form_class = ProcessForm
    blankett = "process"
    rubrik = "Ändra processen"

    def brod(self) -> sidor.Brodsmulor:
        return [("Processer", reverse("process_lista")), (str(self.object), self.object.get_absolute_url())]

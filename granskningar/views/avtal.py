"""Contracts: list, page, new, change, history."""

from typing import Any

from django.db.models import QuerySet

from granskningar.filter import AvtalFilter
from granskningar.forms.avtal import AvtalForm
from granskningar.models import Atgardspunkt, Avtal
from granskningar.views.gemensamt import Rumsandra, Rumshistorik, Rumslista, Rumsny, Rumssida, vald
from kvalitet.export import Kolumn
from kvalitet.listor import Sortering
from kvalitet.models import Verksamhet

LISTA = ("Avtal", "granskningar:avtal_lista")


class Avtalen(Rumslista):
    model = Avtal
    template_name = "granskningar/avtal_lista.html"
    filterset_class = AvtalFilter
    filnamn = "avtal"
    med = ("verksamhet__utforare", "insatskategori")
    sorteringar = {
        "fran": Sortering("Gäller från", "giltig_fran", fallande=True),
        "slut": Sortering("Sista dag", "slutar"),
    }
    exportkolumner = [
        Kolumn("Utförare", lambda a: a.verksamhet.utforare),
        Kolumn("Verksamhet", lambda a: a.verksamhet),
        Kolumn("Insatskategori", lambda a: a.insatskategori),
        Kolumn("Avtalsform", lambda a: a.get_driftform_display()),
        Kolumn("Avtalsnummer", lambda a: a.avtalsnummer),
        Kolumn("Gäller från", lambda a: a.giltig_fran),
        Kolumn("Sista dag", lambda a: a.sista_dag),
        Kolumn("Läge", lambda a: a.lagenamn),
        Kolumn("Varför det upphörde", lambda a: dict(Avtal.Skal.choices).get(a.skal, "")),
        Kolumn("Kunder", lambda a: a.antal_kunder),
        Kolumn("Följs upp av annan", lambda a: a.foljs_upp_av),
    ]


class Visa(Rumssida):
    lista = LISTA
    model = Avtal
    template_name = "granskningar/avtal_visa.html"
    med = ("verksamhet__utforare", "insatskategori", "overtaget_fran__verksamhet", "overtaget_fran__insatskategori")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        avtal: Avtal = self.object
        return super().get_context_data(
            skal=dict(Avtal.Skal.choices).get(avtal.skal, ""),
            overtaget_av=list(avtal.overtaget_av.select_related("verksamhet", "insatskategori").order_by("pk")),
            arvda=list(self.arvda(avtal)),
            **kwargs,
        )

    def arvda(self, avtal: Avtal) -> QuerySet[Atgardspunkt]:
        """Open points of audits of the activity whose contract this one took over."""
        fore = avtal.overtaget_fran
        if fore is None or fore.verksamhet_id == avtal.verksamhet_id:
            return Atgardspunkt.objects.none()
        oppna = Atgardspunkt.objects.filter(granskning__verksamhet=fore.verksamhet_id, klar__isnull=True)
        return oppna.select_related("granskning").order_by("senast", "pk")


class Historik(Rumshistorik):
    lista = LISTA
    model = Avtal


class Ny(Rumsny):
    lista = LISTA
    model = Avtal
    form_class = AvtalForm
    blankett = "avtal"
    rubrik = "Nytt avtal"
    ingress = "Ett avtal eller godkännande för en verksamhet och en insatskategori."

    def get_initial(self) -> dict[str, Any]:
        synliga = Verksamhet.objects.synliga_for(self.request.user)
        verksamhet = vald(synliga, self.request.GET.get("verksamhet"))
        return super().get_initial() | ({"verksamhet": verksamhet.pk} if verksamhet else {})


class Andra(Rumsandra):
    lista = LISTA
    model = Avtal
    form_class = AvtalForm
    blankett = "avtal"
    rubrik = "Ändra avtalet"
    med = ("verksamhet", "insatskategori")

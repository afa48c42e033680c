"""The register of providers."""

from typing import Any

from django.db.models import QuerySet

from kvalitet import bidrag, sidor
from kvalitet.datum import idag
from kvalitet.export import Kolumn
from kvalitet.forms_utforare import UtforareFilter, UtforareForm
from kvalitet.listor import Lista, Sortering
from kvalitet.models import Utforare
from kvalitet.ordning import pa_svenska
from kvalitet.roller import Ratt


class UtforarLista(Lista):
    template_name = "utforare/lista.html"
    filterset_class = UtforareFilter
    filnamn = "utforare"
    skapa_ratt = Ratt.UTFORARE_REDIGERA
    sorteringar = {
        "namn": Sortering("Namn", "namn", svensk=True),
        "nyast": Sortering("Nyast", "id", fallande=True),
    }
    exportkolumner = [
        Kolumn("Utförare", lambda u: u.namn),
        Kolumn("Organisationsnummer", lambda u: u.orgnr),
        Kolumn("Driftform", lambda u: u.get_driftform_display()),
        Kolumn("Storlek", lambda u: u.get_storlek_display()),
        Kolumn("Verksamheter i drift", lambda u: u.antal_verksamheter),
        Kolumn("Verksam till och med", lambda u: u.giltig_till),
        Kolumn("Anteckning", lambda u: u.anteckning),
    ]

    def get_queryset(self) -> QuerySet[Utforare]:
        return Utforare.objects.synliga_for(self.request.user).med_antal_verksamheter(idag())  # type: ignore[arg-type]


class Sida(sidor.Register, sidor.Husets):
    """Mixin: a page of this register."""

    model = Utforare
    ratt = Ratt.UTFORARE_REDIGERA
    lista = ("Utförare", "utforare_lista")


class Visa(Sida, sidor.Visa):
    template_name = "utforare/visa.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verksamheter = list(
            self.object.verksamheter.select_related("enhet")
            .prefetch_related("insatskategorier")
            .order_by(pa_svenska("namn"), "pk")
        )
        ids = [verksamhet.pk for verksamhet in verksamheter]
        return super().get_context_data(
            verksamheter=sorted(verksamheter, key=lambda v: not v.i_drift),
            delar=bidrag.verksamhetsdelar(self.object.pk, ids, self.request.user),  # type: ignore[arg-type]
            **kwargs,
        )


class Historik(Sida, sidor.Registerhistorik):
    huvud = "utforare/_huvud.html"


class Ny(Sida, sidor.Ny):
    form_class = UtforareForm
    blankett = "utforare"
    rubrik = "Ny utförare"
    ingress = "Den som bedriver verksamhet på kommunens uppdrag, eller kommunen själv."


class Andra(Sida, sidor.Andra):
    form_class = UtforareForm
    blankett = "utforare"
    rubrik = "Ändra utföraren"

"""The register of activities: where a provider gives its services."""

from typing import Any

from django.db.models import QuerySet

from kvalitet import bidrag, sidor
from kvalitet.export import Kolumn
from kvalitet.forms_utforare import VerksamhetFilter, VerksamhetForm
from kvalitet.listor import Lista, Sortering
from kvalitet.models import Verksamhet
from kvalitet.roller import Ratt


class Verksamheter(Lista):
    template_name = "verksamheter/lista.html"
    filterset_class = VerksamhetFilter
    filnamn = "verksamheter"
    skapa_ratt = Ratt.UTFORARE_REDIGERA
    sorteringar = {
        "namn": Sortering("Namn", "namn", svensk=True),
        "nyast": Sortering("Nyast", "id", fallande=True),
    }
    exportkolumner = [
        Kolumn("Verksamhet", lambda v: v.namn),
        Kolumn("Utförare", lambda v: v.utforare.namn),
        Kolumn("Organisationsnummer", lambda v: v.utforare.orgnr),
        Kolumn("Driftform", lambda v: v.utforare.get_driftform_display()),
        Kolumn("Insatskategorier", lambda v: ", ".join(k.namn for k in v.insatskategorier.all())),
        Kolumn("Egen enhet", lambda v: v.enhet or ""),
        Kolumn("Platser", lambda v: v.platser),
        Kolumn("Tillstånd från IVO", lambda v: v.ivo_tillstand),
        Kolumn("Kontaktväg", lambda v: v.kontakt),
        Kolumn("I drift från", lambda v: v.giltig_fran),
        Kolumn("I drift till", lambda v: v.giltig_till),
    ]

    def get_queryset(self) -> QuerySet[Verksamhet]:
        return (
            Verksamhet.objects.synliga_for(self.request.user)  # type: ignore[arg-type]
            .select_related("utforare", "enhet")
            .prefetch_related("insatskategorier")
        )


class Sida(sidor.Register, sidor.Husets):
    """Mixin: a page of this register."""

    model = Verksamhet
    med = ("utforare", "enhet")
    ratt = Ratt.UTFORARE_REDIGERA
    lista = ("Verksamheter", "verksamhet_lista")


class Visa(Sida, sidor.Visa):
    template_name = "verksamheter/visa.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verksamhet = self.object
        delar = bidrag.verksamhetsdelar(verksamhet.utforare_id, [verksamhet.pk], self.request.user)  # type: ignore[arg-type]
        return super().get_context_data(delar=delar, kategorier=list(verksamhet.insatskategorier.all()), **kwargs)


class Historik(Sida, sidor.Registerhistorik):
    huvud = "verksamheter/_huvud.html"


class Ny(Sida, sidor.Ny):
    """`?utforare=` chooses the provider beforehand."""

    form_class = VerksamhetForm
    blankett = "verksamhet"
    rubrik = "Ny verksamhet"
    ingress = "Stället eller arbetslaget där insatserna ges."

    def get_initial(self) -> dict[str, Any]:
        return {"utforare": self.request.GET.get("utforare", "")}


class Andra(Sida, sidor.Andra):
    form_class = VerksamhetForm
    blankett = "verksamhet"
    rubrik = "Ändra verksamheten"

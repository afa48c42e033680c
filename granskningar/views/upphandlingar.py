"""Direct procurements: list, page, new, change, history."""

from granskningar.filter import UpphandlingFilter
from granskningar.forms.ovrigt import UpphandlingForm
from granskningar.models import Direktupphandling
from granskningar.views.gemensamt import Rumsandra, Rumshistorik, Rumslista, Rumsny, Rumssida
from kvalitet.export import Kolumn
from kvalitet.listor import Sortering

LISTA = ("Direktupphandlingar", "granskningar:upphandling_lista")


class Upphandlingar(Rumslista):
    model = Direktupphandling
    template_name = "granskningar/upphandling_lista.html"
    filterset_class = UpphandlingFilter
    filnamn = "direktupphandlingar"
    med = ("enhet", "insatskategori")
    sorteringar = {
        "datum": Sortering("Datum", "datum", fallande=True),
        "belopp": Sortering("Belopp", "belopp", fallande=True),
    }
    exportkolumner = [
        Kolumn("Leverantör", lambda u: u.leverantor),
        Kolumn("Enhet", lambda u: u.enhet),
        Kolumn("Insatskategori", lambda u: u.insatskategori or ""),
        Kolumn("Datum", lambda u: u.datum),
        Kolumn("Belopp i kronor", lambda u: u.belopp),
        Kolumn("Skäl", lambda u: u.get_skal_display()),
        Kolumn("Skälet i ord", lambda u: u.skal_text),
        Kolumn("Hade gått inom avtal", lambda u: u.mojlig_inom_avtal),
    ]


class Visa(Rumssida):
    lista = LISTA
    model = Direktupphandling
    template_name = "granskningar/upphandling_visa.html"
    med = ("enhet", "insatskategori")


class Historik(Rumshistorik):
    lista = LISTA
    model = Direktupphandling
    med = ("enhet",)


class Ny(Rumsny):
    lista = LISTA
    model = Direktupphandling
    form_class = UpphandlingForm
    blankett = "direktupphandling"
    rubrik = "Ny direktupphandling"
    ingress = "Ett köp av en insats utanför avtalen. Skriv inget som visar vem insatsen gäller."


class Andra(Rumsandra):
    lista = LISTA
    model = Direktupphandling
    form_class = UpphandlingForm
    blankett = "direktupphandling"
    rubrik = "Ändra direktupphandlingen"
    med = ("enhet",)

"""Sanctions and dialogues: list, page, new, change, history."""

from typing import Any

from granskningar.filter import DialogFilter, SanktionFilter
from granskningar.forms.ovrigt import DialogForm, SanktionForm
from granskningar.models import Granskning, Kvalitetsdialog, Sanktion
from granskningar.views.gemensamt import Rumsandra, Rumshistorik, Rumslista, Rumsny, Rumssida, vald
from kvalitet.export import Kolumn
from kvalitet.listor import Sortering
from kvalitet.models import Verksamhet

SANKTIONER = ("Sanktioner", "granskningar:sanktion_lista")
DIALOGER = ("Kvalitetsdialoger", "granskningar:dialog_lista")


class Sanktioner(Rumslista):
    model = Sanktion
    template_name = "granskningar/sanktion_lista.html"
    filterset_class = SanktionFilter
    filnamn = "sanktioner"
    med = ("verksamhet__utforare", "granskning")
    sorteringar = {
        "datum": Sortering("Beslutad", "datum", fallande=True),
        "nyast": Sortering("Nyast", "id", fallande=True),
    }
    exportkolumner = [
        Kolumn("Utförare", lambda s: s.verksamhet.utforare),
        Kolumn("Verksamhet", lambda s: s.verksamhet),
        Kolumn("Slag", lambda s: s.get_slag_display()),
        Kolumn("Beslutad", lambda s: s.datum),
        Kolumn("Beslut", lambda s: s.beslut),
        Kolumn("Skäl", lambda s: s.skal),
        Kolumn("Belopp i kronor", lambda s: s.belopp),
        Kolumn("Avhjälpt", lambda s: s.avhjalpt),
        Kolumn("Granskning", lambda s: s.granskning or ""),
    ]


class SanktionSida(Rumssida):
    lista = SANKTIONER
    model = Sanktion
    template_name = "granskningar/sanktion_visa.html"
    med = ("verksamhet__utforare", "granskning")


class SanktionHistorik(Rumshistorik):
    lista = SANKTIONER
    model = Sanktion
    med = ("verksamhet",)


class NySanktion(Rumsny):
    lista = SANKTIONER
    model = Sanktion
    form_class = SanktionForm
    blankett = "sanktion"
    rubrik = "Ny sanktion"
    ingress = "En påföljd som avtalet medger. Den är öppen tills bristen är avhjälpt."

    def get_initial(self) -> dict[str, Any]:
        initial = super().get_initial()
        anvandare, get = self.request.user, self.request.GET
        if granskning := vald(Granskning.objects.synliga_for(anvandare), get.get("granskning")):
            return initial | {"granskning": granskning.pk, "verksamhet": granskning.verksamhet_id}
        verksamhet = vald(Verksamhet.objects.synliga_for(anvandare), get.get("verksamhet"))
        return initial | ({"verksamhet": verksamhet.pk} if verksamhet else {})


class AndraSanktion(Rumsandra):
    lista = SANKTIONER
    model = Sanktion
    form_class = SanktionForm
    blankett = "sanktion"
    rubrik = "Ändra sanktionen"
    med = ("verksamhet",)


class Dialoger(Rumslista):
    model = Kvalitetsdialog
    template_name = "granskningar/dialog_lista.html"
    filterset_class = DialogFilter
    filnamn = "kvalitetsdialoger"
    med = ("insatskategori",)
    sorteringar = {
        "datum": Sortering("Datum", "datum", fallande=True),
        "nyast": Sortering("Nyast", "id", fallande=True),
    }
    exportkolumner = [
        Kolumn("Rubrik", lambda d: d.rubrik),
        Kolumn("Datum", lambda d: d.datum),
        Kolumn("Insatskategori", lambda d: d.insatskategori or ""),
        Kolumn("Teman", lambda d: d.teman),
        Kolumn("Vad dialogen gav", lambda d: d.anteckning),
    ]


class DialogSida(Rumssida):
    lista = DIALOGER
    model = Kvalitetsdialog
    template_name = "granskningar/dialog_visa.html"
    med = ("insatskategori",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        deltog = self.object.verksamheter.select_related("utforare").order_by("namn", "pk")
        return super().get_context_data(deltog=list(deltog), **kwargs)


class DialogHistorik(Rumshistorik):
    lista = DIALOGER
    model = Kvalitetsdialog
    med = ()


class NyDialog(Rumsny):
    lista = DIALOGER
    model = Kvalitetsdialog
    form_class = DialogForm
    blankett = "kvalitetsdialog"
    rubrik = "Ny kvalitetsdialog"
    ingress = "Ett möte med en eller flera utförare om kvaliteten."


class AndraDialog(Rumsandra):
    lista = DIALOGER
    model = Kvalitetsdialog
    form_class = DialogForm
    blankett = "kvalitetsdialog"
    rubrik = "Ändra kvalitetsdialogen"

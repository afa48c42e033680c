"""The named people of the tests: two units, every role, and those above them.

nämnden
  └ förvaltningen
      ├ Norra enheten  (with Norra gruppen)   anna medarbetare, bo chef, uno utredare, kim kvalitetsutvecklare
      └ Södra enheten  (with Södra gruppen)   cecilia medarbetare, david chef, sara utredare, karl kvalitetsutvecklare
lena ledning, rut registrator, adam administratör in the nämnd; ove has no role, gammal had one last year.
"""

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import make_password

from avvikelser.grunddata import lagg_in_indelningar
from kvalitet.grunddata import lagg_in_kvalitetsomraden
from kvalitet.models import Anvandare, Enhet, Rolltilldelning
from kvalitet.roller import Roll
from risker.grunddata import lagg_in_riskskala

LOSENORD = "ett-langt-losenord"

PERSONER = {
    # username: (first name, last name, title, role, unit)
    "anna": ("Anna", "Åkerlind", "undersköterska", Roll.MEDARBETARE, "norra_gruppen"),
    "bo": ("Bo", "Tallgren", "enhetschef", Roll.CHEF, "norra"),
    "uno": ("Uno", "Bergvall", "utredare", Roll.UTREDARE, "norra"),
    "kim": ("Kim", "Norrby", "kvalitetsutvecklare", Roll.KVALITETSUTVECKLARE, "norra"),
    "cecilia": ("Cecilia", "Östman", "stödassistent", Roll.MEDARBETARE, "sodra_gruppen"),
    "david": ("David", "Ekholm", "enhetschef", Roll.CHEF, "sodra"),
    "sara": ("Sara", "Lindqvister", "utredare", Roll.UTREDARE, "sodra"),
    "karl": ("Karl", "Sandelin", "kvalitetsutvecklare", Roll.KVALITETSUTVECKLARE, "sodra"),
    "lena": ("Lena", "Ahlmark", "förvaltningschef", Roll.LEDNING, "namnd"),
    "rut": ("Rut", "Hedvall", "registrator", Roll.REGISTRATOR, "namnd"),
    "adam": ("Adam", "Ström", "administratör", Roll.ADMINISTRATOR, "namnd"),
}


def skapa_folk() -> SimpleNamespace:
    """Create the units and people. Attributes: namnd, forvaltning, norra, norra_gruppen, sodra, sodra_gruppen, and each
    person by user name, with `alla` for those who can sign in."""
    lagg_in_kvalitetsomraden()
    lagg_in_indelningar()
    lagg_in_riskskala()
    f = SimpleNamespace()
    f.namnd = Enhet.objects.create(namn="Socialnämnden", slag=Enhet.Slag.NAMND)
    f.forvaltning = Enhet.objects.create(namn="Socialförvaltningen", slag=Enhet.Slag.FORVALTNING, parent=f.namnd)
    f.norra = Enhet.objects.create(namn="Norra enheten", slag=Enhet.Slag.ENHET, parent=f.forvaltning)
    f.norra_gruppen = Enhet.objects.create(namn="Norra gruppen", slag=Enhet.Slag.GRUPP, parent=f.norra)
    f.sodra = Enhet.objects.create(namn="Södra enheten", slag=Enhet.Slag.ENHET, parent=f.forvaltning)
    f.sodra_gruppen = Enhet.objects.create(namn="Södra gruppen", slag=Enhet.Slag.GRUPP, parent=f.sodra)
    losenord = make_password(LOSENORD)
    f.alla = []
    for namn, (fornamn, efternamn, titel, roll, enhet) in PERSONER.items():
        person = Anvandare.objects.create(
            username=namn,
            email=f"{namn}@alvhamra.example",
            first_name=fornamn,
            last_name=efternamn,
            titel=titel,
            password=losenord,
            is_staff=roll == Roll.ADMINISTRATOR,
        )
        Rolltilldelning.objects.create(anvandare=person, roll=roll, enhet=getattr(f, enhet), fran=date(2020, 1, 1))
        setattr(f, namn, person)
        f.alla.append(person)
    f.ove = Anvandare.objects.create(username="ove", first_name="Ove", last_name="Utanroll", password=losenord)
    f.gammal = Anvandare.objects.create(username="gammal", first_name="Gun", last_name="Gammal", password=losenord)
    Rolltilldelning.objects.create(
        anvandare=f.gammal, roll=Roll.CHEF, enhet=f.norra, fran=date(2020, 1, 1), till=date(2021, 12, 31)
    )
    f.alla += [f.ove, f.gammal]
    return f


@pytest.fixture
def folk(db: None) -> SimpleNamespace:
    return skapa_folk()

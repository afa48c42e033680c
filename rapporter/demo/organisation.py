"""Units, people and roles of Älvhamra."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from kvalitet.models import Anvandare, Enhet, Rolltilldelning
from kvalitet.roller import Roll

LOSENORD = "alvhamra-demo-2026"
EPOSTDOMAN = "alvhamra.example"

# key: (name, kind, key of the unit above)
ENHETER = {
    "namnd": ("Socialnämnden", Enhet.Slag.NAMND, None),
    "forvaltning": ("Socialförvaltningen", Enhet.Slag.FORVALTNING, "namnd"),
    "aldre": ("Äldreomsorgen", Enhet.Slag.ENHET, "forvaltning"),
    "norr": ("Hemtjänst Norr", Enhet.Slag.GRUPP, "aldre"),
    "soder": ("Hemtjänst Söder", Enhet.Slag.GRUPP, "aldre"),
    "natt": ("Nattpatrullen", Enhet.Slag.GRUPP, "aldre"),
    "bjorkhaga": ("Björkhaga äldreboende", Enhet.Slag.GRUPP, "aldre"),
    "stod": ("Funktionsstöd", Enhet.Slag.ENHET, "forvaltning"),
    "boendestod": ("Boendestöd", Enhet.Slag.GRUPP, "stod"),
    "dagligt": ("Daglig verksamhet Kvarnen", Enhet.Slag.GRUPP, "stod"),
    "lindgarden": ("Lindgårdens gruppbostad", Enhet.Slag.GRUPP, "stod"),
    "bistand": ("Biståndsenheten", Enhet.Slag.ENHET, "forvaltning"),
    "vuxen": ("Utredning vuxen", Enhet.Slag.GRUPP, "bistand"),
    "barn": ("Utredning barn och unga", Enhet.Slag.GRUPP, "bistand"),
}


@dataclass(frozen=True)
class Person:
    namn: str
    fornamn: str
    efternamn: str
    titel: str
    roll: Roll
    enhet: str


FOLK = (
    Person("anna", "Anna", "Åkerlind", "undersköterska", Roll.MEDARBETARE, "soder"),
    Person("milos", "Milos", "Petrovic", "undersköterska", Roll.MEDARBETARE, "norr"),
    Person("elsa", "Elsa", "Nattgård", "nattundersköterska", Roll.MEDARBETARE, "natt"),
    Person("yusuf", "Yusuf", "Demir", "undersköterska", Roll.MEDARBETARE, "bjorkhaga"),
    Person("frida", "Frida", "Strandvall", "boendestödjare", Roll.MEDARBETARE, "boendestod"),
    Person("ola", "Ola", "Kvarnlund", "arbetshandledare", Roll.MEDARBETARE, "dagligt"),
    Person("petra", "Petra", "Holmsund", "biståndshandläggare", Roll.MEDARBETARE, "bistand"),
    Person("amina", "Amina", "Warsame", "undersköterska", Roll.MEDARBETARE, "norr"),
    Person("gun", "Gun", "Lövdahl", "undersköterska", Roll.MEDARBETARE, "norr"),
    Person("tobias", "Tobias", "Hagström", "vårdbiträde", Roll.MEDARBETARE, "soder"),
    Person("sirpa", "Sirpa", "Kallio", "undersköterska", Roll.MEDARBETARE, "soder"),
    Person("birgit", "Birgit", "Åslund", "nattundersköterska", Roll.MEDARBETARE, "natt"),
    Person("dawit", "Dawit", "Tesfaye", "undersköterska", Roll.MEDARBETARE, "bjorkhaga"),
    Person("karin", "Karin", "Örnmark", "sjuksköterska", Roll.MEDARBETARE, "bjorkhaga"),
    Person("pontus", "Pontus", "Granlid", "undersköterska", Roll.MEDARBETARE, "bjorkhaga"),
    Person("sanna", "Sanna", "Fjällgren", "boendestödjare", Roll.MEDARBETARE, "boendestod"),
    Person("viktor", "Viktor", "Almsäter", "boendestödjare", Roll.MEDARBETARE, "boendestod"),
    Person("ritva", "Ritva", "Mäkelä", "stödassistent", Roll.MEDARBETARE, "dagligt"),
    Person("josef", "Josef", "Haddad", "stödassistent", Roll.MEDARBETARE, "lindgarden"),
    Person("linnea", "Linnea", "Ekvall", "stödassistent", Roll.MEDARBETARE, "lindgarden"),
    Person("nils", "Nils", "Hedebrant", "stödpedagog", Roll.MEDARBETARE, "lindgarden"),
    Person("samira", "Samira", "Rahimi", "socialsekreterare", Roll.MEDARBETARE, "vuxen"),
    Person("erik", "Erik", "Tornberg", "socialsekreterare", Roll.MEDARBETARE, "vuxen"),
    Person("moa", "Moa", "Björkenäs", "socialsekreterare", Roll.MEDARBETARE, "barn"),
    Person("leo", "Leo", "Sjövall", "socialsekreterare", Roll.MEDARBETARE, "barn"),
    Person("agnes", "Agnes", "Rosendahl", "handläggare", Roll.MEDARBETARE, "bistand"),
    Person("bo", "Bo", "Tallgren", "enhetschef", Roll.CHEF, "aldre"),
    Person("maria", "Maria", "Vikander", "enhetschef", Roll.CHEF, "stod"),
    Person("henrik", "Henrik", "Ostvik", "enhetschef", Roll.CHEF, "bistand"),
    Person("wilma", "Wilma", "Hallström", "timvikarie", Roll.MEDARBETARE, "soder"),
    Person("sofia", "Sofia", "Brandevik", "gruppchef", Roll.CHEF, "bjorkhaga"),
    Person("jan", "Jan", "Eklöv", "gruppchef", Roll.CHEF, "barn"),
    Person("maj", "Maj", "Lindqvister", "socialt ansvarig samordnare", Roll.UTREDARE, "forvaltning"),
    Person("greta", "Greta", "Solheim", "medicinskt ansvarig sjuksköterska", Roll.UTREDARE, "forvaltning"),
    Person("cecilia", "Cecilia", "Norrby", "kvalitetsutvecklare", Roll.KVALITETSUTVECKLARE, "namnd"),
    Person("omar", "Omar", "Lindeskog", "kvalitetsutvecklare", Roll.KVALITETSUTVECKLARE, "forvaltning"),
    Person("ingrid", "Ingrid", "Sandelin", "förvaltningschef", Roll.CHEF, "namnd"),
    Person("lena", "Lena", "Ahlmark", "nämndens ordförande", Roll.LEDNING, "namnd"),
    Person("rut", "Rut", "Hedvall", "registrator", Roll.REGISTRATOR, "namnd"),
    Person("adam", "Adam", "Ström", "systemadministratör", Roll.ADMINISTRATOR, "namnd"),
)

# Shown by bin/demo: who to sign in as, and to see what.
INLOGGNINGAR = (
    ("anna", "medarbetare, rapporterar på telefonen"),
    ("bo", "enhetschef, bedömer och avslutar"),
    ("maj", "utredare"),
    ("cecilia", "kvalitetsutvecklare, planerar och skriver berättelsen"),
    ("ingrid", "förvaltningschef, gör berättelsen klar för nämnd"),
    ("lena", "ledning, läser"),
    ("adam", "administratör, organisation och användare"),
)


def lagg_in_organisation() -> tuple[dict[str, Enhet], dict[str, Anvandare]]:
    """Units and people by their keys. What is there already is left as it is; passwords are set only on new people."""
    enheter: dict[str, Enhet] = {}
    for nyckel, (namn, slag, over) in ENHETER.items():
        enheter[nyckel], _ = Enhet.objects.get_or_create(
            namn=namn, defaults={"slag": slag, "parent": enheter[over] if over else None}
        )
    folk: dict[str, Anvandare] = {}
    losenord = make_password(LOSENORD)
    for p in FOLK:
        person, ny = Anvandare.objects.get_or_create(
            username=p.namn,
            defaults={
                "first_name": p.fornamn,
                "last_name": p.efternamn,
                "email": f"{p.namn}@{EPOSTDOMAN}",
                "titel": p.titel,
                "password": losenord,
                "is_staff": p.roll in (Roll.ADMINISTRATOR, Roll.KVALITETSUTVECKLARE),
            },
        )
        if ny:
            Rolltilldelning.objects.create(anvandare=person, roll=p.roll, enhet=enheter[p.enhet], fran=date(2020, 1, 1))
        folk[p.namn] = person
    return enheter, folk

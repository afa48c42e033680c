"""Älvhamra's services and providers: 8 categories, some 110 providers, the municipality's own activities among them."""

from dataclasses import dataclass
from datetime import date
from random import Random

from kvalitet.datum import idag
from kvalitet.models import Enhet, Insatskategori, Lagrum, Utforare, Verksamhet

FRO = 1105
# The laws services rest on; the social services act was replaced in the middle of 2025.
LAGRUM = {
    "SoL 2001": ("Socialtjänstlagen (2001:453)", None, date(2025, 6, 30)),
    "SoL": ("Socialtjänstlagen (2025:400)", date(2025, 7, 1), None),
    "LSS": ("Lagen om stöd och service till vissa funktionshindrade (1993:387)", None, None),
}


@dataclass(frozen=True)
class Insats:
    """A category: the laws it rests on, for whom, and how many private providers it has at the most."""

    namn: str
    lagrum: tuple[str, ...]
    malgrupp: str
    utforare: int


INSATSER = (
    Insats("Hemtjänst", ("SoL 2001", "SoL"), "äldre och personer med funktionsnedsättning", 9),
    Insats("Särskilt boende", ("SoL 2001", "SoL"), "äldre", 7),
    Insats("Boendestöd", ("SoL 2001", "SoL"), "vuxna med psykisk funktionsnedsättning", 10),
    Insats("Daglig verksamhet", ("LSS",), "vuxna som omfattas av LSS", 30),
    Insats("Bostad med särskild service", ("LSS",), "vuxna som omfattas av LSS", 14),
    Insats("Korttidsvistelse", ("LSS", "SoL"), "barn, unga och äldre", 10),
    Insats("Ledsagning", ("LSS", "SoL"), "personer med funktionsnedsättning", 19),
    Insats("Öppenvård", ("SoL 2001", "SoL"), "vuxna med beroende", 10),
)
# The municipality's own activities: name, category, key of the unit, places.
EGNA = (
    ("Hemtjänst Norr", "Hemtjänst", "norr", None),
    ("Hemtjänst Söder", "Hemtjänst", "soder", None),
    ("Nattpatrullen", "Hemtjänst", "natt", None),
    ("Björkhaga äldreboende", "Särskilt boende", "bjorkhaga", 48),
    ("Boendestödet", "Boendestöd", "boendestod", None),
    ("Daglig verksamhet Kvarnen", "Daglig verksamhet", "dagligt", 36),
    ("Lindgårdens gruppbostad", "Bostad med särskild service", "lindgarden", 6),
)
KOMMUNENS = "Älvhamra kommun, egen regi"
# Providers that the stories are about: name, form, size, category, activity.
BERATTELSER = (
    ("Omtanke i Älvdalen AB", "privat", "mellan", "Hemtjänst", "Omtanke hemtjänst"),
    ("Linden Assistans AB", "privat", "mellan", "Ledsagning", "Linden ledsagning"),
    ("Stiftelsen Solgläntan", "ideburen", "mellan", "Särskilt boende", "Solgläntans äldreboende"),
    ("Ängsvak Omsorg AB", "privat", "stor", "Särskilt boende", "Solgläntans äldreboende"),
)
FORLED = (
    "Björk", "Gran", "Ljung", "Sten", "Tall", "Älv", "Ek", "Sjö", "Ros", "Ask", "Havs", "Kvist", "Lärk", "Norrsken",
    "Ängs", "Pil", "Rönn", "Vide", "Hägg", "Fjäll",
)  # fmt: skip
EFTERLED = ("backen", "dalen", "gläntan", "kullen", "viken", "tunet", "stigen", "hagen", "udden", "parken")
SLUT = {"privat": ("Omsorg AB", "Stöd AB", "Vardag AB", "Resurs AB"), "ideburen": ("kooperativ", "ideell förening")}
STORLEKAR = ("enmans", "liten", "liten", "mellan", "mellan", "mellan", "stor")


def lagg_in_register(enheter: dict[str, Enhet]) -> int:
    """Categories, providers and activities; nothing when there are activities already. Returns how many providers."""
    if Verksamhet.objects.exists():
        return 0
    lagrum = {
        kort: Lagrum.objects.get_or_create(
            namn=namn, defaults={"kort": kort, "giltig_fran": fran, "giltig_till": till}
        )[0]
        for kort, (namn, fran, till) in LAGRUM.items()
    }
    kategorier: dict[str, Insatskategori] = {}
    for insats in INSATSER:
        kategori, _ = Insatskategori.objects.get_or_create(namn=insats.namn, defaults={"malgrupp": insats.malgrupp})
        kategori.lagrum.set([lagrum[kort] for kort in insats.lagrum])
        kategorier[insats.namn] = kategori
    egen = _utforare(KOMMUNENS, "kommunal", "stor", 0)
    for namn, kategori_namn, nyckel, platser in EGNA:
        verksamhet = Verksamhet.objects.create(utforare=egen, namn=namn, enhet=enheter[nyckel], platser=platser)
        verksamhet.insatskategorier.add(kategorier[kategori_namn])
    for nr, (namn, driftform, storlek, kategori_namn, verksamhetsnamn) in enumerate(BERATTELSER, start=1):
        utforare = _utforare(namn, driftform, storlek, nr)
        platser = 32 if kategori_namn == "Särskilt boende" else None
        verksamhet = Verksamhet.objects.create(utforare=utforare, namn=verksamhetsnamn, platser=platser)
        verksamhet.insatskategorier.add(kategorier[kategori_namn])
    _ovriga(kategorier)
    return Utforare.objects.count()


def _ovriga(kategorier: dict[str, Insatskategori]) -> None:
    """The other providers, an activity each, a few with two."""
    tarning = Random(FRO)  # noqa: S311 - the same municipality each time, no secret
    namn = [forled + efterled for forled in FORLED for efterled in EFTERLED]
    tarning.shuffle(namn)
    ar, nr = idag().year, len(BERATTELSER)
    for insats in INSATSER:
        for plats in range(insats.utforare - sum(1 for b in BERATTELSER if b[3] == insats.namn)):
            nr += 1
            driftform = "ideburen" if tarning.random() < 0.15 else "privat"
            utforare = _utforare(
                f"{namn[nr]} {tarning.choice(SLUT[driftform])}", driftform, tarning.choice(STORLEKAR), nr
            )
            antal = 2 if insats.namn in ("Daglig verksamhet", "Bostad med särskild service") and plats % 4 == 0 else 1
            for ordning in range(antal):
                verksamhet = Verksamhet.objects.create(
                    utforare=utforare,
                    namn=f"{namn[nr]}{' norra' if ordning else ''}, {insats.namn.lower()}",
                    platser=tarning.randint(5, 24) if "verksamhet" in insats.namn or "Bostad" in insats.namn else None,
                    giltig_fran=date(ar - tarning.randint(4, 12), tarning.randint(1, 12), 1),
                    ivo_tillstand=f"8.1.1-{tarning.randint(1000, 9999)}/{ar - 5}",
                )
                verksamhet.insatskategorier.add(kategorier[insats.namn])


def _utforare(namn: str, driftform: str, storlek: str, nr: int) -> Utforare:
    uppgifter = {"driftform": driftform, "storlek": storlek, "orgnr": pahittat_orgnr(nr)}
    return Utforare.objects.get_or_create(namn=namn, defaults=uppgifter)[0]


def pahittat_orgnr(nr: int) -> str:
    """An organisation number of the right form in a series of our own, 99 9 000 and on, with its control digit."""
    siffror = [int(s) for s in f"999{nr:06d}"]
    summa = sum(sum(divmod(siffra * (2 - plats % 2), 10)) for plats, siffra in enumerate(siffror))
    utan = "".join(map(str, siffror))
    return f"{utan[:6]}-{utan[6:]}{-summa % 10}"

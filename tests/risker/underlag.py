"""Two whole plans as workbooks: P2020 ties self-checks and actions to processes, D2019 to single risks per group.

The data in data/ keep the structure of two real plans with wording of our own. Set KVALITET_UNDERLAG to a folder with
kvalitetsplan_2020_barn_familj.json and uppfoljning_2019_omsorg.json to run the real ones through the same code.
"""

import json
import os
from pathlib import Path
from typing import Any

from kvalitet.models import Enhet
from risker.importen.mall import arbetsbok

EGNA = Path(__file__).parent / "data"
FILER = {
    "p2020": ("p2020.json", "kvalitetsplan_2020_barn_familj.json"),
    "d2019": ("d2019.json", "uppfoljning_2019_omsorg.json"),
}
METODER = {
    "aktgranskning": "granskning",
    "enkät": "enkät",
    "antal": "antal",
    "andel": "andel",
    "granskning": "granskning",
}

Rader = dict[str, list[dict[str, Any]]]


def data(namn: str) -> dict[str, Any]:
    """The plan's data: our own, or the real ones where the environment says they are."""
    egen, riktig = FILER[namn]
    mapp = os.environ.get("KVALITET_UNDERLAG")
    fil = Path(mapp) / riktig if mapp else EGNA / egen
    return json.loads(fil.read_text(encoding="utf-8"))


def rader_p2020(underlag: dict[str, Any]) -> Rader:
    """P2020: everything but the risks belongs to the process."""
    rader: Rader = {"Processer": [], "Risker": [], "Egenkontroller": [], "Åtgärder": [], "Förbättringsområden": []}
    for process in underlag["processer"]:
        rader["Processer"].append({"Nummer": process["nummer"], "Namn": process["namn"], "Typ": process["typ"]})
        for risk in process["risker"]:
            rader["Risker"].append(
                {
                    "Id": risk["id"],
                    "Process": process["nummer"],
                    "Risk": risk["text"],
                    "Tema": risk["underrubrik"],
                    "Kvalitetsområden": "; ".join(risk["kvalitetsomraden"]),
                    "Delrisker": "\n".join(risk["delrisker"]),
                }
            )
        for kontroll in process["egenkontroller"]:
            rader["Egenkontroller"].append(
                {
                    "Id": kontroll["id"],
                    "Process": process["nummer"],
                    "Text": kontroll["text"],
                    "Metod": METODER.get(kontroll["typ_forslag"] or ""),
                    "Täljare": kontroll["taljare_forslag"],
                    "Nämnare": kontroll["namnare_forslag"],
                    "Frekvens": kontroll["frekvens"],
                    "Mål": kontroll["krav_i_text"],
                }
            )
        for atgard in process["atgarder"]:
            rader["Åtgärder"].append(
                {
                    "Id": atgard["id"],
                    "Process": process["nummer"],
                    "Text": atgard["text"],
                    "Ansvarig": atgard["ansvarig_i_text"],
                    "Tid": atgard["frekvens_eller_tid"],
                }
            )
    for omrade in underlag["identifierade_forbattringsomraden"]:
        for text in omrade["texter"]:
            rader["Förbättringsområden"].append({"Kvalitetsområde": omrade["kvalitetsomrade"], "Text": text})
    return rader


def rader_d2019(underlag: dict[str, Any]) -> Rader:
    """D2019: a row per risk and group; actions hang on the row and, where the source says so, on its self-check."""
    rader: Rader = {"Processer": [], "Risker": [], "Egenkontroller": [], "Åtgärder": []}
    sedda: set[str] = set()
    for rad in underlag["rader"]:
        namn = rad["process"]
        if namn not in sedda:
            sedda.add(namn)
            rader["Processer"].append({"Namn": namn, "Typ": rad["process_typ_forslag"]})
        rader["Risker"].append({"Id": rad["id"], "Process": namn, "Risk": rad["risk"], "Enhet": rad["enhet"]})
        kontroller: dict[str, str] = {}
        antal = 0
        for par in rad["rader"]:
            kontroll_id = None
            if text := par["egenkontroll"]:
                if text not in kontroller:
                    kontroller[text] = f"{rad['id']}-E{len(kontroller) + 1}"
                    rader["Egenkontroller"].append(
                        {
                            "Id": kontroller[text],
                            "Risk-id": rad["id"],
                            "Process": namn,
                            "Text": text,
                            "Enhet": rad["enhet"],
                        }
                    )
                kontroll_id = kontroller[text]
            for text in par["atgarder"]:
                antal += 1
                rader["Åtgärder"].append(
                    {
                        "Id": f"{rad['id']}-A{antal}",
                        "Process": namn,
                        "Risk-id": rad["id"],
                        "Egenkontroll-id": kontroll_id,
                        "Text": text,
                        "Enhet": rad["enhet"],
                    }
                )
    return rader


RADER = {"p2020": rader_p2020, "d2019": rader_d2019}


def bok(namn: str) -> bytes:
    """The plan as an XLSX file."""
    return arbetsbok(RADER[namn](data(namn)))


def skapa_enheter(namn: str, over: Enhet | None = None) -> Enhet:
    """The plan's unit and the groups its rows name. Returns the unit."""
    underlag = data(namn)
    if namn == "p2020":
        return Enhet.objects.create(namn=underlag["plan"]["enhet"], parent=over)
    grupper = list(dict.fromkeys(rad["enhet"] for rad in underlag["rader"]))
    enhetsnamn = next(grupp for grupp in grupper if grupp.endswith("enheten"))
    enhet = Enhet.objects.create(namn=enhetsnamn, parent=over)
    for grupp in grupper:
        if grupp != enhetsnamn:
            Enhet.objects.create(namn=grupp, slag=Enhet.Slag.GRUPP, parent=enhet)
    return enhet

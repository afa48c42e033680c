"""Every planning page in the browser at phone and desktop width: axe, nothing clipped, no script or policy errors."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kvalitet.models import Atgard
from risker.importen.handling import importera_till
from risker.importen.mall import arbetsbok
from risker.models import Kvalitetsplan, Planfil, Planrad
from tests.risker import underlag
from tests.stod.folk import skapa_folk
from tests.stod.tillganglighet import bild, granska_adress
from tests.stod.webblasare import NySida, granska_axe


@pytest.fixture
def varld(transactional_db: None) -> SimpleNamespace:
    folk = skapa_folk()
    v = SimpleNamespace(folk=folk, enhet=underlag.skapa_enheter("d2019", folk.norra))
    importera_till(enhet=v.enhet, ar=2019, innehall=underlag.bok("d2019"), namn="plan.xlsx")
    importera_till(enhet=folk.norra, ar=2020, innehall=underlag.bok("p2020"), namn="plan.xlsx")
    v.fast = Kvalitetsplan.objects.get(ar=2019)
    v.fast.byt_status("faststalld", av=folk.bo)
    v.rader = list(v.fast.rader.order_by("ordning"))
    for rad, lage in zip(v.rader, Planrad.Lage.values, strict=False):
        rad.lage, rad.lage_kommentar = lage, "Syns i granskningen av tio akter."
        rad.save()
    v.utkast = Kvalitetsplan.objects.get(ar=2020)
    v.utkast.inledning = "Planen bygger på det vi lärde oss under året."
    v.utkast.save()
    v.atgard = Atgard.objects.order_by("pk").first()
    v.atgard.byt_status("pagar", av=folk.kim)
    rader = underlag.rader_p2020(underlag.data("p2020"))
    rader["Risker"][0]["Risk"] = "Risk att samordningen brister när två grupper arbetar var för sig."
    rader["Åtgärder"].append({"Id": "4.1-A9", "Process": "4.1", "Text": "Bjuda in grannkommunen"})
    del rader["Egenkontroller"][-1]
    v.planfil = Planfil.objects.create(
        anvandare=folk.kim, plan=v.utkast, namn="plan 2020.xlsx", innehall=arbetsbok(rader)
    )
    return v


def sidor(v: SimpleNamespace) -> dict[str, str]:
    rad = v.rader[0]
    kontroll = rad.egenkontroller.get()

    def adress(namn: str, *args: Any) -> str:
        return reverse(namn, args=args)

    return {
        "planer": adress("risker:lista"),
        "plan": adress("risker:visa", v.fast.pk),
        "plan-utkast": adress("risker:visa", v.utkast.pk),
        "plan-historik": adress("risker:historik", v.utkast.pk),
        "uppfoljning": adress("risker:uppfoljning", v.fast.pk),
        "lage": adress("risker:lage", v.rader[5].pk),
        "ny-plan": adress("risker:ny"),
        "inledning": adress("risker:inledning", v.utkast.pk),
        "ny-risk": adress("risker:ny_rad", v.utkast.pk),
        "koppla": adress("risker:koppla", v.fast.pk, "rad", rad.pk),
        "importera": adress("risker:importera", v.utkast.pk),
        "granska": adress("risker:forhandsgranska", v.planfil.pk),
        "risker": adress("risker:risker"),
        "risk": adress("risker:risk", rad.risk_id),
        "risk-andra": adress("risker:risk_andra", rad.risk_id),
        "egenkontroller": adress("egenkontroller:lista"),
        "egenkontroll": adress("egenkontroller:visa", kontroll.pk),
        "egenkontroll-ny": adress("egenkontroller:ny"),
        "processer": adress("process_lista"),
        "process": adress("process_visa", rad.planprocess.process_id),
        "process-andra": adress("process_andra", rad.planprocess.process_id),
        "atgarder": adress("atgard_lista"),
        "atgard": adress("atgard_visa", v.atgard.pk),
        "atgard-andra": adress("atgard_andra", v.atgard.pk),
        "atgard-skal": adress("atgard_status_skal", v.atgard.pk, "avbruten"),
        "atgard-historik": adress("atgard_historik", v.atgard.pk),
    }


@pytest.mark.parametrize(("bredd", "mobil"), [(1280, False), (390, True)])
def test_sidorna_haller_i_bada_bredderna(varld: SimpleNamespace, ny_sida: NySida, bredd: int, mobil: bool) -> None:
    page = ny_sida(varld.folk.bo, bredd=bredd, mobil=mobil)
    kim = ny_sida(varld.folk.kim, bredd=bredd, mobil=mobil)
    for namn, adress in sidor(varld).items():
        # the previewed file is kim's own
        sida = kim if namn == "granska" else page
        granska_adress(sida, adress, namn, mobil=mobil)


def test_fel_i_filen_far_fokus(varld: SimpleNamespace, ny_sida: NySida, tmp_path: Path) -> None:
    fil = tmp_path / "plan.xlsx"
    fil.write_bytes(arbetsbok({"Risker": [{"Id": "R1", "Risk": "En risk", "Enhet": "Väst"}]}))
    page = ny_sida(varld.folk.kim)
    page.goto(reverse("risker:importera", args=[varld.utkast.pk]))
    page.get_by_label("Arbetsbok").set_input_files(fil)
    page.get_by_role("button", name="Granska filen").click()
    fel = page.get_by_role("alert")
    expect(fel).to_contain_text("Bladet Risker, rad 2: enhet ”Väst” finns inte.")
    expect(fel).to_be_focused()
    granska_axe(page)
    bild(page, "importera-fel-1280")

"""The pages where the templates' guidance, order and figures are changed."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from kvalitet.models import Utkast
from rapporter.models import Mallavsnitt
from tests.stod.rapporter import mall, ny_rapport


@pytest.fixture
def avsnitt(folk: SimpleNamespace) -> Mallavsnitt:
    return mall().avsnitt.get(nyckel="tillsyn")


def _andra(avsnitt: Mallavsnitt) -> str:
    return reverse("rapporter:mallavsnitt_andra", args=[avsnitt.pk])


def _ordning() -> list[str]:
    return [a.nyckel for a in mall().avsnitt.order_by("ordning")]


def test_vagledning_och_siffror_andras_for_nya_rapporter(
    folk: SimpleNamespace, client: Client, avsnitt: Mallavsnitt
) -> None:
    gammal = ny_rapport(folk.norra, folk.kim, 2024)
    client.force_login(folk.kim)
    data = {"version": 1, "rubrik": "Tillsyn av andra", "vagledning": "Skriv kort.", "underlag": ["tillsyn", "plan"]}
    svar = client.post(_andra(avsnitt), data)
    assert svar["Location"].endswith("/rapporter/mallar/#tillsyn")
    ny = ny_rapport(folk.norra, folk.kim, 2025).avsnitt.get(nyckel="tillsyn")
    assert (ny.rubrik, ny.vagledning, ny.underlag) == ("Tillsyn av andra", "Skriv kort.", ["tillsyn", "plan"])
    assert gammal.avsnitt.get(nyckel="tillsyn").rubrik == "Annan tillsyn"
    sida = client.get(reverse("rapporter:mallar")).content.decode()
    assert "Tillsyn av andra" in sida
    assert "Annan tillsyn, Uppföljning av kvalitetsplanen" in sida


def test_fel_och_tva_samtidigt(folk: SimpleNamespace, client: Client, avsnitt: Mallavsnitt) -> None:
    client.force_login(folk.kim)
    assert "felsammanfattning" in client.post(_andra(avsnitt), {"version": 1, "rubrik": ""}).content.decode()
    okant = client.post(_andra(avsnitt), {"version": 1, "rubrik": "A", "underlag": ["finns-inte"]}).content.decode()
    assert "felsammanfattning" in okant
    client.post(_andra(avsnitt), {"version": 1, "rubrik": "Första"})
    konflikt = client.post(_andra(avsnitt), {"version": 1, "rubrik": "Andra"}).content.decode()
    assert "Första" in konflikt
    avsnitt.refresh_from_db()
    assert (avsnitt.rubrik, avsnitt.version) == ("Första", 2)
    assert not Utkast.objects.exists()


def test_flyttas_ett_steg_och_aldrig_utanfor(folk: SimpleNamespace, client: Client, avsnitt: Mallavsnitt) -> None:
    client.force_login(folk.adam)
    fore = _ordning()
    plats = fore.index("tillsyn")
    client.post(reverse("rapporter:mallavsnitt_upp", args=[avsnitt.pk]))
    assert _ordning()[plats - 1 : plats + 1] == ["tillsyn", fore[plats - 1]]
    client.post(reverse("rapporter:mallavsnitt_ner", args=[avsnitt.pk]))
    assert _ordning() == fore
    forst, sist = (mall().avsnitt.order_by(o).first() for o in ("ordning", "-ordning"))
    client.post(reverse("rapporter:mallavsnitt_upp", args=[forst.pk]))
    client.post(reverse("rapporter:mallavsnitt_ner", args=[sist.pk]))
    assert _ordning() == fore
    assert client.post(reverse("rapporter:mallavsnitt_ner", args=[10**6])).status_code == 404
    assert client.get(reverse("rapporter:mallavsnitt_ner", args=[sist.pk])).status_code == 405


def test_ett_underkapitel_kommer_aldrig_forst(folk: SimpleNamespace, client: Client) -> None:
    client.force_login(folk.kim)
    fore = _ordning()
    andra = mall().avsnitt.order_by("ordning")[1]
    Mallavsnitt.objects.filter(pk=andra.pk).update(niva=2)
    client.post(reverse("rapporter:mallavsnitt_upp", args=[andra.pk]))
    assert _ordning() == fore


def test_bara_den_som_har_listor(folk: SimpleNamespace, client: Client, avsnitt: Mallavsnitt) -> None:
    client.force_login(folk.bo)
    assert client.get(reverse("rapporter:mallar")).status_code == 403
    assert client.post(reverse("rapporter:mallavsnitt_upp", args=[avsnitt.pk])).status_code == 403
    assert client.get(_andra(avsnitt)).status_code == 404
    assert reverse("rapporter:mallar") not in client.get(reverse("rapporter:lista")).content.decode()
    client.force_login(folk.kim)
    assert reverse("rapporter:mallar") in client.get(reverse("rapporter:lista")).content.decode()

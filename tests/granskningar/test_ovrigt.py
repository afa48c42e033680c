"""Sanctions, dialogues and direct procurements."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from granskningar.models import Direktupphandling, Kvalitetsdialog, Sanktion
from kvalitet.datum import idag
from tests.stod import granskningar as stod


def test_sanktion_fran_granskningen_till_avhjalpt(client: Client, folk: SimpleNamespace) -> None:
    g = stod.skapa_avslutad()
    client.force_login(folk.kim)
    adress = reverse("granskningar:sanktion_ny")
    assert client.get(adress, {"granskning": g.pk}).context["form"].initial == {
        "granskning": g.pk,
        "verksamhet": g.verksamhet_id,
    }
    data = {
        "granskning": g.pk, "verksamhet": g.verksamhet_id, "slag": "varning", "datum": "2025-05-01",
        "beslut": "Socialnämnden § 12", "skal": "Bemanningen räckte inte.",
    }  # fmt: skip
    svar = client.post(adress, data, follow=True)
    assert "Inte avhjälpt" in svar.content.decode()
    sanktion = Sanktion.objects.get()
    assert "Varning 2025-05-01" in client.get(g.get_absolute_url()).content.decode()
    andra = reverse("granskningar:sanktion_andra", args=[sanktion.pk])
    fel = client.post(andra, data | {"avhjalpt": "2025-04-30", "version": 1}).content.decode()
    assert "Bristen kan inte vara avhjälpt före beslutet." in fel
    client.post(andra, data | {"avhjalpt": "2025-06-01", "version": 1})
    sanktion.refresh_from_db()
    assert sanktion.avhjalpt == date(2025, 6, 1)
    assert not Sanktion.objects.gallande().exists()


def test_sanktionens_granskning_galler_samma_verksamhet(client: Client, folk: SimpleNamespace) -> None:
    g, annan = stod.skapa_avslutad(), stod.skapa_verksamhet("Annan", "Annan AB")
    client.force_login(folk.kim)
    data = {"granskning": g.pk, "verksamhet": annan.pk, "slag": "varning", "datum": "2025-05-01", "skal": "X"}
    svar = client.post(reverse("granskningar:sanktion_ny"), data)
    assert "Granskningen gäller en annan verksamhet." in svar.content.decode()


def test_sanktionslistan(client: Client, folk: SimpleNamespace) -> None:
    plats = stod.skapa_verksamhet()
    stod.skapa_sanktion(plats, avhjalpt=date(2025, 6, 1))
    stod.skapa_sanktion(plats, slag="vite", belopp=1_250_000)
    client.force_login(folk.rut)
    adress = reverse("granskningar:sanktion_lista")
    assert len(client.get(adress).context["sida"].rader) == 2
    assert [s.slag for s in client.get(adress, {"oppna": "on"}).context["sida"].rader] == ["vite"]
    vite = Sanktion.objects.get(slag="vite")
    assert "1\u202f250\u202f000 kronor" in client.get(vite.get_absolute_url()).content.decode()


def test_dialog_skapas_och_andras(client: Client, folk: SimpleNamespace) -> None:
    ett, tva = stod.skapa_verksamhet("Ett"), stod.skapa_verksamhet("Två")
    client.force_login(folk.kim)
    data = {
        "rubrik": "Möte om bemötande",
        "datum": "2025-04-01",
        "verksamheter": [ett.pk, tva.pk],
        "teman": "Bemötande",
    }
    text = client.post(reverse("granskningar:dialog_ny"), data, follow=True).content.decode()
    assert "Två" in text
    dialog = Kvalitetsdialog.objects.get()
    andra = reverse("granskningar:dialog_andra", args=[dialog.pk])
    client.post(andra, data | {"verksamheter": [ett.pk], "anteckning": "Vi delar mallar.", "version": 1})
    dialog.refresh_from_db()
    assert (dialog.anteckning, list(dialog.verksamheter.all())) == ("Vi delar mallar.", [ett])
    lista = client.get(reverse("granskningar:dialog_lista"), {"q": "mallar"})
    assert list(lista.context["sida"].rader) == [dialog]


@pytest.mark.parametrize(
    ("falt", "text"),
    [
        ({"belopp": "0"}, "Beloppet ska vara mer än 0 kronor."),
        ({"skal": "annat"}, "Skriv skälet i ord när det är ett annat skäl än de i listan."),
        ({"datum": str(idag() + timedelta(days=1))}, "Datumet har inte varit ännu."),
    ],
)
def test_upphandlingens_formular_sager_vad_som_ar_fel(
    client: Client, folk: SimpleNamespace, falt: dict[str, Any], text: str
) -> None:
    data = {"enhet": folk.norra.pk, "datum": "2025-02-01", "leverantor": "X AB", "belopp": "5", "skal": "kapacitet"}
    client.force_login(folk.kim)
    adress = reverse("granskningar:upphandling_ny")
    assert text in client.post(adress, data | falt).content.decode()
    assert not Direktupphandling.objects.exists()
    client.post(adress, data)
    assert Direktupphandling.objects.get().mojlig_inom_avtal is None


@pytest.mark.parametrize("falt", [{"belopp": 0}, {"skal": "annat"}], ids=["noll kronor", "annat skäl utan ord"])
def test_databasen_vagrar(folk: SimpleNamespace, falt: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        stod.skapa_upphandling(folk.norra, **falt)


def test_upphandlingslistan_ocksa_for_nedlagd_enhet(client: Client, folk: SimpleNamespace) -> None:
    stod.skapa_upphandling(folk.norra_gruppen, belopp=1_200_000, mojlig_inom_avtal=True)
    stod.skapa_upphandling(folk.sodra, leverantor="Södras AB", datum=date(2025, 6, 1), mojlig_inom_avtal=False)
    folk.norra_gruppen.giltig_till = date(2025, 6, 30)
    folk.norra_gruppen.save()
    client.force_login(folk.lena)
    adress = reverse("granskningar:upphandling_lista")

    def visade(**filter_: object) -> list[str]:
        return [u.leverantor for u in client.get(adress, filter_).context["sida"].rader]

    assert visade() == ["Södras AB", "Omtanke i Älvdalen AB"]
    assert visade(sort="-belopp") == visade(sort="belopp")[::-1]
    for namn in ("norra", "norra_gruppen"):
        assert visade(enhet=getattr(folk, namn).pk) == ["Omtanke i Älvdalen AB"]
    assert visade(fran="2025-03-01") == visade(mojlig_inom_avtal="false") == ["Södras AB"]
    assert visade(till="2025-03-01", skal="kapacitet") == visade(q="omtanke") == ["Omtanke i Älvdalen AB"]
    assert "1\u202f200\u202f000" in client.get(adress).content.decode()


LIKA: set[int] = set()  # the number of queries, whatever the number of rows


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    post = {"datum": date(2025, 1, 1), "leverantor": "X AB", "belopp": 1, "skal": "kapacitet"}
    Direktupphandling.objects.bulk_create(Direktupphandling(enhet=folk.norra, **post) for _ in range(antal))
    client.force_login(folk.kim)
    with hogst_fragor(14) as fragor:
        client.get(reverse("granskningar:upphandling_lista"))
    LIKA.add(len(fragor))
    assert len(LIKA) == 1

"""The template: chapters in the order of real reports, made once, changed by hand without effect on reports made."""

from types import SimpleNamespace

from django.test import Client
from django.urls import reverse

from rapporter.mallar import AVSNITT, lagg_in_mallar
from rapporter.models import Rapportmall
from rapporter.underlag import UNDERLAG
from tests.stod.rapporter import mall, ny_rapport


def test_kapitlen_star_i_ordning() -> None:
    kapitel = [a.rubrik for a in AVSNITT if a.niva == 1]
    assert kapitel == [
        "Sammanfattning",
        "Kvalitet och ansvar",
        "Fokusområden och plan",
        "Underlag för analys",
        "Avvikelser, klagomål och lex Sarah",
        "Annan tillsyn",
        "Personal och kompetens",
        "Åtgärder och effekt",
        "Slutsatser per kvalitetsområde",
        "Uppföljning av kvalitetsplanen",
        "Risker inför nästa år",
    ]
    assert all(a.vagledning for a in AVSNITT)
    assert {n for a in AVSNITT for n in a.underlag} == set(UNDERLAG)


def test_laggs_in_en_gang_och_egna_andringar_behalls(folk: SimpleNamespace) -> None:
    m = mall()
    m.avsnitt.filter(nyckel="tillsyn").update(rubrik="Tillsyn av andra")
    lagg_in_mallar()
    assert Rapportmall.objects.count() == 1
    assert m.avsnitt.count() == len(AVSNITT)
    assert m.avsnitt.get(nyckel="tillsyn").rubrik == "Tillsyn av andra"


def test_andrad_mall_rubbar_inte_en_skapad_rapport(folk: SimpleNamespace) -> None:
    rapport = ny_rapport(folk.norra, folk.kim)
    mall().avsnitt.filter(nyckel="tillsyn").update(rubrik="Annat")
    assert rapport.avsnitt.get(nyckel="tillsyn").rubrik == "Annan tillsyn"


def test_mallen_andras_i_administrationen_av_den_som_har_listor(folk: SimpleNamespace, client: Client) -> None:
    adress = reverse("admin:rapporter_rapportmall_change", args=[mall().pk])
    client.force_login(folk.adam)
    sida = client.get(adress)
    assert sida.status_code == 200
    assert "Uppföljning av kvalitetsplanen" in sida.content.decode()
    for person in (folk.bo, folk.anna, folk.lena):
        client.force_login(person)
        assert client.get(adress).status_code == 302
    client.force_login(folk.adam)
    assert "rapportdokument" not in client.get(reverse("admin:index")).content.decode()

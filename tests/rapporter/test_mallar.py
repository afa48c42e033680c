"""The template: chapters in the order of real reports, made once, changed by hand without effect on reports made."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from kvalitet.models import Kvalitetsomrade
from rapporter import mallar
from rapporter.mallar import AVSNITT, fingeravtryck, lagg_in_mallar, lagg_till_nya_avsnitt
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
    assert set(UNDERLAG) <= {n for a in AVSNITT for n in a.underlag}


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


def _som_forsta_utgavan(m: Rapportmall) -> None:
    """The template as an installation of the first edition has it, as far as the upgrade can tell."""
    m.avsnitt.exclude(nyckel__in=["sammanfattning", "avvikelser", "plan"]).update(underlag=[])
    m.avsnitt.filter(nyckel__in=["uppfoljning", "granskning"]).delete()


def test_oandrad_mall_far_de_nya_kapitlen_och_en_andrad_far_vara(
    folk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    m = mall()
    _som_forsta_utgavan(m)
    rapport = ny_rapport(folk.norra, folk.kim)
    antal = rapport.avsnitt.count()
    monkeypatch.setattr(mallar, "FORSTA_UTGAVAN", fingeravtryck(m))
    m.avsnitt.filter(nyckel="tillsyn").update(rubrik="Tillsyn av andra")
    assert not lagg_till_nya_avsnitt()
    assert not m.avsnitt.filter(nyckel="granskning").exists()
    m.avsnitt.filter(nyckel="tillsyn").update(rubrik="Annan tillsyn")
    assert lagg_till_nya_avsnitt()
    assert [a.nyckel for a in m.avsnitt.order_by("ordning")] == [a.nyckel for a in AVSNITT]
    assert m.avsnitt.get(nyckel="granskning").underlag == ["granskning", "sanktion"]
    assert rapport.avsnitt.count() == antal
    assert not lagg_till_nya_avsnitt()


def test_en_slutsats_for_varje_kvalitetsomrade_som_anvands_det_aret(folk: SimpleNamespace, client: Client) -> None:
    Kvalitetsomrade.objects.create(namn="Äldre område", till_ar=2024, ordning=90)
    Kvalitetsomrade.objects.create(namn="Nytt område", fran_ar=2025, ordning=91)
    rapport = ny_rapport(folk.norra, folk.kim, 2025)
    slutsatser = [a for a in rapport.avsnitten if a.ar_slutsats]
    omraden = Kvalitetsomrade.objects.exclude(namn="Äldre område")
    assert [a.rubrik for a in slutsatser] == [o.namn for o in omraden]
    assert [a.ordning for a in rapport.avsnitten] == list(range(1, len(rapport.avsnitten) + 1))
    nytt = slutsatser[-1]
    nytt.text = "<p>Det gick bra.</p>"
    nytt.save()
    client.force_login(folk.kim)
    fram = client.get(rapport.get_absolute_url()).content.decode()
    assert fram.count("Slutsats saknas") == len(slutsatser) - 1
    sida = client.get(reverse("rapporter:kapitel", args=[rapport.pk, "slutsatser"])).content.decode()
    assert sida.count("Ingen slutsats är skriven för området.") == len(slutsatser) - 1
    assert "Det gick bra." in sida

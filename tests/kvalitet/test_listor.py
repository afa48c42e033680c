"""The list base, by way of the list of cases and of a sorting in Swedish."""

from typing import ClassVar

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse
from django_filters import FilterSet

from kvalitet.listor import Lista, Sortering
from kvalitet.models import Enhet
from tests.stod.arenden import skapa_avvikelse


class Enhetsfilter(FilterSet):
    class Meta:
        model = Enhet
        fields: ClassVar = ["slag"]


class Enhetslista(Lista):
    filterset_class = Enhetsfilter
    storlek = 2
    sorteringar: ClassVar = {"namn": Sortering("Namn", "namn", svensk=True)}

    def get_queryset(self) -> QuerySet[Enhet]:
        return Enhet.objects.synliga_for(self.request.user)


def sida(rf, adress, person):
    vy = Enhetslista()
    begaran = rf.get(adress)
    begaran.user = person
    vy.setup(begaran)
    vy.render_to_response = lambda kontext: kontext
    return vy.dispatch(begaran)


@pytest.mark.parametrize("sort", ["namn", "-namn"])
def test_a_swedish_sorting_pages_without_loss(rf, folk, sort):
    for namn in ("Ängen", "Zonen", "Åsen", "ö-gruppen", "aspen", "Ångest"):
        Enhet.objects.create(namn=namn)
    sedda, adress = [], f"/?sort={sort}"
    while adress:
        kontext = sida(rf, adress, folk.anna)
        sedda += [e.namn for e in kontext["sida"].rader]
        adress = kontext["sida"].nasta_url
    egna = [n for n in sedda if n in ("Ängen", "Zonen", "Åsen", "ö-gruppen", "aspen", "Ångest")]
    vantat = ["aspen", "Zonen", "Ångest", "Åsen", "Ängen", "ö-gruppen"]
    assert egna == (vantat if sort == "namn" else vantat[::-1])
    assert len(sedda) == len(set(sedda)) == Enhet.objects.count()


def test_a_stranger_is_sent_to_the_login(rf, db):
    assert sida(rf, "/", AnonymousUser()).status_code == 302


def test_the_address_carries_everything(client, folk):
    client.force_login(folk.bo)
    for _ in range(30):
        skapa_avvikelse(enhet=folk.norra)
    kontext = client.get(reverse("avvikelser:lista") + "?q=frukosten&slag=&sort=nummer&fran=2020-01-01").context
    assert [c.text for c in kontext["chips"]] == ["Nummer eller ord: frukosten", "Mottagen från: 2020-01-01"]
    assert "q=" not in kontext["chips"][0].url
    assert "sort=nummer" in kontext["chips"][0].url
    assert "slag=" not in kontext["export_urls"]["xlsx"]
    assert "q=frukosten" in kontext["sida"].nasta_url
    assert kontext["sida"].forsta_url == ""
    nasta = client.get(kontext["sida"].nasta_url).context
    assert "efter" not in nasta["sida"].forsta_url
    assert "efter" not in nasta["sorteringar"]["nummer"].url
    assert (
        nasta["sorteringar"]["nummer"].url.endswith("-nummer") or "sort=-nummer" in nasta["sorteringar"]["nummer"].url
    )


@pytest.mark.parametrize("sort", ["finns_inte", "-", "enhet__namn", "mottagen'; --"])
def test_only_listed_columns_sort(client, folk, sort):
    client.force_login(folk.bo)
    skapa_avvikelse(enhet=folk.norra)
    kontext = client.get(reverse("avvikelser:lista"), {"sort": sort}).context
    assert kontext["sorteringar"]["mottagen"].aktiv


def test_an_unknown_export_is_the_page(client, folk):
    client.force_login(folk.bo)
    assert client.get(reverse("avvikelser:lista") + "?export=pdf")["Content-Type"].startswith("text/html")

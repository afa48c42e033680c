"""The action register: alive until the effect has been followed up."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kvalitet import bidrag
from kvalitet.datum import idag
from kvalitet.models import Atgard
from tests.stod.planer import skapa_atgard, skapa_egenkontroll, skapa_process


def test_listan_forfallna_forst_och_filter(client: Client, folk: SimpleNamespace) -> None:
    skapa_atgard(folk.norra, "Utan dag")
    skapa_atgard(folk.norra, "Snart", senast=idag() + timedelta(days=3))
    skapa_atgard(folk.norra, "Sen åtgärd", senast=date(2020, 1, 1), ansvarig=folk.kim)
    skapa_atgard(folk.norra_gruppen, "I gruppen", status="avbruten")
    skapa_atgard(folk.sodra, "Annan enhets")
    skapa_atgard(folk.norra, "Skyddad", skyddad=True)
    client.force_login(folk.kim)

    def visade(**filter: str) -> list[str]:
        return [a.rubrik for a in client.get(reverse("atgard_lista"), filter).context["sida"].rader]

    assert visade() == ["Sen åtgärd", "Snart", "Utan dag", "I gruppen"]
    assert visade(status="forsenade") == ["Sen åtgärd"]
    assert visade(status="oppna") == ["Sen åtgärd", "Snart", "Utan dag"]
    assert visade(mina="on") == ["Sen åtgärd"]
    assert visade(status="effekt_nu") == []
    assert visade(kalla="ingen", status="forsenade") == ["Sen åtgärd"]
    assert visade(enhet=str(folk.norra_gruppen.pk)) == ["I gruppen"]
    assert visade(q="ÅTGÄRD") == ["Sen åtgärd"]
    svar = client.get(reverse("atgard_lista"), {"export": "xlsx"})
    assert svar.getvalue().startswith(b"PK")
    for stang in svar._resource_closers:  # close() would also end the test's database connection
        stang()
    assert "Skyddad" in [a.rubrik for a in Atgard.objects.synliga_for(folk.bo)]


def test_filter_pa_effekt_och_kalla(client: Client, folk: SimpleNamespace) -> None:
    gjord = {"status": "genomford", "genomford": date(2026, 1, 1)}
    skapa_atgard(folk.norra, "Dags nu", **gjord, effekt_planerad=idag())
    skapa_atgard(folk.norra, "Senare", **gjord, effekt_planerad=idag() + timedelta(days=1))
    skapa_atgard(folk.norra, "Utan dag", **gjord)
    uppfoljd = gjord | {"status": "effekt_uppfoljd", "effekt_motivering": "Vi frågade."}
    skapa_atgard(folk.norra, "Nådd", **uppfoljd, effekt="nadd")
    ur_kontroll = skapa_atgard(folk.norra, "Inte nådd", **uppfoljd, effekt="ej_nadd")
    skapa_egenkontroll(folk.norra).atgarder.add(ur_kontroll)
    client.force_login(folk.kim)

    def visade(**filter: str) -> set[str]:
        return {a.rubrik for a in client.get(reverse("atgard_lista"), filter).context["sida"].rader}

    assert visade(status="effekt_nu") == {"Dags nu"}
    assert visade(effekt="ej_nadd") == {"Inte nådd"}
    assert visade(kalla="egenkontroll") == {"Inte nådd"}
    assert visade(kalla="ingen") == {"Dags nu", "Senare", "Utan dag", "Nådd"}
    assert visade(kalla="avvikelse") == set()


LIKA: set[int] = set()  # the number of queries, whatever the number of rows


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_listan_fragar_lika_ofta(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    process = skapa_process(folk.norra)
    Atgard.objects.bulk_create(
        Atgard(enhet=folk.norra, rubrik=f"Å{n}", process=process, ansvarig=folk.bo) for n in range(antal)
    )
    client.force_login(folk.kim)
    with hogst_fragor(12) as fragor:
        client.get(reverse("atgard_lista"))
    LIKA.add(len(fragor))
    assert len(LIKA) == 1


def test_avbryta_kraver_skal(client: Client, folk: SimpleNamespace) -> None:
    atgard = skapa_atgard(folk.norra)
    client.force_login(folk.bo)
    assert "Varför?" in client.get(reverse("atgard_status_skal", args=[atgard.pk, "avbruten"])).content.decode()
    adress = reverse("atgard_status", args=[atgard.pk, "avbruten"])
    assert "Skriv en motivering." in client.post(adress).content.decode()
    client.post(adress, {"motivering": "Rutinen finns redan."})
    atgard.refresh_from_db()
    assert atgard.status == "avbruten"
    text = client.get(reverse("atgard_historik", args=[atgard.pk])).content.decode()
    assert "Rutinen finns redan." in text
    assert client.get(reverse("atgard_status_skal", args=[atgard.pk, "pagar"]), follow=True).status_code == 200
    assert client.post(reverse("atgard_status", args=[atgard.pk, "hittepa"])).status_code == 404


def test_ansvarig_far_fora_sin_egen_vidare(client: Client, folk: SimpleNamespace) -> None:
    atgard = skapa_atgard(folk.norra, ansvarig=folk.anna)
    client.force_login(folk.anna)
    client.post(reverse("atgard_status", args=[atgard.pk, "pagar"]))
    atgard.refresh_from_db()
    assert atgard.status == "pagar"
    data = {"rubrik": "Samma", "enhet": folk.norra.pk, "slag": "annat", "ansvarig": folk.anna.pk, "version": 2}
    client.post(reverse("atgard_andra", args=[atgard.pk]), data)
    atgard.refresh_from_db()
    assert atgard.rubrik == "Samma"
    svar = client.post(
        reverse("atgard_genomford", args=[atgard.pk]),
        {"genomford": idag(), "effekt_planerad": idag() + timedelta(days=60), "version": atgard.version},
    )
    assert svar.url == atgard.get_absolute_url()
    atgard.refresh_from_db()
    assert (atgard.status, atgard.genomford) == ("genomford", idag())


def test_vantar_pa_den_ansvarige(folk: SimpleNamespace) -> None:
    skapa_atgard(folk.norra, "Långt fram", ansvarig=folk.bo, senast=idag() + timedelta(days=30))
    skapa_atgard(folk.norra, "Snart", ansvarig=folk.bo, senast=idag() + timedelta(days=14))
    skapa_atgard(folk.norra, "Sen", ansvarig=folk.bo, senast=idag() - timedelta(days=1))
    gjord = {"status": "genomford", "genomford": date(2026, 1, 1), "effekt_planerad": idag()}
    skapa_atgard(folk.norra, "Effekt", ansvarig=folk.bo, **gjord)
    skapa_atgard(folk.norra, "Annans", ansvarig=folk.kim, senast=idag())
    assert [v.rubrik for v in bidrag.vantar_pa(folk.bo)] == ["Sen", "Effekt", "Snart"]


def test_tva_som_sparar_samtidigt(client: Client, folk: SimpleNamespace) -> None:
    atgard = skapa_atgard(folk.norra, "Först")
    client.force_login(folk.kim)
    data = {"enhet": folk.norra.pk, "slag": "annat", "version": 1}
    adress = reverse("atgard_andra", args=[atgard.pk])
    client.post(adress, data | {"rubrik": "Kims text"})
    client.force_login(folk.bo)
    text = client.post(adress, data | {"rubrik": "Bos text"}).content.decode()
    assert "Kims" in text
    assert "Bos" in text
    atgard.refresh_from_db()
    assert atgard.rubrik == "Kims text"


@pytest.mark.parametrize(
    ("forbi_chef", "ser"), [(False, {"bo", "uno"}), (True, {"uno"})], ids=["lex sarah", "gäller chefen"]
)
def test_skyddad_atgard_ser_de_som_handlagger_dess_kalla(
    folk: SimpleNamespace, forbi_chef: bool, ser: set[str]
) -> None:
    atgard = skapa_atgard(folk.norra, "Skyddad", skyddad=True, forbi_chef=forbi_chef)
    assert {p.username for p in folk.alla if Atgard.objects.synliga_for(p).filter(pk=atgard.pk).exists()} == ser

"""The states of a report: the happy paths, everything that is forbidden, and the corrected edition."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kvalitet import bidrag
from kvalitet.tillstand import OtillatenOvergang
from rapporter.handlingar import byt_lage, faststall, ny_utgava, skapa_rapport
from rapporter.models import Rapportdokument
from tests.stod.rapporter import fryst, i_granskning, mall, ny_rapport

S = Rapportdokument.Status
TILLATNA = {
    (S.UTKAST, S.GRANSKNING),
    (S.GRANSKNING, S.KLAR_FOR_NAMND),
    (S.GRANSKNING, S.UTKAST),
    (S.KLAR_FOR_NAMND, S.FASTSTALLD),
    (S.KLAR_FOR_NAMND, S.ATERREMITTERAD),
    (S.ATERREMITTERAD, S.ERSATT),
}


def test_tabellen_har_bara_de_tillatna_vagarna() -> None:
    assert {(o.fran, o.till) for o in Rapportdokument.OVERGANGAR} == TILLATNA


@pytest.mark.parametrize(("fran", "till"), [(a, b) for a in S for b in S if (a, b) not in TILLATNA])
def test_forbjudna_vagar(folk: SimpleNamespace, fran: str, till: str) -> None:
    rapport = Rapportdokument(mall=mall(), enhet=folk.norra, ar=2025, status=fran)
    with pytest.raises(OtillatenOvergang):
        rapport.byt_status(till, av=folk.bo)


def test_hela_vagen_till_beslut_genom_sidorna(folk: SimpleNamespace, client: Client) -> None:
    rapport = ny_rapport(folk.norra, folk.kim, skriven=True)
    client.force_login(folk.kim)

    def till(lage: str, **data: str) -> str:
        svar = client.post(reverse("rapporter:byt", args=[rapport.pk, lage]), data, follow=True)
        rapport.refresh_from_db()
        return svar.content.decode()

    till("granskning")
    assert rapport.status == S.GRANSKNING
    assert "diarienummer saknas" in till("klar_for_namnd")
    client.post(
        reverse("rapporter:uppgifter", args=[rapport.pk]), {"version": rapport.version, "diarienummer": " SN  7 "}
    )
    rapport.refresh_from_db()
    assert rapport.diarienummer == "SN 7"
    assert "Texter, siffror och pdf är frusna." in till("klar_for_namnd")
    assert rapport.status == S.KLAR_FOR_NAMND
    assert "Ange ett" in till("faststalld") or rapport.status == S.KLAR_FOR_NAMND
    till("faststalld", beslutsdag="2026-03-18", paragraf="§ 27")
    assert (rapport.status, rapport.beslutsdag, rapport.paragraf) == (S.FASTSTALLD, date(2026, 3, 18), "§ 27")
    assert "2026-03-18, § 27" in client.get(rapport.get_absolute_url()).content.decode()


def test_texter_som_saknas_hindrar_granskning(folk: SimpleNamespace, client: Client) -> None:
    rapport = ny_rapport(folk.norra, folk.kim)
    client.force_login(folk.kim)
    sida = client.get(rapport.get_absolute_url()).content.decode()
    assert "text saknas i Sammanfattning" in sida
    assert "text saknas i Slutsatser per kvalitetsområde" in sida
    assert reverse("rapporter:byt", args=[rapport.pk, "granskning"]) not in sida
    svar = client.post(reverse("rapporter:byt", args=[rapport.pk, "granskning"]))
    assert "text saknas" in svar.content.decode()
    rapport.refresh_from_db()
    assert rapport.status == S.UTKAST


def test_tillbaka_kraver_motivering_som_star_i_historiken(folk: SimpleNamespace, client: Client) -> None:
    rapport = i_granskning(folk.norra, folk.kim)
    client.force_login(folk.bo)
    adress = reverse("rapporter:byt", args=[rapport.pk, "utkast"])
    assert "Fältet måste fyllas i" in client.post(adress).content.decode() or rapport.status == S.GRANSKNING
    client.post(adress, {"motivering": "Slutsatsen om tillgänglighet saknar stöd."})
    rapport.refresh_from_db()
    assert rapport.status == S.UTKAST
    historik = client.get(reverse("rapporter:historik", args=[rapport.pk])).content.decode()
    assert "Slutsatsen om tillgänglighet saknar stöd." in historik


def test_faststalld_utan_beslut_vagras_av_databasen(folk: SimpleNamespace) -> None:
    rapport = fryst(folk.norra, folk.bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rapportdokument.objects.filter(pk=rapport.pk).update(status=S.FASTSTALLD)


def test_aterremiss_ger_en_rattad_utgava(folk: SimpleNamespace) -> None:
    rapport = fryst(folk.norra, folk.bo)
    with pytest.raises(OtillatenOvergang, match="motivering"):
        byt_lage(dokument=rapport.pk, till=S.ATERREMITTERAD, av=folk.bo)
    byt_lage(dokument=rapport.pk, till=S.ATERREMITTERAD, av=folk.bo, motivering="Komplettera om klagomål.")
    ny = ny_utgava(dokument=rapport.pk, av=folk.kim)
    rapport.refresh_from_db()
    assert (rapport.status, ny.status, ny.utgava, ny.ersatter) == (S.ERSATT, S.UTKAST, 2, rapport)
    assert [(a.nyckel, a.text) for a in ny.avsnitt.all()] == [(a.nyckel, a.text) for a in rapport.avsnitt.all()]
    assert list(ny.forfattare.all()) == list(rapport.forfattare.all())
    avsnitt = ny.avsnitt.get(nyckel="sammanfattning")
    avsnitt.text = "<p>Rättat.</p>"
    avsnitt.save()
    assert rapport.avsnitt.get(nyckel="sammanfattning").text != "<p>Rättat.</p>"
    assert rapport.frysning.las_pdf().startswith(b"%PDF-")


def test_en_rapport_per_enhet_ar_och_mall(folk: SimpleNamespace) -> None:
    ny_rapport(folk.norra, folk.kim)
    with pytest.raises(ValidationError, match="finns redan"):
        skapa_rapport(mall=mall(), enhet=folk.norra, ar=2025, av=folk.bo)
    assert skapa_rapport(mall=mall(), enhet=folk.norra, ar=2024, av=folk.bo).pk
    assert skapa_rapport(mall=mall(), enhet=folk.sodra, ar=2025, av=folk.david).pk


def test_fel_person_far_inte(folk: SimpleNamespace) -> None:
    rapport = fryst(folk.norra, folk.bo)
    for person in (folk.anna, folk.uno, folk.lena, folk.rut, folk.david):
        with pytest.raises(PermissionDenied):
            faststall(dokument=rapport.pk, av=person, beslutsdag=date(2026, 3, 18), paragraf="§ 1")


def test_vantar_pa_den_som_kan_gora_klar(folk: SimpleNamespace) -> None:
    rapport = i_granskning(folk.norra, folk.kim)

    def vantar(person: object) -> list[str]:
        return [v.url for v in bidrag.vantar_pa(person) if v.url.startswith("/rapporter/")]  # type: ignore[arg-type]

    assert vantar(folk.bo) == [rapport.get_absolute_url()]
    assert vantar(folk.lena) == vantar(folk.anna) == vantar(folk.david) == []

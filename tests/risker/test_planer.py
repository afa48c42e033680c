"""The plan's pages: list, follow-up table, new, introduction, rows, outcome, links."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from egenkontroller.models import Egenkontroll
from kvalitet import bidrag
from kvalitet.models import Atgard, Enhet
from risker.importen.handling import importera_till
from risker.models import Kvalitetsplan, Planprocess, Planrad, Risk
from tests.risker import underlag
from tests.stod.planer import (
    skapa_atgard,
    skapa_egenkontroll,
    skapa_plan,
    skapa_process,
    skapa_rad,
    skapa_risk,
)

LIKA: dict[str, set[int]] = {"lista": set(), "visa": set(), "risker": set()}


def text(svar: Any) -> str:
    return " ".join(svar.content.decode().split())


def test_listan_visar_senaste_aret_forst(client: Client, folk: SimpleNamespace) -> None:
    skapa_rad(skapa_plan(folk.norra, 2025, faststalld_av=folk.bo))
    skapa_plan(folk.norra, 2026)
    skapa_plan(folk.sodra, 2026, faststalld_av=folk.david)
    client.force_login(folk.kim)

    def visade(**filter: str) -> list[str]:
        return [str(p) for p in client.get(reverse("risker:lista"), filter).context["sida"].rader]

    assert visade() == ["Kvalitetsplan 2026 för Norra enheten", "Kvalitetsplan 2025 för Norra enheten"]
    assert visade(ar="2025") == ["Kvalitetsplan 2025 för Norra enheten"]
    assert visade(status="utkast") == ["Kvalitetsplan 2026 för Norra enheten"]
    assert visade(enhet=str(folk.sodra.pk)) == []
    client.force_login(folk.rut)
    assert visade() == ["Kvalitetsplan 2026 för Södra enheten", "Kvalitetsplan 2025 för Norra enheten"]


@pytest.mark.parametrize("antal", [1, 25, 1000])
def test_lika_manga_fragor(client: Client, folk: SimpleNamespace, hogst_fragor: Any, antal: int) -> None:
    process = skapa_process(folk.norra)
    plan = skapa_plan(folk.norra, 2026, faststalld_av=folk.bo)
    enheter = Enhet.objects.bulk_create(Enhet(namn=f"Enhet {n}", parent=folk.norra) for n in range(antal - 1))
    Kvalitetsplan.objects.bulk_create(Kvalitetsplan(enhet=enhet, ar=2026) for enhet in enheter)
    planprocess = Planprocess.objects.create(plan=plan, process=process)
    risker = Risk.objects.bulk_create(
        Risk(enhet=folk.norra, process=process, text=f"R{n}", sortering=f"R{n}") for n in range(antal)
    )
    rader = Planrad.objects.bulk_create(
        Planrad(plan=plan, planprocess=planprocess, risk=risk, enhet=folk.norra, ordning=n)
        for n, risk in enumerate(risker)
    )
    kontroll, atgard = skapa_egenkontroll(folk.norra), skapa_atgard(folk.norra, ansvarig=folk.kim)
    kontroll.atgarder.add(atgard)
    kontroll.planrader.add(*rader)
    atgard.planrader.add(*rader)
    client.force_login(folk.kim)
    for namn, adress, tak in (
        ("lista", reverse("risker:lista"), 12),
        ("visa", plan.get_absolute_url(), 20),
        ("risker", reverse("risker:risker"), 14),
    ):
        with hogst_fragor(tak) as fragor:
            assert client.get(adress).status_code == 200
        LIKA[namn].add(len(fragor))
        assert len(LIKA[namn]) == 1


def test_planen_visar_kedjan_och_dess_brott(client: Client, folk: SimpleNamespace) -> None:
    process = skapa_process(folk.norra, "Utreda", "1")
    plan = skapa_plan(folk.norra, 2026, faststalld_av=folk.bo)
    hel = skapa_rad(plan, skapa_risk(folk.norra, "Besked dröjer", process=process))
    kontroll = skapa_egenkontroll(folk.norra, "Mäta ledtiden")
    atgard = skapa_atgard(folk.norra, "Ge besked på måndagar", status="pagar")
    kontroll.atgarder.add(atgard)
    hel.egenkontroller.add(kontroll)
    hel.atgarder.add(atgard, skapa_atgard(folk.norra, "Skyddad åtgärd", skyddad=True))
    skapa_rad(plan, skapa_risk(folk.norra, "Ledningen är otydlig"))
    client.force_login(folk.rut)
    sida = text(client.get(plan.get_absolute_url()))
    for ord_ in ("1 Utreda", "Besked dröjer", "Mäta ledtiden", "Ge besked på måndagar", "Pågår", "Hela enheten"):
        assert ord_ in sida
    assert sida.count("Ingen åtgärd beslutad") == 1
    assert sida.count("Ingen egenkontroll<") == 1
    assert "Skyddad åtgärd" not in sida
    assert "Lägg till risk" not in sida
    csv = b"".join(client.get(plan.get_absolute_url(), {"export": "csv"}).streaming_content).decode()
    assert "1 Utreda;R1;Besked dröjer;Norra enheten;Mäta ledtiden;Ge besked på måndagar;pågår" in csv
    assert "Hela enheten;R2;Ledningen är otydlig;Norra enheten;;;" in csv


def test_det_som_hor_till_processen_star_pa_processen(client: Client, folk: SimpleNamespace) -> None:
    enhet = underlag.skapa_enheter("p2020", folk.norra)
    importera_till(enhet=enhet, ar=2020, innehall=underlag.bok("p2020"), namn="plan.xlsx")
    client.force_login(folk.kim)
    svar = client.get(reverse("risker:visa", args=[Kvalitetsplan.objects.get().pk]))
    antal = svar.context["antal"]
    assert [antal[n] for n in ("processer", "risker", "egenkontroller", "atgarder")] == [16, 43, 19, 48]
    assert antal["utan_atgard"] == 2  # process 4.7 has a self-check but no action
    assert text(svar).count("hela processen</span>") == 16


def test_ny_plan_och_dubbel_plan(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.kim)
    data = {"enhet": folk.norra.pk, "ar": 2026, "inledning": "Så här arbetar vi."}
    svar = client.post(reverse("risker:ny"), data)
    plan = Kvalitetsplan.objects.get()
    assert svar.url == plan.get_absolute_url()
    assert "Enheten har redan en kvalitetsplan för det året." in text(client.post(reverse("risker:ny"), data))
    assert "Ange ett år mellan 2000 och 2100." in text(client.post(reverse("risker:ny"), data | {"ar": 20026}))
    assert client.post(reverse("risker:ny"), data | {"enhet": folk.sodra.pk, "ar": 2027}).status_code == 200
    assert Kvalitetsplan.objects.count() == 1


def test_inledningen_konflikt_och_utkast(client: Client, folk: SimpleNamespace) -> None:
    plan = skapa_plan(folk.norra, 2026)
    adress = reverse("risker:inledning", args=[plan.pk])
    client.force_login(folk.kim)
    token = client.get(adress).context["utkast"].token
    client.post(adress, {"inledning": "Kims inledning.", "version": 1})
    svar = client.post(adress, {"inledning": "Andras inledning.", "version": 1})
    assert "Någon annan hann spara före dig" in text(svar)
    client.logout()
    svar = client.post(adress, {"inledning": "Skrivet efter utloggning.", "version": 2, "utkast_token": token})
    assert svar.status_code == 302
    client.force_login(folk.kim)
    assert "Skrivet efter utloggning." in text(client.get(adress))
    plan.refresh_from_db()
    assert plan.inledning == "Kims inledning."
    assert "Kims" in text(client.get(reverse("risker:historik", args=[plan.pk])))


def test_lagg_till_risk_med_delar_och_omraden(client: Client, folk: SimpleNamespace) -> None:
    process = skapa_process(folk.norra, "Utreda", "1")
    plan = skapa_plan(folk.norra, 2026)
    adress = reverse("risker:ny_rad", args=[plan.pk])
    client.force_login(folk.kim)
    assert "Beskriv risken, eller välj en risk som redan finns." in text(client.post(adress, {"enhet": folk.norra.pk}))
    data = {"enhet": folk.norra_gruppen.pk, "text": "Besked dröjer.", "process": process.pk, "kvalitetsomraden": ["1"]}
    assert client.post(adress, data | {"enhet": folk.sodra.pk}).status_code == 200
    omrade = client.get(adress).context["form"].fields["kvalitetsomraden"].queryset.first()
    svar = client.post(adress, data | {"kvalitetsomraden": [omrade.pk], "delrisker": "Första.\n\n Andra. \n"})
    assert svar.status_code == 302
    rad = Planrad.objects.get()
    assert (rad.enhet, rad.planprocess.process, rad.ordning) == (folk.norra_gruppen, process, 1)
    assert [d.text for d in rad.risk.delrisker.all()] == ["Första.", "Andra."]
    assert rad.risk.kvalitetsomraden.get() == omrade

    # the same risk next year lives on
    nasta = skapa_plan(folk.norra, 2027)
    data = {"enhet": folk.norra.pk, "befintlig": rad.risk_id}
    client.post(reverse("risker:ny_rad", args=[nasta.pk]), data)
    assert rad.risk.planrader.count() == 2
    svar = client.post(reverse("risker:ny_rad", args=[nasta.pk]), data)
    assert "Risken finns redan i planen för den enheten." in text(svar)
    sida = text(client.get(rad.risk.get_absolute_url()))
    assert "Kvalitetsplan 2027 för Norra enheten" in sida
    assert "Andra." in sida


def test_andra_risk_flyttar_raden_till_ny_process(client: Client, folk: SimpleNamespace) -> None:
    process, ny = skapa_process(folk.norra, "Utreda", "1"), skapa_process(folk.norra, "Följa upp", "2")
    rad = skapa_rad(skapa_plan(folk.norra), skapa_risk(folk.norra, process=process))
    client.force_login(folk.kim)
    adress = reverse("risker:risk_andra", args=[rad.risk_id])
    data = {"text": "Besked dröjer längre.", "process": ny.pk, "version": 1, "delrisker": "En"}
    assert client.post(adress, data).status_code == 302
    rad.refresh_from_db()
    assert rad.planprocess.process == ny
    assert rad.risk.delrisker.get().text == "En"
    historik = text(client.get(reverse("risker:risk_historik", args=[rad.risk_id])))
    assert "Följa" in historik
    assert "längre" in historik


def test_satt_lage_och_avsluta_aret(client: Client, folk: SimpleNamespace) -> None:
    plan = skapa_plan(folk.norra, 2026, faststalld_av=folk.bo)
    rad = skapa_rad(plan)
    client.force_login(folk.bo)
    assert "en risk saknar läge vid årets slut" in text(client.get(plan.get_absolute_url()))
    status = reverse("risker:status", args=[plan.pk, "uppfoljd"])
    assert "en risk saknar läge" in text(client.post(status, follow=True))
    adress = reverse("risker:lage", args=[rad.pk])
    assert "Skriv hur ni vet att läget är sådant." in text(client.post(adress, {"lage": "minskat", "version": 1}))
    svar = client.post(adress, {"lage": "minskat", "lage_kommentar": "Färre klagomål.", "version": 1})
    assert svar.url == reverse("risker:uppfoljning", args=[plan.pk])
    assert "Färre klagomål." in text(client.get(svar.url))
    client.post(status)
    plan.refresh_from_db()
    assert plan.status == "uppfoljd"
    assert client.get(reverse("risker:ny_rad", args=[plan.pk])).status_code == 403
    assert client.get(reverse("risker:inledning", args=[plan.pk])).status_code == 403
    assert client.get(adress).status_code == 403


def test_koppla_till_rad_och_process(client: Client, folk: SimpleNamespace) -> None:
    process = skapa_process(folk.norra, "Utreda", "1")
    plan = skapa_plan(folk.norra, 2026, faststalld_av=folk.bo)
    rad = skapa_rad(plan, skapa_risk(folk.norra, process=process))
    kontroll, atgard = skapa_egenkontroll(folk.norra_gruppen), skapa_atgard(folk.norra)
    frammande = skapa_egenkontroll(folk.sodra)
    client.force_login(folk.kim)
    adress = reverse("risker:koppla", args=[plan.pk, "rad", rad.pk])
    assert client.post(adress, {"egenkontroller": [frammande.pk]}).status_code == 200
    client.post(adress, {"egenkontroller": [kontroll.pk], "atgarder": [atgard.pk]})
    assert (rad.egenkontroller.get(), rad.atgarder.get()) == (kontroll, atgard)
    kontroll.refresh_from_db()
    assert kontroll.faststalld  # the plan is adopted, so everybody in the unit may read what it checks
    assert "Risk i planen 2026" in text(client.get(atgard.get_absolute_url()))
    assert "Risk i planen 2026" in text(client.get(kontroll.get_absolute_url()))
    client.post(adress, {})
    assert not rad.egenkontroller.exists()

    plats = [plan.pk, "process", rad.planprocess_id]
    data = {"enhet": folk.norra.pk, "process": process.pk}
    client.post(
        reverse("risker:ny_egenkontroll", args=plats), data | {"text": "Räkna", "metod": "antal", "giltig": "on"}
    )
    client.post(reverse("risker:ny_atgard", args=plats), data | {"rubrik": "Utbilda", "slag": "utbildning"})
    assert rad.planprocess.egenkontroller.get() == Egenkontroll.objects.get(text="Räkna")
    assert rad.planprocess.atgarder.get() == Atgard.objects.get(rubrik="Utbilda")
    sida = text(client.get(process.get_absolute_url()))
    assert "Räkna" in sida
    assert str(rad.risk) in sida
    annan = skapa_plan(folk.norra, 2027)
    assert client.get(reverse("risker:koppla", args=[annan.pk, "rad", rad.pk])).status_code == 404


def test_risklistan_filtrerar(client: Client, folk: SimpleNamespace) -> None:
    plan = skapa_plan(folk.norra, 2026, faststalld_av=folk.bo)
    rad = skapa_rad(plan, skapa_risk(folk.norra, "Ökad väntan", tema="Tid"), lage="okat", lage_kommentar="Mätt.")
    omrade = rad.risk.kvalitetsomraden.model.objects.first()
    rad.risk.kvalitetsomraden.add(omrade)
    skapa_rad(plan, skapa_risk(folk.norra, "Annan risk"))
    client.force_login(folk.kim)

    def visade(**filter: Any) -> list[str]:
        return [r.text for r in client.get(reverse("risker:risker"), filter).context["sida"].rader]

    assert visade() == ["Annan risk", "Ökad väntan"]
    assert visade(q="ökad TID") == ["Ökad väntan"]
    assert visade(omrade=omrade.pk) == ["Ökad väntan"]
    csv = b"".join(client.get(reverse("risker:risker"), {"export": "csv"}).streaming_content).decode()
    assert f"Ökad väntan;;Norra enheten;Tid;{omrade};;;;;;;ökat" in csv


@pytest.mark.parametrize(("dag", "vantar"), [("2026-11-30", False), ("2026-12-01", True), ("2027-01-10", True)])
def test_december_paminner_om_uppfoljningen(folk: SimpleNamespace, dag: str, vantar: bool) -> None:
    skapa_rad(skapa_plan(folk.norra, 2026, faststalld_av=folk.bo))
    with time_machine.travel(date.fromisoformat(dag)):
        for person, ska in ((folk.kim, vantar), (folk.anna, False), (folk.lena, False)):
            person.glom_rattigheter()
            assert [v.vad for v in bidrag.vantar_pa(person)] == (["En risk saknar läge."] if ska else [])

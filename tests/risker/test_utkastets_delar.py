"""A draft plan's parts: rows moved and taken out, improvement areas, what lives on from the plan before."""

from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.urls import reverse

from risker.forms_planer import for_vilket_ar
from risker.handlingar import att_ta_over, ta_over
from risker.models import Forbattringsomrade, Kvalitetsplan, Planprocess, Planrad, Risk
from tests.stod.planer import skapa_atgard, skapa_egenkontroll, skapa_plan, skapa_process, skapa_rad, skapa_risk


def ordning(plan: Kvalitetsplan) -> list[str]:
    return [rad.risk.text for rad in plan.rader.select_related("risk").order_by("ordning", "pk")]


def test_raderna_byter_plats_inom_processen(client: Client, folk: SimpleNamespace) -> None:
    plan = skapa_plan(folk.norra)
    process = skapa_process(folk.norra)
    a, _, c = (
        skapa_rad(plan, skapa_risk(folk.norra, t, process=p))
        for t, p in zip("ABC", (process, None, process), strict=True)
    )
    client.force_login(folk.kim)

    def flytta(rad: Planrad, hall: str) -> list[str]:
        client.post(reverse("risker:flytta_rad", args=[plan.pk, rad.pk, hall]))
        return ordning(plan)

    assert flytta(c, "upp") == ["C", "B", "A"]
    assert flytta(c, "upp") == ["C", "B", "A"]
    assert flytta(c, "ner") == ["A", "B", "C"]
    a.refresh_from_db()
    assert a.history.first().history_change_reason == "Ordningen i planen ändrad"


def test_en_rad_tas_bort_och_risken_lever_vidare(client: Client, folk: SimpleNamespace) -> None:
    plan = skapa_plan(folk.norra)
    process = skapa_process(folk.norra)
    rad, annan = skapa_rad(plan, skapa_risk(folk.norra, process=process)), skapa_rad(plan)
    rad.atgarder.add(skapa_atgard(folk.norra))
    client.force_login(folk.kim)
    adress = reverse("risker:ta_bort_rad", args=[plan.pk, rad.pk])
    assert "Ta bort risken ur planen?" in client.get(adress).content.decode()
    svar = client.post(adress, follow=True)
    assert "Den finns kvar i registret" in svar.content.decode()
    assert list(plan.rader.all()) == [annan]
    assert Risk.objects.count() == 2
    assert not Planprocess.objects.exists()
    assert Planrad.history.filter(id=rad.pk, history_type="-").exists()
    plan.byt_status("faststalld", av=folk.bo)
    assert client.post(reverse("risker:ta_bort_rad", args=[plan.pk, annan.pk])).status_code == 403
    assert plan.rader.count() == 1


def test_forbattringsomraden_i_utkastet(client: Client, folk: SimpleNamespace) -> None:
    plan = skapa_plan(folk.norra)
    client.force_login(folk.kim)
    ny = reverse("risker:nytt_omrade", args=[plan.pk])
    assert client.post(ny, {"text": ""}).status_code == 200
    client.post(ny, {"text": "Barns delaktighet"})
    client.post(ny, {"text": "Kontinuitet"})
    forsta, andra = plan.forbattringsomraden.all()
    assert (forsta.ordning, andra.ordning) == (1, 2)
    client.post(reverse("risker:omrade_andra", args=[plan.pk, andra.pk]), {"text": "Kontinuitet i personalgruppen"})
    sida = client.get(plan.get_absolute_url()).content.decode()
    assert "Kontinuitet i personalgruppen" in sida
    client.post(reverse("risker:omrade_ta_bort", args=[plan.pk, forsta.pk]))
    assert [o.text for o in Forbattringsomrade.objects.all()] == ["Kontinuitet i personalgruppen"]
    annan_plan = skapa_plan(folk.norra, 2030)
    assert client.get(reverse("risker:omrade_andra", args=[annan_plan.pk, andra.pk])).status_code == 404


def fjolarets_plan(folk: SimpleNamespace) -> tuple[Kvalitetsplan, dict[str, Planrad]]:
    forfjol, fjol = (
        skapa_plan(folk.norra, 2024, faststalld_av=folk.bo),
        skapa_plan(folk.norra, 2025, faststalld_av=folk.bo),
    )
    rader: dict[str, Any] = {}
    for text, lage in (("Kvar", "kvarstar"), ("Bort", "avhjalpt"), ("Mer", "okat"), ("Obedömd", "")):
        risk = skapa_risk(folk.norra, text)
        if text == "Kvar":
            skapa_rad(forfjol, risk)
        rader[text] = skapa_rad(fjol, risk, lage=lage, lage_kommentar="Så blev det." if lage else "")
    return fjol, rader


def test_en_ny_plan_foreslar_det_som_inte_ar_avhjalpt(client: Client, folk: SimpleNamespace) -> None:
    _, rader = fjolarets_plan(folk)
    lever, gjord = skapa_atgard(folk.norra, "Lever"), skapa_atgard(folk.norra, "Avbruten", status="avbruten")
    gors, gammal = skapa_egenkontroll(folk.norra, "Görs"), skapa_egenkontroll(folk.norra, "Gammal", giltig=False)
    rader["Kvar"].atgarder.set([lever, gjord])
    rader["Kvar"].egenkontroller.set([gors, gammal])
    client.force_login(folk.kim)
    svar = client.post(reverse("risker:ny"), {"enhet": folk.norra.pk, "ar": 2026}, follow=True)
    plan = Kvalitetsplan.objects.get(ar=2026)
    assert svar.redirect_chain[-1][0] == reverse("risker:ta_over", args=[plan.pk])
    sida = svar.content.decode()
    assert "Kvar (Norra enheten, kvarstår, för tredje året)" in sida
    assert "Mer (Norra enheten, ökat, för andra året)" in sida
    assert "Obedömd (Norra enheten, läget är inte bedömt, för andra året)" in sida
    assert "Bort (" not in sida
    adress = reverse("risker:ta_over", args=[plan.pk])
    assert "Välj minst en risk" in client.post(adress).content.decode()
    assert client.post(adress, {"rader": [rader["Bort"].pk]}).status_code == 200
    client.post(adress, {"rader": [rader["Kvar"].pk, rader["Mer"].pk]})
    assert ordning(plan) == ["Kvar", "Mer"]
    ny = plan.rader.get(risk__text="Kvar")
    assert (list(ny.atgarder.all()), list(ny.egenkontroller.all()), ny.lage) == ([lever], [gors], "")
    assert ta_over(plan=plan, rader=[rader["Kvar"]]) == 0
    assert [r.risk.text for r in att_ta_over(plan)] == ["Obedömd"]
    assert "Ta över från förra planen" in client.get(plan.get_absolute_url()).content.decode()


def test_utan_tidigare_plan_leder_den_nya_till_sig_sjalv(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.kim)
    svar = client.post(reverse("risker:ny"), {"enhet": folk.norra.pk, "ar": 2026})
    plan = Kvalitetsplan.objects.get()
    assert svar.headers["Location"] == plan.get_absolute_url()
    assert client.get(reverse("risker:ta_over", args=[plan.pk])).status_code == 404


def test_ar_i_ord() -> None:
    assert [for_vilket_ar(nr) for nr in (1, 3, 10, 11)] == [
        "för första året",
        "för tredje året",
        "för tionde året",
        "för 11:e året",
    ]

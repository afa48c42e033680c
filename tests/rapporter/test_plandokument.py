"""A quality plan as a document: what it says, who may open it, and its files."""

import io
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from kvalitet.jobb import kor
from kvalitet.models import Jobb, Kvalitetsomrade
from rapporter.kontext import bygg
from rapporter.pdf import rendera_pdf
from rapporter.plandokument import innehall_for_plan
from rapporter.planfiler import BORTA, bestall_planfil
from risker.grunddata import lagg_in_riskskala
from risker.models import Forbattringsomrade, Kvalitetsplan
from tests.rapporter.test_word import som_text
from tests.rapporter.text import pdftext
from tests.stod.planer import bedom, skapa_atgard, skapa_egenkontroll, skapa_plan, skapa_process, skapa_rad, skapa_risk


@pytest.fixture
def plan(folk: SimpleNamespace) -> Kvalitetsplan:
    lagg_in_riskskala()
    plan = skapa_plan(
        folk.norra, 2026, faststalld_av=folk.bo, inledning="Planen bygger på förra årets ärenden.\n\n<b>x</b>"
    )
    omrade = Kvalitetsomrade.objects.get(namn="Tillgänglighet")
    Forbattringsomrade.objects.create(plan=plan, kvalitetsomrade=omrade, ordning=1, text="Svaren dröjer & blir långa")
    Forbattringsomrade.objects.create(plan=plan, ordning=1, text="Många nya medarbetare")
    risk = skapa_risk(folk.norra, "Beskedet dröjer", process=skapa_process(folk.norra), konsekvens="Oro")
    bedom(risk, 3, 3, date(2025, 11, 1))
    bedom(risk, 2, 3, date(2026, 2, 1))
    rad = skapa_rad(plan, risk)
    rad.egenkontroller.add(skapa_egenkontroll(folk.norra, frekvens="varje månad", malvarde="21 dagar"))
    rad.atgarder.add(
        skapa_atgard(folk.norra, "Delad beredskap"), skapa_atgard(folk.norra, "Hemlig åtgärd", skyddad=True)
    )
    skapa_rad(plan, skapa_risk(folk.norra, "Obedömd risk"))
    return plan


def _sida(client: Client, plan: Kvalitetsplan) -> str:
    return client.get(reverse("rapporter:plandokument", args=[plan.pk])).content.decode()


def test_dokumentet_sager_det_planen_sager(folk: SimpleNamespace, plan: Kvalitetsplan, client: Client) -> None:
    client.force_login(folk.kim)
    sida = _sida(client, plan)
    for text in (
        "Planen bygger på förra årets ärenden.", "&lt;b&gt;x&lt;/b&gt;", "Verksamheten i stort",
        "Många nya medarbetare", "Svaren dröjer &amp; blir långa", "En risk har minskat, ingen har ökat",
        "Tabell 3.1", "Granska tio akter. Varje månad Mål 21 dagar.", "Delad beredskap (Planerad)",
        "1 av 2 risker är ännu inte bedömda på skalan.", "Inte bedömd ännu",
    ):  # fmt: skip
        assert text.lower() in sida.lower(), text
    assert "Hemlig åtgärd" not in sida
    assert (
        client.get(plan.get_absolute_url()).content.decode().count(reverse("rapporter:plandokument", args=[plan.pk]))
        == 1
    )


def test_den_tomma_planen_sager_att_den_ar_tom(folk: SimpleNamespace, client: Client) -> None:
    lagg_in_riskskala()
    client.force_login(folk.kim)
    sida = _sida(client, skapa_plan(folk.norra, 2025))
    assert "Planen har inga risker ännu." in sida
    assert "Inledning" not in sida.split("<article")[1]


def test_fragorna_ar_lika_manga_for_en_och_manga(
    folk: SimpleNamespace, plan: Kvalitetsplan, client: Client, hogst_fragor: Callable
) -> None:
    client.force_login(folk.kim)
    _sida(client, plan)
    antal = set()
    for omgang in (0, 25):
        for _ in range(omgang):
            rad = skapa_rad(plan)
            bedom(rad.risk, 2, 2)
            rad.egenkontroller.add(skapa_egenkontroll(folk.norra))
            rad.atgarder.add(skapa_atgard(folk.norra))
        with hogst_fragor(20) as fragor:
            assert len(_sida(client, plan)) < 100_000
        antal.add(len(fragor))
    assert len(antal) == 1


def test_pdf_filen(plan: Kvalitetsplan) -> None:
    html, pdf = rendera_pdf("rapporter/rapport.html", bygg(innehall_for_plan(plan), utkast=False))
    assert "liggande" in html
    text = pdftext(pdf)
    for del_ in ("Kvalitetsplan 2026", "Det vi behöver förbättra", "Delad beredskap", "Sannolikhet"):
        assert del_ in text
    with pikepdf.open(io.BytesIO(pdf)) as fil:
        assert fil.Root.MarkInfo.Marked


@pytest.mark.parametrize("format_", ["pdf", "word"])
def test_filerna_gors_i_bakgrunden(
    folk: SimpleNamespace,
    plan: Kvalitetsplan,
    client: Client,
    django_capture_on_commit_callbacks: Callable,
    format_: str,
) -> None:
    client.force_login(folk.kim)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("rapporter:planfil", args=[plan.pk, format_]))
    jobb = Jobb.objects.get()
    assert jobb.status == Jobb.Status.KLAR, jobb.fel
    assert f"kvalitetsplan-2026-norra-enheten.{'docx' if format_ == 'word' else 'pdf'}" in _sida(client, plan)
    if format_ == "word":
        with jobb.fil.open("rb") as fil:
            assert "Delad beredskap" in som_text(fil.read())


def test_den_som_inte_ser_planen_far_ingen_fil(folk: SimpleNamespace, plan: Kvalitetsplan, client: Client) -> None:
    jobb = bestall_planfil(plan, "pdf", av=folk.cecilia)
    kor(jobb.pk)
    jobb.refresh_from_db()
    assert jobb.fel == BORTA
    client.force_login(folk.cecilia)
    adress = reverse("rapporter:planfil", args=[plan.pk, "pdf"])
    assert client.get(reverse("rapporter:plandokument", args=[plan.pk])).status_code == 404
    assert client.post(adress).status_code == 404
    client.force_login(folk.kim)
    assert client.get(adress).status_code == 405
    assert client.post(adress.replace("pdf", "exe")).status_code == 404

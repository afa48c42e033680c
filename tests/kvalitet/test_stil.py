"""The style page shows every part, and its examples say nothing that is not so."""

import re
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings
from django.test import Client
from django.urls import reverse

from kvalitet import noder, stilprov


def test_sidan_visar_varje_del(folk: SimpleNamespace, client: Client) -> None:
    client.force_login(folk.ove)
    svar = client.get(reverse("stil"))
    html = svar.content.decode()
    for del_ in (
        'class="lagesruta"',
        'class="tidslinje"',
        'class="filter"',
        'class="chip"',
        'class="listfot"',
        'class="felsammanfattning"',
        'class="tal-ruta"',
        'class="gnista"',
        'class="diagram"',
        'class="kedja"',
        'class="flikar"',
        'class="avisering"',
        'class="notis bra luft"',
        'class="framsteg"',
        'class="tomt"',
        "data-dialog",
    ):
        assert del_ in html, del_
    assert len(svar.content) < 100_000
    assert "Fel: " not in re.findall(r"<title>(.*?)</title>", html)[0]


def test_ingen_del_har_samma_id_som_en_annan(folk: SimpleNamespace, client: Client) -> None:
    client.force_login(folk.bo)
    alla = re.findall(r'\sid="([^"]+)"', client.get(reverse("stil")).content.decode())
    assert len(alla) == len(set(alla)), sorted(i for i in alla if alla.count(i) > 1)


def test_varje_nod_och_bara_kanda_lagen_visas() -> None:
    assert [slag for slag, _ in stilprov.NODER] == list(noder._FORMER)
    assert {slug for _, slag in stilprov.LAGEN for slug in slag} <= set(noder.LAGEN)


def test_fargerna_pa_sidan_ar_stilmallens() -> None:
    """The contrasts shown are reckoned from the same values as the style sheet has."""
    css = (Path(settings.BASE_DIR) / "static" / "kvalitet.css").read_text(encoding="utf-8")
    f = stilprov.husets_farger()
    for namn in ("text", "text_2", "falu", "ockra", "ockra_2", "gron"):
        assert f"--{namn.replace('_', '-')}: {getattr(f, namn)}" in css
    assert stilprov.PAPPER in css


def test_varje_farg_klarar_sitt_krav() -> None:
    for rad in stilprov.farger():
        krav = float(rad["krav"].replace(",", "."))
        assert min(float(rad["blad"].replace(",", ".")), float(rad["papper"].replace(",", "."))) >= krav, rad


def test_dialogens_fraga_ar_en_vanlig_sida_utan_skript(folk: SimpleNamespace, client: Client) -> None:
    client.force_login(folk.bo)
    html = client.get(reverse("stil_fraga")).content.decode()
    assert "<h1>Makulera 2026-0164?</h1>" in html
    assert "Skriv en motivering." in client.post(reverse("stil_fraga"), {}).content.decode()
    svar = client.post(reverse("stil_fraga"), {"motivering": "Prov"}, follow=True)
    assert "Inget har ändrats." in svar.content.decode()

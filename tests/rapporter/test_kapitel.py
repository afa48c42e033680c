"""A chapter's page: what it holds, what it computes, how one turns the pages, and how the longest tables are cut."""

import re
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rapporter.kontext import FLEST_PA_SIDAN, Innehall, bygg, innehall_nu, sidor
from rapporter.underlag import UNDERLAG, nyckeltal
from tests.rapporter import prov
from tests.stod.rapporter import fryst, kapitelsidor, ny_rapport


def _kapitel(client: Client, rapport: object, ankare: str) -> str:
    svar = client.get(reverse("rapporter:kapitel", args=[rapport.pk, ankare]))  # type: ignore[attr-defined]
    assert svar.status_code == 200, ankare
    return svar.content.decode()


def _tabeller(kontext: dict[str, Any], avsnitt: str) -> list[tuple[str, Any]]:
    delar = [d for k in kontext["kapitel"] for d in k.delar if d.nyckel == avsnitt]
    return [numrerad for d in delar for s in d.siffror for numrerad in s.tabeller]


def test_varje_sida_raknar_bara_sitt_och_ingen_ar_tung(
    folk: SimpleNamespace, client: Client, hogst_fragor: Callable
) -> None:
    rapport = ny_rapport(folk.norra, folk.kim, skriven=True)
    client.force_login(folk.kim)
    adresser = list(kapitelsidor(client, rapport))
    assert len(adresser) > 15
    for adress in adresser:
        with hogst_fragor(20):
            assert len(client.get(adress).content) < 100_000, adress


def test_allt_som_mallen_vill_ha_finns_nagonstans(folk: SimpleNamespace) -> None:
    innehall = innehall_nu(ny_rapport(folk.norra, folk.kim))
    assert {n for sida in sidor(innehall.avsnitt) for a in sida for n in a.underlag} >= {*UNDERLAG, nyckeltal.NYCKEL}


def test_man_bladdrar_fran_forsta_till_sista(folk: SimpleNamespace, client: Client) -> None:
    rapport = ny_rapport(folk.norra, folk.kim, skriven=True)
    client.force_login(folk.lena)
    vantade = [a for a in kapitelsidor(client, rapport) if "/kapitel/" in a]
    adress: str | None = vantade[0]
    gick = []
    while adress:
        gick.append(adress)
        sida = client.get(adress).content.decode()
        nasta = re.search(r'rel="next" href="([^"]+)"', sida)
        adress = nasta[1] if nasta else None
    assert gick == vantade
    assert "Skriv texten" not in sida


def test_numren_foljer_avsnittet_och_ar_desamma_som_i_pdf_filen(folk: SimpleNamespace, client: Client) -> None:
    rapport = ny_rapport(folk.norra, folk.kim, skriven=True)
    client.force_login(folk.kim)
    hela = bygg(innehall_nu(rapport), utkast=True)
    nr = next(r.nummer for r in hela["rubriker"] if r.ankare == "avvikelser")
    sida = _kapitel(client, rapport, "avvikelser")
    i_pdf = [
        b
        for k in hela["kapitel"]
        for d in k.delar
        if d.nyckel == "avvikelser"
        for s in d.siffror
        for b, _ in s.tabeller
    ]
    assert i_pdf[0] == f"Tabell {nr}.1"
    assert all(beteckning in sida for beteckning in i_pdf)
    assert "Så är siffrorna räknade" in sida


@pytest.mark.parametrize("ankare", ["finns-inte", "vad-ar-kvalitet", "sa-ar-siffrorna-raknade"])
def test_okand_sida_ar_404(folk: SimpleNamespace, client: Client, ankare: str) -> None:
    rapport, frusen = ny_rapport(folk.norra, folk.kim), fryst(folk.norra, folk.bo, 2024)
    client.force_login(folk.kim)
    for r in (rapport, frusen):
        assert client.get(reverse("rapporter:kapitel", args=[r.pk, ankare])).status_code == 404


def test_en_lang_tabell_kortas_pa_sidan_men_inte_i_pdf_filen(folk: SimpleNamespace) -> None:
    innehall = innehall_nu(ny_rapport(folk.norra, folk.kim))
    lang = replace(innehall.underlag["plan"], tabeller=(prov.lang_tabell(FLEST_PA_SIDAN + 1),))
    innehall = Innehall(**{**innehall.__dict__, "underlag": {**innehall.underlag, "plan": lang}})

    def tabellen(**val: object) -> object:
        kontext = bygg(innehall, utkast=False, **val)  # type: ignore[arg-type]
        (tabell,) = (
            t
            for k in kontext["kapitel"]
            for d in k.delar
            if d.nyckel == "plan"
            for s in d.siffror
            for _, t in s.tabeller
        )
        return tabell

    assert len(tabellen().rader) == FLEST_PA_SIDAN + 1  # type: ignore[attr-defined]
    kort = tabellen(sida="plan")
    assert len(kort.rader) == FLEST_PA_SIDAN  # type: ignore[attr-defined]
    assert kort.anm == "De 40 första av 41 rader visas. Alla finns i pdf-filen och i Excelfilen."  # type: ignore[attr-defined]

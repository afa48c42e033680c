"""The pages about jobs and one's own settings in a real browser: axe, narrow screens, progress that shows by itself."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from kvalitet.models import Jobb
from tests.stod.folk import skapa_folk
from tests.stod.planer import skapa_atgard
from tests.stod.webblasare import NySida, granska_axe, granska_smal


@pytest.fixture
def f(transactional_db: None) -> SimpleNamespace:
    f = skapa_folk()
    skapa_atgard(f.norra, ansvarig=f.kim, senast=timezone.localdate())
    for nr, status in enumerate(("fel", "klar", "vantar", "pagar")):
        f.jobb = Jobb.objects.create(
            slag="prov",
            nyckel=f"1:{nr}",
            rubrik=f"Listan åtgärder som fil {nr}",
            bestalld_av=f.kim,
            status=status,
            fel="E-postservern svarar inte." if status == "fel" else "",
            avslutad=timezone.now() if status in ("fel", "klar") else None,
            tillbaka="/atgarder/",
        )
    return f


@pytest.mark.parametrize("bredd", [390, 1280])
def test_varje_sida(f: SimpleNamespace, ny_sida: NySida, bredd: int) -> None:
    sida = ny_sida(f.kim, bredd=bredd)
    for adress in [
        reverse("jobb_lista"),
        reverse("paminnelser"),
        reverse("installningar"),
        *(j.get_absolute_url() for j in Jobb.objects.all()),
    ]:
        sida.goto(adress)
        granska_axe(sida)
        granska_smal(sida)
    sida = ny_sida(f.adam, bredd=bredd)
    sida.goto(reverse("jobb_fel"))
    granska_axe(sida)
    granska_smal(sida)


def test_framsteget_visas_av_sig_sjalvt(f: SimpleNamespace, ny_sida: NySida) -> None:
    sida = ny_sida(f.kim)
    sida.goto(f.jobb.get_absolute_url())
    Jobb.objects.filter(pk=f.jobb.pk).update(framsteg=60, framsteg_text="Skriver raderna")
    expect(sida.get_by_text("Skriver raderna (60 procent)")).to_be_visible(timeout=10_000)
    Jobb.objects.filter(pk=f.jobb.pk).update(status="klar", resultat={"text": "Allt är skrivet."})
    expect(sida.get_by_text("Allt är skrivet.")).to_be_visible(timeout=10_000)

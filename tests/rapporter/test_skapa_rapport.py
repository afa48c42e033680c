"""manage.py skapa_rapport"""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from rapporter.models import Rapportdokument
from tests.stod.rapporter import fryst, mall, ny_rapport


def test_skapar_rapporten_och_skriver_pdf(folk: SimpleNamespace, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    mall()
    ut = tmp_path / "r.pdf"
    for _ in range(2):
        call_command("skapa_rapport", "--enhet", "Norra enheten", "--ar", "2025", "--ut", str(ut))
        assert ut.read_bytes().startswith(b"%PDF-")
        assert "Kvalitetsberättelse 2025, Norra enheten, utkast" in capsys.readouterr().out
    assert Rapportdokument.objects.get().skapad_av is None


def test_fryst_rapport_ger_den_frysta_filen(folk: SimpleNamespace, tmp_path: Path) -> None:
    rapport = fryst(folk.norra, folk.bo)
    ut = tmp_path / "r.pdf"
    call_command("skapa_rapport", "--enhet", "Norra enheten", "--ar", "2025", "--ut", str(ut))
    assert ut.read_bytes() == rapport.frysning.las_pdf()


@pytest.mark.parametrize(
    ("val", "text"),
    [
        ({"enhet": "Okända enheten"}, "Enheten 'Okända enheten' finns inte. Enheter som finns: Norra enheten"),
        ({"ar": "20026"}, "Ange ett år mellan 2000 och 2100"),
        ({"ar": "i fjol"}, "Året 'i fjol' går inte"),
        ({"ut": "finns/inte/r.pdf"}, "Mappen finns/inte finns inte."),
    ],
)
def test_fel_sags_pa_svenska(folk: SimpleNamespace, tmp_path: Path, val: dict[str, str], text: str) -> None:
    ny_rapport(folk.norra, folk.kim)
    alla = {"enhet": "Norra enheten", "ar": "2025", "ut": str(tmp_path / "r.pdf"), **val}
    with pytest.raises(CommandError, match=text):
        call_command("skapa_rapport", *(del_ for namn, varde in alla.items() for del_ in (f"--{namn}", varde)))
    assert list(tmp_path.iterdir()) == []


def test_mapp_som_inte_gar_att_skriva_i(folk: SimpleNamespace, tmp_path: Path) -> None:
    mall()
    with pytest.raises(CommandError, match="Det gick inte att skriva"):
        call_command("skapa_rapport", "--enhet", "Norra enheten", "--ar", "2025", "--ut", str(tmp_path))

"""Organisation numbers: right ones pass however they are grouped, wrong ones say what to do."""

import pytest
from django.core.exceptions import ValidationError

from kvalitet.models.utforare import kontrollera_orgnr, skriv_orgnr

PERSONNUMMER = "ser ut som ett personnummer"
KONTROLLSIFFRA = "Kontrollsiffran stämmer inte"
FORM = "sex siffror, bindestreck och fyra siffror"


@pytest.mark.parametrize("skrivet", ["212000-0001", "2120000001", " 212000 0001 ", "212000–0001", "21 20 00-00 01"])
def test_ratt_nummer_skrivs_pa_ett_satt(skrivet: str) -> None:
    assert skriv_orgnr(skrivet) == "212000-0001"
    kontrollera_orgnr(skriv_orgnr(skrivet))


@pytest.mark.parametrize("nummer", ["212000-0001", "556000-0001", "802000-0008"])
def test_kontrollsiffran_raknas(nummer: str) -> None:
    ratt = next(f"{nummer[:-1]}{n}" for n in range(10) if _gar(f"{nummer[:-1]}{n}"))
    assert sum(_gar(f"{nummer[:-1]}{n}") for n in range(10)) == 1
    kontrollera_orgnr(ratt)


def _gar(nummer: str) -> bool:
    try:
        kontrollera_orgnr(nummer)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("skrivet", "besked"),
    [
        ("212000-0002", KONTROLLSIFFRA),
        ("191212-1212", PERSONNUMMER),
        ("19121212-1212", PERSONNUMMER),
        ("121212+1212", PERSONNUMMER),
        ("121212-1213", PERSONNUMMER),
        ("212000-000", FORM),
        ("SE2120000001", FORM),
        ("١٢٣٤٥٦-٧٨٩٠", FORM),
        ("abc", FORM),
    ],
)
def test_fel_nummer_far_besked_om_vad_som_ska_goras(skrivet: str, besked: str) -> None:
    with pytest.raises(ValidationError) as fel:
        kontrollera_orgnr(skriv_orgnr(skrivet))
    assert besked in fel.value.messages[0]

import pytest

from kvalitet.soktext import soktext, traffar
from tests.stod.arenden import skapa_avvikelse


def test_parts_are_folded_into_one_line():
    assert soktext("ÅKE", None, "", " Två\n ord ", 2026) == "åke två ord 2026"


@pytest.mark.parametrize(
    ("sokt", "antal"),
    [
        ("", 1),
        ("LÄKEMEDEL", 1),
        ("skåp läkemedel", 1),
        ("läkemedel kylskåp", 0),
        ("medelsskåp", 1),
        ("lakemedel", 0),
        ("100%", 0),
        ("100_", 0),
        ("'; DROP TABLE", 0),
        ("ord " * 500, 0),
    ],
)
def test_every_word_must_occur(folk, sokt, antal):
    arende = skapa_avvikelse(enhet=folk.norra, rubrik="Läkemedelsskåpet stod öppet", handelse="100 steg bort.")
    assert type(arende).objects.filter(traffar(sokt)).count() == antal

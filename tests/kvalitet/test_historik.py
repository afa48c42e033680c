from datetime import date

from kvalitet.historik import historik
from tests.stod.arenden import skapa_avvikelse


def test_newest_first_with_what_differs(folk, django_assert_max_num_queries):
    arende = skapa_avvikelse(enhet=folk.norra, rubrik="Ett")
    for falt, orsak in (
        ({"rubrik": "Två"}, "Rättade rubriken"),
        ({"utredare": folk.uno, "handelsedatum": date(2026, 1, 2)}, "Utsåg utredare"),
        ({"galler_chef": True, "kalla": "kund", "utredare": None}, ""),
    ):
        for namn, varde in falt.items():
            setattr(arende, namn, varde)
        arende._history_user = folk.bo
        arende.spara_ny_version(orsak=orsak)
        arende._change_reason = ""
    with django_assert_max_num_queries(10):
        poster = historik(arende)
    assert [p.slag for p in poster] == ["ändrad", "ändrad", "ändrad", "skapad"]
    assert [p.skal for p in poster][1:3] == ["Utsåg utredare", "Rättade rubriken"]

    def text(andring):
        return " ".join(f"{s.slag}:{s.text.strip()}" for s in andring.segment if s.text.strip())

    andringar = [{a.etikett: text(a) for a in p.andringar} for p in poster]
    assert andringar[2] == {"Rubrik": "borttaget:Ett tillagt:Två"}
    assert andringar[1] == {"Utredare": "tillagt:Uno Bergvall", "Hände": "tillagt:2026-01-02"}
    assert andringar[0]["Utredare"] == "borttaget:Uno Bergvall"
    assert andringar[0]["Gäller närmaste chef"] == "borttaget:nej tillagt:ja"
    assert andringar[0]["Källa"] == "borttaget:medarbetare tillagt:den enskilde"
    assert andringar[3] == {}


def test_hidden_fields_are_not_shown(folk):
    arende = skapa_avvikelse(enhet=folk.norra, rubrik="Ett")
    arende.rubrik = "Två"
    arende.spara_ny_version()
    assert historik(arende, dolj=frozenset({"rubrik"}))[0].andringar == ()

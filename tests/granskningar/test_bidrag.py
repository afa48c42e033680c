"""What contracts and audits show elsewhere: what waits, signals, menu, an activity's page."""

from datetime import date, timedelta
from types import SimpleNamespace

from granskningar.handlingar import skicka_enkat
from kvalitet import bidrag
from kvalitet.datum import idag
from tests.stod import granskningar as stod


def test_vantar_pa_den_ansvarige(folk: SimpleNamespace) -> None:
    plats = stod.skapa_verksamhet()
    mitt = {"ansvarig": folk.kim}
    stod.skapa_granskning(plats, rubrik="Långt fram", planerad=idag() + timedelta(days=30), **mitt)
    stod.skapa_granskning(plats, rubrik="Snart", planerad=idag() + timedelta(days=14), **mitt)
    stod.skapa_granskning(plats, rubrik="Annans", planerad=idag(), ansvarig=folk.karl)
    stod.skapa_granskning(plats, rubrik="Inställd", planerad=idag(), status="installd", **mitt)
    med_punkt = stod.skapa_avslutad(plats, rubrik="Sen punkt", status="atgardsplan", **mitt)
    stod.skapa_punkt(med_punkt, senast=idag() - timedelta(days=1))
    stod.skapa_punkt(stod.skapa_avslutad(plats, rubrik="Klar punkt", **mitt), klar=date(2025, 5, 1))
    vantar = bidrag.vantar_pa(folk.kim)
    assert [(v.rubrik, v.vad, v.frist) for v in vantar] == [
        ("Sen punkt", "En åtgärdspunkt är försenad. Lindens boendestöd.", idag() - timedelta(days=1)),
        ("Snart", "Granskning att påbörja. Lindens boendestöd.", idag() + timedelta(days=14)),
    ]
    assert bidrag.antal_vantar(folk.kim)["granskningar:lista"] == 2


def test_avtal_som_loper_ut_vantar_pa_dem_som_skoter_registret(folk: SimpleNamespace) -> None:
    stod.skapa_avtal(giltig_till=idag() + timedelta(days=60))
    stod.skapa_avtal(stod.skapa_verksamhet("Annan"), giltig_till=idag() + timedelta(days=120))
    assert [v.rubrik for v in bidrag.vantar_pa(folk.kim)] == ["Lindens boendestöd, Boendestöd"]
    assert bidrag.vantar_pa(folk.lena) == []
    assert bidrag.antal_vantar(folk.lena)["granskningar:avtal_lista"] == 0


def test_signaler(folk: SimpleNamespace) -> None:
    plats = stod.skapa_verksamhet()
    stod.skapa_punkt(stod.skapa_avslutad(plats), senast=idag() - timedelta(days=1))
    stod.skapa_sanktion(plats)
    stod.skapa_sanktion(plats, slag="vite", avhjalpt=idag())
    stod.skapa_avtal(plats, giltig_till=idag() + timedelta(days=60))
    assert [s.rubrik for s in bidrag.signaler(folk.kim) if s.url.startswith("/granskningar/")] == [
        "En försenad åtgärdspunkt hos en utförare",
        "Ett avtal löper ut inom tre månader",
        "Varning: Lindens boendestöd är inte avhjälpt",
    ]
    assert bidrag.signaler(folk.anna) == []


def test_menyn_for_dem_som_foljer_utforare(folk: SimpleNamespace) -> None:
    def poster(person: object) -> set[str]:
        return {post.titel for grupp in bidrag.meny_for(person) for post in grupp.poster}  # type: ignore[arg-type]

    egna = {"Avtal", "Granskningar", "Direktupphandlingar"}
    assert egna <= poster(folk.rut)
    assert not egna & poster(folk.anna)


def test_verksamhetens_sida_far_vad_rummet_vet(folk: SimpleNamespace) -> None:
    avtal = stod.skapa_avtal()
    plats = avtal.verksamhet
    stod.skapa_granskning(plats)
    stod.skapa_sanktion(plats, avhjalpt=date(2025, 6, 1))
    skicka_enkat(enkat=stod.skapa_enkat())
    annan = stod.skapa_verksamhet("Annan")

    def delar(pk: int, person: object) -> dict[str, list[tuple[str, str]]]:
        rubriker = {"Avtal", "Granskningar", "Sanktioner", "Avtalsenkäter"}
        alla = bidrag.verksamhetsdelar(plats.utforare_id, [pk], person)  # type: ignore[arg-type]
        return {d.rubrik: [(p.text, p.lagenamn) for p in d.poster] for d in alla if d.rubrik in rubriker}

    assert delar(plats.pk, folk.bo) == {
        "Avtal": [("Lindens boendestöd, Boendestöd", "Gäller")],
        "Granskningar": [("Granskning av dokumentation 2025-03-01", "Planerad")],
        "Sanktioner": [("Varning: Lindens boendestöd 2025-05-01", "Avhjälpt")],
        "Avtalsenkäter": [("Avtalsenkät 2025, Boendestöd", "Inte svarat")],
    }
    assert list(delar(annan.pk, folk.bo).values()) == [[], [], [], []]
    assert list(delar(plats.pk, folk.anna).values()) == [[], [], [], []]

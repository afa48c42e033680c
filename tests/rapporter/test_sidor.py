"""The pages of the reports room: who sees what, who may do what, and how many questions they ask the database."""

import re
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from avvikelser.models import Kategori
from kvalitet.models import Jobb
from rapporter.handlingar import faststall
from rapporter.models import Rapportdokument
from tests.stod.planer import skapa_plan, skapa_rad
from tests.stod.rapporter import arende, fryst, i_granskning, kapitelsidor, liten_mall, mall, ny_rapport

ANDRA_ENHETEN = ("cecilia", "david", "sara", "karl")
BARA_FASTSTALLDA = ("anna", "uno", "rut")
LASER_UTKAST = ("bo", "kim", "lena")
UTAN_RAPPORTER = ("adam", "ove", "gammal")


def _status(client: Client, person: object, adress: str, **data: object) -> int:
    client.force_login(person)  # type: ignore[arg-type]
    return (client.post(adress, data) if data else client.get(adress)).status_code


@pytest.mark.parametrize("lage", ["utkast", "granskning", "klar_for_namnd", "faststalld"])
def test_vem_som_ser_rapporten_i_vilket_lage(folk: SimpleNamespace, client: Client, lage: str) -> None:
    match lage:
        case "utkast":
            rapport = ny_rapport(folk.norra, folk.kim)
        case "granskning":
            rapport = i_granskning(folk.norra, folk.kim)
        case _:
            rapport = fryst(folk.norra, folk.bo)
    if lage == "faststalld":
        faststall(dokument=rapport.pk, av=folk.bo, beslutsdag=date(2026, 3, 18), paragraf="§ 27")
    # anna's role is in a group below the unit: she reads the unit's report once it is adopted.
    ser = {*LASER_UTKAST, *(("uno", "rut", "anna") if lage == "faststalld" else ())}
    for namn in (*ANDRA_ENHETEN, *BARA_FASTSTALLDA, *LASER_UTKAST, *UTAN_RAPPORTER):
        person = getattr(folk, namn)
        vantat = 200 if namn in ser else 404
        assert _status(client, person, rapport.get_absolute_url()) == vantat, namn
        assert _status(client, person, reverse("rapporter:poster", args=[rapport.pk, "arenden.totalt"])) == vantat, namn
        fryst_nu = lage in ("klar_for_namnd", "faststalld")
        pdf = reverse("rapporter:pdf", args=[rapport.pk])
        assert _status(client, person, pdf) == (vantat if fryst_nu else 404), namn
        lista = client.get(reverse("rapporter:lista")).content.decode()
        assert (rapport.get_absolute_url() in lista) == (namn in ser), namn


def test_den_som_bara_laser_far_inte_andra(folk: SimpleNamespace, client: Client) -> None:
    rapport = ny_rapport(folk.norra, folk.kim)
    avsnitt = rapport.avsnitt.first()
    for adress in (
        reverse("rapporter:avsnitt_andra", args=[avsnitt.pk]),
        reverse("rapporter:uppgifter", args=[rapport.pk]),
        reverse("rapporter:byt", args=[rapport.pk, "granskning"]),
        reverse("rapporter:ny"),
    ):
        assert _status(client, folk.lena, adress) == 403
        assert _status(client, folk.lena, adress, text="x") == 403
        if "ny/" not in adress:
            assert _status(client, folk.david, adress) == 404
            assert _status(client, folk.david, adress, text="x") == 404
            assert _status(client, folk.anna, adress, text="x") == 404
    sida = client.get(rapport.get_absolute_url())
    assert "Skriv rapporten" not in sida.content.decode()


def test_inloggning_kravs(folk: SimpleNamespace, client: Client) -> None:
    rapport = ny_rapport(folk.norra, folk.kim)
    for namn in ("lista", "ny"):
        assert client.get(reverse(f"rapporter:{namn}")).status_code == 302
    for namn in ("visa", "uppgifter", "historik", "pdf"):
        svar = client.get(reverse(f"rapporter:{namn}", args=[rapport.pk]))
        assert (svar.status_code, "/konto/login/" in svar["Location"]) == (302, True)


def test_get_pa_det_som_bara_tar_post(folk: SimpleNamespace, client: Client) -> None:
    rapport = ny_rapport(folk.norra, folk.kim)
    assert _status(client, folk.kim, reverse("rapporter:bestall_utskrift", args=[rapport.pk])) == 405


def test_ny_rapport(folk: SimpleNamespace, client: Client) -> None:
    client.force_login(folk.kim)
    data = {"mall": mall().pk, "enhet": folk.norra.pk, "ar": 2025}
    svar = client.post(reverse("rapporter:ny"), data)
    rapport = Rapportdokument.objects.get()
    assert svar["Location"] == rapport.get_absolute_url()
    assert list(rapport.forfattare.all()) == [folk.kim]
    assert [a.nyckel for a in rapport.avsnitt.all()][:2] == ["sammanfattning", "kvalitet-och-ansvar"]
    assert "finns redan" in client.post(reverse("rapporter:ny"), data).content.decode()
    for fel in ({"ar": "20026"}, {"ar": "x"}, {"ar": "2099"}, {"enhet": folk.sodra.pk}, {"mall": 999}):
        svar = client.post(reverse("rapporter:ny"), {**data, "ar": 2024, **fel})
        assert "felsammanfattning" in svar.content.decode(), fel
    assert Rapportdokument.objects.count() == 1


def test_uppgifter_vagrar_orimliga_dagar(folk: SimpleNamespace, client: Client) -> None:
    rapport = ny_rapport(folk.norra, folk.kim)
    client.force_login(folk.kim)
    adress = reverse("rapporter:uppgifter", args=[rapport.pk])
    for dag in ("2026-02-30", "2099-01-01", "2024-12-31"):
        svar = client.post(adress, {"version": 1, "uttagsdag": dag})
        assert "felsammanfattning" in svar.content.decode(), dag


def test_poster_visar_det_man_far_se_och_sager_hur_manga_som_ar_dolda(folk: SimpleNamespace, client: Client) -> None:
    (vanligt,) = arende(folk.norra, date(2025, 3, 3), slag="klagomal", rubrik="Vanligt klagomål")
    arende(folk.norra, date(2025, 3, 4), slag="lex_sarah", rubrik="Känsligt ärende")
    arende(folk.sodra, date(2025, 3, 3), slag="klagomal", rubrik="Annan enhets ärende")
    rapport = i_granskning(folk.norra, folk.bo)
    adress = reverse("rapporter:poster", args=[rapport.pk, "arenden.totalt"])

    def sida(person: object) -> str:
        client.force_login(person)  # type: ignore[arg-type]
        return client.get(adress).content.decode()

    def prova() -> None:
        assert vanligt.get_absolute_url() in sida(folk.bo)
        assert "Känsligt ärende" in sida(folk.bo)
        assert "En post är dold" in sida(folk.kim)
        assert "Känsligt" not in sida(folk.kim)
        assert "2 poster är dolda" in sida(folk.lena)
        assert "klagomål" not in sida(folk.lena).split("<main")[1].split("Alla slags")[0].lower()
        assert "Annan enhets" not in sida(folk.bo)

    prova()
    client.force_login(folk.bo)
    client.post(reverse("rapporter:byt", args=[rapport.pk, "klar_for_namnd"]))
    arende(folk.norra, date(2025, 3, 5), slag="klagomal", rubrik="Sent inlagt")
    prova()
    assert "Sent inlagt" not in sida(folk.bo)
    assert "Talet är fruset" in sida(folk.bo)
    # A number is moved to another kind: the frozen figure still opens it.
    vanligt.slag = "synpunkt"
    vanligt.save()
    client.force_login(folk.bo)
    svar = client.get(reverse("rapporter:poster", args=[rapport.pk, "arenden.slag.klagomal"])).content.decode()
    assert vanligt.get_absolute_url() in svar


@pytest.mark.parametrize("nyckel", ["arenden.finns_inte", "annat.totalt", "arenden", "x", "arenden.enhet.999999"])
def test_okant_tal_ar_404(folk: SimpleNamespace, client: Client, nyckel: str) -> None:
    rapport, frusen = ny_rapport(folk.norra, folk.kim), fryst(folk.sodra, folk.david)
    assert _status(client, folk.kim, reverse("rapporter:poster", args=[rapport.pk, nyckel])) == 404
    assert _status(client, folk.david, reverse("rapporter:poster", args=[frusen.pk, nyckel])) == 404


def test_utkast_som_pdf(folk: SimpleNamespace, client: Client, django_capture_on_commit_callbacks: Callable) -> None:
    rapport = ny_rapport(folk.norra, folk.kim)
    client.force_login(folk.kim)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("rapporter:bestall_utskrift", args=[rapport.pk]))
    svar = client.get(reverse("jobb_fil", args=[Jobb.objects.get().pk]))
    assert b"".join(svar.streaming_content).startswith(b"%PDF-")
    assert "kvalitetsberattelse-2025-norra-enheten-utkast.pdf" in svar["Content-Disposition"]


def _fyll(folk: SimpleNamespace, antal: int) -> None:
    plan = skapa_plan(folk.norra, 2025, faststalld_av=folk.bo)
    for _ in range(antal):
        skapa_rad(plan)
    arende(folk.norra, date(2025, 3, 3), antal, slag="klagomal")


def test_antal_fragor_ar_lika_for_en_och_manga(folk: SimpleNamespace, client: Client, hogst_fragor: Callable) -> None:
    rapport = ny_rapport(folk.norra, folk.kim)
    client.force_login(folk.kim)
    sidor = [
        (reverse("rapporter:lista"), 12),
        (rapport.get_absolute_url(), 20),
        *((reverse("rapporter:kapitel", args=[rapport.pk, namn]), 20) for namn in ("avvikelser", "plan", "slutsatser")),
        (reverse("rapporter:poster", args=[rapport.pk, "arenden.totalt"]), 20),
        (reverse("rapporter:avsnitt_andra", args=[rapport.avsnitt.first().pk]), 20),
        (reverse("rapporter:historik", args=[rapport.pk]), 20),
        (reverse("rapporter:uppgifter", args=[rapport.pk]), 20),
    ]
    antal: dict[str, set[int]] = {}
    for omgang in (1, 25):
        if omgang == 1:
            _fyll(folk, 1)
        else:
            arende(folk.norra, date(2025, 4, 3), omgang, slag="intern")
            for ar in range(2000, 2000 + omgang):
                ny_rapport(folk.norra, folk.kim, ar)
        for adress, tak in sidor:
            client.get(adress)  # the first page of a session also writes the session
            with hogst_fragor(tak) as fragor:
                assert client.get(adress).status_code == 200
            antal.setdefault(adress, set()).add(len(fragor))
    assert all(len(varden) == 1 for varden in antal.values()), antal


def test_varje_lank_pa_sidan_oppnar_sitt_tal(folk: SimpleNamespace, client: Client) -> None:
    kategori, _ = Kategori.objects.get_or_create(namn="Bemötande")
    arende(folk.norra, date(2025, 3, 3), 2, slag="klagomal", kategorier=[kategori])
    arende(folk.norra_gruppen, date(2024, 3, 3), slag="lex_sarah", riktad_mot="utforare")
    skapa_rad(skapa_plan(folk.norra, 2025, faststalld_av=folk.bo))
    rapport = i_granskning(folk.norra, folk.bo)
    client.force_login(folk.bo)

    def prova() -> int:
        sida = " ".join(kapitelsidor(client, rapport).values())
        lankar = set(re.findall(r'href="(/rapporter/\d+/tal/[^"]+)"', sida))
        for lank in lankar:
            svar = client.get(lank)
            assert svar.status_code == 200, lank
            tal = svar.context["tal"]  # a count is its records; a share or a sum says how many it rests on
            assert svar.context["antal"] in (tal.varde, tal.n), lank
        return len(lankar)

    antal = prova()
    assert antal > 50
    with patch("rapporter.frysning.rendera_pdf", return_value=("", b"%PDF-1.7 prov")):
        client.post(reverse("rapporter:byt", args=[rapport.pk, "klar_for_namnd"]))
    assert prova() == antal


def test_den_frysta_sidan_fragar_inte_registret(folk: SimpleNamespace, client: Client, hogst_fragor: Callable) -> None:
    _fyll(folk, 3)
    rapport = fryst(folk.norra, folk.bo)
    client.force_login(folk.lena)
    client.get(rapport.get_absolute_url())
    with hogst_fragor(16) as fragor:
        client.get(rapport.get_absolute_url())
    # What waits for the person is counted for the menu; the report itself reads nothing but what was frozen.
    assert not [f for f in fragor if "GROUP BY" in f["sql"] and "avvikelser_avvikelse" in f["sql"]]


def test_listan_filtreras_och_hamtas(folk: SimpleNamespace, client: Client) -> None:
    for enhet, ar in ((folk.norra, 2025), (folk.norra, 2024), (folk.norra_gruppen, 2025)):
        ny_rapport(enhet, folk.bo, ar, av_mall=liten_mall())
    client.force_login(folk.bo)
    adress = reverse("rapporter:lista")
    assert len(client.get(adress).context["sida"].rader) == 3
    assert len(client.get(adress, {"ar": 2025}).context["sida"].rader) == 2
    assert len(client.get(adress, {"enhet": folk.norra_gruppen.pk}).context["sida"].rader) == 1
    assert len(client.get(adress, {"status": "faststalld"}).context["sida"].rader) == 0
    csv = b"".join(client.get(adress, {"ar": 2024, "export": "csv"}).streaming_content).decode()
    assert "Liten rapport 2024;Norra enheten;2024;1;utkast" in csv
    assert client.get(adress, {"ar": "x"}).status_code == 200


def test_gallrade_poster_sags_for_sig(folk: SimpleNamespace, client: Client) -> None:
    kvar, borta = arende(folk.norra, date(2025, 3, 3), 2, slag="klagomal")
    rapport = fryst(folk.norra, folk.bo)
    borta.delete()
    client.force_login(folk.bo)
    sida = client.get(reverse("rapporter:poster", args=[rapport.pk, "arenden.totalt"])).content.decode()
    assert "Ärenden: 2" in sida
    assert "1 av 2 ärenden visas." in sida
    assert "En post är gallrad" in sida
    assert kvar.get_absolute_url() in sida

"""Values from a file: previewed, all or nothing, and the second time nothing."""

import io
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from kvalitet.kalkylfil import Importfel
from kvalitet.matt_import import granska, importera
from kvalitet.models import Matvarde
from tests.stod.matt import skapa_kriterium, skapa_matvarde
from tests.stod.register import skapa_utforare, skapa_verksamhet

RUBRIKER = ("Kriterium", "Enhet", "År", "Värde")


def csvfil(*rader: str, rubriker: tuple[str, ...] = RUBRIKER) -> bytes:
    return "\r\n".join([";".join(rubriker), *rader]).encode("utf-8-sig")


def xlsxfil(*rader: tuple[Any, ...], rubriker: tuple[str, ...] = RUBRIKER) -> Workbook:
    bok = Workbook()
    for rad in (rubriker, *rader):
        bok.active.append(rad)
    return bok


def byte(bok: Workbook) -> bytes:
    fil = io.BytesIO()
    bok.save(fil)
    return fil.getvalue()


def test_mall_fyll_i_granska_las_in_och_en_gang_till(client: Client, folk: SimpleNamespace) -> None:
    kriterium = skapa_kriterium(folk.norra)
    gammalt = skapa_matvarde(kriterium, 70, 2024, kalla="Egen enkät")
    client.force_login(folk.kim)
    assert reverse("matvarde_import") in client.get(reverse("matvarde_lista")).content.decode()
    bok = load_workbook(io.BytesIO(client.get(reverse("matvarde_import_mall")).content))
    blad = bok.worksheets[0]
    rubriker = [cell.value for cell in blad[1]]
    for ar, varde, n in ((2024, 71.5, 20), (2025, 85, None)):
        rad = {"Kriterium": "nöjda med bemötandet", "Enhet": "Norra enheten", "År": ar, "Värde": varde, "Antal": n}
        blad.append([rad.get(rubrik) for rubrik in rubriker])

    def ladda_upp() -> Any:
        fil = SimpleUploadedFile("värden.xlsx", byte(bok))
        return client.post(reverse("matvarde_import"), {"fil": fil}, follow=True)

    text = ladda_upp().content.decode()
    assert "Värde: 70 blir 71,5; Antal som värdet bygger på: tomt blir 20" in text
    assert "Nytt värde" in text
    assert Matvarde.objects.count() == 1
    svar = client.post(reverse("matvarde_import_granska"), follow=True)
    assert "1 nya värden och 1 ändrade" in svar.content.decode()
    gammalt.refresh_from_db()
    assert (gammalt.varde, gammalt.n, gammalt.kalla, gammalt.version) == (Decimal("71.5"), 20, "Egen enkät", 2)
    nytt = Matvarde.objects.get(ar=2025)
    historik = nytt.history.get()
    assert (historik.history_user, historik.history_change_reason) == (folk.kim, "Inläst från värden.xlsx")

    assert "Det finns inget att läsa in." in ladda_upp().content.decode()
    client.post(reverse("matvarde_import_granska"))
    assert (Matvarde.objects.count(), gammalt.history.count()) == (2, 2)
    assert client.get(reverse("matvarde_import_granska")).status_code == 302  # nothing waits any more


def test_alla_fel_med_radnummer_och_inget_sparat(client: Client, folk: SimpleNamespace) -> None:
    skapa_kriterium(folk.norra)
    skapa_kriterium(folk.norra, "Dubbelt")
    skapa_kriterium(folk.norra_gruppen, "Dubbelt")
    fil = csvfil(
        "Nöjda med bemötandet;Norra enheten;2025;85",
        "Finns inte;Norra enheten;2025;85",
        "Nöjda med bemötandet;Södra enheten;2025;85",
        "Nöjda med bemötandet;Västra;1999;åttio",
        "Nöjda med bemötandet;Norra enheten;2024;100,5",
        ";Norra enheten;2024;1",
        "Nöjda med bemötandet;Norra enheten;2025;86",
        "Dubbelt;Norra enheten;2025;86",
    )
    client.force_login(folk.kim)
    svar = client.post(reverse("matvarde_import"), {"fil": SimpleUploadedFile("v.csv", fil)})
    assert svar.context["fel"] == [
        "Rad 3: måttet ”Finns inte” finns inte.",
        "Rad 4: enheten ”Södra enheten” får du inte lägga in värden för.",
        "Rad 5: enheten ”Västra” finns inte.",
        "Rad 5: år ”1999” ska vara ett år mellan 2000 och 2100.",
        "Rad 5: Värde ”åttio” är inte ett tal.",
        "Rad 6: Värde: En andel i procent är mellan 0 och 100.",
        "Rad 7: Kriterium är inte ifyllt.",
        "Rad 8: värdet står redan på rad 2.",
        "Rad 9: måttet ”Dubbelt” kan vara flera med samma namn.",
    ]
    assert not Matvarde.objects.exists()


@pytest.mark.parametrize(
    ("namn", "innehall", "text"),
    [
        ("v.xlsx", b"inte en bok", "Filen är inte en Excelfil"),
        ("v.xlsx", b"PK\x03\x04trasig", "Filen är skadad"),
        ("v.csv", csvfil(rubriker=("Mått", "Enhet", "År")), "Kolumnen ”Kriterium” saknas."),
        ("v.csv", csvfil(), "ingen rad är ifylld"),
        ("v.csv", b"x" * (2 * 1024 * 1024 + 1), "större än 2 MB"),
        ("v.csv", csvfil(*["A;B;2025;1"] * 5001), "fler än 5000 rader"),
    ],
)
def test_filer_som_inte_gar_att_lasa(folk: SimpleNamespace, namn: str, innehall: bytes, text: str) -> None:
    with pytest.raises(Importfel, match=text):
        granska(anvandare=folk.kim, innehall=innehall, namn=namn)


def test_alla_kolumner_och_skrivsatt(folk: SimpleNamespace) -> None:
    kriterium = skapa_kriterium(folk.namnd)
    verksamhet = skapa_verksamhet(skapa_utforare())
    rubriker = (*RUBRIKER, "Verksamhet", "Period", "Ungefärligt", "Tillfrågade", "Kunde inte svara", "Antal", "Riket")
    rad = ("Nöjda med bemötandet;Norra enheten;2025;1 0,5", verksamhet.namn, "januari–augusti;Ja;40;4;30;71.2")
    importera(anvandare=folk.kim, innehall=csvfil(";".join(rad), rubriker=rubriker), namn="v.csv")
    varde = Matvarde.objects.get()
    assert (varde.kriterium, varde.verksamhet, varde.period, varde.varde) == (
        kriterium,
        verksamhet,
        "t2",
        Decimal("10.5"),
    )
    assert (varde.ungefarligt, varde.tillfragade, varde.bortfall, varde.n) == (True, 40, 4, 30)
    assert varde.riket == Decimal("71.2")


def test_procentformaterade_celler_lases_som_procent(folk: SimpleNamespace) -> None:
    skapa_kriterium(folk.norra)
    bok = xlsxfil(("Nöjda med bemötandet", "Norra enheten", 2025, 0.855))
    bok.active["D2"].number_format = "0.0%"
    importera(anvandare=folk.kim, innehall=byte(bok), namn="v.xlsx")
    assert Matvarde.objects.get().varde == Decimal("85.5")


def test_exporten_gar_att_lasa_in_igen(client: Client, folk: SimpleNamespace) -> None:
    kriterium = skapa_kriterium(folk.norra, "-5 dagar eller mindre", mattenhet="dagar")
    skapa_matvarde(kriterium, 12.25, n=3, tillfragade=4, period="h1", periodnot="utom maj", kalla="Uttag")
    client.force_login(folk.kim)
    fil = b"".join(client.get(reverse("matvarde_lista"), {"export": "csv"}).streaming_content)
    resultat = granska(anvandare=folk.kim, innehall=fil, namn="matvarden.csv")
    assert (resultat.andringar, resultat.lika) == ([], 1)


def test_samma_varden_inlagda_under_tiden(client: Client, folk: SimpleNamespace, monkeypatch: Any) -> None:
    skapa_kriterium(folk.norra)
    client.force_login(folk.kim)
    fil = csvfil("Nöjda med bemötandet;Norra enheten;2025;85")
    client.post(reverse("matvarde_import"), {"fil": SimpleUploadedFile("v.csv", fil)})
    resultat = granska(anvandare=folk.kim, innehall=fil, namn="v.csv")
    skapa_matvarde(resultat.nya[0].varde.kriterium, 70)
    monkeypatch.setattr("kvalitet.matt_import.granska", lambda **_: resultat)  # as it stood before the other saved
    svar = client.post(reverse("matvarde_import_granska"))
    assert svar.context["fel"] == ["Någon annan lade in samma värden samtidigt. Läs in filen igen."]
    assert Matvarde.objects.get().varde == 70


def test_utan_vantande_fil_finns_inget_att_lasa_in(client: Client, folk: SimpleNamespace) -> None:
    client.force_login(folk.kim)
    svar = client.post(reverse("matvarde_import_granska"), follow=True)
    assert "Filen är redan inläst eller borttagen. Välj den igen." in svar.content.decode()


def test_personnummer_i_texten_stoppar_filen(folk: SimpleNamespace) -> None:
    skapa_kriterium(folk.norra)
    fil = csvfil("Nöjda med bemötandet;Norra enheten;2025;85;Gäller 19121212-1212", rubriker=(*RUBRIKER, "Kommentar"))
    with pytest.raises(Importfel, match="Rad 2: Kommentar: Texten ser ut att innehålla ett personnummer"):
        granska(anvandare=folk.kim, innehall=fil, namn="v.csv")

"""A report that has gone to the nämnd never changes, and nothing is half frozen."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kvalitet.tillstand import OtillatenOvergang
from rapporter import frysning as fryser
from rapporter.frysning import Frysfel, frys, kontrollera
from rapporter.kontext import Innehall, innehall_for, innehall_nu
from rapporter.models import Frysning, FrystaPoster, FrystTal, Rapportdokument
from rapporter.pdf import PdfFel
from rapporter.underlag import UNDERLAG
from tests.rapporter.text import pdftext
from tests.stod.planer import skapa_plan, skapa_rad
from tests.stod.rapporter import STOCKHOLM, arende, fryst, i_granskning, kapitelsidor, ny_rapport, skriv

STATUS = Rapportdokument.Status


def _filer() -> set[str]:
    return set(default_storage.listdir("rapporter/frysta")[1]) if default_storage.exists("rapporter/frysta") else set()


@pytest.fixture
def f(folk: SimpleNamespace) -> SimpleNamespace:
    folk.arenden = arende(folk.norra_gruppen, date(2025, 3, 3), 2, slag="klagomal")
    folk.arenden += arende(folk.norra, date(2025, 4, 3), slag="intern")
    plan = skapa_plan(folk.norra, 2025, faststalld_av=folk.bo)
    skapa_rad(plan, lage="kvarstar", lage_kommentar="Samma som i fjol.")
    return folk


def test_allt_sparas_tillsammans(f: SimpleNamespace) -> None:
    rapport = fryst(f.norra, f.bo, riktig_pdf=True)
    assert rapport.status == STATUS.KLAR_FOR_NAMND
    assert (rapport.fryst_av, rapport.fryst_vid) == (f.bo, rapport.frysning.tid)
    tal = FrystTal.objects.get(frysning=rapport.frysning, nyckel="arenden.klagomal_myndighet")
    assert (tal.varde, tal.n, tal.filter) == (2, 3, {"ar": 2025, "slag": "klagomal", "riktad_mot": "egen"})
    assert "klagomål" in tal.definition
    poster = {p.underlag: p for p in rapport.frysning.poster.all()}
    assert (poster["arenden"].antal, poster["plan"].antal) == (3, 1)
    assert set(poster) == set(UNDERLAG)
    rader = poster["arenden"].rader()
    assert [r["nummer"] for r in rader] == [a.nummer for a in f.arenden]
    assert set(rader[0]) == {
        "id", "nummer", "mottagen", "ar", "manad", "slag", "riktad_mot", "omklassificerad_fran", "utfall", "ivo",
        "enhet", "kategorier",
    }  # fmt: skip
    assert kontrollera(rapport.frysning) == []
    assert "SN 2026/00031" in pdftext(rapport.frysning.las_pdf())


def test_ingenting_andras_av_det_som_hander_sedan(f: SimpleNamespace, client: Client) -> None:
    rapport = fryst(f.norra, f.bo, riktig_pdf=True)
    client.force_login(f.kim)
    fore = _artiklar(client, rapport)
    pdf = client.get(reverse("rapporter:pdf", args=[rapport.pk])).content
    arende(f.norra, date(2025, 5, 5), slag="klagomal")
    andrat = f.arenden[0]
    andrat.slag, andrat.mottagen = "synpunkt", date(2024, 1, 1)
    andrat.save()
    f.norra.namn = "Nya enheten"
    f.norra.save()
    f.kim.last_name = "Nytt"
    f.kim.save()
    efter = _artiklar(client, rapport)
    assert efter == fore
    assert "Norra enheten" in "".join(efter)
    assert client.get(reverse("rapporter:pdf", args=[rapport.pk])).content == pdf
    assert kontrollera(rapport.frysning) == []


def _artiklar(client: Client, rapport: Rapportdokument) -> list[str]:
    """What the report's pages say, without the frame around."""
    return [sida.split("<article")[1].split("</article>")[0] for sida in kapitelsidor(client, rapport).values()]


def test_innehallet_gar_fram_och_tillbaka(f: SimpleNamespace) -> None:
    rapport = ny_rapport(f.norra, f.kim, skriven=True)
    innehall = innehall_nu(rapport)
    assert Innehall.from_json(innehall.to_json()) == innehall


def test_dubbelklick_fryser_en_gang(f: SimpleNamespace) -> None:
    rapport = i_granskning(f.norra, f.bo)
    forst, sedan = frys(dokument=rapport.pk, av=f.bo), frys(dokument=rapport.pk, av=f.bo)
    assert forst.fryst_vid == sedan.fryst_vid
    assert Frysning.objects.count() == 1


def test_misslyckad_pdf_lamnar_inget_fruset(f: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    rapport = i_granskning(f.norra, f.bo)
    filer = _filer()

    def fel(*args: object, **kwargs: object) -> None:
        raise PdfFel("Typsnittet saknas.")

    monkeypatch.setattr(fryser, "rendera_pdf", fel)
    with pytest.raises(Frysfel, match="Inget har frysts"):
        frys(dokument=rapport.pk, av=f.bo)
    rapport.refresh_from_db()
    assert (rapport.status, rapport.fryst_vid) == (STATUS.GRANSKNING, None)
    assert not Frysning.objects.exists()
    assert _filer() == filer


def test_fel_efter_pdf_tar_bort_filen(f: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    rapport = i_granskning(f.norra, f.bo)
    filer = _filer()
    monkeypatch.setattr(fryser.UNDERLAG["arenden"].__class__, "__getattribute__", _utan_rader)
    with pytest.raises(Frysfel, match="Siffrorna ändrades"):
        frys(dokument=rapport.pk, av=f.bo)
    assert _filer() == filer
    assert not FrystTal.objects.exists()


def _utan_rader(kalla: object, namn: str) -> object:
    """As if every record had gone between the reading of figures and of rows."""
    return (lambda *args: []) if namn == "rader" else object.__getattribute__(kalla, namn)


def test_uttagsdagen_avgor_vad_som_raknas(f: SimpleNamespace) -> None:
    arende(f.norra, date(2025, 12, 30), slag="klagomal", registrerad=datetime(2026, 2, 10, 9, tzinfo=STOCKHOLM))
    rapport = i_granskning(f.norra, f.bo)
    Rapportdokument.objects.filter(pk=rapport.pk).update(uttagsdag=date(2026, 1, 26))
    rapport = frys(dokument=rapport.pk, av=f.bo)
    underlag = innehall_for(rapport).underlag["arenden"]
    assert underlag.uttag == datetime(2026, 1, 27, 0, 0, tzinfo=STOCKHOLM)
    assert underlag.hamta_tal("arenden.totalt").varde == 3
    assert "Ett ärende som togs emot 2025 registrerades efter uttaget och är inte med." in underlag.forbehall


def test_det_frusna_gar_inte_att_skriva_over(f: SimpleNamespace) -> None:
    rapport = fryst(f.norra, f.bo)
    avsnitt = rapport.avsnitt.first()
    avsnitt.text = "<p>Nytt</p>"
    with pytest.raises(ValidationError, match="fryst"):
        avsnitt.save()
    for rad in (rapport.frysning, FrystTal.objects.first(), FrystaPoster.objects.first()):
        with pytest.raises(ValidationError, match="fryst"):
            rad.save()
        with pytest.raises(ValidationError, match="fryst"):
            rad.delete()


@pytest.mark.parametrize("status", ["klar_for_namnd", "faststalld", "aterremitterad", "ersatt"])
def test_databasen_vagrar_ett_fruset_lage_utan_frysning(f: SimpleNamespace, status: str) -> None:
    rapport = ny_rapport(f.norra, f.kim)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rapportdokument.objects.filter(pk=rapport.pk).update(status=status, diarienummer="SN 1")


def test_andring_i_det_frusna_upptacks(f: SimpleNamespace, client: Client) -> None:
    rapport = fryst(f.norra, f.bo)
    Frysning.objects.filter(pk=rapport.frysning.pk).update(kontext=rapport.frysning.kontext.replace("Norra", "Södra"))
    with default_storage.open(rapport.frysning.pdf.name, "wb") as fil:
        fil.write(b"%PDF-1.7 annat")
    client.force_login(f.bo)
    sida = client.get(rapport.get_absolute_url()).content.decode()
    assert "Rapportens innehåll stämmer inte med kontrollsumman." in sida
    assert "Pdf-filen stämmer inte med kontrollsumman." in sida
    svar = client.get(reverse("rapporter:pdf", args=[rapport.pk]), follow=True)
    assert "Pdf-filen lämnas inte ut" in svar.content.decode()


def test_bara_den_som_far_och_nar_villkoren_ar_uppfyllda(f: SimpleNamespace) -> None:
    rapport = i_granskning(f.norra, f.bo)
    with pytest.raises(PermissionDenied):
        frys(dokument=rapport.pk, av=f.lena)
    Rapportdokument.objects.filter(pk=rapport.pk).update(diarienummer="")
    with pytest.raises(OtillatenOvergang, match="diarienummer saknas"):
        frys(dokument=rapport.pk, av=f.bo)
    utkast = ny_rapport(f.sodra, f.david)
    skriv(utkast)
    with pytest.raises(OtillatenOvergang, match="gå från utkast"):
        frys(dokument=utkast.pk, av=f.david)


def test_forra_arets_publicerade_tal_star_bredvid_omrakningen(f: SimpleNamespace) -> None:
    fryst(f.norra, f.bo, 2025)
    arende(f.norra, date(2025, 6, 1), 2, slag="klagomal")  # entered afterwards
    underlag = innehall_nu(ny_rapport(f.norra, f.kim, 2026)).underlag["arenden"]
    assert underlag.hamta_tal("arenden.klagomal_myndighet").jamforelse == "2025: publicerat 2, omräknat 4"
    rad = next(t for t in underlag.tabeller if t.rubrik.startswith("Ärenden riktade")).rader[0]
    assert (rad[2].text, rad[2].under) == ("4", "publicerat 2")
    assert underlag.hamta_tal("arenden.klagomal_utforare").jamforelse == "0 år 2025"

"""Work in the background: done once, taken over from the dead, tried again, given up in plain words."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from kvalitet import jobb
from kvalitet.models import Jobb

Status = Jobb.Status
VANTAR, PAGAR, KLAR, FEL = Status.VANTAR, Status.PAGAR, Status.KLAR, Status.FEL


class Arbete:
    """A registered kind of work that counts its runs; `gor` is what it does."""

    def __init__(self) -> None:
        self.gjort: list[int] = []
        self.gor: Callable[[Jobb], jobb.Resultat | None] = lambda _: jobb.Resultat(fil=b"hej", filnamn="hej.txt")

    def __call__(self, rad: Jobb) -> jobb.Resultat | None:
        self.gjort.append(rad.pk)
        return self.gor(rad)


@pytest.fixture
def arbete() -> Iterator[Arbete]:
    arbete = Arbete()
    jobb.registrera("prov", arbete, rubrik="Prov", far_hamta=lambda rad, person: rad.parametrar.get("far", True))
    yield arbete
    del jobb._slag["prov"]


def nytt(folk: SimpleNamespace, **falt: object) -> Jobb:
    return Jobb.objects.create(**{"slag": "prov", "nyckel": "1:x", "rubrik": "Prov", "bestalld_av": folk.kim, **falt})


def for_lange_sen(**tid: int) -> object:
    return timezone.now() - timedelta(**tid)


def test_tva_bestallningar_ger_ett_jobb(folk, arbete, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as att_gora:
        ett = jobb.bestall("prov", av=folk.kim, nyckel="x")
        tva = jobb.bestall("prov", av=folk.kim, nyckel="x")
        annans = jobb.bestall("prov", av=folk.bo, nyckel="x")
    assert ett == tva != annans
    assert len(att_gora) == 2
    for funktion in att_gora:
        funktion()
    ett.refresh_from_db()
    assert (ett.status, ett.forsok, ett.framsteg) == (KLAR, 1, 100)
    assert jobb.bestall("prov", av=folk.kim, nyckel="x") != ett


def test_okant_slag_gar_inte_att_bestalla(folk):
    with pytest.raises(KeyError):
        jobb.bestall("finns_inte", av=folk.kim, nyckel="x")


def test_slag_som_tagits_bort_sager_det(folk):
    rad = nytt(folk, slag="borta")
    assert not jobb.kor(rad.pk)
    rad.refresh_from_db()
    assert (rad.status, rad.fel) == (FEL, jobb.OKANT)


def test_kors_en_gang(folk, arbete):
    rad = nytt(folk)
    assert jobb.kor(rad.pk)
    assert not jobb.kor(rad.pk)
    assert not jobb.kor(0)
    assert arbete.gjort == [rad.pk]


def test_den_som_haller_pa_lamnas_i_fred(folk, arbete):
    rad = nytt(folk, status=PAGAR, lanad_av="a", lanad_till=timezone.now() + timedelta(minutes=1), forsok=1)
    assert not jobb.kor(rad.pk)
    jobb.sopa()
    assert arbete.gjort == []


def test_dod_arbetares_jobb_tas_over_och_blir_klart_en_gang(folk, arbete):
    rad = nytt(folk, status=PAGAR, lanad_av="död", lanad_till=for_lange_sen(minutes=1), forsok=1)
    assert jobb.sopa().overtagna == 1
    rad.refresh_from_db()
    assert (rad.status, rad.forsok, arbete.gjort) == (KLAR, 2, [rad.pk])
    assert jobb.sopa() == jobb.Sopning()


def test_dod_arbetare_om_och_om_igen_ges_upp(folk, arbete):
    rad = nytt(folk, status=PAGAR, lanad_av="död", lanad_till=for_lange_sen(minutes=1), forsok=3)
    assert jobb.sopa().misslyckade == 1
    assert jobb.sopa().misslyckade == 0
    rad.refresh_from_db()
    assert (rad.status, rad.fel, arbete.gjort) == (FEL, jobb.STANNADE, [])


def test_bestallning_som_aldrig_kom_i_kon(folk, arbete):
    rad = nytt(folk, koad=for_lange_sen(minutes=2))
    assert jobb.sopa().koade == 1
    rad.refresh_from_db()
    assert rad.status == KLAR
    nytt(folk)  # ordered this moment: on its way
    assert jobb.sopa().koade == 0


def test_resultat_av_den_som_forlorat_sitt_lan_kastas(folk, arbete):
    rad = nytt(folk)

    def langsam(mitt: Jobb) -> jobb.Resultat:
        Jobb.objects.filter(pk=mitt.pk).update(lanad_av="annan")  # the lease ran out and another took over
        return jobb.Resultat(fil=b"gammalt", filnamn="a.txt")

    arbete.gor = langsam
    fore = filer()
    assert not jobb.kor(rad.pk)
    rad.refresh_from_db()
    assert (rad.status, rad.lanad_av, bool(rad.fil)) == (PAGAR, "annan", False)
    assert filer() == fore


def filer() -> set[str]:
    return set(default_storage.listdir("jobb")[1]) if default_storage.exists("jobb") else set()


def test_framsteg_fornyar_lanet_och_marker_att_det_ar_forlorat(folk, arbete):
    rad = nytt(folk)

    def steg(mitt: Jobb) -> None:
        Jobb.objects.filter(pk=mitt.pk).update(lanad_till=timezone.now())
        jobb.framsteg(mitt, 140, "Skriver")
        nu = Jobb.objects.get(pk=mitt.pk)
        assert (nu.framsteg, nu.framsteg_text) == (100, "Skriver")
        assert nu.lanad_till > timezone.now() + timedelta(minutes=10)
        Jobb.objects.filter(pk=mitt.pk).update(lanad_av="annan")
        jobb.framsteg(mitt, 50)
        raise AssertionError("ska inte komma hit")

    arbete.gor = steg
    assert not jobb.kor(rad.pk)


def test_ovantat_fel_provas_igen_och_ges_upp_utan_att_citera_nagon(folk, arbete, caplog):
    def trasig(_: Jobb) -> None:
        raise ValueError("Anna Andersson ramlade")

    arbete.gor = trasig
    rad = nytt(folk)
    jobb.kor(rad.pk)
    rad.refresh_from_db()
    assert (rad.status, rad.fel, arbete.gjort) == (FEL, jobb.OVANTAT, [rad.pk] * 3)
    assert "ValueError i test_jobb.py" in caplog.text
    assert "ramlade" not in caplog.text


def test_nytt_forsok_vantar_en_stund(folk, arbete, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    arbete.gor = lambda _: (_ for _ in ()).throw(jobb.Jobbfel("Servern svarar inte.", igen=True))
    rad = nytt(folk)
    jobb.kor(rad.pk)
    rad.refresh_from_db()
    assert (rad.status, rad.forsok, len(arbete.gjort)) == (VANTAR, 1, 1)
    assert timezone.now() < rad.koad < timezone.now() + timedelta(minutes=2)
    assert jobb.sopa().koade == 0


def test_fel_som_inte_gar_over_provas_inte_igen(folk, arbete):
    arbete.gor = lambda _: (_ for _ in ()).throw(jobb.Jobbfel("Rapporten finns inte."))
    rad = nytt(folk)
    jobb.kor(rad.pk)
    rad.refresh_from_db()
    assert (rad.status, rad.fel, rad.forsok) == (FEL, "Rapporten finns inte.", 1)


def test_arbetare_som_stoppas_lamnar_jobbet_ifran_sig(folk, arbete):
    arbete.gor = lambda _: (_ for _ in ()).throw(SystemExit)
    rad = nytt(folk)
    with pytest.raises(SystemExit):
        jobb.kor(rad.pk)
    rad.refresh_from_db()
    assert (rad.status, rad.lanad_av) == (VANTAR, "")


@pytest.mark.parametrize(
    ("status", "alder", "koas"),
    [("READY", 60, 0), ("RUNNING", 0, 0), ("RUNNING", 60, 1), ("SUCCESSFUL", 60, 1), (None, 60, 1)],
)
def test_koraden_avgor_om_jobbet_koas_igen(folk, arbete, settings, status, alder, koas):
    """A worker that died between the queue's row and ours leaves a running row behind; a pruned queue leaves none."""
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    rad = nytt(folk)
    jobb._koa(rad.pk)
    sen = for_lange_sen(minutes=alder)
    DBTaskResult.objects.update(status=status or "READY", started_at=sen)
    if status is None:
        DBTaskResult.objects.all().delete()
    Jobb.objects.update(koad=for_lange_sen(minutes=60))
    assert jobb.sopa().koade == koas
    assert jobb.sopa().koade == 0


def test_gammalt_stadas(folk, arbete):
    rad = nytt(folk)
    jobb.kor(rad.pk)
    rad.refresh_from_db()
    fil = rad.fil.name
    jobb.sopa()
    assert default_storage.exists(fil)
    Jobb.objects.update(avslutad=for_lange_sen(days=3))
    jobb.sopa()
    rad.refresh_from_db()
    assert not default_storage.exists(fil)
    assert (rad.har_fil, rad.resultat["filnamn"]) == (False, "hej.txt")
    Jobb.objects.update(avslutad=for_lange_sen(days=31))
    assert jobb.sopa().borttagna == 1
    assert not Jobb.objects.exists()


def test_fil_som_ingen_rad_pekar_pa_stadas(db):
    from django.core.files.base import ContentFile

    namn = default_storage.save("jobb/kvarglomd.txt", ContentFile(b"x"))
    jobb.sopa()
    assert default_storage.exists(namn)
    with patch("kvalitet.jobb.timezone.now", return_value=timezone.now() + timedelta(days=3)):
        jobb.sopa()
    assert not default_storage.exists(namn)

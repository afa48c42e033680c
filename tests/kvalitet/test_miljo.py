"""Settings refuse bad values with a sentence that says what to do."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from kvalitet import miljo


def test_databas_sqlite(monkeypatch):
    monkeypatch.setenv("X", "sqlite:////srv/å.sqlite3")
    assert miljo.databas("X", "")["NAME"] == "/srv/å.sqlite3"


def test_databas_postgresql_med_losenord(monkeypatch):
    monkeypatch.setenv("X", "postgresql://kv%40l:hem%2Flig@db.example:5433/kvalitet")
    d = miljo.databas("X", "")
    assert (d["USER"], d["PASSWORD"], d["HOST"], d["PORT"], d["NAME"]) == (
        "kv@l",
        "hem/lig",
        "db.example",
        "5433",
        "kvalitet",
    )


def test_databas_postgresql_over_uttag():
    d = miljo.databas("SAKNAS", "postgresql:///prov?host=/run/pg&user=kv")
    assert (d["HOST"], d["USER"], d["NAME"]) == ("/run/pg", "kv", "prov")


@pytest.mark.parametrize("adress", ["mysql://x/y", "postgresql://server", "sqlite", "kvalitet.sqlite3"])
def test_okand_databas_vagras(monkeypatch, adress):
    monkeypatch.setenv("X", adress)
    with pytest.raises(ImproperlyConfigured, match="ska se ut som"):
        miljo.databas("X", "")


@pytest.mark.parametrize("varde", ["rod", "#12345", "#12345g", "#fff; } body { display: none"])
def test_farg_vagras(monkeypatch, varde):
    monkeypatch.setenv("X", varde)
    with pytest.raises(ImproperlyConfigured, match="färg"):
        miljo.farg("X", "#14525c")


@pytest.mark.parametrize("varde", ["-1", "tre", "1,5"])
def test_heltal_vagras(monkeypatch, varde):
    monkeypatch.setenv("X", varde)
    with pytest.raises(ImproperlyConfigured, match="heltal"):
        miljo.heltal("X", 3)


def test_hemlig_nyckel_kravs_i_drift(monkeypatch, tmp_path):
    monkeypatch.delenv("KVALITET_HEMLIG_NYCKEL", raising=False)
    with pytest.raises(ImproperlyConfigured, match="KVALITET_HEMLIG_NYCKEL"):
        miljo.hemlig_nyckel("drift", tmp_path)
    monkeypatch.setenv("KVALITET_HEMLIG_NYCKEL", "kort")
    with pytest.raises(ImproperlyConfigured, match="minst 32"):
        miljo.hemlig_nyckel("drift", tmp_path)


def test_hemlig_nyckel_gors_en_gang(monkeypatch, tmp_path):
    monkeypatch.delenv("KVALITET_HEMLIG_NYCKEL", raising=False)
    forsta = miljo.hemlig_nyckel("utveckling", tmp_path / "var")
    assert len(forsta) >= 50
    assert miljo.hemlig_nyckel("utveckling", tmp_path / "var") == forsta
    assert (tmp_path / "var" / "hemlig_nyckel").stat().st_mode & 0o077 == 0


def test_val_vagrar_annat(monkeypatch):
    monkeypatch.setenv("X", "produktion")
    with pytest.raises(ImproperlyConfigured, match="utveckling, drift"):
        miljo.val("X", ("utveckling", "drift"), "drift")

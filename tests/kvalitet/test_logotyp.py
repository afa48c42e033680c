"""The municipality's logotype: from the settings, harmless, and never instead of the name."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from kvalitet import miljo

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def test_utan_logotyp_visas_systemets_marke_och_namnet(db: None, client: Client) -> None:
    html = client.get(reverse("account_login")).content.decode()
    assert "<b>Kvalitet</b><span>Älvhamra kommun</span>" in html
    assert reverse("logotyp") not in html
    assert client.get(reverse("logotyp")).status_code == 404


@pytest.mark.parametrize(("namn", "innehall", "typ"), [("l.svg", SVG, "image/svg+xml"), ("l.png", PNG, "image/png")])
def test_bilden_sands_sa_att_den_inget_kan_gora(
    folk: SimpleNamespace, client: Client, settings: object, tmp_path: Path, namn: str, innehall: bytes, typ: str
) -> None:
    fil = tmp_path / namn
    fil.write_bytes(innehall)
    settings.LOGOTYP = fil  # type: ignore[attr-defined]
    svar = client.get(reverse("logotyp"))
    assert b"".join(svar.streaming_content) == innehall  # type: ignore[attr-defined]
    assert svar["Content-Type"] == typ
    assert svar["X-Content-Type-Options"] == "nosniff"
    assert svar["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    html = client.get(reverse("account_login")).content.decode()
    assert f'<img src="{reverse("logotyp")}?' in html
    assert "<b>Kvalitet</b><span>Älvhamra kommun</span>" in html


@pytest.mark.parametrize(
    ("namn", "innehall", "fel"),
    [
        ("finns-inte.svg", None, "finns ingen fil"),
        ("bild.gif", b"GIF89a", "SVG eller PNG"),
        ("bild.png", SVG, "SVG eller PNG"),
        ("bild.svg", PNG, "SVG eller PNG"),
        ("stor.svg", SVG + b" " * 200_000, "högst 200 kB"),
    ],
)
def test_fel_fil_stoppar_starten_med_en_mening(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, namn: str, innehall: bytes | None, fel: str
) -> None:
    if innehall is not None:
        (tmp_path / namn).write_bytes(innehall)
    monkeypatch.setenv("KVALITET_LOGOTYP", str(tmp_path / namn))
    with pytest.raises(ImproperlyConfigured, match=fel):
        miljo.bild("KVALITET_LOGOTYP")


def test_ingen_installning_ger_ingen_bild(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KVALITET_LOGOTYP", raising=False)
    assert miljo.bild("KVALITET_LOGOTYP") is None

"""Tags and filters of the look: nodes, states, numbers, dates, headings; and the frame of every page, in Swedish."""

import gettext
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from kvalitet.listor import Sorthuvud
from kvalitet.noder import LAGEN, nod_svg
from kvalitet.skillnad import ord_for_ord
from kvalitet.templatetags import utseende
from kvalitet.tillstand import Tillstandsmodell

SMAL = "\u202f"
FAST = "\u00a0"


@pytest.mark.parametrize(
    ("varde", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1234, f"1{SMAL}234"),
        (1234567, f"1{SMAL}234{SMAL}567"),
        (-1234, f"\u22121{SMAL}234"),
        (Decimal("1234.50"), f"1{SMAL}234,50"),
        (1234.5, f"1{SMAL}234,5"),
        (71.0, "71"),
        (0.125, "0,13"),
        (100.0, "100"),
        (None, "–"),
        ("", "–"),
        (True, "–"),
        (float("nan"), "–"),
    ],
)
def test_tal(varde: object, text: str) -> None:
    assert utseende.tal(varde) == text


def test_tal_med_bestamt_antal_decimaler() -> None:
    assert utseende.tal(2.25, 1) == "2,3"
    assert utseende.tal(3, 1) == "3,0"


@pytest.mark.parametrize(
    ("varde", "decimaler", "text"),
    [
        (0.123, 1, f"12,3{FAST}%"),
        (Decimal("0.9995"), 1, f"100,0{FAST}%"),
        (1, 0, f"100{FAST}%"),
        (12.34, 0, f"1{SMAL}234{FAST}%"),
        (-0.05, 0, f"\u22125{FAST}%"),
        (None, 1, "–"),
    ],
)
def test_procent(varde: object, decimaler: int, text: str) -> None:
    assert utseende.procent(varde, decimaler) == text


def test_datum_och_tidpunkt_i_svensk_tid() -> None:
    sent = datetime(2026, 11, 22, 23, 41, tzinfo=UTC)  # 00.41 the next day in Sweden
    assert utseende.datum(date(2026, 11, 22)) == "2026-11-22"
    assert utseende.datum(sent) == "2026-11-23"
    assert utseende.tidpunkt(sent) == "2026-11-23 kl. 00.41"
    assert utseende.klockslag(sent) == "00.41"
    assert utseende.datum(None) == utseende.tidpunkt(None) == utseende.klockslag(None) == "–"


def test_noden_ar_tyst_bredvid_ord_men_kan_fa_namn_och_farg() -> None:
    assert 'aria-hidden="true"' in nod_svg("halv")
    med_namn = nod_svg("klar", 14, farg="#22603a", titel="Klar")
    assert "<title>Klar</title>" in med_namn
    assert 'role="img"' in med_namn
    assert 'fill="#22603a"' in med_namn


def test_nodens_namn_och_farg_ar_skyddade() -> None:
    svg = nod_svg("tom", farg='"><script>', titel="<b>")
    assert "<script>" not in svg
    assert "<b>" not in svg


def test_laget_har_nod_ord_och_ton() -> None:
    html = Template('{% load utseende %}{% lage "utreds" "Utreds" %}').render(Context())
    assert html.startswith('<span class="lage pa"><svg')
    assert html.endswith("</svg>Utreds</span>")


def test_okant_lage_blir_en_ring() -> None:
    html = Template('{% load utseende %}{% lage "nagot_nytt" %}').render(Context())
    assert 'class="lage vilar"' in html
    assert "Nagot nytt" in html


def test_varje_status_i_modellerna_har_en_nod() -> None:
    def underklasser(klass: type) -> list[type]:
        return [k for direkt in klass.__subclasses__() for k in (direkt, *underklasser(direkt))]

    modeller = [m for m in underklasser(Tillstandsmodell) if not m._meta.abstract]  # type: ignore[attr-defined]
    statusar = {v for m in modeller for v, _ in m._meta.get_field("status").flatchoices}  # type: ignore[attr-defined]
    assert statusar <= set(LAGEN)


def test_sorthuvud_lankar_bara_det_som_gar_att_sortera() -> None:
    mall = Template(
        '{% load utseende %}{% sorthuvud "a" "Mottagen" "tal" %}{% sorthuvud "b" "Nummer" %}{% sorthuvud "c" "Slag" %}'
    )
    sorteringar = {
        "a": Sorthuvud("Mottagen", "?sort=a&x=1", aktiv=True, fallande=True),
        "b": Sorthuvud("Nummer", "?sort=b", aktiv=False, fallande=False),
    }
    html = mall.render(Context({"sorteringar": sorteringar}))
    assert '<th role="columnheader" scope="col" aria-sort="descending" class="tal"><a href="?sort=a&amp;x=1">' in html
    assert '<a href="?sort=b">Nummer</a>' in html
    assert '<th role="columnheader" scope="col">Slag</th>' in html
    assert html.count("aria-sort") == 1


def test_lagesrutan_visar_vag_hinder_och_knappar(rf: object) -> None:
    ruta = SimpleNamespace(
        steg=[
            SimpleNamespace(namn="Registrerad", nod="klar", klass="gjord", detalj="14 okt"),
            SimpleNamespace(namn="Bedömd", nod="kvart", klass="nu", detalj=""),
        ],
        rubrik="Nästa steg: avsluta",
        text="Bo Tallgren gör det.",
        frist=("Skulle ha gjorts 2026-11-20", True),
        knappar=[SimpleNamespace(text="Avsluta", url="/x/", metod="post", primar=True)],
        hinder=[
            SimpleNamespace(text="återkoppling saknas.", lank_text="Skriv", lank_url="/y/", klart=False),
            SimpleNamespace(text="Orsak är vald", lank_text="", lank_url="", klart=True),
        ],
        hinder_rubrik="Kan inte avslutas eftersom",
    )
    html = render_to_string("_lagesruta.html", {"lagesruta": ruta, "csrf_token": "x"})
    assert html.count('aria-current="step"') == 1
    assert '<form method="post" action="/x/">' in html
    assert "<title>Saknas:</title>" in html
    assert '<a href="/y/">Skriv</a>' in html
    assert 'class="lage fel"' in html


def test_konflikten_visar_bada_texterna_ofarliga() -> None:
    falt = SimpleNamespace(
        etikett="Vad hände?",
        ditt="<script>mitt</script>",
        deras="deras text",
        segment=ord_for_ord("deras text", "<script>mitt</script>"),
    )
    html = render_to_string("_konflikt.html", {"konflikt": [falt]})
    assert "&lt;script&gt;mitt" in html
    assert "<script>" not in html
    assert "deras text" in html
    assert 'role="alert"' in html


def test_historiken_visar_vad_vem_och_varfor() -> None:
    version = SimpleNamespace(
        tid=datetime(2026, 11, 2, 8, 5, tzinfo=UTC),
        vem="Sara Lindqvister",
        skal="komplettering",
        slag="ändrad",
        andringar=[SimpleNamespace(etikett="Konsekvens", segment=ord_for_ord("ingen skada", "ingen fraktur"))],
    )
    html = render_to_string("_historik.html", {"versioner": [version]})
    assert "2026-11-02 kl. 09.05" in html
    assert "Sara Lindqvister" in html
    assert "Skäl: komplettering" in html
    assert re.search(r"<del>.*skada</del>", html)
    assert re.search(r"<ins>.*fraktur</ins>", html)


@pytest.mark.parametrize("mall", ["400.html", "500.html"])
def test_felsidorna_klarar_sig_utan_databas_och_kontext(mall: str) -> None:
    html = render_to_string(mall)
    assert 'lang="sv"' in html
    assert "<h1>" in html


OPPNA = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
    "om_tillganglighet",
    "om_personuppgifter",
]
INLOGGADE = ["start", "account_change_password", "account_logout", "account_reauthenticate"]
ENGELSKA = re.compile(
    r"\b(the|your|password|sign ?in|sign ?up|sign ?out|please|email address|required|forgot|username)\b", re.IGNORECASE
)


def synlig_text(html: str) -> str:
    """What a person reads of a page: no tags, scripts or styles."""
    return re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)


def test_sidorna_utan_inloggning_ar_svenska_och_har_ram(db: None, client: Client) -> None:
    for namn in OPPNA:
        html = client.get(reverse(namn)).content.decode()
        granska_ram(namn, html)


def test_sidorna_efter_inloggning_ar_svenska_och_har_ram(folk: SimpleNamespace, client: Client) -> None:
    client.force_login(folk.bo, backend=settings.AUTHENTICATION_BACKENDS[0])
    for namn in INLOGGADE:
        granska_ram(namn, client.get(reverse(namn)).content.decode())


def granska_ram(namn: str, html: str) -> None:
    assert '<html lang="sv">' in html, namn
    assert html.count("<h1") == 1, namn
    assert 'href="#innehall"' in html, namn
    assert re.search(r"<title>[^<]+ – Kvalitet, ", html), namn
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:", html), namn
    assert not re.search(r"<script(?![^>]*\bsrc=)", html), namn
    assert 'placeholder="Lösenord' not in html, namn
    assert not (traff := ENGELSKA.search(synlig_text(html))), f"{namn}: {traff}"


def test_kommunens_farg_satts_med_nonce(db: None, client: Client) -> None:
    svar = client.get(reverse("account_login"))
    nonce = re.search(r'<style nonce="([^"]+)">:root { --profil: #', svar.content.decode())
    assert nonce
    assert f"'nonce-{nonce[1]}'" in svar.headers["Content-Security-Policy"]


def test_okand_adress_far_var_sida(db: None, client: Client) -> None:
    svar = client.get("/finns-inte/")
    assert svar.status_code == 404
    assert "Sidan finns inte" in svar.content.decode()


def test_utloggning_ar_en_knapp(folk: SimpleNamespace, client: Client) -> None:
    client.force_login(folk.bo, backend=settings.AUTHENTICATION_BACKENDS[0])
    html = client.get(reverse("start")).content.decode()
    assert f'<form method="post" action="{reverse("account_logout")}">' in html
    client.post(reverse("account_logout"))
    assert client.get(reverse("start")).status_code == 302


def test_menyn_marker_sidan_man_ar_pa(folk: SimpleNamespace, client: Client) -> None:
    client.force_login(folk.bo, backend=settings.AUTHENTICATION_BACKENDS[0])
    html = client.get(reverse("start")).content.decode()
    meny = html[html.index('id="meny"') : html.index("</nav>")]
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', meny) == [reverse("start")]


def test_adressen_till_eget_konto_andras_inte_av_en_sjalv(folk: SimpleNamespace, client: Client) -> None:
    client.force_login(folk.bo, backend=settings.AUTHENTICATION_BACKENDS[0])
    svar = client.post(reverse("account_email"), {"email": "ny@alvhamra.example", "action_add": ""})
    assert svar.status_code == 302
    folk.bo.refresh_from_db()
    assert folk.bo.email == "bo@alvhamra.example"


def test_mallarna_har_ingen_stil_eller_kod_inne_i_sig() -> None:
    """The policy allows neither, and the browser would only say so in its console."""
    mallar = Path(settings.BASE_DIR) / "templates"
    for fil in mallar.rglob("*.html"):
        if fil == mallar / "rapporter" / "word.html":  # read by pandoc, never by a browser
            continue
        text = fil.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=\"|\son(click|change|submit|load|input)=|javascript:", text), fil


def test_de_kompilerade_oversattningarna_ar_de_skrivna() -> None:
    """What users read is the .mo; a forgotten msgfmt would leave it behind the .po."""
    mapp = Path(settings.BASE_DIR) / "locale" / "sv" / "LC_MESSAGES"
    kalla = (mapp / "django.po").read_text(encoding="utf-8")
    with (mapp / "django.mo").open("rb") as fil:
        katalog = gettext.GNUTranslations(fil)
    par = re.findall(r'^msgid "(.+)"\n(?:msgid_plural "(.+)"\n)?msgstr(?:\[0\])? "(.+)"', kalla, re.MULTILINE)
    assert len(par) > 50
    for engelska, flertal, svenska in par:
        funnet = katalog.ngettext(engelska, flertal, 1) if flertal else katalog.gettext(engelska)
        assert funnet == svenska

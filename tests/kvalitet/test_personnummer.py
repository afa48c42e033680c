"""Personal identity numbers are found in every form where somebody writes; what only looks like one is let through.

The numbers are made up or come from the tax authority's test series.
"""

import importlib
import pkgutil
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.urls import reverse

from kvalitet.models import Atgard, Utkast
from kvalitet.personnummer import Textvakt, hitta, i_text, skriver_text
from tests.stod.planer import skapa_atgard
from tests.test_lager import LAGER

ROT = Path(settings.BASE_DIR)

RATT = [
    "19121212-1212",
    "191212121212",
    "121212-1212",
    "121212+1212",
    "1212121212",
    "121212 1212",
    "121212 - 1212",
    "121212–1212",
    "121212\u20111212",  # no-break hyphen
    "121212\u00a01212",
    "19850709-9805",
    "850709-9805",
    "8507099805",
    "198507099805",
    "20000229-1235",  # leap day
    "19850769-9802",  # co-ordination number: day 9 + 60
    "850769-9802",
    "8507699802",
    "198507699802",
    "Kunden (850709-9805) ramlade.",
    "pnr:850709-9805",
    "Pnr.850709-9805.",
    "Det gällde 850709-9805, som bor själv.",
    "rad ett\n850709-9805\nrad tre",
    "19850709 9805",
    "20070123-4569",
    "070123-4569",
]
FEL = [
    "",
    "070-123 45 67",
    "0701234569",  # a mobile number written together
    "+46701234567",
    "0046 70 123 45 67",
    "08-508 25 000",
    "0250-123 45",
    "2026-0147",
    "SN 2026-0147",
    "Diarienummer 2026-0147-12",
    "556016-0680",  # org.nr: the third figure is at least two
    "5560160680",
    "16556016-0680",
    "212000-0142",
    "850709-9806",  # wrong control figure
    "8507099806",
    "198507099806",
    "851309-9807",  # no thirteenth month
    "850732-9806",  # no such day
    "19850229-1233",  # no leap year
    "850700-9804",
    "850792-9803",  # day 32 + 60
    "20991231-1231",  # not born yet
    "2026-11-22 2026-11-23",
    "20261122-20261123",
    "1 234 567 890",
    "12345678501212121212",  # a longer number
    "5121212-12123",
    "IBAN SE3550000000054910000003",
    "Plusgiro 12 12 12-1",
    "121212-1212-3",
    "3.121212-1212",
    "kl. 12.12 den 12 december",
]


@pytest.mark.parametrize("text", RATT)
def test_hittas(text):
    assert len(hitta(text)) == 1


@pytest.mark.parametrize("text", FEL)
def test_hittas_inte(text):
    assert hitta(text) == []


def test_plats_och_mask():
    (fynd,) = hitta("Kund 19850709-9805 ramlade")
    assert (fynd.start, fynd.slut, fynd.maskerat) == (5, 18, "19xxxxxx-xxxx")
    assert [f.maskerat for f in hitta("850709-9805 och 20000229-1235")] == ["xxxxxx-xxxx", "20xxxxxx-xxxx"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>850709-9805</p>",
        "<p>850709<strong>-9805</strong></p>",
        "850709&#45;9805",
        "pnr <850709-9805>",
    ],
)
def test_hittas_i_formaterad_text(html):
    assert i_text(html)


def test_siffror_i_skilda_stycken_hor_inte_ihop():
    assert not i_text("<p>850709</p><p>9805</p>")


UNDANTAG = {
    "kvalitet.stilprov.": "the page of the system's parts, where nothing is saved",
    "kvalitet.kontoformular.": "name and password of the person who signs in; nothing of it is stored as text",
    "rapporter.admin.": "the administrator's templates, written once and not about people",
}


def _formularklasser() -> set[type[forms.BaseForm]]:
    for app in LAGER:
        if (ROT / app).is_dir():
            for modul in pkgutil.walk_packages([str(ROT / app)], f"{app}."):
                if ".migrations" not in modul.name and not modul.name.startswith("kvalitet.wsgi"):
                    importlib.import_module(modul.name)

    def under(klass: type) -> set[type]:
        return {klass}.union(*(under(k) for k in klass.__subclasses__()))

    return {k for k in under(forms.BaseForm) if k.__module__.split(".")[0] in LAGER}


def test_varje_formular_dar_nagon_skriver_vaktas():
    """A new form without the guard fails here; put `Textvakt` first among its bases."""
    klasser = _formularklasser()
    assert len(klasser) > 20
    utan = [
        f"{k.__module__}.{k.__name__}"
        for k in klasser
        if not issubclass(k, Textvakt) and any(skriver_text(f) for f in k.base_fields.values())
    ]
    assert sorted(n for n in utan if not n.startswith(tuple(UNDANTAG))) == []


def test_varje_undantaget_falt_har_ett_skal():
    for klass in _formularklasser():
        for namn, skal in getattr(klass, "utan_vakt", {}).items():
            assert namn in klass.base_fields, klass
            assert len(skal) > 20, klass


def test_texten_tas_inte_emot_men_finns_kvar(folk, client):
    atgard = skapa_atgard(folk.norra)
    client.force_login(folk.kim)
    adress = reverse("atgard_andra", args=[atgard.pk])
    falt = {"rubrik": "Ring 850709-9805", "enhet": folk.norra.pk, "slag": "rutin", "version": atgard.version}
    sida = client.post(adress, falt).content.decode()
    assert "Texten ser ut att innehålla ett personnummer (xxxxxx-xxxx)" in sida
    assert "akt- eller ärendenumret" in sida
    assert "Ring 850709-9805" in sida
    atgard.refresh_from_db()
    assert "850709" not in atgard.rubrik
    assert not Atgard.history.filter(rubrik__contains="850709").exists()
    assert not Utkast.objects.exists()


def test_rapporten_vaktas(folk, client):
    client.force_login(folk.anna)
    sida = client.post(reverse("avvikelser:ny"), {"handelse": "850709-9805 ramlade"}).content.decode()
    assert "innehålla ett personnummer" in sida

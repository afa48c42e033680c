"""Every kind of page of the demonstration answers, is light enough for a phone and asks the database little."""

import re
from collections import Counter, deque
from html import unescape
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from avvikelser.grunddata import lagg_in_indelningar
from kvalitet.grunddata import lagg_in_kvalitetsomraden
from kvalitet.models import Anvandare
from rapporter.mallar import lagg_in_mallar
from risker.grunddata import lagg_in_riskskala

STORST = 100_000  # bytes of a page, without attachments
FRAGOR = 20
AV_VARJE_SLAG = 2
# How many kinds of pages each at least reaches by following links.
MINST = {"cecilia": 100, "bo": 60, "anna": 15, "lena": 50}
LANK = re.compile(r'href="(/[^"#]*)')
UTANFOR = ("/static/", "/administration/", "/konto/")


@pytest.fixture
def demo(db: None) -> None:
    lagg_in_kvalitetsomraden()
    lagg_in_indelningar()
    lagg_in_riskskala()
    lagg_in_mallar()
    call_command("ladda_demo", rapporter=1, stdout=StringIO())


def ga_runt(namn: str) -> tuple[Counter[str], list[str]]:
    """Follow links from the start page, a few of each kind of page. Returns kinds with how many, and what was wrong."""
    klient = Client()
    klient.force_login(Anvandare.objects.get(username=namn))
    kvar, sedda, slag, fel = deque(["/"]), {"/"}, Counter[str](), []
    while kvar:
        adress = kvar.popleft()
        plats = resolve(urlsplit(adress).path)
        if slag[plats.view_name] >= AV_VARJE_SLAG:
            continue
        slag[plats.view_name] += 1
        with CaptureQueriesContext(connection) as fragor:
            svar = klient.get(adress)
        antal = sum(1 for f in fragor if not f["sql"].startswith(("SAVEPOINT", "RELEASE")))
        if not svar.get("Content-Type", "").startswith("text/html"):
            b"".join(svar) if svar.streaming else svar.content
            continue
        if svar.status_code not in (200, 302, 405):
            fel.append(f"{adress} svarade {svar.status_code}")
        if len(svar.content) > STORST:
            fel.append(f"{adress} är {len(svar.content)} byte")
        if antal > FRAGOR:
            fel.append(f"{adress} ställer {antal} frågor")
        for lank in LANK.findall(svar.content.decode()):
            mal = unescape(lank)
            if mal not in sedda and not mal.startswith(UTANFOR):
                sedda.add(mal)
                kvar.append(mal)
    return slag, fel


def test_var_sida_svarar_och_ar_latt(demo: None) -> None:
    for namn, minst in MINST.items():
        slag, fel = ga_runt(namn)
        assert fel == [], namn
        assert len(slag) >= minst, (namn, sorted(slag))

"""Who may open what: every named address has a row, and every row is tried by every person and by a stranger.

To add rows, write `tests/atkomst/<app>.py` with

    RADER = {"app:namn": Rad({200: "bo uno", 403: "kim"}, annars=404, kwargs=lambda v: {"pk": v.min_post.pk})}

    def varld(v): v.min_post = …        # optional: creates what the addresses are about; `v` has people and units of
                                        # tests/stod/folk.py (v.bo, v.norra …)

A name may stand several times: the key "app:namn#något" is another row for the same address, such as another record or
an export (`fraga="?export=csv"`). See tests/atkomst/rad.py for the rest. The test fails for an address without a row
and for a row without an address. Addresses of the login and the administration belong to their packages.
"""

import importlib
import pkgutil
from types import ModuleType

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.atkomst
from tests.atkomst.rad import Rad

UTOM = ("admin:", "account_", "socialaccount_", "mfa_", "usersessions_", "headless", "djdt:")


def _moduler() -> list[ModuleType]:
    namn = sorted(m.name for m in pkgutil.iter_modules(tests.atkomst.__path__) if m.name != "rad")
    return [importlib.import_module(f"tests.atkomst.{n}") for n in namn]


MODULER = _moduler()
RADER: dict[str, Rad] = {namn: rad for modul in MODULER for namn, rad in modul.RADER.items()}


def _namn_i(resolver: URLResolver, rymd: str = "") -> set[str]:
    namn: set[str] = set()
    for del_ in resolver.url_patterns:
        if isinstance(del_, URLResolver):
            namn |= _namn_i(del_, f"{rymd}{del_.namespace}:" if del_.namespace else rymd)
        elif isinstance(del_, URLPattern) and del_.name:
            namn.add(f"{rymd}{del_.name}")
    return {n for n in namn if not n.startswith(UTOM)}


def test_every_address_has_a_row():
    assert _namn_i(get_resolver()) - {namn.split("#")[0] for namn in RADER} == set()


def test_every_row_has_an_address():
    assert {namn.split("#")[0] for namn in RADER} - _namn_i(get_resolver()) == set()


@pytest.fixture
def varld(folk):
    for modul in MODULER:
        if hasattr(modul, "varld"):
            modul.varld(folk)
    return folk


@pytest.mark.parametrize("namn", RADER)
def test_who_may(varld, client, namn):
    rad = RADER[namn]
    adress = reverse(namn.split("#")[0], kwargs=rad.kwargs(varld)) + rad.fraga
    fel = []
    for person in varld.alla:
        client.force_login(person)
        if rad.metod == "post":
            assert client.get(adress).status_code == 405, "GET på en adress som bara tar emot POST"
        with transaction.atomic():
            svar = getattr(client, rad.metod)(adress, rad.data(varld))
            if svar.streaming:
                b"".join(svar.streaming_content)  # read to the end, which closes it
            transaction.set_rollback(True)
        if svar.status_code != rad.vantat(person.username):
            fel.append(f"{person.username}: {svar.status_code}, väntat {rad.vantat(person.username)}")
    client.logout()
    svar = getattr(client, rad.metod)(adress, rad.data(varld))
    if rad.oppen:
        if svar.status_code != rad.annars:
            fel.append(f"utan inloggning: {svar.status_code}, väntat {rad.annars}")
    elif svar.status_code != 302 or not svar["Location"].startswith(reverse("account_login")):
        fel.append(f"utan inloggning: {svar.status_code}, väntat 302 till inloggningen")
    assert not fel, f"{adress}\n" + "\n".join(fel)

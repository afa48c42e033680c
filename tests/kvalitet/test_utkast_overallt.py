"""Every page with a long text keeps it: a draft while one writes, and both texts when two change the same thing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.generic import UpdateView
from django.views.generic.edit import FormMixin

from kvalitet.utkast import UtkastVy
from kvalitet.versioner import SparaMedVersion, Versionerad, VersionsForm
from tests.test_lager import LAGER

UTAN_UTKAST = {
    "kvalitet.views.stil.": "the page of the system's parts, where nothing is saved",
}
UTAN_VERSION = {
    "risker.views.innehall.AndraOmrade": "a sentence in a plan that is still a draft; history keeps the one before",
}


def _vyer(resolver: URLResolver) -> Iterator[type[Any]]:
    for del_ in resolver.url_patterns:
        if isinstance(del_, URLResolver):
            yield from _vyer(del_)
        elif isinstance(del_, URLPattern) and (vy := getattr(del_.callback, "view_class", None)):
            yield vy


def _formular(vy: type[Any]) -> list[type[forms.BaseForm]]:
    """The view's form classes: its own, or those it chooses between."""
    return [f for f in (getattr(vy, "form_class", None), *getattr(vy, "formular", {}).values()) if f]


def _lang_text(form: type[forms.BaseForm]) -> bool:
    return any(isinstance(falt.widget, forms.Textarea) for falt in form.base_fields.values())


def _namn(vy: type[Any]) -> str:
    return f"{vy.__module__}.{vy.__name__}"


SKRIVSIDOR = sorted(
    {
        vy
        for vy in _vyer(get_resolver())
        if vy.__module__.split(".")[0] in LAGER and issubclass(vy, FormMixin) and any(map(_lang_text, _formular(vy)))
    },
    key=_namn,
)


def test_provet_ser_sidorna():
    assert len(SKRIVSIDOR) > 12


@pytest.mark.parametrize("vy", SKRIVSIDOR, ids=_namn)
def test_skrivsidan_har_utkast(vy):
    assert issubclass(vy, UtkastVy) or _namn(vy).startswith(tuple(UTAN_UTKAST))


@pytest.mark.parametrize("vy", [v for v in SKRIVSIDOR if issubclass(v, UpdateView)], ids=_namn)
def test_den_som_andrar_far_se_den_andres_text(vy):
    form = vy.form_class
    modell: type[Model] = form._meta.model
    assert _namn(vy) in UTAN_VERSION or (
        issubclass(vy, SparaMedVersion) and issubclass(form, VersionsForm) and issubclass(modell, Versionerad)
    )


def test_varje_utkast_har_sitt_eget_namn():
    """Two forms with one name would read each other's drafts."""
    namn: dict[str, set[str]] = {}
    for vy in SKRIVSIDOR:
        if issubclass(vy, UtkastVy):
            namn.setdefault(vy.blankett, set()).update(f"{f.__module__}.{f.__qualname__}" for f in _formular(vy))
    assert {n: f for n, f in namn.items() if len(f) > 1} == {}

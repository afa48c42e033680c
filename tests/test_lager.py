"""The layers of docs/arkitektur.md: each app imports only what stands to its left."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

LAGER = ["kvalitet", "egenkontroller", "risker", "avvikelser", "granskningar", "rapporter"]
# The only files that may name the apps: they put the product together.
SAMMANSATTNING = {"kvalitet/settings.py", "kvalitet/urls.py", "kvalitet/wsgi.py"}
ROT = Path(settings.BASE_DIR)
APPNYCKEL = re.compile(r"^(" + "|".join(LAGER) + r")\.[A-Za-z_]\w*$")


def moduler(app: str) -> list[Path]:
    return sorted((ROT / app).rglob("*.py"))


def namngivna_appar(kod: str) -> Iterator[str]:
    """Our apps that a source names: imports, string foreign keys and `get_model`."""
    for nod in ast.walk(ast.parse(kod)):
        if isinstance(nod, ast.Import):
            yield from (alias.name.split(".")[0] for alias in nod.names)
        elif isinstance(nod, ast.ImportFrom) and nod.module and nod.level == 0:
            yield nod.module.split(".")[0]
        elif isinstance(nod, ast.Call):
            namn = nod.func.attr if isinstance(nod.func, ast.Attribute) else getattr(nod.func, "id", "")
            argument = [a.value for a in nod.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if namn in {"get_model", "get_app_config", "import_module"} and argument:
                yield argument[0].split(".")[0]
            elif namn in {"ForeignKey", "OneToOneField", "ManyToManyField"}:
                yield from (m[1] for text in argument if (m := APPNYCKEL.match(text)))


@pytest.mark.parametrize("app", [a for a in LAGER if (ROT / a).is_dir()])
def test_app_importerar_bara_at_vanster(app: str) -> None:
    till_hoger = set(LAGER[LAGER.index(app) + 1 :])
    brott = []
    for fil in moduler(app):
        namn = fil.relative_to(ROT).as_posix()
        if namn in SAMMANSATTNING:
            continue
        brott += [f"{namn} nämner {a}" for a in set(namngivna_appar(fil.read_text())) & till_hoger]
    assert not brott


@pytest.mark.parametrize(
    "kod",
    [
        "import avvikelser.models",
        "from avvikelser import models",
        "models.ForeignKey('avvikelser.Avvikelse', models.PROTECT)",
        "apps.get_model('avvikelser', 'Avvikelse')",
        "apps.get_model('avvikelser.Avvikelse')",
    ],
)
def test_provet_ser_varje_satt_att_namna_en_app(kod: str) -> None:
    assert "avvikelser" in set(namngivna_appar(kod))


def test_bara_tillatna_appar_finns() -> None:
    egna = {namn.split(".")[0] for namn in settings.INSTALLED_APPS} & {p.name for p in ROT.iterdir() if p.is_dir()}
    assert egna <= set(LAGER)

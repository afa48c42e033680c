"""The locks can be installed anywhere and only with what was checked; every setting is documented."""

import re
import tomllib
from pathlib import Path

import pytest

ROT = Path(__file__).resolve().parents[2]
LAS = ["requirements.txt", "requirements-test.txt"]


def paket(las: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROT / las).read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("las", LAS)
def test_lock_has_hashes_and_no_download_addresses(las: str) -> None:
    text = (ROT / las).read_text()
    assert not re.search(r"https?:|file:|--index|--extra-index|--find-links|--trusted", text)
    for post in re.split(r"\n(?=[a-z])", text)[1:]:
        assert "--hash=sha256:" in post, post.splitlines()[0]


def test_tests_run_with_the_versions_of_operation() -> None:
    drift, prov = paket("requirements.txt"), paket("requirements-test.txt")
    assert {namn: prov.get(namn) for namn in drift} == drift


def test_every_dependency_is_locked_and_has_a_reason() -> None:
    text = (ROT / "pyproject.toml").read_text()
    projekt = tomllib.loads(text)["project"]
    for krav, las in ((projekt["dependencies"], LAS[0]), (projekt["optional-dependencies"]["test"], LAS[1])):
        for rad in krav:
            namn = re.match(r"[A-Za-z0-9-]+", rad).group().lower()
            assert namn in paket(las), f"{namn} saknas i {las}: kör bin/las"
            assert re.search(rf'#[^\n]+\n\s+"{re.escape(rad)}"', text), f"{rad} saknar skäl"


def test_env_exempel_names_every_setting_and_no_other() -> None:
    kod = "".join((ROT / "kvalitet" / fil).read_text() for fil in ("settings.py", "miljo.py"))
    lasta = set(re.findall(r'"(KVALITET_[A-Z_]+)"', kod))
    beskrivna = set(re.findall(r"^#?(KVALITET_[A-Z_]+)=", (ROT / "env.exempel").read_text(), flags=re.MULTILINE))
    assert lasta == beskrivna

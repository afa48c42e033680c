"""bin/demo and bin/test answer a wrong call in Swedish before they set anything up."""

import os
import subprocess
from pathlib import Path

import pytest

ROT = Path(__file__).resolve().parents[2]
SKRIPT = sorted([*(fil for fil in (ROT / "bin").iterdir() if fil.is_file()), ROT / ".ci" / "run"])


def kor(*rad: str, **miljo: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", *rad],
        cwd="/",
        env={"PATH": os.environ["PATH"], **miljo},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("skript", [fil for fil in SKRIPT if fil.read_text().splitlines()[0].endswith("bash")])
def test_script_parses(skript: Path) -> None:
    svar = kor("-n", str(skript))
    assert svar.returncode == 0, svar.stderr


def test_help_names_every_option() -> None:
    svar = kor(str(ROT / "bin/demo"), "--hjalp")
    assert svar.returncode == 0
    for val in ("--port", "--utan-server", "--nollstall", "--ja"):
        assert val in svar.stdout


@pytest.mark.parametrize(
    ("val", "text"),
    [
        (["--finns-inte"], "Okänt val: --finns-inte"),
        (["--port"], "Ange porten som ett tal"),
        (["--port", "80a"], "Ange porten som ett tal"),
        (["--port", "70000"], "Ange porten som ett tal"),
        (["--port", "0"], "Ange porten som ett tal"),
    ],
)
def test_wrong_option_stops_with_a_sentence(val: list[str], text: str) -> None:
    svar = kor(str(ROT / "bin/demo"), *val)
    assert svar.returncode == 1
    assert text in svar.stderr


def test_too_old_python_stops_with_a_sentence(tmp_path: Path) -> None:
    gammal = tmp_path / "python3"
    gammal.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n')
    gammal.chmod(0o755)
    for namn in ("python3.14", "python3.13", "python3.12", "python3.11"):
        (tmp_path / namn).symlink_to(gammal)
    svar = kor("-c", f'source "{ROT}/bin/_gemensamt.sh"; PATH={tmp_path}:/usr/bin:/bin; valj_python')
    assert svar.returncode == 1
    assert "Python 3.11 eller nyare behövs. Här finns Python 3.9.2." in svar.stderr

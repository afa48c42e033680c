"""Counts what ran: "SQLite: 412 passed, 0 skipped (38 browser tests)", and the same as JSON for bin/test."""

import json
import os
from pathlib import Path

import pytest

from tests.stod.databas import databasnamn


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
    """Prints the line; writes the numbers to the file that KVALITET_PROVRESULTAT names, when it is set."""

    def antal(*utfall: str, webblasare: bool = False) -> int:
        rapporter = [rapport for namn in utfall for rapport in terminalreporter.getreports(namn)]
        return sum(1 for rapport in rapporter if not webblasare or "webblasare" in rapport.keywords)

    tal = {
        "databas": databasnamn(),
        "passed": antal("passed", "xfailed"),
        "failed": antal("failed", "error"),
        "skipped": antal("skipped"),
        "browser": antal("passed", webblasare=True),
        "browser_skipped": antal("skipped", webblasare=True),
        "exitstatus": int(exitstatus),
    }
    rad = f"{tal['databas']}: {tal['passed']} passed, {tal['skipped']} skipped ({tal['browser']} browser tests)"
    if tal["failed"]:
        rad += f", {tal['failed']} failed"
    terminalreporter.write_line(rad, bold=True)
    if fil := os.environ.get("KVALITET_PROVRESULTAT"):
        Path(fil).write_text(json.dumps({**tal, "rad": rad}))

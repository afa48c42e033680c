"""Pulls in the shared fixtures; each module of tests/stod/ says what it gives."""

pytest_plugins = [
    "tests.stod.databas",
    "tests.stod.folk",
    "tests.stod.rakning",
    "tests.stod.webblasare",
]

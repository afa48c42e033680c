"""Which database the run uses, and helpers for tests that count queries.

Each worker migrates a database of its own. A migrated template that workers copy was left out: two
migrations at once on two cores end no later than one migration that the other worker waits for.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
import pytest_django
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import blocking_manager_key


def databasnamn() -> str:
    """The name used in summaries: "SQLite" or "PostgreSQL"."""
    return connection.display_name


def pytest_report_header() -> str:
    return f"databas: {databasnamn()}"


TOMMER = {"transactional_db", "live_server", "django_db_reset_sequences"}
GRUNDDATA = pytest.StashKey[str]()
TOMD = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker, request: pytest.FixtureRequest
) -> None:
    """Keeps what the migrations put in, for pytest_runtest_setup."""
    with django_db_blocker.unblock():
        rader = json.loads(connection.creation.serialize_db_to_string())
    # Django itself makes these anew after emptying the tables.
    rader = [rad for rad in rader if rad["model"] not in ("contenttypes.contenttype", "auth.permission")]
    request.config.stash[GRUNDDATA] = json.dumps(rader)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A transactional test ends with emptied tables: puts the migrations' rows back before the next test."""
    if item.config.stash.get(TOMD, False) and GRUNDDATA in item.config.stash:
        with item.config.stash[blocking_manager_key].unblock():
            connection.creation.deserialize_db_from_string(item.config.stash[GRUNDDATA])
    marke = item.get_closest_marker("django_db")
    tommer = bool(TOMMER & set(getattr(item, "fixturenames", ()))) or bool(marke and marke.kwargs.get("transaction"))
    item.config.stash[TOMD] = tommer


@pytest.fixture
def hogst_fragor() -> Callable[[int], AbstractContextManager[CaptureQueriesContext]]:
    """`with hogst_fragor(12) as fragor:` fails, listing the queries, when more than 12 are made.

    `len(fragor)` afterwards gives the number, to compare between 1, 25 and 1,000 rows.
    """

    @contextmanager
    def matt(tak: int) -> Iterator[CaptureQueriesContext]:
        with CaptureQueriesContext(connection) as fragor:
            yield fragor
        # Savepoints are there only because each test runs within a transaction.
        raknade = [f for f in fragor if not f["sql"].startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))]
        if len(raknade) > tak:
            for nr, fraga in enumerate(raknade, start=1):
                print(f"{nr}. {fraga['sql'][:400]}")  # noqa: T201 (pytest shows it with the failure)
            pytest.fail(f"{len(raknade)} databasfrågor, högst {tak} är tillåtna", pytrace=False)

    return matt

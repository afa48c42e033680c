"""Which database the run uses, and helpers for tests that count queries.

Each worker migrates a database of its own. A migrated template that workers copy was measured and left out: two
migrations at once on two cores end no later than one migration that the other worker waits for.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


def databasnamn() -> str:
    """The name used in summaries: "SQLite" or "PostgreSQL"."""
    return connection.display_name


def pytest_report_header() -> str:
    return f"databas: {databasnamn()}"


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

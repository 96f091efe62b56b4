"""Only one run at a time writes to a cohort."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from doneenough.grading.cohort.errors import CohortError


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the cohort's lock.

    It is a lock on an empty SQLite file: every system lets go of it when the process
    ends, however it ends.

    Raises
    ------
    CohortError
        Another run holds it.
    """
    home.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(home / ".running", timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise CohortError(
                "Another run is at work on this cohort. Wait for it, then try again."
            ) from None
        yield

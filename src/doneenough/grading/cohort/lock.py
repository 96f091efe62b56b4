"""Only one run at a time writes to a cohort."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from doneenough.grading.cohort.errors import CohortError
from doneenough.plain_files import check_way


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the cohort's lock.

    It is a lock on an empty SQLite file: every system lets go of it when the process
    ends, however it ends.

    Raises
    ------
    CohortError
        Another run holds it, or something else stands in its place.
    """
    home.mkdir(parents=True, exist_ok=True)
    with closing(_locked(home / ".running", home)):
        yield


def _locked(path: Path, home: Path) -> sqlite3.Connection:
    try:
        check_way(path, home)
        lock = sqlite3.connect(path, timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error):
        raise _foreign(path) from None
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        lock.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise CohortError(
                "Another run is at work on this cohort. Wait for it, then try again."
            ) from None
        raise _foreign(path) from None
    return lock


def _foreign(path: Path) -> CohortError:
    return CohortError(
        f"{path.parent.name}/{path.name} is not the file by which runs wait for each other. "
        "Remove it, then try again."
    )

"""nbgrader's own import of a list of learners reads what Excel saves, too.

nbgrader opens the file as the computer's language says and parts it at commas. A list that
a spreadsheet saved stops it, or its first column is not found.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from doneenough.grading.foreign_tables import LARGEST, NoTable, read_rows
from doneenough.grading.tables import csv_text
from doneenough.plain_text import one_line

_COMMAND = "nbgrader.apps.dbapp"


def read_any_list() -> None:
    """Let nbgrader's import commands, where they are running, read any table."""
    command = sys.modules.get(_COMMAND)
    if command is not None:
        # Its one use of `open` is for the list.
        command.open = opened  # type: ignore[attr-defined]


def opened(path: str, mode: str = "r") -> io.StringIO:
    """Return a table as nbgrader expects it: UTF-8, with commas.

    Raises
    ------
    SystemExit
        It is no table; with a sentence instead of a traceback.
    """
    del mode
    with Path(path).open("rb") as file:
        data = file.read(LARGEST)
    try:
        rows = read_rows(data)
    except NoTable as error:
        raise SystemExit(one_line(f"{Path(path).name} can't be read. {error}")) from None
    return io.StringIO(csv_text(rows[0], rows[1:]) if rows else "", newline="")

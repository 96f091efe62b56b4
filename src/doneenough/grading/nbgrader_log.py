"""How nbgrader's own commands write to a terminal: they name files that learners named."""

from __future__ import annotations

import copy
import logging

from nbgrader.apps.baseapp import LogFormatter

from doneenough.plain_text import one_line


class PlainLog(LogFormatter):  # type: ignore[misc]
    """nbgrader's own form of a log line, without what would move a cursor."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record; a traceback has several."""
        cleaned = copy.copy(record)
        cleaned.msg = "\n".join(map(one_line, record.getMessage().split("\n")))
        cleaned.args = ()
        return str(super().format(cleaned))

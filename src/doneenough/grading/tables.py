"""Tables: CSV that no spreadsheet takes for a formula, and columns in a terminal.

An LMS takes such a CSV back. So a name, an id or a number stays as it is; only what a
spreadsheet would compute gets an apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TextIO

from doneenough.plain_text import one_line

# Full-width, small, raised and lowered forms too: some spreadsheets take them for the plain ones.
_SIGNS = r"=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b\u207a-\u207c\u208a-\u208c\u2212"
# Many countries' spreadsheets part columns at a semicolon: then a cell of ours is several.
_START = r"(^|[;,|\uff1b\uff0c\uff5c])"
# A part may be quoted, and what parts and computes is found behind blanks too.
_COMPUTED = re.compile(rf"{_START}([\s\"'\u200c\u200d]*)(?=[{_SIGNS}])")
_GUARDED = re.compile(rf"{_START}([\s\"'\u200c\u200d]*)'(?=[{_SIGNS}])")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a CSV file's text; see `write_csv`."""
    buffer = io.StringIO(newline="")
    write_csv(buffer, head, rows)
    return buffer.getvalue()


def write_csv(file: TextIO, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as CSV, the only way this package does.

    Control characters and what turns the direction of writing are left out, line breaks
    become blanks, and what would be a formula gets an apostrophe: at the start of a cell and
    wherever another delimiter than ours would begin one.
    """
    writer = csv.writer(file)
    for row in chain([head], rows):
        writer.writerow(
            [
                _harmless(cell, first=not place) if isinstance(cell, str) else cell
                for place, cell in enumerate(row)
            ]
        )


def read_csv(text: str) -> list[dict[str, str]]:
    """Return the rows of a table that `write_csv` wrote, with the cells as they were."""
    return [
        {key: _GUARDED.sub(r"\1\2", value or "") for key, value in row.items() if key}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def _harmless(cell: str, *, first: bool) -> str:
    """Return a cell that a spreadsheet shows as it is, and computes nothing from."""
    cell = one_line(cell)
    # With commas for decimals, a number at the start of a line goes on into the next column.
    # A lone dash says "none" in Moodle's worksheet, and Moodle looks for exactly that.
    if not first and (cell == "-" or _NUMBER.fullmatch(cell)):
        return cell
    return _COMPUTED.sub(r"\1\2'", cell)


def columns(
    head: Sequence[str], rows: Iterable[Sequence[str]], *, widest: int | None = 60
) -> list[str]:
    """Return the lines of a table in plain text; with ``widest`` None nothing is cut."""
    lines = [[_cell(cell, widest) for cell in row] for row in (head, *rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(head))]
    widths[-1] = 0
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def _cell(text: str, widest: int | None) -> str:
    text = re.sub(r"\s+", " ", one_line(text))
    return text if widest is None or len(text) <= widest else text[: widest - 1] + "…"

"""Reads tables that others wrote: a list of participants or a worksheet, saved by anything.

A spreadsheet saves CSV as its country does: with semicolons, in an old code page, with or
without a mark at the beginning.
"""

from __future__ import annotations

import csv
import io

LARGEST = 50_000_000
"""Largest table that is read, in bytes."""
_DELIMITERS = ",;\t"
_ZIP = b"PK\x03\x04"


class NoTable(ValueError):
    """A file that is no table in plain text. The message says what to do."""


def decoded(data: bytes) -> str:
    """Return the text of a table in UTF-8, UTF-16 or an old Windows code page.

    Raises
    ------
    NoTable
        It is a workbook, or no text.
    """
    if data.startswith(_ZIP):
        raise NoTable("This is an Excel workbook. In Excel choose Save As, then CSV UTF-8.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").removeprefix("\ufeff")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Windows and Excel call ANSI in Western countries.
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise NoTable("This isn't a table in plain text. Save it as CSV UTF-8.")
    return text


def delimiter_of(text: str) -> str:
    """Return what parts the columns: the sign that the first line with any of them has most of."""
    for line in text.splitlines():
        if line.lower().startswith("sep=") and len(line) == 5:
            return line[4]
        counts = {sign: line.count(sign) for sign in _DELIMITERS}
        best = max(counts, key=lambda sign: counts[sign])
        if counts[best]:
            return best
    return ","


def read_rows(data: bytes) -> list[list[str]]:
    """Return the rows of a table, with the column heads as the first; empty rows are left out.

    Raises
    ------
    NoTable
        As for `decoded`, or it cannot be taken apart.
    """
    text = decoded(data)
    sign = delimiter_of(text)
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error as error:
        raise NoTable(f"The table can't be read: {error}.") from None
    return [row for row in rows if any(cell.strip() for cell in row)]

"""Tables: CSV that no spreadsheet takes for a formula, and columns in a terminal."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a CSV; a text that begins like a formula gets an apostrophe before it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(head)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return buffer.getvalue()


def harmless(cell: object) -> object:
    """Return a cell that a spreadsheet shows as it is, and computes nothing from."""
    if not isinstance(cell, str):
        return cell
    cell = cell.encode("utf-8", "replace").decode()
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r", "'")) else cell


def columns(head: Sequence[str], rows: Iterable[Sequence[str]], *, widest: int = 60) -> str:
    """Return a table in plain text; nothing in it moves a terminal's cursor."""
    lines = [[_cell(cell, widest) for cell in row] for row in (head, *rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(head))]
    widths[-1] = 0
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cell(text: str, widest: int) -> str:
    from doneenough.grading.check import printable

    text = re.sub(r"\s+", " ", printable(text))
    return text if len(text) <= widest else text[: widest - 1] + "…"

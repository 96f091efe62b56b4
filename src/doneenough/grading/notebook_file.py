"""Reads a notebook file as data, whatever state it is in.

Only JSON is parsed. Outputs, attachments and everything else a cell carries are
dropped here and seen by nothing that follows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from doneenough.core.literals import MAX_SOURCE

LARGEST = 100_000_000
"""Largest file that is read, in bytes."""
MOST_VALUES = 1_000_000
"""Most values (numbers, texts, lists, tables) in a file: each takes far more memory than text."""
_FEW = 4_000_000
"""A file of so few characters cannot hold too many."""
MOST_CELLS = 2_000
"""Most cells: an assessment has about forty."""
MOST_TEXT = 300_000
"""Most characters in all cells short enough to hold an answer: about twenty assessments."""
MOST_LETTERS = 20_000_000
"""Most characters in all cells and their names; a picture pasted into a reply has millions."""
SCHEMA = 1
"""The form of our own notebook metadata."""


class Unreadable(ValueError):
    """A file that cannot be read as a notebook. The message is a plain reason."""


@dataclass(frozen=True)
class Cell:
    """What is kept of a cell. ``grade_id`` and ``cell_id`` are empty when absent."""

    kind: str
    source: str
    cell_id: str = ""
    grade_id: str = ""


@dataclass(frozen=True)
class Notebook:
    """What is kept of a notebook.

    ``lesson`` is the lesson its metadata name, or empty; ``kind`` is ``"lesson"`` for the
    lesson itself and ``"assessment"`` for what is handed in. ``notes`` say what was put right
    while reading.
    """

    cells: tuple[Cell, ...]
    lesson: str = ""
    notes: tuple[str, ...] = ()
    kind: str = ""


def read_notebook(data: bytes) -> Notebook:
    """Return the cells of the notebook in ``data``.

    Raises
    ------
    Unreadable
        With the reason, in a sentence an instructor can pass on.
    """
    if len(data) > LARGEST:
        raise Unreadable(f"The file is too large to be read ({len(data) // 1_000_000:,} MB).")
    text, notes = _decode(data)
    if len(text) > _FEW and count_values(text, MOST_VALUES) > MOST_VALUES:
        raise Unreadable(
            f"The file contains more than {MOST_VALUES:,} values, perhaps in its outputs. Clear "
            "all outputs, save it, and hand it in again."
        )
    content = _parse(text)
    del text
    cells = tuple(_cells(content, notes))
    if not cells:
        raise Unreadable("The file is a notebook without any cells.")
    _check_size(cells)
    lesson = _lesson(content, notes)
    return Notebook(cells, lesson, tuple(notes), _kind(content))


_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.S)
_OPENS = (",", "[", "{")
"""Before each value in JSON but the first and those of keys stands one of these."""


def count_values(text: str, most: int) -> int:
    """Return about how many values a JSON text holds; it is not parsed.

    Memory stays as it is, and the work is at most one look at each character, a few times.
    Counting may end beyond ``most``.
    """
    count = sum(map(text.count, _OPENS))
    if count <= most:
        return count
    # Texts may hold such signs themselves: only what stands between texts counts.
    count = end = 0
    for found in _STRING.finditer(text):
        start = found.start()
        count += 1 + sum(text.count(sign, end, start) for sign in _OPENS)
        if count > most:
            return count
        end = found.end()
    return count + sum(text.count(sign, end) for sign in _OPENS)


def plain_text(value: str) -> str:
    """Return ``value`` without half characters, which could not be saved again."""
    return value.encode("utf-8", "replace").decode("utf-8")


def _decode(data: bytes) -> tuple[str, list[str]]:
    if not data or data.isspace():
        raise Unreadable("The file is empty.")
    for start, kind in ((b"%PDF", "a PDF file"), (b"PK\x03\x04", "a zip archive")):
        if data.startswith(start):
            raise Unreadable(f"The file is {kind} with the name of a notebook.")
    notes: list[str] = []
    encoding = json.detect_encoding(data)
    if encoding not in ("utf-8", "utf-8-sig"):
        notes.append(f"The file was saved as {encoding.upper()}; it was read anyway.")
    try:
        return data.decode(encoding, "surrogatepass"), notes
    except (UnicodeDecodeError, ValueError):
        notes.append("The file was saved in an old encoding; it was read anyway.")
        return data.decode("latin-1"), notes


def _parse(text: str) -> dict[str, Any]:
    try:
        try:
            content = json.loads(text)
        except json.JSONDecodeError:
            raise
        except ValueError:
            # A number with thousands of digits, somewhere in an output.
            content = json.loads(text, parse_int=lambda digits: int(digits[:18]))
    except json.JSONDecodeError as error:
        raise Unreadable(_why_no_json(text, error)) from None
    except (RecursionError, MemoryError, ValueError):
        raise Unreadable("The file is nested too deeply to be a notebook.") from None
    if not isinstance(content, dict):
        raise Unreadable("The file isn't a notebook: it contains something else.")
    return content


def _why_no_json(text: str, error: json.JSONDecodeError) -> str:
    # Nothing here copies the text: it may be very long.
    start = text[:1000].lstrip()[:200].lower()
    if _CONFLICT.search(text):
        return "The file contains an unresolved merge conflict (lines that start with <<<<<<<)."
    if start.startswith(("<!doctype", "<html", "<?xml")):
        return "The file is a web page with the name of a notebook."
    if start.startswith("{") and (
        _SIGN.search(text, error.pos + 1) is None or error.msg.startswith("Unterminated string")
    ):
        return "The file is cut off: it ends before the notebook does."
    return f"The file isn't a notebook, or it's damaged near line {error.lineno}."


_CONFLICT = re.compile("^<<<<<<< ", re.M)
_SIGN = re.compile(r"\S")


def _cells(content: dict[str, Any], notes: list[str]) -> Iterator[Cell]:
    version = content.get("nbformat")
    found = content.get("cells")
    if not isinstance(found, list) and isinstance(content.get("worksheets"), list):
        sheets = [sheet for sheet in content["worksheets"] if isinstance(sheet, dict)]
        found = [
            cell
            for sheet in sheets
            if isinstance(sheet.get("cells"), list)
            for cell in sheet["cells"]
        ]
        notes.append("The notebook has an old file format; it was read anyway.")
    elif version != 4:
        notes.append(f"The notebook has the unknown file format {_short(version)}.")
    if not isinstance(found, list):
        raise Unreadable("The file isn't a notebook: it has no list of cells.")
    if len(found) > MOST_CELLS:
        raise Unreadable(_far_more(f"{len(found):,} cells", f"{MOST_CELLS:,}"))
    for cell in found:
        if isinstance(cell, dict):
            yield _cell(cell)


def _check_size(cells: tuple[Cell, ...]) -> None:
    """Refuse what would take long to look through, before anything in it is parsed."""
    letters = sum(len(cell.source) + len(cell.cell_id) + len(cell.grade_id) for cell in cells)
    if letters > MOST_LETTERS:
        raise Unreadable(_far_more(f"{letters:,} characters", f"{MOST_LETTERS:,}"))
    text = sum(len(cell.source) for cell in cells if len(cell.source) <= MAX_SOURCE)
    if text > MOST_TEXT:
        raise Unreadable(_far_more(f"{text:,} characters without pictures", f"{MOST_TEXT:,}"))


def _far_more(found: str, most: str) -> str:
    return (
        f"The notebook contains far more than an assessment: {found}; at most {most} are read. "
        "Please hand it in again without the additions."
    )


def _cell(cell: dict[str, Any]) -> Cell:
    metadata = cell.get("metadata")
    label = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = label.get("grade_id") if isinstance(label, dict) else None
    kind, cell_id = cell.get("cell_type"), cell.get("id")
    return Cell(
        kind=kind if kind in ("code", "markdown", "raw") else "markdown",
        # In the old format a code cell's text is its "input".
        source=_joined(cell.get("source", cell.get("input"))),
        cell_id=cell_id if isinstance(cell_id, str) else "",
        grade_id=grade_id if isinstance(grade_id, str) else "",
    )


def _joined(source: object) -> str:
    if isinstance(source, str):
        return plain_text(source)
    if isinstance(source, list):
        return plain_text("".join(part for part in source if isinstance(part, str)))
    return ""


def _ours(content: dict[str, Any]) -> dict[str, Any]:
    metadata = content.get("metadata")
    ours = metadata.get("doneenough") if isinstance(metadata, dict) else None
    return ours if isinstance(ours, dict) else {}


def _kind(content: dict[str, Any]) -> str:
    kind = _ours(content).get("kind")
    return kind if isinstance(kind, str) else ""


def _lesson(content: dict[str, Any], notes: list[str]) -> str:
    ours = _ours(content)
    if not ours:
        return ""
    if ours.get("schema") != SCHEMA:
        notes.append(
            f"The notebook was made for a different version of the course "
            f"(form {_short(ours.get('schema'))}; this one reads {SCHEMA})."
        )
    lesson = ours.get("lesson")
    return lesson if isinstance(lesson, str) else ""


def _short(value: object) -> str:
    return plain_text(f"{value!s:.20}")

"""Fills in what an LMS gave to download: Moodle's grading worksheet, Canvas's gradebook.

Every other cell goes back as it came. What is not known stays as it is: Canvas would take an
empty cell for a grade that is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from doneenough.core.lesson_files import Card
from doneenough.file_names import as_typed
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.lms_csv import Line, cell, comment_for_moodle, most_of
from doneenough.grading.cohort.words import number
from doneenough.grading.foreign_tables import LARGEST, NoTable, read_rows
from doneenough.grading.tables import csv_text
from doneenough.plain_files import read_plain

_COLUMN = re.compile(r"(?P<title>.*) \((?P<id>[0-9]+)\)", re.S)
"""Canvas's name of an assignment's column."""
_NUMBER_AT_END = re.compile(r"[0-9]+$")
_MAXIMUM, _COMMENTS = "Maximum Grade", "Feedback comments"


@dataclass(frozen=True)
class Filled:
    """A worksheet that was filled in: its text, and for whom it had a place."""

    assignment: str
    system: str
    text: str
    filled: int
    without: tuple[str, ...]
    """Learners with points who are not in it."""
    waiting: int = 0
    """How many of those in it wait for a mark, or could not be graded."""


def fill_in(
    path: Path, cards: Sequence[Card], lines: Mapping[str, Sequence[Line]], column: str = ""
) -> Filled:
    """Fill in a downloaded worksheet.

    Parameters
    ----------
    path
        The file, as the LMS or Excel saved it.
    cards, lines
        The assignments, and for each (by name) everybody's line.
    column
        The name of the column with the grades, where it does not say so itself.

    Raises
    ------
    CohortError
        It is no such table; nothing says which assignment or which column is meant; or its
        most points are others.
    """
    try:
        rows = read_rows(read_plain(path, LARGEST + 1))
    except (OSError, NoTable) as error:
        raise CohortError(f"{path.name} cannot be read: {error}") from None
    if not rows:
        raise CohortError(f"{path.name} is empty. Download it from the LMS again.")
    head, *body = rows
    body = [[*row, *[""] * (len(head) - len(row))] for row in body]
    if any("Student" in name for name in head[:1]) and any("ID" in name for name in head[1:3]):
        return _canvas(path.name, head, body, cards, lines, column)
    return _moodle(path.name, head, body, cards, lines, column)


def _moodle(
    name: str,
    head: list[str],
    body: list[list[str]],
    cards: Sequence[Card],
    lines: Mapping[str, Sequence[Line]],
    column: str,
) -> Filled:
    ids = {
        card.assignment: {line.number: line for line in lines[card.assignment] if line.number}
        for card in cards
    }
    every = {number for found in ids.values() for number in found}
    at = next(
        (
            place
            for place in range(len(head))
            if any(_number(row[place]) in every and not row[place].isdigit() for row in body)
            or head[place] == "Identifier"
        ),
        None,
    )
    if at is None:
        raise CohortError(
            f"{name} is neither Moodle's grading worksheet nor Canvas's gradebook: no column of it "
            "names anyone who handed in."
        )
    numbers = {_number(row[at]) for row in body}
    # Moodle numbers people anew in each assignment, so these say which one it is.
    card = max(cards, key=lambda card: len(numbers & ids[card.assignment].keys()))
    mine = ids[card.assignment]
    if not numbers & mine.keys():
        raise CohortError(f"{name} names no one who handed in. Is it for another assignment?")
    grade_at = _place_of(name, head, column or "Grade")
    most = next((row[head.index(_MAXIMUM)] for row in body), "") if _MAXIMUM in head else ""
    _check_most(name, card, most, "Moodle")
    told_at = head.index(_COMMENTS) if _COMMENTS in head else None
    for row in body:
        line = mine.get(_number(row[at]))
        if line is None:
            continue
        row[grade_at] = cell(line.total.total) or row[grade_at]
        if told_at is not None and line.told:
            row[told_at] = comment_for_moodle(line.told)
    there = {mine[number].id for number in numbers & mine.keys()}
    return _filled(card, "Moodle", head, body, lines[card.assignment], there)


def _canvas(
    name: str,
    head: list[str],
    body: list[list[str]],
    cards: Sequence[Card],
    lines: Mapping[str, Sequence[Line]],
    column: str,
) -> Filled:
    card, grade_at = _column_of(name, head, cards, column)
    by_number = {line.canvas: line for line in lines[card.assignment] if line.canvas}
    by_login = {as_typed(line.id): line for line in lines[card.assignment]}
    id_at = head.index("ID") if "ID" in head else 1
    login_at = head.index("SIS Login ID") if "SIS Login ID" in head else None
    there = set()
    for row in body:
        if "Points Possible" in row[0]:
            _check_most(name, card, row[grade_at], "Canvas")
            continue
        line = by_number.get(row[id_at].strip())
        if line is None and login_at is not None:
            line = by_login.get(as_typed(row[login_at]))
        if line is not None:
            there.add(line.id)
            row[grade_at] = cell(line.total.total) or row[grade_at]
    return _filled(card, "Canvas", head, body, lines[card.assignment], there)


def _column_of(
    name: str, head: Sequence[str], cards: Sequence[Card], column: str
) -> tuple[Card, int]:
    """Return which assignment a column of Canvas's gradebook is, and where it stands."""
    found = []
    for at, title in enumerate(head):
        parts = _COLUMN.fullmatch(title)
        if not parts:
            continue
        typed = as_typed(parts["title"])
        for card in cards:
            names = (as_typed(card.assignment), as_typed(card.question), as_typed(card.notebook))
            named = any(known.rstrip("?") in typed for known in names)
            if column in (title, parts["title"], parts["id"]) or (not column and named):
                found.append((card, at))
    places = {at for _, at in found}
    if len(places) == 1 and (len(found) == 1 or len(cards) == 1):
        return found[0]
    if len(places) == 1:
        raise CohortError(
            f"Say which assignment goes into the column {head[found[0][1]]!r}: name one behind "
            "doneenough cohort report."
        )
    titles = ", ".join(repr(title) for title in head if _COLUMN.fullmatch(title))
    raise CohortError(
        f"Nothing in {name} says which column is meant. Add --column TITLE. There are: {titles}."
    )


def _filled(
    card: Card,
    system: str,
    head: list[str],
    body: list[list[str]],
    lines: Sequence[Line],
    there: set[str],
) -> Filled:
    known = [line for line in lines if line.total.total is not None]
    return Filled(
        card.assignment,
        system,
        csv_text(head, body),
        sum(line.id in there for line in known),
        tuple(line.id for line in known if line.id not in there),
        sum(line.id in there for line in lines) - sum(line.id in there for line in known),
    )


def _check_most(name: str, card: Card, most: str, system: str) -> None:
    ours = most_of(card)
    try:
        theirs = float(most.replace(",", "."))
    except ValueError:
        return
    if theirs != ours:
        raise CohortError(
            f"{system} says in {name} that {card.assignment} has {number(theirs)} points; it has "
            f"{number(ours)}. Set the assignment's most points to {number(ours)} in {system}, "
            "then download the file again."
        )


def _place_of(name: str, head: Sequence[str], column: str) -> int:
    if column in head:
        return head.index(column)
    raise CohortError(
        f"{name} has no column {column!r}. Add --column with the name of the one for grades. "
        f"There are: {', '.join(map(repr, head))}."
    )


def _number(text: str) -> str:
    found = _NUMBER_AT_END.search(text.strip())
    return found[0] if found else ""

"""Brings the submissions of an LMS download to where nbgrader expects them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from doneenough.file_names import is_plain
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.plan import SET_ASIDE, TAKEN, Item, make_plan
from doneenough.grading.cohort.roster import Roster
from doneenough.grading.cohort.source import Entry, NotReadable
from doneenough.grading.cohort.timestamps import LONGEST, TIMESTAMP, parse_timestamp
from doneenough.grading.master import Master
from doneenough.grading.notebook_file import LARGEST
from doneenough.grading.tables import csv_text, read_csv
from doneenough.plain_files import is_plain_file, read_plain, reason

COLLECTED = "collected.csv"
"""Whose file came from where; the LMS's own numbers, for the way back."""
COLUMNS = ("assignment", "learner", "layout", "lms_id", "person", "late", "file", "odd")
QUARANTINE = "quarantine.csv"
_MOST_NOTES = 1_000_000_000


@dataclass
class Collected:
    """What became of the files: counts, for the summary."""

    new: int = 0
    replaced: int = 0
    same: int = 0
    set_aside: int = 0
    left_out: int = 0


def plan_for(
    cohort: Cohort, entries: Sequence[Entry], seen: Callable[[], object] = lambda: None
) -> list[Item]:
    """Return what becomes of the files in this course run."""
    if not cohort.assignments:
        raise CohortError(f"There is no master in {cohort.root / 'solutions'}.")

    @lru_cache
    def master(assignment: str) -> Master:
        return Master.from_file(cohort.master(cohort.assignments[assignment]))

    roster = Roster.read(cohort.db_url)
    return make_plan(entries, cohort.assignments, roster, master, seen=seen)


def carry_out(
    cohort: Cohort, plan: Sequence[Item], seen: Callable[[], object] = lambda: None
) -> Collected:
    """Write the submissions, set aside what is none, and note whose is whose.

    An earlier submission that differs is kept in the folder ``replaced``.
    """
    done = Collected()
    for item in plan:
        if item.fate == TAKEN:
            try:
                _take(cohort, item, done)
            except NotReadable as error:
                item.put_aside(str(error))
            except OSError as error:
                item.put_aside(f"It could not be put in its place: {reason(error)}")
        if item.fate == SET_ASIDE:
            done.set_aside += 1
            _put_aside(cohort, item)
        elif item.fate != TAKEN:
            done.left_out += 1
        seen()
    _note(cohort, plan)
    return done


def _take(cohort: Cohort, item: Item, done: Collected) -> None:
    data = item.entry.read()
    folder = cohort.submitted / item.learner / item.assignment
    target = folder / cohort.assignments[item.assignment].notebook
    cohort.check_way(target)
    if target.is_file():
        old = read_plain(target, LARGEST + 1)
        if len(old) > LARGEST:
            raise NotReadable("A file too large to be kept stands in its place. Move it away.")
        if old == data:
            done.same += 1
        else:
            kept = cohort.home / "replaced" / item.learner / item.assignment
            cohort.write(kept / f"{_digest(old)}.ipynb", old)
            cohort.write(target, data)
            done.replaced += 1
    else:
        cohort.write(target, data)
        done.new += 1
    if item.timestamp is not None:
        _put_stamp(cohort, folder / TIMESTAMP, item.timestamp, item.odd)


def _put_stamp(cohort: Cohort, path: Path, stamp: Entry, odd: list[str]) -> None:
    try:
        text = stamp.read()[:LONGEST]
        parse_timestamp(text)
    except ValueError:
        # nbgrader's pages break at it.
        odd.append(f"Its {TIMESTAMP} cannot be read and was left out.")
        return
    try:
        if not is_plain_file(path) or read_plain(path, LONGEST + 1) != text:
            cohort.write(path, text)
    except OSError as error:
        odd.append(f"Its {TIMESTAMP} could not be put in its place: {reason(error)}")


def _put_aside(cohort: Cohort, item: Item) -> None:
    """Keep what was set aside, under a name that says nothing a computer could misread."""
    if item.entry.trouble:
        return
    name = PurePosixPath(item.entry.name).name
    name = name if is_plain(name) else "file"
    try:
        data = item.entry.read()
        target = cohort.set_aside / f"{_digest(data)}_{name[-80:].lstrip('. ')}"
        if not is_plain_file(target):
            cohort.write(target, data)
    except NotReadable:
        return
    except OSError as error:
        item.odd.append(f"No copy of it could be kept: {reason(error)}")


def _note(cohort: Cohort, plan: Sequence[Item]) -> None:
    rows = {(row["assignment"], row["learner"]): row for row in read_notes(cohort)}
    for item in plan:
        if item.fate == TAKEN:
            rows[item.assignment, item.learner] = {
                "assignment": item.assignment,
                "learner": item.learner,
                "layout": item.place.layout,
                "lms_id": item.place.lms_id,
                "person": item.place.person,
                "late": "yes" if item.place.late else "",
                "file": item.place.file,
                "odd": " ".join(item.odd),
            }
    lines = [[rows[key].get(name) or "" for name in COLUMNS] for key in sorted(rows)]
    cohort.write(cohort.home / COLLECTED, csv_text(COLUMNS, lines).encode())
    aside = {tuple(row.values()) for row in read_set_aside(cohort)}
    aside |= {
        (item.entry.name, item.learner, item.assignment, " ".join(item.odd))
        for item in plan
        if item.fate == SET_ASIDE
    }
    head = ("file", "learner", "assignment", "reason")
    cohort.write(cohort.home / QUARANTINE, csv_text(head, sorted(aside)).encode())


def read_notes(cohort: Cohort) -> list[dict[str, str]]:
    """Return what `collect` noted about each submission."""
    return _rows(cohort.home / COLLECTED)


def read_set_aside(cohort: Cohort) -> list[dict[str, str]]:
    """Return the files that were set aside, with their reasons."""
    return _rows(cohort.home / QUARANTINE)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = read_plain(path, _MOST_NOTES).decode()
    except (FileNotFoundError, UnicodeError):
        return []
    return read_csv(text)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]

"""Brings the submissions of an LMS download to where nbgrader expects them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from doneenough.file_names import is_plain
from doneenough.grading.cohort.attempts import read_attempt, why_not
from doneenough.grading.cohort.choose import short
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.people import People
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.plan import SET_ASIDE, TAKEN, Item, Wanted, make_plan
from doneenough.grading.cohort.roster import Roster
from doneenough.grading.cohort.source import Entry, NotReadable
from doneenough.grading.cohort.timestamps import (
    LONGEST,
    TIMESTAMP,
    UnknownZone,
    parse_timestamp,
)
from doneenough.grading.master import Master
from doneenough.grading.notebook_file import LARGEST
from doneenough.grading.tables import csv_text, read_csv
from doneenough.plain_files import is_plain_file, read_plain, reason

COLLECTED = "collected.csv"
"""Whose file came from where; the LMS's own numbers and names, for the way back."""
COLUMNS = (
    *("assignment", "learner", "layout", "lms_id", "person", "late", "file", "odd"),
    *("upload", "modified", "prefix", "hidden"),
)
QUARANTINE = "quarantine.csv"
ASIDE_COLUMNS = ("file", "learner", "assignment", "reason", "person", "layout", "lms_id")
FILES = "files.csv"
"""Every file that ever came in, with its person and what became of it."""
FILE_COLUMNS = ("source", "file", "learner", "person", "assignment", "fate", "remarks")
SAME = "the same file"
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
    cohort: Cohort,
    entries: Sequence[Entry],
    seen: Callable[[], object] = lambda: None,
    *,
    wanted: Wanted | None = None,
) -> list[Item]:
    """Return what becomes of the files in this course run.

    Raises
    ------
    CohortError
        There is no master, or no assignment of a name that is wanted.
    """
    if not cohort.assignments:
        raise CohortError(f"There is no master in {cohort.root / 'solutions'}.")
    wanted = wanted or Wanted()
    unknown = [name for name in wanted.only if name not in cohort.assignments]
    if unknown:
        raise CohortError(
            f"There is no assignment {unknown[0]!r}. There are: {', '.join(cohort.assignments)}."
        )

    @lru_cache
    def master(assignment: str) -> Master:
        return Master.from_file(cohort.master(cohort.assignments[assignment]))

    roster = Roster.read(cohort.db_url, People.read(cohort.home))
    plan = make_plan(entries, cohort.assignments, roster, master, wanted=wanted, seen=seen)
    notes = {(row["assignment"], row["learner"]): row for row in read_notes(cohort)}
    for item in plan:
        if item.fate == TAKEN:
            _compare(cohort, item, notes.get((item.assignment, item.learner), {}), master, wanted)
    return plan


def _compare(
    cohort: Cohort,
    item: Item,
    note: Mapping[str, str],
    master: Callable[[str], Master],
    wanted: Wanted,
) -> None:
    """Say what a file would replace, and set it aside where it must not."""
    card = cohort.assignments[item.assignment]
    target = cohort.submitted / item.learner / item.assignment / card.notebook
    try:
        old = read_plain(target, LARGEST + 1)
    except OSError:
        return
    try:
        data = item.entry.read()
    except NotReadable as error:
        item.put_aside(str(error))
        return
    if data == old:
        item.replaces = SAME
        return
    ours = master(item.assignment)
    there = read_attempt(
        *(card.notebook, old, card, ours),
        upload=note.get("upload", ""),
        modified=note.get("modified", ""),
        there=True,
    )
    new = read_attempt(
        *(item.place.file, data, card, ours),
        upload=item.place.upload,
        modified=item.entry.modified,
    )
    if reason := why_not(new, there, wanted.attempt):
        item.put_aside(f"{reason} To take it all the same, add --attempt last.")
    else:
        item.replaces = f"{there}; it is {new}"


def carry_out(
    cohort: Cohort,
    plan: Sequence[Item],
    seen: Callable[[], object] = lambda: None,
    *,
    source: str = "",
) -> Collected:
    """Write the submissions, set aside what is none, and note whose is whose.

    An earlier submission that differs is kept in the folder ``replaced``. ``source`` is the
    name of the zip or the folder.
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
    _note_files(cohort, plan, source)
    return done


def _take(cohort: Cohort, item: Item, done: Collected) -> None:
    data = item.entry.read()
    folder = cohort.submitted / item.learner / item.assignment
    target = folder / cohort.assignments[item.assignment].notebook
    cohort.check_way(target)
    if target.is_file():
        old = read_plain(target, LARGEST + 1)
        if len(old) > LARGEST:
            raise NotReadable(
                "A file that is too large to be kept is in its place. Please move it away."
            )
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
        text = parse_timestamp(stamp.read())[0].encode()
    except UnknownZone as error:
        odd.append(f"Its {TIMESTAMP} was left out. {error}")
        return
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
                "upload": item.place.upload,
                "modified": item.entry.modified,
                "prefix": item.place.prefix,
                "hidden": "yes" if item.place.hidden else "",
            }
    lines = [[rows[key].get(name) or "" for name in COLUMNS] for key in sorted(rows)]
    cohort.write(cohort.home / COLLECTED, csv_text(COLUMNS, lines).encode())
    aside = {tuple(row.get(name) or "" for name in ASIDE_COLUMNS) for row in read_set_aside(cohort)}
    aside |= {
        (
            *(item.entry.name, item.learner, item.assignment, " ".join(item.odd)),
            *(item.place.person, item.place.layout, item.place.lms_id),
        )
        for item in plan
        if item.fate == SET_ASIDE
    }
    cohort.write(cohort.home / QUARANTINE, csv_text(ASIDE_COLUMNS, sorted(aside)).encode())


def _note_files(cohort: Cohort, plan: Sequence[Item], source: str) -> None:
    """Keep a line about every file; the latest where the same one came in again."""
    rows = {(row["source"], row["file"]): row for row in _rows(cohort.home / FILES)}
    for item in plan:
        rows[source, item.entry.name] = {
            "source": source,
            "file": item.entry.name,
            "learner": item.learner,
            "person": item.place.person or item.place.learner,
            "assignment": item.assignment,
            "fate": item.fate,
            "remarks": " ".join([*item.odd, *_replaced(item)]),
        }
    lines = [[rows[key].get(name) or "" for name in FILE_COLUMNS] for key in sorted(rows)]
    cohort.write(cohort.home / FILES, csv_text(FILE_COLUMNS, lines).encode())


def _replaced(item: Item) -> list[str]:
    """Say what a file replaced or would replace, as a sentence, where it does."""
    # The line about a file stays as it is when the file comes in again.
    told = item.fate == TAKEN and item.replaces not in ("", SAME)
    return [f"It replaces {item.replaces}."] if told else []


def forget_notes(cohort: Cohort, learner: str, *, now: str = "") -> None:
    """Take a learner out of the notes, or note what was hers as another's."""
    rows = {}
    for row in read_notes(cohort):
        if row["learner"] == learner:
            if not now:
                continue
            row["learner"] = now
            if (row["assignment"], now) in rows:
                continue
        rows[row["assignment"], row["learner"]] = row
    lines = [[rows[key].get(name) or "" for name in COLUMNS] for key in sorted(rows)]
    cohort.write(cohort.home / COLLECTED, csv_text(COLUMNS, lines).encode())


def read_notes(cohort: Cohort) -> list[dict[str, str]]:
    """Return what `collect` noted about each submission."""
    return _rows(cohort.home / COLLECTED)


def read_set_aside(cohort: Cohort) -> list[dict[str, str]]:
    """Return the files that were set aside, with their reasons."""
    return _rows(cohort.home / QUARANTINE)


def not_gradable(home: Path) -> dict[tuple[str, str], str]:
    """Return why nothing of what somebody handed in can be graded, by assignment and learner.

    Whoever has a submission as well is in it too; the caller knows who has.
    """
    found: dict[tuple[str, str], list[str]] = {}
    people = People.read(home)
    for row in _rows(home / QUARANTINE):
        if row.get("learner"):
            row["learner"] = people.who(row["learner"])
        if row.get("learner") and row.get("assignment") and not people.is_removed(row["learner"]):
            name = PurePosixPath(row["file"]).name
            told = f"{short(name)}: {row['reason']}"
            found.setdefault((row["assignment"], row["learner"]), []).append(told)
    return {key: " ".join(reasons) for key, reasons in found.items()}


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = read_plain(path, _MOST_NOTES).decode()
    except (FileNotFoundError, UnicodeError):
        return []
    return read_csv(text)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]

"""Who takes part: lists are imported, two ids become one person, somebody is taken out.

Each step moves files only inside the course run, and keeps what it replaces.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry, SubmittedAssignment
from sqlalchemy import select, update

from doneenough.file_names import as_typed
from doneenough.grading.cohort import ledger
from doneenough.grading.cohort.collect import forget_notes, read_notes
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.layouts import Place
from doneenough.grading.cohort.lock import only_one
from doneenough.grading.cohort.opening import open_gradebook
from doneenough.grading.cohort.people import ACCEPTED, MERGED, PEOPLE, REMOVED, People
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.roster import Learner, NoLearner, Roster
from doneenough.grading.foreign_tables import LARGEST, NoTable
from doneenough.grading.participants import Participant, read_participants, renamed
from doneenough.grading.tables import csv_text, read_csv
from doneenough.plain_files import read_plain
from doneenough.release import course_config

GROUPS = "groups.csv"


@dataclass
class Imported:
    """What became of a list: counts, mergers of who was made up before, and oddities."""

    new: int = 0
    known: int = 0
    merged: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


def import_list(cohort: Cohort, path: Path) -> Imported:
    """Bring the learners of a list into the gradebook.

    Who was graded before under an id made of her name becomes the learner of the list.

    Raises
    ------
    CohortError
        It is no list of participants.
    """
    try:
        people, odd = read_participants(read_plain(path, LARGEST + 1))
    except (OSError, NoTable) as error:
        raise CohortError(f"{path.name} cannot be read: {error}") from None
    done = Imported(odd=odd)
    with _writing(cohort) as gradebook:
        known = {as_typed(student.id): student.id for student in gradebook.students}
        people = [renamed(person, known.get(as_typed(person.id), person.id)) for person in people]
        for person in people:
            there = as_typed(person.id) in known
            done.known += there
            done.new += not there
            told = {
                "first_name": person.first_name,
                "last_name": person.last_name,
                "email": person.email,
                "lms_user_id": person.lms_user_id,
            }
            # What a list does not say stays as it was.
            told = {name: value for name, value in told.items() if value}
            gradebook.update_or_create_student(person.id, **told)
        kept = People.read(cohort.home).without_removed(person.id for person in people)
        cohort.write(cohort.home / PEOPLE, kept.as_table())
        _keep_groups(cohort, people)
        for old, new in _made_before(cohort, people):
            done.odd += _merge(cohort, gradebook, old, new)
            done.merged.append(f"{old} is now {new}.")
    return done


def merge(cohort: Cohort, old: str, new: str) -> list[str]:
    """Make one person of two ids; what was handed in as ``old`` is ``new``'s from now on.

    Returns
    -------
    What has to be said about it, as sentences.

    Raises
    ------
    CohortError
        Nobody is known under one of the ids, or both are the same.
    """
    with _writing(cohort) as gradebook:
        old, new = _known(cohort, gradebook, old), _known(cohort, gradebook, new)
        if old == new:
            raise CohortError(f"{old} is one learner already.")
        return _merge(cohort, gradebook, old, new)


def remove(cohort: Cohort, learner: str) -> None:
    """Take a learner out, for good; what she handed in is kept in the folder ``removed``."""
    with _writing(cohort) as gradebook:
        learner = _known(cohort, gradebook, learner)
        _keep_aside(cohort, cohort.submitted / learner, cohort.home / "removed" / learner)
        _forget(cohort, gradebook, learner)
        forget_notes(cohort, learner)
        people = People.read(cohort.home).but(REMOVED, learner)
        cohort.write(cohort.home / PEOPLE, people.as_table())


def accept(cohort: Cohort, learner: str, other: str = "") -> list[str]:
    """Take the ids that stand in a learner's notebooks for hers; return those ids.

    Raises
    ------
    CohortError
        Nobody is known under this id, or no other id stands in her notebooks.
    """
    with _writing(cohort) as gradebook:
        learner = _known(cohort, gradebook, learner)
        ledger.make_table(gradebook.engine)
        others = [other] if other else _named(gradebook.db(), learner)
        if not others:
            raise CohortError(f"No notebook of {learner} names anyone else.")
        people = People.read(cohort.home)
        for name in others:
            people = people.but(ACCEPTED, learner, name)
        cohort.write(cohort.home / PEOPLE, people.as_table())
    return others


def groups(home: Path) -> dict[str, str]:
    """Return the group of each learner, where a list said it; ``home`` is the course run's."""
    try:
        text = read_plain(home / GROUPS, LARGEST).decode()
    except (OSError, UnicodeError):
        return {}
    return {row["learner"]: row["group"] for row in read_csv(text)}


@contextmanager
def _writing(cohort: Cohort) -> Iterator[Gradebook]:
    course_id = str(course_config(cohort.root).CourseDirectory.course_id)
    with only_one(cohort.home), open_gradebook(cohort.db_url, course_id) as gradebook:
        ledger.make_table(gradebook.engine)
        yield gradebook


def _keep_groups(cohort: Cohort, people: Sequence[Participant]) -> None:
    told = groups(cohort.home) | {person.id: person.group for person in people if person.group}
    if told:
        text = csv_text(("learner", "group"), sorted(told.items()))
        cohort.write(cohort.home / GROUPS, text.encode())


def _made_before(cohort: Cohort, people: Sequence[Participant]) -> Iterator[tuple[str, str]]:
    """Yield ids that were made of a name, and who of the list that is."""
    listed = {person.id for person in people}
    roster = Roster.of(Learner(person.id, person.name, person.lms_user_id) for person in people)
    seen = set()
    for row in read_notes(cohort):
        learner = row["learner"]
        if learner in listed or learner in seen or not row["person"] or row.get("hidden"):
            continue
        place = Place(row["layout"], row["file"], person=row["person"], lms_id=row["lms_id"])
        try:
            found = roster.find(place)
        except NoLearner:
            continue
        if found in listed and not roster.namesakes(place):
            seen.add(learner)
            yield learner, found


def _merge(cohort: Cohort, gradebook: Gradebook, old: str, new: str) -> list[str]:
    told = []
    home = cohort.submitted / old
    for folder in sorted(home.iterdir()) if home.is_dir() else ():
        target = cohort.submitted / new / folder.name
        if target.exists():
            kept = cohort.home / "replaced" / new / folder.name / old
            _keep_aside(cohort, folder, kept)
            told.append(
                f"{new} and {old} both handed in {folder.name}; the one of {new} counts, and the "
                "other is in the folder replaced."
            )
        else:
            _keep_aside(cohort, folder, target)
            _move_marks(gradebook.db(), folder.name, old, new)
    gradebook.db.commit()
    _remove_tree(cohort, home)
    _forget(cohort, gradebook, old)
    if new not in {student.id for student in gradebook.students}:
        gradebook.update_or_create_student(new)
    forget_notes(cohort, old, now=new)
    people = People.read(cohort.home).but(MERGED, new, old)
    cohort.write(cohort.home / PEOPLE, people.as_table())
    return told


def _move_marks(session: Any, assignment: str, old: str, new: str) -> None:
    """Give a submission in the gradebook, with all that a person gave, to another learner."""
    query = (
        select(SubmittedAssignment.id, SubmittedAssignment.student_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment, SubmittedAssignment.student_id.in_([old, new]))
    )
    found = {student: number for number, student in session.execute(query)}
    if old in found and new not in found:
        table = SubmittedAssignment
        session.execute(update(table).where(table.id == found[old]).values(student_id=new))
        for kept in (ledger.RESULTS, ledger.ANSWERS, ledger.REPLIES):
            session.execute(
                update(kept)
                .where(kept.c.assignment == assignment, kept.c.learner == old)
                .values(learner=new)
            )


def _named(session: Any, learner: str) -> list[str]:
    """Return the other ids that a learner's notebooks name."""
    named = {
        str(row.record.get("learner_id", "")).strip()
        for row in ledger.rows_of(session, [learner])
        if row.record["status"] == "identity mismatch"
    }
    return sorted(named - {""})


def _known(cohort: Cohort, gradebook: Gradebook, learner: str) -> str:
    """Return the id under which somebody is known, however it is typed."""
    ids = {str(student.id) for student in gradebook.students}
    if cohort.submitted.is_dir():
        ids |= {path.name for path in cohort.submitted.iterdir() if path.is_dir()}
    if learner in ids:
        return learner
    found = [name for name in sorted(ids) if as_typed(name) == as_typed(learner)]
    if len(found) != 1:
        raise CohortError(f"There is no learner {learner!r}. Learners are called as in the report.")
    return found[0]


def _forget(cohort: Cohort, gradebook: Gradebook, learner: str) -> None:
    """Take a learner out of the gradebook, with what was made of her work."""
    session = gradebook.db()
    ledger.forget(session, learner)
    session.commit()
    try:
        gradebook.remove_student(learner)
    except MissingEntry:
        session.rollback()
    for place in (cohort.submitted, cohort.autograded, cohort.feedback):
        _remove_tree(cohort, place / learner)


def _keep_aside(cohort: Cohort, folder: Path, target: Path) -> None:
    """Move a folder inside the course run; a number is added where one is there."""
    if not folder.is_dir():
        return
    place, number = target, 1
    while place.exists():
        number += 1
        place = target.with_name(f"{target.name}-{number}")
    for path in (folder, place):
        cohort.check_way(path / "file")
    place.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(place)


def _remove_tree(cohort: Cohort, folder: Path) -> None:
    """Remove what a course run made, and nothing along a link."""
    if folder.is_dir():
        cohort.check_way(folder / "file")
        shutil.rmtree(folder)

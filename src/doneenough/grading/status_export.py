"""nbgrader's CSV export, with what a bare score does not say: status and reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.api import (
    BaseCell,
    Grade,
    Gradebook,
    GradeCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.plugins import ExportPlugin
from sqlalchemy import func, select

from doneenough.grading.cohort import ledger
from doneenough.grading.cohort.collect import not_gradable
from doneenough.grading.cohort.enrolment import groups
from doneenough.grading.cohort.group_notes import group_notes
from doneenough.grading.cohort.timestamps import LONGEST, TIMESTAMP, parse_timestamp
from doneenough.grading.notebook_file import LARGEST
from doneenough.grading.tables import write_csv
from doneenough.plain_files import read_plain
from doneenough.plain_text import one_line

NOT_GRADABLE = "handed in, not gradable"
"""The status of who handed in something else than a notebook that can be read."""
COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
    *("status", "auto_points", "auto_max", "reviewed_points", "reviewed_max"),
    *("waits_for_review", "notes"),
)
"""The columns: nbgrader's eleven in nbgrader's order, then ours."""
_KNOWN = ("graded", "graded with repairs", "unanswered")
"""Statuses with points, so that 0 is a real zero."""


class StatusExporter(ExportPlugin):  # type: ignore[misc]
    """Writes one line per learner and assignment, with its status."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the CSV file named by ``--to`` (``grades.csv``)."""
        path = Path(self.to or "grades.csv")
        with path.open("w", newline="", encoding="utf-8") as file:
            write_csv(file, COLUMNS, self._rows(gradebook))
        self.log.info("Exported grades with their status to %s", one_line(str(path)))

    def _rows(self, gradebook: Gradebook) -> Iterator[list[Any]]:
        """Yield one line per learner and assignment."""
        wanted = {str(item) for item in self.assignment}
        students = {str(item) for item in self.student}
        people = gradebook.db.execute(
            select(Student.id, Student.last_name, Student.first_name, Student.email).order_by(
                Student.last_name, Student.first_name, Student.id
            )
        ).all()
        for assignment in gradebook.assignments:
            if wanted and assignment.name not in wanted:
                continue
            handed_in = _submissions(gradebook, assignment)
            other_group = group_notes(gradebook.db(), assignment.name, groups(self._home))
            for person in people:
                if not students or person.id in students:
                    row = self._row(assignment, person, handed_in.get(person.id))
                    row["notes"] = " ".join(
                        part for part in (row["notes"], other_group.get(person.id)) if part
                    )
                    yield [row.get(name, "") for name in COLUMNS]

    def _row(self, assignment: Any, student: Any, graded: _Graded | None) -> dict[str, Any]:
        row: dict[str, Any] = {
            "assignment": assignment.name,
            "duedate": assignment.duedate or "",
            "timestamp": "",
            "student_id": student.id,
            "last_name": student.last_name or "",
            "first_name": student.first_name or "",
            "email": student.email or "",
            "max_score": assignment.max_score,
            # An empty cell, not 0: nothing was graded here.
            "raw_score": "",
            "late_submission_penalty": "",
            "score": "",
        }
        row["status"], row["notes"] = self._status(assignment, student.id)
        if graded is None:
            return row
        known = row["status"] in _KNOWN or graded.by_hand
        score = round(graded.automatic + graded.reviewed, 2)
        penalty = round(graded.penalty, 2)
        return row | {
            "timestamp": graded.timestamp or "",
            "raw_score": score if known else "",
            "late_submission_penalty": penalty if known else "",
            "score": round(max(0.0, score - penalty), 2) if known else "",
            "auto_points": round(graded.automatic, 2),
            "auto_max": graded.auto_max,
            "reviewed_points": round(graded.reviewed, 2),
            "reviewed_max": graded.reviewed_max,
            "waits_for_review": "yes" if graded.waits else "no",
        }

    def _status(self, assignment: Any, student: str) -> tuple[str, str]:
        """Return the status and notes that grading left in the autograded notebooks."""
        found, notes = [], []
        for notebook in assignment.notebooks:
            name = f"{notebook.name}.ipynb"
            result = _result(self._folder("autograded_directory", assignment, student) / name)
            if result is not None:
                found.append(str(result["status"]))
                notes += [str(note) for note in result["notes"]]
                continue
            folder = self._folder("submitted_directory", assignment, student)
            state, more = _ungraded(folder, name)
            aside = not_gradable(self._home).get((assignment.name, student))
            if state == "missing" and aside:
                state, more = NOT_GRADABLE, [aside]
            found.append(state)
            notes += more
        return " / ".join(dict.fromkeys(found)), " ".join(notes)

    @cached_property
    def _home(self) -> Path:
        """The folder of the course run."""
        course = self.parent.coursedir
        return Path(course.root, course.submitted_directory).parent

    def _folder(self, kind: str, assignment: Any, student: str) -> Path:
        course = self.parent.coursedir
        return Path(course.format_path(getattr(course, kind), student, assignment.name))


@dataclass
class _Graded:
    """The sums over one submission's grades."""

    timestamp: datetime | None
    penalty: float = 0.0
    automatic: float = 0.0
    auto_max: float = 0.0
    reviewed: float = 0.0
    reviewed_max: float = 0.0
    waits: bool = False
    by_hand: bool = False


def _submissions(gradebook: Gradebook, assignment: Any) -> dict[str, _Graded]:
    """Return the grades of one assignment by learner.

    Asked for at once: nbgrader's objects ask the gradebook anew for each of their parts.
    """
    cells = GradeCell.__table__.c
    found: dict[str, _Graded] = {}
    mine = SubmittedAssignment.assignment_id == assignment.id
    handed_in = (
        select(
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            func.sum(SubmittedNotebook.late_submission_penalty),
        )
        .outerjoin(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(mine)
        .group_by(SubmittedAssignment.student_id, SubmittedAssignment.timestamp)
    )
    for student, timestamp, penalty in gradebook.db.execute(handed_in):
        found[student] = _Graded(timestamp, penalty or 0.0)
    grades = (
        select(
            SubmittedAssignment.student_id,
            cells.cell_type,
            cells.max_score,
            Grade.score,
            Grade.needs_manual_grade,
            Grade.manual_score,
            Grade.auto_score,
            Grade.extra_credit,
            BaseCell.name,
        )
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(GradeCell.__table__, cells.id == Grade.cell_id)
        .join(BaseCell.__table__, BaseCell.__table__.c.id == cells.id)
        .where(mine)
    )
    replies = _replies(gradebook, assignment.name, list(found))
    for student, kind, most, score, waits, manual, auto, extra, label in gradebook.db.execute(
        grades
    ):
        graded = found[student]
        graded.waits |= waits
        reply = replies.get((student, label))
        if waits and manual is not None and reply and reply.given == manual:
            # It was given for an answer that has changed since.
            score = (auto or 0.0) + (extra or 0.0)
        elif manual is not None:
            graded.by_hand = True
        if kind == "markdown":
            graded.reviewed += score
            graded.reviewed_max += most
        else:
            graded.automatic += score
            graded.auto_max += most
    return found


def _replies(gradebook: Gradebook, assignment: str, learners: list[str]) -> Any:
    ledger.make_table(gradebook.engine)
    return {
        key: reply
        for start in range(0, len(learners), 500)
        for key, reply in ledger.replies_of(
            gradebook.db(), assignment, learners[start : start + 500]
        ).items()
    }


def _ungraded(folder: Path, name: str) -> tuple[str, list[str]]:
    """Say what became of a notebook that grading left no result for."""
    if not (folder / name).is_file():
        others = sorted(file.name for file in folder.glob("*.ipynb"))
        more = [f"Files under other names: {', '.join(others)}."] if others else []
        return "missing", [f"{name} wasn't handed in.", *more]
    notes = [f"{name} was handed in, but grading hasn't run or has failed."]
    try:
        parse_timestamp(read_plain(folder / TIMESTAMP, LONGEST))
    except FileNotFoundError:
        pass
    except (OSError, ValueError):
        notes.append("Its timestamp.txt can't be read. Please correct it or remove it.")
    return "not graded", notes


def _result(path: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(read_plain(path, LARGEST))
        result = content["metadata"]["doneenough"]["result"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return result if isinstance(result, dict) else None

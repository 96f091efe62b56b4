"""nbgrader's CSV export, with what a bare score does not say: status and reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Grade,
    Gradebook,
    GradeCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.plugins import ExportPlugin
from sqlalchemy import func, select

from doneenough.grading.cohort.timestamps import LONGEST, TIMESTAMP, parse_timestamp
from doneenough.grading.notebook_file import LARGEST
from doneenough.grading.tables import write_csv
from doneenough.plain_files import read_plain
from doneenough.plain_text import one_line

COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
    *("status", "auto_points", "auto_max", "reviewed_points", "reviewed_max"),
    *("waits_for_review", "notes"),
)
"""The columns: nbgrader's eleven in nbgrader's order, then ours."""


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
            for person in people:
                if not students or person.id in students:
                    row = self._row(assignment, person, handed_in.get(person.id))
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
            "raw_score": 0.0,
            "late_submission_penalty": 0.0,
            "score": 0.0,
        }
        row["status"], row["notes"] = self._status(assignment, student.id)
        if graded is None:
            return row
        score = graded.automatic + graded.reviewed
        return row | {
            "timestamp": graded.timestamp or "",
            "raw_score": score,
            "late_submission_penalty": graded.penalty,
            "score": max(0.0, score - graded.penalty),
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
            found.append(state)
            notes += more
        return " / ".join(dict.fromkeys(found)), " ".join(notes)

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
        )
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(GradeCell.__table__, cells.id == Grade.cell_id)
        .where(mine)
    )
    for student, kind, most, score, waits in gradebook.db.execute(grades):
        graded = found[student]
        graded.waits |= waits
        if kind == "markdown":
            graded.reviewed += score
            graded.reviewed_max += most
        else:
            graded.automatic += score
            graded.auto_max += most
    return found


def _ungraded(folder: Path, name: str) -> tuple[str, list[str]]:
    """Say what became of a notebook that grading left no result for."""
    if not (folder / name).is_file():
        others = sorted(file.name for file in folder.glob("*.ipynb"))
        more = [f"Files under other names: {', '.join(others)}."] if others else []
        return "missing", [f"{name} was not handed in.", *more]
    notes = [f"{name} was handed in; grading was not run, or it failed."]
    try:
        parse_timestamp(read_plain(folder / TIMESTAMP, LONGEST))
    except FileNotFoundError:
        pass
    except (OSError, ValueError):
        notes.append("Its timestamp.txt cannot be read: please correct it, or remove it.")
    return "not graded", notes


def _result(path: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(read_plain(path, LARGEST))
        result = content["metadata"]["doneenough"]["result"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return result if isinstance(result, dict) else None

"""nbgrader's CSV export, with what a bare score does not say: status and reasons."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin
from nbgrader.utils import parse_utc

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
        wanted = {str(item) for item in self.assignment}
        students = {str(item) for item in self.student}
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            for assignment in gradebook.assignments:
                if wanted and assignment.name not in wanted:
                    continue
                for student in gradebook.students:
                    if not students or student.id in students:
                        writer.writerow(self._row(gradebook, assignment, student))
        self.log.info("Exported grades with their status to %s", path)

    def _row(self, gradebook: Gradebook, assignment: Any, student: Any) -> dict[str, Any]:
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
        try:
            submission = gradebook.find_submission(assignment.name, student.id)
        except MissingEntry:
            return row
        penalty = submission.late_submission_penalty or 0.0
        written = [g for notebook in submission.notebooks for g in notebook.grades]
        reviewed = [grade for grade in written if grade.cell_type == "markdown"]
        automatic = [grade for grade in written if grade.cell_type != "markdown"]
        return row | {
            "timestamp": submission.timestamp or "",
            "raw_score": submission.score,
            "late_submission_penalty": penalty,
            "score": max(0.0, submission.score - penalty),
            "auto_points": round(sum(grade.score for grade in automatic), 2),
            "auto_max": sum(grade.max_score for grade in automatic),
            "reviewed_points": round(sum(grade.score for grade in reviewed), 2),
            "reviewed_max": sum(grade.max_score for grade in reviewed),
            "waits_for_review": "yes" if submission.needs_manual_grade else "no",
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


def _ungraded(folder: Path, name: str) -> tuple[str, list[str]]:
    """Say what became of a notebook that grading left no result for."""
    if not (folder / name).is_file():
        others = sorted(file.name for file in folder.glob("*.ipynb"))
        more = [f"Files under other names: {', '.join(others)}."] if others else []
        return "missing", [f"{name} was not handed in.", *more]
    notes = [f"{name} was handed in; grading was not run, or it failed."]
    try:
        parse_utc((folder / "timestamp.txt").read_text(encoding="utf-8").strip() or None)
    except FileNotFoundError:
        pass
    except (OSError, ValueError, OverflowError):
        notes.append("Its timestamp.txt cannot be read: please correct it, or remove it.")
    return "not graded", notes


def _result(path: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        result = content["metadata"]["doneenough"]["result"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return result if isinstance(result, dict) else None

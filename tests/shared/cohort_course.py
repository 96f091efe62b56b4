"""A course folder with a cohort in it, and what its gradebook says."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from doneenough.core.lesson_files import Card, cards
from doneenough.grading.cohort import ledger
from doneenough.grading.cohort.book import open_book
from doneenough.grading.cohort.collect import Collected, carry_out, plan_for
from doneenough.grading.cohort.late import LatePenalties
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.plan import Item
from doneenough.grading.cohort.source import open_source
from doneenough.release import course_config, register_gradebook, release
from shared.nbgrader_course import master_of

REPO = Path(__file__).resolve().parents[2]


def make_course(root: Path, lessons: Sequence[Card] = (), *, registered: bool = True) -> Cohort:
    """Make a course folder with masters and releases of some lessons; without any named, of all."""
    for name in ("course", "solutions", "assessments"):
        (root / name).mkdir(parents=True)
    for name in ("nbgrader_config.py", "pyproject.toml"):
        shutil.copy(REPO / name, root)
    for card in lessons or cards():
        if (REPO / "solutions" / card.assignment).is_dir():
            for name in ("solutions", "assessments"):
                place = Path(name, card.assignment)
                shutil.copytree(REPO / place, root / place)
        else:  # a lesson made for tests
            (root / "solutions" / card.assignment).mkdir()
            (root / "solutions" / card.assignment / card.notebook).write_bytes(master_of(card))
            release(root, card.assignment)
    cohort = Cohort.find(root)
    if registered:
        register_gradebook(root)
    return cohort


def release_of(cohort: Cohort, card: Card) -> dict[str, Any]:
    """Return the untouched release."""
    path = cohort.root / "assessments" / card.assignment / card.notebook
    return dict(json.loads(path.read_text(encoding="utf-8")))


def hand_in(cohort: Cohort, card: Card, learner: str, data: bytes | None, **files: bytes) -> Path:
    """Put a submission where it is graded; ``files`` are more, dots as two underscores."""
    folder = cohort.submitted / learner / card.assignment
    folder.mkdir(parents=True, exist_ok=True)
    if data is not None:
        (folder / card.notebook).write_bytes(data)
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_bytes(content)
    return folder


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip with these files, whatever their names are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo("x")
            info.filename = name
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def collect(cohort: Cohort, source: Path) -> tuple[list[Item], Collected]:
    """Collect a zip or a folder, as the command does."""
    with open_source(source) as entries:
        plan = plan_for(cohort, entries)
        return plan, carry_out(cohort, plan)


def opened(cohort: Cohort) -> Any:
    """Open the gradebook."""
    config = course_config(cohort.root)
    return open_book(cohort.db_url, str(config.CourseDirectory.course_id), LatePenalties(config))


def records(cohort: Cohort) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the results by assignment and learner."""
    with opened(cohort) as book:
        return {(row.assignment, row.learner): row.record for row in ledger.all_rows(book.session)}


def statuses(cohort: Cohort, card: Card) -> dict[str, str]:
    """Return the status of each learner's submission."""
    return {
        learner: str(record["status"])
        for (assignment, learner), record in records(cohort).items()
        if assignment == card.assignment
    }


def gradebook_contents(cohort: Cohort) -> dict[str, Any]:
    """Return everything in the gradebook but its own random ids."""
    from nbgrader.api import (
        BaseCell,
        Comment,
        Grade,
        Student,
        SubmittedAssignment,
        SubmittedNotebook,
    )

    with opened(cohort) as book:
        session = book.session

        def of(table: Any, *columns: Any) -> list[tuple[Any, ...]]:
            query = (
                select(SubmittedAssignment.student_id, BaseCell.name, *columns)
                .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
                .join(table, table.notebook_id == SubmittedNotebook.id)
                .join(BaseCell, BaseCell.id == table.cell_id)
            )
            return sorted(map(tuple, session.execute(query)), key=repr)

        late = select(
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            SubmittedNotebook.late_submission_penalty,
        ).join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        return {
            "students": sorted(session.scalars(select(Student.id))),
            "grades": of(Grade, Grade.auto_score, Grade.manual_score, Grade.needs_manual_grade),
            "comments": of(Comment, Comment.auto_comment, Comment.manual_comment),
            "submissions": sorted(map(tuple, session.execute(late)), key=repr),
        }


def everything_in(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }

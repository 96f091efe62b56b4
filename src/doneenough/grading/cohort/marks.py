"""What a person gave, and late penalties: read from the gradebook, never written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select
from sqlalchemy.orm import Session


@dataclass
class Marks:
    """A person's part in one submission, by nbgrader's labels.

    ``points`` take the place of automatic ones; ``extra`` is added.
    """

    points: dict[str, float] = field(default_factory=dict)
    extra: dict[str, float] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    penalty: float = 0.0

    def score(self, label: str, automatic: float | None) -> float | None:
        """Return the points of a question, as nbgrader counts them; None where there are none."""
        points = self.points.get(label, automatic)
        extra = self.extra.get(label, 0.0)
        return points if points is None and not extra else (points or 0.0) + extra


def marks_of(session: Session, assignment: str, learners: Iterable[str]) -> dict[str, Marks]:
    """Return the marks of some learners; those that nobody has looked at are left out."""
    wanted = list(learners)
    found: dict[str, Marks] = {}

    def mine(*columns: Any) -> Any:
        return (
            select(SubmittedAssignment.student_id, *columns)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .where(Assignment.name == assignment, SubmittedAssignment.student_id.in_(wanted))
        )

    given = (
        mine(BaseCell.name, Grade.manual_score, Grade.extra_credit)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
    )
    for learner, label, manual, extra in session.execute(
        given.where(Grade.manual_score.is_not(None) | Grade.extra_credit.is_not(None))
    ):
        if manual is not None:
            found.setdefault(learner, Marks()).points[label] = manual
        if extra:
            found.setdefault(learner, Marks()).extra[label] = extra
    said = (
        mine(BaseCell.name, Comment.manual_comment)
        .join(Comment, Comment.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Comment.cell_id)
    )
    for learner, label, text in session.execute(said.where(Comment.manual_comment.is_not(None))):
        if text:
            found.setdefault(learner, Marks()).comments[label] = text
    late = mine(SubmittedNotebook.late_submission_penalty)
    for learner, penalty in session.execute(
        late.where(SubmittedNotebook.late_submission_penalty.is_not(None))
    ):
        found.setdefault(learner, Marks()).penalty = float(penalty)
    return found


def all_students(session: Session) -> list[tuple[str, str, str]]:
    """Return (id, name, LMS number) of everybody in the gradebook."""
    columns = (Student.id, Student.first_name, Student.last_name, Student.lms_user_id)
    return [
        (student, " ".join(part for part in (first, last) if part), lms or "")
        for student, first, last, lms in session.execute(select(*columns).order_by(Student.id))
    ]

"""What a person gave, and late penalties: read from the gradebook, never written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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

from doneenough.grading.cohort import ledger
from doneenough.grading.cohort.rubric import Levels, split
from doneenough.grading.cohort.work import NOT_GRADED
from doneenough.grading.master import CHECK


@dataclass
class Marks:
    """A person's part in one submission, by nbgrader's labels.

    ``points`` take the place of automatic ones; ``extra`` is added. ``earlier`` are points
    for an answer that has changed since: they count no more. ``levels`` are the rubric's.
    """

    points: dict[str, float] = field(default_factory=dict)
    extra: dict[str, float] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    levels: dict[str, Levels] = field(default_factory=dict)
    penalty: float = 0.0
    earlier: dict[str, float] = field(default_factory=dict)

    def score(self, label: str, automatic: float | None) -> float | None:
        """Return the points of a question, as nbgrader counts them; None where there are none."""
        points = self.points.get(label, automatic)
        extra = self.extra.get(label, 0.0)
        return points if points is None and not extra else (points or 0.0) + extra


GRADED = ("graded", "graded with repairs", "unanswered")
"""Statuses whose automatic points are known."""


@dataclass(frozen=True)
class Total:
    """The points of one submission, the same in every file and on every page.

    Each is None where nobody knows it yet. ``total`` is what counts: automatic points and
    those of a person, less the late ``penalty``, and never below 0.
    """

    auto: float | None
    reviewed: float | None
    penalty: float
    total: float | None


def total_of(record: Mapping[str, Any], marks: Marks) -> Total:
    """Return the points of a submission, by its record and a person's part."""
    questions = [] if record["status"] == NOT_GRADED else record["questions"]
    auto: list[float | None] = []
    reviewed: list[float | None] = []
    for question in questions:
        label = question["name"] if question["reviewed"] else question["name"] + CHECK
        # What a person gave counts in any case.
        points = question["points"] if record["status"] in GRADED else None
        (reviewed if question["reviewed"] else auto).append(marks.score(label, points))
    both = _sum(auto), _sum(reviewed)
    lacking = both[0] is None or (reviewed and both[1] is None)
    total = None if lacking else max(0.0, (both[0] or 0.0) + (both[1] or 0.0) - marks.penalty)
    return Total(*both, round(marks.penalty, 2), None if total is None else round(total, 2))


def _sum(points: Sequence[float | None]) -> float | None:
    if not points or any(value is None for value in points):
        return None
    return round(sum(value or 0.0 for value in points), 2)


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

    replies = ledger.replies_of(session, assignment, wanted)
    given = (
        mine(BaseCell.name, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
    )
    for learner, label, manual, extra, waits in session.execute(
        given.where(Grade.manual_score.is_not(None) | Grade.extra_credit.is_not(None))
    ):
        reply = replies.get((learner, label))
        if manual is not None and waits and reply and reply.given == manual:
            found.setdefault(learner, Marks()).earlier[label] = manual
        elif manual is not None:
            found.setdefault(learner, Marks()).points[label] = manual
        if extra:
            found.setdefault(learner, Marks()).extra[label] = extra
    said = (
        mine(BaseCell.name, Comment.manual_comment)
        .join(Comment, Comment.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Comment.cell_id)
    )
    for learner, label, text in session.execute(said.where(Comment.manual_comment.is_not(None))):
        if text and label not in found.get(learner, Marks()).earlier:
            hers = found.setdefault(learner, Marks())
            levels, rest = split(text)
            if levels:
                hers.levels[label] = levels
            if rest:
                hers.comments[label] = rest
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

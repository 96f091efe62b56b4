"""The one writer to the gradebook: many submissions in one transaction.

nbgrader's own tables, filled as `nbgrader autograde` fills them; what a person gave is
never touched. nbgrader's own functions ask the gradebook a dozen questions for each
submission; here a batch is asked for once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import Engine, bindparam, insert, select, text, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from doneenough.grading.autograded import look_at
from doneenough.grading.cohort import ledger
from doneenough.grading.cohort.late import LatePenalties
from doneenough.grading.cohort.opening import open_gradebook
from doneenough.grading.cohort.work import NOT_GRADED, Outcome


@dataclass(frozen=True)
class Written:
    """One submission to write, with its key and the time it was handed in."""

    outcome: Outcome
    key: str
    timestamp: datetime | None


@dataclass(frozen=True)
class _Cells:
    """What the gradebook knows about an assignment: ids of its notebook and cells by label."""

    assignment: str
    notebook: str
    graded: Mapping[str, str]
    solutions: Mapping[str, str]


class Book:
    """An open gradebook."""

    def __init__(self, gradebook: Gradebook, late: LatePenalties) -> None:
        self._gradebook = gradebook
        self._late = late
        self._cells: dict[str, _Cells] = {}

    @property
    def session(self) -> Session:
        """The session with the database."""
        session: Session = self._gradebook.db()
        return session

    def has(self, assignment: str, notebook: str, labels: Iterable[str]) -> bool:
        """Whether the assignment is registered with all these graded cells."""
        try:
            self._gradebook.find_notebook(notebook, assignment)
        except MissingEntry:
            return False
        self._cells.pop(assignment, None)
        return set(labels) <= set(self._known(assignment).graded)

    def had_points(self, assignment: str, learners: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the labels of questions with automatic points, by learner."""
        query = (
            select(SubmittedAssignment.student_id, BaseCell.name)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
            .join(BaseCell, BaseCell.id == Grade.cell_id)
            .where(
                Assignment.name == assignment,
                SubmittedAssignment.student_id.in_(learners),
                Grade.auto_score.is_not(None),
            )
        )
        found: dict[str, tuple[str, ...]] = {}
        for learner, label in self.session.execute(query):
            found[learner] = (*found.get(learner, ()), label)
        return found

    def write(self, assignment: str, batch: Sequence[Written]) -> list[Outcome]:
        """Write some submissions of one assignment; return what stands there now.

        A batch that the database refuses is tried one by one. A submission that it refuses
        alone stands there as not graded, with the reason; the others as they were handed over.

        Raises
        ------
        SQLAlchemyError
            The database itself failed. Then none of the batch is written.
        """
        try:
            self._write(assignment, batch)
        except _REFUSED as error:
            if len(batch) > 1:
                return [kept for item in batch for kept in self.write(assignment, [item])]
            (item,) = batch
            refused = _refused(item.outcome, error)
            if item.outcome.record["status"] != NOT_GRADED:
                return self.write(assignment, [replace(item, outcome=refused, key="")])
            return [refused]
        return [item.outcome for item in batch]

    def _write(self, assignment: str, batch: Sequence[Written]) -> None:
        session = self.session
        try:
            cells = self._known(assignment)
            notebooks = self._submissions(cells, batch)
            self._grades(cells, batch, notebooks)
            self._comments(cells, batch, notebooks)
            ledger.keep(
                session,
                (
                    ledger.Row(assignment, item.outcome.learner, item.key, item.outcome.record)
                    for item in batch
                ),
            )
            ledger.keep_answers(
                session, assignment, {item.outcome.learner: item.outcome.answers for item in batch}
            )
            session.flush()
            session.expire_all()
            late = [(item.outcome.learner, notebooks[item.outcome.learner]) for item in batch]
            self._late.assign(session, late)
            session.commit()
        except BaseException:
            session.rollback()
            raise

    def _known(self, assignment: str) -> _Cells:
        if assignment not in self._cells:
            notebook_id, assignment_id = self.session.execute(
                select(Notebook.id, Assignment.id)
                .join(Assignment, Assignment.id == Notebook.assignment_id)
                .where(Assignment.name == assignment)
                .order_by(Notebook.name)
            ).one()
            graded, solutions = (
                self._pairs(
                    select(BaseCell.name, kind.__table__.c.id)
                    .join(kind.__table__, kind.__table__.c.id == BaseCell.id)
                    .where(BaseCell.notebook_id == notebook_id)
                )
                for kind in (GradeCell, SolutionCell)
            )
            self._cells[assignment] = _Cells(assignment_id, notebook_id, graded, solutions)
        return self._cells[assignment]

    def _pairs(self, query: Any) -> dict[str, str]:
        return dict(self.session.execute(query).all())

    def _submissions(self, cells: _Cells, batch: Sequence[Written]) -> dict[str, str]:
        """Make sure that learners and submissions exist; return ids of their notebooks."""
        session = self.session
        stamps = {item.outcome.learner: item.timestamp for item in batch}
        there = set(session.scalars(select(Student.id).where(Student.id.in_(stamps))))
        _insert(session, Student, [{"id": learner} for learner in stamps if learner not in there])
        table = SubmittedAssignment
        mine = {
            learner: (number, stamp)
            for learner, number, stamp in session.execute(
                select(table.student_id, table.id, table.timestamp).where(
                    table.assignment_id == cells.assignment, table.student_id.in_(stamps)
                )
            )
        }
        new = {learner: new_uuid() for learner in stamps if learner not in mine}
        _insert(
            session,
            table,
            [
                {
                    "id": number,
                    "assignment_id": cells.assignment,
                    "student_id": learner,
                    "timestamp": stamps[learner],
                }
                for learner, number in new.items()
            ],
        )
        for learner, (number, stamp) in mine.items():
            if stamp != stamps[learner]:
                session.execute(
                    update(table).where(table.id == number).values(timestamp=stamps[learner])
                )
        numbers = {learner: number for learner, (number, _) in mine.items()} | new
        return self._notebooks(cells, numbers)

    def _notebooks(self, cells: _Cells, submissions: Mapping[str, str]) -> dict[str, str]:
        session, table = self.session, SubmittedNotebook
        found = self._pairs(
            select(table.assignment_id, table.id).where(
                table.notebook_id == cells.notebook,
                table.assignment_id.in_(list(submissions.values())),
            )
        )
        new = {number: new_uuid() for number in submissions.values() if number not in found}
        _insert(
            session,
            table,
            [
                {
                    "id": number,
                    "assignment_id": submission,
                    "notebook_id": cells.notebook,
                    "flagged": False,
                }
                for submission, number in new.items()
            ],
        )
        found |= new
        return {learner: found[number] for learner, number in submissions.items()}

    def _grades(
        self, cells: _Cells, batch: Sequence[Written], notebooks: Mapping[str, str]
    ) -> None:
        session, table = self.session, Grade
        columns = (table.id, table.manual_score, table.needs_manual_grade)
        there = {
            (notebook, cell): (number, manual, waited)
            for notebook, cell, number, manual, waited in session.execute(
                select(table.notebook_id, table.cell_id, *columns).where(
                    table.notebook_id.in_(list(notebooks.values()))
                )
            )
        }
        (assignment,) = {item.outcome.assignment for item in batch}
        before = ledger.replies_of(session, assignment, notebooks)
        replies = {}
        new, changed = [], []
        for item in batch:
            notebook = notebooks[item.outcome.learner]
            # Where grading failed there are no points: what was there is cleared.
            points, prints = dict(item.outcome.points), dict(item.outcome.prints)
            for label, cell in cells.graded.items():
                number, manual, waited = there.get((notebook, cell), ("", None, True))
                score = points.get(label)
                known = before.get((item.outcome.learner, label))
                if label in prints:
                    look = look_at(
                        score,
                        manual,
                        waited=waited,
                        old=known.print if known else None,
                        new=prints[label],
                        given=known.given if known else None,
                    )
                    waiting = look.waits
                    known = ledger.Reply(prints[label], look.given)
                else:
                    # Nothing was read: what is known of the answer stays, and somebody looks.
                    waiting = True
                if known:
                    replies[item.outcome.learner, label] = known
                if number:
                    changed.append({"at": number, "points": score, "waiting": waiting})
                else:
                    new.append(
                        {
                            "id": new_uuid(),
                            "cell_id": cell,
                            "notebook_id": notebook,
                            "auto_score": score,
                            "needs_manual_grade": waiting,
                        }
                    )
        ledger.keep_replies(session, assignment, replies)
        _insert(session, table, new)
        _update(
            session, table, changed, auto_score=bindparam("points"),
            needs_manual_grade=bindparam("waiting"),
        )  # fmt: skip

    def _comments(
        self, cells: _Cells, batch: Sequence[Written], notebooks: Mapping[str, str]
    ) -> None:
        session, table = self.session, Comment
        there = {
            (notebook, cell): number
            for notebook, cell, number in session.execute(
                select(table.notebook_id, table.cell_id, table.id).where(
                    table.notebook_id.in_(list(notebooks.values()))
                )
            )
        }
        new, changed = [], []
        for item in batch:
            notebook = notebooks[item.outcome.learner]
            texts = dict(item.outcome.comments)
            for label, cell in cells.solutions.items():
                number = there.get((notebook, cell))
                said = texts.get(label)
                if number:
                    changed.append({"at": number, "text": said})
                else:
                    new.append(
                        {
                            "id": new_uuid(),
                            "cell_id": cell,
                            "notebook_id": notebook,
                            "auto_comment": said,
                        }
                    )
        _insert(session, table, new)
        _update(session, table, changed, auto_comment=bindparam("text"))


@contextmanager
def open_book(db_url: str, course_id: str, late: LatePenalties) -> Iterator[Book]:
    """Open the gradebook; it is made when it is not there."""
    with open_gradebook(db_url, course_id) as gradebook:
        ledger.make_table(gradebook.engine)
        _make_indexes(gradebook.engine)
        yield Book(gradebook, late)


_REFUSED = (DataError, IntegrityError, UnicodeError, OverflowError)
"""What says that a value cannot be kept; anything else says that the database failed."""


def _refused(outcome: Outcome, error: Exception) -> Outcome:
    kind = type(getattr(error, "orig", None) or error).__name__
    reason = (
        f"The gradebook cannot keep this submission ({kind}). Any earlier automatic points of it "
        "were cleared."
    )
    notes = list(dict.fromkeys([reason, *outcome.record["notes"]]))
    return Outcome(outcome.learner, outcome.assignment, {"status": NOT_GRADED, "notes": notes})


_INDEXES = {
    "doneenough_grade": "grade (notebook_id)",
    "doneenough_comment": "comment (notebook_id)",
    "doneenough_submitted": "submitted_notebook (assignment_id)",
    "doneenough_student": "submitted_assignment (student_id)",
}
"""nbgrader looks these columns up without an index: each look-up reads the whole table,
so a cohort twice as large takes four times as long. Its own pages gain too."""


def _make_indexes(engine: Engine) -> None:
    with engine.begin() as connection:
        for name, columns in _INDEXES.items():
            connection.execute(text(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}"))


def _insert(session: Session, kind: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(kind.__table__), rows)


def _update(session: Session, kind: Any, rows: list[dict[str, Any]], **values: Any) -> None:
    if rows:
        table = kind.__table__
        # On the connection: the session would keep every row it has seen.
        session.connection().execute(
            update(table).where(table.c.id == bindparam("at")).values(**values), rows
        )

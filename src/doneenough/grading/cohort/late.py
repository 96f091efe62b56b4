"""Late penalties, by nbgrader's own rule and the plugin that the course configures."""

from __future__ import annotations

from collections.abc import Sequence

from nbgrader.api import Assignment, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from traitlets.config import Config

from doneenough.grading.cohort.chunks import chunks


class LatePenalties:
    """What `nbgrader autograde` does for one submission, for those that need it."""

    def __init__(self, config: Config) -> None:
        self._step = AssignLatePenalties(config=config)
        self._step.init_plugin()

    def refresh(self, session: Session, assignment: str) -> None:
        """Set all penalties of an assignment anew; commits nothing.

        A penalty may depend on points that a person gave since, and on an extension.
        """
        query = (
            select(SubmittedAssignment.student_id, SubmittedNotebook.id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .where(Assignment.name == assignment, Assignment.duedate.is_not(None))
        )
        for chunk in chunks(session.execute(query).all(), 500):
            self.assign(session, [(learner, number) for learner, number in chunk])

    def assign(self, session: Session, submissions: Sequence[tuple[str, str]]) -> None:
        """Set or take back the penalty of (learner, id of her notebook); commits nothing."""
        table = SubmittedNotebook
        # Most courses have no due date; then there is nothing to look at one by one.
        query = (
            select(table.id)
            .join(SubmittedAssignment, SubmittedAssignment.id == table.assignment_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .where(
                table.id.in_([number for _, number in submissions]),
                or_(Assignment.duedate.is_not(None), table.late_submission_penalty.is_not(None)),
            )
        )
        concerned = set(session.scalars(query))
        for learner, number in submissions:
            if number not in concerned:
                continue
            notebook = session.get(table, number)
            assert notebook is not None
            seconds = notebook.assignment.total_seconds_late
            penalty = None
            if seconds > 0:
                plugin = self._step.plugin_inst
                penalty = plugin.late_submission_penalty(learner, notebook.score, seconds)
            if penalty is not None:
                penalty = self._step._check_late_penalty(notebook, penalty)
            if notebook.late_submission_penalty != penalty:
                notebook.late_submission_penalty = penalty

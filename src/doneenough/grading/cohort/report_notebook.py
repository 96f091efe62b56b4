"""What the report's notebook calls: the same findings again, and the data to look further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def show(assignment: str) -> Any:
    """Show the report on one assignment, in a notebook."""
    from IPython.display import HTML

    from doneenough.grading.cohort.places import Cohort
    from doneenough.grading.cohort.report import findings
    from doneenough.grading.cohort.run import chosen

    cohort = Cohort.find()
    (name,) = chosen(cohort, [assignment])
    with _session(cohort) as session:
        return HTML(findings(session, cohort.assignments[name], cohort).section())  # type: ignore[no-untyped-call]


def answers() -> pd.DataFrame:
    """Return one line for each learner and question."""
    import pandas as pd

    from doneenough.grading.cohort import ledger
    from doneenough.grading.cohort.places import Cohort

    lines = []
    with _session(Cohort.find()) as session:
        for row in ledger.all_rows(session):
            for question in row.record.get("questions", []):
                lines.append(
                    {
                        "assignment": row.assignment,
                        "learner": row.learner,
                        "status": row.record["status"],
                        "question": question["name"],
                        "state": question["state"],
                        "points": question["points"],
                        "most": question["most"],
                        "belief": question["misconception"],
                        "brief": question["brief"],
                    }
                )
    return pd.DataFrame(lines)


def _session(cohort: Any) -> Any:
    from contextlib import contextmanager

    from doneenough.grading.cohort.book import open_book
    from doneenough.grading.cohort.late import LatePenalties
    from doneenough.release import course_config

    @contextmanager
    def opened() -> Any:
        config = course_config(cohort.root)
        course_id = str(config.CourseDirectory.course_id)
        with open_book(cohort.db_url, course_id, LatePenalties(config)) as book:
            yield book.session

    return opened()

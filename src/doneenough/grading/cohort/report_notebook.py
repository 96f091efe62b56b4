"""The instructor's report as a notebook: the same findings, and the data to look further."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from doneenough.core.lesson_files import Card
from doneenough.release import KERNELSPEC

if TYPE_CHECKING:
    import pandas as pd


def notebook_of(sections: Sequence[tuple[Card, str]]) -> str:
    """Return the notebook; what it shows stands in it already, and can be run again."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

    cells = [
        new_markdown_cell(
            "# Report on the cohort\n\nRun all cells to bring it up to date with the gradebook. "
            "`answers()` is one line for each learner and question.",
            id="title",
        ),
        new_code_cell(
            "from doneenough.grading.cohort.report_notebook import answers, show", id="start"
        ),
    ]
    for number, (card, section) in enumerate(sections, start=1):
        cell = new_code_cell(f'show("{card.assignment}")', id=f"part-{number}")
        cell.outputs = [
            new_output("display_data", {"text/html": section, "text/plain": card.question})
        ]
        cells.append(cell)
    cells.append(
        new_code_cell(
            "table = answers()\n"
            'table.groupby(["assignment", "question", "belief"], dropna=False).size()',
            id="answers",
        )
    )
    notebook = new_notebook(cells=cells, metadata={"kernelspec": KERNELSPEC})
    return str(nbformat.writes(notebook)) + "\n"


def show(assignment: str) -> Any:
    """Show the report on one assignment, in a notebook."""
    from IPython.display import HTML

    from doneenough.grading.cohort.places import Cohort
    from doneenough.grading.cohort.report import findings
    from doneenough.grading.cohort.run import chosen

    cohort = Cohort.find()
    (name,) = chosen(cohort, [assignment])
    with _session(cohort) as session:
        return HTML(findings(session, cohort.assignments[name]).section())  # type: ignore[no-untyped-call]


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

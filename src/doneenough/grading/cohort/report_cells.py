"""Writes the instructor's report as a notebook: the same findings, in cells."""

from __future__ import annotations

from collections.abc import Sequence

from doneenough.core.lesson_files import Card
from doneenough.release import KERNELSPEC


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

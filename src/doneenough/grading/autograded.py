"""The graded copy of a submission, as nbgrader's pages show it, and what the gradebook says.

`nbgrader autograde` and the cohort run make the same copy: the master with the learner's
answers as text, and the feedback where the notebook shows it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_output

from doneenough.grading.answers import Submission
from doneenough.grading.master import CHECK, ME, Master, blanks
from doneenough.grading.pages import notice, question_html
from doneenough.grading.prose_html import literal, loses_something, safe_cell
from doneenough.grading.score import Question, Result


def lay(master: Master, submission: Submission) -> NotebookNode:
    """Return the master with the answers of ``submission`` in place of its own."""
    nb: NotebookNode = from_dict(master.copy())
    empty = blanks(master.lesson)
    for cell in nb.cells:
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name not in empty:
            continue
        source = submission.answer(name).source or empty[name]
        if cell.cell_type == "markdown" and source != empty[name]:
            source = safe_cell(source)
        cell.source = source
    nb.metadata["doneenough"]["submission"] = from_dict(submission.to_plain())
    return nb


def label_of(question: Question) -> str:
    """Return nbgrader's label of the cell that carries a question's points."""
    return question.name if question.reviewed else question.name + CHECK


def cleared(question: Question) -> str:
    """Say that points of an earlier run are gone, where nothing can be graded any more."""
    return f"Earlier points of “{question.title}” were cleared."


def fingerprint(question: Question) -> str:
    """Return what a mark depends on, as one short text: the answer, and under which brief."""
    brief = question.scored.brief if question.scored else -1
    answer = " ".join(question.source.split()) if question.reviewed else question.answer
    said = json.dumps([question.state, answer, brief], sort_keys=True, default=str)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


@dataclass(frozen=True)
class Look:
    """Whether a person has to look at an answer.

    ``given`` are the points that she gave to an earlier answer, which do not count any more.
    """

    waits: bool
    given: float | None = None


def look_at(
    points: float | None,
    manual: float | None,
    *,
    waited: bool,
    old: str | None,
    new: str,
    given: float | None = None,
) -> Look:
    """Say whether a person has to look at an answer that is graded again.

    Parameters
    ----------
    points, manual
        The automatic points now, and what a person gave before.
    waited
        Whether it waited for her before.
    old, new
        Fingerprints of the answer at the last grading (None where nobody knows), and now.
    given
        What the last grading said about points for an earlier answer.
    """
    if manual is None:
        return Look(points is None)
    if old is None:
        return Look(waits=True)
    if old != new:
        return Look(True, manual)
    still = given if waited and given == manual else None
    return Look(waited, still)


def comment_on(question: Question) -> str | None:
    """Return the automatic comment in the gradebook, as Markdown that says it literally."""
    if question.state == "unanswered":
        return "No response."
    # nbgrader's feedback shows comments as Markdown, and a message may quote the learner.
    return literal(" ".join(question.messages)) or None


def shown_otherwise(result: Result) -> list[str]:
    """Say where a written answer is shown without some of its markup."""
    if any(item.reviewed and loses_something(item.source) for item in result.questions):
        return ["Markup in a written answer is shown without scripts, pictures and odd links."]
    return []


def show(nb: NotebookNode, result: Result, notes: list[str]) -> None:
    """Write the feedback as outputs of the check cells, and the status above them."""
    by_label = {label_of(question): question for question in result.questions}
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        question = by_label.get(name)
        if question is not None and cell.cell_type == "code":
            points = question.points or 0.0
            cell.outputs = [
                new_output(
                    "execute_result",
                    {
                        "text/html": question_html(question),
                        # What nbgrader itself would read as points.
                        "text/plain": repr(float(points)),
                    },
                )
            ]
        elif name == ME and cell.cell_type == "code":
            sentences = [f"Status: {result.status}.", *notes]
            cell.outputs = [
                new_output(
                    "display_data",
                    {
                        "text/html": notice("How this was graded", sentences),
                        "text/plain": "\n".join(sentences),
                    },
                )
            ]

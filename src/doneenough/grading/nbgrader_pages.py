"""Our steps before nbgrader writes a page: what a learner can influence is made safe.

Her answers are safe already (`LayOntoMaster`). nbgrader's templates escape neither names nor
comments: a name is what she calls herself in the LMS, and a comment may quote her.
"""

from __future__ import annotations

import html

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from doneenough.core.briefs import Identity
from doneenough.core.decision import DecisionError
from doneenough.core.lesson_files import lesson_names
from doneenough.core.literals import AnswerError, Source
from doneenough.core.registry import prose
from doneenough.grading.master import ME
from doneenough.grading.pages import beside_html
from doneenough.grading.prose_html import safe_cell
from doneenough.grading.score import read_identity

Pair = tuple[NotebookNode, ResourcesDict]

_NAMES = ("student", "first_name", "last_name", "notebook_path")


class EscapedNames(NbGraderPreprocessor):
    """Escapes the names that the formgrader writes into a submission's page."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> Pair:
        """Escape what the page would take for HTML."""
        for name in _NAMES:
            if isinstance(resources.get(name), str):
                resources[name] = html.escape(resources[name])
        return nb, resources


class BesideReply(NbGraderPreprocessor):
    """Puts the task, the rubric and the brief beside each written answer on the formgrader's page.

    Only the page is changed, not the notebook.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> Pair:
        """Add a box before each written answer; the page moves it beside the answer."""
        lesson = nb.metadata.get("doneenough", {}).get("lesson", "")
        if "submission_id" not in resources or lesson not in lesson_names():
            return nb, resources
        written = {item.name: item for item in prose(lesson)}
        cells = []
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if name in written:
                box = beside_html(written[name], _identity(nb))
                # Markdown ends a piece of HTML at an empty line.
                box = "\n".join(line for line in box.splitlines() if line.strip())
                cells.append(new_markdown_cell(box))
            cells.append(cell)
        nb.cells = cells
        return nb, resources


def _identity(nb: NotebookNode) -> Identity | None:
    """Return who answers, as the notebook says; None where it cannot be read."""
    for cell in nb.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == ME:
            try:
                return read_identity(Source(cell.source).read(ME))
            except (AnswerError, DecisionError):
                return None
    return None


class SafeComments(NbGraderPreprocessor):
    """Sanitises comments on the way to a feedback page; follows nbgrader's GetGrades."""

    def preprocess_cell(self, cell: NotebookNode, resources: ResourcesDict, index: int) -> Pair:
        """Replace the comment of one cell; Markdown in it is shown as such."""
        ours = cell.metadata.get("nbgrader", {})
        if ours.get("comment"):
            ours["comment"] = safe_cell(ours["comment"])
        return cell, resources

"""Our steps before nbgrader writes a page: what a learner can influence is made safe.

Her answers are safe already (`LayOntoMaster`). nbgrader's templates escape neither names nor
comments: a name is what she calls herself in the LMS, and a comment may quote her.
"""

from __future__ import annotations

import html

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from doneenough.grading.prose_html import safe_cell

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


class SafeComments(NbGraderPreprocessor):
    """Sanitises comments on the way to a feedback page; follows nbgrader's GetGrades."""

    def preprocess_cell(self, cell: NotebookNode, resources: ResourcesDict, index: int) -> Pair:
        """Replace the comment of one cell; Markdown in it is shown as such."""
        ours = cell.metadata.get("nbgrader", {})
        if ours.get("comment"):
            ours["comment"] = safe_cell(ours["comment"])
        return cell, resources

"""The report at the end of an assessment, written when the learner asks for it."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets

from doneenough.explorer.forms import Form
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import heading
from doneenough.grading.notebook import self_check


class Report(Form):
    """A button that saves the notebook, reads what was saved, and reports on it."""

    def __init__(self, lesson: str) -> None:
        super().__init__("Your report", label="Save, then write my report", saves=True)
        self.lesson = lesson
        self.shown = widgets.HTML()

    def build(self) -> Sequence[widgets.Widget]:
        """Return the button; the report appears below it."""
        return [heading(self.title), self.handover, self.shown]

    def pressed(self, source: str | None, *, confirmed: bool = False) -> dict[str, str]:
        """Show the report."""
        self.shown.value = self_check(self.lesson).html
        return {"kind": "say", "text": "Your report is below."}


def my_report(lesson: str) -> Explorer:
    """Offer a report on the learner's own assessment of ``lesson``."""
    return Explorer(lesson, [Report(lesson)])

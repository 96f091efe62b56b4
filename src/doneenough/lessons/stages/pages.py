"""The page of lesson 1: the stage-observer sheet for shadowing a sprint."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets

from doneenough.core import store
from doneenough.core.html import grid, paragraph
from doneenough.core.lifecycle import STAGES
from doneenough.core.words import capital, counted
from doneenough.explorer.controls import Choice, Status, Text
from doneenough.explorer.frame import Explorer
from doneenough.explorer.page import show_page, where_it_stays
from doneenough.explorer.steps import BUTTON, Step, heading
from doneenough.lessons.stages.story import GATE_OF, RULE
from doneenough.portfolio import OPEN, Page, Section

LESSON = "stages"
ROWS = 8
"""Meetings on one sheet; those not filled in are printed empty."""
HEAD = ("Meeting", "Stage", "Evidence seen", "Question to ask next")
LOOK_HEAD = ("Stage", "Its gate", "Evidence to look for", "A question that helps")
EVIDENCE = {
    STAGES[0]: (
        "one sentence on who decides what with the answer; how good today's way is",
        "Which mark was agreed on, and who decides?",
    ),
    STAGES[1]: (
        "for each column: when it is filled in; labels that two people agree on; test cases put "
        "aside, with nobody on both sides",
        "Which columns are known on the day a case comes?",
    ),
    STAGES[2]: (
        "the same count for the model and for today's way; notes to build it again",
        "By how much does it beat today's way?",
    ),
    STAGES[3]: (
        "a count on the cases put aside, for each group; how many tries it took",
        "On which cases was this number counted?",
    ),
    STAGES[4]: (
        "answers from the live feed that nobody acts on; what it does with odd cases; a way back",
        "Has it read live cases yet, and who may switch it off?",
    ),
    STAGES[5]: (
        "a count each month, a name, and whether it is still needed",
        "Who is called, at which number?",
    ),
}
"""For each stage: evidence to look for, and a question."""


def _looks() -> list[tuple[str, ...]]:
    return [(stage, capital(GATE_OF[stage]), *EVIDENCE[stage]) for stage in STAGES]


def what_to_look_for() -> str:
    """Return the table as HTML."""
    return grid("What to look for", LOOK_HEAD, _looks())


class MySheet(Step):
    """One meeting at a time; each becomes a row of the sheet. Nothing is scored."""

    def __init__(self) -> None:
        super().__init__("My stage-observer sheet")
        self.project = Text(label="The project, and what its model does")
        self.meeting = Text(label="Which meeting, and when", hint="for example: stand-up, 2 March")
        self.stage = Choice(label="Stage the team is really in today", options=list(STAGES))
        self.evidence = Text(
            label="Evidence you saw", hint="for example: a count on 200 fresh cases"
        )
        self.question = Text(label="Question to ask next")
        self.hint = widgets.HTML()
        self.add = widgets.Button(description="Add this meeting", layout=BUTTON)
        self.make = widgets.Button(description="Make my sheet", layout=BUTTON)
        self.again = widgets.Button(description="Start an empty sheet", layout=BUTTON)
        self.table = widgets.HTML()
        self.preview = widgets.HTML()
        self.said = Status()
        self.rows: list[list[str]] = []

    def build(self) -> Sequence[widgets.Widget]:
        """Return the form; meetings from earlier are there again."""
        kept = store.recall(self.explorer.lesson, "my_sheet", {})
        if isinstance(kept, dict):
            project, rows = kept.get("project"), kept.get("rows")
            self.project.value = project if isinstance(project, str) else ""
            if isinstance(rows, list):
                self.rows = [row for row in rows if _is_row(row)][:ROWS]
        self.stage.observe(self.guarded(self._hint), "value")
        self.add.on_click(self.guarded(self._add))
        self.make.on_click(self.guarded(self._make))
        self.again.on_click(self.guarded(self._empty))
        self._redraw()
        fields = [self.project, self.meeting, self.stage, self.hint, self.evidence, self.question]
        buttons = [self.add, self.table, self.make, self.again]
        return [heading(self.title), where_it_stays(), *fields, *buttons, self.said, self.preview]

    def page(self) -> Page:
        """Return the sheet: filled rows, empty ones to fill in by hand, and what to look for."""
        empty = [[""] * len(HEAD) for _ in range(ROWS - len(self.rows))]
        return Page(
            "stage_observer_sheet",
            "Stage-observer sheet",
            (
                Section("Which project", facts=[("Project", self.project.value or OPEN)]),
                Section("What I saw, meeting by meeting", head=HEAD, rows=[*self.rows, *empty]),
                Section(
                    "What to look for",
                    head=LOOK_HEAD,
                    rows=_looks(),
                    lines=[RULE],
                ),
            ),
        )

    def _hint(self) -> None:
        if self.stage.value >= 0:
            evidence, question = EVIDENCE[STAGES[self.stage.value]]
            self.hint.value = paragraph(f"Look for {evidence}. You could ask: “{question}”")

    def _add(self) -> None:
        if not self.meeting.value.strip() or self.stage.value < 0:
            self.said.text = "Please say which meeting it was, and choose a stage."
            return
        if len(self.rows) == ROWS:
            self.said.text = f"The sheet is full: {ROWS} meetings. Make it, then start another."
            return
        texts = [self.meeting, self.evidence, self.question]
        meeting, evidence, question = (" ".join(text.value.split())[:200] for text in texts)
        self.rows.append([meeting, STAGES[self.stage.value], evidence, question])
        for text in texts:
            text.value = ""
        self.stage.value, self.hint.value = -1, ""
        self.said.text = f"Added. The sheet has {counted(len(self.rows), 'meetings')}."
        self._keep()
        self._redraw()

    def _make(self) -> None:
        self._keep()
        show_page(self.page(), self.preview, self.said)

    def _empty(self) -> None:
        self.rows = []
        self._keep()
        self._redraw()
        self.said.text = "The sheet is empty again. Pages made before stay where they are."

    def _keep(self) -> None:
        kept = {"project": self.project.value, "rows": self.rows}
        store.remember(self.explorer.lesson, "my_sheet", kept)

    def _redraw(self) -> None:
        self.table.value = grid("Your meetings so far", HEAD, self.rows) if self.rows else ""


def _is_row(row: object) -> bool:
    return (
        isinstance(row, list)
        and len(row) == len(HEAD)
        and all(isinstance(cell, str) for cell in row)
    )


def my_sheet() -> Explorer:
    """Return the form for the learner's own sheet."""
    return Explorer(LESSON, [MySheet()])

"""The page of lesson 1: the stage-observer sheet for shadowing a sprint."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets

from doneenough.core import store
from doneenough.core.figures import Picture
from doneenough.core.html import grid, paragraph
from doneenough.core.lifecycle import STAGES
from doneenough.core.wording import Fact, words_of
from doneenough.core.words import counted
from doneenough.explorer.controls import Choice, Status, Text
from doneenough.explorer.frame import Explorer, Step
from doneenough.explorer.page import show_page, where_it_stays
from doneenough.explorer.steps import BUTTON, heading
from doneenough.lessons.stages.sheet_checks import remarks
from doneenough.portfolio import OPEN, Page, Section

LESSON = "stages"
WORDS = words_of(LESSON)
MOST_MEETINGS = 8
"""Meetings on one sheet; those not filled in are printed empty."""


def what_to_look_for() -> Picture:
    """Show for each stage the evidence to look for, and a question that helps."""
    table = grid(WORDS("look_for.caption"), WORDS.block("look_for.head"), _looks())
    return Picture(table, "What to look for at each stage.")


def my_sheet() -> Explorer:
    """Return the form for the learner's own sheet."""
    return Explorer(LESSON, [ObserverSheet()])


def _looks() -> list[tuple[str, ...]]:
    return [
        (name, *(WORDS(f"look_for.{stage}.{part}") for part in ("gate", "evidence", "question")))
        for stage, name in STAGES.items()
    ]


class ObserverSheet(Step):
    """One meeting at a time; each becomes a row of the sheet. Nothing is scored.

    A row holds the meeting, the id of its stage, the evidence and the question.
    """

    page_id = "stage_observer_sheet"

    def __init__(self) -> None:
        super().__init__(self.page_id)
        self.project, self.meeting = self._field("project"), self._field("meeting")
        self.stage = Choice(label=_say("fields.stage.label"), options=list(STAGES.values()))
        self.evidence, self.question = self._field("evidence"), self._field("question")
        self.hint = widgets.HTML()
        self.add, self.make, self.again = (
            widgets.Button(description=_say(name), layout=BUTTON)
            for name in ("add", "make", "again")
        )
        self.table = widgets.HTML()
        self.preview = widgets.HTML()
        self.said = Status()
        self.rows: list[list[str]] = []

    def _field(self, name: str) -> Text:
        hint = f"page.{self.page_id}.fields.{name}.hint"
        return Text(label=_say(f"fields.{name}.label"), hint=WORDS(hint) if WORDS.has(hint) else "")

    @property
    def title(self) -> str:
        """The heading of the form."""
        return _say("title")

    def build(self) -> Sequence[widgets.Widget]:
        """Return the form; meetings from earlier are there again."""
        kept = store.recall(self.explorer.lesson, f"page.{self.page_id}", {})
        if isinstance(kept, dict):
            project, rows = kept.get("project"), kept.get("rows")
            self.project.value = project if isinstance(project, str) else ""
            if isinstance(rows, list):
                self.rows = [row for row in rows if _is_row(row)][:MOST_MEETINGS]
        self.stage.observe(self.guarded(self._hint), "value")
        self.add.on_click(self.guarded(self._add))
        self.make.on_click(self.guarded(self._make))
        self.again.on_click(self.guarded(self._empty))
        self._redraw()
        fields = [self.project, self.meeting, self.stage, self.hint, self.evidence, self.question]
        buttons = [self.add, self.table, self.make, self.again]
        return [heading(self.title), where_it_stays(), *fields, *buttons, self.said, self.preview]

    def page(self) -> Page:
        """Return the sheet: filled rows, room for more, what they leave open, what to look for."""
        head = WORDS.block(f"page.{self.page_id}.head")
        empty = [[""] * len(head)] * (MOST_MEETINGS - len(self.rows))
        project = [(_say("project"), self.project.value or OPEN)]
        looks = WORDS.block("look_for.head")
        return Page(
            self.page_id,
            _say("page_title"),
            (
                Section(_say("which"), facts=project),
                Section(_say("saw"), head=head, rows=[*self._shown(), *empty]),
                *([Section(_say("again_at"), lines=said)] if (said := remarks(self.rows)) else []),
                Section(
                    WORDS("look_for.caption"), head=looks, rows=_looks(), lines=[WORDS("rule")]
                ),
            ),
        )

    def _shown(self) -> list[list[str]]:
        return [[meeting, STAGES[stage], *rest] for meeting, stage, *rest in self.rows]

    def _hint(self) -> None:
        if self.stage.value >= 0:
            look_for = WORDS.block(f"look_for.{list(STAGES)[self.stage.value]}")
            self.hint.value = paragraph(
                _say("look_for", evidence=look_for["evidence"], question=look_for["question"])
            )

    def _add(self) -> None:
        if not self.meeting.value.strip() or self.stage.value < 0:
            self.said.text = _say("not_yet")
            return
        if len(self.rows) == MOST_MEETINGS:
            self.said.text = _say("full", most=MOST_MEETINGS)
            return
        texts = [self.meeting, self.evidence, self.question]
        meeting, evidence, question = (" ".join(text.value.split())[:200] for text in texts)
        self.rows.append([meeting, list(STAGES)[self.stage.value], evidence, question])
        for text in texts:
            text.value = ""
        self.stage.value, self.hint.value = -1, ""
        self.said.text = _say("added", meetings=counted(len(self.rows), "meetings"))
        self._keep()
        self._redraw()

    def _make(self) -> None:
        self._keep()
        show_page(self.page(), self.preview, self.said)

    def _empty(self) -> None:
        self.rows = []
        self._keep()
        self._redraw()
        self.said.text = _say("emptied")

    def _keep(self) -> None:
        kept = {"project": self.project.value, "rows": self.rows}
        store.remember(self.explorer.lesson, f"page.{self.page_id}", kept)

    def _redraw(self) -> None:
        head = WORDS.block(f"page.{self.page_id}.head")
        table = grid(_say("so_far"), head, self._shown()) if self.rows else ""
        self.table.value = table + "".join(map(paragraph, remarks(self.rows)))


def _say(text: str, /, **values: Fact) -> str:
    return WORDS(f"page.{ObserverSheet.page_id}.{text}", **values)


def _is_row(row: object) -> bool:
    return (
        isinstance(row, list)
        and len(row) == 4
        and all(isinstance(cell, str) for cell in row)
        and row[1] in STAGES
    )

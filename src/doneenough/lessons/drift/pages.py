"""The page of lesson 10: the monitoring section of the risk register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from doneenough.core import store
from doneenough.explorer.controls import Number, Status, Text
from doneenough.explorer.frame import Explorer
from doneenough.explorer.page import show_page, where_it_stays
from doneenough.explorer.steps import BUTTON, Step, heading
from doneenough.lessons.drift.counts import small_look
from doneenough.lessons.drift.figures import days_called
from doneenough.lessons.drift.story import USUAL_LIMIT
from doneenough.lessons.drift.words import days
from doneenough.portfolio import Page, Section

LESSON = "drift"
OPEN = "still open"
LOOKS = 100


class MyRegister(Step):
    """The form behind the page; one field after the other, nothing is scored."""

    def __init__(self) -> None:
        super().__init__("My monitoring section")
        self.project = Text(label="The product, and what its model does")
        self.watch = Text(
            label="Trigger: what is watched",
            hint="for example: the three inputs that matter, and labelled letters",
        )
        self.cases = Number(
            label="Cases in one look", unit="cases", low=10, high=5000, step=10, value=200
        )
        self.every = Number(label="Days from look to look", unit="days", low=1, high=90, value=7)
        self.limit = Text(
            label="A look counts when",
            hint="for example: 8 of 100 fewer are right than at sign-off",
        )
        self.delay = Number(
            label="Days until the truth is known (0: at once)",
            unit="days",
            low=0,
            high=365,
            value=14,
        )
        self.first = Text(
            label="Diagnose: what is checked first, second, third",
            hint="for example: the feed, the season, the labels",
        )
        self.act = Text(
            label="Act: what follows for each cause",
            hint="for example: mend the feed; a changed rule: retrain and check again",
        )
        self.meanwhile = Text(
            label="Meanwhile: how the work goes on", hint="for example: by hand, as before"
        )
        self.owner = Text(label="Owner: who answers, and who stands in")
        self.decides = Text(label="Who decides on repair or switching off")
        self.days = Number(
            label="Deadline: days until somebody has answered", unit="days", low=1, high=30, value=2
        )
        self.unseen = Text(
            label="What this plan cannot see, and who looks for it instead",
        )
        self.live = widgets.HTML()
        self.button = widgets.Button(description="Make my page", layout=BUTTON)
        self.preview = widgets.HTML()
        self.said = Status()

    @property
    def fields(self) -> Sequence[Any]:
        """The controls in reading order."""
        return (
            self.project,
            self.watch,
            self.cases,
            self.every,
            self.limit,
            self.delay,
            self.first,
            self.act,
            self.meanwhile,
            self.owner,
            self.decides,
            self.days,
            self.unseen,
        )

    def build(self) -> Sequence[widgets.Widget]:
        """Return the form."""
        kept = store.recall(LESSON, "my_register", {})
        for field in self.fields:
            value = kept.get(field.label) if isinstance(kept, dict) else None
            if type(value) is type(field.value):
                field.value = value
        self.cases.observe(self.guarded(self._redraw), "value")
        self._redraw()
        self.button.on_click(self.guarded(self._make))
        top = [heading(self.title), where_it_stays(), *self.fields[:3], self.live]
        return [*top, *self.fields[3:], self.button, self.said, self.preview]

    def needless(self) -> int:
        """Return on how many of 100 quiet looks an input would be beyond 0.1."""
        return round(LOOKS * small_look(self.cases.value))

    def _redraw(self) -> None:
        title = (
            f"{self.cases.value} cases: the index of an input is above {USUAL_LIMIT} in "
            f"{self.needless()} of {LOOKS} quiet looks"
        )
        self.live.value = days_called(self.needless(), LOOKS, title).html

    def sentence(self) -> str:
        """Return the section as one sentence to send."""
        return (
            f"Every {days(self.every.value)} we look at {self.watch.value or '…'}, "
            f"{self.cases.value} cases at a time. When {self.limit.value or '…'}, somebody answers "
            f"within {days(self.days.value)}: {self.owner.value or '…'}."
        )

    def page(self) -> Page:
        """Return the page for what stands in the form."""
        return Page(
            "monitoring_section",
            "Monitoring section of the risk register",
            (
                Section(
                    "In short",
                    lines=[self.sentence()],
                    facts=[("Product", self.project.value or OPEN)],
                ),
                Section(
                    "Trigger",
                    facts=[
                        ("What is watched", self.watch.value or OPEN),
                        ("Cases in one look", f"{self.cases.value}"),
                        ("From look to look", days(self.every.value)),
                        ("A look counts when", self.limit.value or OPEN),
                        ("The truth is known after", days(self.delay.value)),
                        (
                            f"If the index of an input is watched, with limit {USUAL_LIMIT}",
                            f"{self.needless()} of {LOOKS} quiet looks call somebody",
                        ),
                    ],
                ),
                Section("Diagnose", facts=[("Checked in this order", self.first.value or OPEN)]),
                Section(
                    "Act",
                    facts=[
                        ("For each cause", self.act.value or OPEN),
                        ("Meanwhile", self.meanwhile.value or OPEN),
                    ],
                ),
                Section(
                    "Owner",
                    facts=[
                        ("Who answers, and who stands in", self.owner.value or OPEN),
                        ("Who decides", self.decides.value or OPEN),
                    ],
                ),
                Section("Deadline", facts=[("Answered within", days(self.days.value))]),
                Section(
                    "What it cannot see",
                    facts=[("Not seen, and who looks for it", self.unseen.value or OPEN)],
                ),
            ),
        )

    def _make(self) -> None:
        store.remember(LESSON, "my_register", {field.label: field.value for field in self.fields})
        show_page(self.page(), self.preview, self.said)


def my_register() -> Explorer:
    """Return the form for the learner's own monitoring section."""
    return Explorer(LESSON, [MyRegister()])

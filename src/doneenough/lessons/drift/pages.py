"""The page of lesson 10: the monitoring section of the risk register."""

from __future__ import annotations

from collections.abc import Sequence

from doneenough.explorer.controls import Number, Text
from doneenough.explorer.frame import Explorer
from doneenough.explorer.page import PageForm
from doneenough.lessons.drift.counts import small_look
from doneenough.lessons.drift.figures import days_called
from doneenough.lessons.drift.story import USUAL_LIMIT
from doneenough.lessons.drift.words import days
from doneenough.portfolio import OPEN, Page, Section

LESSON = "drift"
LOOKS = 100


class MyRegister(PageForm):
    """The form behind the page; one field after the other, nothing is scored."""

    kept_as = "my_register"
    before_live = 3

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

    @property
    def fields(self) -> Sequence[Number | Text]:
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

    def needless(self) -> int:
        """Return on how many of 100 quiet looks an input would be beyond 0.1."""
        return round(LOOKS * small_look(self.cases.value))

    def picture(self) -> str:
        """Return in how many quiet looks somebody would be called."""
        title = (
            f"{self.cases.value} cases: the index of an input is above {USUAL_LIMIT} in "
            f"{self.needless()} of {LOOKS} quiet looks"
        )
        return days_called(self.needless(), LOOKS, title).html

    def sentence(self) -> str:
        """Return the section as one sentence to send."""
        watch, limit, owner = (
            field.value or f"({OPEN})" for field in (self.watch, self.limit, self.owner)
        )
        return (
            f"Every {days(self.every.value)} we look at {watch}, {self.cases.value} cases at a "
            f"time. When {limit}, somebody answers within {days(self.days.value)}: {owner}."
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


def my_register() -> Explorer:
    """Return the form for the learner's own monitoring section."""
    return Explorer(LESSON, [MyRegister()])

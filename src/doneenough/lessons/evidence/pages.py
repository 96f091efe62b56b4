"""The two pages of lesson 5: "My gate" and the sign-off record."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from doneenough.core.briefs import Identity
from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import DecisionError
from doneenough.core.feedback import euros
from doneenough.core.html import paragraph
from doneenough.core.registry import find_exercise
from doneenough.core.scoring import brief_of
from doneenough.explorer.controls import Number, Status, Text
from doneenough.explorer.frame import Explorer, Guard
from doneenough.explorer.page import PageForm, show_page
from doneenough.explorer.steps import BUTTON, Step, heading
from doneenough.lessons.evidence.figures import crowds
from doneenough.lessons.evidence.model import MISS_OPTIONS, outcome
from doneenough.lessons.evidence.rule import SignOffRule
from doneenough.portfolio import OPEN, Page, Section
from doneenough.statistics import accept_probability_tries

QUESTIONS = (
    "How many times did you run this check before it passed?",
    "Were the cases new in each try?",
    "Who chose the cases, and how?",
)


class MyGate(PageForm):
    """The form behind "My gate"; one field after the other, nothing is scored."""

    kept_as = "my_gate"
    before_live = 7

    def __init__(self) -> None:
        super().__init__("My gate")
        self.project = Text(label="The project, and what its model does")
        self.right = Text(label="What counts as right, and who says so")
        self.good = Number(
            label="A good model is right in", unit="of 100 cases", low=1, high=99, value=93
        )
        self.weak = Number(
            label="A model too weak for us is right in",
            unit="of 100 cases",
            low=1,
            high=99,
            value=87,
        )
        self.cases = Number(
            label="Fresh cases in one try", unit="cases", low=10, high=1000, step=10, value=100
        )
        self.needed = Number(
            label="Pass mark: right cases needed", unit="cases", low=0, high=1000, value=90
        )
        self.tries = Number(label="Tries allowed", unit="tries", low=1, high=6, value=1)
        self.wrong = Text(
            label="What a wrong signature costs", hint="for example: two weeks of complaints"
        )
        self.day = Text(
            label="What a day of waiting costs", hint="for example: one day of overtime"
        )
        self.miss = Text(
            label="What follows a miss, and who decides it",
            hint="for example: two weeks of rework, then one new check; Ana decides",
        )

    @property
    def fields(self) -> Sequence[Number | Text]:
        """The controls in reading order."""
        return (
            self.project,
            self.right,
            self.good,
            self.weak,
            self.cases,
            self.needed,
            self.tries,
            self.miss,
            self.wrong,
            self.day,
        )

    def build(self) -> Sequence[widgets.Widget]:
        """Return the form; the pass mark follows the number of cases."""
        self.needed.high = self.cases.value
        # First in the line: what is drawn next needs a mark that fits the number of cases.
        self.cases.observe(self._keep_share, "value")
        title, note, project, right, *rest = super().build()
        hint = widgets.HTML(
            paragraph(
                "Not sure what is good and what is too weak? Good: a share you would be glad to "
                "have live. Too weak: from here on you would rather keep today's way of working."
            )
        )
        return [title, note, project, right, hint, *rest]

    def _keep_share(self, change: Any) -> None:
        """Let the pass mark follow the number of cases, as in the lesson."""
        with Guard(self.explorer):
            self.needed.high = change["new"]
            self.needed.value = round(self.needed.value * change["new"] / change["old"])

    def _passing(self) -> tuple[int, int]:
        """Return how many of the crowd's weak and good models get a signature."""
        weak, good = (
            crowd_count(
                float(
                    accept_probability_tries(
                        self.cases.value, self.needed.value, share / 100, self.tries.value
                    )
                )
            )
            for share in (self.weak.value, self.good.value)
        )
        return weak, good

    def picture(self) -> str:
        """Return the two crowds under the rule in the form."""
        return crowds(*self._passing()).html

    def page(self) -> Page:
        """Return the page for what stands in the form."""
        cases, needed, tries = self.cases.value, self.needed.value, self.tries.value
        weak, good = self._passing()
        several = "one try" if tries == 1 else f"at most {tries} tries, fresh cases each time"
        sentence = (
            f"I sign when at least {needed} of {cases} fresh cases are right, {several}. Of "
            f"{TEAMS} models too weak for us about {weak} would pass this gate; of {TEAMS} good "
            f"ones about {TEAMS - good} would be turned away."
        )
        return Page(
            "my_gate",
            "My gate",
            (
                Section(
                    "What I sign",
                    facts=[
                        ("Project", self.project.value or OPEN),
                        ("What counts as right", self.right.value or OPEN),
                        ("A good model is right in", f"{self.good.value} of 100"),
                        ("Too weak for us", f"{self.weak.value} of 100"),
                    ],
                ),
                Section(
                    "My rule",
                    facts=[
                        ("Fresh cases in one try", f"{cases}"),
                        ("Pass mark: right cases needed", f"{needed}"),
                        ("Tries allowed", f"{tries}"),
                        ("After a miss", self.miss.value or OPEN),
                        ("A wrong signature costs", self.wrong.value or OPEN),
                        ("A day of waiting costs", self.day.value or OPEN),
                    ],
                ),
                Section("To send", lines=[sentence]),
                Section("Three questions to ask", lines=QUESTIONS),
            ),
        )

    def objection(self) -> str:
        """Return what does not fit together."""
        if self.needed.value > self.cases.value:
            return (
                f"The pass mark asks for {self.needed.value} of only {self.cases.value} cases. "
                "Please lower it."
            )
        if self.weak.value >= self.good.value:
            return "A weak model must be right less often than a good one."
        return ""


def my_gate() -> Explorer:
    """Return the form for the learner's own gate."""
    return Explorer("evidence", [MyGate()])


class SignOffRecord(Step):
    """The committed rule as a record for the project's files."""

    def __init__(self, rule: object, me: object) -> None:
        super().__init__("Optional: your rule as a record for the project's files")
        self.rule, self.me = rule, me
        self.signer = Text(label="Signed by (role is enough)")
        self.button = widgets.Button(description="Make the record", layout=BUTTON)
        self.preview = widgets.HTML()
        self.said = Status()

    def build(self) -> Sequence[widgets.Widget]:
        """Return the button, or what is missing."""
        try:
            SignOffRule.read(self.rule)
            Identity.read(self.me)
        except DecisionError:
            waiting = "The record opens once your rule for brief B is complete."
            return [heading(self.title), widgets.HTML(paragraph(waiting))]
        self.button.on_click(self.guarded(self._make))
        return [heading(self.title), self.signer, self.button, self.said, self.preview]

    def page(self) -> Page:
        """Return the record of the committed rule under its brief."""
        rule, me = SignOffRule.read(self.rule), Identity.read(self.me)
        exercise = find_exercise("evidence.final_rule")
        brief = exercise.briefs()[brief_of(exercise, me)]
        done = outcome(
            brief, rule.letters_to_check, rule.right_needed, rule.tries_allowed, rule.on_a_miss
        )
        weak, good = crowd_count(done.weak_signed), crowd_count(done.good_signed)
        return Page(
            "sign_off_record",
            f"Sign-off record: {brief.line}",
            (
                Section(
                    "The rule, agreed before the check",
                    facts=[
                        ("Fresh letters in one try", f"{rule.letters_to_check}"),
                        ("Pass mark: right letters needed", f"{rule.right_needed}"),
                        ("Tries allowed", f"{rule.tries_allowed}"),
                        ("On a miss", MISS_OPTIONS[rule.on_a_miss]),
                    ],
                ),
                Section(
                    "What the rule does",
                    facts=[
                        ("Weak models that would be signed", f"{weak} of {TEAMS}"),
                        ("Good models that would be turned away", f"{TEAMS - good} of {TEAMS}"),
                        ("Checking, waiting and rework per project", euros(float(done.check_cost))),
                    ],
                ),
                Section(
                    "Signature",
                    facts=[
                        ("Signed by", self.signer.value or OPEN),
                        ("Date", datetime.date.today().isoformat()),
                    ],
                ),
            ),
        )

    def _make(self) -> None:
        if not self.signer.value.strip():
            self.said.text = "Please write who signs; a role is enough."
            return
        show_page(self.page(), self.preview, self.said)


def sign_off_record(rule: object, me: object) -> Explorer:
    """Return the step that writes the sign-off record."""
    return Explorer("evidence", [SignOffRecord(rule, me)])

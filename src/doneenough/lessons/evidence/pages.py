"""The two pages of lesson 5: "My gate" and the sign-off record."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from doneenough.core import store
from doneenough.core.briefs import Identity
from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import DecisionError
from doneenough.core.feedback import euros
from doneenough.core.html import paragraph
from doneenough.core.registry import find_exercise
from doneenough.core.scoring import brief_of
from doneenough.explorer.controls import Number, Status, Text
from doneenough.explorer.frame import Explorer, Guard
from doneenough.explorer.page import show_page, where_it_stays
from doneenough.explorer.steps import BUTTON, Step, heading
from doneenough.lessons.evidence.figures import crowds
from doneenough.lessons.evidence.model import MISS_OPTIONS, outcome
from doneenough.lessons.evidence.rule import SignOffRule
from doneenough.portfolio import Page, Section
from doneenough.statistics import accept_probability_tries

QUESTIONS = (
    "How many times did you run this check before it passed?",
    "Were the cases new in each try?",
    "Who chose the cases, and how?",
)


class MyGate(Step):
    """The form behind "My gate"; one field after the other, nothing is scored."""

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
        self.live = widgets.HTML()
        self.button = widgets.Button(description="Make my page", layout=BUTTON)
        self.preview = widgets.HTML()
        self.said = Status()

    @property
    def fields(self) -> Sequence[Any]:
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
        """Return the form."""
        kept = store.recall("evidence", "my_gate", {})
        for field in self.fields:
            value = kept.get(field.label) if isinstance(kept, dict) else None
            if type(value) is type(field.value):
                field.value = value
        self.needed.high = self.cases.value
        self.cases.observe(self._keep_share, "value")
        for number in (self.good, self.weak, self.cases, self.needed, self.tries):
            number.observe(self.guarded(self._redraw), "value")
        self._redraw()
        self.button.on_click(self.guarded(self._make))
        note = where_it_stays()
        hint = widgets.HTML(
            paragraph(
                "Not sure what is good and what is too weak? Good: a share you would be glad to "
                "have live. Too weak: from here on you would rather keep today's way of working."
            )
        )
        before, after = self.fields[:2], self.fields[2:7]
        top = [heading(self.title), note, *before, hint, *after, self.live]
        return [*top, *self.fields[7:], self.button, self.said, self.preview]

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

    def _redraw(self) -> None:
        self.live.value = crowds(*self._passing()).html

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
                        ("Project", self.project.value or "…"),
                        ("What counts as right", self.right.value or "…"),
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
                        ("After a miss", self.miss.value or "…"),
                        ("A wrong signature costs", self.wrong.value or "…"),
                        ("A day of waiting costs", self.day.value or "…"),
                    ],
                ),
                Section("To send", lines=[sentence]),
                Section("Three questions to ask", lines=QUESTIONS),
            ),
        )

    def _make(self) -> None:
        if self.needed.value > self.cases.value:
            self.said.text = (
                f"The pass mark asks for {self.needed.value} of only {self.cases.value} cases. "
                "Please lower it."
            )
            self.preview.value = ""
            return
        if self.weak.value >= self.good.value:
            self.preview.value = ""
            self.said.text = "A weak model must be right less often than a good one."
            return
        store.remember("evidence", "my_gate", {field.label: field.value for field in self.fields})
        show_page(self.page(), self.preview, self.said)


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
                        ("Signed by", self.signer.value or "…"),
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

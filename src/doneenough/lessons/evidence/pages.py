"""The two pages of lesson 5: "My gate" and the sign-off record."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from doneenough.core.briefs import Identity
from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import DecisionError
from doneenough.core.feedback import euros
from doneenough.core.html import paragraph
from doneenough.core.registry import find_exercise
from doneenough.core.scoring import brief_of
from doneenough.core.wording import Fact
from doneenough.explorer.frame import Explorer, Guard
from doneenough.explorer.page import Line, PageForm
from doneenough.explorer.steps import heading
from doneenough.explorer.tries import Whole
from doneenough.lessons.evidence.figures import crowds
from doneenough.lessons.evidence.sign_off import MISSES, SignOffRule
from doneenough.lessons.evidence.sign_off_world import outcome
from doneenough.statistics import accept_probability_tries


class MyGate(PageForm):
    """The form behind "My gate"."""

    page_id = "my_gate"
    before_live = 7
    fields = {  # noqa: RUF012 - declared as ClassVar in the base
        "project": Line(),
        "right": Line(),
        "good": Whole(1, 99, 93),
        "weak": Whole(1, 99, 87),
        "cases": Whole(10, 1000, 100, 10),
        "needed": Whole(0, 1000, 90),
        "tries": Whole(1, 6, 1),
        "miss": Line(),
        "wrong": Line(),
        "day": Line(),
    }

    def build(self) -> Sequence[widgets.Widget]:
        """Return the form; the pass mark follows the number of cases."""
        cases, needed = self.controls["cases"], self.controls["needed"]
        needed.high = cases.value
        # First in the line: what is drawn next needs a mark that fits the number of cases.
        cases.observe(self._keep_share, "value")
        return super().build()

    def _keep_share(self, change: Any) -> None:
        """Let the pass mark follow the number of cases, as in the lesson."""
        with Guard(self.explorer):
            needed = self.controls["needed"]
            needed.high = change["new"]
            needed.value = round(needed.value * change["new"] / change["old"])

    def _passing(self) -> tuple[int, int]:
        """Return how many of the crowd's weak and good models get a signature."""
        at = self.number
        weak, good = (
            crowd_count(
                float(accept_probability_tries(at["cases"], at["needed"], share / 100, at["tries"]))
            )
            for share in (at["weak"], at["good"])
        )
        return weak, good

    def picture(self) -> str:
        """Return the two crowds under the rule in the form."""
        return crowds(*self._passing()).html

    def facts(self) -> Mapping[str, Fact]:
        """Return what the rule in the form lets through."""
        weak, good = self._passing()
        tries = self.number["tries"]
        several = (
            "in one try" if tries == 1 else f"in up to {tries} tries, with fresh cases each time"
        )
        return {"how_often": several, "weak_through": weak, "good_refused": TEAMS - good}

    def objection(self) -> str:
        """Return what does not fit together."""
        at = self.number
        if at["needed"] > at["cases"]:
            return self.words("no_fit", needed=at["needed"], cases=at["cases"])
        return self.words("no_order") if at["weak"] >= at["good"] else ""


class SignOffRecord(PageForm):
    """The committed rule as a record for the project's files."""

    page_id = "sign_off_record"
    fields = {"signer": Line()}  # noqa: RUF012 - declared as ClassVar in the base
    make = "Make the record"

    def __init__(self, rule: object, me: object) -> None:
        super().__init__()
        self.rule, self.me = rule, me

    def build(self) -> Sequence[widgets.Widget]:
        """Return the form, or what is missing."""
        try:
            SignOffRule.read(self.rule)
            Identity.read(self.me)
        except DecisionError:
            return [heading(self.title), widgets.HTML(paragraph(self.words("waiting")))]
        return super().build()

    def facts(self) -> Mapping[str, Fact]:
        """Return the committed rule under its brief, and what it does."""
        rule, me = SignOffRule.read(self.rule), Identity.read(self.me)
        exercise = find_exercise("evidence.final_rule")
        brief = exercise.briefs()[brief_of(exercise, me)]
        letters, needed, tries, miss = rule.values
        done = outcome(brief, *rule.values)
        return {
            "line": brief.line,
            "letters": f"{letters}",
            "needed": f"{needed}",
            "tries": tries,
            "on_a_miss": MISSES[miss],
            "weak_through": crowd_count(done.weak_signed),
            "good_refused": TEAMS - crowd_count(done.good_signed),
            "check_cost": euros(float(done.check_cost)),
            "today": datetime.date.today().isoformat(),
        }

    def objection(self) -> str:
        """Ask for a signer."""
        return "" if self.typed("signer") else self.words("no_signer")


def my_gate() -> Explorer:
    """Return the form for the learner's own gate."""
    return Explorer("evidence", [MyGate()])


def sign_off_record(rule: object, me: object) -> Explorer:
    """Return the step that writes the sign-off record."""
    return Explorer("evidence", [SignOffRecord(rule, me)])

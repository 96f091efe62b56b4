"""The two pages of lesson 5: "My gate" and the sign-off record; both check themselves."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from doneenough.core.briefs import Identity
from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import DecisionError
from doneenough.core.feedback import euros
from doneenough.core.html import paragraph
from doneenough.core.registry import find_exercise
from doneenough.core.scoring import brief_of
from doneenough.core.wording import Fact, words_of
from doneenough.explorer.frame import Explorer, Guard
from doneenough.explorer.page import Line, PageForm
from doneenough.explorer.steps import heading
from doneenough.explorer.tries import Whole
from doneenough.lessons.evidence.figures import crowds
from doneenough.lessons.evidence.sign_off import MISSES, SignOffRule
from doneenough.lessons.evidence.sign_off_world import outcome
from doneenough.portfolio import OPEN
from doneenough.statistics import accept_probability_tries, interval

MANY = TEAMS // 10
"""More of the crowd decided wrongly than this is told."""


def _passing(cases: int, needed: int, tries: int, share: float) -> int:
    """Return how many of the crowd's models, each right in ``share``, get a signature."""
    return crowd_count(float(accept_probability_tries(cases, needed, share, tries)))


def _checks(
    cases: int, needed: int, tries: int, shares: tuple[float, float], unit: str
) -> Iterator[str]:
    """Say what a rule lets through, and what a pass can't show; ``shares`` are weak and good."""
    words = words_of("evidence")
    weak, good = shares
    weak_in = _passing(cases, needed, tries, weak)
    good_out = TEAMS - _passing(cases, needed, tries, good)
    if weak_in > MANY:
        yield words("gate_checks.weak_through", count=weak_in, unit=unit)
        if tries > 1:
            once = _passing(cases, needed, 1, weak)
            yield words("gate_checks.tries", once=once)
    if good_out > MANY:
        yield words("gate_checks.good_refused", count=good_out, unit=unit)
    low, _ = interval(needed, cases)
    if low <= weak:
        yield words(
            "gate_checks.cannot_show",
            needed=f"{needed}",
            cases=f"{cases}",
            low=math.floor(100 * low),
            unit=unit,
        )


def _how_often(tries: int, unit: str) -> str:
    """Return the tries of a rule, as its sentence says them."""
    return "in one try" if tries == 1 else f"in up to {tries} tries, with fresh {unit} every time"


def _checked(found: Iterator[str]) -> list[str]:
    """Return what was found, or that the numbers fit each other."""
    return list(found) or [words_of("evidence")("gate_checks.fine")]


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

    @property
    def _rule(self) -> tuple[int, int, int]:
        return self.number["cases"], self.number["needed"], self.number["tries"]

    @property
    def _shares(self) -> tuple[float, float]:
        return self.number["weak"] / 100, self.number["good"] / 100

    def picture(self) -> str:
        """Return the two crowds under the rule in the form, and what to check."""
        weak, good = (_passing(*self._rule, share) for share in self._shares)
        return crowds(weak, good).html + "".join(paragraph(text) for text in self.checks())

    def checks(self) -> list[str]:
        """Return what is wrong with the numbers, or that they fit each other."""
        if objection := self.objection():
            return [objection]
        return _checked(_checks(*self._rule, self._shares, "cases"))

    def facts(self) -> Mapping[str, Fact]:
        """Return the rule as a sentence, what it lets through, and what to check."""
        weak, good = (_passing(*self._rule, share) for share in self._shares)
        is_open = not (self.typed("right") and self.typed("miss"))
        checks = [self.words("open"), *self.checks()] if is_open else self.checks()
        return {
            "right_said": self._said("right"),
            "miss_said": self._said("miss"),
            "how_often": _how_often(self.number["tries"], "cases"),
            "weak_through": weak,
            "good_refused": TEAMS - good,
            "checks": " ".join(checks),
        }

    def _said(self, field: str) -> str:
        """Return a field as it stands within a sentence."""
        return self.typed(field).rstrip(".") or f"({OPEN})"

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
            "how_often": _how_often(tries, "letters"),
            "on_a_miss": MISSES[miss],
            "weak_through": crowd_count(done.weak_signed),
            "good_refused": TEAMS - crowd_count(done.good_signed),
            "check_cost": euros(float(done.check_cost)),
            "checks": " ".join(
                _checked(_checks(letters, needed, tries, (brief.weak, brief.good), "letters"))
            ),
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

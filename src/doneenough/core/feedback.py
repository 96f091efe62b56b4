"""What a learner reads about a decision, in one order for all lessons.

Feedback is a record; ``to_html`` and ``to_text`` show the same record in the
notebook, in nbgrader's pages and in a terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from doneenough.core.figures import Picture
from doneenough.core.rendering import environment
from doneenough.core.words import AS_GOOD, MINUS

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True)
class MoneyLine:
    """One amount to compare with: a policy, the learner's decision or the best one."""

    label: str
    amount: float
    is_learner: bool = False
    is_best: bool = False


@dataclass(frozen=True)
class Feedback:
    """The parts of a feedback, each one or two sentences.

    ``misconception`` is the id of the belief the decision fits, or None.
    """

    protected: str
    consequence: str
    money: tuple[MoneyLine, ...]
    lever: str
    next_step: str
    why: str = ""
    money_note: str = ""
    misconception: str | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class Shown:
    """A feedback with what surrounds it when it is shown.

    ``reveal`` belongs to a committed answer: it shows the cost of the best decision and
    leaves out what to try next. ``change`` says what moved since the last try.
    """

    feedback: Feedback
    title: str
    points: float
    most: float
    reveal: bool = False
    change: str = ""

    @property
    def money(self) -> list[MoneyLine]:
        """The amounts in the order shown; the best one only when revealed."""
        return [line for line in self.feedback.money if self.reveal or not line.is_best]

    @property
    def meaning(self) -> str:
        """What the points mean, in words."""
        share = self.points / self.most if self.most else 0.0
        if share >= AS_GOOD:
            return "as good as the best decision"
        if share > 0.6:
            return "much better than the usual choices"
        if share > 0.26:
            return "better than the usual choices"
        if share > 0:
            return "no better than the usual choices"
        return "as expensive as the worst of the usual choices, or more"

    def to_html(self) -> str:
        """Return the feedback as an HTML fragment."""
        return _template("feedback.html.j2").render(shown=self, f=self.feedback)

    def to_text(self) -> str:
        """Return the feedback as plain text."""
        return _template("feedback.txt.j2").render(shown=self, f=self.feedback)


def euros(amount: float) -> str:
    """Return an amount as a manager reads it, rounded to tens or hundreds: ``€24,300``.

    Below zero a minus sign stands before the euro sign.
    """
    digits = 0 if abs(amount) < 1_000 else -1 if abs(amount) < 10_000 else -2
    rounded = round(amount, digits)
    return f"{MINUS if rounded < 0 else ''}€{abs(rounded):,.0f}"


def _share(amount: float, lines: Sequence[MoneyLine]) -> float:
    """Return an amount as a share of the largest one, for the length of its bar."""
    most = max(line.amount for line in lines)
    return round(max(0.0, amount) / most, 3) if most > 0 else 0.0


@lru_cache
def _template(name: str) -> Template:
    templates = environment("doneenough.core")
    templates.filters |= {"euros": euros, "share": _share}
    return templates.get_template(name)

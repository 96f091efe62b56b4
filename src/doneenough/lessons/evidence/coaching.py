"""What drives the cost of a sign-off rule, and the belief behind it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from doneenough.core.exercise import Misconception, Scale
from doneenough.core.feedback import euros
from doneenough.lessons.evidence.model import MISS_OPTIONS, STOP, SignOffBrief, outcome
from doneenough.lessons.evidence.rule import SignOffRule, changed, make_rule, values, with_letters

HABIT_LETTERS = 100
HABIT_TRIES = 6
"""Today's habit: one look at 100 letters; or looking again, up to six times."""


@dataclass(frozen=True)
class Lever:
    """The one field whose change alone saves most."""

    field: str
    saving: float
    better: SignOffRule
    now: SignOffRule

    def sentence(self, cost: float) -> str:
        """Name the field and what changing it could save; ``cost`` is the rule's, in euros."""
        if self.saving < 0.03 * cost:
            return "No single change would save much more: the four choices fit each other."
        up = getattr(self.better, self.field)
        amount = f"{euros(self.saving)} per project"
        match self.field:
            case "letters_to_check":
                word = "more" if up > self.now.letters_to_check else "fewer"
                return (
                    f"The number of letters. With {word} letters, and the same percentage as pass "
                    f"mark, this rule could save up to {amount}."
                )
            case "right_needed":
                word = "higher" if up > self.now.right_needed else "lower"
                return (
                    f"The pass mark. A {word} pass mark, with the same letters, "
                    f"could save up to {amount}."
                )
            case "tries_allowed":
                word = "More" if up > self.now.tries_allowed else "Fewer"
                return f"The number of tries. {word} tries could save up to {amount}."
        return f"What follows a miss. Another choice there could save up to {amount}."

    def advice(self, cost: float) -> str:
        """Say what to try next."""
        if self.saving < 0.03 * cost:
            return "Nothing more to change here: go on when you like."
        return {
            "letters_to_check": "Change the number of letters. Move the pass mark along with it.",
            "right_needed": "Move the pass mark by two or three letters and compare.",
            "tries_allowed": "Change the number of tries and compare the two crowds.",
            "on_a_miss": "Compare what rework, the small office and stopping cost here.",
        }[self.field]


def lever_of(brief: SignOffBrief, rule: SignOffRule) -> Lever:
    """Return the field whose change alone saves most; each is searched over its whole range."""
    cost = float(outcome(brief, *values(rule)).cost)
    letters, needed = rule.letters_to_check, rule.right_needed
    candidates: list[tuple[float, str, SignOffRule]] = []

    counts = np.arange(10, 1001)
    marks = counts - np.round((letters - needed) * counts / letters).astype(int)
    costs = outcome(brief, counts, marks, rule.tries_allowed, rule.on_a_miss).cost
    at = int(np.argmin(costs))
    candidates.append((float(costs[at]), "letters_to_check", with_letters(rule, int(counts[at]))))

    marks = np.arange(0, letters + 1)
    costs = outcome(brief, letters, marks, rule.tries_allowed, rule.on_a_miss).cost
    at = int(np.argmin(costs))
    candidates.append(
        (float(costs[at]), "right_needed", changed(rule, right_needed=int(marks[at])))
    )

    for tries in range(1, HABIT_TRIES + 1):
        other = changed(rule, tries_allowed=tries)
        candidates.append((float(outcome(brief, *values(other)).cost), "tries_allowed", other))
    for miss in MISS_OPTIONS:
        other = changed(rule, on_a_miss=miss)
        candidates.append((float(outcome(brief, *values(other)).cost), "on_a_miss", other))
    found, field, better = min(candidates, key=lambda item: item[0])
    return Lever(field, max(0.0, cost - found), better, rule)


def belief_of(
    brief: SignOffBrief, rule: SignOffRule, scale: Scale[SignOffRule], lever: Lever
) -> Misconception[SignOffBrief, SignOffRule] | None:
    """Return the belief a rule fits, or None for one clearly better than today's habit."""
    done = outcome(brief, *values(rule))
    if float(done.cost) < scale.habit - 0.4 * (scale.habit - scale.best):
        return None
    single = changed(rule, tries_allowed=1)
    once = outcome(brief, *values(single))
    if float(once.weak_signed) > 0.9:
        return MISCONCEPTIONS["launch_and_see"]
    if float(done.good_signed) < 0.6:
        return MISCONCEPTIONS["strict_is_safe"]
    retried = rule.tries_allowed >= 3 or lever.field == "tries_allowed"
    if retried and float(once.cost) < float(done.cost):
        return MISCONCEPTIONS["another_try"]
    few = rule.letters_to_check < 0.7 * scale.best_decision.letters_to_check
    if few and lever.field != "right_needed":
        return MISCONCEPTIONS["hundred_is_plenty"]
    return None


def usual_mark(brief: SignOffBrief, letters: int = HABIT_LETTERS) -> int:
    """Return the pass mark of today's habit: the target, rounded up to whole letters."""
    return int(np.ceil(letters * brief.target - 1e-9))


BELIEFS: tuple[Misconception[SignOffBrief, SignOffRule], ...] = (
    Misconception(
        "hundred_is_plenty",
        "Are so few letters enough",
        "A hundred feels like a lot, and the result sounds like an exam mark. But with few "
        "letters luck moves the number by several points, and weak models profit from luck.",
        lambda brief: make_rule(HABIT_LETTERS, usual_mark(brief), 1, STOP),
        shown_in="Act 1",
    ),
    Misconception(
        "another_try",
        "Is another try free",
        "Fresh letters each time look fair, and in software a green test counts. But every "
        "try is a new ticket in a lottery: a weak model only has to be lucky once.",
        lambda brief: make_rule(HABIT_LETTERS, usual_mark(brief), HABIT_TRIES, STOP),
        shown_in="The turn",
    ),
    Misconception(
        "strict_is_safe",
        "Is the strictest pass mark the safest",
        "A demanding pass mark protects the signature. But good models have bad days too. When "
        "they are turned away, the work goes on by hand, and that costs money as well.",
        lambda brief: make_rule(HABIT_LETTERS, HABIT_LETTERS - 1, 1, STOP),
        shown_in="Act 2",
    ),
    Misconception(
        "launch_and_see",
        "Can live use show it",
        "Going live ends the waiting, and problems can be mended later. But with this pass "
        "mark nearly every weak model passes, so the check protects nobody.",
        lambda brief: make_rule(HABIT_LETTERS, int(HABIT_LETTERS * (brief.weak - 0.08)), 1, STOP),
        shown_in="Act 2",
    ),
)


MISCONCEPTIONS = {item.id: item for item in BELIEFS}

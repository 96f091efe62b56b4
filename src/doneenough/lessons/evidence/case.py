"""The case of lesson 5 and its worked examples: situations, and what rules do in them.

The examples have other costs than any brief of the assessment, and their rules are
useless there (a guard checks it), so copying them earns nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from doneenough.core.crowd import crowd_count
from doneenough.lessons.evidence.review_world import likelihood
from doneenough.lessons.evidence.sign_off_world import REWORK, STOP, Outcome, SignOffBrief, outcome
from doneenough.statistics import accept_probability_tries

STORY = SignOffBrief(
    line="urgent letters",
    good=0.93,
    weak=0.87,
    weak_in_10=4,
    weak_live=500_000,
    by_hand=120_000,
    letter_cost=4,
    letters_per_day=60,
    day_cost=1_000,
    rework_days=15,
    mended_in_10=5,
    office_in_10=2,
)
GATE_LETTERS, GATE_MARK = 400, 363
"""The rule that ends the story."""
REPORTED, CHECKED, STORY_TRIES = 91, 100, 4
"""What the lead reports, and the try on which it came out."""
STRICT_MARK, MANY_LETTERS = 95, 400
"""A stricter mark on as many letters, and more letters, to compare with."""

WORKED = SignOffBrief(
    line="",
    good=0.80,
    weak=0.70,
    weak_in_10=5,
    weak_live=400_000,
    by_hand=100_000,
    letter_cost=5,
    letters_per_day=50,
    day_cost=1_000,
    rework_days=60,
    mended_in_10=3,
    office_in_10=2,
)
WORKED_RULE = (250, 192, 1, STOP)
"""Letters, mark, tries and what happens if the check fails: the cheapest of the four compared."""
HALF_WORKED = SignOffBrief(
    line="",
    good=0.99,
    weak=0.97,
    weak_in_10=4,
    weak_live=900_000,
    by_hand=200_000,
    letter_cost=1,
    letters_per_day=200,
    day_cost=1_500,
    rework_days=10,
    mended_in_10=6,
    office_in_10=2,
)
HALF_WORKED_RULE = (600, 591, 1, REWORK)
HALF_WORKED_MARKS = range(570, 601)
"""The marks a learner may try."""


def usual_mark(letters: int, brief: SignOffBrief = STORY) -> int:
    """Return the pass mark of the usual choice: the target, rounded up to whole letters."""
    return math.ceil(letters * brief.target - 1e-9)


def passing(letters: int, needed: int, tries: int = 1) -> tuple[int, int]:
    """Return how many of the case's 200 weak and 200 good models leave with a signature."""
    weak, good = (
        crowd_count(float(accept_probability_tries(letters, needed, right, tries)))
        for right in (STORY.weak, STORY.good)
    )
    return weak, good


def weak_given_report() -> float:
    """Return the probability that a model that reported this on this try is weak."""
    report = {"tries": True, "fresh": False, "who_chose": False}
    share_weak = STORY.weak_in_10 / 10
    seen_weak = share_weak * likelihood(REPORTED, STORY.weak, report)
    seen_good = (1 - share_weak) * likelihood(REPORTED, STORY.good, report)
    return seen_weak / (seen_weak + seen_good)


def gate_costs() -> dict[str, float]:
    """Return what each decision at the gate costs after the lead's answer, in euros."""
    weak = weak_given_report()

    def after_check(weak_now: float) -> float:
        passes = {
            share: float(accept_probability_tries(GATE_LETTERS, GATE_MARK, share, 1))
            for share in (STORY.weak, STORY.good)
        }
        return (
            GATE_LETTERS * STORY.check_cost_per_letter
            + weak_now * passes[STORY.weak] * STORY.weak_live
            + weak_now * (1 - passes[STORY.weak]) * STORY.by_hand
            + (1 - weak_now) * (1 - passes[STORY.good]) * STORY.by_hand
        )

    still_weak = weak * (1 - STORY.mended_in_10 / 10)
    return {
        "sign": weak * STORY.weak_live,
        "check": after_check(weak),
        "rework": STORY.rework_cost + after_check(still_weak),
        "stop": STORY.by_hand,
    }


def half_worked(needed: int) -> Outcome:
    """Return what the half-worked rule does with a different pass mark."""
    letters, _, tries, miss = HALF_WORKED_RULE
    return outcome(HALF_WORKED, letters, needed, tries, miss)


def half_worked_costs() -> Mapping[int, float]:
    """Return the cost of every pass mark of the half-worked example, in euros."""
    return {needed: float(half_worked(needed).cost) for needed in HALF_WORKED_MARKS}

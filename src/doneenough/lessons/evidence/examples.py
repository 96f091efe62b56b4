"""The worked and half-worked examples: other products, other costs.

Their rules are useless under the briefs of the assessment (a guard checks it), so
copying them earns nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from doneenough.lessons.evidence.model import REWORK, STOP, SignOffBrief
from doneenough.lessons.evidence.rule import SignOffRule


@dataclass(frozen=True)
class Example:
    """A situation with the rule that the lesson works out for it."""

    brief: SignOffBrief
    rule: SignOffRule


WORKED = Example(
    SignOffBrief(
        line="notes written by hand",
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
    ),
    SignOffRule(letters_to_check=250, right_needed=192, tries_allowed=1, on_a_miss=STOP),
)

HALF_WORKED = Example(
    SignOffBrief(
        line="photos of broken screens",
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
    ),
    SignOffRule(letters_to_check=600, right_needed=591, tries_allowed=1, on_a_miss=REWORK),
)

"""The case of lesson 5: the numbers its people speak of, stated once."""

from __future__ import annotations

from doneenough.lessons.evidence.model import SignOffBrief

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

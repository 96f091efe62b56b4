"""The case of lesson 10: the numbers its people speak of, stated once."""

from __future__ import annotations

from doneenough.lessons.drift.plan import (
    CLEARLY,
    DAY,
    EVERYTHING,
    FIRST,
    SOME,
    TWO_WEEKS,
    WEEK,
    MonitoringPlan,
    changed,
)

LETTERS = 300
"""Letters a day."""
LABELS_A_DAY = 20
LABEL_DELAY = 14
WRONG = 55
"""What a letter costs, in euros, that is wrong only because of a change."""
CALL, LABEL, LOOK, STANDBY = 2_000, 2, 100, 10_000
"""A needless call, one label, one look, and somebody who answers within a day."""
HISTORY = (
    ("season", 2),
    ("harmless_shift", 4),
    ("harder", 1),
    ("relationship", 4),
    ("gradual", 2),
    ("broken_feed", 3),
)

USUAL = MonitoringPlan(
    watch="all_inputs",
    look_back=WEEK,
    look_every=WEEK,
    limit=SOME,
    in_a_row=FIRST,
    labels="twenty",
    answer="two_days",
)
"""Paperline's plan so far."""
PLANS = {
    "Leave the plan as it is": USUAL,
    "Watch everything, every day": changed(
        USUAL, watch=EVERYTHING, look_back=DAY, look_every=DAY, limit=SOME
    ),
    "Watch labelled letters only": changed(
        USUAL, watch="quality", look_back=TWO_WEEKS, limit=CLEARLY
    ),
    "Watch what matters, and labels": changed(
        USUAL, watch="important_inputs_and_quality", look_back=TWO_WEEKS, limit=CLEARLY
    ),
}
"""The answers at the end of the lesson; the last one is right."""

SMALL_LOOK = 50
"""Letters in one look of the small team."""
USUAL_LIMIT = 0.1
INPUTS, CHANCE = 20, 5
"""Inputs that are tested, each of which calls by chance on so many of 100 days."""
QUALITY_BACK, QUALITY_DROP = 28, 0.08
"""The look at labelled letters in the experiment on late labels."""
FIRST_DAY = 90
"""The day on which something changes."""
EARLIER_PERIODS = 10
"""From so many earlier periods some libraries set their limits."""

"""Every number the lesson's texts quote, computed where it is made.

Tests compare the notebooks and the facilitator's sheet with these: a number in the
text that is not here, or not this, fails.
"""

from __future__ import annotations

from doneenough.core.crowd import TEAMS
from doneenough.core.registry import cards
from doneenough.lessons.drift import counts
from doneenough.lessons.drift.examples import WORKED
from doneenough.lessons.drift.story import (
    CHANCE,
    INPUTS,
    LABEL_DELAY,
    LABELS_A_DAY,
    LETTERS,
    PLANS,
    SMALL_LOOK,
    USUAL,
    WRONG,
)
from doneenough.lessons.drift.world import worlds

_card = next(card for card in cards() if card.lesson == "drift")
_usual_shift = counts.flagged(USUAL, "harmless_shift")

QUOTED: dict[str, float] = {
    "45": _card.lesson_minutes,
    "30": _card.assessment_minutes,
    "10": _card.number,
    "11": 11,
    "0.1": 0.1,
    "300": LETTERS,
    "20": LABELS_A_DAY,
    "14": LABEL_DELAY,
    "78": 100 * worlds()["stable"].reference.accuracy,
    "100": 100,
    "55": WRONG,
    "2,000": round(counts.daily_harm(), -2),
    "40": WORKED.letters,
    "200": TEAMS,
}
"""Number as it stands in a notebook -> its value."""

SHEET: dict[str, float] = {
    "10": _card.number,
    "45": _card.lesson_minutes,
    "30": _card.assessment_minutes,
    "200": _usual_shift,
    "50": SMALL_LOOK,
    "86": 100 * counts.small_look(SMALL_LOOK),
    "100": 100,
    "64": 100 * counts.any_of(INPUTS, CHANCE / 100),
    "20": INPUTS,
    "51": counts.weekends(1),
    "36": counts.late(LABEL_DELAY),
    "14": LABEL_DELAY,
    "67": counts.outcome(PLANS["Watch everything, every day"]).false_alarms_a_year,
}
"""The same for the facilitator's sheet; minutes of the plan stand there as plain words."""

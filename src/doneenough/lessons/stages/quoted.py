"""Every number the lesson's texts quote, computed where it is made.

Tests compare the notebooks and the facilitator's sheet with these: a number in the
text that is not here, or not this, fails.
"""

from __future__ import annotations

from doneenough.core.crowd import TEAMS
from doneenough.core.registry import cards
from doneenough.lessons.stages.projects import REWORK_DAYS, WRONG, disappointed, live
from doneenough.lessons.stages.story import NONE, SKIPPED_FIRST, SURVEY, shown, without

_card = next(card for card in cards() if card.lesson == "stages")

QUOTED: dict[str, float] = {
    "45": _card.lesson_minutes,
    "30": _card.assessment_minutes,
    "12": 12,
    "15": REWORK_DAYS,
    "26": 26,
    "20": WRONG,
    "93": shown(),
    "100": 100,
    "200": TEAMS,
    "1,000": 1_000,
}
"""Number as it stands in a notebook -> its value."""

SHEET: dict[str, float] = {
    "45": _card.lesson_minutes,
    "30": _card.assessment_minutes,
    "200": TEAMS,
    "100": 100,
    "93": shown(),
    "57": float(live(NONE).mean()),
    "181": disappointed(without(SKIPPED_FIRST)),
    "160": disappointed(without("monitoring")),
    "23": SURVEY["Choosing a model"] + SURVEY["Training and scoring it"],
}
"""The same for the facilitator's sheet; minutes of the plan stand there as plain words."""

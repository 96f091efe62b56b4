"""Every number the lesson's texts quote, computed where it is made.

Tests compare the notebooks and the facilitator's sheet with these: a number in the
text that is not here, or not this, fails.
"""

from __future__ import annotations

from doneenough.core.crowd import TEAMS
from doneenough.core.registry import cards
from doneenough.lessons.criterion import experiments, products
from doneenough.lessons.criterion.clauses import changed
from doneenough.lessons.criterion.examples import WORKED
from doneenough.lessons.criterion.story import (
    CASES,
    DRAFT,
    GOOD,
    HIGH_FLOOR,
    INVENTED,
    JUDGED,
    MARK,
    OF_LETTERS,
    OF_URGENT,
    ONE_LANGUAGE,
    STORY,
    STORY_FLOOR,
    WEAK,
)

_card = next(card for card in cards() if card.lesson == "criterion")
_floored = changed(OF_URGENT, floor=STORY_FLOOR)

QUOTED: dict[str, float] = {
    "45": _card.lesson_minutes,
    "30": _card.assessment_minutes,
    "100": CASES,
    "15": STORY.translated_in_100,
    "200": TEAMS if OF_URGENT.cases == TEAMS else -1,
    "500,000": STORY.kinds[WEAK].live,
    "120,000": STORY.by_hand_high,
    "260,000": STORY.by_hand_low,
    "62": WORKED.brief.good.english,
}
"""Number as it stands in a notebook -> its value."""

SHEET: dict[str, float] = {
    "45": _card.lesson_minutes,
    "30": _card.assessment_minutes,
    "200": experiments.passing(DRAFT, WEAK),
    "100": CASES,
    "90": MARK if MARK == HIGH_FLOOR else -1,
    "80": STORY.kinds[WEAK].english,
    "72": experiments.passing(OF_LETTERS, WEAK),
    "44": TEAMS - experiments.passing(OF_LETTERS, GOOD),
    "195": experiments.passing(OF_URGENT, ONE_LANGUAGE),
    "170": TEAMS - experiments.passing(_floored, ONE_LANGUAGE),
    "75": STORY_FLOOR,
    "52": sum(products.flagged(INVENTED)),
    "10": INVENTED,
    "1,000": JUDGED,
}
"""The same for the facilitator's sheet; minutes of the plan stand there as plain words."""

"""Every number the lesson's texts quote, computed where it is made.

Tests compare the notebooks and the facilitator's sheet with these: a number in the
text that is not here, or not this, fails.
"""

from __future__ import annotations

from doneenough.core.crowd import TEAMS
from doneenough.core.registry import cards
from doneenough.lessons.evidence import figures
from doneenough.lessons.evidence.examples import HALF_WORKED, WORKED
from doneenough.lessons.evidence.real_model import SAMPLES
from doneenough.lessons.evidence.story import CHECKED, REPORTED, STORY, STORY_TRIES
from doneenough.statistics import interval

_card = next(card for card in cards() if card.lesson == "evidence")
_mark = figures.usual_mark(CHECKED)
_once = figures.passing(CHECKED, _mark)
_strict = figures.passing(CHECKED, 95)
_many = figures.passing(400, figures.usual_mark(400))

QUOTED: dict[str, float] = {
    "45": _card.lesson_minutes,
    "30": _card.assessment_minutes,
    "91": REPORTED,
    "100": CHECKED,
    "90": _mark,
    "93": 100 * STORY.good,
    "87": 100 * STORY.weak,
    "500,000": STORY.weak_live,
    "1,000": STORY.day_cost,
    "60": STORY.letters_per_day,
    "200": TEAMS if TEAMS == SAMPLES else -1,
    "95": 100 * figures.CONFIDENCE,
    "80": 100 * WORKED.brief.good,
    "97": 100 * HALF_WORKED.brief.weak,
    "400": next(
        letters
        for letters in figures.RANGE_LETTERS
        if interval(round(letters * 0.91), letters, figures.CONFIDENCE)[0] > STORY.weak
    ),
    "120,000": STORY.by_hand,
    "15": STORY.rework_days,
}
"""Number as it stands in a notebook -> its value."""

SHEET: dict[str, float] = {
    **{
        number: QUOTED[number]
        for number in ("45", "30", "91", "100", "90", "93", "87", "95", "200")
    },
    "400": 400,
    "360": figures.usual_mark(400),
    "47": _once[0],
    "18": TEAMS - _once[1],
    "131": figures.passing(CHECKED, _mark, STORY_TRIES)[0],
    "142": TEAMS - _strict[1],
}
"""The same for the facilitator's sheet; minutes of the plan stand there as plain words."""

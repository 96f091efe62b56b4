"""The numbers the start page quotes, by name; see the lessons' own ``facts.py``."""

from __future__ import annotations

from collections.abc import Mapping

from doneenough.core.crowd import TEAMS
from doneenough.core.lesson_files import cards
from doneenough.core.wording import Fact
from doneenough.lessons.evidence.case import STORY, passing, usual_mark

CHECKED, REPORTED = 50, 46
"""Fewer letters than in lesson 5, whose first guess would otherwise be answered here."""
CORE_ROUTE = "1, 5, 6 and 10"
"""The lessons for those who are short of time: our choice."""


def facts() -> Mapping[str, Fact]:
    """Return the facts by name."""
    mark = usual_mark(CHECKED)
    weak, good = passing(CHECKED, mark)
    return {
        "teams": TEAMS,
        "first_checked": CHECKED,
        "first_reported": REPORTED,
        "first_mark": mark,
        "first_weak_signed": weak,
        "first_good_signed": good,
        "first_good_refused": TEAMS - good,
        "weak_share": round(100 * STORY.weak),
        "core_route": CORE_ROUTE,
        "lesson_minutes": max(card.lesson_minutes for card in cards()),
        "assessment_minutes": max(card.assessment_minutes for card in cards()),
        # A promise, not a result.
        "seconds_to_first_decision": 90,
    }

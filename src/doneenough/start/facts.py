"""The numbers the start page quotes, by name; see the lessons' own ``facts.py``."""

from __future__ import annotations

from collections.abc import Mapping

from doneenough.core.lesson_files import cards
from doneenough.core.wording import Fact


CORE_ROUTE = "1, 5, 6 and 10"
"""The lessons for those who are short of time: our choice."""


def facts() -> Mapping[str, Fact]:
    """Return the facts by name."""
    return {
        "core_route": CORE_ROUTE,
        "lesson_minutes": max(card.lesson_minutes for card in cards()),
        "assessment_minutes": max(card.assessment_minutes for card in cards()),
        # A promise, not a result.
        "seconds_to_first_decision": 90,
    }

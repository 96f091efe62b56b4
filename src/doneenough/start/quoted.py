"""The numbers the start page quotes; see the lessons' own ``quoted.py``."""

from __future__ import annotations

from doneenough.core.lesson_files import cards

QUOTED: dict[str, float] = {
    "10": 10,  # a lesson of the core route
    "45": max(card.lesson_minutes for card in cards()),
    "30": max(card.assessment_minutes for card in cards()),
    "90": 90,  # seconds the first decision may take: a promise, not a result
}

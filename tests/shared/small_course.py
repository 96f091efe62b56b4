"""The small course made for tests: one lesson, two exercises, one written task.

What tests the engine (grading, nbgrader, cohorts, broken notebooks) runs on it, and once
on one real lesson. So the tests of the engine do not grow with the course.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import doneenough.lessons
from doneenough.core import registry, scales, scoring
from doneenough.core.lesson_files import Card, cards
from doneenough.core.wording import words_of
from shared.rings import draw, in_rings

HOME = Path(__file__).resolve().parents[1] / "small_course"
SMALL = "toy"
"""The small course's lesson."""
ALL = [card.lesson for card in cards()]
REAL = "evidence" if "evidence" in ALL else ALL[0]
"""The real lesson that the engine is tried on as well."""
MORE = draw([name for name in ALL if name != REAL], 3, "engine")
"""Other lessons that the outer ring tries the engine on, drawn anew in each run."""


def forget_lessons() -> None:
    """Let the lessons be found again."""
    for cached in (cards, registry.exercises, registry.prose, scales._table, words_of):
        cached.cache_clear()
    scoring.score_decision.cache_clear()


@contextmanager
def installed() -> Iterator[None]:
    """Let the small course's lesson be found, here and by processes started meanwhile."""
    place, found = str(HOME / "lessons"), doneenough.lessons.__path__
    if place in found:
        yield
        return
    before = os.environ.get("PYTHONPATH")
    doneenough.lessons.__path__ = [*found, place]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(HOME), before]))
    forget_lessons()
    try:
        yield
    finally:
        doneenough.lessons.__path__ = found
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
        forget_lessons()


def card_of(lesson: str) -> Card:
    """Return the card of a lesson that can be found now."""
    return next(card for card in cards() if card.lesson == lesson)


def engine(*now: str) -> list[Any]:
    """Return lessons to try the engine on, as parameters.

    Those named are tried in `make test`; the other of the small and the real one, and a few
    more lessons, in the outer ring.
    """
    return in_rings([SMALL, REAL, *MORE], now.__contains__, identify=str)


ON_REAL_LESSONS = pytest.mark.parametrize("lesson", engine(SMALL, REAL), indirect=True)
"""For a test of the engine that is worth trying on a real lesson each time."""
LATER_ON_REAL_LESSONS = pytest.mark.parametrize("lesson", engine(SMALL), indirect=True)
"""For one that is tried on real lessons in the outer ring only."""

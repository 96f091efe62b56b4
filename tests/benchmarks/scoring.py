"""How long the scorer itself takes, without nbgrader around it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.submissions import LESSON, card, submissions
from doneenough.core.registry import exercises
from doneenough.core.scoring import score_decision
from doneenough.grading.master import Master
from doneenough.grading.score import score
from doneenough.lessons.evidence import review_world

REPO = Path(__file__).resolve().parents[2]
ROUNDS = 20
REMEMBERED = (score_decision, review_world.cases_of)
"""What a second scoring of the same answer would only look up."""


def submission_seconds() -> float:
    """Return the median time to score the bytes of one submission."""
    master = Master.from_file(REPO / "solutions" / card().assignment / card().notebook)
    return _median(
        [
            lambda data=data, learner=learner: score(master, data, learner)
            for learner, data in submissions().items()
        ]
    )


def exercise_seconds() -> dict[str, float]:
    """Return the median time to score one decision, by the exercise's title."""
    return {
        exercise.title: _median(
            [
                lambda number=number, exercise=exercise, each=each: score_decision(
                    exercise, number, each
                )
                for number, brief in enumerate(exercise.briefs())
                for each in (item.example(brief) for item in exercise.misconceptions)
            ]
        )
        for exercise in exercises(LESSON)
    }


def _median(calls: list[Callable[[], object]]) -> float:
    # The first round also reads files; it is not counted.
    taken = [_seconds(call) for _ in range(ROUNDS + 1) for call in calls]
    return statistics.median(taken[len(calls) :])


def _seconds(call: Callable[[], object]) -> float:
    for function in REMEMBERED:
        function.cache_clear()
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun

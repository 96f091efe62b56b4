"""Points before the lessons moved to one pattern, and points now.

``before/points.json`` holds, for every exercise and brief of that day, the sum and a
digest of what 200 fixed answers earned; the other files hold those briefs and their
scales. Nothing here depends on the tables of today. What later mending changed on
purpose is listed in :data:`MENDED`.
"""

import hashlib
import json
import random
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pytest

from doneenough.core.registry import all_exercises
from doneenough.core.scale import Scale
from doneenough.core.scoring import share_of
from shared.decisions import random_decision
from shared.rings import draw

HERE = Path(__file__).parent / "before"
POINTS = json.loads((HERE / "points.json").read_text(encoding="utf-8"))
MENDED: dict[str, tuple[Sequence[int], str]] = {
    "evidence.review": (
        range(24),
        "The shares in the brief are those of reports like the one heard, as it says; they "
        "were weighed by the report once more. Waiting for letters is counted in whole days.",
    ),
    "drift.alarms": (
        range(24),
        "Where the feed is fine, labels are ordered whatever they then show; counts and shares "
        "are whole letters of 100, as the brief now shows them.",
    ),
    "drift.plan": (
        (3, 4, 16),
        "What comes close to the best was counted again, in streams that did not choose it.",
    ),
    "drift.final_plan": (
        (0, 4, 6, 7, 14, 16, 17),
        "What comes close to the best was counted again, in streams that did not choose it.",
    ),
}
"""Exercise -> the briefs of that day whose points differ now, every one, and why."""
MOST_THEN = {"stages.gate_budget": 8, "stages.next_question": 32}
"""Most points of that day, where they are others now."""


@lru_cache
def table(name):
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


def earned(exercise, brief, costs, number):
    best, habit, worst = costs
    scale = Scale(best, habit, worst, None, None, {})
    rng = random.Random(f"before {exercise.id} {number}")
    answers = (random_decision(exercise.decision, rng) for _ in range(200))
    shares = (share_of(exercise.cost(brief, answer), scale) for answer in answers)
    most = MOST_THEN.get(exercise.id, exercise.points)
    return [round(most * share, 2) for share in shares]


@pytest.mark.parametrize("drawn", [3, pytest.param(None, marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize(
    "exercise", [e for e in all_exercises() if e.id in POINTS], ids=lambda item: item.id
)
def test_200_answers_earn_what_they_earned_before(exercise, drawn):
    """Under a few briefs drawn by the run's seed, and under all of them in the outer ring."""
    mended, _ = MENDED.get(exercise.id, ((), ""))
    then = table(f"{exercise.lesson}.{exercise.table}")
    briefs = exercise.read_briefs(then["briefs"])
    for number in draw(range(len(briefs)), drawn or len(briefs), exercise.id):
        points = earned(exercise, briefs[number], then["scales"][number], number)
        digest = hashlib.sha256(" ".join(f"{value:.2f}" for value in points).encode()).hexdigest()
        same = [round(sum(points), 2), digest[:12]] == POINTS[exercise.id][number]
        assert same != (number in mended), number


def test_every_exercise_of_that_day_is_still_there():
    assert set(POINTS) <= {exercise.id for exercise in all_exercises()}

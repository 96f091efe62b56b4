"""Points from consequences.

The scale of each brief is precomputed (see :mod:`doneenough.core.scales`), so scoring
is one look-up and one exact evaluation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from doneenough.core.briefs import Identity, brief_number
from doneenough.core.decision import DecisionError
from doneenough.core.exercise import Exercise
from doneenough.core.feedback import Feedback
from doneenough.core.scale import HABIT_SHARE, Scale
from doneenough.core.scales import scale_of


@dataclass(frozen=True)
class Scored:
    """One answer, scored.

    ``state`` is ``"scored"``, ``"unanswered"`` or ``"unreadable"``. ``points`` is a
    plain float from 0 to ``most``, rounded to 0.01. ``messages`` say what is wrong
    with the form of an answer that could not be scored.
    """

    exercise: str
    state: str
    points: float
    most: float
    brief: int
    feedback: Feedback | None = None
    messages: tuple[str, ...] = ()


def share_of(cost: float, scale: Scale[Any]) -> float:
    """Return the share of the points (0 to 1) for an expected cost in money.

    1 at the best decision, 0.25 at today's habit, 0 at the dearest named policy,
    straight lines between.
    """
    if not math.isfinite(cost):
        return 0.0
    if cost <= scale.habit:
        gain = (scale.habit - cost) / (scale.habit - scale.best)
        return min(1.0, HABIT_SHARE + (1 - HABIT_SHARE) * gain)
    return max(0.0, HABIT_SHARE * (scale.worst - cost) / (scale.worst - scale.habit))


def brief_of(exercise: Exercise[Any, Any], identity: Identity) -> int:
    """Return the number of the brief that ``identity`` gets in ``exercise``."""
    return brief_number(exercise.table, identity, len(exercise.briefs()), exercise.shift)


def score_value(exercise: Exercise[Any, Any], identity: Identity, value: object) -> Scored:
    """Score the plain ``value`` of an answer. Never raises for a bad answer."""
    number = brief_of(exercise, identity)
    most = float(exercise.points)
    if exercise.decision.is_blank(value):
        return Scored(exercise.id, "unanswered", 0.0, most, number)
    try:
        decision = exercise.decision.read(value)
    except DecisionError as error:
        messages = tuple(slip.message for slip in error.slips)
        return Scored(exercise.id, "unreadable", 0.0, most, number, messages=messages)
    return score_decision(exercise, number, decision)


@lru_cache(maxsize=4096)
def score_decision(exercise: Exercise[Any, Any], number: int, decision: Any) -> Scored:
    """Score a valid decision under brief ``number``; cached."""
    brief = exercise.briefs()[number]
    scale = scale_of(exercise, number)
    share = share_of(exercise.cost(brief, decision), scale)
    points = round(float(exercise.points) * share, 2)
    return Scored(
        exercise.id,
        "scored",
        points,
        float(exercise.points),
        number,
        exercise.feedback(brief, decision, scale),
    )

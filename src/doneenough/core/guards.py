"""The guards that every situation passes: thinking pays, habits do not, nothing is gamed.

`broken` looks at one situation, `broken_together` at a whole table of them. Both yield
what is wrong, one sentence at a time and the quick checks first, so that a search for
situations stops at the first one.
"""

from __future__ import annotations

import itertools
import random
import statistics
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from doneenough.core.decision import Decision
from doneenough.core.exercise import Exercise
from doneenough.core.feedback import euros
from doneenough.core.scale import Scale
from doneenough.core.scoring import share_of
from doneenough.core.thoughtless import random_decision, thoughtless

AnyExercise = Exercise[Any, Any]

SAVING = 0.3
"""The best costs at least this share less than today's habit."""
LITTLE = 0.3
"""Habits, beliefs and copied examples earn less than this share of the points."""
LAZY = 0.4
"""So do answers without a thought: less than this."""
GOOD = 0.8
"""The reference earns at least this; the best answer to another situation does not."""
CLOSE = 0.7
"""What lies within 5 % of the reference earns at least this."""
MONEY_STEP, CASE_STEP = 0.05, 0.08
"""1% of the cost, and one whole case, move the points by less than this."""
SPREAD = 0.05
"""The reference earns the same under every situation, give or take this."""
DRAWS, TRIES = 500, 200
"""Random answers of which the median is taken, and those that must not beat the best."""
CERTAIN = DRAWS // 2 + 35
"""The answer looked at lies above the median, by three standard errors of its place: so the
median of other random answers is below the limit, too."""


def broken(exercise: AnyExercise, brief: Any, scale: Scale[Any]) -> Iterator[str]:
    """Yield what is wrong with one situation, a sentence each; nothing where all guards hold."""
    yield from thinking_pays_not(scale)
    for guard in (_habits, _beliefs, _reference, _lazy, _steps, _chance, _told):
        yield from guard(exercise, brief, scale)


def thinking_pays_not(scale: Scale[Any]) -> Iterator[str]:
    """Yield why the best is no better than it is: the scale cannot tell answers apart."""
    if not 0 < scale.best < scale.habit < scale.worst:
        yield "The best, the usual choice and the worst aren't in this order."
    elif (scale.habit - scale.best) / scale.habit < SAVING:
        yield "The best saves too little against the usual choice."


def broken_together(
    exercises: Sequence[AnyExercise], briefs: Sequence[Any], scales: Sequence[Scale[Any]]
) -> Iterator[str]:
    """Yield what is wrong with a table of situations; ``exercises`` are those that share it."""
    if not 20 <= len(briefs) <= 30:
        yield f"There are {len(briefs)} situations, not about 24."
    if len(set(briefs)) < len(briefs):
        yield "Two situations are the same."
    for exercise in exercises:
        pairs = list(zip(briefs, scales, strict=True))
        for name, decision in thoughtless(exercise.decision).items():
            mean = statistics.mean(_share(exercise, *pair, decision) for pair in pairs)
            if mean >= LAZY:
                yield f"{name} earn {mean:.2f} on average."
        earned = [_share(exercise, *pair, pair[1].reference) for pair in pairs]
        if max(earned) - min(earned) > SPREAD:
            yield "The reference doesn't earn the same under every situation."
    for coached, committed in pairs_of(exercises):
        apart = committed.shift - coached.shift
        size = len(briefs)
        earned = [
            _share(committed, briefs[there], scales[there], scales[there - apart].best_decision)
            for there in range(size)
        ]
        if max(earned) >= GOOD or statistics.median(earned) >= LAZY:
            yield "The best answer to the coached situation is good for the committed one."


def alike(
    exercises: Sequence[AnyExercise], briefs: Sequence[Any], scales: Sequence[Scale[Any]]
) -> Iterator[str]:
    """Yield what is wrong between the last of some situations and those before it.

    The situations are the first ones of a table of 24: a search adds one after the other.
    """
    last, size = len(briefs) - 1, 24
    if briefs[last] in briefs[:last]:
        yield "It was drawn before."
    for exercise in exercises:
        earned = [
            _share(exercise, brief, scale, scale.reference)
            for brief, scale in zip(briefs, scales, strict=True)
        ]
        if max(earned) - min(earned) > SPREAD:
            yield "The reference doesn't earn the same as under the others."
    for coached, committed in pairs_of(exercises):
        apart = committed.shift - coached.shift
        for here, there in (((last - apart) % size, last), (last, (last + apart) % size)):
            if max(here, there) > last:
                continue
            best = scales[here].best_decision
            if _share(committed, briefs[there], scales[there], best) >= GOOD:
                yield "What is best for one brief of a learner is good for her other one."


def pairs_of(exercises: Sequence[AnyExercise]) -> list[tuple[AnyExercise, AnyExercise]]:
    """Return the coached and committed exercises that show a learner two rows of one table."""
    return [pair for pair in itertools.permutations(exercises, 2) if pair[1].committed]


def _share(exercise: AnyExercise, brief: Any, scale: Scale[Any], decision: Decision) -> float:
    return share_of(exercise.cost(brief, decision), scale)


def _habits(exercise: AnyExercise, brief: Any, scale: Scale[Any]) -> Iterator[str]:
    if len(scale.policies) < 3:
        yield "There are fewer than three policies."
    for name, cost in scale.policies.items():
        if share_of(cost, scale) >= LITTLE:
            yield f"The policy {name!r} earns too much."
    for name, decision in exercise.common_practice(brief).items():
        if _share(exercise, brief, scale, decision) >= LITTLE:
            yield f"The usual choice {name!r} earns too much."
    for decision in exercise.copied():
        if _share(exercise, brief, scale, decision) >= LITTLE:
            yield "An example of the lesson, copied, earns too much."


def _beliefs(exercise: AnyExercise, brief: Any, scale: Scale[Any]) -> Iterator[str]:
    points = float(exercise.points)
    for belief in exercise.misconceptions:
        played = belief.example(brief)
        if round(points * _share(exercise, brief, scale, played), 2) >= LITTLE * points:
            yield f"The belief {belief.id!r} earns too much."
        elif exercise.feedback(brief, played, scale).misconception != belief.id:
            yield f"The belief {belief.id!r} isn't named."
    for decision in (scale.reference, scale.best_decision):
        if exercise.feedback(brief, decision, scale).misconception is not None:
            yield "The reference or the best is taken for a belief."


def _reference(exercise: AnyExercise, brief: Any, scale: Scale[Any]) -> Iterator[str]:
    points = float(exercise.points)
    if round(points * _share(exercise, brief, scale, scale.best_decision), 2) != points:
        yield "The best doesn't earn everything."
    if _share(exercise, brief, scale, scale.reference) < GOOD:
        yield "The reference earns too little."
    for decision in exercise.nearby(brief, scale.reference):
        exercise.decision.read(decision.model_dump())
        if _share(exercise, brief, scale, decision) < CLOSE:
            yield "What is close to the reference earns too little."


def _lazy(exercise: AnyExercise, brief: Any, scale: Scale[Any]) -> Iterator[str]:
    """Where there are only choices, a fixed answer is right at times; but not the first ones."""
    whole = any(spec.kind == "whole" for spec in exercise.decision.specs())
    for name, decision in thoughtless(exercise.decision).items():
        if not whole and "first" not in name:
            continue
        if round(_share(exercise, brief, scale, decision), 2) >= LAZY:
            yield f"{name} earn too much."


def _steps(exercise: AnyExercise, brief: Any, scale: Scale[Any]) -> Iterator[str]:
    reach = scale.worst - scale.best
    for step, factor in itertools.product(range(101), (0.99, 1.01)):
        cost = scale.best + reach * step / 100
        if abs(share_of(cost * factor, scale) - share_of(cost, scale)) >= MONEY_STEP:
            yield "1% of the cost moves the points too much."
            break
    earned = _share(exercise, brief, scale, scale.reference)
    for spec, by in itertools.product(exercise.decision.specs(), (-1, 1)):
        if spec.kind != "whole" or spec.high - spec.low < 100:
            continue  # of a handful of steps each one is a decision of its own
        value = getattr(scale.reference, spec.name) + by
        moved = scale.reference.model_copy(update={spec.name: value})
        if abs(_share(exercise, brief, scale, moved) - earned) >= CASE_STEP:
            yield f"One more or fewer in {spec.name!r} moves the points too much."


def _chance(exercise: AnyExercise, brief: Any, scale: Scale[Any]) -> Iterator[str]:
    costs = [exercise.cost(brief, decision) for decision in _drawn(exercise.decision)]
    if min(costs[:TRIES]) < scale.best - 0.02:
        yield "A random answer beats the best."
    if sorted(share_of(cost, scale) for cost in costs)[CERTAIN] >= LAZY:
        yield "Random answers earn too much."


@lru_cache
def _drawn(kind: type[Decision]) -> tuple[Decision, ...]:
    """Return random answers, the same ones for every situation: drawing them takes longest."""
    rng = random.Random(kind.__name__)
    return tuple(random_decision(kind, rng) for _ in range(DRAWS))


def _told(exercise: AnyExercise, brief: Any, scale: Scale[Any]) -> Iterator[str]:
    if euros(scale.best) in exercise.show_brief(brief):
        yield "The situation tells what the best costs."

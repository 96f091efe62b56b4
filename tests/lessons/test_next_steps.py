"""What a coached task says to try next: followed, it never loses."""

from __future__ import annotations

import random

import pytest

from doneenough.core.next_step import choice
from doneenough.core.registry import all_exercises
from doneenough.core.scale import SMALL
from doneenough.core.scales import scale_of
from doneenough.core.scoring import score_decision, share_of
from shared.decisions import random_decision
from shared.rings import draw, in_rings

ALL = list(all_exercises())
COACHED = [
    one
    for one in ALL
    if not one.committed
    and any(two.committed and (two.lesson, two.table) == (one.lesson, one.table) for two in ALL)
]
"""The rehearsals: given with a live score, before the same task is given once."""
FEW, MANY = 8, 200


def rows():
    every = [(item, number) for item in COACHED for number in range(len(item.briefs()))]
    now = [(item, 0) for item in COACHED]
    for item in COACHED:
        others = [row for row in every if row[0] is item and row[1]]
        now += draw(others, 2, f"next {item.id}")
    return in_rings(every, now.__contains__, identify=lambda row: f"{row[0].id}-{row[1]}")


@pytest.mark.parametrize("answers", [FEW, pytest.param(MANY, marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize(("exercise", "number"), rows())
def test_the_next_step_followed_earns_at_least_as_much(exercise, number, answers):
    brief, scale = exercise.briefs()[number], scale_of(exercise, number)
    rng = random.Random(f"follow {exercise.id} {number}")
    tried = [play(brief) for play in exercise.plays.values()]
    tried += [random_decision(exercise.decision, rng) for _ in range(answers)]
    for decision in tried:
        hint, cost = exercise.hint(brief, decision, scale), exercise.cost(brief, decision)
        if hint.then is None:
            # Nothing is worth a further change.
            assert cost - scale.best < SMALL * cost + 0.01, decision
            continue
        then = exercise.decision.read(hint.then.model_dump())
        after = exercise.cost(brief, then)
        assert share_of(after, scale) >= share_of(cost, scale), (decision, hint.next_step)
        assert after < cost, (decision, hint.next_step)
        said = score_decision(exercise, number, decision).feedback.next_step
        assert said.startswith(hint.next_step)
        assert untold(exercise, decision, then, hint.next_step) == []


def untold(exercise, decision, then, said):
    """Return the fields that the sentence leaves out, though they are to be changed."""
    step, _, reason = said.rpartition("”. ") if "”. " in said else said.partition(". ")
    assert step
    assert reason.strip(), said
    if getattr(decision, "verdict", "") == "sign":
        # What is amended is the draft, not what the form holds.
        decision = exercise.decision.read({**then.model_dump(), "verdict": "sign"})
    changed = [
        spec
        for spec in exercise.decision.specs()
        if getattr(decision, spec.name) != getattr(then, spec.name)
    ]
    return [spec.name for spec in changed if not is_told(spec, getattr(then, spec.name), said)]


def is_told(spec, value, said):
    """Return whether a field is named with what to make of it."""
    shown = choice(spec, value) if spec.options else f"to {value:,}"
    return shown in said and (spec.short in said or spec.name == "verdict")

"""Feedback says that a learner signs only where she chose to sign, in every lesson."""

from __future__ import annotations

import random
import re

import pytest

from doneenough.core.registry import all_exercises
from doneenough.core.scales import scale_of
from shared.decisions import random_decision
from shared.rings import draw

SIGNS = re.compile(r"\byour\s+signature\b|\byou\s+sign(?:ed)?\b", re.IGNORECASE)
WAYS = {
    "criterion.paperline": ("verdict", {"sign", "amend"}),
    "criterion.final_criterion": ("verdict", {"sign", "amend"}),
    "evidence.review": ("decide", {"sign", "sign_limited"}),
    "evidence.sign_off_rule": None,
    "evidence.final_rule": None,
}
"""Exercise -> the field that decides and its choices that sign; None where the answer is the
rule for a signature. Nowhere else is anything signed."""


def said(exercise, number, decision):
    feedback = exercise.feedback(exercise.briefs()[number], decision, scale_of(exercise, number))
    shown = (feedback.picture.alt, feedback.picture.html) if feedback.picture else ()
    parts = (feedback.protected, feedback.consequence, feedback.money_note, *shown)
    return " ".join(parts)


def answers(exercise, rng):
    """Yield answers by chance; where one field decides, one for each of its choices."""
    field, _ = WAYS.get(exercise.id) or ("", ())
    for _ in range(3):
        decision = random_decision(exercise.decision, rng)
        if not field:
            yield decision
        else:
            choices = exercise.decision.spec(field).options
            yield from (decision.but(**{field: choice}) for choice in choices)


@pytest.mark.parametrize("exercise", all_exercises(), ids=lambda item: item.id)
def test_nobody_who_asks_waits_or_refuses_is_said_to_sign(exercise):
    way = WAYS.get(exercise.id, ("", set()))
    rng = random.Random(exercise.id)
    for number in draw(range(len(exercise.briefs())), 2, exercise.id):
        for decision in answers(exercise, rng):
            found = SIGNS.search(said(exercise, number, decision))
            if found and way is not None:
                field, signing = way
                assert field, found
                assert getattr(decision, field) in signing, found


def test_the_ways_that_sign_are_choices_of_their_exercise():
    known = {exercise.id: exercise for exercise in all_exercises()}
    for name, way in WAYS.items():
        if way is not None:
            assert way[1] < set(known[name].decision.spec(way[0]).options)

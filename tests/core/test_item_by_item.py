"""One choice for each item: costs add up, and the dearest choice is named."""

from __future__ import annotations

import random

import pytest

from doneenough.core.item_by_item import Chosen, ItemByItem, dearest, fitting
from doneenough.core.registry import all_exercises
from shared.decisions import random_decision

FOUND = [exercise for exercise in all_exercises() if isinstance(exercise, ItemByItem)]
EXERCISES = pytest.mark.parametrize("exercise", FOUND, ids=lambda item: item.id)


def test_there_are_some():
    assert len(FOUND) >= 4


@EXERCISES
def test_what_the_choices_lose_is_the_way_to_the_best_answer(exercise):
    rng = random.Random(exercise.id)
    for brief in exercise.briefs():
        best = exercise.best(brief)
        assert fitting(exercise.chosen(brief, best)) == len(exercise.items(brief))
        decision = random_decision(exercise.decision, rng)
        chosen = exercise.chosen(brief, decision)
        lost = exercise.cost(brief, decision) - exercise.cost(brief, best)
        assert sum(one.loss for one in chosen) == pytest.approx(lost, abs=0.01)
        assert [one.way for one in chosen] == list(decision.ways)
        assert min(one.loss for one in chosen) >= 0


@EXERCISES
def test_each_field_asks_about_its_own_item(exercise):
    for brief in exercise.briefs():
        asked = [exercise.item(brief, spec) for spec in exercise.decision.specs()]
        assert asked == list(exercise.items(brief))


def test_of_equal_losses_the_first_is_the_dearest():
    chosen = [Chosen(number, None, "a", loss) for number, loss in ((1, 0), (2, 5), (3, 5))]
    assert dearest(chosen).number == 2
    assert fitting(chosen) == 1

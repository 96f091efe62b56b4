"""Points are evidence: what can be reached by trying, or by copying, carries few of them."""

from __future__ import annotations

import pytest

from doneenough.core.lesson_files import lesson_names
from doneenough.core.registry import all_exercises, exercises

COACHED_MOST, COMMITTED_LEAST = 5, 0.9
"""Most points of the one task with tries and hints; least share of those given once."""
LESSONS = pytest.mark.parametrize("lesson", lesson_names())


@LESSONS
def test_one_task_is_coached_and_carries_few_points(lesson):
    coached = [item for item in exercises(lesson) if not item.committed]
    assert len(coached) <= 1
    assert all(item.points <= COACHED_MOST for item in coached)


@LESSONS
def test_what_is_given_once_carries_nearly_all_automatic_points(lesson):
    every = exercises(lesson)
    once = sum(item.points for item in every if item.committed)
    assert once >= COMMITTED_LEAST * sum(item.points for item in every)


@pytest.mark.parametrize("exercise", list(all_exercises()), ids=lambda item: item.id)
def test_the_numbers_of_the_lesson_are_tried_in_every_task_that_takes_numbers(exercise):
    """`test_guards` sees that they earn less than 0.3 of the points, under every brief."""
    takes_numbers = any(spec.kind == "whole" for spec in exercise.decision.specs())
    assert exercise.copied() or not takes_numbers

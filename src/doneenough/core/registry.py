"""Finds lessons and their exercises. A lesson that does not exist contributes nothing."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from doneenough.core.exercise import Exercise, Prose
from doneenough.core.lesson_files import LESSONS, lesson_names


@lru_cache
def exercises(lesson: str) -> tuple[Exercise[Any, Any], ...]:
    """Return the exercises of one lesson."""
    return tuple(_module(lesson).EXERCISES)


@lru_cache
def prose(lesson: str) -> tuple[Prose, ...]:
    """Return the written tasks of one lesson."""
    return tuple(_module(lesson).PROSE)


def all_exercises() -> Sequence[Exercise[Any, Any]]:
    """Return the exercises of every lesson."""
    return [exercise for lesson in lesson_names() for exercise in exercises(lesson)]


def find_exercise(exercise_id: str) -> Exercise[Any, Any]:
    """Return the exercise called ``lesson.name``.

    Raises
    ------
    KeyError
        No such exercise; the message lists those that exist.
    """
    lesson = exercise_id.partition(".")[0]
    if lesson in lesson_names():
        for exercise in exercises(lesson):
            if exercise.id == exercise_id:
                return exercise
    known = ", ".join(item.id for item in all_exercises())
    raise KeyError(f"There's no exercise {exercise_id!r}. There are: {known}.")


def find_prose(prose_id: str) -> Prose:
    """Return the written task called ``lesson.name``.

    Raises
    ------
    KeyError
        No such task.
    """
    lesson = prose_id.partition(".")[0]
    if lesson in lesson_names():
        for task in prose(lesson):
            if task.id == prose_id:
                return task
    raise KeyError(f"There's no written task {prose_id!r}.")


def _module(lesson: str) -> Any:
    return importlib.import_module(f"{LESSONS}.{lesson}.exercises")

"""Finds lessons and their exercises. A lesson that does not exist contributes nothing."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from doneenough.core.exercise import Exercise, Prose

_LESSONS = "doneenough.lessons"


@dataclass(frozen=True)
class Card:
    """A lesson's line in the launch table (its ``card.json``)."""

    lesson: str
    number: int
    question: str
    decision: str
    stage: str
    lesson_minutes: int
    assessment_minutes: int
    notebook: str
    """File name in ``course/``; also the name of the assignment, without the ending."""
    product: str
    pages: tuple[tuple[str, str], ...] = ()
    """The pages to take to work: file name without ending, and title."""

    @property
    def assignment(self) -> str:
        """Folder in ``solutions/`` and ``assessments/``."""
        return self.notebook.removesuffix(".ipynb")


def lesson_names() -> list[str]:
    """Return the names of the lesson packages that exist."""
    package = importlib.import_module(_LESSONS)
    return sorted(info.name for info in pkgutil.iter_modules(package.__path__) if info.ispkg)


@lru_cache
def cards() -> tuple[Card, ...]:
    """Return the cards of all lessons that exist, by number."""
    found = []
    for lesson in lesson_names():
        data = read_json(lesson, "card.json")
        pages = tuple(data.pop("pages", {}).items())
        found.append(Card(lesson=lesson, pages=pages, **data))
    return tuple(sorted(found, key=lambda card: card.number))


def read_json(lesson: str, name: str) -> Any:
    """Return the content of a data file in a lesson's folder."""
    file = resources.files(f"{_LESSONS}.{lesson}") / name
    return json.loads(file.read_text(encoding="utf-8"))


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
    raise KeyError(f"There is no exercise {exercise_id!r}. There are: {known}.")


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
    raise KeyError(f"There is no written task {prose_id!r}.")


def _module(lesson: str) -> Any:
    return importlib.import_module(f"{_LESSONS}.{lesson}.exercises")

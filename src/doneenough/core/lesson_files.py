"""The data files of lessons: which lessons exist, and their cards."""

from __future__ import annotations

import importlib
import json
import pkgutil
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

LESSONS = "doneenough.lessons"
"""The package in which lessons are found."""
ASKED = "asked.json"
"""In each lesson's folder: what a notebook calls -> keys of the answers it waits for."""


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
    people: tuple[tuple[str, str], ...] = ()
    """Who is met there: roles of :data:`doneenough.core.people.ROLES`, and names."""

    @property
    def assignment(self) -> str:
        """Folder in ``solutions/`` and ``assessments/``."""
        return self.notebook.removesuffix(".ipynb")


def lesson_names() -> list[str]:
    """Return the names of the lesson packages that exist."""
    return list(_packages_in(tuple(importlib.import_module(LESSONS).__path__)))


@lru_cache
def _packages_in(folders: tuple[str, ...]) -> list[str]:
    return sorted(info.name for info in pkgutil.iter_modules(folders) if info.ispkg)


@lru_cache
def cards() -> tuple[Card, ...]:
    """Return the cards of all lessons that exist, by number."""
    found = []
    for lesson in lesson_names():
        data = read_json(lesson, "card.json")
        pages, people = (tuple(data.pop(name, {}).items()) for name in ("pages", "people"))
        found.append(Card(lesson=lesson, pages=pages, people=people, **data))
    return tuple(sorted(found, key=lambda card: card.number))


def read_json(lesson: str, name: str) -> Any:
    """Return the content of a data file in a lesson's folder."""
    file = resources.files(f"{LESSONS}.{lesson}") / name
    return json.loads(file.read_text(encoding="utf-8"))


def card_of(lesson: str) -> Card:
    """Return the card of one lesson."""
    return next(card for card in cards() if card.lesson == lesson)

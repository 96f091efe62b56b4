"""The instructor's master: which cells an assignment has and what each one is for."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from doneenough.core.briefs import Identity
from doneenough.core.decision import Decision
from doneenough.core.exercise import Exercise, Prose
from doneenough.core.lesson_files import cards, lesson_names
from doneenough.core.registry import exercises, prose
from doneenough.grading.notebook_file import Cell, Notebook, read_notebook

ME = "me"
"""Label of the cell that says who answers, and its variable."""
CHECK = "_points"
"""Ending of the label of the cell that shows an answer's points."""


class MasterError(ValueError):
    """A master that does not fit its lesson: the course's own mistake."""


@dataclass(frozen=True)
class Slot:
    """A cell that learners fill in: ``kind`` is ``"identity"``, ``"answer"`` or ``"prose"``."""

    name: str
    kind: str
    title: str
    blank: str
    decision: type[Decision] | None = None


class Master:
    """One assignment's master notebook."""

    def __init__(self, lesson: str, cells: tuple[Cell, ...], content: Mapping[str, Any]) -> None:
        self.lesson = lesson
        self.cells = cells
        self._content = content
        for slot in _slots(lesson):
            for label in (slot.name, slot.name + CHECK)[: 2 if slot.kind == "answer" else 1]:
                count = sum(cell.grade_id == label for cell in cells)
                if count != 1:
                    raise MasterError(f"The master of {lesson} has {count} cells {label!r}.")

    @classmethod
    def read(cls, data: bytes) -> Master:
        """Read a master notebook.

        Raises
        ------
        MasterError
            It names no lesson of this course, or lacks a cell its lesson needs.
        """
        notebook: Notebook = read_notebook(data)
        if notebook.lesson not in lesson_names():
            raise MasterError(
                f"The master names the lesson {notebook.lesson!r} in its metadata. "
                f"There are: {', '.join(lesson_names())}."
            )
        return cls(notebook.lesson, notebook.cells, json.loads(data))

    @classmethod
    def from_file(cls, path: Path) -> Master:
        """Read the master in a file."""
        return cls.read(path.read_bytes())

    @classmethod
    def of_lesson(cls, lesson: str) -> Master:
        """Return a bare master, made from the lesson alone, where no file is at hand."""
        cells: list[dict[str, Any]] = []
        for slot in _slots(lesson):
            text = slot.kind == "prose"
            cells.append(_bare(slot.name, "markdown" if text else "code", slot.blank, graded=text))
            if slot.kind == "answer":
                line = f'grade("{lesson}.{slot.name}", {slot.name}, {ME})'
                cells.append(_bare(slot.name + CHECK, "code", line, graded=True))
        content = {
            "cells": cells,
            "metadata": {"doneenough": {"schema": 1, "kind": "assessment", "lesson": lesson}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        return cls.read(json.dumps(content).encode())

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The cells that learners fill in, in the order of the notebook."""
        order = [cell.grade_id for cell in self.cells]
        found = [slot for slot in _slots(self.lesson) if slot.name in order]
        return tuple(sorted(found, key=lambda slot: order.index(slot.name)))

    @property
    def exercises(self) -> Mapping[str, Exercise[Any, Any]]:
        """The automatic questions, by name."""
        return {exercise.name: exercise for exercise in exercises(self.lesson)}

    @property
    def prose(self) -> Mapping[str, Prose]:
        """The written questions, by name."""
        return {item.name: item for item in prose(self.lesson)}

    @property
    def assignment(self) -> str:
        """The assignment's name, or the lesson's where it has no card."""
        return next(
            (card.assignment for card in cards() if card.lesson == self.lesson), self.lesson
        )

    def copy(self) -> dict[str, Any]:
        """Return the notebook itself, to be filled in; changing it changes nothing here."""
        return copy.deepcopy(dict(self._content))


def blanks(lesson: str) -> dict[str, str]:
    """Return the source of each empty cell that learners of ``lesson`` fill in, by label."""
    return {slot.name: slot.blank for slot in _slots(lesson)}


def _slots(lesson: str) -> Iterator[Slot]:
    yield Slot(ME, "identity", "Who you are", Identity.blank(ME), Identity)
    for exercise in exercises(lesson):
        yield Slot(
            exercise.name,
            "answer",
            exercise.title,
            exercise.decision.blank(exercise.name),
            exercise.decision,
        )
    for item in prose(lesson):
        yield Slot(item.name, "prose", item.title, item.blank)


def _bare(label: str, kind: str, source: str, *, graded: bool) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": label.replace("_", "-")[:60],
        "metadata": {"nbgrader": {"grade_id": label, "grade": graded}},
        "source": source,
    }
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    return cell

"""Notebooks for tests: masters, releases and what learners may do to them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from doneenough.core.registry import exercises, prose
from doneenough.core.scales import scale_of
from doneenough.core.scoring import brief_of
from doneenough.grading.master import Master, blanks
from doneenough.grading.score import read_identity

Plain = dict[str, Any]


def cell(kind: str, source: str, cell_id: str, label: Plain | None = None) -> Plain:
    made: Plain = {"cell_type": kind, "id": cell_id, "metadata": {}, "source": source}
    if kind == "code":
        made |= {"outputs": [], "execution_count": None}
    if label:
        made["metadata"]["nbgrader"] = {"schema_version": 3, "task": False, **label}
    return made


def made_master(lesson: str) -> Plain:
    """A master in the form all assignments have, made from a lesson."""
    cells = [
        cell("markdown", "# What do you decide?", "title"),
        cell("code", "from doneenough import grade, how_a_lead_chose", "start"),
        cell("code", 'me = {"learner_id": "", "cohort": "practice"}', "me-cell", editable("me")),
    ]
    answers = reference_answers(lesson)
    for exercise in exercises(lesson):
        name = exercise.name
        cells += [
            cell("markdown", f"## {exercise.title}", f"{name}-text".replace("_", "-")),
            cell("code", answers[name], f"{name}-cell".replace("_", "-"), editable(name)),
            cell(
                "code",
                f'grade("{exercise.id}", {name}, me)',
                f"{name}-check".replace("_", "-"),
                {**editable(f"{name}_points"), "grade": True, "solution": False, "locked": True}
                | {"points": exercise.points},
            ),
        ]
    for item in prose(lesson):
        cells += [
            cell("markdown", item.prompt, f"{item.name}-text"),
            cell(
                "markdown",
                "An exemplary reply.",
                f"{item.name}-cell",
                editable(item.name) | {"grade": True, "points": item.points},
            ),
        ]
    return {
        "cells": cells,
        "metadata": {
            "doneenough": {"schema": 1, "kind": "assessment", "lesson": lesson},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def editable(name: str) -> Plain:
    return {"grade_id": name, "grade": False, "solution": True, "locked": False}


def as_bytes(notebook: Plain) -> bytes:
    return json.dumps(notebook, ensure_ascii=False).encode("utf-8", "surrogatepass")


def released(master: Plain, lesson: str) -> Plain:
    """The untouched release."""
    notebook = copy.deepcopy(master)
    empty = blanks(lesson)
    for item in notebook["cells"]:
        name = label(item)
        if name in empty:
            item["source"] = empty[name]
    return notebook


def label(item: Plain) -> str:
    return str(item["metadata"].get("nbgrader", {}).get("grade_id", ""))


def find(notebook: Plain, name: str) -> Plain:
    """The cell with this label."""
    (found,) = [item for item in notebook["cells"] if label(item) == name]
    return found


def position(notebook: Plain, name: str) -> int:
    return int(notebook["cells"].index(find(notebook, name)))


def answered(notebook: Plain, **sources: str) -> Plain:
    """A copy of ``notebook`` with these sources in the cells so labelled."""
    made = copy.deepcopy(notebook)
    for name, source in sources.items():
        find(made, name)["source"] = source
    return made


def changed(notebook: Plain, change: Callable[[Plain], object]) -> bytes:
    made = copy.deepcopy(notebook)
    change(made)
    return as_bytes(made)


def reference_answers(lesson: str, me: object = None) -> dict[str, str]:
    """The reference answer to each automatic question, as source, under ``me``'s briefs."""
    made = {}
    for exercise in exercises(lesson):
        number = brief_of(exercise, read_identity(me))
        made[exercise.name] = scale_of(exercise, number).reference.render(exercise.name)
    return made


def read_master(notebook: Plain) -> Master:
    return Master.read(as_bytes(notebook))

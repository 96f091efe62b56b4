"""A flood of cells costs as much as it is long; far too much of it is refused unparsed.

Work is counted, not timed.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Any

import pytest

from doneenough.core import literals
from doneenough.core.registry import exercises
from doneenough.grading.answers import collect, find_lesson
from doneenough.grading.notebook_file import (
    MOST_CELLS,
    MOST_LETTERS,
    MOST_TEXT,
    Unreadable,
)
from doneenough.grading.score import score
from shared.grading_helpers import (
    Plain,
    answered,
    as_bytes,
    cell,
    editable,
    find,
    read_master,
    reference_answers,
    released,
)


class Parses:
    """Counts what Python's parser is asked, and what is walked through."""

    def __init__(self) -> None:
        self.sources: list[str] = []
        self.walked = 0


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> Parses:
    found = Parses()

    class Counting:
        def __getattr__(self, name: str) -> Any:
            return getattr(ast, name)

        def parse(self, source: str) -> ast.Module:
            found.sources.append(source)
            return ast.parse(source)

        def walk(self, tree: ast.AST) -> Iterator[ast.AST]:
            for node in ast.walk(tree):
                found.walked += 1
                yield node

    monkeypatch.setattr(literals, "ast", Counting())
    return found


@pytest.fixture
def full(toy: Plain) -> Plain:
    lesson = toy["metadata"]["doneenough"]["lesson"]
    return answered(released(toy, lesson), **reference_answers(lesson))


def names(toy: Plain) -> list[str]:
    return [item.name for item in exercises(toy["metadata"]["doneenough"]["lesson"])]


def unlabelled(toy: Plain, number: int) -> list[Plain]:
    """Cells that assign every answer's name."""
    source = "\n".join(f'{name} = {{"x": {number}}}' for name in names(toy))
    return [cell("code", source + f"\n# {index}", f"more-{index}") for index in range(number)]


def labelled(toy: Plain, number: int) -> list[Plain]:
    """Cells with the label of one question, none of which is filled in."""
    name = names(toy)[0]
    return [
        cell("code", f"{name} = None  # {index}", f"more-{index}", editable(name))
        for index in range(number)
    ]


def broken(toy: Plain, number: int) -> list[Plain]:
    """Cells that do not parse."""
    source = " = ".join(names(toy)) + " = (("
    return [cell("code", f"{source} # {index}", f"more-{index}") for index in range(number)]


def markdown(toy: Plain, number: int) -> list[Plain]:
    return [item | {"cell_type": "markdown"} for item in unlabelled(toy, number)]


FLOODS = (unlabelled, labelled, broken, markdown)


def flooded(full: Plain, more: list[Plain], *, first: bool) -> bytes:
    made = copy.deepcopy(full)
    made["cells"][2:2] = more if first else []
    made["cells"] += [] if first else more
    return as_bytes(made)


@pytest.mark.parametrize("first", [True, False], ids=["above", "below"])
@pytest.mark.parametrize("flood", FLOODS)
def test_each_cell_is_parsed_once(
    toy: Plain, full: Plain, parses: Parses, flood: Any, first: bool
) -> None:
    master = read_master(toy)
    counts = {}
    for number in (0, 150, 300):
        parses.sources.clear()
        parses.walked = 0
        result = score(master, flooded(full, flood(toy, number), first=first), "ada")
        assert result.status in ("graded", "graded with repairs", "unreadable")
        assert len(parses.sources) == len(set(parses.sources)), "a cell was parsed twice"
        counts[number] = len(parses.sources), sum(map(len, parses.sources)), parses.walked
    for small, middle, large in zip(*counts.values(), strict=True):
        # Twice as many cells, twice the work and no more.
        assert large - middle <= 1.1 * (middle - small) + 10


def test_what_cannot_hold_an_answer_is_not_parsed(toy: Plain, full: Plain, parses: Parses) -> None:
    collect(read_master(toy), as_bytes(full))
    usual = len(parses.sources)
    parses.sources.clear()
    more = [cell("code", f"print({index})", f"more-{index}") for index in range(300)]
    collect(read_master(toy), flooded(full, more, first=True))
    assert len(parses.sources) == usual


def test_a_name_in_other_letters_is_still_found(toy: Plain, full: Plain) -> None:
    """Python takes full-width letters in a name for the plain ones; so does reading."""
    name = names(toy)[0]
    wide = "".join(chr(ord(letter) + 0xFEE0) if letter.isalpha() else letter for letter in name)
    source = find(full, name)["source"].replace(name, wide)
    assert name not in source
    full["cells"].remove(find(full, name))
    made = flooded(full, [cell("code", source, "wide")], first=True)
    assert collect(read_master(toy), made).answer(name).state == "read"


OVER = {
    "cells": lambda toy: [cell("markdown", "x", f"m-{n}") for n in range(MOST_CELLS)],
    "text": lambda toy: [
        cell("code", f"{names(toy)[0]} = [" + "1," * 9900 + f"{n}]", f"m-{n}")
        for n in range(MOST_TEXT // 19_800 + 1)
    ],
    "letters": lambda toy: [
        cell("markdown", "x" * (MOST_LETTERS // 2 + 1), f"m-{n}") for n in range(2)
    ],
    "a label": lambda toy: [cell("code", "1", "m", editable("x" * (MOST_LETTERS + 1)))],
    "an id": lambda toy: [cell("code", "1", "x" * (MOST_LETTERS + 1))],
}


@pytest.mark.parametrize("kind", OVER)
def test_far_too_much_is_refused_unparsed(
    toy: Plain, full: Plain, parses: Parses, kind: str
) -> None:
    data = flooded(full, OVER[kind](toy), first=False)
    result = score(read_master(toy), data, "ada")
    assert result.status == "unreadable"
    assert "far more than an assessment" in result.reason
    assert all(question.points is None for question in result.questions)
    with pytest.raises(Unreadable, match="far more"):
        find_lesson(data)
    assert parses.sources == []


def test_an_honest_notebook_with_much_of_its_own_is_graded(toy: Plain, full: Plain) -> None:
    notes = [cell("code", f"x{n} = {n} * 2  # tried\n" * 20, f"n-{n}") for n in range(200)]
    # Its letters spell the name of the cell that says who answers.
    notes.append(cell("markdown", "![me](data:image/png;base64," + "A" * 5_000_000 + ")", "me"))
    result = score(read_master(toy), flooded(full, notes, first=True), "ada")
    honest = score(read_master(toy), as_bytes(full), "ada")
    assert (result.told, result.status) == (honest.told, "graded")
    assert result.auto_points == honest.auto_points

"""What a brief tells is what its cost uses: nothing more, nothing else.

Each answer is costed twice, by the exercise and by a teller that knows only the words on
the screen (:mod:`shared.as_told`). And each number of a brief that moves a cost moves the
words, too.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import math
import random
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from doneenough.core.exercise import Exercise
from doneenough.core.registry import all_exercises
from doneenough.core.scales import scale_of
from shared.as_told import OF_COUNTING, Told
from shared.decisions import random_decision
from shared.rings import draw, in_rings

AnyExercise = Exercise[Any, Any]
TABLES = list({(item.lesson, item.table): item for item in all_exercises()}.values())
BY_STREAMS = {("drift", "plan")}
"""What a plan does depends on letters day by day, which no brief can tell in numbers. Its
table is counted again elsewhere, in streams and bill by bill (tests/lessons/drift); what a
plan buys is told there by the brief alone."""
TOLD = [item for item in TABLES if (item.lesson, item.table) not in BY_STREAMS]
NAMED = {"ids": lambda item: f"{item.lesson}.{item.table}"}
ERRORS, ROUNDING = 4.5, 0.001
"""How far two ways to the same cost may lie apart: standard errors, and share of the cost."""


@lru_cache
def tellers(lesson: str) -> ModuleType:
    return importlib.import_module(f"shared.as_told.{lesson}")


def extra(exercise: AnyExercise, name: str) -> Any:
    return getattr(tellers(exercise.lesson), name, {}).get(exercise.table)


def shown(exercise: AnyExercise, brief: Any, *afterwards: Any) -> Told:
    """Return everything a learner reads before she answers, the form included."""
    parts = [exercise.show_brief(brief)]
    for spec in exercise.decision.specs():
        parts += [f"<p>{exercise.question(brief, spec)}</p>"]
        parts += [f"<p>{words}</p>" for words in exercise.choices(brief, spec).values()]
    more = [part(exercise, brief) for part in (extra(exercise, "ALSO"), *afterwards) if part]
    return Told("".join([*parts, *more]))


def answers(exercise: AnyExercise, number: int, *, by_chance: int = 2) -> Iterator[tuple[str, Any]]:
    """Yield the usual choices, beliefs, the reference, the best, and answers by chance."""
    brief, scale = exercise.briefs()[number], scale_of(exercise, number)
    yield "best", scale.best_decision
    yield "reference", scale.reference
    yield from list(exercise.common_practice(brief).items())[:2]
    yield from ((name, play(brief)) for name, play in islice(exercise.plays.items(), 2))
    rng = random.Random(f"told {exercise.id} {number}")
    for turn in range(by_chance):
        yield f"by chance {turn}", random_decision(exercise.decision, rng)


def rows(exercise: AnyExercise) -> list[Any]:
    """Return every brief of a table; all but the first and two drawn ones are exhaustive."""
    every = [(exercise, number) for number in range(len(exercise.briefs()))]
    now = [every[0], *draw(every[1:], 2, f"told {exercise.id}")]
    name = f"{exercise.lesson}.{exercise.table}"
    return in_rings(every, now.__contains__, identify=lambda row: f"{name}-{row[1]}")


@pytest.mark.parametrize("exercise", TOLD, **NAMED)
def test_every_exercise_has_a_teller(exercise):
    assert exercise.table in tellers(exercise.lesson).TELLERS


@pytest.mark.parametrize(("exercise", "number"), [row for item in TOLD for row in rows(item)])
def test_the_brief_as_told_costs_what_the_exercise_says(exercise, number):
    brief = exercise.briefs()[number]
    told = shown(exercise, brief, extra(exercise, "AFTERWARDS"))
    teller = tellers(exercise.lesson).TELLERS[exercise.table]
    for name, decision in answers(exercise, number):
        rng = np.random.default_rng([number, len(name)])
        played = np.atleast_1d(teller(told, decision.model_dump(), rng))
        error = float(played.std()) / math.sqrt(len(played))
        cost = exercise.cost(brief, decision)
        assert float(played.mean()) == pytest.approx(
            cost, abs=ERRORS * error + ROUNDING * abs(cost)
        ), (name, decision)


def changed(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what a value becomes when one number in it is another one, and where that is."""
    if isinstance(value, bool):
        yield "", not value
    elif isinstance(value, int):
        # The larger steps are for amounts, which are shown rounded.
        yield from (("", value + step) for step in {1, -1, abs(value) // 2, -(abs(value) // 2)})
    elif isinstance(value, float):
        yield from (("", value * factor) for factor in (1.5, 0.5))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            for name, other in changed(item):
                yield name, (*value[:place], other, *value[place + 1 :])
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            for name, other in changed(getattr(value, field.name)):
                yield (
                    ".".join(filter(None, (field.name, name))),
                    dataclasses.replace(value, **{field.name: other}),
                )


@pytest.mark.parametrize("exercise", TABLES, **NAMED)
def test_every_number_that_moves_a_cost_moves_the_words(exercise):
    """A number may be kept back only where the brief says so, and why."""
    untold = extra(exercise, "UNTOLD") or {}
    brief = exercise.briefs()[0]
    told = shown(exercise, brief)
    costs = [exercise.cost(brief, item) for _, item in answers(exercise, 0, by_chance=5)]
    told_of: dict[str, list[bool]] = {}
    for name, other in changed(brief):
        try:
            then = [exercise.cost(other, item) for _, item in answers(exercise, 0, by_chance=5)]
            words = shown(exercise, other).text
        except (LookupError, ValueError, ArithmeticError):
            continue  # no such brief: a share above 1, say
        moved = told_of.setdefault(name, [])
        if then != pytest.approx(costs, rel=1e-9):
            moved.append(words != told.text)
    assert set(told_of) | set(untold) >= {name for name, _ in changed(brief)}
    assert {name for name, moved in told_of.items() if moved and not any(moved)} == set(untold)
    for name, why in untold.items():
        assert why in told.text, name


@pytest.mark.parametrize("lesson", sorted({item.lesson for item in TOLD}))
def test_a_teller_knows_nothing_but_the_words(lesson):
    tree = ast.parse(inspect.getsource(tellers(lesson)))
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    ]
    assert set(found) <= {*OF_COUNTING, True, False}
    sources = {
        node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert not any("doneenough" in str(source) for source in sources)

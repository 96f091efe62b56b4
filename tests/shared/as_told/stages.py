"""Lesson 1 as its briefs tell it."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from shared.as_told import DRAWS, Told, numbers_in


def gate_budget(told: Told, days: Mapping[str, int], rng: np.random.Generator) -> np.ndarray:
    """Play projects: each has its defects or not, and the days find them or not."""
    day, back = told.number("An extra day at a gate"), told.number("Going back")
    (projects,) = told.says(r"Had it, of \d+")
    assert "each gate finds only its own defect" in told.text
    (head,) = [place for place, row in enumerate(told.rows) if row[0] == "Gate and its defect"]
    gates = told.rows[head + 1 :][: len(days)]
    cost = np.full(DRAWS, day * sum(days.values()))
    for spent, (_, *cells) in zip(days.values(), gates, strict=True):
        had, live, _on_average, *finds = numbers_in(" ; ".join(cells))
        there = projects * rng.random(DRAWS) < had
        found = 100 * rng.random(DRAWS) < [0, *finds][spent]
        cost += np.where(there, np.where(found, back, live), 0)
    return cost


def next_question(told: Told, asked: Mapping[str, str], _rng: np.random.Generator) -> float:
    """Add up the days that the questions lose, as the table afterwards gives them."""
    (day,) = told.says(r"a lost day costs €[\d,]+")
    days = [dict(part.split(" ") for part in row[-1].split(", ")) for row in told.rows[1:]]
    lost = [int(note[place.upper()]) for note, place in zip(days, asked.values(), strict=True)]
    least, most = told.says(r"The question worth most takes \d+ to \d+ days")
    assert all(least <= min(map(int, note.values())) <= most for note in days)
    return day * sum(lost)


def reasons(exercise: Any, brief: Any) -> str:
    """Return what is shown after committing."""
    return str(exercise.reasons(brief, SimpleNamespace(reference=exercise.best(brief))))


TELLERS = {"gate_budget": gate_budget, "next_question": next_question}
UNTOLD = {"next_question": {"notes.note.options.days": "by our estimate"}}
AFTERWARDS = {"next_question": reasons}

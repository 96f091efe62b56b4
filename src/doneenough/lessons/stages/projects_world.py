"""The 200 simulated projects: what they showed and what then happened, looked up.

``projects.json`` was made by :mod:`doneenough.lessons.stages.simulate`; a test runs some of
the projects again.
"""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from doneenough.core.lesson_files import read_json
from doneenough.lessons.stages.pipeline_world import ALL, GATES

PROJECTS = "projects.json"
WORSE = 5
"""A project disappoints when at least so many of 100 letters fewer are right than shown."""
GATE_DAYS = {"data_check": 2, "hold_out": 3, "shadow_run": 5, "monitoring": 4}
MEND_DAYS, REWORK_DAYS = 2, 15
"""Working days to mend a defect that a gate finds, and one that went live."""
DAY = 1_000
"""What a working day costs, in euros."""
LETTERS, WRONG = 12_000, 20
"""Letters until a defect that went live is found (eight weeks), and what a wrong one costs."""

Floats = NDArray[np.float64]


@lru_cache
def subsets() -> tuple[frozenset[str], ...]:
    """Return the 16 sets of gates that can be kept, all first and none last."""
    return tuple(
        ALL - set(skipped)
        for count in range(len(GATES) + 1)
        for skipped in itertools.combinations(GATES, count)
    )


def demo(kept: frozenset[str]) -> Floats:
    """Return letters right of 100 in the demo, for each project."""
    return _table()["demo"][:, subsets().index(kept)]


def live(kept: frozenset[str]) -> Floats:
    """Return letters right of 100 in the half-year after launch, for each project."""
    return _table()["live"][:, subsets().index(kept)]


def disappointed(kept: frozenset[str], worse: int = WORSE) -> int:
    """Return how many projects are at least ``worse`` of 100 letters worse live than shown."""
    return int((demo(kept) - live(kept) >= worse).sum())


def cost(kept: frozenset[str]) -> float:
    """Return what the gates, the mending and the harm cost an average project, in euros."""
    days = sum(GATE_DAYS[gate] + MEND_DAYS for gate in kept)
    days += REWORK_DAYS * len(ALL - kept)
    fewer = float((live(ALL) - live(kept)).mean()) / 100
    return DAY * days + max(0.0, fewer) * LETTERS * WRONG


@lru_cache
def _table() -> dict[str, Floats]:
    rows = read_json("stages", PROJECTS)
    return {name: np.array([row[name] for row in rows]) for name in ("size", "demo", "live")}

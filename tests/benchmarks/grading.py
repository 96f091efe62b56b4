"""Stock ``nbgrader autograde`` beside the course's, on the same submissions."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.submissions import LESSON, card, submissions
from shared.nbgrader_course import STOCK, Course

Points = dict[tuple[str, str], float | None]
"""Automatic points by learner and question."""


class DifferentPoints(Exception):
    """The two ways disagree: then their times mean nothing."""


@dataclass(frozen=True)
class Graded:
    """Seconds that the command takes for one submission and for all of them."""

    one: float
    all: float
    count: int

    @property
    def each(self) -> float:
        """Seconds for one more submission: the start of the command is in both totals."""
        return (self.all - self.one) / (self.count - 1)


def measure(folder: Path, runs: int) -> tuple[Graded, Graded]:
    """Return the times of the stock way and of ours, each the fastest of ``runs``.

    The fastest is the one that other programs on this computer disturbed least.

    Raises
    ------
    DifferentPoints
        A submission earns different points, or nothing was graded.
    """
    made = Course.make(folder / "course")
    everyone = submissions()
    first = dict([next(iter(everyone.items()))])
    ways = {"stock": STOCK, "ours": ""}
    seconds: dict[tuple[str, int], list[float]] = {}
    points: dict[str, Points] = {}
    for run in range(runs):
        for handed_in in (first, everyone):
            for name, settings in ways.items():
                root = folder / f"{name}-{run}-{len(handed_in)}"
                taken, points[name] = _autograde(made.root, root, settings, handed_in)
                seconds.setdefault((name, len(handed_in)), []).append(taken)
            if points["stock"] != points["ours"]:
                raise DifferentPoints(_differences(points["stock"], points["ours"]))
            if not any(points["ours"].values()):
                raise DifferentPoints("Nobody earned anything.")
    fastest = {key: min(times) for key, times in seconds.items()}
    count = len(everyone)
    stock, ours = (Graded(fastest[name, 1], fastest[name, count], count) for name in ways)
    return stock, ours


def _autograde(
    made: Path, root: Path, settings: str, handed_in: Mapping[str, bytes]
) -> tuple[float, Points]:
    """Grade in a fresh copy of the course; return the command's seconds and the points."""
    shutil.copytree(made, root)
    course = Course(root)
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(settings)
    for learner, data in handed_in.items():
        course.submit(card(), learner, data)
    begun = time.perf_counter()
    course.run("autograde", card().assignment)
    taken = time.perf_counter() - begun
    found = {
        (learner, name): grade["auto_score"]
        for learner in handed_in
        for name, grade in course.grades(card(), learner).items()
    }
    shutil.rmtree(root)
    return taken, found


def _differences(stock: Points, ours: Points) -> str:
    lines = [
        f"{learner}, {name}: stock {stock.get((learner, name))}, ours {ours.get((learner, name))}"
        for learner, name in sorted(stock.keys() | ours.keys())
        if stock.get((learner, name)) != ours.get((learner, name))
    ]
    return f"Points in {LESSON} differ.\n" + "\n".join(lines)

"""Stock ``nbgrader autograde`` beside the course's and the cohort run, on the same submissions.

The first twenty are graded all three ways, and the points must be equal. The cohort run
also grades two hundred: with twenty, its time would be lost in that of its start.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.submissions import LESSON, MANY, card, submissions
from shared.nbgrader_course import STOCK, Course

REPO = Path(__file__).resolve().parents[2]
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


@dataclass(frozen=True)
class Times:
    """All ways of grading; pages apart, nbgrader's and ours."""

    stock: Graded
    ours: Graded
    cohort: Graded
    stock_pages: Graded
    cohort_pages: Graded


def measure(folder: Path, runs: int) -> Times:
    """Return the times of all ways, each the fastest of ``runs``.

    The fastest is the one that other programs on this computer disturbed least.

    Raises
    ------
    DifferentPoints
        A submission earns different points, or nothing was graded.
    """
    made = Course.make(folder / "course")
    # What the cohort run looks for in a course.
    (made.root / "course").mkdir(exist_ok=True)
    shutil.copy(REPO / "pyproject.toml", made.root)
    everyone, many = submissions(), submissions(MANY)
    first = dict([next(iter(everyone.items()))])
    ways = {"stock": STOCK, "ours": ""}
    seconds: dict[tuple[str, int], list[float]] = {}
    points: dict[str, Points] = {}

    def note(way: str, handed_in: Mapping[str, bytes], taken: float) -> None:
        seconds.setdefault((way, len(handed_in)), []).append(taken)

    for run in range(runs):
        for handed_in in (first, everyone):
            for name, settings in ways.items():
                root = folder / f"{name}-{run}-{len(handed_in)}"
                course = _handed_in(made.root, root, settings, handed_in)
                note(name, handed_in, _timed(course, "autograde", card().assignment))
                points[name] = _points(course, handed_in)
                if name == "ours":
                    pages = _timed(course, "generate_feedback", card().assignment)
                    note("stock pages", handed_in, pages)
                shutil.rmtree(root)
            _compare(points["stock"], points["ours"])
        for handed_in in (first, everyone, many):
            root = folder / f"cohort-{run}-{len(handed_in)}"
            course = _handed_in(made.root, root, "", handed_in)
            note("cohort", handed_in, _timed_cohort(course, "grade"))
            if handed_in is everyone:
                _compare(points["stock"], _points(course, handed_in))
            note("cohort pages", handed_in, _timed_cohort(course, "report"))
            shutil.rmtree(root)
    fastest = {key: min(times) for key, times in seconds.items()}

    def graded(way: str, count: int) -> Graded:
        return Graded(fastest[way, 1], fastest[way, count], count)

    return Times(
        graded("stock", len(everyone)),
        graded("ours", len(everyone)),
        graded("cohort", len(many)),
        graded("stock pages", len(everyone)),
        graded("cohort pages", len(many)),
    )


def _handed_in(made: Path, root: Path, settings: str, handed_in: Mapping[str, bytes]) -> Course:
    """Return a fresh copy of the course with these submissions."""
    shutil.copytree(made, root)
    course = Course(root)
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(settings)
    for learner, data in handed_in.items():
        course.submit(card(), learner, data)
    return course


def _timed(course: Course, *words: str) -> float:
    """Return the seconds of one of nbgrader's commands."""
    begun = time.perf_counter()
    course.run(*words)
    return time.perf_counter() - begun


def _timed_cohort(course: Course, *words: str) -> float:
    """Return the seconds of one of our commands."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "doneenough", "cohort", *words],
        cwd=course.root,
        env=os.environ | {"DONEENOUGH_ROOT": str(course.root)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - begun


def _points(course: Course, handed_in: Mapping[str, bytes]) -> Points:
    return {
        (learner, name): grade["auto_score"]
        for learner in handed_in
        for name, grade in course.grades(card(), learner).items()
    }


def _compare(stock: Points, ours: Points) -> None:
    if stock != ours:
        raise DifferentPoints(_differences(stock, ours))
    if not any(ours.values()):
        raise DifferentPoints("Nobody earned anything.")


def _differences(stock: Points, ours: Points) -> str:
    lines = [
        f"{learner}, {name}: stock {stock.get((learner, name))}, ours {ours.get((learner, name))}"
        for learner, name in sorted(stock.keys() | ours.keys())
        if stock.get((learner, name)) != ours.get((learner, name))
    ]
    return f"Points in {LESSON} differ.\n" + "\n".join(lines)

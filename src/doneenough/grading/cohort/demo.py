"""A whole cohort of learners who do not exist, in a folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.places import Cohort

LEARNERS, BROKEN = 200, 0.05
MARK = "a course for trying out"
"""File that says that a folder may be made anew."""
_COPIED = ("nbgrader_config.py", "pyproject.toml", "solutions", "assessments")


def make_course(root: Path, place: Path) -> Cohort:
    """Copy what grading needs of the course into a folder, in place of an earlier copy.

    Raises
    ------
    CohortError
        Something else is in that folder.
    """
    place = place.absolute()
    if place.exists() and any(place.iterdir()):
        if not (place / MARK).is_file():
            raise CohortError(f"{place} is not empty. Name a new folder for the demonstration.")
        shutil.rmtree(place)
    place.mkdir(parents=True, exist_ok=True)
    (place / MARK).write_text("It is made again each time.\n", encoding="utf-8")
    (place / "course").mkdir()
    for name in _COPIED:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy
        copy(root / name, place / name)
    return Cohort.find(place)


def unexpected(
    expected: dict[tuple[str, str], str], found: dict[tuple[str, str], str]
) -> list[str]:
    """Return the submissions that did not end as they were made to, as sentences."""
    return [
        f"{learner}, {assignment}: {found.get((assignment, learner), 'nothing')}, not {status}."
        for (assignment, learner), status in sorted(expected.items())
        if found.get((assignment, learner)) != status
    ]

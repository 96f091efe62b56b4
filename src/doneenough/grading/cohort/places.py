"""Where things lie in a course run, as the course's nbgrader configuration says."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from doneenough.core.lesson_files import Card, cards
from doneenough.paths import course_root
from doneenough.release import course_config


@dataclass(frozen=True)
class Cohort:
    """One course run: the course folder, its gradebook and its folders."""

    root: Path
    db_url: str
    submitted: Path
    autograded: Path
    feedback: Path

    @classmethod
    def find(cls, root: Path | None = None, db_url: str | None = None) -> Cohort:
        """Return the course run of the course folder; ``db_url`` names another gradebook.

        Raises
        ------
        CourseNotFound
            There is no course here.
        """
        root = (course_root() if root is None else root).resolve()
        course = course_config(root).CourseDirectory
        folders = (course.submitted_directory, course.autograded_directory)
        submitted, autograded = (root / str(folder) for folder in folders)
        feedback = root / str(course.feedback_directory)
        return cls(root, db_url or str(course.db_url), submitted, autograded, feedback)

    @property
    def home(self) -> Path:
        """The folder of everything that a course run makes."""
        return self.submitted.parent

    @property
    def reports(self) -> Path:
        """Reports and CSV files."""
        return self.home / "reports"

    @property
    def set_aside(self) -> Path:
        """Files that were not taken for a submission."""
        return self.home / "quarantine"

    @cached_property
    def assignments(self) -> dict[str, Card]:
        """The assignments that have a master, by name."""
        return {card.assignment: card for card in cards() if self.master(card).is_file()}

    def master(self, card: Card) -> Path:
        """Return where the master of a lesson lies."""
        return self.root / "solutions" / card.assignment / card.notebook

    def submissions(self, assignments: Iterable[str]) -> Iterator[tuple[str, str, Path]]:
        """Yield (assignment, learner, folder) of all there are of some, by learner."""
        names = list(assignments)
        if not self.submitted.is_dir():
            return
        for learner in sorted(path.name for path in self.submitted.iterdir()):
            for assignment in names:
                folder = self.submitted / learner / assignment
                if folder.is_dir() and not learner.startswith("."):
                    yield assignment, learner, folder


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # As any new file: a temporary one is closed to everybody else.
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)

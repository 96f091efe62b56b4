"""Where things lie in a course run, as the course's nbgrader configuration says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from doneenough.core.lesson_files import Card, cards
from doneenough.file_names import why_no_id
from doneenough.paths import course_root
from doneenough.plain_files import check_way, write_whole
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

    def write(self, path: Path, content: bytes) -> None:
        """Write a file of this course run, whole or not at all, and nothing anywhere else.

        Raises
        ------
        OSError
            It cannot be written, or the way leads elsewhere; see `plain_files.write_whole`.
        """
        write_whole(path, content, self._top(path))

    def remove(self, path: Path) -> None:
        """Remove a file of this course run, if it is there.

        Raises
        ------
        OSError
            As for `write`.
        """
        self.check_way(path)
        path.unlink(missing_ok=True)

    def check_way(self, path: Path) -> None:
        """Make sure that writing a file changes nothing outside this course run.

        Raises
        ------
        NotPlain
            As for `plain_files.check_way`.
        """
        check_way(path, self._top(path))

    def _top(self, path: Path) -> Path:
        """Return the folder that a path must not leave; a configuration may name several."""
        tops = (self.home, self.autograded.parent, self.feedback.parent)
        return next((top for top in tops if path.is_relative_to(top)), self.home)

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
        for learner in self._learners():
            for assignment in names:
                folder = self.submitted / learner / assignment
                if not why_no_id(learner) and _may_be_folder(folder):
                    yield assignment, learner, folder

    def refused(self) -> list[tuple[str, str]]:
        """Return folders that are graded for nobody, for their names, and why."""
        return [(name, why_no_id(name)) for name in self._learners() if why_no_id(name)]

    def _learners(self) -> list[str]:
        if not self.submitted.is_dir():
            return []
        found = (path.name for path in self.submitted.iterdir() if path.is_dir())
        return sorted(name for name in found if not name.startswith("."))


def _may_be_folder(path: Path) -> bool:
    """Whether there is a folder, or something that cannot be looked into."""
    try:
        return path.is_dir()
    except OSError:
        return True

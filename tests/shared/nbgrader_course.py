"""A whole course in a folder, for nbgrader's own commands, once per test run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from doneenough.core.lesson_files import Card, cards
from doneenough.grading.master import Master
from shared.grading_helpers import Plain, as_bytes, made_master
from shared.patience import KERNEL, WHOLE, eventually

REPO = Path(__file__).resolve().parents[2]
STOCK = """
# nbgrader as it comes: the notebook is executed, points are read from its outputs.
from traitlets.config import Config
c.Autograde = Config()
""" + "".join(f"c.Execute.{name} = {seconds}\n" for name, seconds in KERNEL.items())


def master_of(card: Card) -> bytes:
    """The lesson's master; one made from the lesson where the file is not written yet."""
    path = REPO / "solutions" / card.assignment / card.notebook
    return path.read_bytes() if path.is_file() else as_bytes(made_master(card.lesson))


class Course:
    """A course folder with the masters of all lessons and their releases."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def make(cls, root: Path, lessons: Sequence[Card] = ()) -> Course:
        """Make a course of some lessons; without any named, of all."""
        root.mkdir(parents=True)
        shutil.copy(REPO / "nbgrader_config.py", root)
        made = cls(root)
        for card in lessons or cards():
            folder = root / "solutions" / card.assignment
            folder.mkdir(parents=True)
            (folder / card.notebook).write_bytes(master_of(card))
            made.run("generate_assignment", card.assignment)
        return made

    def run(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run an nbgrader command in the course."""
        environment = os.environ | {
            "DONEENOUGH_WORK": str(self.root / "my_work"),
            "IPYTHONDIR": str(self.root / "ipython"),
        }
        environment.pop("NBGRADER_EXECUTION", None)
        # nbgrader calls alembic by name.
        environment["PATH"] = os.pathsep.join(
            [str(Path(sys.executable).parent), os.environ["PATH"]]
        )
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *words],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            timeout=WHOLE,
            check=False,
        )
        assert not check or done.returncode == 0, done.stderr[-3000:]
        return done

    def master(self, card: Card) -> Master:
        return Master.from_file(self.root / "solutions" / card.assignment / card.notebook)

    def release(self, card: Card) -> Plain:
        path = self.root / "assessments" / card.assignment / card.notebook
        return dict(json.loads(path.read_text(encoding="utf-8")))

    def submit(self, card: Card, student: str, data: bytes, **files: str) -> None:
        """Hand in; ``files`` are further files, with dots written as two underscores."""
        folder = self.place("submitted", card, student)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / card.notebook).write_bytes(data)
        for name, content in files.items():
            (folder / name.replace("__", ".")).write_text(content, encoding="utf-8")

    def place(self, step: str, card: Card, student: str) -> Path:
        return self.root / "cohort" / step / student / card.assignment

    def autograded(self, card: Card, student: str) -> Plain | None:
        path = self.place("autograded", card, student) / card.notebook
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None

    def feedback(self, card: Card, student: str) -> str:
        path = self.place("feedback", card, student) / card.notebook
        return path.with_suffix(".html").read_text(encoding="utf-8")

    def gradebook(self) -> Any:
        from nbgrader.api import Gradebook

        return Gradebook(f"sqlite:///{self.root / 'cohort' / 'gradebook.db'}", "done_enough")

    def grades(self, card: Card, student: str) -> dict[str, Plain]:
        """The gradebook's lines of one submission, by label."""
        with self.gradebook() as gradebook:
            found = gradebook.find_submission_notebook(
                card.notebook.removesuffix(".ipynb"), card.assignment, student
            )
            return {grade.name: grade.to_dict() for grade in found.grades}


def shared_folder(factory: pytest.TempPathFactory, name: str) -> Path:
    """Return a folder that all workers of one test run see."""
    base = factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name


def once(base: Path, build: Callable[[Path], None]) -> Path:
    """Build a folder once for all test workers; the others wait for the first."""
    done = base.with_suffix(".done")
    try:
        base.with_suffix(".claim").mkdir(parents=True)
    except FileExistsError:
        eventually(done.exists, f"{base.name}, which another worker makes,", seconds=WHOLE)
        assert done.read_text() == "built", done.read_text()
        return base
    try:
        build(base)
    except BaseException as error:
        shutil.rmtree(base, ignore_errors=True)
        done.write_text(repr(error)[:2000])
        raise
    done.write_text("built")
    return base

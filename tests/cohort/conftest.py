"""A fresh course folder for each test, copied from one that is made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from doneenough.core.lesson_files import Card, cards
from doneenough.grading.cohort.places import Cohort
from shared.cohort_course import make_course


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cohorts") / "course"
    make_course(root)
    return root


@pytest.fixture
def cohort(_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cohort:
    """A course run with all assignments registered and nobody in it."""
    root = tmp_path / "course"
    shutil.copytree(_template, root)
    monkeypatch.setenv("DONEENOUGH_ROOT", str(root))
    return Cohort.find(root)


@pytest.fixture(params=cards(), ids=lambda card: card.lesson)
def card(request: pytest.FixtureRequest, cohort: Cohort) -> Card:
    """Each assignment of the course in turn."""
    found: Card = request.param
    if found.assignment not in cohort.assignments:
        pytest.skip(f"{found.assignment} has no master yet")
    return found

"""A fresh course folder for each test, copied from one that is made once.

It has the lesson made for tests and a real one. Tests hand in the first, unless they say
that they try the engine on real lessons too (``ON_REAL_LESSONS``).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from doneenough.core.lesson_files import Card
from doneenough.grading.cohort.places import Cohort
from shared.cohort_course import make_course
from shared.small_course import REAL, SMALL, card_of, installed


@pytest.fixture(scope="session")
def _templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    @cache
    def made(real: str) -> Path:
        root = tmp_path_factory.mktemp("cohorts") / "course"
        make_course(root, [card_of(SMALL), card_of(real)])
        return root

    return made


@pytest.fixture
def lesson(request: pytest.FixtureRequest) -> Iterator[str]:
    """The lesson that is handed in; the one made for tests unless parametrised."""
    name: str = getattr(request, "param", SMALL)
    with installed():
        yield name


@pytest.fixture
def cohort(
    _templates: Callable[[str], Path],
    lesson: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Cohort:
    """A course run with both assignments registered and nobody in it."""
    root = tmp_path / "course"
    shutil.copytree(_templates(REAL if lesson == SMALL else lesson), root)
    monkeypatch.setenv("DONEENOUGH_ROOT", str(root))
    return Cohort.find(root)


@pytest.fixture
def card(lesson: str, cohort: Cohort) -> Card:
    """The assignment that is handed in."""
    return card_of(lesson)

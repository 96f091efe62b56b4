"""What every test has: no network, and a folder of its own for a learner's work."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import settings

from offline.no_network import refuse_other_computers

# Runs on slow machines must not fail for being slow.
settings.register_profile("doneenough", deadline=None, max_examples=60)
settings.load_profile("doneenough")

_numbers = itertools.count()


def pytest_configure() -> None:
    refuse_other_computers()


@pytest.fixture(scope="session")
def _works(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("works")


@pytest.fixture(autouse=True)
def work(_works: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder that nobody else uses; it does not exist yet."""
    folder = _works / f"my_work_{next(_numbers)}"
    monkeypatch.setenv("DONEENOUGH_WORK", str(folder))
    return folder

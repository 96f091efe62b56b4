"""What every test has: no network, and a folder of its own for a learner's work."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from offline.no_network import refuse_other_computers
from shared.rings import Left
from shared.small_course import installed

# Runs on slow machines must not fail for being slow.
settings.register_profile("doneenough", deadline=None, max_examples=60)
settings.load_profile("doneenough")

_numbers = itertools.count()
_left = Left()


def pytest_configure() -> None:
    refuse_other_computers()


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    _left.note(items)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left"] = dict(_left.files)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    # Every worker has left out the same.
    _left.files.update(getattr(node, "workeroutput", {}).get("left", {}) if not _left.files else {})


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workeroutput") and not config.option.collectonly:
        print(_left.line())


@pytest.fixture(scope="session")
def _works(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("works")


@pytest.fixture(autouse=True)
def work(_works: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder that nobody else uses; it does not exist yet."""
    folder = _works / f"my_work_{next(_numbers)}"
    monkeypatch.setenv("DONEENOUGH_WORK", str(folder))
    return folder


@pytest.fixture
def small_course() -> Iterator[None]:
    """The lesson made for tests can be found, beside the real ones."""
    with installed():
        yield

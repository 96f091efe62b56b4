"""The toy lesson is added to the lessons for the tests that ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import doneenough.lessons
from doneenough.core import registry, scales, scoring

TOY = str(Path(__file__).parent / "toy_lessons")


def forget_lessons() -> None:
    for cached in (registry.cards, registry.exercises, registry.prose, scales._table):
        cached.cache_clear()
    scoring.score_decision.cache_clear()


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The toy lesson's master."""
    from shared.grading_helpers import made_master

    monkeypatch.setattr(doneenough.lessons, "__path__", [*doneenough.lessons.__path__, TOY])
    forget_lessons()
    yield made_master("toy")
    forget_lessons()


@pytest.fixture(autouse=True)
def _no_execution(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests start as an interactive notebook does."""
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)

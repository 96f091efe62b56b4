"""The lesson made for tests is added to the lessons for the tests that ask for it."""

from __future__ import annotations

from typing import Any

import pytest

from shared.grading_helpers import made_master
from shared.small_course import SMALL


@pytest.fixture
def toy(small_course: None) -> dict[str, Any]:
    """The small course's master."""
    return made_master(SMALL)


@pytest.fixture(autouse=True)
def _no_execution(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests start as an interactive notebook does."""
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)

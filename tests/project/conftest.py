"""A course small enough to break on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_course import make_course


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with one lesson and one master, ``01_tiny``."""
    return make_course(tmp_path)

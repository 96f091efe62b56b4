"""Where the notebooks are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COURSE = sorted(ROOT.glob("course/*.ipynb"))
MASTERS = sorted(ROOT.glob("solutions/*/*.ipynb"))
RELEASES = sorted(ROOT.glob("assessments/*/*.ipynb"))
ALL = [*COURSE, *MASTERS, *RELEASES]


def name_of(path: Path) -> str:
    """Return a notebook's place in the course."""
    return path.relative_to(ROOT).as_posix()

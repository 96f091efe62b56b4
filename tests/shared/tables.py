"""Reading the tables that the cohort commands write."""

from __future__ import annotations

import csv
import io
from pathlib import Path


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))

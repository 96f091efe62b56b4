"""How long the cells of each notebook take in a kernel, without a browser."""

from __future__ import annotations

import os
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

REPO = Path(__file__).resolve().parents[2]


def measure(folder: Path) -> dict[str, float]:
    """Return the seconds for each notebook a learner gets, the kernel's start included."""
    found = sorted([*REPO.glob("course/*.ipynb"), *REPO.glob("assessments/*/*.ipynb")])
    return {path.relative_to(REPO).as_posix(): _seconds(path, folder) for path in found}


def _seconds(path: Path, folder: Path) -> float:
    work = folder / path.stem
    work.mkdir(parents=True, exist_ok=True)
    client = NotebookClient(
        nbformat.read(path, as_version=4),
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(work)}},
    )
    begun = time.perf_counter()
    client.execute(env=os.environ | {"DONEENOUGH_WORK": str(work)})
    return time.perf_counter() - begun

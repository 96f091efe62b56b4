"""The lesson with its first experiment drawn the usual way: interact and an inline figure."""

from __future__ import annotations

from pathlib import Path

import nbformat

from benchmarks.submissions import card

REPO = Path(__file__).resolve().parents[2]
OURS = "evidence.explore_sign_off()"
PEER = """
import numpy as np
from ipywidgets import IntSlider, interact
from matplotlib import pyplot as plt

from doneenough.core.figures import BLUE, GREY, ORANGE
from doneenough.lessons.evidence.case import passing, usual_mark
from doneenough.core.crowd import TEAMS

x, y = np.arange(TEAMS) % 40, np.arange(TEAMS) // 40


def show(letters):
    figure, both = plt.subplots(2, 1, figsize=(6.3, 3.2))
    signed = passing(letters, usual_mark(letters))
    for axes, count, kind, colour in zip(both, signed, ("weak", "good"), (ORANGE, BLUE)):
        axes.plot(x[:count], y[:count], "s", color=colour)
        axes.plot(x[count:], y[count:], "o", color=GREY, fillstyle="none")
        axes.set_title(f"{count} of {TEAMS} {kind} models leave with your signature", loc="left")
        axes.set_ylim(4.5, -0.5)
        axes.axis("off")
    plt.show()


interact(show, letters=IntSlider(value=100, min=20, max=600, step=10));
""".strip()


def place() -> int:
    """Return the position of the experiment's cell in the lesson."""
    return [cell.source for cell in _lesson().cells].index(OURS)


def write_peer(path: Path) -> None:
    """Write the lesson with one cell replaced; all else on the page stays the same."""
    notebook = _lesson()
    notebook.cells[place()].source = PEER
    nbformat.write(notebook, path)


def _lesson() -> nbformat.NotebookNode:
    return nbformat.read(REPO / "course" / card().notebook, as_version=4)

"""Numbers in reports, as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from doneenough.grading.cohort.items import ENOUGH, Item
from doneenough.grading.pages import render

TOO_FEW = f"not enough answers yet (it takes {ENOUGH})"


def number(value: float) -> str:
    """Return points as people write them."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def percent(share: float | None) -> str:
    """Return a share in hundred, or that there is none."""
    return "nothing yet" if share is None else f"{round(100 * share)}%"


def difficulty(item: Item) -> str:
    """Return a question's difficulty in counts, or why there is none."""
    if item.difficulty is None:
        return TOO_FEW
    return f"{round(100 * item.difficulty)} in 100"


def discrimination(item: Item) -> str:
    """Return how far a question tells learners apart, or why nobody knows."""
    if item.difficulty is None:
        return TOO_FEW
    if item.discrimination is None:
        return "no number, because everyone decided the same or there is no other question"
    return f"{item.discrimination:+.2f}{_meaning(item.discrimination)}"


def spread(points: Sequence[float]) -> str:
    """Return the lowest, the middle and the highest of some points."""
    if not points:
        return "nothing yet"
    ordered = sorted(points)
    half = len(ordered) // 2
    middle = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    return ", ".join(number(value) for value in (ordered[0], middle, ordered[-1]))


BARS = 10
"""So many bars show how points are spread."""


def distribution(points: Sequence[float], most: float) -> list[tuple[str, int, float]]:
    """Return (from and to, how many, share of the largest) for each tenth of the points."""
    if not points or not most:
        return []
    counts = [0] * BARS
    for value in points:
        counts[min(int(BARS * value / most), BARS - 1)] += 1
    edges = [number(most * bar / BARS) for bar in range(BARS + 1)]
    largest = max(counts)
    return [
        (f"{low} to {high}", count, count / largest)
        for low, high, count in zip(edges, edges[1:], counts, strict=False)
    ]


def question_items(item: Item, *, numbers: bool = True) -> str:
    """Return what a cohort decided in one question, as HTML."""
    return render("question_items.html.j2", item=item, numbers=numbers, **HELPERS)


def _meaning(value: float) -> str:
    if value < 0:
        return ": stronger learners do worse here, so have a look at the question"
    return ": it doesn't tell learners apart much" if value < 0.1 else ""


HELPERS: dict[str, Any] = {
    "number": number,
    "percent": percent,
    "difficulty": difficulty,
    "discrimination": discrimination,
    "question_items": question_items,
}
"""What templates may call."""

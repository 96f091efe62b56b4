"""The two rings of tests: what `make test` runs, and what it leaves to `make test-exhaustive`.

A test marked ``exhaustive`` repeats for certainty what others have shown on a few cases.
Which few is partly drawn anew in each run. The seed is printed in the last line of a run,
and ``DONEENOUGH_SEED`` names it to draw the same again.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest

T = TypeVar("T")

# Set before the workers of pytest-xdist start, so that all of them draw the same.
SEED = os.environ.setdefault("DONEENOUGH_SEED", str(random.SystemRandom().randrange(1_000_000)))


def draw(cases: Sequence[T], count: int, name: str) -> list[T]:
    """Return up to ``count`` of the cases, drawn by the seed and ``name``, in their order."""
    rng = random.Random(f"{SEED} {name}")
    chosen = set(rng.sample(range(len(cases)), min(count, len(cases))))
    return [case for place, case in enumerate(cases) if place in chosen]


def in_rings(
    cases: Iterable[T], now: Callable[[T], bool], *, identify: Callable[[T], str]
) -> list[Any]:
    """Return the cases as parameters; those not taken ``now`` are exhaustive."""
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            id=identify(case),
            marks=() if now(case) else pytest.mark.exhaustive,
        )
        for case in cases
    ]


class Left:
    """Counts what a run leaves out, over all its workers, and says so."""

    def __init__(self) -> None:
        self.files: Counter[str] = Counter()

    def note(self, items: Iterable[pytest.Item]) -> None:
        """Count deselected tests of the outer ring."""
        for item in items:
            if item.get_closest_marker("exhaustive"):
                self.files[Path(item.path).stem.removeprefix("test_")] += 1

    def line(self) -> str:
        """Return the last line of a run."""
        seed = f"Drawn with DONEENOUGH_SEED={SEED}."
        if not self.files:
            return seed
        most = ", ".join(f"{name} {count:,}" for name, count in self.files.most_common(6))
        more = ", ..." if len(self.files) > 6 else ""
        total = f"{self.files.total():,}"
        return f"Left to make test-exhaustive: {total} repeats ({most}{more}). {seed}"

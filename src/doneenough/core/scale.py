"""What the cost of a decision is measured against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

D = TypeVar("D")
"""The type of a decision."""

HABIT_SHARE = 0.25
"""The share of the points that today's habit earns."""
SMALL = 0.03
"""A saving below this share of the cost is not worth a further change."""
CLEARLY_BETTER = 0.4
"""On this share of the way from today's habit to the best, no wrong belief is named."""


@dataclass(frozen=True)
class Scale(Generic[D]):
    """The costs, in money, that turn the cost of a decision into points.

    ``best``: the cheapest decision of the whole family, as far as it was searched.
    ``habit``: the cheapest of the named policies. ``worst``: the dearest of them.
    ``policies``: the cost of each, by its id.
    """

    best: float
    habit: float
    worst: float
    best_decision: D
    reference: D
    policies: Mapping[str, float]

    def clearly_better(self, cost: float, share: float = CLEARLY_BETTER) -> bool:
        """Whether ``cost`` is clearly below that of today's habit."""
        return cost < self.habit - share * (self.habit - self.best)


AnyScale = Scale[Any]

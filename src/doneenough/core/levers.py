"""The one change that would save most: what a feedback says drove the cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from doneenough.core.decision import Decision
from doneenough.core.scale import SMALL

D = TypeVar("D", bound=Decision)


@dataclass(frozen=True)
class Lever(Generic[D]):
    """A change to a decision and what it saves.

    ``name`` says which change it is, as a rule the field; ``cost`` is that of the
    decision as it stands, ``saving`` what the change takes off it, both in euros and the
    saving never negative.
    """

    name: str
    now: D
    better: D
    cost: float
    saving: float

    @property
    def is_small(self) -> bool:
        """Whether no change is worth much."""
        return self.saving < SMALL * self.cost

    @property
    def is_up(self) -> bool:
        """Whether the field is to become larger; False where it has no order."""
        now, then = getattr(self.now, self.name, None), getattr(self.better, self.name, None)
        return isinstance(now, int) and isinstance(then, int) and then > now


def find_lever(
    cost: Callable[[D], float], decision: D, changes: Iterable[tuple[str, D]]
) -> Lever[D]:
    """Return the change that saves most; of equal ones the first.

    Parameters
    ----------
    cost
        The expected cost of a decision, in euros.
    decision
        The decision as it stands.
    changes
        Named changes: what to call one, and the decision it leads to. At least one.
    """
    now = cost(decision)
    costs = ((cost(better), name, better) for name, better in changes)
    least, name, better = min(costs, key=lambda item: item[0])
    return Lever(name, decision, better, now, max(0.0, now - least))


def single_changes(decision: D) -> Iterable[tuple[str, D]]:
    """Yield every other choice in one field of a decision that has only choices."""
    for spec in decision.specs():
        for key in spec.options or {}:
            if key != getattr(decision, spec.name):
                yield spec.name, decision.but(**{spec.name: key})

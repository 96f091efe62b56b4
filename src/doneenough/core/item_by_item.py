"""Exercises that ask for one choice for each item of a brief: a claim, a request, an alarm.

The items do not touch each other: the cost of an answer is the sum of the items' costs,
and the best answer takes the cheapest way with each.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar

from doneenough.core.decision import Decision, FieldSpec
from doneenough.core.exercise import Exercise

B = TypeVar("B")
"""The type of a brief."""
T = TypeVar("T")
"""The type of an item."""


class Choices(Decision):
    """One choice for each item, the fields in the order of the items."""

    @property
    def ways(self) -> tuple[str, ...]:
        """The choices in order."""
        return tuple(getattr(self, name) for name in type(self).model_fields)

    @classmethod
    def of(cls, ways: Iterable[str]) -> Self:
        """Return the answer with these choices, one for each item."""
        return cls.model_validate(dict(zip(cls.model_fields, ways, strict=True)))

    @classmethod
    def alike(cls, way: str) -> Self:
        """Return the answer that treats all items in the same way."""
        return cls.of([way] * len(cls.model_fields))

    @classmethod
    def always(cls, way: str) -> Callable[[object], Self]:
        """Return a player of the belief that ``way`` is always right."""
        return lambda _brief: cls.alike(way)


C = TypeVar("C", bound=Choices)


@dataclass(frozen=True)
class Chosen(Generic[T]):
    """What was chosen for one item.

    ``number`` counts from 1; ``loss`` is what the choice costs, in euros, beyond the
    cheapest one.
    """

    number: int
    item: T
    way: str
    loss: float


class ItemByItem(Exercise[B, C], Generic[B, C, T]):
    """An exercise whose decision is one choice for each item."""

    decision: ClassVar[type[Choices]]

    @abstractmethod
    def items(self, brief: B) -> Sequence[T]:
        """Return the items in the order of the fields."""

    @abstractmethod
    def item_costs(self, brief: B, item: T) -> Mapping[str, float]:
        """Return the expected cost in euros of each way to treat one item."""

    def item(self, brief: B, spec: FieldSpec) -> T:
        """Return the item that a field asks about."""
        return dict(zip(self.decision.model_fields, self.items(brief), strict=True))[spec.name]

    def cost(self, brief: B, decision: C) -> float:
        """Return the expected cost in euros, summed over the items."""
        pairs = zip(self.items(brief), decision.ways, strict=True)
        return sum(self.item_costs(brief, item)[way] for item, way in pairs)

    def best(self, brief: B) -> C:
        """Treat each item in its cheapest way."""
        every = (self.item_costs(brief, item) for item in self.items(brief))
        return self._answer(min(costs, key=costs.__getitem__) for costs in every)

    def chosen(self, brief: B, decision: C) -> tuple[Chosen[T], ...]:
        """Return what was chosen for each item, and what that loses."""
        found = []
        for number, (item, way) in enumerate(zip(self.items(brief), decision.ways, strict=True), 1):
            costs = self.item_costs(brief, item)
            found.append(Chosen(number, item, way, costs[way] - min(costs.values())))
        return tuple(found)

    def all_alike(self, brief: B, names: Mapping[str, str]) -> dict[str, float]:
        """Return the costs of treating all items alike; ``names`` maps a name to a way."""
        return {
            name: self.cost(brief, self._answer([way] * len(self.items(brief))))
            for name, way in names.items()
        }

    def _answer(self, ways: Iterable[str]) -> C:
        answer: Any = self.decision.of(ways)
        return answer  # type: ignore[no-any-return]


def dearest(chosen: Sequence[Chosen[T]]) -> Chosen[T]:
    """Return the choice that loses most; of equal ones the first."""
    return max(chosen, key=lambda one: (one.loss, -one.number))


def fitting(chosen: Sequence[Chosen[Any]]) -> int:
    """Return how many items are treated in their cheapest way."""
    return sum(one.loss == 0 for one in chosen)

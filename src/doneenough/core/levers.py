"""The one change that would save most: what a feedback says drove the cost."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
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
    def fields(self) -> tuple[str, ...]:
        """The fields that the change touches, in the order of the form."""
        names = type(self.now).model_fields
        return tuple(n for n in names if getattr(self.now, n) != getattr(self.better, n))

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
        Named changes: what to call one, and the decision it leads to. Where there is none,
        the lever has no name and saves nothing.
    """
    now = cost(decision)
    costs = ((cost(better), name, better) for name, better in changes)
    nothing = (now, "", decision)
    least, name, better = min(costs, key=lambda item: item[0], default=nothing)
    return Lever(name, decision, better, now, max(0.0, now - least))


def find_joint_lever(
    cost: Callable[[D], float], decision: D, *, most: int = 2, lead: D | None = None
) -> Lever[D]:
    """Return the one choice whose change saves most; where none is worth it, the best two.

    And so on, up to ``most`` choices together. With ``lead``, only that decision's choices
    are compared.
    """
    lever = find_lever(cost, decision, ())
    for together in range(1, most + 1):
        lever = find_lever(cost, decision, changes(decision, together, lead))
        if not lever.is_small:
            break
    return lever


def or_together(cost: Callable[[D], float], lever: Lever[D], best: D) -> Lever[D]:
    """Return ``lever``; where it saves little, the fewest choices of ``best`` that save more.

    First every two of them together, then one more at a time, until what they save together
    is worth it. Where the decision is about as good as the best, ``lever`` is returned.
    """
    if not lever.is_small or lever.cost - cost(best) < SMALL * lever.cost:
        return lever
    now, names = lever.now, list(type(lever.now).model_fields)
    names = [name for name in names if getattr(now, name) != getattr(best, name)]

    def taken(chosen: tuple[str, ...]) -> D:
        return now.but(**{name: getattr(best, name) for name in chosen})

    sets: list[tuple[str, ...]] = list(itertools.combinations(names, 2))
    while sets:
        valid = [(chosen, taken(chosen)) for chosen in sets]
        valid = [(chosen, item) for chosen, item in valid if not list(item.disagreements())]
        if not valid:
            break
        found = find_lever(cost, now, (("+".join(chosen), item) for chosen, item in valid))
        if not found.is_small:
            return found
        chosen = next(one for one, item in valid if item == found.better) if found.name else sets[0]
        sets = [(*chosen, name) for name in names if name not in chosen]
    return find_lever(cost, now, [("+".join(names), best)])


def single_changes(decision: D) -> Iterator[tuple[str, D]]:
    """Yield every other choice in one field of a decision that has only choices."""
    return changes(decision)


def changes(decision: D, together: int = 1, lead: D | None = None) -> Iterator[tuple[str, D]]:
    """Yield every other choice in so many fields together, of a decision with only choices.

    A change is called by its fields, joined by ``+``. With ``lead``, only that decision's
    choices are taken.
    """
    others = {
        spec.name: [
            key
            for key in spec.options or {}
            if key != getattr(decision, spec.name) and key == getattr(lead, spec.name, key)
        ]
        for spec in decision.specs()
    }
    for names in itertools.combinations(others, together):
        for keys in itertools.product(*(others[name] for name in names)):
            yield "+".join(names), decision.but(**dict(zip(names, keys, strict=True)))

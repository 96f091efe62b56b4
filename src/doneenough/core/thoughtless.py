"""Ways to decide without thinking: at random, the middle, the ends of every range.

The guards ask what such answers earn, under every brief of every exercise.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from doneenough.core.decision import Decision, DecisionError, FieldSpec

WHICH = ("first", "middle", "last")


def attempt(kind: type[Decision], values: Mapping[str, Any]) -> Decision | None:
    """Return the decision that ``values`` write down, or None where they are not one."""
    try:
        return kind.read(dict(values))
    except DecisionError:
        return None


def random_decision(kind: type[Decision], rng: random.Random) -> Decision:
    """Return one valid decision, every field drawn evenly from what it takes."""
    while True:
        values = {
            spec.name: rng.randint(spec.low, spec.high)
            if spec.kind == "whole"
            else rng.choice(sorted(spec.options or {}))
            for spec in kind.specs()
        }
        decision = attempt(kind, values)
        if decision is not None:
            return decision


@lru_cache
def thoughtless(kind: type[Decision]) -> Mapping[str, Decision]:
    """Return the decisions of people who do not think, by name.

    Every number at its lowest, middle or highest, with every choice the first, the
    middle or the last of its list. Where that is no valid decision, the nearest valid
    one in the same spirit: of questions that must differ, the first ones. Finding it may
    take seconds, so it is kept.
    """
    found: dict[str, Decision] = {}
    for number, choice in itertools.product(("lowest", "middle", "highest"), WHICH):
        lists = [_liked(spec, number, choice) for spec in kind.specs()]
        decision = _first_valid(kind, lists)
        if decision is not None and decision not in found.values():
            found[f"{number} numbers, {choice} choices"] = decision
    return MappingProxyType(found)


def _liked(spec: FieldSpec, number: str, choice: str) -> Sequence[Any]:
    """Return what is written into one field, best liked first."""
    if spec.kind == "whole":
        # Where a number does not fit the others she goes down by tenths of the range.
        tenths, reach = {"lowest": 0, "middle": 5, "highest": 10}[number], spec.high - spec.low
        return [spec.low + reach * tenth // 10 for tenth in range(tenths, -1, -1)]
    options = list(spec.options or {})
    if choice == "last":
        return options[::-1]
    start = len(options) // 2 if choice == "middle" else 0
    return options[start:] + options[:start]


def _first_valid(kind: type[Decision], lists: Sequence[Sequence[Any]]) -> Decision | None:
    for values in itertools.product(*lists):
        decision = attempt(kind, dict(zip(kind.model_fields, values, strict=True)))
        if decision is not None:
            return decision
    return None

"""Ways to make decisions without thinking: at random, the middle, the ends of every range.

Used by the guards and by the tests of the answer forms, for every exercise there is.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from doneenough.core.decision import Decision, DecisionError, FieldSpec


def attempt(kind: type[Decision], values: Mapping[str, Any]) -> Decision | None:
    """Return the decision that ``values`` write down, or None where they are not one."""
    try:
        return kind.read(dict(values))
    except DecisionError:
        return None


def valid_decisions(kind: type[Decision]) -> st.SearchStrategy[Decision]:
    """Return a strategy for the valid decisions of ``kind``."""
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for spec in kind.specs():
        if spec.kind == "whole":
            fields[spec.name] = st.integers(spec.low, spec.high)
        elif spec.kind == "option":
            fields[spec.name] = st.sampled_from(sorted(spec.options or {}))
        else:
            letters = st.characters(exclude_categories=["Cs"])
            fields[spec.name] = st.text(letters, max_size=spec.high)
    made = st.fixed_dictionaries(fields).map(lambda values: attempt(kind, values))
    return made.filter(lambda decision: decision is not None)


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


def thoughtless(kind: type[Decision]) -> Iterator[tuple[str, Decision]]:
    """Yield (name, decision) of people who do not think.

    Every number at its lowest, middle or highest, every choice the first or the last in
    its list; and each of these with every option of the last choice. Where that is no
    valid decision, the nearest valid one in the same spirit: of questions that must
    differ, the first ones.
    """
    specs = kind.specs()
    chosen = next((spec for spec in reversed(specs) if spec.options), None)
    seen: set[Decision] = set()
    for tenths, order in itertools.product((0, 5, 10), (1, -1)):
        for option in chosen.options or {} if chosen else [""]:
            lists = [
                [option] if spec is chosen else _liked(spec, tenths, order) for spec in specs
            ]
            decision = _first_valid(kind, lists)
            if decision is not None and decision not in seen:
                seen.add(decision)
                end = "first" if order == 1 else "last"
                yield f"{tenths}/10, {end} options, {option}", decision


def _liked(spec: FieldSpec, tenths: int, order: int) -> Sequence[Any]:
    """Return what is written into one field, best liked first."""
    if spec.kind == "whole":
        # Where a number does not fit the others she goes down by tenths of the range.
        reach = spec.high - spec.low
        return [spec.low + reach * tenth // 10 for tenth in range(tenths, -1, -1)]
    return list(spec.options or {})[::order]


def _first_valid(kind: type[Decision], lists: Sequence[Sequence[Any]]) -> Decision | None:
    for values in itertools.product(*lists):
        decision = attempt(kind, dict(zip(kind.model_fields, values, strict=True)))
        if decision is not None:
            return decision
    return None

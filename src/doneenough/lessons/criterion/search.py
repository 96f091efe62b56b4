"""Finds the cheapest criterion for a brief, clause by clause.

The family is far too large to try every member, so what is found is the best that *we*
found, and the words say so. The search starts from sound criteria, tries every option of
every clause and moves every number, first far, then by one, until no single change and no
pair of changes to the mark saves anything. Marks are whole letters, so the cost jumps up and
down along the cases: at the end cases, mark and floor are moved together, until no neighbour
within :data:`REACH` is cheaper. Tests draw criteria at random and look for a cheaper one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from doneenough.lessons.criterion.acceptance_world import CriterionBrief, outcome
from doneenough.lessons.criterion.clauses import (
    ALL_OFFICES,
    AMEND,
    AS_MEASURED,
    CERTAINTIES,
    EXPERTS,
    FIVE,
    NOTHING,
    REWORK,
    TODAY,
    URGENT_FOUND,
    URGENT_LETTERS,
    Criterion,
)

STRIDES = (64, 16, 4, 1)
"""How far the number of cases moves, in rounds."""
REACH = {"cases": 12, "at_least": 1, "floor": 2}
"""How far the numbers are moved together at the end."""
MOST_ROUNDS = 10


def cheapest(brief: CriterionBrief, *, rounded: bool = False) -> Criterion:
    """Return the cheapest criterion found; ``rounded`` keeps to figures people agree on.

    Rounded means: cases in fifties, the floor in fives, one try.
    """
    found = [_descend(brief, start, rounded) for start in _starts(brief)]
    best = min(found, key=lambda item: (outcome(brief, item).cost, item.cases))
    return best if rounded else _settle(brief, best)


def sound(brief: CriterionBrief) -> Criterion:
    """Return a criterion without a hole, not yet tuned to the costs."""
    return Criterion(
        verdict=AMEND,
        letters_from=ALL_OFFICES,
        measure=URGENT_FOUND,
        cases=300,
        unit=URGENT_LETTERS,
        at_least=brief.good.english - 5,
        certainty=AS_MEASURED,
        floor=brief.good.translated - 15,
        lost_letters=FIVE,
        judge=EXPERTS,
        compared_with=NOTHING,
        tries=1,
        on_a_miss=REWORK,
    )


def _starts(brief: CriterionBrief) -> Iterator[Criterion]:
    start = sound(brief)
    for compared in (NOTHING, TODAY):
        yield start.but(floor=start.floor // 5 * 5, compared_with=compared)


def _descend(
    brief: CriterionBrief,
    start: Criterion,
    rounded: bool,
    strides: Sequence[int] = STRIDES,
) -> Criterion:
    best, cost = start, outcome(brief, start).cost
    for stride in (50,) if rounded else strides:
        moved = True
        while moved:
            moved = False
            for field, values in _moves(stride, rounded):
                for item in _valid(best, field, values):
                    now = outcome(brief, item).cost
                    if now < cost - 1e-6:
                        best, cost, moved = item, now, True
    return best


def _settle(brief: CriterionBrief, best: Criterion) -> Criterion:
    """Move cases, mark and floor together until no neighbour is cheaper."""
    cost = outcome(brief, best).cost
    for _ in range(MOST_ROUNDS):
        around = {outcome(brief, item).cost: item for item in _neighbours(best)}
        least = min(around)
        if least >= cost - 1e-6:
            break
        # Another number of cases may want another clause.
        best = _descend(brief, around[least], rounded=False, strides=(1,))
        cost = outcome(brief, best).cost
    return best


def _neighbours(now: Criterion) -> Iterator[Criterion]:
    ranges = [
        sorted({min(max(getattr(now, name) + step, spec.low), spec.high) for step in steps})
        for name, reach in REACH.items()
        for spec in [Criterion.spec(name)]
        for steps in [range(-reach, reach + 1)]
    ]
    for values in itertools.product(*ranges):
        yield now.but(**dict(zip(REACH, values, strict=True)))


Field = tuple[str, ...]


def _moves(stride: int, rounded: bool) -> Sequence[tuple[Field, Iterable[tuple[object, ...]]]]:
    """Return fields to change together, with the values (or steps, for numbers) to try."""
    options = [
        ((spec.name,), [(key,) for key in spec.options or {}])
        for spec in Criterion.specs()
        if spec.kind == "option" and spec.name != "verdict"
    ]
    steps = (-3, -2, -1, 1, 2, 3)
    floors = (-10, -5, 5, 10) if rounded else (-8, -4, -2, -1, 1, 2, 4, 8)
    numbers: list[tuple[Field, list[tuple[object, ...]]]] = [
        (("cases",), [(-2 * stride,), (-stride,), (stride,), (2 * stride,)]),
        (("at_least",), [(step,) for step in steps]),
        (("floor",), [*((step,) for step in floors), (-100,)]),
        (("at_least", "certainty"), list(itertools.product(steps, CERTAINTIES))),
    ]
    tries: list[tuple[Field, list[tuple[object, ...]]]] = [(("tries",), [(-1,), (1,)])]
    return [*options, *numbers, *([] if rounded else tries)]


def _valid(
    now: Criterion, fields: Field, values: Iterable[tuple[object, ...]]
) -> Iterator[Criterion]:
    for row in values:
        update: dict[str, object] = {}
        for name, value in zip(fields, row, strict=True):
            spec = Criterion.spec(name)
            if isinstance(value, int):
                # The floor may be dropped altogether.
                value = max(getattr(now, name) + value, spec.low)
                if value > spec.high:
                    break
            update[name] = value
        else:
            item = now.but(**update)
            if item != now:
                yield item

"""What the situations of lesson 1 are drawn from: histories and prices, and written notes."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from doneenough.core.brief_tables import SIZE, Drawing, Row
from doneenough.core.lifecycle import STAGES
from doneenough.core.scale import Scale
from doneenough.core.scoring import share_of
from doneenough.lessons.stages.gate_budget_world import (
    BUDGET,
    GATES,
    MOST,
    PAST,
    BudgetBrief,
    cost,
    every_split,
)
from doneenough.lessons.stages.next_question_world import BELIEFS, COUNT, PLACES, NotesBrief, bank

LINES = (
    "parcel complaints",
    "pet insurance claims",
    "letters to a city tax office",
    "spare-part orders",
    "photos of dented cars",
    "reports of broken street lamps",
    "questions to a library",
    "flat applications",
    "builders' invoices",
    "X-ray scans by urgency",
    "shoe returns",
    "ward notes",
    "train bookings",
    "hotel reviews",
    "gas meter readings",
    "warranty claims for phones",
    "help-desk tickets",
    "student applications",
    "messages to a housing office",
    "prescriptions to check",
    "farm subsidy forms",
    "bids for roof repairs",
    "messages to an airline",
    "letters to a pension fund",
)
LITTLE = (3_000, 4_000, 6_000, 8_000, 10_000)
MUCH = (50_000, 60_000, 70_000, 80_000, 90_000, 100_000)
"""What the defect of one gate costs an average project, in euros, before it is rounded."""
_STEPS = (10, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90)
LIVE = tuple(step * size for size in (100, 1_000, 10_000) for step in _STEPS)
"""Round prices, in euros: what a defect may cost that goes live."""
RECIPES = tuple(days for days in every_split() if tuple(sorted(days, reverse=True)) == days)
"""Days by rank of what a gate is worth on average, for the guard that none fits all."""


def _team(rng: random.Random, place: int, _before: Sequence[BudgetBrief]) -> Row:
    """Some gates are worth much, the others little: how many, no column alone says."""
    dear = _is_dear(place)
    number = rng.choice((1, 1, 2) if dear else (2, 3, 4))
    much, level = rng.sample(list(GATES), number), rng.choice(MUCH[:3] if dear else MUCH)
    hit = [rng.randint(1, 13) for _ in GATES]
    average = [level if gate in much else rng.choice(LITTLE) for gate in GATES]
    return {
        "line": LINES[place],
        "hit": hit,
        "live": [_round(PAST * one / count) for one, count in zip(average, hit, strict=True)],
        "back": rng.choice((2_000, 3_000, 4_000, 5_000)),
        "day": rng.choice((4_000, 5_000) if dear else (600, 800, 1_000, 1_500)),
        "last": list(GATES)[place % len(GATES)],
    }


def _is_dear(place: int) -> bool:
    """Return whether days are so dear in this team that not all ten pay: in ten of 24."""
    return place % 12 in (1, 3, 6, 8, 10)


def _round(amount: float) -> int:
    """Return the price nearest to ``amount``, in proportion."""
    return min(LIVE, key=lambda price: max(price / amount, amount / price))


def _team_suits(briefs: Sequence[BudgetBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    """It is as dear as its turn asks, a day amiss costs little, and no short cut pays so far."""
    brief, scale, place = briefs[-1], scales[-1], len(briefs) - 1
    best = scale.best_decision.model_dump()
    if place % 12 and (sum(best.values()) < BUDGET) != _is_dear(place):
        yield "All ten days pay, or not all; this team should be of the other kind."
    for source in (gate for gate in GATES if best[gate]):
        for target in (gate for gate in GATES if gate != source and best[gate] < MOST):
            moved = best | {source: best[source] - 1, target: best[target] + 1}
            if share_of(cost(brief, moved), scale) <= 0.6:
                yield "A day in the wrong place costs much."
                return
    yield from _short_cuts(briefs, scales)


def _short_cuts(briefs: Sequence[BudgetBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    """How often, how dear, one rule by rank: none is good on average.

    The first teams may lie further from it; the later ones make up for them.
    """
    slack = 0.06 * (SIZE / len(briefs) - 1)
    if _by_rank(briefs, scales, BudgetBrief.share, (4, 4, 2)) >= 0.3 + slack:
        yield "Whoever looks only at how often earns too much."
    if _by_rank(briefs, scales, BudgetBrief.harm, (4, 4, 2)) >= 0.6 + slack:
        yield "Whoever looks only at how expensive earns too much."
    if _by_rank(briefs, scales, _average, (4, 4, 2)) <= 0.65 - slack:
        yield "Whoever looks at both earns too little."
    if any(_by_rank(briefs, scales, _average, days) >= 0.75 + slack for days in RECIPES):
        yield "One rule by rank is good on average."


def _average(brief: BudgetBrief, gate: str) -> float:
    return brief.share(gate) * brief.harm(gate)


def _by_rank(
    briefs: Sequence[BudgetBrief],
    scales: Sequence[Scale[Any]],
    worth: Callable[[BudgetBrief, str], float],
    days: Sequence[int],
) -> float:
    """Return what ``days`` earn on average, given to the gates in the order of ``worth``."""
    earned = []
    for brief, scale in zip(briefs, scales, strict=True):
        order = sorted(GATES, key=lambda gate: worth(brief, gate), reverse=True)
        split = dict.fromkeys(GATES, 0) | dict(zip(order, days, strict=False))
        earned.append(share_of(cost(brief, split), scale))
    return statistics.mean(earned)


def _no_short_cut(briefs: Sequence[BudgetBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    yield from _short_cuts(briefs, scales)
    fixed = [days for days in every_split() if sum(days) == BUDGET]
    pairs = list(zip(briefs, scales, strict=True))
    for days in random.Random(3).sample(fixed, 400):
        split = dict(zip(GATES, days, strict=True))
        if statistics.mean(share_of(cost(brief, split), scale) for brief, scale in pairs) >= 0.5:
            yield "One split is good on average."
            break
    if len({scale.best_decision for scale in scales}) <= 12:
        yield "The same splits are best nearly everywhere."


PATTERNS = ("abcdabcd", "bcdabcda", "dcbadcba", "aabbccdd", "ddccbbaa", "abababab", "dcdcdcdc")
"""Places that somebody may tick without reading."""


def _notes(rng: random.Random, _place: int, before: Sequence[NotesBrief]) -> Row:
    """One note of each stage and one more, by chance, but rather those met little so far."""
    met = Counter(item.note.id for brief in before for item in brief.notes)
    order = sorted(bank().values(), key=lambda note: met[note.id] + 3 * rng.random())
    chosen = [next(note for note in order if note.stage == stage) for stage in range(len(STAGES))]
    chosen += [note for note in order if note not in chosen][: COUNT - len(STAGES)]
    rng.shuffle(chosen)
    firsts = list(PLACES) * (COUNT // len(PLACES))
    rng.shuffle(firsts)
    notes = []
    for note, first in zip(chosen, firsts, strict=True):
        others = [1, 2, 3]
        rng.shuffle(others)
        others.insert(PLACES.index(first), 0)
        notes.append([note.id, "".join(PLACES[index] for index in others)])
    return {"day": rng.choice((900.0, 1_200.0, 1_500.0, 1_800.0, 2_400.0, 3_000.0)), "notes": notes}


def _good_notes(briefs: Sequence[NotesBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    """No pattern is right often, a belief is named where it prevails, points come from days."""
    brief, scale, best = briefs[-1], scales[-1], scales[-1].best_decision.ways
    if any(
        sum(one == other for one, other in zip(best, pattern, strict=True)) > COUNT / 2
        for pattern in PATTERNS
    ):
        yield "A pattern of places is right too often."
    for belief in BELIEFS:
        played = brief.believing(belief)
        if brief.belief_behind(played) != belief or brief.belief_behind(played[:2] + best[2:]):
            yield "A belief is named too early or not at all."
    habit = brief.believing(BELIEFS[0])
    one, four = (
        share_of(sum(brief.days(habit[:wrong] + best[wrong:])) * brief.day, scale)
        for wrong in (1, 4)
    )
    if one <= 0.85 or not 0.4 < four < 0.8:
        yield "One wrong question costs too much, or four too little."


def _all_are_met(briefs: Sequence[NotesBrief], _scales: Sequence[Scale[Any]]) -> Iterator[str]:
    met = Counter(item.note.id for brief in briefs for item in brief.notes)
    if set(met) != set(bank()) or max(met.values()) > len(briefs) / 4:
        yield "A note is never met, or too often."


DRAWINGS = (
    Drawing("gate_budget", _team, last=_team_suits, together=_no_short_cut, lines=1),
    Drawing(
        "next_question",
        _notes,
        last=_good_notes,
        together=_all_are_met,
        lines=3,
    ),
)

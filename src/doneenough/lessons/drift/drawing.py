"""What the situations of lesson 10 are drawn from: products, prices, alarms and labels."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from doneenough.core.brief_tables import Drawing, Row
from doneenough.core.scale import Scale
from doneenough.lessons.drift.alarms_world import EARLIER, FEATURES, REGIMES, AlarmsBrief, shares
from doneenough.lessons.drift.labels_world import LabelsBrief
from doneenough.lessons.drift.plan_world import PRODUCTS, PlanBrief

WRONG = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 300, 400, 500, 600, 800, 900)
"""What one wrong letter may cost, in euros."""


def _product(place: int) -> str:
    """Return the product whose turn it is; half a table on, a learner meets another one."""
    return list(PRODUCTS)[(place + place // 12 + 2) % len(PRODUCTS)]


def _plan(rng: random.Random, place: int, _before: Sequence[PlanBrief]) -> Row:
    product = _product(place)
    letters = PRODUCTS[product].letters
    return {
        "product": product,
        "wrong": rng.choice([price for price in WRONG if 8_000 <= price * letters <= 96_000]),
        "false_alarm": rng.choice((500, 1_000, 2_000, 4_000, 8_000, 15_000, 25_000)),
        "label": rng.choice((0.1, 0.5, 1, 2, 5, 10, 20)),
        "look": rng.choice((20, 50, 100, 300, 800, 1_500, 3_000)),
        "standby": rng.choice((3_000, 8_000, 15_000, 30_000, 60_000, 100_000)),
    }


def _plan_suits(briefs: Sequence[PlanBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    """Labels are bought where some changes show in them alone, and only there."""
    history, best = dict(briefs[-1].about.history), scales[-1].best_decision
    if best.watches_quality != bool({"relationship", "gradual"} & set(history)):
        yield "The best plan buys labels for nothing, or does without what they alone show."
    if best in [scale.best_decision for scale in scales[:-1]]:
        yield "The same plan is best elsewhere."


def _plans_differ(_briefs: Sequence[PlanBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    best = [scale.best_decision for scale in scales]
    for name in type(best[0]).model_fields:
        if len({getattr(plan, name) for plan in best}) < (2 if name == "in_a_row" else 3):
            yield f"The same choice of {name!r} is best nearly everywhere."


def _alarms(rng: random.Random, _place: int, _before: Sequence[AlarmsBrief]) -> Row:
    volume = rng.choice((100, 200, 300, 500))
    return {
        "earlier": _earlier(rng),
        "volume": volume,
        "delay": rng.choice((5, 7, 10, 14)),
        "wrong": rng.choice([price for price in WRONG if 5_000 <= price * volume <= 25_000]),
        "feed": rng.choice((300, 500, 800, 1_200, 2_000)),
        "labels": rng.choice((200, 400, 800, 1_500)),
        "by_hand": rng.choice((200, 400, 700, 1_000, 1_500, 2_500)),
        "retrain": rng.choice((4_000, 6_000, 10_000, 15_000, 20_000)),
        "retrain_days": rng.choice((3, 5, 7, 10)),
        "alarms": [_alarm(rng) for _ in range(6)],
    }


def _earlier(rng: random.Random) -> list[int]:
    """Return how often each cause was behind earlier alarms: chance alone most often."""
    while True:
        others = [rng.randint(1, 4) for _ in list(REGIMES)[1:]]
        if 5 <= EARLIER - sum(others) <= 8:
            return [EARLIER - sum(others), *others]


def _alarm(rng: random.Random) -> Row:
    """Return counts as one of the causes would give them, all causes alike."""
    share = shares()[rng.choice(list(REGIMES))]
    what, letters = rng.choice(("expert", *FEATURES)), rng.choice((20, 40, 100))
    labelled = rng.choice((0, 20, 40, 60))

    def counted(number: int, chance: float) -> int:
        return sum(rng.random() < chance for _ in range(number))

    return {
        "what": what,
        "letters": letters,
        "seen": counted(letters, share[what]),
        "labelled": labelled,
        "right": counted(labelled, share["right"]),
    }


def _four_steps(_briefs: Sequence[AlarmsBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    if len(set(scales[-1].best_decision.ways)) < 4:
        yield "Fewer than four steps are right for one of the alarms."


LINES = (
    "complaints about parcels",
    "insurance letters",
    "repair orders",
    "calls to a helpline",
    "school applications",
    "scanned invoices",
    "mechanics' notes",
    "questions to the city",
)


def _labels(rng: random.Random, place: int, _before: Sequence[LabelsBrief]) -> Row:
    week, right = rng.choice((20, 30, 50, 80)), rng.choice((80, 84, 88, 90, 92))
    drop, easier = rng.choice((6, 8, 10, 12, 15)), rng.choice((4, 5, 6))
    usual = (right, right - drop)
    # Easy cases close first, and on those a change shows little.
    easy = (right + easier, right + easier - round(0.22 * drop))
    fewer = 5 * round(week * rng.choice((1 / 3, 1 / 2, 2 / 3)) / 5)
    offers = (
        ("express", fewer, rng.choice((1, 2, 3)), usual),
        ("usual", week, rng.choice((7, 10, 14)), usual),
        ("batch", round(week * rng.choice((1.5, 2, 4))), rng.choice((21, 28, 35)), usual),
        ("closed_first", 2 * week, 1, easy),
    )
    return {
        "line": LINES[place % len(LINES)],
        "budget": rng.choice((100, 200, 300, 500)),
        "changes": rng.choice((4, 6, 8, 10)),
        "harm": rng.choice((4_000, 8_000, 12_000, 20_000, 50_000)),
        "call": rng.choice((1_000, 2_000, 4_000, 8_000)),
        "offers": [
            {"name": name, "week": number, "days": days, "right": before, "then": after}
            for name, number, days, (before, after) in offers
        ],
    }


DRAWINGS = (
    Drawing("plan", _plan, last=_plan_suits, together=_plans_differ),
    Drawing("alarms", _alarms, last=_four_steps),
    Drawing("labels", _labels),
)

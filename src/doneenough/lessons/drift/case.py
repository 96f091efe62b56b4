"""The case of lesson 10: what its people speak of, counted in 200 products.

The products are drawn once, so that a slider never waits.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from doneenough.core.crowd import TEAMS
from doneenough.lessons.drift.plan_decision import OPTIONS, USUAL, MonitoringPlan, as_run
from doneenough.lessons.drift.plan_world import HALF_YEARS, worlds
from doneenough.statistics.monitoring import Outcome, Plan, evaluate
from doneenough.statistics.monitoring_cost import Bill, Prices, bill
from doneenough.statistics.quality import labelled_windows, share_right
from doneenough.statistics.streams import DAYS, Bank
from doneenough.statistics.watch import Signal, index_of

Floats = NDArray[np.float64]

COMPLAINT = date(2026, 9, 8)
OTHER_CALL, DECISION = COMPLAINT + timedelta(days=2), COMPLAINT + timedelta(days=3)
"""The days of the case: Ravi's complaint, a call from another product, the decision."""
LETTERS = 300
"""Letters a day."""
LABELS_A_DAY, LABEL_DELAY = 20, 14
PRICES = Prices(wrong=55, false_alarm=2_000, label=2, check=100, standby=10_000)
BY_HAND = 700
"""A day of sorting by hand, in euros."""
HISTORY = {
    "season": 2,
    "harmless_shift": 4,
    "harder": 1,
    "relationship": 4,
    "gradual": 2,
    "broken_feed": 3,
}
"""How many of 20 half-years brought what."""

TODAY = USUAL.but(labels="twenty")
"""Paperline's plan so far."""
LABELS_ONLY = TODAY.but(watch="quality", look_back="two_weeks", limit="clearly")
PLANS = {
    "as_it_is": TODAY,
    "everything": TODAY.but(watch="everything", look_back="day", look_every="day"),
    "labels_only": LABELS_ONLY,
    "what_matters": LABELS_ONLY.but(watch="important_inputs_and_quality"),
}
"""The answers at the end of the lesson; the last one is right."""

USUAL_LIMIT: float = TODAY.value("limit").index
SMALL_LOOK = 50
"""Letters in one look of the small team."""
INPUTS, CHANCE = 20, 5
"""Inputs that are tested, each of which calls by chance on so many of 100 days."""
QUALITY_BACK, QUALITY_DROP = 28, OPTIONS["limit"]["clearly"].value.fewer
"""The look at labelled letters in the experiment on late labels: days, and of 100 fewer."""
WEEKS = -(-DAYS // 7)
"""Weekends in half a year."""


@lru_cache
def products(*names: str) -> Bank:
    """Return 200 products with 300 letters a day, in the stable world and those named.

    Without a name: in every world of the case.
    """
    wanted = {"stable", *(names or HISTORY)}
    some = {name: world for name, world in worlds().items() if name in wanted}
    return Bank(some, LETTERS, TEAMS)


@lru_cache(maxsize=64)
def outcome(plan: MonitoringPlan) -> Outcome:
    """Return what a plan does with the 200 products."""
    return evaluate(as_run(plan, products()), products(), LABEL_DELAY)


def noticed(plan: MonitoringPlan, world: str) -> tuple[int, float]:
    """Return how many of 200 products notice a change, and the mean days until then."""
    late = outcome(plan).worlds[world].delay
    assert late is not None
    return int(late.found.sum()), late.mean


def flagged(plan: MonitoringPlan, world: str) -> int:
    """Return how many of 200 products are called at least once in a world."""
    return int((outcome(plan).worlds[world].alarms > 0).sum())


def bill_of(plan: MonitoringPlan) -> Bill:
    """Return what a plan costs in the case, in euros for half a year."""
    chances = {name: count / HALF_YEARS for name, count in HISTORY.items()}
    return bill(as_run(plan, products()), outcome(plan), chances, PRICES)


def daily_harm() -> float:
    """Return what a day with a changed rule costs in the case, in euros."""
    return float(worlds()["relationship"].extra_wrong[-1]) * LETTERS * PRICES.wrong


@lru_cache(maxsize=32)
def weekends(days_back: int) -> float:
    """Return the mean calls in half a year without a change, looking so far back each day."""
    plan = Plan((Signal("inputs", days_back, USUAL_LIMIT, (0, 1, 2, 3, 4)),), every=1)
    return evaluate(plan, products("season"), LABEL_DELAY).worlds["season"].false_alarms


def weekends_quiet() -> int:
    """Return from how many days back on hardly any weekend is taken for a change."""
    return next(back for back in range(1, 15) if round(weekends(back)) <= 1)


@lru_cache(maxsize=64)
def late(label_delay: int) -> float:
    """Return mean days until a changed rule is noticed when labels are so late."""
    limit = worlds()["stable"].reference.accuracy - QUALITY_DROP / 100
    plan = Plan((Signal("quality", QUALITY_BACK, limit),), 7, 1, LABELS_A_DAY)
    happened = evaluate(plan, products("relationship"), label_delay).worlds["relationship"]
    assert happened.delay is not None
    return happened.delay.mean


@lru_cache(maxsize=16)
def lines(world: str) -> tuple[Floats, Floats, Floats]:
    """Return three lines of one product, a number for each of 180 days (nan where none).

    The largest index of its inputs over a week, the index of what the model says over a
    week, and the share right among the labels that came in the last four weeks.
    """
    streams, window = products(), 7
    inputs = np.max([index_of(streams, world, k, window)[:, 0] for k in range(5)], axis=0)
    said = index_of(streams, world, streams.features, window)[:, 0]
    labels = streams.labels(world, LABELS_A_DAY)
    cases, right = labelled_windows(labels.labelled, labels.right[:, 0], QUALITY_BACK, LABEL_DELAY)
    empty = np.full(window - 1, np.nan)
    return (
        np.concatenate([empty, inputs]),
        np.concatenate([empty, said]),
        share_right(cases, right),
    )

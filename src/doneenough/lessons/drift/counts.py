"""What the lesson shows, counted in 200 products; drawn once, so that a slider never waits."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from doneenough.core.crowd import TEAMS
from doneenough.lessons.drift.plan import MonitoringPlan, as_run
from doneenough.lessons.drift.story import (
    CALL,
    FIRST_DAY,
    HISTORY,
    LABEL,
    LABEL_DELAY,
    LABELS_A_DAY,
    LETTERS,
    LOOK,
    QUALITY_BACK,
    QUALITY_DROP,
    STANDBY,
    USUAL,
    USUAL_LIMIT,
    WRONG,
)
from doneenough.lessons.drift.world import HALF_YEARS, worlds
from doneenough.statistics.drift import stability_index
from doneenough.statistics.estimated_limits import false_alarm_rate_of_limits
from doneenough.statistics.monitoring import Outcome, Plan, evaluate
from doneenough.statistics.monitoring_cost import Bill, Prices, bill
from doneenough.statistics.quality import labelled_windows, share_right
from doneenough.statistics.streams import Bank
from doneenough.statistics.streams.draws import multinomial, uniforms
from doneenough.statistics.watch import Signal, index_of

Floats = NDArray[np.float64]
_DAYS = 10_000
"""Quiet days in which small looks are counted."""
_BINS = 10
_KEY = (10, 7)


@lru_cache
def products(*names: str) -> Bank:
    """Return 200 products with 300 letters a day, in the stable world and those named.

    Without a name: in every world of the case.
    """
    wanted = {"stable", *(names or dict(HISTORY))}
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


def story_bill(plan: MonitoringPlan) -> Bill:
    """Return what a plan costs in the case, in euros for half a year."""
    chances = {name: count / HALF_YEARS for name, count in HISTORY}
    prices = Prices(WRONG, CALL, LABEL, LOOK, STANDBY)
    return bill(as_run(plan, products()), outcome(plan), chances, prices)


def daily_harm() -> float:
    """Return what a day with a changed rule costs in the case, in euros."""
    return float(worlds()["relationship"].extra_wrong[-1]) * LETTERS * WRONG


@lru_cache(maxsize=256)
def small_look(letters: int, limit: float = USUAL_LIMIT) -> float:
    """Return the share of quiet days on which an unchanged input is beyond ``limit``."""
    drawn = multinomial(uniforms(_KEY, (_BINS - 1, _DAYS)), letters, np.full(_BINS, 1 / _BINS))
    index = stability_index(drawn, np.full(_BINS, 1 / _BINS))
    return float((index > limit).mean())


def broken_feed_index() -> float:
    """Return the index of an input that always arrives as 0: the same for any number of letters."""
    return float(stability_index(np.eye(_BINS)[0], np.full(_BINS, 1 / _BINS)))


def any_of(inputs: int, chance: float) -> float:
    """Return the share of days on which at least one of several unchanged inputs calls."""
    return 1 - (1 - chance) ** inputs


def limits_in_1000() -> tuple[int, int]:
    """Return false calls in 1,000 quiet periods: as promised, and as limits from 10 do."""
    promised = false_alarm_rate_of_limits(1_000_000)
    return round(1000 * promised), round(1000 * false_alarm_rate_of_limits(10))


@lru_cache(maxsize=32)
def weekends(days_back: int) -> float:
    """Return the mean calls in half a year without a change, looking so far back each day."""
    plan = Plan((Signal("inputs", days_back, USUAL_LIMIT, (0, 1, 2, 3, 4)),), every=1)
    return evaluate(plan, products("season"), LABEL_DELAY).worlds["season"].false_alarms


@lru_cache(maxsize=64)
def late(label_delay: int) -> float:
    """Return mean days until a changed rule is noticed when labels are so late."""
    limit = worlds()["stable"].reference.accuracy - QUALITY_DROP
    plan = Plan((Signal("quality", QUALITY_BACK, limit),), 7, 1, LABELS_A_DAY)
    streams = products("relationship")
    happened = evaluate(plan, streams, label_delay).worlds["relationship"]
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


def usual_sees_rule_change() -> int:
    """Return how many of 200 products notice a changed rule by their inputs alone."""
    return noticed(USUAL, "relationship")[0]


def weeks_with_weekend() -> int:
    """Return the weekends in half a year."""
    return -(-products().days // 7)


def day_of_change() -> int:
    """Return the day on which worlds change."""
    return FIRST_DAY

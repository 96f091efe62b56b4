"""The worked and half-worked examples: small products without labels.

Nobody ever learns the truth there, so their plans watch what is at hand. Under the briefs
of the assessment such plans earn little (a guard checks it); copying them does not pay.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from doneenough.core.crowd import TEAMS
from doneenough.lessons.drift.plan import (
    ANSWERS,
    CLEARLY,
    DAYS,
    FIRST,
    IMPORTANT_INPUTS,
    LIMITS,
    LOOKS,
    PREDICTIONS,
    SOME,
    TWO_WEEKS,
    WEEK,
    MonitoringPlan,
)
from doneenough.lessons.drift.world import HALF_YEARS, worlds
from doneenough.products.intake import IMPORTANT
from doneenough.statistics.monitoring import evaluate, make_plan
from doneenough.statistics.monitoring_cost import Prices, bill
from doneenough.statistics.streams import Bank


@dataclass(frozen=True)
class Example:
    """A situation with the plan that the lesson works out for it; prices in euros."""

    line: str
    letters: int
    history: tuple[tuple[str, int], ...]
    prices: Prices
    plan: MonitoringPlan


@dataclass(frozen=True)
class Result:
    """What a plan does there.

    ``quiet_year``: needless calls in a quiet year; ``feed_days``: days until a broken feed
    is noticed; ``shift_flagged``: share of harmless shifts that raise an alarm; ``cost``:
    of a half-year, in euros.
    """

    quiet_year: float
    feed_days: float
    shift_flagged: float
    cost: float


WORKED = Example(
    "wishes of hotel guests",
    40,
    (("broken_feed", 4), ("harder", 3), ("harmless_shift", 5), ("season", 2)),
    Prices(wrong=30, false_alarm=1_500, label=0, check=60, standby=6_000),
    MonitoringPlan(
        watch=IMPORTANT_INPUTS,
        look_back=TWO_WEEKS,
        look_every=WEEK,
        limit=SOME,
        in_a_row=FIRST,
        labels="five",
        answer="two_days",
    ),
)
HALF_WORKED = Example(
    "letters to a newspaper",
    40,
    (("broken_feed", 5), ("harder", 3), ("harmless_shift", 3)),
    Prices(wrong=120, false_alarm=1_000, label=0, check=150, standby=6_000),
    MonitoringPlan(
        watch=PREDICTIONS,
        look_back=TWO_WEEKS,
        look_every=WEEK,
        limit=CLEARLY,
        in_a_row=FIRST,
        labels="five",
        answer="two_days",
    ),
)


@lru_cache
def _streams(example: Example) -> Bank:
    """Return the example's products: as many as stand in the crowd."""
    met = {"stable", "broken_feed", "harmless_shift", *dict(example.history)}
    some = {name: world for name, world in worlds().items() if name in met}
    return Bank(some, example.letters, TEAMS)


@lru_cache(maxsize=256)
def result(example: Example, plan: MonitoringPlan, every: int = 0, back: int = 0) -> Result:
    """Return what ``plan`` does; ``every`` and ``back`` (days) stand in for its own."""
    streams, (index, _) = _streams(example), LIMITS[plan.limit]
    run = make_plan(
        streams,
        IMPORTANT,
        watch=plan.watch,
        window=back or DAYS[plan.look_back],
        every=every or DAYS[plan.look_every],
        shift_limit=index,
        quality_drop=0.0,
        in_a_row=LOOKS[plan.in_a_row],
        labels_per_day=0,
        response_days=ANSWERS[plan.answer],
    )
    # There are no labels, so how late they are does not matter.
    done = evaluate(run, streams, 0)
    feed, shift = done.worlds["broken_feed"].delay, done.worlds["harmless_shift"].delay
    assert feed is not None
    assert shift is not None
    chances = {name: count / HALF_YEARS for name, count in example.history}
    return Result(
        done.false_alarms_a_year,
        feed.mean,
        1 - shift.missed,
        bill(run, done, chances, example.prices).total,
    )

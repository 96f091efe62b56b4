"""The worked and half-worked examples: small products without labels.

Nobody ever learns the truth there, so their plans watch what is at hand. Under the briefs
of the assessment such plans earn little (a guard checks it); copying them does not pay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from doneenough.core.crowd import TEAMS
from doneenough.lessons.drift.plan_decision import USUAL, MonitoringPlan, as_run
from doneenough.lessons.drift.plan_world import HALF_YEARS, worlds
from doneenough.statistics.monitoring import evaluate
from doneenough.statistics.monitoring_cost import Prices, bill
from doneenough.statistics.streams import Bank


@dataclass(frozen=True, eq=False)
class Example:
    """A situation with the plan that the lesson works out for it; prices in euros.

    ``history``: how many of 20 half-years brought what.
    """

    letters: int
    history: Mapping[str, int]
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
    40,
    {"broken_feed": 4, "harder": 3, "harmless_shift": 5, "season": 2},
    Prices(wrong=30, false_alarm=1_500, label=0, check=60, standby=6_000),
    USUAL.but(watch="important_inputs", look_back="two_weeks"),
)
HALF_WORKED = Example(
    40,
    {"broken_feed": 5, "harder": 3, "harmless_shift": 3},
    Prices(wrong=120, false_alarm=1_000, label=0, check=150, standby=6_000),
    USUAL.but(watch="predictions", look_back="two_weeks", limit="clearly"),
)
APART = range(1, 29)
"""Days between two looks that the half-worked example offers."""


def repairs() -> dict[str, MonitoringPlan]:
    """Return the plans on the way from a first plan to the worked one, by what changes."""
    final = WORKED.plan
    now = final.but(watch="all_inputs", look_back="day", look_every="day")
    found = {"start": now}
    for field in ("look_back", "watch", "look_every"):
        now = now.but(**{field: getattr(final, field)})
        found[field] = now
    return found


def half_worked_costs() -> dict[int, float]:
    """Return the cost of looking every so many days in the half-worked example, in euros."""
    return {days: result(HALF_WORKED, HALF_WORKED.plan, days).cost for days in APART}


@lru_cache(maxsize=256)
def result(example: Example, plan: MonitoringPlan, every: int = 0) -> Result:
    """Return what ``plan`` does; ``every`` (days from look to look) stands in for its own."""
    streams = _streams(example)
    run = as_run(plan, streams)
    if every:
        run = replace(run, every=every)
    # There are no labels, so how late they are does not matter.
    done = evaluate(run, streams, 0)
    feed, shift = done.worlds["broken_feed"].delay, done.worlds["harmless_shift"].delay
    assert feed is not None
    assert shift is not None
    chances = {name: count / HALF_YEARS for name, count in example.history.items()}
    return Result(
        done.false_alarms_a_year,
        feed.mean,
        1 - shift.missed,
        bill(run, done, chances, example.prices).total,
    )


@lru_cache
def _streams(example: Example) -> Bank:
    """Return the example's products: as many as stand in the crowd."""
    met = {"stable", "broken_feed", "harmless_shift", *example.history}
    some = {name: world for name, world in worlds().items() if name in met}
    return Bank(some, example.letters, TEAMS)

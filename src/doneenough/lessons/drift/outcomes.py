"""What every plan of the family does with every product, looked up.

The table was counted in the streams, plan by plan, by :mod:`doneenough.lessons.drift.tabulate`;
tests count some of it again. So grading is a look-up and needs no streams. The plans that
cost least in the table may owe it to luck, so these were counted a second time in fresh
streams, and the table holds what they did there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from doneenough.lessons.drift.plan_decision import (
    OPTIONS,
    MonitoringPlan,
    every_plan,
    position,
)
from doneenough.lessons.drift.plan_world import PlanBrief, worlds
from doneenough.statistics.monitoring_cost import Bill

TABLE = "outcomes.npz"
AGAIN = "again"
"""Kept for each product: the positions of the plans counted again in fresh streams."""
COLUMNS = ("harm", "false_alarms", "quiet_year", "delay", "missed")
"""Of each plan: letters wrong because of a change and alarms without a cause, both in an
average half-year; such alarms in a quiet year; days until the main change is noticed, and
how many of 200 products never notice it."""
Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Done:
    """What one plan does under a brief; see `COLUMNS`. ``bill`` is in euros per half-year."""

    bill: Bill
    quiet_year: float
    delay: float
    missed: int

    @property
    def cost(self) -> float:
        """The whole cost of an average half-year, in euros."""
        return self.bill.total


@lru_cache(maxsize=8192)
def done(brief: PlanBrief, plan: MonitoringPlan) -> Done:
    """Return what ``plan`` does under ``brief``."""
    table, at = _table(brief.product), position(plan)
    days = worlds()["stable"].days
    return Done(
        Bill(
            harm=brief.wrong * float(table["harm"][at]),
            false_alarms=brief.false_alarm * float(table["false_alarms"][at]),
            labels=brief.label * plan.value("labels") * days if plan.watches_quality else 0.0,
            checks=brief.look * days / plan.value("look_every"),
            standby=brief.standby / plan.value("answer"),
        ),
        quiet_year=float(table["quiet_year"][at]),
        delay=float(table["delay"][at]),
        missed=int(table["missed"][at]),
    )


def cheapest(brief: PlanBrief) -> MonitoringPlan:
    """Return the plan that costs least in the table; of equal ones the first of the form."""
    return MonitoringPlan.read(every_plan()[int(costs(brief).argmin())].model_dump())


def costs(brief: PlanBrief, table: Columns | None = None) -> NDArray[np.float64]:
    """Return what every plan costs under ``brief`` in euros, by its position.

    ``table``: another table than the committed one, for those who make it.
    """
    table, days = table or _table(brief.product), worlds()["stable"].days
    shape = [len(options) for options in OPTIONS.values()]
    places = dict(zip(OPTIONS, np.indices(shape).reshape(len(shape), -1), strict=True))

    def of(field: str) -> NDArray[Any]:
        return np.array([item.value for item in OPTIONS[field].values()])[places[field]]

    found: NDArray[np.float64] = (
        brief.wrong * table["harm"].astype(float)
        + brief.false_alarm * table["false_alarms"].astype(float)
        + brief.label * of("labels") * _watched() * days
        + brief.look * days / of("look_every")
        + brief.standby / of("answer")
    )
    return found


@lru_cache
def counted_again(product: str) -> frozenset[int]:
    """Return the positions of the plans of a product that were counted in fresh streams."""
    with _file().open("rb") as stream, np.load(stream) as kept:
        return frozenset(kept[f"{product}.{AGAIN}"].tolist())


def never(brief: PlanBrief) -> float:
    """Return what a half-year costs in which nobody ever looks, in euros."""
    wrong = 0.0
    for name, chance in brief.about.chances().items():
        world = worlds()[name]
        volumes = np.rint(world.volume * brief.about.letters)
        wrong += chance * float((world.extra_wrong * volumes).sum())
    return brief.wrong * wrong


@lru_cache
def _watched() -> NDArray[Any]:
    return np.array([plan.watches_quality for plan in every_plan()])


@lru_cache
def _table(product: str) -> Columns:
    with _file().open("rb") as stream, np.load(stream) as kept:
        return {name: kept[f"{product}.{name}"] for name in COLUMNS}


def _file() -> Traversable:
    return resources.files("doneenough.lessons.drift") / TABLE

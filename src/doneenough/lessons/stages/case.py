"""The case of lesson 1 and its worked examples: situations, and what gates do in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from doneenough.lessons.stages.gate_budget_world import GATES, MOST, BudgetBrief, Days, gate_cost
from doneenough.lessons.stages.pipeline_world import ALL, DATA_CHECK, HOLD_OUT, SHADOW_RUN
from doneenough.lessons.stages.projects_world import demo, live

START, GATE, LAUNCH = date(2026, 1, 12), date(2026, 1, 15), date(2026, 1, 26)
"""The first day of the case, the day of the decision, and the launch the sponsor wants."""
NONE: frozenset[str] = frozenset()
"""The gates that Paperline has kept so far."""
TESTED = frozenset({DATA_CHECK, HOLD_OUT})
"""The gates that can be kept without the live feed."""
PATHS = {"go": NONE, "tested": TESTED, "loop_back": ALL}
"""What Paperline may do next: the gates it then keeps before going live."""
SKIPPED_FIRST = SHADOW_RUN
"""The gate of the first guess."""

SURVEY = {"data_ready": 45, "looking": 21, "choosing": 11, "training": 12, "using": 11}
"""Hours of 100, by what people said of themselves: Anaconda, State of Data Science 2020.

An online survey by a company that sells software to those who answered; a weak source,
and the lesson says so.
"""
SURVEYED = 2_360
"""People who answered it."""
INTERVIEWS = 45
"""Interviews of Nahar and others (2022) in which projects stalled at handoffs."""


def without(gate: str) -> frozenset[str]:
    """Return all gates of the board but one."""
    return ALL - {gate}


def shown() -> int:
    """Return what the sprint review showed: the mean demo of projects without gates."""
    return round(float(demo(NONE).mean()))


def went_live() -> int:
    """Return what such projects then do, on average: letters right of 100."""
    return round(float(live(NONE).mean()))


def model_hours(hours: Mapping[str, int]) -> int:
    """Return how many of the hours, by activity, go into the model itself."""
    return hours["choosing"] + hours["training"]


@dataclass(frozen=True)
class Example:
    """A team with fewer gates; those it does not have get no days and have no defects."""

    brief: BudgetBrief
    days: Days

    @property
    def gates(self) -> list[str]:
        """The gates that it has."""
        return [gate for gate in GATES if self.brief.share(gate)]

    @property
    def split(self) -> dict[str, int]:
        """Its days at all six gates."""
        return dict.fromkeys(GATES, 0) | dict(self.days)

    def saves(self, gate: str, day: int) -> float:
        """Return what the day number ``day`` (from 1) saves at a gate, in euros."""
        return gate_cost(self.brief, gate, day - 1) - gate_cost(self.brief, gate, day)


WORKED = Example(
    BudgetBrief(
        line="",
        hit=(0, 9, 0, 1, 12, 0),
        live=(0, 20_000, 0, 60_000, 2_000, 0),
        back=1_000,
        day=500,
        last="shadow_run",
    ),
    {"data_check": 3, "per_group": 1},
)
"""Three gates; four days."""
HALF_WORKED = Example(
    BudgetBrief(
        line="",
        hit=(4, 0, 0, 0, 8, 3),
        live=(60_000, 0, 0, 0, 30_000, 12_000),
        back=1_000,
        day=2_500,
        last="agree",
    ),
    {"agree": 2},
)
MISSING = SHADOW_RUN
"""The gate whose days the learner sets in the half-worked example."""


def day_by_day() -> list[tuple[str, float]]:
    """Return the gate that gets each day in the worked example, and what the day saves in euros."""
    given = dict.fromkeys(WORKED.gates, 0)
    found: list[tuple[str, float]] = []
    for _ in range(sum(WORKED.days.values())):
        offers = {gate: WORKED.saves(gate, days + 1) for gate, days in given.items() if days < MOST}
        gate = max(offers, key=offers.__getitem__)
        found.append((gate, offers[gate]))
        given[gate] += 1
    return found


def half_worked_costs() -> dict[int, float]:
    """Return what the missing gate and its defect cost with 0 to 4 days, in euros."""
    return {days: gate_cost(HALF_WORKED.brief, MISSING, days) for days in range(MOST + 1)}

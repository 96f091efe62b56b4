"""The worked example of lesson 1 and the half-worked one: other costs, fewer days."""

from __future__ import annotations

from dataclasses import dataclass

from doneenough.lessons.stages.days import GATES, BudgetBrief, GateDays, gate_cost


@dataclass(frozen=True)
class Example:
    """A team with fewer gates; those it does not have get no days and have no defects."""

    brief: BudgetBrief
    days: dict[str, int]

    def split(self, **changes: int) -> GateDays:
        """Return its days, some of them changed, as a decision."""
        return GateDays(**(dict.fromkeys(GATES, 0) | self.days | changes))

    def saves(self, gate: str, day: int) -> float:
        """Return what the day number ``day`` (from 1) saves at a gate, in euros."""
        return gate_cost(self.brief, gate, day - 1) - gate_cost(self.brief, gate, day)


WORKED = Example(
    BudgetBrief(
        line="bags that miss their flight",
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
        line="broken lifts",
        hit=(4, 0, 0, 0, 8, 3),
        live=(60_000, 0, 0, 0, 30_000, 12_000),
        back=1_000,
        day=2_500,
        last="agree",
    ),
    {"agree": 2},
)
"""The days of the shadow run are missing."""

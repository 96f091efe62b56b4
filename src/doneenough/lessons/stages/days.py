"""Ten days over six gates: what they find and what a project then costs, exactly.

Each defect is there or not, by what happened in the last 20 projects; each gate looks for
its own defect and finds it with a chance that its days set (``finds.json``, from the
pipelines of :mod:`doneenough.lessons.stages.finds`). Nothing is drawn while scoring.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from doneenough.core.decision import Decision, Slip, whole
from doneenough.core.registry import read_json
from doneenough.core.words import counted

BUDGET = 10
"""Days that there are."""
MOST = 4
"""Most days that one gate can use."""
PAST = 20
"""Earlier projects that the history counts."""
GATES = {
    "agree": "Agree on problem and measure",
    "data_check": "Data check",
    "hold_out": "Hold-out test",
    "per_group": "Test per group",
    "shadow_run": "Shadow run",
    "monitoring": "Monitoring",
}
DEFECTS = {
    "agree": "it answers a question nobody has",
    "data_check": "a column is filled in only afterwards",
    "hold_out": "it has learned its cases by heart",
    "per_group": "it fails for one group",
    "shadow_run": "the live feed differs from the export",
    "monitoring": "the world has moved on",
}


def _days(gate: str) -> Any:
    return whole(GATES[gate], unit="days", low=0, high=MOST)


class GateDays(Decision):
    """Days for each gate, together at most ten."""

    agree: int = _days("agree")
    data_check: int = _days("data_check")
    hold_out: int = _days("hold_out")
    per_group: int = _days("per_group")
    shadow_run: int = _days("shadow_run")
    monitoring: int = _days("monitoring")

    @property
    def total(self) -> int:
        """Days used."""
        return sum(self.model_dump().values())

    @classmethod
    def so_far(cls, values: Mapping[str, Any]) -> str:
        """Return how many days are given away."""
        return f"Given so far: {sum(day or 0 for day in values.values())} of {BUDGET} days."

    def disagreements(self) -> Iterator[Slip]:
        """Yield a slip when more days are given than there are."""
        if self.total > BUDGET:
            over = self.total - BUDGET
            away = counted(over, "days")
            yield Slip(
                "monitoring",
                f"Together that is {self.total} days. You have {BUDGET}: take {away} away.",
            )


@dataclass(frozen=True)
class BudgetBrief:
    """One team. ``hit`` counts the last 20 projects by gate; money in euros.

    ``live``: what a defect costs that goes live; ``back``: going back for one that was
    found; ``day``: a day at any gate; ``last``: the gate whose defect hit the last project.
    """

    line: str
    hit: tuple[int, ...]
    live: tuple[int, ...]
    back: int
    day: int
    last: str

    def share(self, gate: str) -> float:
        """Return the share of projects with the defect of ``gate``."""
        return self.hit[list(GATES).index(gate)] / PAST

    def harm(self, gate: str) -> int:
        """Return what the defect of ``gate`` costs when it goes live, in euros."""
        return self.live[list(GATES).index(gate)]


@lru_cache
def finds() -> dict[str, tuple[int, ...]]:
    """Return, by gate, how many of 100 defects are found with 0 to 4 days."""
    return {gate: tuple(row) for gate, row in read_json("stages", "finds.json").items()}


def lives(brief: BudgetBrief, gate: str, days: int) -> float:
    """Return the share of projects in which the defect of ``gate`` goes live unfound."""
    return brief.share(gate) * (1 - finds()[gate][days] / 100)


def gate_cost(brief: BudgetBrief, gate: str, days: int) -> float:
    """Return what one gate and its defect cost an average project, in euros."""
    unfound = lives(brief, gate, days)
    return (
        brief.day * days + unfound * brief.harm(gate) + (brief.share(gate) - unfound) * brief.back
    )


def cost(brief: BudgetBrief, decision: GateDays) -> float:
    """Return the expected cost of a project, in euros."""
    return sum(gate_cost(brief, gate, days) for gate, days in decision.model_dump().items())


def something_goes_live(brief: BudgetBrief, decision: GateDays) -> float:
    """Return the share of projects that go live with at least one defect unfound."""
    clean = 1.0
    for gate, days in decision.model_dump().items():
        clean *= 1 - lives(brief, gate, days)
    return 1 - clean


def every_split() -> Iterator[tuple[int, ...]]:
    """Yield every way to give days to the six gates."""
    for days in itertools.product(range(MOST + 1), repeat=len(GATES)):
        if sum(days) <= BUDGET:
            yield days


def cheapest(brief: BudgetBrief) -> GateDays:
    """Return the cheapest split of all, exactly; of equal ones the first."""
    table = [[gate_cost(brief, gate, days) for days in range(MOST + 1)] for gate in GATES]
    best = min(
        every_split(), key=lambda split: sum(table[at][days] for at, days in enumerate(split))
    )
    return GateDays(**dict(zip(GATES, best, strict=True)))

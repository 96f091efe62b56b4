"""The world of the gate budget: what days at six gates find, and what a project then costs.

Each defect is there or not, by what happened in the last 20 projects; each gate looks for
its own defect and finds it with a chance that its days set (``finds.json``, from the
pipelines of :mod:`doneenough.lessons.stages.finds_world`). Everything is exact: nothing is
drawn while scoring.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from doneenough.core.lesson_files import read_json

GATES = AGREE, DATA_CHECK, HOLD_OUT, PER_GROUP, SHADOW_RUN, MONITORING = (
    "agree",
    "data_check",
    "hold_out",
    "per_group",
    "shadow_run",
    "monitoring",
)
BUDGET = 10
"""Days that there are."""
MOST = 4
"""Most days that one gate can use."""
PAST = 20
"""Earlier projects that the history counts."""
Days = Mapping[str, int]
"""Days by gate."""


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
        return self.hit[GATES.index(gate)] / PAST

    def harm(self, gate: str) -> int:
        """Return what the defect of ``gate`` costs when it goes live, in euros."""
        return self.live[GATES.index(gate)]

    def on_average(self, gate: str) -> float:
        """Return what the defect of ``gate`` costs an average project unless it is found."""
        return self.share(gate) * self.harm(gate)


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


def cost(brief: BudgetBrief, split: Days) -> float:
    """Return the expected cost of a project, in euros."""
    return sum(gate_cost(brief, gate, days) for gate, days in split.items())


def something_goes_live(brief: BudgetBrief, split: Days) -> float:
    """Return the share of projects that go live with at least one defect unfound."""
    clean = 1.0
    for gate, days in split.items():
        clean *= 1 - lives(brief, gate, days)
    return 1 - clean


def every_split() -> Iterator[tuple[int, ...]]:
    """Yield every way to give days to the six gates."""
    for days in itertools.product(range(MOST + 1), repeat=len(GATES)):
        if sum(days) <= BUDGET:
            yield days


def cheapest(brief: BudgetBrief) -> tuple[int, ...]:
    """Return the cheapest split of all, exactly; of equal ones the first."""
    table = [[gate_cost(brief, gate, days) for days in range(MOST + 1)] for gate in GATES]
    return min(
        every_split(), key=lambda split: sum(table[at][days] for at, days in enumerate(split))
    )

"""The table that both the worked examples and the briefs show: what happened, what days find."""

from __future__ import annotations

from collections.abc import Sequence

from doneenough.core.feedback import euros
from doneenough.core.html import grid
from doneenough.core.words import counted
from doneenough.lessons.stages.days import DEFECTS, GATES, MOST, PAST, BudgetBrief, finds


def history(brief: BudgetBrief, gates: Sequence[str]) -> str:
    """Return, for each of ``gates``, its defect, its price and what 1 to 4 days find, as HTML."""
    days = [counted(number, "days") for number in range(1, MOST + 1)]
    return grid(
        f"The last {PAST} projects here, and of 100 defects, how many the days find",
        ("Gate and its defect", f"Had it, of {PAST}", "Costs live", "So on average", *days),
        [
            (
                f"{GATES[gate]}: {DEFECTS[gate]}",
                f"{round(PAST * brief.share(gate))}",
                euros(brief.harm(gate)),
                euros(brief.share(gate) * brief.harm(gate)),
                *(f"{count}" for count in finds()[gate][1:]),
            )
            for gate in gates
        ],
    )

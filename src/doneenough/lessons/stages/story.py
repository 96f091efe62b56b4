"""The case of lesson 1: what its people know, stated once."""

from __future__ import annotations

from doneenough.core.lifecycle import STAGES
from doneenough.lessons.stages.pipeline import ALL
from doneenough.lessons.stages.projects import demo

NONE: frozenset[str] = frozenset()
"""The gates that Paperline has kept so far."""
NAMES = {
    "data_check": "data check",
    "hold_out": "hold-out test",
    "shadow_run": "shadow run",
    "monitoring": "monitoring",
}
"""The four gates of the board."""
RULE = (
    "A stage is done when its work is done and its gate is kept. A project is really at the "
    "first stage that is not done."
)
"""The one rule for the stage of a project."""
GATE_OF = dict(
    zip(
        STAGES,
        (
            "agreeing on problem and measure",
            NAMES["data_check"],
            "a model that beats today's way",
            NAMES["hold_out"],
            NAMES["shadow_run"],
            NAMES["monitoring"],
        ),
        strict=True,
    )
)
"""The gate of each stage."""
SKIPPED_FIRST = "shadow_run"
"""The gate of the first guess."""

SURVEY = {
    "Getting the data ready": 45,
    "Looking at the data": 21,
    "Choosing a model": 11,
    "Training and scoring it": 12,
    "Putting it to use": 11,
}
"""Hours of 100, by what people said of themselves: Anaconda, State of Data Science 2020.

An online survey of about 2,400 people by a company that sells software to them; a weak
source, and the lesson says so.
"""


def without(gate: str) -> frozenset[str]:
    """Return all gates but one."""
    return ALL - {gate}


def shown() -> int:
    """Return what the sprint review showed: the mean demo of projects without gates."""
    return round(float(demo(NONE).mean()))

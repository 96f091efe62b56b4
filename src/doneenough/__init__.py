"""Done Enough: decisions on AI projects, graded by their simulated consequence.

The names below are what notebooks use; each is loaded when it is asked for, so that
``import doneenough`` stays instant.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from doneenough.explorer.assessment import brief, compare_reply, task
    from doneenough.explorer.forms import decide, who_are_you, write
    from doneenough.grading.notebook import grade, how_a_lead_chose
    from doneenough.grading.slips import kind_errors
    from doneenough.lab.my_report import my_report

__version__ = "0.1.0"
__all__ = [
    "brief",
    "compare_reply",
    "decide",
    "grade",
    "how_a_lead_chose",
    "kind_errors",
    "my_report",
    "task",
    "who_are_you",
    "write",
]

_HOMES = {
    "brief": "doneenough.explorer.assessment",
    "compare_reply": "doneenough.explorer.assessment",
    "kind_errors": "doneenough.grading.slips",
    "my_report": "doneenough.lab.my_report",
    "task": "doneenough.explorer.assessment",
    "decide": "doneenough.explorer.forms",
    "who_are_you": "doneenough.explorer.forms",
    "write": "doneenough.explorer.forms",
    "grade": "doneenough.grading.notebook",
    "how_a_lead_chose": "doneenough.grading.notebook",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

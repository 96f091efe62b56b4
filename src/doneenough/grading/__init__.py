"""Grading: answers are read as data, scored by their consequence, never executed.

``score.score`` is the one scorer. Its doors are ``grade`` in the notebook,
``doneenough check``, nbgrader's steps (``nbgrader_plugins``) and ``doneenough cohort``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from doneenough.grading.notebook import grade, how_a_lead_chose

__all__ = ["grade", "how_a_lead_chose"]


def __getattr__(name: str) -> Any:
    # Late, so that the command line and nbgrader load only what they use.
    if name in __all__:
        from doneenough.grading import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

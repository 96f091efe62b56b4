"""The exercises and written tasks of lesson 1, found by discovery."""

from __future__ import annotations

from doneenough.core.exercise import Prose
from doneenough.lessons.stages.gate_budget import GateBudget
from doneenough.lessons.stages.next_question import NextQuestion

EXERCISES = (
    NextQuestion("next_question", points=35, committed=True),
    GateBudget("gate_budget", points=5),
    GateBudget("final_gate_budget", points=50, shift=12, committed=True),
)
PROSE = (Prose("stages", "sponsor"),)

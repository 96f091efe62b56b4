"""The exercises and written tasks of lesson 7, found by discovery."""

from __future__ import annotations

from doneenough.core.exercise import Prose
from doneenough.lessons.tradeoff.ask import AskFirst
from doneenough.lessons.tradeoff.policy import WritePolicy
from doneenough.lessons.tradeoff.statements import Statements

EXERCISES = (
    AskFirst("ask_first", points=20, committed=True),
    WritePolicy("ship_policy", points=5),
    WritePolicy("final_policy", points=50, shift=12, committed=True),
    Statements("statements", points=15, committed=True),
)
PROSE = (Prose("tradeoff", "decision_record"),)

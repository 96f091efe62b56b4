"""The exercises and written tasks of lesson 1, found by discovery."""

from __future__ import annotations

from doneenough.lessons.stages.budget import BudgetCoached, BudgetCommitted
from doneenough.lessons.stages.prose import SPONSOR

EXERCISES = (BudgetCoached(), BudgetCommitted())
PROSE = (SPONSOR,)

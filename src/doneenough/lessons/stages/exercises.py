"""The exercises and written tasks of lesson 1, found by discovery."""

from __future__ import annotations

from doneenough.lessons.stages.budget import BudgetCoached, BudgetCommitted
from doneenough.lessons.stages.next_question import NextQuestion
from doneenough.lessons.stages.prose import SPONSOR

EXERCISES = (NextQuestion(), BudgetCoached(), BudgetCommitted())
PROSE = (SPONSOR,)

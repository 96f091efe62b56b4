"""The exercises and written tasks of lesson 6, found by discovery."""

from __future__ import annotations

from doneenough.lessons.criterion.acceptance import PaperlineCoached, PaperlineCommitted
from doneenough.lessons.criterion.prose import REWRITE

EXERCISES = (PaperlineCoached(), PaperlineCommitted())
PROSE = (REWRITE,)
